//! Given names: equal, in part, in short, and not.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("nickname typed", "Bill; Moore; 1990-05-04; M", &["a; William;; Moore;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("nickname in the registry", "Robert; Moore; 1990-05-04; M", &["a; BOB;; Moore;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("nickname with the middle name", "Bill James; Moore; 1990-05-04; M", &["a; William; James; Moore;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("nickname with another middle name", "Bill James; Moore; 1990-05-04; M", &["a; William; Victor; Moore;; 1990-05-04; M"], "below_threshold(C|E|E|E)"),
    ("first part of a compound", "Maria; Lima; 1990-05-04; F", &["a; Maria Jose;; Lima;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("second part of a compound", "Jose; Lima; 1990-05-04; M", &["a; Luis Jose;; Lima;; 1990-05-04; M"], "a matched(P|E|E|E, 12.4)"),
    ("compound joined", "Maryann; Pham; 1990-05-04; F", &["a; Mary Ann;; Pham;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("compound hyphenated", "Jean-Paul; Pierre; 1990-05-04; M", &["a; JEAN PAUL;; Pierre;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("compound with a particle", "Maria Jesus; Lima; 1990-05-04; F", &["a; Maria de Jesús;; Lima;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Chinese name in two words", "Ming Li; Ma; 1990-05-04; F", &["a; Mingli;; Ma;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("middle name typed along", "Theresa Ashley; Berg; 1990-05-04; F", &["a; Theresa; Ashley; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("middle initial typed along", "Theresa A.; Berg; 1990-05-04; F", &["a; Theresa; Ashley; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("middle name against an initial", "Theresa Ashley; Berg; 1990-05-04; F", &["a; Theresa; A; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("second name the registry lacks", "Lee Lynn; Berg; 1990-05-04; F", &["a; Lee;; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("another middle name", "Theresa Ashley; Berg; 1990-05-04; F", &["a; Theresa; Rose; Berg;; 1990-05-04; F"], "below_threshold(C|E|E|E)"),
    ("another second name", "Mary Ann; Berg; 1990-05-04; F", &["a; Mary Beth;; Berg;; 1990-05-04; F"], "below_threshold(C|E|E|E)"),
    ("goes by the middle name", "Julian; Berg; 1990-05-04; M", &["a; Oscar; Julian; Berg;; 1990-05-04; M"], "near_match(M|E|E|E) > a matched(M|E|E|E, 8.9)"),
    ("typing error waits for a wider policy", "Zacahry; Berg; 1990-05-04; M", &["a; Zachary;; Berg;; 1990-05-04; M"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("near, but both are names", "Kelly; Berg; 1990-05-04; F", &["a; Kelli;; Berg;; 1990-05-04; F"], "below_threshold(R|E|E|E)"),
    ("initial only", "A.; Berg; 1990-05-04; F", &["a; Adriana;; Berg;; 1990-05-04; F"], "below_threshold(I|E|E|E)"),
    ("an initial on both sides is still an initial", "A; Berg; 1990-05-04; F", &["a; A.;; Berg;; 1990-05-04; F"], "below_threshold(I|E|E|E)"),
    ("baby boy", "Leo; Berg; 2026-05-04; M", &["a; BABYBOY;; Berg;; 2026-05-04; M"], "below_threshold(H|E|E|E)"),
    ("baby boy typed", "Baby Boy; Berg; 2026-05-04; M", &["a; BABY BOY;; Berg;; 2026-05-04; M"], "below_threshold(H|E|E|E)"),
];
