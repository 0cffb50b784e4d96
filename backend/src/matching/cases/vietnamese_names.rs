//! Vietnamese names: order, marks, middle names.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("with all marks and without", "Nguyen Anh; Tran; 1990-05-04; F", &["a; Nguyên Ánh;; Trần;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("the family name first", "Tran; Thi Mai; 1990-05-04; F", &["a; Mai; Thị; Trần;; 1990-05-04; F"], "a matched(P|E|E|E|X, 11.7)"),
    ("the family name first, middle name left out", "Tran; Mai; 1990-05-04; F", &["a; Mai; Thị; Trần;; 1990-05-04; F"], "a matched(E|E|E|E|X, 12.7)"),
    ("the family name first, the middle name a letter", "Pham; Bao Ngoc Hai; 1990-05-04; M", &["a; Hải; B; Phạm;; 1990-05-04; M"], "a matched(P|E|E|E|X, 11.7)"),
    ("all in the first field but the family name", "Thi Mai; Tran; 1990-05-04; F", &["a; Mai; Thị; Trần;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("Đ typed as D", "Duc; Do; 1990-05-04; M", &["a; Đức;; Đỗ;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("another tone is the same letters", "Hoa; Le; 1990-05-04; F", &["a; Hòa;; Lê;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("sisters Lan and Linh", "Linh; Le; 2015-05-04; F", &["a; Lan;; Lê;; 2015-05-04; F"], "veto(given_name)"),
    ("Lan is not Lam", "Lan; Le; 2015-05-04; F", &["a; Lam;; Lê;; 2015-05-04; F"], "below_threshold(R|E|E|E)"),
    ("two given names in one word", "Thuylinh; Vo; 1990-05-04; F", &["a; Thùy Linh;; Võ;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("the first of two given names", "Thuy; Vo; 1990-05-04; F", &["a; Thùy Linh;; Võ;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("twins with one first syllable", "Thuy Linh; Vo; 2015-05-04; F", &["a; Thùy Linh;; Võ;; 2015-05-04; F", "b; Thùy Lan;; Võ;; 2015-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("a twin with the same first syllable", "Thuy Linh; Vo; 2015-05-04; F", &["b; Thùy Lan;; Võ;; 2015-05-04; F"], "below_threshold(C|E|E|E)"),
    ("decomposed marks", "Thị; Lê; 1990-05-04; F", &["a; THỊ;; LÊ;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Vietnamese without marks", "Anh Dao; Nguyen; 1990-05-04; F", &["a; Ánh Đào; Thị; Nguyễn;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ("Vietnamese in Vietnamese order", "Nguyen; Van Vi; 1990-05-04; F", &["a; Vi; Văn; Nguyễn;; 1990-05-04; F"], "a matched(P|E|E|E|X, 11.7)"),
    ("Vietnamese middle name typed first", "Thi Dao; Nguyen; 1990-05-04; F", &["a; Đào; Thị; Nguyễn;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
];
