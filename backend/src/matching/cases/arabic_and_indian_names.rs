//! Arabic, Persian, Somali and Indian names: spellings in Latin letters.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("Mohamed as it is written elsewhere", "Mohammad; Ali; 1990-05-04; M", &["a; Muhammed;; Ali;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Al with a hyphen", "Omar; Al-Sayed; 1990-05-04; M", &["a; Omar;; Alsayed;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("El left out", "Omar; Sayed; 1990-05-04; M", &["a; Omar;; El Sayed;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("bin between the names", "Omar; bin Said; 1990-05-04; M", &["a; Omar;; Said;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("Abdul apart from the rest", "Abdul Rahman; Ali; 1990-05-04; M", &["a; Abdulrahman;; Ali;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("Fatima and Fatma", "Fatma; Ali; 1990-05-04; F", &["a; Fatima;; Ali;; 1990-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("brothers Hassan and Hussein", "Hassan; Ali; 2015-05-04; M", &["a; Hussein;; Ali;; 2015-05-04; M"], "veto(given_name)"),
    ("Samir is not Amir", "Samir; Ali; 2015-05-04; M", &["a; Amir;; Ali;; 2015-05-04; M"], "below_threshold(R|E|E|E)"),
    ("vowel points", "مُحَمَّد; علي; 1990-05-04; M", &["a; محمد;; علي;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("the father's name as middle name", "Ahmed Nur; Warsame; 1990-05-04; M", &["a; Ahmed; Nur; Warsame;; 1990-05-04; M"], "a matched(P|E|E|E, 12.4)"),
    ("an apostrophe for the ain", "Ra'ed; Ali; 1990-05-04; M", &["a; Raed;; Ali;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("Deepak and Dipak", "Dipak; Rao; 1990-05-04; M", &["a; Deepak;; Rao;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Lakshmi and Laxmi", "Laxmi; Rao; 1990-05-04; F", &["a; Lakshmi;; Rao;; 1990-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("Kumar as a second name left out", "Sunil; Rao; 1990-05-04; M", &["a; Sunil Kumar;; Rao;; 1990-05-04; M"], "a matched(P|E|E|E, 12.4)"),
    ("Amit is not Ajit", "Amit; Rao; 2015-05-04; M", &["a; Ajit;; Rao;; 2015-05-04; M"], "below_threshold(R|E|E|E)"),
    ("Anita is not Amita", "Anita; Rao; 2015-05-04; F", &["a; Amita;; Rao;; 2015-05-04; F"], "below_threshold(R|E|E|E)"),
    ("one name only, in both fields", "Suresh; Suresh; 1990-05-04; M", &["a; Suresh;; Suresh;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("Devanagari with its vowel signs", "राम; राव; 1990-05-04; M", &["a; राम;; राव;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
];
