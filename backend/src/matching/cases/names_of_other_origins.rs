//! Slavic, Irish, Nordic, Turkish, African, Khmer and Greek names.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("Sergei and Sergey", "Sergei; Orlov; 1990-05-04; M", &["a; Sergey;; Orlov;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("Yulia and Julia", "Yulia; Orlova; 1990-05-04; F", &["a; Julia;; Orlova;; 1990-05-04; F"], "a matched(N|E|E|E, 11.9)"),
    ("Orlov and Orlova", "Yulia; Orlov; 2015-05-04; F", &["a; Yulia;; Orlova;; 2015-05-04; F"], "a matched(E|T|E|E, 13.1)"),
    ("a patronymic as middle name", "Ivan Petrovich; Orlov; 1990-05-04; M", &["a; Ivan; Petrovich; Orlov;; 1990-05-04; M"], "a matched(P|E|E|E, 12.4)"),
    ("Łukasz without the stroke", "Lukasz; Wozniak; 1990-05-04; M", &["a; Łukasz;; Woźniak;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("Daria is not Darina", "Daria; Orlova; 2015-05-04; F", &["a; Darina;; Orlova;; 2015-05-04; F"], "below_threshold(R|E|E|E)"),
    ("the Irish and the English spelling", "Sean; O'Brien; 1990-05-04; M", &["a; Seán;; Ó Briain;; 1990-05-04; M"], "a matched(E|T|E|E, 13.1)"),
    ("Siobhán without the accent", "Siobhan; OBrien; 1990-05-04; F", &["a; Siobhán;; O’Brien;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Shaun and Sean", "Shaun; Byrne; 1990-05-04; M", &["a; Sean;; Byrne;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("ø and æ", "Soren; Kjaer; 1990-05-04; M", &["a; Søren;; Kjær;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("ß as ss", "Anna; Strasser; 1990-05-04; F", &["a; Anna;; Straßer;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("the Turkish i", "Isik; Yilmaz; 1990-05-04; F", &["a; Işık;; Yılmaz;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Ethiopian father's name as surname", "Hana Tesfaye; Bekele; 1990-05-04; F", &["a; Hana; Tesfaye; Bekele;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("Igbo and English name", "Grace Ngozi; Okafor; 1990-05-04; F", &["a; Ngozi; Grace; Okafor;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("Khmer sisters", "Sophea; Chan; 2015-05-04; F", &["a; Sophal;; Chan;; 2015-05-04; F"], "below_threshold(R|E|E|E)"),
    ("Greek letters", "Ελένη; Παππα; 1990-05-04; F", &["a; Ελενη;; Παππά;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Khmer in Latin letters", "Sok; Chan; 1990-05-04; F", &["a; SOK;; CHAN;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
];
