//! The catalogue of vaccines: maps codes to names and groups, from built-in fact files and codes that an operator
//! loads.

use std::collections::HashMap;

use super::fact_file::{self, FactFile};

/// A vaccine code (CVX) with its name and groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaccineCode {
    /// At least two digits, as CDC writes it: `03`, `207`.
    pub cvx: String,
    /// A short name in English.
    pub name: String,
    /// Kebab-case ids; a combination vaccine has several.
    pub groups: Vec<String>,
}

/// A manufacturer code (MVX) and the manufacturer's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManufacturerCode {
    pub mvx: String,
    pub name: String,
}

/// The only trade name of a vaccine from this manufacturer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductName {
    pub cvx: String,
    pub mvx: String,
    pub name: String,
}

/// The group of the doses on a SMART Health Card.
pub const COVID_19: &str = "covid-19";
/// The group of vaccines without a group of their own, and of unknown codes.
pub const OTHER: &str = "other";

/// Looks up codes.
#[derive(Clone)]
pub struct Catalogue {
    vaccines: HashMap<String, VaccineCode>,
    manufacturers: HashMap<String, String>,
    products: HashMap<(String, String), String>,
}

impl Catalogue {
    /// The built-in codes.
    ///
    /// # Panics
    /// Never with the files in the repository: a test reads them.
    pub fn built_in() -> Self {
        let empty = Self {
            vaccines: HashMap::new(),
            manufacturers: HashMap::new(),
            products: HashMap::new(),
        };
        [
            include_str!("../../data/cvx.tsv"),
            include_str!("../../data/mvx.tsv"),
            include_str!("../../data/product.tsv"),
        ]
        .into_iter()
        .map(|text| fact_file::parse(text).expect("a test reads the built-in fact files"))
        .fold(empty, Self::with)
    }

    /// A loaded code replaces the built-in entry with that code; the others stay.
    #[must_use]
    pub fn with_overrides(self, vaccines: Vec<VaccineCode>, manufacturers: Vec<ManufacturerCode>) -> Self {
        self.with(FactFile::Vaccines(vaccines))
            .with(FactFile::Manufacturers(manufacturers))
    }

    /// The entry of a CVX code; `3` finds `03`.
    pub fn vaccine(&self, cvx: &str) -> Option<&VaccineCode> {
        self.vaccines.get(&canonical_cvx(cvx)?)
    }

    /// The manufacturer's name.
    pub fn manufacturer(&self, mvx: &str) -> Option<&str> {
        self.manufacturers.get(&canonical_mvx(mvx)).map(String::as_str)
    }

    /// The code of the manufacturer with this name in any case; the first of several.
    pub fn manufacturer_code(&self, name: &str) -> Option<String> {
        let named = self
            .manufacturers
            .iter()
            .filter(|(_, known)| known.eq_ignore_ascii_case(name));
        named.map(|(mvx, _)| mvx.clone()).min()
    }

    /// The trade name, if the two codes have only one.
    pub fn product(&self, cvx: &str, mvx: &str) -> Option<&str> {
        self.products
            .get(&(canonical_cvx(cvx)?, canonical_mvx(mvx)))
            .map(String::as_str)
    }

    /// True when the code is known and belongs to the group.
    pub fn is_in_group(&self, cvx: &str, group: &str) -> bool {
        self.vaccine(cvx)
            .is_some_and(|vaccine| vaccine.groups.iter().any(|id| id == group))
    }

    fn with(mut self, facts: FactFile) -> Self {
        match facts {
            FactFile::Vaccines(codes) => self
                .vaccines
                .extend(codes.into_iter().map(|code| (code.cvx.clone(), code))),
            FactFile::Manufacturers(codes) => self
                .manufacturers
                .extend(codes.into_iter().map(|code| (code.mvx, code.name))),
            FactFile::Products(names) => self
                .products
                .extend(names.into_iter().map(|name| ((name.cvx, name.mvx), name.name))),
        }
        self
    }
}

/// A CVX code as CDC writes it; `None` if the text is not one. Senders omit or add leading zeros.
pub fn canonical_cvx(text: &str) -> Option<String> {
    let text = text.trim();
    let is_code = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| format!("{:0>2}", text.trim_start_matches('0')))
}

fn canonical_mvx(text: &str) -> String {
    text.trim().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_facts_answer() {
        let catalogue = Catalogue::built_in();
        assert_eq!(catalogue.vaccine("3").unwrap().name, "MMR");
        assert_eq!(catalogue.vaccine("207").unwrap().groups, ["covid-19"]);
        assert_eq!(catalogue.vaccine("94").unwrap().groups, ["mmr", "varicella"]);
        assert_eq!(catalogue.manufacturer("mod"), Some("Moderna US, Inc."));
        assert_eq!(catalogue.product("309", "PFR"), Some("Comirnaty"));
        assert_eq!(
            catalogue.manufacturer_code("moderna us, inc.").as_deref(),
            Some("MOD")
        );
        assert_eq!(catalogue.manufacturer_code("Nobody"), None);
    }

    #[test]
    fn a_product_with_two_possible_names_has_none() {
        assert_eq!(Catalogue::built_in().product("207", "MOD"), None);
    }

    #[test]
    fn an_unknown_code_has_no_entry() {
        let catalogue = Catalogue::built_in();
        for cvx in ["9999", "", "COVID", "-1"] {
            assert_eq!(catalogue.vaccine(cvx), None, "{cvx}");
        }
    }

    #[test]
    fn every_vaccine_has_a_group_and_every_product_its_codes() {
        let catalogue = Catalogue::built_in();
        assert!(catalogue.vaccines.len() > 280 && catalogue.manufacturers.len() > 80);
        for vaccine in catalogue.vaccines.values() {
            assert!(!vaccine.groups.is_empty(), "{}", vaccine.cvx);
        }
        for (cvx, mvx) in catalogue.products.keys() {
            assert!(
                catalogue.vaccine(cvx).is_some() && catalogue.manufacturer(mvx).is_some(),
                "{cvx} {mvx}"
            );
        }
    }

    #[test]
    fn a_loaded_code_replaces_its_own_entry_only() {
        let catalogue = Catalogue::built_in().with_overrides(
            vec![VaccineCode {
                cvx: "03".into(),
                name: "Measles, mumps, rubella".into(),
                groups: vec!["mmr".into()],
            }],
            vec![ManufacturerCode {
                mvx: "NEW".into(),
                name: "New Maker".into(),
            }],
        );
        assert_eq!(catalogue.vaccine("03").unwrap().name, "Measles, mumps, rubella");
        assert_eq!(catalogue.vaccine("94").unwrap().name, "MMRV");
        assert_eq!(catalogue.manufacturer("NEW"), Some("New Maker"));
    }
}
