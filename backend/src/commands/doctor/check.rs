//! One check of the doctor: its name and what it found.

use crate::config::ConfigMistake;
use crate::config::given::GivenSettings;
use crate::config::settings::Setting;

pub struct Check {
    pub name: &'static str,
    pub finding: Finding,
}

/// Without a mistake, all is well.
pub type Finding = Result<Vec<ConfigMistake>, NotChecked>;

/// Why it was not possible to look.
pub struct NotChecked(pub String);

impl Check {
    pub fn new(name: &'static str, finding: Finding) -> Self {
        Self { name, finding }
    }
}

/// A check cannot look if a setting cannot be read, or if a required one is not set. The check of the settings reports
/// both.
pub fn need(
    given: &GivenSettings<'_>,
    required: &[&Setting],
    optional: &[&Setting],
) -> Result<(), NotChecked> {
    let mut used = required.iter().chain(optional);
    if let Some(wrong) = used.find(|setting| given.is_wrong(setting)) {
        return Err(NotChecked(format!("{} cannot be read", wrong.env_name())));
    }
    match given.unset(required).first() {
        Some(unset) => Err(NotChecked(format!("{} is not set", unset.env_name()))),
        None => Ok(()),
    }
}
