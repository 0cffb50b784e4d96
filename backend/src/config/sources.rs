//! The sources of settings, the environment and one TOML file, as values, so that the other modules do not ask the
//! process.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::mistake::{ConfigMistakes, Wrong};

/// All given values, still as text. No `Debug`, because they include secrets.
#[derive(Clone, Default)]
pub struct Sources {
    /// The variables whose names begin with `MYVAX_`.
    pub environment: BTreeMap<String, String>,
    /// The text of the TOML file.
    pub file: Option<String>,
    /// The file's path, from which it is read again.
    pub path: Option<PathBuf>,
}

impl Sources {
    /// Reads the process's environment and the file of `--config`.
    pub fn from_process(config_file: Option<&Path>) -> Result<Self, ConfigMistakes> {
        let mut mistakes = Vec::new();
        let mut environment = BTreeMap::new();
        for (name, value) in std::env::vars_os() {
            let Some(name) = name.to_str().filter(|name| name.starts_with("MYVAX_")) else {
                continue;
            };
            match value.into_string() {
                Ok(value) => {
                    environment.insert(name.to_owned(), value);
                }
                Err(_) => mistakes.push(Wrong::new("is not UTF-8", "write it in UTF-8").of(name)),
            }
        }
        let file = config_file.and_then(|path| match std::fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(error) => {
                let problem = format!("{} cannot be read ({error})", path.display());
                mistakes.push(Wrong::new(problem, "name a file this process may read").of("--config"));
                None
            }
        });
        if mistakes.is_empty() {
            Ok(Self {
                environment,
                file,
                path: config_file.map(Path::to_owned),
            })
        } else {
            Err(ConfigMistakes(mistakes))
        }
    }

    /// Reads the file again. The environment of a process does not change.
    pub fn read_again(&self) -> Result<Self, ConfigMistakes> {
        match &self.path {
            Some(path) => Self::from_process(Some(path)),
            None => Ok(self.clone()),
        }
    }
}
