//! The mistakes in the settings, reported all at once and without a value.

use std::fmt;

/// One mistake: the setting, the problem, and the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigMistake {
    /// The name that the operator used: `MYVAX_LISTEN`, or `listen` for the file.
    pub setting: String,
    pub problem: String,
    pub remedy: String,
}

/// All mistakes, at least one.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigMistakes(pub Vec<ConfigMistake>);

impl std::error::Error for ConfigMistakes {}

impl fmt::Display for ConfigMistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the settings have {} mistake(s)", self.0.len())?;
        self.0.iter().try_for_each(|mistake| write!(f, "\n- {mistake}"))
    }
}

impl fmt::Display for ConfigMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.setting, self.problem, self.remedy)
    }
}

/// Why a value is not accepted. The reader adds the name of the setting.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    pub problem: String,
    pub remedy: String,
}

impl Wrong {
    pub fn new(problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    pub fn of(self, setting: impl Into<String>) -> ConfigMistake {
        ConfigMistake {
            setting: setting.into(),
            problem: self.problem,
            remedy: self.remedy,
        }
    }
}
