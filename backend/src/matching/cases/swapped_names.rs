//! First and last name typed into each other's field.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("surname in the first field", "Lima; Ana; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|E|E|E|X, 12.7)"),
    ("swapped in the registry", "Ana; Lima; 1990-05-04; F", &["a; LIMA;; ANA;; 1990-05-04; F"], "a matched(E|E|E|E|X, 12.7)"),
    ("swapped with one typing error", "Lima; Robeto; 1990-05-04; M", &["a; Roberto;; Lima;; 1990-05-04; M"], "near_match(T|E|E|E|X) > a matched(T|E|E|E|X, 10.7)"),
    ("swapped with two typing errors", "Oliviera; Robeto; 1990-05-04; M", &["a; Roberto;; Oliveira;; 1990-05-04; M"], "veto(given_name)"),
    ("swapped with the wrong birth date", "Lima; Ana; 1984-11-23; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("swapped with a middle name", "Lima; Ana Rosa; 1990-05-04; F", &["a; Ana; Rosa; Lima;; 1990-05-04; F"], "a matched(P|E|E|E|X, 11.7)"),
    ("two first names as first and last", "Thomas; James; 1990-05-04; M", &["a; James;; Thomas;; 1990-05-04; M"], "a matched(E|E|E|E|X, 12.7)"),
    ("brothers called James Thomas and Thomas James", "Thomas; James; 1990-05-04; M", &["a; James;; Thomas;; 1990-05-04; M", "b; Thomas;; James;; 1992-06-07; M"], "a matched(E|E|E|E|X, 12.7)"),
    ("swapped with two surnames", "Lima Berg; Ana; 1990-05-04; F", &["a; Ana;; Lima Berg;; 1990-05-04; F"], "a matched(E|E|E|E|X, 12.7)"),
    ("swapped with day and month swapped", "Lima; Ana; 1990-04-05; F", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|W|E|X) > a matched(E|E|W|E|X, 9.7)"),
    ("swapped with another gender", "Lima; Ana; 1990-05-04; M", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|E|E|D|X, 8.9)"),
    ("swapped with a nickname is not read", "Moore; Bill; 1990-05-04; M", &["a; William;; Moore;; 1990-05-04; M"], "veto(given_name)"),
];
