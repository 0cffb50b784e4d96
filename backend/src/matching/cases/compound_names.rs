//! Given names of several parts, and middle names.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("first part of a hyphenated name", "Jean; Pierre; 1990-05-04; M", &["a; Jean-Claude;; Pierre;; 1990-05-04; M"], "a matched(P|E|E|E, 12.4)"),
    ("second part of a hyphenated name", "Claude; Pierre; 1990-05-04; M", &["a; Jean-Claude;; Pierre;; 1990-05-04; M"], "a matched(P|E|E|E, 12.4)"),
    ("parts in one word", "Jeanclaude; Pierre; 1990-05-04; M", &["a; Jean-Claude;; Pierre;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("parts the other way round", "Claude Jean; Pierre; 1990-05-04; M", &["a; Jean-Claude;; Pierre;; 1990-05-04; M"], "a matched(P|E|E|E, 12.4)"),
    ("a typing error in the second part", "Mary Anm; Berg; 1990-05-04; F", &["a; Mary Ann;; Berg;; 1990-05-04; F"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("a typing error in the first part", "Mayr Ann; Berg; 1990-05-04; F", &["a; Mary Ann;; Berg;; 1990-05-04; F"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("another second part", "Mary Jo; Berg; 1990-05-04; F", &["a; Mary Sue;; Berg;; 1990-05-04; F"], "below_threshold(C|E|E|E)"),
    ("a nickname as the second part", "Mary Liz; Berg; 1990-05-04; F", &["a; Mary Elizabeth;; Berg;; 1990-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("a nickname for the whole", "Pepe; Berg; 1990-05-04; M", &["a; Jose Luis;; Berg;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("the first part, and the registry has a middle name", "Ana; Berg; 1990-05-04; F", &["a; Ana Rosa; Ines; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("the middle name as the second part", "Ana Ines; Berg; 1990-05-04; F", &["a; Ana; Ines; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("both parts and the middle name", "Ana Rosa Ines; Berg; 1990-05-04; F", &["a; Ana Rosa; Ines; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("the middle name kept in the first name", "Ana; Berg; 1990-05-04; F", &["a; ANA INES; INES; BERG;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("a middle initial typed against another", "Ana B.; Berg; 1990-05-04; F", &["a; Ana; Ines; Berg;; 1990-05-04; F"], "below_threshold(C|E|E|E)"),
    ("one letter for a middle name of two words", "Ana Rosa Ines; Berg; 1990-05-04; F", &["a; Ana; R; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("one letter that does not fit", "Ana Rosa; Berg; 1990-05-04; F", &["a; Ana; M; Berg;; 1990-05-04; F"], "below_threshold(C|E|E|E)"),
    ("goes by a middle name on record", "Ines; Berg; 1990-05-04; F", &["a; Ana; Ines; Berg;; 1990-05-04; F"], "near_match(M|E|E|E) > a matched(M|E|E|E, 8.9)"),
    ("goes by a middle name of which a letter is known", "Ines; Berg; 1990-05-04; F", &["a; Ana; I; Berg;; 1990-05-04; F"], "veto(given_name)"),
    ("goes by the middle name, day and month swapped", "Ines; Berg; 1990-04-05; F", &["a; Ana; Ines; Berg;; 1990-05-04; F"], "below_threshold(M|E|W|E)"),
    ("goes by the middle name beside a sister of that name", "Ines; Berg; 1990-05-04; F", &["a; Ana; Ines; Berg;; 1990-05-04; F", "b; Ines;; Berg;; 1992-06-07; F"], "near_match(M|E|E|E) > a matched(M|E|E|E, 8.9)"),
];
