//! Shared by the reader and the writer of FHIR R4: the code systems, and the registry's numbers as identifiers.

use std::sync::LazyLock;

use crate::record::catalogue::Catalogue;

pub const CVX: &str = "http://hl7.org/fhir/sid/cvx";
/// CVX as registered by HL7 and by CDC; the second OID is the older one.
pub const CVX_OIDS: [&str; 2] = ["2.16.840.1.113883.12.292", "2.16.840.1.113883.6.59"];
pub const MVX: &str = "http://hl7.org/fhir/sid/mvx";
pub const NDC: &str = "http://hl7.org/fhir/sid/ndc";
pub const CPT: &str = "http://www.ama-assn.org/go/cpt";
pub const IDENTIFIER_TYPE: &str = "http://terminology.hl7.org/CodeSystem/v2-0203";
pub const ROLE: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
pub const CONFIDENTIALITY: &str = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
pub const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
pub const DATA_ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// The built-in names. Codes that an operator loads into one database are not used, so that the same registry gives the
/// same FHIR everywhere.
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::built_in);

/// Precedes the name of an authority that is not a URI, as in HL7's mapping of version 2 to FHIR.
const NAMED: &str = "urn:id:";

/// Builds `number^authority`, the registry's form, from an identifier.
pub fn number_of(value: &str, system: Option<&str>) -> String {
    match system {
        None => value.to_owned(),
        Some(system) => match system.strip_prefix(NAMED) {
            Some(name) => format!("{value}^{}", percent_decoded(name)),
            None => format!("{value}^{system}"),
        },
    }
}

/// The identifier of a number; `number_of` is its inverse.
pub fn value_and_system(number: &str) -> (&str, Option<String>) {
    match number.split_once('^') {
        Some((value, authority)) if !value.is_empty() && !authority.is_empty() => {
            let system = if is_uri(authority) {
                authority.to_owned()
            } else {
                format!("{NAMED}{}", percent_encoded(authority))
            };
            (value, Some(system))
        }
        _ => (number, None),
    }
}

fn is_uri(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    };
    !text.starts_with(NAMED)
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && text
            .split_once(':')
            .is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty())
}

fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Text that was not percent-encoded stays as it is.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after
            .get(..2)
            .filter(|code| *first == b'%' && code.iter().all(u8::is_ascii_hexdigit))
            .and_then(|code| str::from_utf8(code).ok())
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = &after[if code.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_authority_is_a_uri_or_becomes_one() {
        let uri = Some("http://clinic.example.org/mrn".to_owned());
        assert_eq!(value_and_system("7^http://clinic.example.org/mrn"), ("7", uri));
        assert_eq!(
            value_and_system("7^EXAMPLE CLINIC"),
            ("7", Some("urn:id:EXAMPLE%20CLINIC".to_owned()))
        );
        assert_eq!(value_and_system("7"), ("7", None));
    }

    proptest! {
        #[test]
        fn every_number_comes_back(number in r"(\PC|\^|%|urn:id:){0,12}") {
            let (value, system) = value_and_system(&number);
            prop_assert_eq!(number_of(value, system.as_deref()), number);
        }
    }
}
