//! One person is the only one with the contact.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("nobody", "Ana; Lima; 1990-05-04; F", &[], "no_contact"),
    ("exact", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("case and spaces", " aNA ; LIMA; 1990-05-04; F", &["a; ANA;; Lima;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("gender other typed", "Ana; Lima; 1990-05-04; X", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|E|E|O, 12.6)"),
    ("gender unknown in the registry", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; U"], "a matched(E|E|E|O, 12.6)"),
    ("other on both sides says nothing", "Ana; Lima; 1990-05-04; X", &["a; Ana;; Lima;; 1990-05-04; X"], "a matched(E|E|E|O, 12.6)"),
    ("gender mismatch alone", "Ana; Lima; 1990-05-04; M", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|E|E|D, 9.6)"),
    ("another birth date", "Ana; Lima; 1984-11-23; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("another given name", "Rosa; Lima; 1990-05-04; F", &["a; Ingrid;; Lima;; 1990-05-04; F"], "veto(given_name)"),
    ("a stranger with a recycled number", "Kim; Berg; 1971-01-30; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ("a contact not confirmed for two years asks for strict", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F; stale"], "a matched(E|E|E|E, 13.4)"),
];
