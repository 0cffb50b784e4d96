//! Haitian and French names: hyphens, compounds, first names as surnames.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("a hyphen left out", "Marie Ange; Desir; 1990-05-04; F", &["a; Marie-Ange;; Désir;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("the second half of the given name", "Ange; Desir; 1990-05-04; F", &["a; Marie-Ange;; Désir;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("sisters called Marie", "Marie-Rose; Desir; 2015-05-04; F", &["a; Marie-Ange;; Désir;; 2015-05-04; F", "b; Marie-Rose;; Désir;; 2015-05-04; F"], "b matched(E|E|E|E, 13.4)"),
    ("a sister called Marie who is not there", "Marie-Rose; Desir; 2015-05-04; F", &["a; Marie-Ange;; Désir;; 2015-05-04; F"], "below_threshold(C|E|E|E)"),
    ("Marie alone between two sisters", "Marie; Desir; 2015-05-04; F", &["a; Marie-Ange;; Désir;; 2015-05-04; F", "b; Marie-Rose;; Désir;; 2015-05-04; F"], "ambiguous"),
    ("a surname of two first names", "Wilner; Jean Louis; 1990-05-04; M", &["a; Wilner;; JEAN-LOUIS;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("first and last that could be either", "Pierre; Jean; 1990-05-04; M", &["a; Jean;; Pierre;; 1990-05-04; M"], "a matched(E|E|E|E|X, 12.7)"),
    ("a ligature", "Coeur; Noel; 1990-05-04; F", &["a; Cœur;; Noël;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Mackenson with a slip", "Mackneson; Chery; 1990-05-04; M", &["a; Mackenson;; Chéry;; 1990-05-04; M"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("Saint as St", "Rose; St Fleur; 1990-05-04; F", &["a; Rose;; Saint-Fleur;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Haitian without marks and hyphen", "Nadege; Augustin Theodore; 1990-05-04; F", &["a; Nadège;; AUGUSTIN-THÉODORE;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Haitian compound given name", "Jean Robert; Pierre; 1990-05-04; M", &["a; Jean-Robert;; Pierre;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
];
