//! Gender: unknown, other, recorded wrongly.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("other typed", "Ana; Lima; 1990-05-04; X", &["a; Ana;; Lima;; 1990-05-04; M"], "a matched(E|E|E|O, 12.6)"),
    ("unknown typed", "Ana; Lima; 1990-05-04; U", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|E|E|O, 12.6)"),
    ("wrong in the registry", "Rui; Lima; 1990-05-04; M", &["a; Rui;; Lima;; 1990-05-04; F"], "a matched(E|E|E|D, 9.6)"),
    ("wrong and only a part of the name", "Ana; Lima; 1990-05-04; F", &["a; Ana Rosa;; Lima;; 1990-05-04; M"], "a matched(P|E|E|D, 8.6)"),
    ("wrong and one digit", "Ana; Lima; 1990-05-07; F", &["a; Ana;; Lima;; 1990-05-04; M"], "veto(gender)"),
    ("wrong and the middle name", "Ines; Lima; 1990-05-04; F", &["a; Ana; Ines; Lima;; 1990-05-04; M"], "below_threshold(M|E|E|D)"),
    ("unknown and one digit", "Ana; Lima; 1990-05-07; U", &["a; Ana;; Lima;; 1990-05-04; F"], "near_match(E|E|N|O) > near_match(E|E|N|O) > a matched(E|E|N|O, 8.6)"),
    ("wrong and another surname", "Ana; Stone; 1990-05-04; M", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(surname)"),
    ("brother and sister of one name", "Kim; Lima; 2015-05-04; F", &["a; Kim;; Lima;; 2015-05-04; F", "b; Kim;; Lima;; 2017-08-19; M"], "a matched(E|E|E|E, 13.4)"),
];
