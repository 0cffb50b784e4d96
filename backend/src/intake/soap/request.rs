//! Parses an envelope into a call.

use std::fmt;

use super::answer::Fault;
use super::xml::{Element, parse};
use super::{Envelope, Operation, Soap, Wsdl};

const ADDRESSING: &str = "http://www.w3.org/2005/08/addressing";
/// A longer message id is not repeated.
const MOST_ID: usize = 200;

/// The operation that is called.
pub enum Call {
    ConnectivityTest { echo: String },
    SubmitSingleMessage(Submission),
}

/// One message and its sender. Fields that the sender omits are empty.
#[derive(PartialEq, Eq)]
pub struct Submission {
    pub username: String,
    pub password: String,
    pub facility: String,
    pub message: String,
}

/// The password and the message do not print.
impl fmt::Debug for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Submission(redacted)")
    }
}

/// Reads an envelope. If it is unreadable, the answer follows `expected`.
pub fn read(bytes: &[u8], expected: Envelope) -> (Envelope, Result<Call, Fault>) {
    let mut envelope = expected;
    let root = match parse(bytes) {
        Ok(root) => root,
        Err(malformed) => {
            envelope.wsdl = Wsdl::named_in(bytes).unwrap_or(envelope.wsdl);
            return (envelope, Err(Fault::Malformed(malformed.0)));
        }
    };
    let call = call(&root, &mut envelope);
    (envelope, call)
}

fn call(root: &Element, envelope: &mut Envelope) -> Result<Call, Fault> {
    envelope.soap = [Soap::V12, Soap::V11]
        .into_iter()
        .find(|soap| root.is(soap.namespace(), "Envelope"))
        .ok_or(match root.name.as_str() {
            "Envelope" => Fault::UnknownVersion,
            _ => Fault::Malformed("the body is not a SOAP envelope"),
        })?;
    let namespace = envelope.soap.namespace();
    let part = |name| root.children.iter().find(|part| part.is(namespace, name));
    let body = part("Body").ok_or(Fault::Malformed("the envelope has no body"))?;
    let [content] = body.children.as_slice() else {
        return Err(Fault::Malformed(
            "the body of the envelope does not hold one call",
        ));
    };
    envelope.wsdl = match (content.namespace.as_str(), content.name.as_str()) {
        ("urn:cdc:iisb:2011", _) => Wsdl::Of2011,
        ("urn:cdc:iisb:2014", _) => Wsdl::Of2014,
        (_, name) => of_name(name).unwrap_or(envelope.wsdl),
    };
    let headers = part("Header").map_or(&[][..], |header| header.children.as_slice());
    envelope.message_id = message_id(headers);
    if headers
        .iter()
        .any(|header| must_be_understood(header, envelope.soap))
    {
        return Err(Fault::NotUnderstood);
    }
    if content.namespace != envelope.wsdl.namespace() {
        return Err(Fault::UnsupportedOperation);
    }
    let field = |name| field(content, name);
    let (call, operation) = match (envelope.wsdl, content.name.as_str()) {
        (Wsdl::Of2011, "connectivityTest") => {
            (connectivity_test(field("echoBack")?), Operation::ConnectivityTest)
        }
        (Wsdl::Of2014, "ConnectivityTestRequest") => {
            (connectivity_test(field("EchoBack")?), Operation::ConnectivityTest)
        }
        (Wsdl::Of2011, "submitSingleMessage") => (
            Call::SubmitSingleMessage(Submission {
                username: field("username")?,
                password: field("password")?,
                facility: field("facilityID")?,
                message: field("hl7Message")?,
            }),
            Operation::SubmitSingleMessage,
        ),
        (Wsdl::Of2014, "SubmitSingleMessageRequest") => (
            Call::SubmitSingleMessage(Submission {
                username: field("Username")?,
                password: field("Password")?,
                facility: field("FacilityID")?,
                message: field("Hl7Message")?,
            }),
            Operation::SubmitSingleMessage,
        ),
        (Wsdl::Of2011 | Wsdl::Of2014, _) => return Err(Fault::UnsupportedOperation),
    };
    envelope.operation = Some(operation);
    Ok(call)
}

