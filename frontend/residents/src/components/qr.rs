//! The QR code of a SMART Health Card, drawn in the browser as one path.

use std::fmt::Write;

use leptos::prelude::*;
use qrcode::bits::Bits;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode, Version};

/// The prefix in byte mode; everything after it is digits (SMART Health Cards, "Encoding Chunks as QR Codes").
const PREFIX: &str = "shc:/";
/// The largest version that the specification allows.
const LARGEST_VERSION: i16 = 22;
/// Light modules on each side (ISO/IEC 18004 section 6.3.8).
const QUIET_ZONE: usize = 4;

/// A code as SVG path data, in modules, with the quiet zone inside `size`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrDrawing {
    pub path: String,
    pub size: u32,
}

impl QrDrawing {
    /// `None` if the text is not a card, or is too long for the largest version.
    pub fn of(qr_numeric: &str) -> Option<Self> {
        let digits = qr_numeric.strip_prefix(PREFIX)?;
        let code = (1..=LARGEST_VERSION).find_map(|version| encode(Version::Normal(version), digits).ok())?;
        let size = u32::try_from(code.width() + 2 * QUIET_ZONE).ok()?;
        Some(Self {
            path: path(&code.to_colors(), code.width()),
            size,
        })
    }
}

/// Two segments: the prefix as bytes, the rest as digits. Some readers reject a single byte segment.
fn encode(version: Version, digits: &str) -> Result<QrCode, QrError> {
    let mut bits = Bits::new(version);
    bits.push_byte_data(PREFIX.as_bytes())?;
    bits.push_numeric_data(digits.as_bytes())?;
    bits.push_terminator(EcLevel::L)?;
    QrCode::with_bits(bits, EcLevel::L)
}

/// One rectangle for each run of dark modules in a row.
fn path(modules: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, row) in modules.chunks_exact(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let length = run.len();
                let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    path
}

#[component]
pub fn Qr(drawing: QrDrawing, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let QrDrawing { path, size } = drawing;
    view! {
        <svg
            class="qr"
            viewBox=format!("0 0 {size} {size}")
            role="img"
            aria-label=label
            shape-rendering="crispEdges"
        >
            <rect class="qr-ground" width=size height=size/>
            <path class="qr-modules" d=path/>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_card_fits_version_22_and_no_more() {
        let longest = format!("{PREFIX}{}", "7".repeat(2 * shared::health_card::JWS_MAX_CHARS));
        let drawing = QrDrawing::of(&longest).unwrap();
        assert_eq!(drawing.size, 105 + 8);
        assert_eq!(QrDrawing::of(&format!("{longest}77")), None);
    }

    #[test]
    fn a_short_text_takes_the_smallest_version() {
        let drawing = QrDrawing::of("shc:/0123").unwrap();
        assert_eq!(drawing.size, 21 + 8);
        // The finder pattern's first row: seven dark modules inside the quiet zone.
        assert!(drawing.path.starts_with("M4 4h7v1h-7z"));
    }

    #[test]
    fn a_text_that_is_no_card_has_no_drawing() {
        assert_eq!(QrDrawing::of("https://example.org"), None);
    }

    /// Whether a module is dark, read back from the path's rectangles.
    fn is_dark(path: &str, x: usize, y: usize) -> bool {
        path.split_terminator('z').any(|rectangle| {
            let numbers: Vec<usize> = rectangle
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            numbers[1] == y && (numbers[0]..numbers[0] + numbers[2]).contains(&x)
        })
    }

    #[test]
    fn a_scanner_reads_back_what_was_drawn() {
        let card = format!("{PREFIX}{}", "5676295953".repeat(40));
        let drawing = QrDrawing::of(&card).unwrap();
        let size = usize::try_from(drawing.size).unwrap();
        let modules: Vec<bool> = (0..size * size)
            .map(|place| is_dark(&drawing.path, place % size, place / size))
            .collect();
        let scale = 4;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(size * scale, size * scale, |x, y| {
            if modules[y / scale * size + x / scale] {
                0
            } else {
                255
            }
        });
        let (_, read) = image.detect_grids()[0].decode().unwrap();
        assert_eq!(read, card);
    }
}
