//! Names as people and providers write them: written one way, once and for all, whatever they are made of.

#![no_main]

use backend::matching::given::given_level;
use backend::matching::normalize::{NameWords, words};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str, &str, &str)| {
    let (first, middle, last, suffix) = texts;
    let once = words(first);
    assert_eq!(words(&once.join(" ")), once, "what is normalised stays as it is");
    let name = NameWords::new(first, middle, last, suffix);
    let level = given_level(&words(last), &name);
    assert_eq!(level, given_level(&words(last), &name));
});
