//! Twins: the limits of typing errors, nicknames and swapped dates.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("one of two brothers", "Tomas; Berg; 2016-02-03; M", &["a; Tomas;; Berg;; 2016-02-03; M", "b; Lukas;; Berg;; 2016-02-03; M"], "a matched(E|E|E|E, 13.4)"),
    ("one of brother and sister", "Nora; Berg; 2016-02-03; F", &["a; Nora;; Berg;; 2016-02-03; F", "b; Nils;; Berg;; 2016-02-03; M"], "a matched(E|E|E|E, 13.4)"),
    ("a typing error nearer to one twin", "Nroa; Berg; 2016-02-03; F", &["a; Nora;; Berg;; 2016-02-03; F", "b; Ingrid;; Berg;; 2016-02-03; F"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("a typing error between two twins", "Kelsy; Berg; 2016-02-03; F", &["a; Kelsey;; Berg;; 2016-02-03; F", "b; Kelly;; Berg;; 2016-02-03; F"], "below_threshold(T|E|E|E) > ambiguous"),
    ("a twin who is not in the registry", "Nils; Berg; 2016-02-03; M", &["a; Nora;; Berg;; 2016-02-03; F"], "veto(given_name)"),
    ("a twin brother who is not in the registry", "Oskar; Berg; 2016-02-03; M", &["a; Nils;; Berg;; 2016-02-03; M"], "veto(given_name)"),
    ("names of twins that no list has", "Jaylixa; Berg; 2016-02-03; F", &["a; Jaylixa;; Berg;; 2016-02-03; F", "b; Jaylixe;; Berg;; 2016-02-03; F"], "a matched(E|E|E|E, 13.4)"),
    ("a typing error on names that no list has", "Jaylixx; Berg; 2016-02-03; F", &["a; Jaylixa;; Berg;; 2016-02-03; F", "b; Jaylixe;; Berg;; 2016-02-03; F"], "below_threshold(T|E|E|E) > ambiguous"),
    ("triplets", "Ida; Berg; 2016-02-03; F", &["a; Ida;; Berg;; 2016-02-03; F", "b; Ada;; Berg;; 2016-02-03; F", "c; Eda;; Berg;; 2016-02-03; F"], "a matched(E|E|E|E, 13.4)"),
    ("a triplet who is not in the registry", "Eva; Berg; 2016-02-03; F", &["a; Ida;; Berg;; 2016-02-03; F", "b; Ada;; Berg;; 2016-02-03; F"], "veto(given_name)"),
    ("a twin by the first letter", "T.; Berg; 2016-02-03; M", &["a; Tomas;; Berg;; 2016-02-03; M", "b; Lukas;; Berg;; 2016-02-03; M"], "below_threshold(I|E|E|E)"),
    ("a twin without the right birth date", "Tomas; Berg; 2016-02-04; M", &["a; Tomas;; Berg;; 2016-02-03; M", "b; Lukas;; Berg;; 2016-02-03; M"], "near_match(E|E|N|E) > near_match(E|E|N|E) > a matched(E|E|N|E, 9.4)"),
    ("a twin with day and month swapped", "Tomas; Berg; 2016-03-02; M", &["a; Tomas;; Berg;; 2016-02-03; M", "b; Lukas;; Berg;; 2016-02-03; M"], "near_match(E|E|W|E) > a matched(E|E|W|E, 10.4)"),
    ("a twin of either's middle name", "Ana; Berg; 2016-02-03; F", &["a; Maria; Ana; Berg;; 2016-02-03; F", "b; Ana; Maria; Berg;; 2016-02-03; F"], "b matched(E|E|E|E, 13.4)"),
    ("a twin by a nickname", "Tom; Berg; 2016-02-03; M", &["a; Thomas;; Berg;; 2016-02-03; M", "b; Lukas;; Berg;; 2016-02-03; M"], "a matched(N|E|E|E, 11.9)"),
    ("twins of one short name", "Chris; Berg; 2016-02-03; M", &["a; Christopher;; Berg;; 2016-02-03; M", "b; Christian;; Berg;; 2016-02-03; M"], "ambiguous"),
    ("a short form that is the twin's own name", "Beth; Berg; 2016-02-03; F", &["a; Bethany;; Berg;; 2016-02-03; F"], "veto(given_name)"),
    ("Leo is not Leroy", "Leo; Berg; 2016-02-03; M", &["a; Leroy;; Berg;; 2016-02-03; M"], "veto(given_name)"),
    ("Carla is not Clara", "Carla; Berg; 2016-02-03; F", &["a; Clara;; Berg;; 2016-02-03; F"], "veto(given_name)"),
    ("Aiden is not Ayden", "Aiden; Berg; 2016-02-03; M", &["a; Ayden;; Berg;; 2016-02-03; M"], "below_threshold(R|E|E|E)"),
    ("Olivia is not Alivia", "Olivia; Berg; 2016-02-03; F", &["a; Alivia;; Berg;; 2016-02-03; F"], "below_threshold(R|E|E|E)"),
    ("Emma is not Emily", "Emma; Berg; 2016-02-03; F", &["a; Emily;; Berg;; 2016-02-03; F"], "veto(given_name)"),
    ("Jose is not Joseph", "Jose; Berg; 2016-02-03; M", &["a; Joseph;; Berg;; 2016-02-03; M"], "below_threshold(R|E|E|E)"),
    ("Mary is not Maria", "Mary; Berg; 2016-02-03; F", &["a; Maria;; Berg;; 2016-02-03; F"], "veto(given_name)"),
    ("Brandon is not Brendon", "Brandon; Berg; 2016-02-03; M", &["a; Brendon;; Berg;; 2016-02-03; M"], "below_threshold(R|E|E|E)"),
    ("Kristy is not Kristina", "Kristy; Berg; 2016-02-03; F", &["a; Kristina;; Berg;; 2016-02-03; F"], "veto(given_name)"),
];
