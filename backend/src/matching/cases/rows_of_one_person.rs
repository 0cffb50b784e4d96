//! Several rows of one person, and rows of two people.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("a typing error in the surname of one row", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F", "b; Ana;; Liam;; 1990-05-04; F"], "a+b matched(E|E|E|E, 13.4)"),
    ("a typing error in one row, same middle name", "Roberto; Lima; 1990-05-04; M", &["a; Roberto; Luis; Lima;; 1990-05-04; M", "b; Rboerto; Luis; Lima;; 1990-05-04; M"], "a+b matched(E|E|E|E, 13.4)"),
    ("a typing error in one row, no middle name", "Roberto; Lima; 1990-05-04; M", &["a; Roberto;; Lima;; 1990-05-04; M", "b; Rboerto;; Lima;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("three rows of one person", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F", "b; ANA; M; LIMA;; 1990-05-04; F", "c; Ana; Maria; de Lima;; 1990-05-04; F"], "a+b+c matched(E|E|E|E, 13.4)"),
    ("a middle name in one row", "Ana; Lima; 1990-05-04; F", &["a; Ana; Maria; Lima;; 1990-05-04; F", "b; Ana;; Lima;; 1990-05-04; F"], "a+b matched(E|E|E|E, 13.4)"),
    ("an initial in one row", "Ana; Lima; 1990-05-04; F", &["a; Ana; Maria; Lima;; 1990-05-04; F", "b; Ana; M; Lima;; 1990-05-04; F"], "a+b matched(E|E|E|E, 13.4)"),
    ("another initial in one row", "Ana; Lima; 1990-05-04; F", &["a; Ana; Maria; Lima;; 1990-05-04; F", "b; Ana; R; Lima;; 1990-05-04; F"], "ambiguous"),
    ("a suffix in one row", "Paul; Berg; 2001-03-04; M", &["a; Paul;; Berg; Jr; 2001-03-04; M", "b; Paul;; Berg;; 2001-03-04; M"], "a+b matched(E|E|E|E, 13.4)"),
    ("names swapped in one row", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F", "b; Lima;; Ana;; 1990-05-04; F"], "ambiguous"),
    ("the birth date of one row a digit off", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F", "b; Ana;; Lima;; 1990-05-07; F"], "ambiguous"),
    ("two spellings of one name", "Mohamed; Ali; 1990-05-04; M", &["a; Mohamed;; Ali;; 1990-05-04; M", "b; Muhammad;; Ali;; 1990-05-04; M"], "a+b matched(E|E|E|E, 13.4)"),
    ("a nickname in one row, another gender in the other", "Sam; Berg; 1990-05-04; M", &["a; Samuel;; Berg;; 1990-05-04; M", "b; Sam;; Berg;; 1990-05-04; F"], "ambiguous"),
    ("a placeholder row beside the named one", "Leo; Berg; 2026-05-04; M", &["a; Leo;; Berg;; 2026-05-04; M", "b; Baby Boy;; Berg;; 2026-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("the same twice", "Ana; Lima; 1990-05-04; F", &["b; Ana;; Lima;; 1990-05-04; F", "a; ANA;; LIMA;; 1990-05-04; F"], "a+b matched(E|E|E|E, 13.4)"),
    ("a nickname in one row", "William; Moore; 1990-05-04; M", &["a; Bill;; Moore;; 1990-05-04; M", "b; William;; Moore;; 1990-05-04; M"], "b+a matched(E|E|E|E, 13.4)"),
    ("a part in one row", "Maria Jose; Lima; 1990-05-04; F", &["a; Maria;; Lima;; 1990-05-04; F", "b; Maria Jose;; Lima;; 1990-05-04; F"], "b+a matched(E|E|E|E, 13.4)"),
    ("one surname in one row", "Ana; Garcia; 1990-05-04; F", &["a; Ana;; Garcia Lopez;; 1990-05-04; F", "b; Ana;; Garcia;; 1990-05-04; F"], "b+a matched(E|E|E|E, 13.4)"),
    ("gender unknown in one row", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F", "b; Ana;; Lima;; 1990-05-04; U"], "a+b matched(E|E|E|E, 13.4)"),
    ("a nickname of the other gender is a twin", "Sam; Berg; 2015-05-04; M", &["a; Samuel;; Berg;; 2015-05-04; M", "b; Samantha;; Berg;; 2015-05-04; F"], "ambiguous"),
    ("the mark of a twin keeps nicknames apart", "William; Moore; 2015-05-04; M", &["a; Bill;; Moore;; 2015-05-04; M; twin", "b; William;; Moore;; 2015-05-04; M; twin"], "ambiguous"),
    ("a marked twin reported twice", "Leo; Berg; 2015-05-04; M", &["a; Leo;; Berg;; 2015-05-04; M; twin", "b; Leo;; Berg;; 2015-05-04; M; twin"], "a+b matched(E|E|E|E, 13.4)"),
    ("Jr and Sr born on one day are two", "John; Doe; 2000-03-04; M", &["a; John;; Doe; Jr; 2000-03-04; M", "b; John;; Doe; Sr; 2000-03-04; M"], "ambiguous"),
];
