//! The folder and the files of a SQLite database, which a start must be able to write.

use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use crate::config::mistake::Wrong;
use crate::telemetry::process::{self, Owner};

/// What SQLite and the service write beside the database's file.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-lock"];

/// What keeps a start from writing the database. The start creates missing folders itself, if it may.
pub fn mistake(database: &Path) -> Option<Wrong> {
    let folder = match database.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let Owner { user, group } = process::owner();
    if !folder.exists() {
        let above = folder
            .ancestors()
            .find(|above| above.exists())
            .unwrap_or(Path::new("."));
        let remedy = format!(
            "run `install -d -m 700 -o {user} -g {group} {}` as root, or correct the setting",
            folder.display()
        );
        let wrong = || Wrong::new(format!("the folder {} is missing", folder.display()), remedy);
        return (!is_writable(above, true)).then(wrong);
    }
    if !is_writable(folder, true) {
        let remedy = format!(
            "correct the setting, or, if only this service uses the folder, run `chown {user}:{group} {folder}` and `chmod \
             700 {folder}` as root",
            folder = folder.display()
        );
        let problem = format!("the folder {} is not writable by this user", folder.display());
        return Some(Wrong::new(problem, remedy));
    }
    let files = BESIDE.map(|end| PathBuf::from(format!("{}{end}", database.display())));
    let file = files
        .iter()
        .find(|file| file.exists() && !is_writable(file, false))?;
    Some(Wrong::new(
        format!("the file {} is not writable by this user", file.display()),
        format!("run `chown {user}:{group} {}` as root", file.display()),
    ))
}

/// The system decides, so that it also refuses a disk that is mounted read-only.
fn is_writable(path: &Path, is_folder: bool) -> bool {
    let mode = if is_folder {
        Access::WRITE_OK | Access::EXEC_OK
    } else {
        Access::READ_OK | Access::WRITE_OK
    };
    path.is_dir() == is_folder && access(path, mode).is_ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_start_creates_what_is_missing_in_a_writable_folder() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(mistake(&folder.path().join("myvax.db")), None);
        assert_eq!(mistake(&folder.path().join("new/one/myvax.db")), None);
    }

    /// Root may write every folder, so a file takes the place of the folder that cannot be written.
    #[test]
    fn a_start_cannot_write_below_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let problem = |database: &str| mistake(&file.join(database)).unwrap().problem;
        assert!(problem("myvax.db").ends_with("is not writable by this user"));
        assert!(problem("one/myvax.db").ends_with("file/one is missing"));
    }

    #[test]
    fn a_database_must_be_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("myvax.db");
        fs::write(&database, "").unwrap();
        assert_eq!(mistake(&database), None);
        fs::create_dir(folder.path().join("myvax.db-lock")).unwrap();
        let problem = mistake(&database).unwrap().problem;
        assert!(problem.ends_with("myvax.db-lock is not writable by this user"));
    }
}
