//! Tells cargo which folders are embedded, so that a new file in one of them triggers a new compilation.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    // rust-embed resolves the folder's path while it compiles, so a development build that was compiled before dist/ exists
    // would never find it. An empty folder means "not built", as a missing one does. A failure here need not stop the build.
    let _kept_as_it_is = std::fs::create_dir_all("../dist");
    // A development build reads the other folders from disk. Without dist/, each release build compiles again, so that it
    // finds dist/ once it exists.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../locales");
        println!("cargo::rerun-if-changed=../dist");
    }
}
