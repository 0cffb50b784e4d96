//! The North American Numbering Plan: which numbers can belong to a cell phone. Premium and toll-free numbers, service
//! codes and area codes without subscribers cannot.

/// The area codes with subscribers (NANPA, November 2026), of every country in the plan. An operator's list of countries
/// decides which of them get texts.
const AREA_CODES: &[u8] = b"\
201 202 203 204 205 206 207 208 209 210 212 213 214 215 216 217 218 219 220 223 224 225 226 227 228 229 231 \
234 235 236 239 240 242 246 248 249 250 251 252 253 254 256 257 260 262 263 264 267 268 269 270 272 274 276 \
279 281 283 284 289 301 302 303 304 305 306 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 324 \
325 326 327 329 330 331 332 334 336 337 339 340 341 343 345 346 347 350 351 352 353 354 357 360 361 363 364 \
365 367 368 369 380 382 385 386 387 401 402 403 404 405 406 407 408 409 410 412 413 414 415 416 417 418 419 \
423 424 425 428 430 431 432 434 435 436 437 438 440 441 442 443 445 447 448 450 457 458 460 463 464 465 468 \
469 470 471 472 473 474 475 478 479 480 483 484 501 502 503 504 505 506 507 508 509 510 512 513 514 515 516 \
517 518 519 520 530 531 534 539 540 541 548 551 557 559 561 562 563 564 567 570 571 572 573 574 575 579 580 \
581 582 584 585 586 587 601 602 603 604 605 606 607 608 609 610 612 613 614 615 616 617 618 619 620 621 623 \
624 626 628 629 630 631 636 639 640 641 645 646 647 649 650 651 656 657 658 659 660 661 662 664 667 669 670 \
671 672 678 679 680 681 682 683 684 686 689 701 702 703 704 705 706 707 708 709 712 713 714 715 716 717 718 \
719 720 721 724 725 726 727 728 729 730 731 732 734 737 738 740 742 743 747 748 753 754 757 758 760 762 763 \
765 767 769 770 771 772 773 774 775 778 779 780 781 782 784 785 786 787 801 802 803 804 805 806 807 809 810 \
812 813 814 815 816 817 818 819 820 821 825 826 828 829 830 831 832 835 837 838 839 840 843 845 847 848 849 \
850 854 856 857 858 859 860 861 862 863 864 865 867 868 869 870 872 873 876 878 879 901 902 903 904 905 906 \
907 908 909 910 912 913 914 915 916 917 918 919 920 924 925 928 929 930 931 934 936 937 938 939 940 941 942 \
943 945 947 948 949 951 952 954 956 959 970 971 972 973 975 978 979 980 983 984 985 986 989";

/// The codes as bits, a tenth of the list.
const ASSIGNED: [u8; 125] = bits(AREA_CODES);

const fn bits(codes: &[u8]) -> [u8; 125] {
    let mut bits = [0; 125];
    let mut n = 0;
    while n + 3 <= codes.len() {
        let code = (codes[n] - b'0') as usize * 100
            + (codes[n + 1] - b'0') as usize * 10
            + (codes[n + 2] - b'0') as usize;
        bits[code / 8] |= 1 << (code % 8);
        n += 4;
    }
    bits
}

/// Whether ten national digits can be a subscriber's: an assigned area code, and an exchange that begins with 2 to 9 and
/// is no service code such as 911.
pub fn has_subscribers(national: &str) -> bool {
    let digits = national.as_bytes();
    let [a, b, c, exchange @ .., _, _, _, _] = digits else {
        return false;
    };
    let is_number = digits.len() == 10 && digits.iter().all(u8::is_ascii_digit);
    is_number && is_assigned(*a, *b, *c) && matches!(exchange, [b'2'..=b'9', rest @ ..] if rest != b"11")
}

fn is_assigned(a: u8, b: u8, c: u8) -> bool {
    let digit = |ascii: u8| usize::from(ascii - b'0');
    let code = digit(a) * 100 + digit(b) * 10 + digit(c);
    ASSIGNED[code / 8] & (1 << (code % 8)) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_assigned_area_codes_have_subscribers() {
        for area in ["617", "413", "787", "416", "876", "227", "989"] {
            assert!(has_subscribers(&format!("{area}5550142")), "{area}");
        }
        for area in [
            "900", "800", "888", "833", "822", "700", "500", "533", "600", "710", "000", "100", "999", "911",
            "211", "555", "370", "960", "290",
        ] {
            assert!(!has_subscribers(&format!("{area}5550142")), "{area}");
        }
    }

    #[test]
    fn an_exchange_is_no_service_code() {
        for number in ["6179110142", "6172110142", "6171550142", "6170550142"] {
            assert!(!has_subscribers(number), "{number}");
        }
        assert!(has_subscribers("6175550142") && has_subscribers("6172120142"));
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", "617555014", "61755501422", "617555014x", "٦١٧٥٥٥٠١٤٢"] {
            assert!(!has_subscribers(text), "{text}");
        }
    }

    #[test]
    fn no_area_code_is_a_service_code_or_reserved() {
        for code in AREA_CODES.split(|byte| *byte == b' ') {
            assert!(
                matches!(code, [b'2'..=b'9', b'0'..=b'8', _]) && &code[1..] != b"11",
                "{code:?}"
            );
        }
    }
}
