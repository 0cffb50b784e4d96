//! Tells cargo which folders are embedded, so that a new file in them is a reason to compile again.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    // rust-embed notes the folder's real path while it compiles: a development build made before dist/ would never find
    // it. An empty one says "not built", as none does; a folder that cannot be made here is no reason not to compile.
    let _kept_as_it_is = std::fs::create_dir_all("../dist");
    // A development build reads the others from disk. Without dist/, each release build compiles again: one of them will
    // find it.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../locales");
        println!("cargo::rerun-if-changed=../dist");
    }
}
