//! Surnames that changed, with and without a record of the former one.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("a married name typed", "Lena; Stone; 1985-05-04; F", &["a; Lena;; Weber;; 1985-05-04; F"], "a matched(E|D|E|E, 10.8)"),
    ("a married name and a middle name typed", "Lena Rose; Stone; 1985-05-04; F", &["a; Lena; Rose; Weber;; 1985-05-04; F"], "a matched(P|D|E|E, 9.8)"),
    ("a married name and a typing error", "Lnea; Stone; 1985-05-04; F", &["a; Lena;; Weber;; 1985-05-04; F"], "veto(surname)"),
    ("a married name and a nickname", "Liz; Stone; 1985-05-04; F", &["a; Elizabeth;; Weber;; 1985-05-04; F"], "veto(surname)"),
    ("a married name and day and month swapped", "Lena; Stone; 1985-04-05; F", &["a; Lena;; Weber;; 1985-05-04; F"], "veto(surname)"),
    ("a married name and one digit", "Lena; Stone; 1985-05-07; F", &["a; Lena;; Weber;; 1985-05-04; F"], "veto(surname)"),
    ("married at sixteen", "Lena; Stone; 2010-11-20; F", &["a; Lena;; Weber;; 2010-11-20; F"], "a matched(E|D|E|E, 10.8)"),
    ("a day before sixteen", "Lena; Stone; 2010-11-21; F", &["a; Lena;; Weber;; 2010-11-21; F"], "veto(surname)"),
    ("gender unknown in the registry, woman typed", "Lena; Stone; 1985-05-04; F", &["a; Lena;; Weber;; 1985-05-04; U"], "a matched(E|D|E|O, 10.0)"),
    ("gender unknown in the registry, man typed", "Lena; Stone; 1985-05-04; M", &["a; Lena;; Weber;; 1985-05-04; U"], "veto(surname)"),
    ("a woman in the registry, gender other typed", "Lena; Stone; 1985-05-04; X", &["a; Lena;; Weber;; 1985-05-04; F"], "a matched(E|D|E|O, 10.0)"),
    ("a woman in the registry, man typed", "Lena; Stone; 1985-05-04; M", &["a; Lena;; Weber;; 1985-05-04; F"], "veto(surname)"),
    ("the married name beside the maiden name", "Lena; Weber-Stone; 1985-05-04; F", &["a; Lena;; Weber;; 1985-05-04; F"], "a matched(E|P|E|E, 13.1)"),
    ("a married name in one row only", "Lena; Stone; 1985-05-04; F", &["a; Lena;; Weber;; 1985-05-04; F", "b; Lena;; Stone;; 1985-05-04; F"], "ambiguous"),
    ("a maiden name as an alias", "Lena; Weber; 1985-05-04; F", &["a; Lena;; Stone;; 1985-05-04; F; née:Weber"], "a matched(E|E|E|E, 13.4)"),
    ("the present name beside an alias", "Lena; Stone; 1985-05-04; F", &["a; Lena;; Stone;; 1985-05-04; F; née:Weber"], "a matched(E|E|E|E, 13.4)"),
    ("a typing error in the alias", "Lena; Webr; 1985-05-04; F", &["a; Lena;; Stone;; 1985-05-04; F; née:Weber"], "a matched(E|T|E|E, 13.1)"),
    ("two aliases", "Lena; Koch; 1985-05-04; F", &["a; Lena;; Stone;; 1985-05-04; F; née:Weber née:Koch"], "a matched(E|E|E|E, 13.4)"),
    ("a man's alias", "Jon; Koch; 1985-05-04; M", &["a; Jon;; Stone;; 1985-05-04; M; née:Koch"], "a matched(E|E|E|E, 13.4)"),
    ("a child's former name", "Jon; Koch; 2018-05-04; M", &["a; Jon;; Stone;; 2018-05-04; M; née:Koch"], "a matched(E|E|E|E, 13.4)"),
    ("an alias swapped with the first name", "Koch; Jon; 1985-05-04; M", &["a; Jon;; Stone;; 1985-05-04; M; née:Koch"], "a matched(E|E|E|E|X, 12.7)"),
    ("an alias does not help another birth date", "Lena; Weber; 1980-11-04; F", &["a; Lena;; Stone;; 1985-05-04; F; née:Weber"], "veto(birth_date)"),
    ("rows that share an alias are one person", "Lena; Stone; 1985-05-04; F", &["a; Lena;; Stone;; 1985-05-04; F; née:Weber", "b; Lena;; Weber;; 1985-05-04; F"], "a+b matched(E|E|E|E, 13.4)"),
];
