//! Unspecified codes: CVX codes of a kind of vaccine, such as influenza, "unspecified formulation". Pure.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::catalogue::Catalogue;

/// The vaccines that an unspecified code may mean.
#[derive(Clone, Copy)]
pub struct Kind(&'static str);

static KINDS: LazyLock<HashMap<&str, Kind>> = LazyLock::new(|| {
    include_str!("../../data/unspecified.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .map(|(cvx, members)| (cvx, Kind(members)))
        .collect()
});

/// The kind of an unspecified code; `None` for a specific code and for CVX 999, which has no kind.
pub fn kind_of(cvx: &str) -> Option<Kind> {
    KINDS.get(cvx).copied()
}

impl Kind {
    /// True for a code that is in the table, or in a group that is in the table.
    pub fn covers(self, cvx: &str, catalogue: &Catalogue) -> bool {
        self.members()
            .any(|member| member == cvx || catalogue.is_in_group(cvx, member))
    }

    fn members(self) -> impl Iterator<Item = &'static str> {
        self.0.split(',')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::catalogue::canonical_cvx;

    #[test]
    fn every_line_names_codes_and_groups_the_catalogue_knows() {
        let catalogue = Catalogue::built_in();
        let all: Vec<String> = (1..1000).filter_map(|n| canonical_cvx(&n.to_string())).collect();
        assert!(KINDS.len() > 40);
        for (cvx, kind) in KINDS.iter() {
            assert!(catalogue.vaccine(cvx).is_some(), "{cvx}");
            for member in kind.members() {
                assert!(
                    all.iter().any(|known| known != cvx
                        && Kind(member).covers(known, &catalogue)
                        && catalogue.vaccine(known).is_some()),
                    "{cvx} {member}"
                );
            }
        }
    }

    #[test]
    fn no_two_unspecified_codes_cover_each_other() {
        let catalogue = Catalogue::built_in();
        for (one, kind) in KINDS.iter() {
            for (other, back) in KINDS.iter().filter(|(other, _)| *other != one) {
                assert!(
                    !(kind.covers(other, &catalogue) && back.covers(one, &catalogue)),
                    "{one} {other}"
                );
            }
        }
    }

    #[test]
    fn every_code_the_catalogue_calls_unspecified_is_here_or_left_out_on_purpose() {
        // Serogroup B is a separate kind, and a sender's text is more precise than "unknown vaccine".
        let left_out = ["167", "999"];
        let catalogue = Catalogue::built_in();
        for n in 1..1000 {
            let Some(vaccine) = catalogue.vaccine(&n.to_string()) else {
                continue;
            };
            let name = vaccine.name.to_lowercase();
            if name.contains("unspecified") || name.contains("unknown") {
                assert!(
                    kind_of(&vaccine.cvx).is_some() != left_out.contains(&vaccine.cvx.as_str()),
                    "{} {name}",
                    vaccine.cvx
                );
            }
        }
    }
}
