//! Tells cargo which folders are embedded, so that a new file in them is a reason to compile again.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    // A development build reads the others from disk. Without dist/, each release build compiles again: one of them will
    // find it.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../locales");
        println!("cargo::rerun-if-changed=../dist");
    }
}
