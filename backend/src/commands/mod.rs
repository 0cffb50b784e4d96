//! The subcommands of `myvax`, a file each.
