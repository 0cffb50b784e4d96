//! `generator`: writes an invented registry for trials and measurements.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use generator::hl7v2::Messages;
use generator::output::{Format, GenerateOrder, generate};

/// Generates a registry of any size; the same seed and number of patients give the same bytes.
#[derive(Parser)]
#[command(name = "generator", version)]
struct Arguments {
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    patients: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, value_enum, default_value = "hl7v2")]
    format: Format,
    /// With HL7 v2: writes a message for each visit instead of one for each patient
    #[arg(long)]
    visits: bool,
    /// The file to write instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.visits && arguments.format != Format::Hl7v2 {
        let words = "--visits is for --format hl7v2: CSV has no messages";
        Arguments::command()
            .error(ErrorKind::ArgumentConflict, words)
            .exit();
    }
    let order = GenerateOrder {
        patients: arguments.patients,
        seed: arguments.seed,
        format: arguments.format,
        messages: if arguments.visits {
            Messages::PerVisit
        } else {
            Messages::PerPatient
        },
        output: arguments.output,
        shows_progress: io::stderr().is_terminal(),
    };
    match generate(&order, &mut io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be closed; the exit status still reports the failure.
            let _ = writeln!(io::stderr(), "generator: {error:#}");
            ExitCode::FAILURE
        }
    }
}
