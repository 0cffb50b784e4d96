//! Converts an answer or a fault into an envelope, in the SOAP version and the WSDL names of the call.

use super::xml::is_allowed;
use super::{Envelope, Operation, Soap, Wsdl};

/// Every reason to refuse a call. No variant quotes the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The defect of the envelope.
    Malformed(&'static str),
    UnknownVersion,
    /// The call has a mandatory header that this service does not support.
    NotUnderstood,
    UnsupportedOperation,
    /// Why the credentials were not accepted.
    Security(&'static str),
    TooLarge {
        bytes: u64,
        most: u64,
    },
    /// The call is correct and can be repeated later.
    Unavailable,
}

impl Fault {
    fn text(&self) -> String {
        match self {
            Self::Malformed(why) => format!("The envelope cannot be read: {why}."),
            Self::UnknownVersion => "Send a SOAP 1.2 or SOAP 1.1 envelope.".to_owned(),
            Self::NotUnderstood => "A header must be understood that this service does not know.".to_owned(),
            Self::UnsupportedOperation => {
                "This service knows connectivityTest and submitSingleMessage, of 2011 and of 2014.".to_owned()
            }
            Self::Security(why) => (*why).to_owned(),
            Self::TooLarge { bytes, most } => {
                format!("The message has {bytes} bytes; at most {most} are taken.")
            }
            Self::Unavailable => "The message was not stored now; send the same message again.".to_owned(),
        }
    }

    /// The fault code of the envelope: the sender's or the receiver's.
    fn code(&self, soap: Soap) -> &'static str {
        match (self, soap) {
            (Self::UnknownVersion, _) => "VersionMismatch",
            (Self::NotUnderstood, _) => "MustUnderstand",
            (Self::Unavailable, Soap::V11) => "Server",
            (Self::Unavailable, Soap::V12) => "Receiver",
            (_, Soap::V11) => "Client",
            (_, Soap::V12) => "Sender",
        }
    }

    /// The fault's element in the WSDL, with the number and the fixed text that the WSDL of 2011 requires.
    fn named(&self) -> Option<(&'static str, u16, &'static str)> {
        match self {
            Self::UnsupportedOperation => Some(("UnsupportedOperationFault", 501, "UnsupportedOperation")),
            Self::Security(_) => Some(("SecurityFault", 401, "Security")),
            Self::TooLarge { .. } => Some(("MessageTooLargeFault", 413, "MessageTooLarge")),
            Self::Malformed(_) | Self::UnknownVersion | Self::NotUnderstood | Self::Unavailable => None,
        }
    }

    /// The detail element of the fault in the WSDL description.
    fn detail(&self, wsdl: Wsdl) -> Option<String> {
        let namespace = wsdl.namespace();
        match (wsdl, self.named(), self) {
            (Wsdl::Of2011, named, _) => {
                let unknown = if *self == Self::Unavailable { 503 } else { 400 };
                let (name, number, reason) = named.unwrap_or(("fault", unknown, "Unknown"));
                Some(format!(
                    "<{name} xmlns=\"{namespace}\"><Code>{number}</Code><Reason>{reason}</Reason><Detail>{}</Detail></{name}>",
                    escaped(&self.text())
                ))
            }
            (Wsdl::Of2014, Some((name, ..)), Self::TooLarge { bytes, most }) => Some(format!(
                "<{name} xmlns=\"{namespace}\"><Size>{bytes}</Size><MaxSize>{most}</MaxSize></{name}>"
            )),
            (Wsdl::Of2014, Some((name, ..)), _) => Some(format!("<{name} xmlns=\"{namespace}\"/>")),
            (Wsdl::Of2014, None, _) => None,
        }
    }
}

