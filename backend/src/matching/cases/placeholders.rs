//! Placeholders instead of names, such as Baby Boy.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("baby girl in the registry", "Ana; Berg; 2026-05-04; F", &["a; BABYGIRL;; Berg;; 2026-05-04; F"], "below_threshold(H|E|E|E)"),
    ("baby girl typed", "Baby Girl; Berg; 2026-05-04; F", &["a; BABYGIRL;; Berg;; 2026-05-04; F"], "below_threshold(H|E|E|E)"),
    ("newborn in the registry", "Ana; Berg; 2026-05-04; F", &["a; Newborn;; Berg;; 2026-05-04; F"], "below_threshold(H|E|E|E)"),
    ("twin B in the registry", "Ana; Berg; 2026-05-04; F", &["a; Twin B;; Berg;; 2026-05-04; F"], "below_threshold(H|E|E|E)"),
    ("unknown in the registry", "Ana; Berg; 2026-05-04; F", &["a; UNKNOWN;; Berg;; 2026-05-04; F"], "below_threshold(H|E|E|E)"),
    ("test in the registry", "Test; Berg; 2026-05-04; F", &["a; TEST;; Berg;; 2026-05-04; F"], "below_threshold(H|E|E|E)"),
    ("infant male in the registry", "Leo; Berg; 2026-05-04; M", &["a; Infant Male;; Berg;; 2026-05-04; M"], "below_threshold(H|E|E|E)"),
    ("a dash for the name", "Leo; Berg; 2026-05-04; M", &["a; -;; Berg;; 2026-05-04; M"], "below_threshold(H|E|E|E)"),
    ("a name that begins like a placeholder", "Babette; Berg; 1990-05-04; F", &["a; Babette;; Berg;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("baby and a name is a name", "Baby Maria; Berg; 2026-05-04; F", &["a; Baby Maria;; Berg;; 2026-05-04; F"], "a matched(E|E|E|E, 13.4)"),
];
