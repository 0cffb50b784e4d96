//! Short forms of given names, from the matching's own list.

const NICKNAMES: &str = include_str!("../../../data/nicknames.tsv");

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    NICKNAMES.lines().skip(1).filter_map(|line| line.split_once('\t'))
}

/// A short form of this name, capitalised.
pub fn short_for(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let (short, _) = pairs().find(|(short, long)| *long == name && short.len() > 2)?;
    let (initial, rest) = short.split_at_checked(1)?;
    Some(format!("{}{rest}", initial.to_uppercase()))
}

/// True if one name is a short form of the other.
pub fn are_related(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let is_pair = |short: &str, long: &str| pairs().any(|pair| pair == (short, long));
    let is_short_for_both = || {
        pairs()
            .filter(|(short, _)| *short == one)
            .any(|(_, long)| is_pair(&other, long))
    };
    is_pair(&one, &other) || is_pair(&other, &one) || is_short_for_both()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_is_found_for_a_name() {
        assert!(are_related(&short_for("ROBERT").unwrap(), "Robert"));
        assert_eq!(short_for("Xiuying"), None);
        assert!(are_related("Bill", "William") && are_related("William", "Billy"));
        assert!(!are_related("William", "Robert"));
    }
}
