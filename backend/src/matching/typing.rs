//! When two words are one word and a slip of the finger. A likeness of sound alone is never enough.

/// One edit or swap of neighbours from three letters on, two from eight on, or a Jaro-Winkler likeness of 0.90.
pub fn is_typing_error(a: &str, b: &str) -> bool {
    let shorter = a.chars().count().min(b.chars().count());
    if a == b || shorter < 3 {
        return false;
    }
    let allowed = if shorter >= 8 { 2 } else { 1 };
    strsim::osa_distance(a, b) <= allowed || strsim::jaro_winkler(a, b) >= 0.90
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_forgiven_and_another_name_is_not() {
        for (a, b) in [
            ("maria", "mraia"),
            ("wilson", "wilsn"),
            ("theresa", "teresa"),
            ("christopher", "chrsitophr"),
        ] {
            assert!(is_typing_error(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("al", "el"),
            ("maria", "maria"),
            ("juan", "jose"),
            ("smith", "smythe"),
            ("anna", "hannah"),
        ] {
            assert!(!is_typing_error(a, b), "{a} {b}");
        }
    }
}
