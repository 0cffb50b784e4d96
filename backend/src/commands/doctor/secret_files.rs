//! Files with secrets that another user can read.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

use super::check::{Check, NotChecked};
use crate::config::given::GivenSettings;
use crate::config::mistake::Wrong;
use crate::telemetry::process::{self, Owner};

/// The bits of a file's mode (POSIX `S_IRGRP` and `S_IROTH`).
const READABLE_BY_GROUP: u32 = 0o040;
const READABLE_BY_OTHERS: u32 = 0o004;

/// Root can read every file, so a doctor that runs as root cannot find out what the service can read.
pub fn checks(given: &GivenSettings<'_>) -> Vec<Check> {
    let doctor = process::owner();
    let files = given.secret_files();
    let mistake = |(name, path): (String, PathBuf)| {
        // A file that cannot be read at all is a mistake of the settings.
        let metadata = fs::metadata(&path).ok()?;
        let file = Owner {
            user: metadata.uid(),
            group: metadata.gid(),
        };
        mistake(&path.display().to_string(), metadata.mode(), file, doctor).map(|wrong| wrong.of(name))
    };
    let finding = if files.is_empty() {
        Err(NotChecked("no secret is in a file".to_owned()))
    } else {
        Ok(files.into_iter().filter_map(mistake).collect())
    };
    if !doctor.is_root() {
        return vec![Check::new("no other user can read a file with secrets", finding)];
    }
    let why = "root can read and write every file; run the doctor as the service's user";
    vec![
        Check::new("the owners and groups of files", Err(NotChecked(why.to_owned()))),
        Check::new("a file with secrets is not readable by all users", finding),
    ]
}

/// Who else can read a file, and how to end that. The service must still be able to read it: it owns the file, or it
/// reads a file of root through its own primary group.
fn mistake(path: &str, mode: u32, file: Owner, doctor: Owner) -> Option<Wrong> {
    let is_in_group = file.group == doctor.group;
    let readers = if mode & READABLE_BY_OTHERS != 0 {
        "every user of this machine".to_owned()
    } else if mode & READABLE_BY_GROUP != 0 && !is_in_group && !doctor.is_root() {
        format!("group {}, which is not this process's own,", file.group)
    } else {
        return None;
    };
    let commands = if doctor.is_root() {
        format!("run `chown root:<the service's group> {path}` and `chmod 640 {path}`")
    } else if file.user == doctor.user {
        format!("run `chmod 600 {path}`")
    } else if is_in_group {
        format!("run `chmod 640 {path}` as root")
    } else {
        format!(
            "run `chown root:{} {path}` and `chmod 640 {path}` as root",
            doctor.group
        )
    };
    Some(Wrong::new(
        format!("{readers} can read {path}"),
        format!("{commands}, and change the secrets if others use the machine"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: Owner = Owner { user: 0, group: 0 };
    const SERVICE: Owner = Owner {
        user: 998,
        group: 997,
    };
    const OF_ROOT_FOR_SERVICE: Owner = Owner { user: 0, group: 997 };

    fn remedy(mode: u32, file: Owner, doctor: Owner) -> Option<String> {
        mistake("/key", 0o100_000 | mode, file, doctor).map(|wrong| wrong.remedy)
    }

    #[test]
    fn only_the_processs_own_user_and_group_may_read_a_secret() {
        for (mode, file) in [
            (0o600, SERVICE),
            (0o600, ROOT),
            (0o640, SERVICE),
            (0o640, OF_ROOT_FOR_SERVICE),
            (0o440, OF_ROOT_FOR_SERVICE),
        ] {
            assert_eq!(remedy(mode, file, SERVICE), None, "{mode:o}");
        }
        assert!(remedy(0o640, ROOT, SERVICE).is_some());
        assert!(remedy(0o604, SERVICE, SERVICE).is_some());
    }

    #[test]
    fn the_service_can_read_a_file_after_the_remedy() {
        let of_group = Owner {
            group: 100,
            ..SERVICE
        };
        for (mode, file, doctor, begins) in [
            (0o644, SERVICE, SERVICE, "run `chmod 600 /key`,"),
            (0o640, of_group, SERVICE, "run `chmod 600 /key`,"),
            (
                0o644,
                OF_ROOT_FOR_SERVICE,
                SERVICE,
                "run `chmod 640 /key` as root",
            ),
            (
                0o644,
                ROOT,
                SERVICE,
                "run `chown root:997 /key` and `chmod 640 /key` as root",
            ),
            (
                0o640,
                ROOT,
                SERVICE,
                "run `chown root:997 /key` and `chmod 640 /key` as root",
            ),
            (
                0o644,
                ROOT,
                ROOT,
                "run `chown root:<the service's group> /key` and `chmod 640 /key`",
            ),
        ] {
            let remedy = remedy(mode, file, doctor).unwrap();
            assert!(remedy.starts_with(begins), "{mode:o}: {remedy}");
        }
    }

    #[test]
    fn root_does_not_judge_owners_and_groups() {
        for file in [ROOT, SERVICE, OF_ROOT_FOR_SERVICE] {
            assert_eq!(remedy(0o640, file, ROOT), None);
        }
    }
}
