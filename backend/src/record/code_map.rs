//! Maps other code systems to CVX: NDC (the package) and CPT (the billed service). Pure.
//!
//! The tables are built in, see `data/README.md`. A code of two vaccines of one kind maps to the "unspecified" CVX code
//! of that kind: this is less precise but correct, and keeps the dose.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// What an NDC identifies about a dose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NdcVaccine {
    pub cvx: &'static str,
    /// The manufacturer's code, if the trade name has only one.
    pub mvx: Option<&'static str>,
    /// The trade name of the package.
    pub product: Option<&'static str>,
}

/// By labeler, product and package: 5-4-2 digits without hyphens.
static PACKAGES: LazyLock<BTreeMap<String, NdcVaccine>> = LazyLock::new(|| {
    facts(include_str!("../../data/ndc.tsv"))
        .filter_map(|columns| match columns.as_slice() {
            [ndc, cvx, mvx, product] => Some((
                ndc.replace('-', ""),
                NdcVaccine {
                    cvx,
                    mvx: known(mvx),
                    product: known(product),
                },
            )),
            _ => None,
        })
        .collect()
});

static SERVICES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    facts(include_str!("../../data/cpt.tsv"))
        .filter_map(|columns| match columns.as_slice() {
            [cpt, cvx] => Some((*cpt, *cvx)),
            _ => None,
        })
        .collect()
});

/// The vaccine of a National Drug Code: ten digits with hyphens (4-4-2, 5-3-2, 5-4-1); eleven digits (5-4-2) with or
/// without hyphens; ten digits without hyphens if only one known package fits. An unknown or missing package has the
/// vaccine of its product, because strength and manufacturer do not depend on the package (21 CFR 207.33). `NDC` before
/// the number and words after it are ignored.
pub fn cvx_of_ndc(text: &str) -> Option<NdcVaccine> {
    let number = number_in(text)?;
    let parts: Vec<&str> = number
        .split(is_separator)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [digits] => match digits.len() {
            11 => package_or_product(digits),
            10 => the_one_package(digits),
            _ => None,
        },
        [labeler, product] => product_vaccine(&padded(labeler, product, "")?),
        [labeler, product, package] if (1..=2).contains(&package.len()) => {
            package_or_product(&padded(labeler, product, package)?)
        }
        _ => None,
    }
}

/// The vaccine of a CPT code (HCPCS level I), five digits.
pub fn cvx_of_cpt(code: &str) -> Option<&'static str> {
    SERVICES.get(code.trim()).copied()
}

/// The digits and their separators; `None` if more characters follow directly, because the text is then no such number.
fn number_in(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = match text.get(..3) {
        Some(label) if label.eq_ignore_ascii_case("ndc") => {
            text[3..].trim_start_matches([':', '#', '-', ' '])
        }
        _ => text,
    };
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !is_separator(c))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let ends_there =
        !number.ends_with(|c: char| c.is_ascii_digit()) || !rest.starts_with(|c: char| c.is_alphanumeric());
    ends_there.then_some(number)
}