/// The response to the operation of `envelope`: the echo, or the acknowledgment.
pub fn answer(envelope: &Envelope, operation: Operation, text: &str) -> String {
    let (name, field) = match (envelope.wsdl, operation) {
        (Wsdl::Of2011, Operation::ConnectivityTest) => ("connectivityTestResponse", "return"),
        (Wsdl::Of2011, Operation::SubmitSingleMessage) => ("submitSingleMessageResponse", "return"),
        (Wsdl::Of2014, Operation::ConnectivityTest) => ("ConnectivityTestResponse", "EchoBack"),
        (Wsdl::Of2014, Operation::SubmitSingleMessage) => ("SubmitSingleMessageResponse", "Hl7Message"),
    };
    let namespace = envelope.wsdl.namespace();
    let action = match envelope.wsdl {
        Wsdl::Of2011 => format!("{namespace}:{name}"),
        Wsdl::Of2014 => format!("{namespace}:IISPortType:{name}"),
    };
    let body = format!(
        "<{name} xmlns=\"{namespace}\"><{field}>{}</{field}></{name}>",
        escaped(text)
    );
    write_envelope(envelope, &action, &body)
}

pub fn fault(envelope: &Envelope, fault: &Fault) -> String {
    let (code, text) = (fault.code(envelope.soap), escaped(&fault.text()));
    let detail = fault.detail(envelope.wsdl).unwrap_or_default();
    let body = match envelope.soap {
        Soap::V12 => format!(
            "<soap:Fault><soap:Code><soap:Value>soap:{code}</soap:Value></soap:Code>\
             <soap:Reason><soap:Text xml:lang=\"en\">{text}</soap:Text></soap:Reason>{}</soap:Fault>",
            wrapped("soap:Detail", &detail)
        ),
        Soap::V11 => format!(
            "<soap:Fault><faultcode>soap:{code}</faultcode><faultstring>{text}</faultstring>{}</soap:Fault>",
            wrapped("detail", &detail)
        ),
    };
    write_envelope(envelope, &fault_action(envelope, fault), &body)
}

fn wrapped(name: &str, content: &str) -> String {
    match content {
        "" => String::new(),
        content => format!("<{name}>{content}</{name}>"),
    }
}

/// The action that the WSDL of 2014 defines. The WSDL of 2011 defines none, so WS-Addressing's default applies
/// (WS-Addressing 1.0 Metadata section 4.4.4). A fault outside the WSDL has its own action (SOAP Binding section 6).
fn fault_action(envelope: &Envelope, fault: &Fault) -> String {
    let (port, operation) = match (envelope.wsdl, envelope.operation) {
        (_, None) => return "http://www.w3.org/2005/08/addressing/soap/fault".to_owned(),
        (Wsdl::Of2011, Some(Operation::ConnectivityTest)) => ("IIS_PortType", "connectivityTest"),
        (Wsdl::Of2011, Some(Operation::SubmitSingleMessage)) => ("IIS_PortType", "submitSingleMessage"),
        (Wsdl::Of2014, Some(Operation::ConnectivityTest)) => ("IISPortType", "ConnectivityTest"),
        (Wsdl::Of2014, Some(Operation::SubmitSingleMessage)) => ("IISPortType", "SubmitSingleMessage"),
    };
    let name = fault.named().map_or("UnknownFault", |(name, ..)| name);
    format!("{}:{port}:{operation}:Fault:{name}", envelope.wsdl.namespace())
}

