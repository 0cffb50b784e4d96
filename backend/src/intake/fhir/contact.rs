//! Reads `ContactPoint`: phone numbers and e-mail addresses.

use super::element::Element;
use crate::intake::report::{Patch, ReportedContact};
use crate::matching::normalize::ContactKind;

/// The contacts in use, each once. A list without any of them is `Keep`.
pub fn contacts<'a>(points: impl Iterator<Item = Element<'a>>) -> Patch<Vec<ReportedContact>> {
    let mut found: Vec<_> = points.filter_map(contact).collect();
    found.sort();
    found.dedup();
    if found.is_empty() {
        Patch::Keep
    } else {
        Patch::Set(found)
    }
}

fn contact(point: Element<'_>) -> Option<ReportedContact> {
    // An old number may belong to a stranger now.
    if point.text_at("use").as_deref() == Some("old") || point.at("period.end").is_there() {
        return None;
    }
    let value = point.text_at("value")?;
    match point.text_at("system")?.as_str() {
        "phone" | "sms" => {
            let number = value.strip_prefix("tel:").unwrap_or(&value).trim();
            let is_number = number.bytes().any(|byte| byte.is_ascii_digit()) && !number.contains('@');
            is_number.then(|| ReportedContact::new(ContactKind::Phone, number.to_owned()))
        }
        "email" => {
            let address = value.strip_prefix("mailto:").unwrap_or(&value).trim();
            address
                .contains('@')
                .then(|| ReportedContact::new(ContactKind::Email, address.to_owned()))
        }
        _ => None,
    }
}