/// An element of another namespace is not a call of this service.
fn of_name(name: &str) -> Option<Wsdl> {
    match name {
        "connectivityTest" | "submitSingleMessage" => Some(Wsdl::Of2011),
        "ConnectivityTestRequest" | "SubmitSingleMessageRequest" => Some(Wsdl::Of2014),
        _ => None,
    }
}

fn connectivity_test(echo: String) -> Call {
    Call::ConnectivityTest { echo }
}

/// The text of a field; empty if it is omitted. Some clients omit the namespace of fields.
fn field(call: &Element, name: &str) -> Result<String, Fault> {
    let is_it = |field: &&Element| {
        field.name == name && (field.namespace == call.namespace || field.namespace.is_empty())
    };
    let mut found = call.children.iter().filter(is_it);
    match (found.next(), found.next()) {
        (None, _) => Ok(String::new()),
        (Some(field), None) => Ok(field.text.clone()),
        (Some(_), Some(_)) => Err(Fault::Malformed("a field of the call occurs twice")),
    }
}

fn message_id(headers: &[Element]) -> Option<String> {
    let id = headers.iter().find(|header| header.is(ADDRESSING, "MessageID"))?;
    let id = id.text.trim();
    (!id.is_empty() && id.len() <= MOST_ID).then(|| id.to_owned())
}