fn write_envelope(envelope: &Envelope, action: &str, body: &str) -> String {
    let header = envelope.message_id.as_ref().map_or_else(String::new, |id| {
        format!(
            "<soap:Header xmlns:wsa=\"http://www.w3.org/2005/08/addressing\"><wsa:Action>{action}</wsa:Action>\
             <wsa:RelatesTo>{}</wsa:RelatesTo></soap:Header>",
            escaped(id)
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"{}\">{header}<soap:Body>{body}</soap:Body></soap:Envelope>\n",
        envelope.soap.namespace()
    )
}

/// Writes a CR as a character reference. XML parsers would read a bare CR as a line feed, and HL7 v2 segments end with
/// CR.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\r' => safe.push_str("&#xD;"),
            allowed if is_allowed(allowed) => safe.push(allowed),
            _ => safe.push(char::REPLACEMENT_CHARACTER),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::xml::{Element, parse};
    use super::*;

    fn envelope(soap: Soap, wsdl: Wsdl) -> Envelope {
        Envelope {
            soap,
            wsdl,
            operation: Some(Operation::SubmitSingleMessage),
            message_id: None,
        }
    }

    fn find<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
        if element.name == name {
            return Some(element);
        }
        element.children.iter().find_map(|child| find(child, name))
    }

    fn text(xml: &str, name: &str) -> Option<String> {
        find(&parse(xml.as_bytes()).unwrap(), name).map(|element| element.text.clone())
    }

    #[test]
    fn each_description_has_its_own_names() {
        let ack = "MSH|^~\\&|\rMSA|AA|1\r";
        let of_2011 = answer(
            &envelope(Soap::V12, Wsdl::Of2011),
            Operation::SubmitSingleMessage,
            ack,
        );
        assert_eq!(text(&of_2011, "return").as_deref(), Some(ack));
        let of_2014 = answer(
            &envelope(Soap::V11, Wsdl::Of2014),
            Operation::SubmitSingleMessage,
            ack,
        );
        assert_eq!(text(&of_2014, "Hl7Message").as_deref(), Some(ack));
        assert!(of_2014.contains("schemas.xmlsoap.org") && of_2011.contains("&#xD;"));
    }

    #[test]
    fn faults_of_2011_have_code_reason_and_detail() {
        for (fault, name, code) in [
            (Fault::Security("No."), "SecurityFault", "401"),
            (Fault::UnsupportedOperation, "UnsupportedOperationFault", "501"),
            (
                Fault::TooLarge { bytes: 9, most: 8 },
                "MessageTooLargeFault",
                "413",
            ),
            (Fault::Malformed("no xml"), "fault", "400"),
            (Fault::Unavailable, "fault", "503"),
        ] {
            for soap in [Soap::V11, Soap::V12] {
                let xml = super::fault(&envelope(soap, Wsdl::Of2011), &fault);
                let root = parse(xml.as_bytes()).unwrap();
                let detail = find(&root, name).unwrap();
                assert_eq!(detail.namespace, "urn:cdc:iisb:2011");
                let parts: Vec<_> = detail.children.iter().map(|part| part.name.as_str()).collect();
                assert_eq!(parts, ["Code", "Reason", "Detail"]);
                assert_eq!(detail.children[0].text, code);
            }
        }
    }

    #[test]
    fn faults_of_2014_are_named_and_one_has_sizes() {
        let envelope = envelope(Soap::V12, Wsdl::Of2014);
        let xml = fault(&envelope, &Fault::TooLarge { bytes: 9, most: 8 });
        assert_eq!(text(&xml, "Size").as_deref(), Some("9"));
        assert_eq!(text(&xml, "MaxSize").as_deref(), Some("8"));
        assert_eq!(
            text(&fault(&envelope, &Fault::Security("No.")), "SecurityFault").as_deref(),
            Some("")
        );
        assert_eq!(text(&fault(&envelope, &Fault::Unavailable), "Detail"), None);
    }

    #[test]
    fn an_answer_repeats_the_message_id() {
        let envelope = Envelope {
            message_id: Some("urn:uuid:1<2".into()),
            ..envelope(Soap::V12, Wsdl::Of2014)
        };
        let xml = fault(&envelope, &Fault::Security("No."));
        assert_eq!(text(&xml, "RelatesTo").as_deref(), Some("urn:uuid:1<2"));
        assert_eq!(
            text(&xml, "Action").as_deref(),
            Some("urn:cdc:iisb:2014:IISPortType:SubmitSingleMessage:Fault:SecurityFault")
        );
    }

    proptest! {
        #[test]
        fn text_that_xml_allows_survives_a_round_trip(said in any::<String>()) {
            let xml = answer(&envelope(Soap::V12, Wsdl::Of2011), Operation::ConnectivityTest, &said);
            let expected: String = said.chars().map(|c| if is_allowed(c) { c } else { '\u{FFFD}' }).collect();
            prop_assert_eq!(text(&xml, "return").unwrap(), expected);
        }
    }
}
