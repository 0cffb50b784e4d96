//! Typing errors, and differences that are none.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("a letter left out", "Rberto; Berg; 1990-05-04; M", &["a; Roberto;; Berg;; 1990-05-04; M"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("the first letter left out", "oberto; Berg; 1990-05-04; M", &["a; Roberto;; Berg;; 1990-05-04; M"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("a letter twice", "Robberto; Berg; 1990-05-04; M", &["a; Roberto;; Berg;; 1990-05-04; M"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("a letter beside the right one", "Rpberto; Berg; 1990-05-04; M", &["a; Roberto;; Berg;; 1990-05-04; M"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("two neighbours swapped", "Roebrto; Berg; 1990-05-04; M", &["a; Roberto;; Berg;; 1990-05-04; M"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("an error in the registry", "Roberto; Berg; 1990-05-04; M", &["a; RBOERTO;; BERG;; 1990-05-04; M"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("two errors in a long name", "Chrstophr; Berg; 1990-05-04; M", &["a; Christopher;; Berg;; 1990-05-04; M"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("two errors in a short name", "Oacar; Berg; 1990-05-04; M", &["a; Ozcat;; Berg;; 1990-05-04; M"], "veto(given_name)"),
    ("an error in both names", "Robreto; Bewrg; 1990-05-04; M", &["a; Roberto;; Berg;; 1990-05-04; M"], "near_match(T|T|E|E) > a matched(T|T|E|E, 11.1)"),
    ("an error and another gender", "Robreto; Berg; 1990-05-04; F", &["a; Roberto;; Berg;; 1990-05-04; M"], "near_match(T|E|E|D) > a matched(T|E|E|D, 7.6)"),
    ("an error and day and month swapped", "Robreto; Berg; 1990-04-05; M", &["a; Roberto;; Berg;; 1990-05-04; M"], "near_match(T|E|W|E) > a matched(T|E|W|E, 8.4)"),
    ("an error, day and month swapped and another gender", "Robreto; Berg; 1990-04-05; F", &["a; Roberto;; Berg;; 1990-05-04; M"], "veto(gender)"),
    ("an error and one digit", "Robreto; Berg; 1990-05-07; M", &["a; Roberto;; Berg;; 1990-05-04; M"], "near_match(T|E|N|E) > near_match(T|E|N|E) > a matched(T|E|N|E, 7.4)"),
    ("a name cut short", "Robe; Berg; 1990-05-04; M", &["a; Roberto;; Berg;; 1990-05-04; M"], "veto(given_name)"),
    ("a name of two letters is not guessed", "Ab; Berg; 1990-05-04; M", &["a; Ib;; Berg;; 1990-05-04; M"], "veto(given_name)"),
    ("an error that is a name", "Marta; Berg; 1990-05-04; F", &["a; Maria;; Berg;; 1990-05-04; F"], "below_threshold(R|E|E|E)"),
    ("an error that is another boy's name", "Dan; Berg; 1990-05-04; M", &["a; Don;; Berg;; 1990-05-04; M"], "below_threshold(R|E|E|E)"),
    ("a name of the same sound", "Shawnee; Berg; 1990-05-04; F", &["a; Chanel;; Berg;; 1990-05-04; F"], "veto(given_name)"),
    ("a beginning alone is no typing error", "Shan; Berg; 1990-05-04; F", &["a; Shanlan;; Berg;; 1990-05-04; F"], "veto(given_name)"),
];