/// Hyphens, and the characters that replace them in senders' data.
fn is_separator(c: char) -> bool {
    matches!(c, '-' | ' ' | '*' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Labeler, product and package with their leading zeros. At most one of the three lacks its zero; the package may also
/// be empty.
fn padded(labeler: &str, product: &str, package: &str) -> Option<String> {
    let package_width: usize = if package.is_empty() { 0 } else { 2 };
    let missing = (9 + package_width).checked_sub(labeler.len() + product.len() + package.len())?;
    let is_ndc = missing <= 1 && labeler.len() <= 5 && product.len() <= 4;
    is_ndc.then(|| format!("{labeler:0>5}{product:0>4}{package:0>package_width$}"))
}

fn package_or_product(eleven: &str) -> Option<NdcVaccine> {
    PACKAGES
        .get(eleven)
        .copied()
        .or_else(|| product_vaccine(eleven.get(..9)?))
}

/// The values that all known packages of a product share.
fn product_vaccine(nine: &str) -> Option<NdcVaccine> {
    let mut packages = PACKAGES
        .range(nine.to_owned()..)
        .take_while(|(ndc, _)| ndc.starts_with(nine))
        .map(|(_, vaccine)| *vaccine);
    let first = packages.next()?;
    packages.try_fold(first, |agreed, next| {
        (agreed.cvx == next.cvx).then_some(NdcVaccine {
            cvx: agreed.cvx,
            mvx: agreed.mvx.filter(|_| agreed.mvx == next.mvx),
            product: agreed.product.filter(|_| agreed.product == next.product),
        })
    })
}

/// Ten digits without hyphens do not show which part lacks its zero.
fn the_one_package(ten: &str) -> Option<NdcVaccine> {
    let mut fits = [0, 5, 9].into_iter().filter_map(|zero| {
        let (before, after) = ten.split_at_checked(zero)?;
        PACKAGES.get(&format!("{before}0{after}")).copied()
    });
    let only = fits.next()?;
    fits.next().is_none().then_some(only)
}

/// The lines of a table without its header and comments.
fn facts(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
}

fn known(column: &'static str) -> Option<&'static str> {
    (column != "-").then_some(column)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::record::catalogue::Catalogue;

    fn cvx(ndc: &str) -> Option<&'static str> {
        cvx_of_ndc(ndc).map(|vaccine| vaccine.cvx)
    }

    #[test]
    fn a_package_has_a_vaccine_a_manufacturer_and_a_trade_name() {
        let adacel = cvx_of_ndc("49281-0400-20").unwrap();
        assert_eq!(
            (adacel.cvx, adacel.mvx, adacel.product),
            ("115", Some("PMC"), Some("Adacel"))
        );
        let generic = cvx_of_ndc("49281-0225-58").unwrap();
        assert_eq!((generic.cvx, generic.product), ("28", None));
    }

    #[test]
    fn every_way_to_write_the_number_is_read() {
        for (text, expected) in [
            ("49281-0400-20", "115"),
            ("49281040020", "115"),
            ("49281-400-20", "115"),
            ("4928140020", "115"),
            ("0006-4827-00", "21"),
            ("00006-4827-00", "21"),
            ("0006482700", "21"),
            ("43528-0002-1", "189"),
            (" NDC 49281-400-20 ", "115"),
            ("ndc:49281-0400-20", "115"),
            ("NDC#49281040020", "115"),
            ("49281 0400 20", "115"),
            ("49281*0400*20", "115"),
            ("49281\u{2013}0400\u{2013}20", "115"),
            ("49281-0400-20 (box of 5)", "115"),
            ("49281-0400-20, unit of use", "115"),
        ] {
            assert_eq!(cvx(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn an_unknown_package_has_the_vaccine_of_its_product() {
        for text in ["49281-0400-99", "49281040099", "49281-400", "49281-0400"] {
            assert_eq!(cvx(text), Some("115"), "{text}");
        }
        assert_eq!(
            cvx("66521-0116-99"),
            None,
            "one product number, with and without preservative"
        );
    }

    #[test]
    fn ten_digits_that_fit_two_packages_name_none() {
        assert_eq!(cvx("50632-0010-1"), Some("176"));
        assert_eq!(cvx("50632-001-01"), Some("206"));
        assert_eq!(cvx("5063200101"), None);
    }

    #[test]
    fn an_unknown_number_has_no_vaccine() {
        for text in [
            "",
            "NDC",
            "-",
            "0",
            "12345-6789-01",
            "99999999999",
            "492810400",
            "49281-0400-200",
            "492810-400-20",
            "49281-40-20",
            "492-0400-20",
            "49281-400-2",
            "49281-0400-20X",
            "49281040020000",
            "Adacel",
            "ndé",
            "٤٩٢٨١-٠٤٠٠-٢٠",
        ] {
            assert_eq!(cvx(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_for_two_vaccines_of_one_kind_names_the_kind() {
        assert_eq!(cvx("58160-0821-11"), Some("45"), "adult, or high risk");
        assert_eq!(cvx_of_cpt("90700"), Some("107"));
        assert_eq!(cvx_of_cpt("91304"), Some("213"));
    }

    #[test]
    fn a_billed_service_names_its_vaccine() {
        assert_eq!(cvx_of_cpt(" 90707 "), Some("03"));
        assert_eq!(cvx_of_cpt("91320"), Some("309"));
        for code in ["90749", "90471", "9070", "090707", "", "90707-33"] {
            assert_eq!(cvx_of_cpt(code), None, "{code}");
        }
    }

    #[test]
    fn every_line_of_the_tables_counts_and_means_something_in_the_catalogue() {
        let catalogue = Catalogue::built_in();
        let lines = |table: &'static str| facts(table).count();
        assert_eq!(PACKAGES.len(), lines(include_str!("../../data/ndc.tsv")));
        assert_eq!(SERVICES.len(), lines(include_str!("../../data/cpt.tsv")));
        for (ndc, vaccine) in PACKAGES.iter() {
            assert!(
                ndc.len() == 11 && ndc.bytes().all(|b| b.is_ascii_digit()),
                "{ndc}"
            );
            assert!(catalogue.vaccine(vaccine.cvx).is_some(), "{ndc}");
            assert!(
                vaccine
                    .mvx
                    .is_none_or(|mvx| catalogue.manufacturer(mvx).is_some()),
                "{ndc}"
            );
        }
        for (cpt, cvx) in SERVICES.iter() {
            assert!(cpt.len() == 5 && catalogue.vaccine(cvx).is_some(), "{cpt}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,20}", ndc in "(NDC)?[0-9 *-]{0,16}[a-zé(]?") {
            cvx_of_ndc(&text);
            cvx_of_ndc(&ndc);
            cvx_of_cpt(&text);
        }
    }
}
