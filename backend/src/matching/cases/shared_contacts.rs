//! Contacts that now belong to another person, and contacts without a recent confirmation.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("a new owner of the number", "Kim; Koch; 1971-01-30; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("a new owner of the number with her first name", "Ana; Koch; 1971-01-30; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("a new owner with her whole name", "Ana; Lima; 1971-01-30; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("a new owner born on her day", "Kim; Koch; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(given_name)"),
    ("a neighbour's number", "Kim; Koch; 1971-01-30; F", &["a; Ana;; Lima;; 1990-05-04; F", "b; Kim;; Koch;; 1971-01-30; F"], "b matched(E|E|E|E, 13.4)"),
    ("six people on one number", "Kim; Koch; 1971-01-30; F", &["a; Ana;; Lima;; 1990-05-04; F", "b; Kim;; Koch;; 1971-01-30; F", "c; Jon;; Stone;; 1983-02-09; M", "d; Rui;; Lima;; 1981-07-12; M", "e; Max;; Koch;; 2001-03-04; M", "f; Eva;; Stone;; 1999-10-28; F"], "b matched(E|E|E|E, 13.4)"),
    ("name, year and number known, day guessed", "Ana; Lima; 1990-08-19; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("name, year and number known, first of January guessed", "Ana; Lima; 1990-01-01; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("year and month known, day guessed", "Ana; Lima; 1990-05-28; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("nobody on the contact", "Ana; Lima; 1990-05-04; F", &[], "no_contact"),
    ("all equal on a stale contact", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F; stale"], "a matched(E|E|E|E, 13.4)"),
    ("a nickname on a stale contact", "Bill; Lima; 1990-05-04; M", &["a; William;; Lima;; 1990-05-04; M; stale"], "a matched(N|E|E|E, 11.9)"),
    ("a typing error on a stale contact", "Robreto; Lima; 1990-05-04; M", &["a; Roberto;; Lima;; 1990-05-04; M; stale"], "below_threshold(T|E|E|E)"),
    ("day and month swapped on a stale contact", "Ana; Lima; 1990-04-05; F", &["a; Ana;; Lima;; 1990-05-04; F; stale"], "below_threshold(E|E|W|E)"),
    ("one digit on a stale contact", "Ana; Lima; 1990-05-07; F", &["a; Ana;; Lima;; 1990-05-04; F; stale"], "below_threshold(E|E|N|E)"),
    ("the middle name on a stale contact", "Ines; Lima; 1990-05-04; F", &["a; Ana; Ines; Lima;; 1990-05-04; F; stale"], "below_threshold(M|E|E|E)"),
    ("a stale and a fresh row of one person", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F; stale", "b; Ana;; Lima;; 1990-05-04; F"], "a+b matched(E|E|E|E, 13.4)"),
    ("a married name on a stale contact", "Lena; Stone; 1985-05-04; F", &["a; Lena;; Weber;; 1985-05-04; F; stale"], "a matched(E|D|E|E, 10.8)"),
];
