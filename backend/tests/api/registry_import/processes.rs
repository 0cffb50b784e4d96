//! Two processes that import the same files at once, in different orders, make one registry.

use std::collections::BTreeMap;
use std::fs;

use backend::commands::sample;

use super::{add_sample, rows, throwaway_database};
use crate::helpers::process::command;

#[test]
fn two_processes_at_once_are_one_import() {
    let (database, guard) = throwaway_database();
    let folder = tempfile::tempdir().unwrap();
    let files = sample::FILES.map(|(name, text)| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        file.display().to_string()
    });
    let settings: BTreeMap<String, String> = [
        ("MYVAX_DATABASE_URL", guard.url.as_str()),
        // The contact key of `contact_hashers` in base64.
        (
            "MYVAX_CONTACT_KEY",
            "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    let [families, adults, special] = files.each_ref().map(String::as_str);
    let orders = [[families, adults, special], [special, adults, families]];
    let imports = orders.map(|[a, b, c]| {
        let mut import = command(&settings, &["registry", "import", a, b, c]);
        import.spawn().unwrap()
    });
    for mut import in imports {
        assert!(import.wait().unwrap().success());
    }
    let (alone, _guard) = throwaway_database();
    add_sample(&alone);
    assert_eq!(rows(&database, false), rows(&alone, false));
}
