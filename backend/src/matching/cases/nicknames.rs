//! Short forms, and spellings of one name.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("Bob for Robert", "Bob; Berg; 1950-05-04; M", &["a; Robert;; Berg;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Robert for Bob", "Robert; Berg; 1950-05-04; M", &["a; Bob;; Berg;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Peggy for Margaret", "Peggy; Berg; 1950-05-04; F", &["a; Margaret;; Berg;; 1950-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("Betsy for Elizabeth", "Betsy; Berg; 1950-05-04; F", &["a; Elizabeth;; Berg;; 1950-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("Jack for John", "Jack; Berg; 1950-05-04; M", &["a; John;; Berg;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Chuck for Charles", "Chuck; Berg; 1950-05-04; M", &["a; Charles;; Berg;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Jen for Jenny is Jennifer twice", "Jen; Berg; 1950-05-04; F", &["a; Jenny;; Berg;; 1950-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("a rare ending", "Berny; Berg; 1950-05-04; M", &["a; Bernard;; Berg;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("a nickname of another spelling of the name", "Kathy; Berg; 1950-05-04; F", &["a; Kathryn;; Berg;; 1950-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("Sara and Sarah", "Sara; Berg; 1950-05-04; F", &["a; Sarah;; Berg;; 1950-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("Steven and Stephen", "Steven; Berg; 1950-05-04; M", &["a; Stephen;; Berg;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Catherine and Katherine", "Catherine; Berg; 1950-05-04; F", &["a; Katherine;; Berg;; 1950-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("Jon and John", "Jon; Berg; 1950-05-04; M", &["a; John;; Berg;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("a nickname of somebody else's name", "Bill; Berg; 1950-05-04; M", &["a; Robert;; Berg;; 1950-05-04; M"], "veto(given_name)"),
    ("a nickname and another birth date", "Bill; Berg; 1951-06-08; M", &["a; William;; Berg;; 1950-05-04; M"], "veto(birth_date)"),
    ("a nickname and one digit", "Bill; Berg; 1950-05-07; M", &["a; William;; Berg;; 1950-05-04; M"], "near_match(N|E|N|E) > near_match(N|E|N|E) > a matched(N|E|N|E, 7.9)"),
    ("a nickname and another gender", "Sam; Berg; 1950-05-04; M", &["a; Samantha;; Berg;; 1950-05-04; F"], "a matched(N|E|E|D, 8.1)"),
    ("a nickname with a typing error", "Margie; Berg; 1950-05-04; F", &["a; Margiee;; Berg;; 1950-05-04; F"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("Pancho for Francisco", "Pancho; Lima; 1950-05-04; M", &["a; Francisco;; Lima;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Chuy for Jesús", "Chuy; Lima; 1950-05-04; M", &["a; Jesús;; Lima;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Memo for Guillermo", "Memo; Lima; 1950-05-04; M", &["a; Guillermo;; Lima;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Nando for Fernando", "Nando; Lima; 1950-05-04; M", &["a; Fernando;; Lima;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Toninho for António", "Toninho; Lima; 1950-05-04; M", &["a; António;; Lima;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Sasha for Aleksandr", "Sasha; Lima; 1950-05-04; M", &["a; Aleksandr;; Lima;; 1950-05-04; M"], "a matched(N|E|E|E, 11.9)"),
];
