//! Reads RXA-5: the vaccine's code and its code system.

use super::message::{Segment, Value};
use super::reading::{Reading, patch, text};
use crate::formats::fhir_terms::CVX_OIDS;
use crate::intake::rejection::{ErrorCode, ReportError};
use crate::intake::report::Patch;
use crate::record::catalogue::canonical_cvx;
use crate::record::code_map::{NdcVaccine, cvx_of_cpt, cvx_of_ndc};

pub struct Vaccine {
    pub cvx: String,
    pub text: Patch<String>,
    pub product: Patch<String>,
    /// The manufacturer code of the package's NDC.
    pub mvx: Option<&'static str>,
}

/// A CVX code in any triplet of any repetition takes precedence, then the vaccine of the package (NDC), then that of
/// the billed service (CPT).
pub fn vaccine(rxa: &Segment<'_>, reading: &mut Reading) -> Result<Vaccine, ReportError> {
    let triplets: Vec<_> = rxa.field(5).repetitions().flat_map(triplets).collect();
    let with_cvx = triplets
        .iter()
        .enumerate()
        .find_map(|(at, triplet)| Some((at, cvx(triplet)?)));
    let with_ndc = triplets
        .iter()
        .enumerate()
        .find_map(|(at, triplet)| Some((at, package(triplet)?)));
    if let Some((at, cvx)) = with_cvx {
        return Ok(of_cvx(&triplets, at, cvx, with_ndc.map(|(_, package)| package)));
    }
    let (system, vaccine) = if let Some((at, package)) = with_ndc {
        ("NDC", of_package(&triplets[at], package))
    } else {
        let service = triplets
            .iter()
            .find_map(|triplet| Some((triplet, service(triplet)?)));
        let (triplet, cvx) = service.ok_or_else(|| no_vaccine(rxa, &triplets))?;
        ("CPT", of_service(triplet, cvx))
    };
    let is_broken = triplets.iter().any(|triplet| triplet.is_of(&CVX));
    let (code, begin) = if is_broken {
        (ErrorCode::TableValueNotFound, "the CVX code in RXA-5 is not one")
    } else {
        (ErrorCode::Note, "RXA-5 has no CVX code")
    };
    reading.warn(
        "RXA-5",
        rxa.index,
        code,
        &format!("{begin}; the vaccine was taken from the {system} code"),
    );
    Ok(vaccine)
}

/// RXA-5 is bound to table 0292, so a code without the name of its system may be a CVX code.
const CVX: [&str; 5] = ["CVX", "HL70292", "292", CVX_OIDS[0], CVX_OIDS[1]];
const NDC: [&str; 2] = ["NDC", "2.16.840.1.113883.6.69"];
/// HL7 table 0396 has the codes C4 and C5.
const CPT: [&str; 6] = ["CPT", "CPT4", "CPT-4", "C4", "C5", "2.16.840.1.113883.6.12"];

fn cvx(triplet: &Triplet<'_>) -> Option<String> {
    let is_cvx = triplet.system.is_empty() || triplet.is_of(&CVX);
    is_cvx.then(|| canonical_cvx(&triplet.code.text()))?
}

fn package(triplet: &Triplet<'_>) -> Option<NdcVaccine> {
    triplet.is_of(&NDC).then(|| cvx_of_ndc(&triplet.code.text()))?
}

fn service(triplet: &Triplet<'_>) -> Option<&'static str> {
    triplet.is_of(&CPT).then(|| cvx_of_cpt(&triplet.code.text()))?
}

/// The product name is the text of another triplet, but not the text of a CPT code.
fn of_cvx(triplets: &[Triplet<'_>], place: usize, cvx: String, package: Option<NdcVaccine>) -> Vaccine {
    let package = package.filter(|package| package.cvx == cvx);
    let others = triplets.iter().enumerate().filter(|(at, _)| *at != place);
    let named = others
        .filter(|(_, triplet)| !triplet.is_of(&CPT))
        .map(|(_, triplet)| patch(&triplet.text))
        .find(|text| !text.is_keep());
    let product = package.and_then(|package| package.product);
    Vaccine {
        cvx,
        text: patch(&triplets[place].text),
        product: named.unwrap_or_else(|| product.map_or(Patch::Keep, |name| Patch::Set(name.to_owned()))),
        mvx: package.and_then(|package| package.mvx),
    }
}

fn of_package(triplet: &Triplet<'_>, package: NdcVaccine) -> Vaccine {
    let product = package.product.map(str::to_owned).or_else(|| text(&triplet.text));
    Vaccine {
        cvx: package.cvx.to_owned(),
        text: Patch::Keep,
        product: product.map_or(Patch::Keep, Patch::Set),
        mvx: package.mvx,
    }
}

fn of_service(triplet: &Triplet<'_>, cvx: &str) -> Vaccine {
    Vaccine {
        cvx: cvx.to_owned(),
        text: patch(&triplet.text),
        product: Patch::Keep,
        mvx: None,
    }
}

fn no_vaccine(rxa: &Segment<'_>, triplets: &[Triplet<'_>]) -> ReportError {
    let filled: Vec<_> = triplets
        .iter()
        .filter(|triplet| text(&triplet.code).is_some())
        .collect();
    let has_code_of = |systems: &[&str]| filled.iter().any(|triplet| triplet.is_of(systems));
    let (code, words) = if filled.is_empty() {
        (
            ErrorCode::RequiredFieldMissing,
            "RXA-5 has no code; send the CVX code, with CVX in RXA-5.3",
        )
    } else if has_code_of(&CVX) {
        let words = "the CVX code in RXA-5 is not a number of up to four digits; correct it";
        (ErrorCode::TableValueNotFound, words)
    } else if has_code_of(&NDC) {
        let words = "the NDC code in RXA-5 is unknown; send the CVX code too";
        (ErrorCode::TableValueNotFound, words)
    } else if has_code_of(&CPT) {
        let words = "the CPT code in RXA-5 is not of a vaccine that is known; send the CVX code too";
        (ErrorCode::TableValueNotFound, words)
    } else {
        (
            ErrorCode::TableValueNotFound,
            "RXA-5 has no CVX code; send one, with CVX in RXA-5.3",
        )
    };
    ReportError::of_field("RXA-5", rxa.index, code, words)
}

/// A code, its text and its system: half of a coded element (CE).
pub struct Triplet<'a> {
    pub code: Value<'a>,
    pub text: Value<'a>,
    pub system: String,
}

impl Triplet<'_> {
    fn is_of(&self, systems: &[&str]) -> bool {
        systems.contains(&self.system.as_str())
    }
}

pub fn triplets(element: Value<'_>) -> [Triplet<'_>; 2] {
    [1, 4].map(|first| Triplet {
        code: element.component(first),
        text: element.component(first + 1),
        system: element.component(first + 2).text().to_ascii_uppercase(),
    })
}
