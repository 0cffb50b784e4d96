//! Reads `vaccineCode`: the vaccine's code and its code system.

use super::element::Coding;
use super::resource::Resource;
use crate::formats::fhir_terms::{CATALOGUE, CPT, CVX, CVX_OIDS, NDC};
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::record::catalogue::canonical_cvx;
use crate::record::code_map::{cvx_of_cpt, cvx_of_ndc};

/// CVX 998, no vaccine administered: the resource carries an observation, not a dose.
pub const NO_VACCINE: &str = "998";

pub struct Vaccine {
    pub cvx: String,
    pub text: Option<String>,
    pub product: Option<String>,
    /// The manufacturer code of the package's NDC.
    pub mvx: Option<String>,
}

/// The CVX code; otherwise the one for the package's NDC or the service's CPT code.
pub fn vaccine(resource: &Resource) -> Result<Vaccine, ReportError> {
    let concept = resource.root().at("vaccineCode");
    let codings: Vec<Coding> = concept.codings().collect();
    // An OID is written as a URI with `urn:oid:`; some senders omit the prefix.
    let of = |uri: &str, oids: &[&str]| {
        codings.iter().find(|coding| {
            let oid = coding.system.strip_prefix("urn:oid:").unwrap_or(&coding.system);
            coding.system == uri || oids.contains(&oid)
        })
    };
    let told = of(CVX, &CVX_OIDS);
    let package = of(NDC, &["2.16.840.1.113883.6.69"]);
    let known_package = package.and_then(|coding| cvx_of_ndc(&coding.code));
    let service = of(CPT, &["2.16.840.1.113883.6.12"]).and_then(|coding| cvx_of_cpt(&coding.code));
    let error = |code, text: &str| resource.error("vaccineCode", code, text);
    let cvx = match (told, known_package, service) {
        (Some(coding), _, _) => canonical_cvx(&coding.code).ok_or_else(|| {
            error(
                ErrorCode::TableValueNotFound,
                "the CVX code is not a number of up to four digits; correct it",
            )
        })?,
        (None, Some(package), _) => package.cvx.to_owned(),
        (None, None, Some(cvx)) => cvx.to_owned(),
        (None, None, None) if !concept.is_there() => {
            return Err(error(
                ErrorCode::RequiredFieldMissing,
                "vaccineCode is missing; send the CVX code",
            ));
        }
        (None, None, None) => {
            return Err(error(
                ErrorCode::TableValueNotFound,
                "vaccineCode has no CVX code, nor an NDC or CPT code that is known; send the CVX code",
            ));
        }
    };
    // A display text equal to the catalogue's name adds nothing.
    let words = told.and_then(|coding| coding.display.clone());
    let is_news = |words: &String| CATALOGUE.vaccine(&cvx).is_none_or(|known| known.name != *words);
    let plain = codings
        .iter()
        .find(|coding| coding.system.is_empty() && coding.code.is_empty());
    let product = [package, plain]
        .into_iter()
        .flatten()
        .find_map(|coding| coding.display.clone());
    Ok(Vaccine {
        text: concept.text_at("text").or_else(|| words.filter(is_news)),
        product: product.or_else(|| Some(known_package?.product?.to_owned())),
        mvx: known_package.and_then(|package| package.mvx).map(str::to_owned),
        cvx,
    })
}
