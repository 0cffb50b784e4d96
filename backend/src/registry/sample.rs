//! The sample registry the demo shows: invented people only. `data/sample/README.md` lists them.

use super::ContactKey;
use super::import::{ImportError, Importer, Summary};
use crate::clock::Clock;
use crate::db::Database;

/// The files, by name.
pub const FILES: [(&str, &str); 3] = [
    ("families.hl7", include_str!("../../data/sample/families.hl7")),
    ("adults.hl7", include_str!("../../data/sample/adults.hl7")),
    ("special.hl7", include_str!("../../data/sample/special.hl7")),
];

/// Whom to look up first, for whoever starts the demo.
pub const PEOPLE_TO_LOOK_UP: [&str; 3] = [
    "Zoë Example, born 1988-02-29, female, phone 617-555-0142 (or zoe@example.org)",
    "Mila Example, her daughter, born 2017-05-14, female, the same phone",
    "José García Márquez, born 1961-11-03, male, phone 617-555-0177 (or jose@example.org)",
];

/// Adds what of the sample is not there yet, and changes nothing else.
pub fn add(database: &Database, contact_key: &ContactKey, clock: &dyn Clock) -> Result<Summary, ImportError> {
    let mut importer = Importer::new(database, contact_key, clock);
    for (name, text) in FILES {
        importer.read(name, text.as_bytes(), &mut |_| {})?;
    }
    Ok(importer.summary())
}
