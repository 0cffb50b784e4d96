//! Opens a file to import: detects its format and shows a progress bar.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::ImportOrder;
use super::format::{Format, format_of};

/// The name for standard input.
const STANDARD_INPUT: &str = "-";
/// Large enough to detect the format.
const BUFFER: usize = 1 << 16;

pub struct Opened<'a> {
    pub name: String,
    pub format: Format,
    pub bar: ProgressBar,
    pub reader: Box<dyn BufRead + 'a>,
}

pub fn open<'a>(file: &Path, order: &ImportOrder, input: &'a mut dyn Read) -> anyhow::Result<Opened<'a>> {
    let name = file.display().to_string();
    let (source, length): (Box<dyn Read + 'a>, Option<u64>) = if name == STANDARD_INPUT {
        (Box::new(input), None)
    } else {
        let open = File::open(file).with_context(|| format!("{name} cannot be read"))?;
        let length = open.metadata().ok().map(|metadata| metadata.len());
        (Box::new(open), length)
    };
    let bar = progress_bar(&name, length, order.shows_progress);
    let mut reader = BufReader::with_capacity(BUFFER, bar.wrap_read(source));
    let format = match order.format {
        Format::Auto => match format_of(&mut reader).with_context(|| format!("{name} cannot be read"))? {
            Ok(format) => format,
            Err(what) => bail!("{name} was not imported: {what}"),
        },
        given => given,
    };
    Ok(Opened {
        name,
        format,
        bar,
        reader: Box::new(reader),
    })
}

fn progress_bar(name: &str, length: Option<u64>, is_shown: bool) -> ProgressBar {
    let (bar, template) = match (is_shown, length) {
        (false, _) => return ProgressBar::hidden(),
        (true, Some(length)) => (
            ProgressBar::new(length),
            "{msg} {wide_bar} {bytes} of {total_bytes}, {eta} left",
        ),
        (true, None) => (ProgressBar::new_spinner(), "{msg} {spinner} {bytes}"),
    };
    let style = ProgressStyle::with_template(template).expect("the templates above are valid");
    bar.with_style(style).with_message(name.to_owned())
}
