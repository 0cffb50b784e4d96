//! Reads phone numbers and e-mail addresses: data type XTN (HL7 v2.5.1 section 2.A.89), in the spellings senders use.

use super::message::Value;
use crate::intake::report::Patch;
use crate::intake::report::ReportedContact;
use crate::matching::normalize::ContactKind;

/// The contacts in the repetitions of these fields, without repeats.
pub fn contacts(fields: &[Value<'_>]) -> Patch<Vec<ReportedContact>> {
    let mut found: Vec<_> = fields
        .iter()
        .flat_map(Value::repetitions)
        .flat_map(|contact| [phone(&contact), email(&contact)])
        .flatten()
        .collect();
    found.sort();
    found.dedup();
    if !found.is_empty() {
        return Patch::Set(found);
    }
    // Fields with a value but without a contact are `Keep`: only HL7's `""` deletes.
    if fields.iter().any(Value::is_null) {
        Patch::Clear
    } else {
        Patch::Keep
    }
}

fn phone(contact: &Value<'_>) -> Option<ReportedContact> {
    // FX is a fax, BP a beeper, MD a modem (HL7 table 0202). NET is not a phone, EMR is another person's (table 0201).
    let code = |number| contact.component(number).text().to_ascii_uppercase();
    if ["FX", "BP", "MD"].contains(&code(3).as_str()) || ["NET", "EMR"].contains(&code(2).as_str()) {
        return None;
    }
    let text = |number| filled_text(&contact.component(number));
    let parts = || {
        let local = text(7)?;
        let country = text(5).filter(|code| code.trim_start_matches('+') != "1");
        let country = country.map(|code| format!("+{}", code.trim_start_matches('+')));
        Some([country, text(6), Some(local)].into_iter().flatten().collect())
    };
    let unparted = || text(12).or_else(|| text(1));
    let value: String = parts().or_else(unparted)?;
    let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
    (has_digit && !value.contains('@')).then(|| ReportedContact::new(ContactKind::Phone, value))
}

fn email(contact: &Value<'_>) -> Option<ReportedContact> {
    [4, 1]
        .into_iter()
        .filter_map(|number| filled_text(&contact.component(number)))
        .find(|text| text.contains('@'))
        .map(|value| ReportedContact::new(ContactKind::Email, value))
}

fn filled_text(value: &Value<'_>) -> Option<String> {
    Some(value.text()).filter(|text| !text.is_empty() && !value.is_null())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::hl7v2::Message;

    fn read(field: &str) -> Patch<Vec<(String, String)>> {
        let text = format!("MSH|^~\\&|\rPID|{field}");
        let message = Message::parse(&text).unwrap();
        let field = message.all("PID").next().unwrap().field(1);
        contacts(&[field]).map(|found| {
            found
                .into_iter()
                .map(|contact| (contact.kind, contact.value))
                .collect()
        })
    }

    #[test]
    fn a_phone_is_read_in_each_of_its_spellings() {
        for (field, number) in [
            ("^PRN^CP^^^617^5550142", "6175550142"),
            ("^PRN^PH^^1^617^5550142", "6175550142"),
            ("^PRN^CP^^84^90^1234567", "+84901234567"),
            ("(617)555-0142^PRN^PH", "(617)555-0142"),
            ("^PRN^CP^^^^^^^^^6175550142", "6175550142"),
        ] {
            assert_eq!(
                read(field),
                Patch::Set(vec![("phone".to_owned(), number.to_owned())]),
                "{field}"
            );
        }
    }

    #[test]
    fn an_email_address_is_read_beside_a_phone() {
        let both = Patch::Set(vec![
            ("email".to_owned(), "zoe@example.org".to_owned()),
            ("phone".to_owned(), "6175550142".to_owned()),
        ]);
        assert_eq!(read("^PRN^CP^^^617^5550142~^NET^Internet^zoe@example.org"), both);
        assert_eq!(read("^PRN^CP^zoe@example.org^^617^5550142"), both);
        assert_eq!(read("zoe@example.org^NET~^PRN^CP^^^617^5550142"), both);
    }

    #[test]
    fn a_fax_or_an_empty_field_keeps_and_a_null_clears() {
        assert_eq!(read("^WPN^FX^^^617^5550199"), Patch::Keep);
        assert_eq!(read(""), Patch::Keep);
        assert_eq!(read("^PRN^CP"), Patch::Keep);
        assert_eq!(read("\"\""), Patch::Clear);
    }
}
