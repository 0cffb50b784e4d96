//! Birth dates: swapped, a digit off, unknown days.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("another day", "Ana; Lima; 1990-05-19; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("another month", "Ana; Lima; 1990-08-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|N|E) > near_match(E|E|N|E) > a matched(E|E|N|E, 9.4)"),
    ("another decade", "Ana; Lima; 1980-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|N|E) > near_match(E|E|N|E) > a matched(E|E|N|E, 9.4)"),
    ("a year later", "Ana; Lima; 1991-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|N|E) > near_match(E|E|N|E) > a matched(E|E|N|E, 9.4)"),
    ("two years later, one digit", "Ana; Lima; 1992-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|N|E) > near_match(E|E|N|E) > a matched(E|E|N|E, 9.4)"),
    ("the turn of a decade", "Ana; Lima; 1989-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|N|E) > near_match(E|E|N|E) > a matched(E|E|N|E, 9.4)"),
    ("a day later over the tens", "Ana; Lima; 1990-05-20; F", &["a; Ana;; Lima;; 1990-05-19; F"], "veto(birth_date)"),
    ("day and month swapped in the registry", "Ana; Lima; 1990-11-02; F", &["a; Ana;; Lima;; 1990-02-11; F"], "near_match(E|E|W|E) > a matched(E|E|W|E, 10.4)"),
    ("day and month swapped and another year", "Ana; Lima; 1991-11-02; F", &["a; Ana;; Lima;; 1990-02-11; F"], "veto(birth_date)"),
    ("a swap of equal day and month changes nothing", "Ana; Lima; 1990-05-05; F", &["a; Ana;; Lima;; 1990-05-05; F"], "a matched(E|E|E|E, 13.4)"),
    ("two digits wrong", "Ana; Lima; 1990-06-05; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("the first of January in the registry", "Ana; Lima; 1990-09-17; F", &["a; Ana;; Lima;; 1990-01-01; F"], "near_match(E|E|J|E) > near_match(E|E|J|E) > a matched(E|E|J|E, 9.4)"),
    ("the first of January of another year", "Ana; Lima; 1991-09-17; F", &["a; Ana;; Lima;; 1990-01-01; F"], "veto(birth_date)"),
    ("the first of January on both sides", "Ana; Lima; 1990-01-01; F", &["a; Ana;; Lima;; 1990-01-01; F"], "a matched(E|E|E|E, 13.4)"),
    ("the first of January and a typing error", "Robreto; Lima; 1990-09-17; M", &["a; Roberto;; Lima;; 1990-01-01; M"], "near_match(T|E|J|E) > near_match(T|E|J|E) > a matched(T|E|J|E, 7.4)"),
    ("one digit and another surname of a woman", "Lena; Stone; 1985-05-07; F", &["a; Lena;; Weber;; 1985-05-04; F"], "veto(surname)"),
    ("day and month swapped and another gender", "Ana; Lima; 1990-04-05; M", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(gender)"),
    ("born today", "Ana; Lima; 2026-11-20; F", &["a; Ana;; Lima;; 2026-11-20; F"], "a matched(E|E|E|E, 13.4)"),
    ("a hundred years old", "Ana; Lima; 1925-05-04; F", &["a; Ana;; Lima;; 1925-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("the century wrong", "Ana; Lima; 2025-05-04; F", &["a; Ana;; Lima;; 1925-05-04; F"], "veto(birth_date)"),
    ("day and month swapped wait for a wider policy", "Ana; Lima; 1990-04-05; F", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|W|E) > a matched(E|E|W|E, 10.4)"),
    ("one digit", "Ana; Lima; 1990-05-07; F", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|N|E) > near_match(E|E|N|E) > a matched(E|E|N|E, 9.4)"),
    ("one year off", "Ana; Lima; 1989-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|N|E) > near_match(E|E|N|E) > a matched(E|E|N|E, 9.4)"),
    ("neighbouring digits", "Ana; Lima; 1990-05-12; F", &["a; Ana;; Lima;; 1990-05-21; F"], "near_match(E|E|N|E) > near_match(E|E|N|E) > a matched(E|E|N|E, 9.4)"),
    ("1 January in the registry", "Ana; Lima; 1990-05-24; F", &["a; Ana;; Lima;; 1990-01-01; F"], "near_match(E|E|J|E) > near_match(E|E|J|E) > a matched(E|E|J|E, 9.4)"),
    ("1 January typed is a guess", "Ana; Lima; 1990-01-01; F", &["a; Ana;; Lima;; 1990-05-24; F"], "veto(birth_date)"),
    ("a near birth date and another gender", "Ana; Lima; 1990-05-07; M", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(gender)"),
    ("knows the year, guesses the day", "Ana; Lima; 1990-11-23; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
];
