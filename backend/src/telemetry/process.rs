//! What this process uses of its machine: memory, open files, disk.

use std::fs;
use std::path::Path;

use rustix::fs::statvfs;
use rustix::process::{Resource, getegid, geteuid, getrlimit};

/// The bytes of memory that the process holds.
pub fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes * 1024)
}

pub fn open_files() -> Option<usize> {
    // The listing itself is one of them.
    Some(fs::read_dir("/proc/self/fd").ok()?.count().saturating_sub(1))
}

/// `None` without a limit.
pub fn most_open_files() -> Option<u64> {
    getrlimit(Resource::Nofile).current
}

/// The limit to which a process may raise its own.
pub fn most_open_files_after_raise() -> Option<u64> {
    getrlimit(Resource::Nofile).maximum
}

/// The numbers of a user and a group.
#[derive(Clone, Copy)]
pub struct Owner {
    pub user: u32,
    pub group: u32,
}

impl Owner {
    pub const fn is_root(self) -> bool {
        self.user == 0
    }
}

/// The user and the primary group with whose rights the process runs.
pub fn owner() -> Owner {
    Owner {
        user: geteuid().as_raw(),
        group: getegid().as_raw(),
    }
}

/// The disk that holds a file.
pub struct Disk {
    pub free_bytes: u64,
    pub bytes: u64,
}

impl Disk {
    pub fn of(file: &Path) -> Option<Self> {
        let disk = statvfs(file).ok()?;
        Some(Self {
            free_bytes: disk.f_bavail.saturating_mul(disk.f_frsize),
            bytes: disk.f_blocks.saturating_mul(disk.f_frsize),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_knows_its_memory_its_files_and_its_disk() {
        assert!(resident_bytes().unwrap() > 1_000_000);
        let before = open_files().unwrap();
        let _one_more = tempfile::tempfile().unwrap();
        assert!(open_files().unwrap() > 0 && before > 0);
        let disk = Disk::of(&std::env::temp_dir()).unwrap();
        assert!(disk.free_bytes <= disk.bytes && disk.bytes > 0);
    }
}
