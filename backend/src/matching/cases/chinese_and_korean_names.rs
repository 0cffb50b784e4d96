//! Chinese, Korean and Japanese names: syllables, order, English names beside them.

use super::Case;

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    ("two syllables apart and joined", "Xiao Ming; Wang; 1990-05-04; M", &["a; Xiaoming;; Wang;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("two syllables with a hyphen", "Xiao-Ming; Wang; 1990-05-04; M", &["a; XIAO MING;; WANG;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("the first syllable alone", "Xiao; Wang; 1990-05-04; M", &["a; Xiao-Ming;; Wang;; 1990-05-04; M"], "a matched(P|E|E|E, 12.4)"),
    ("the family name before the given one", "Wang; Xiaoming; 1990-05-04; M", &["a; Xiao Ming;; Wang;; 1990-05-04; M"], "a matched(E|E|E|E|X, 12.7)"),
    ("sisters who share the second syllable", "Meilan; Chen; 2015-05-04; F", &["a; Mailan;; Chen;; 2015-05-04; F"], "below_threshold(R|E|E|E)"),
    ("sisters who share the first syllable", "Mei Lan; Chen; 2015-05-04; F", &["a; Mei Ling;; Chen;; 2015-05-04; F"], "below_threshold(C|E|E|E)"),
    ("a brother who shares a syllable", "Shan-Tao; Zhou; 2015-05-04; M", &["a; Shanlan;; Zhou;; 2015-05-04; M"], "veto(given_name)"),
    ("a typing error that is no syllable", "Qianghhui; Leung; 1990-05-04; F", &["a; Qianghui;; Leung;; 1990-05-04; F"], "near_match(T|E|E|E) > a matched(T|E|E|E, 11.4)"),
    ("Jin is not Jing", "Jin; Chen; 2015-05-04; F", &["a; Jing;; Chen;; 2015-05-04; F"], "below_threshold(R|E|E|E)"),
    ("an English first name beside the Chinese one", "Grace Meilan; Chen; 1990-05-04; F", &["a; Meilan; Grace; Chen;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
    ("goes by the English name on record", "Grace; Chen; 1990-05-04; F", &["a; Meilan; Grace; Chen;; 1990-05-04; F"], "near_match(M|E|E|E) > a matched(M|E|E|E, 8.9)"),
    ("an English name nobody recorded", "Grace; Chen; 1990-05-04; F", &["a; Meilan;; Chen;; 1990-05-04; F"], "veto(given_name)"),
    ("Chinese characters", "小明; 王; 1990-05-04; M", &["a; 小明;; 王;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("Ji-hoon in three spellings", "Jihoon; Kim; 1990-05-04; M", &["a; Ji-Hoon;; Kim;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
    ("the same name as another office writes it", "Jihun; Kim; 1990-05-04; M", &["a; Jihoon;; Kim;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
    ("brothers who share a syllable", "Minjun; Kim; 2015-05-04; M", &["a; Minjae;; Kim;; 2015-05-04; M"], "veto(given_name)"),
    ("sisters who share a syllable", "Jimin; Kim; 2015-05-04; F", &["a; Jiyin;; Kim;; 2015-05-04; F"], "below_threshold(R|E|E|E)"),
    ("the family name first in Korean", "Kim; Ji Hoon; 1990-05-04; M", &["a; Jihoon;; Kim;; 1990-05-04; M"], "a matched(E|E|E|E|X, 12.7)"),
    ("Yuki is not Yuka", "Yuki; Mori; 2015-05-04; F", &["a; Yuka;; Mori;; 2015-05-04; F"], "below_threshold(R|E|E|E)"),
    ("Chinese surname first", "Lin; Ying Xue; 1990-05-04; F", &["a; Yingxue;; Lin;; 1990-05-04; F"], "a matched(E|E|E|E|X, 12.7)"),
];