/// True for a mandatory header outside WS-Addressing: this service would not do what it requires (SOAP 1.2 part 1
/// section 5.2.3).
fn must_be_understood(header: &Element, soap: Soap) -> bool {
    header.namespace != ADDRESSING
        && header.attributes.iter().any(|(namespace, name, value)| {
            namespace == soap.namespace() && name == "mustUnderstand" && matches!(value.trim(), "1" | "true")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soap_xml(headers: &str, body: &str) -> String {
        format!(
            "<?xml version='1.0'?><e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'>\
             <e:Header>{headers}</e:Header><e:Body>{body}</e:Body></e:Envelope>"
        )
    }

    fn expected(soap: Soap) -> Envelope {
        Envelope::unread(soap, Wsdl::Of2011)
    }

    fn submission(call: Result<Call, Fault>) -> Submission {
        match call {
            Ok(Call::SubmitSingleMessage(submission)) => submission,
            Ok(Call::ConnectivityTest { .. }) => panic!("a connectivity test"),
            Err(fault) => panic!("{fault:?}"),
        }
    }

    #[test]
    fn a_message_is_read_with_the_names_of_either_wsdl() {
        let of_2011 = "<submitSingleMessage xmlns='urn:cdc:iisb:2011'><username>u</username><password>p</password>\
            <facilityID>f</facilityID><hl7Message>MSH|^~\\&amp;|&#xD;PID|</hl7Message></submitSingleMessage>";
        let of_2014 = "<i:SubmitSingleMessageRequest xmlns:i='urn:cdc:iisb:2014'><i:Username>u</i:Username>\
            <i:Password>p</i:Password><i:FacilityID>f</i:FacilityID>\
            <i:Hl7Message><![CDATA[MSH|^~\\&|]]>&#13;PID|</i:Hl7Message></i:SubmitSingleMessageRequest>";
        for (body, wsdl) in [(of_2011, Wsdl::Of2011), (of_2014, Wsdl::Of2014)] {
            let (envelope, call) = read(soap_xml("", body).as_bytes(), expected(Soap::V11));
            assert_eq!((envelope.soap, envelope.wsdl), (Soap::V12, wsdl));
            assert_eq!(envelope.operation, Some(Operation::SubmitSingleMessage));
            let expected = Submission {
                username: "u".into(),
                password: "p".into(),
                facility: "f".into(),
                message: "MSH|^~\\&|\rPID|".into(),
            };
            assert!(submission(call) == expected, "{wsdl:?}");
        }
    }

    #[test]
    fn fields_may_be_missing_or_without_a_namespace_but_not_twice() {
        let call = |fields: &str| {
            let body = format!(
                "<x:submitSingleMessage xmlns:x='urn:cdc:iisb:2011'>{fields}</x:submitSingleMessage>"
            );
            read(soap_xml("", &body).as_bytes(), expected(Soap::V12)).1
        };
        assert_eq!(submission(call("<username>u</username>")).username, "u");
        assert_eq!(submission(call("")).message, "");
        assert!(matches!(
            call("<username>u</username><x:username>v</x:username>"),
            Err(Fault::Malformed(_))
        ));
    }

    #[test]
    fn any_other_call_is_not_supported() {
        for body in [
            "<deleteEverything xmlns='urn:cdc:iisb:2011'/>",
            "<submitSingleMessage xmlns='urn:cdc:iisb:2014'/>",
            "<submitSingleMessage/>",
        ] {
            let (_, call) = read(soap_xml("", body).as_bytes(), expected(Soap::V12));
            assert!(matches!(call, Err(Fault::UnsupportedOperation)), "{body}");
        }
    }

    #[test]
    fn a_malformed_call_is_answered_under_the_description_it_names() {
        let read_as = |text: &str, wsdl| read(text.as_bytes(), Envelope::unread(Soap::V12, wsdl)).0.wsdl;
        for (body, wsdl) in [
            ("<SubmitSingleMessageRequest xmlns='urn:other'/>", Wsdl::Of2014),
            ("<submitSingleMessage xmlns='urn:other'/>", Wsdl::Of2011),
            ("<other xmlns='urn:cdc:iisb:2014'/>", Wsdl::Of2014),
            ("<unclosed xmlns='urn:cdc:iisb:2014'>", Wsdl::Of2014),
        ] {
            for expected in [Wsdl::Of2011, Wsdl::Of2014] {
                assert_eq!(read_as(&soap_xml("", body), expected), wsdl, "{body}");
            }
        }
        for expected in [Wsdl::Of2011, Wsdl::Of2014] {
            assert_eq!(
                read_as(&soap_xml("", "<other xmlns='urn:other'/>"), expected),
                expected
            );
            assert_eq!(read_as("no xml", expected), expected);
        }
    }

    #[test]
    fn an_envelope_of_another_version_or_without_one_call_is_refused() {
        let fault = |text: &str| read(text.as_bytes(), expected(Soap::V12)).1.err();
        assert_eq!(
            fault("<Envelope xmlns='urn:other'/>"),
            Some(Fault::UnknownVersion)
        );
        for text in ["<a/>", &soap_xml("", ""), &soap_xml("", "<a/><b/>"), "no xml"] {
            assert!(matches!(fault(text), Some(Fault::Malformed(_))), "{text}");
        }
    }

    #[test]
    fn addressing_is_understood_and_nothing_else() {
        let must = "xmlns:w='http://www.w3.org/2005/08/addressing' e:mustUnderstand='1'";
        let body = "<ConnectivityTestRequest xmlns='urn:cdc:iisb:2014'><EchoBack>hi</EchoBack></ConnectivityTestRequest>";
        let headers = format!("<w:MessageID {must}> urn:uuid:1 </w:MessageID><other xmlns='urn:o'/>");
        let (envelope, call) = read(soap_xml(&headers, body).as_bytes(), expected(Soap::V12));
        assert_eq!(envelope.message_id.as_deref(), Some("urn:uuid:1"));
        assert!(matches!(call, Ok(Call::ConnectivityTest { echo }) if echo == "hi"));
        let headers = "<Security xmlns='urn:o' e:mustUnderstand='true'/>";
        let (_, call) = read(soap_xml(headers, body).as_bytes(), expected(Soap::V12));
        assert!(matches!(call, Err(Fault::NotUnderstood)));
    }

    #[test]
    fn the_older_envelope_is_read_too() {
        let text = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>\
            <connectivityTest xmlns='urn:cdc:iisb:2011'><echoBack>hi</echoBack></connectivityTest></e:Body></e:Envelope>";
        let (envelope, call) = read(text.as_bytes(), expected(Soap::V12));
        assert_eq!(envelope.soap, Soap::V11);
        assert!(call.is_ok());
    }
}
