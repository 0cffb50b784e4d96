//! RXA-5: which vaccine, in which system of codes.

use super::map::told;
use super::message::{Segment, Value};
use crate::record::catalogue::canonical_cvx;
use crate::registry::import::rejection::{Fault, FaultCode};
use crate::registry::import::report::Told;

pub struct Vaccine {
    pub cvx: String,
    pub text: Told<String>,
    pub product: Told<String>,
}

/// RXA-5: CVX stands in the first or the second triplet of any repetition; the other one may name the product.
pub fn vaccine(rxa: &Segment<'_>) -> Result<Vaccine, Fault> {
    let triplets: Vec<Triplet<'_>> = rxa.field(5).repetitions().flat_map(triplets).collect();
    let place = triplets.iter().position(|triplet| {
        // RXA-5 is bound to table 0292, so a code without the name of its system is a CVX code.
        matches!(triplet.system.as_str(), "CVX" | "HL70292" | "292")
            || (triplet.system.is_empty() && canonical_cvx(&triplet.code.text()).is_some())
    });
    let Some(place) = place else {
        let systems: Vec<_> = triplets
            .iter()
            .filter(|triplet| !triplet.code.is_empty())
            .map(|triplet| triplet.system.as_str())
            .filter(|system| ["NDC", "CPT", "C4"].contains(system))
            .collect();
        let text = match systems.first() {
            Some(system) => format!("RXA-5 has a code of the system {system} only; send the CVX code too"),
            None => "RXA-5 has no CVX code; send one, with CVX in RXA-5.3".to_owned(),
        };
        let code = if rxa.field(5).is_empty() {
            FaultCode::RequiredFieldMissing
        } else {
            FaultCode::TableValueNotFound
        };
        return Err(Fault::of_field("RXA-5", rxa.index, code, text));
    };
    let cvx = canonical_cvx(&triplets[place].code.text()).ok_or_else(|| {
        Fault::of_field(
            "RXA-5",
            rxa.index,
            FaultCode::TableValueNotFound,
            "the CVX code in RXA-5 is not a number of up to four digits; correct it",
        )
    })?;
    let other_text = triplets
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, triplet)| told(&triplet.text))
        .find(|text| *text != Told::Nothing);
    Ok(Vaccine {
        cvx,
        text: told(&triplets[place].text),
        product: other_text.unwrap_or(Told::Nothing),
    })
}

/// A code, its text and its system: half of a coded element (CE).
pub struct Triplet<'a> {
    pub code: Value<'a>,
    pub text: Value<'a>,
    pub system: String,
}

pub fn triplets(element: Value<'_>) -> [Triplet<'_>; 2] {
    [1, 4].map(|first| Triplet {
        code: element.component(first),
        text: element.component(first + 1),
        system: element.component(first + 2).text().to_ascii_uppercase(),
    })
}
