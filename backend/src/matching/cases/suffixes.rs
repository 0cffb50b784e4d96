//! Fathers and sons with one name: Jr, Sr and III.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("the father by his suffix", "Paul; Berg Sr; 1970-01-02; M", &["f; Paul;; Berg; Sr; 1970-01-02; M", "s; Paul;; Berg; Jr; 2001-03-04; M"], "f matched(E|E|E|E, 13.4)"),
    ("the father's suffix before the son's birth date", "Paul; Berg Sr; 2001-03-04; M", &["s; Paul;; Berg; Jr; 2001-03-04; M"], "below_threshold(E|E|E|E|S)"),
    ("no suffix in the registry", "Paul; Berg Jr; 2001-03-04; M", &["s; Paul;; Berg;; 2001-03-04; M"], "s matched(E|E|E|E, 13.4)"),
    ("no suffix typed", "Paul; Berg; 2001-03-04; M", &["s; Paul;; Berg; Jr; 2001-03-04; M"], "s matched(E|E|E|E, 13.4)"),
    ("the suffix in the surname of the registry", "Paul; Berg; 2001-03-04; M", &["s; Paul;; Berg Jr;; 2001-03-04; M"], "s matched(E|E|E|E, 13.4)"),
    ("the suffix in the first name of the registry", "Paul; Berg Jr; 2001-03-04; M", &["s; Paul Jr;; Berg;; 2001-03-04; M"], "s matched(E|E|E|E, 13.4)"),
    ("junior spelled out", "Paul; Berg Junior; 2001-03-04; M", &["s; Paul;; Berg; JR; 2001-03-04; M"], "s matched(E|E|E|E, 13.4)"),
    ("the third", "Paul; Berg III; 2001-03-04; M", &["s; Paul;; Berg; 3rd; 2001-03-04; M"], "s matched(E|E|E|E, 13.4)"),
    ("the second is not the third", "Paul; Berg II; 2001-03-04; M", &["s; Paul;; Berg; III; 2001-03-04; M"], "below_threshold(E|E|E|E|S)"),
    ("the father who is not in the registry", "Paul; Berg; 1970-01-02; M", &["s; Paul;; Berg; Jr; 2001-03-04; M"], "veto(birth_date)"),
    ("the son who is not in the registry", "Paul; Berg Jr; 2001-03-04; M", &["f; Paul;; Berg; Sr; 1970-01-02; M"], "veto(birth_date)"),
    ("grandfather, father and son", "Paul; Berg; 1970-01-02; M", &["g; Paul;; Berg; Sr; 1942-05-06; M", "f; Paul;; Berg; Jr; 1970-01-02; M", "s; Paul;; Berg; III; 2001-03-04; M"], "f matched(E|E|E|E, 13.4)"),
    ("father and son a year and thirty apart", "Paul; Berg; 2001-01-02; M", &["f; Paul;; Berg; Sr; 1971-01-02; M", "s; Paul;; Berg; Jr; 2001-01-02; M"], "s matched(E|E|E|E, 13.4)"),
    ("a comma before the suffix", "Paul; Berg, Jr.; 2001-03-04; M", &["s; Paul;; BERG; JR; 2001-03-04; M"], "s matched(E|E|E|E, 13.4)"),
    ("Junior as a given name", "Junior; Berg; 2001-03-04; M", &["s; Junior;; Berg;; 2001-03-04; M"], "s matched(E|E|E|E, 13.4)"),
    ("mother and daughter of one name", "Ana; Berg; 2001-03-04; F", &["m; Ana;; Berg;; 1970-01-02; F", "d; Ana;; Berg;; 2001-03-04; F"], "d matched(E|E|E|E, 13.4)"),
];
