//! Portuguese, Cape Verdean, Brazilian and Spanish names: particles and two surnames.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("three surnames, two typed", "Maria; Lopes Tavares; 1990-05-04; F", &["a; Maria;; Lopes Tavares Semedo;; 1990-05-04; F"], "a matched(E|P|E|E, 13.1)"),
    ("the last surname typed", "Maria; Semedo; 1990-05-04; F", &["a; Maria;; Lopes Tavares Semedo;; 1990-05-04; F"], "a matched(E|P|E|E, 13.1)"),
    ("dos and das", "Maria; das Neves; 1990-05-04; F", &["a; Maria;; dos Neves;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("e between two surnames", "Maria; Costa e Silva; 1990-05-04; F", &["a; Maria;; Costa Silva;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("a given name with a particle", "Maria Fatima; Lima; 1990-05-04; F", &["a; Maria de Fátima;; Lima;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("the second given name alone", "Fatima; Lima; 1990-05-04; F", &["a; Maria de Fátima;; Lima;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("Djon for João is not known", "Djon; Lima; 1990-05-04; M", &["a; João;; Lima;; 1990-05-04; M"], "veto(given_name)"),
    ("Luís and Luiz", "Luiz; Lima; 1990-05-04; M", &["a; Luís;; Lima;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("ç and ã without marks", "Conceicao; Goncalves; 1990-05-04; F", &["a; Conceição;; Gonçalves;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Maria sisters in one family", "Maria Clara; Lima; 2015-05-04; F", &["a; Maria Eduarda;; Lima;; 2015-05-04; F"], "below_threshold(C|E|E|E)"),
    ("the first surname", "Ivan; Anguiano; 1990-05-04; M", &["a; Iván;; Anguiano Córdoba;; 1990-05-04; M"], "a matched(E|P|E|E, 13.1)"),
    ("the second surname", "Ivan; Cordoba; 1990-05-04; M", &["a; Iván;; Anguiano Córdoba;; 1990-05-04; M"], "a matched(E|P|E|E, 13.1)"),
    ("surnames in the other order", "Ivan; Cordoba Anguiano; 1990-05-04; M", &["a; Iván;; Anguiano Córdoba;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("surnames in one word", "Ivan; Anguianocordoba; 1990-05-04; M", &["a; Iván;; Anguiano Córdoba;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("y between two surnames", "Ivan; Anguiano y Cordoba; 1990-05-04; M", &["a; Iván;; Anguiano Córdoba;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("ñ as n", "Begona; Munoz; 1990-05-04; F", &["a; Begoña;; Muñoz;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("del Carmen left out", "Maria; Lima; 1990-05-04; F", &["a; María del Carmen;; Lima;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("twins called José", "Jose Luis; Lima; 2015-05-04; M", &["a; José Luis;; Lima;; 2015-05-04; M", "b; José Carlos;; Lima;; 2015-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("a twin called José who is not there", "Jose Luis; Lima; 2015-05-04; M", &["b; José Carlos;; Lima;; 2015-05-04; M"], "below_threshold(C|E|E|E)"),
    ("Cape Verdean without particles", "Joao; Goncalves Tavares; 1990-05-04; M", &["a; João;; Gonçalves de Tavares;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("Cape Verdean with another particle", "Barbara; da Mata; 1990-05-04; F", &["a; Bárbara;; do Mata;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Spanish without marks", "Nunez; Angela; 1990-05-04; F", &["a; Ángela;; Núñez;; 1990-05-04; F"], "a matched(E|E|E|E|X, 12.7)"),
    ("Brazilian short name", "Ze; da Silva; 1990-05-04; M", &["a; José;; Silva;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
];
