//! The WSDLs of the service, from which client code is generated.

use super::Wsdl;
use super::answer::escaped;

/// The placeholder of the service's address.
const PLACE: &str = "{{address}}";

/// The WSDL with the address that receives calls.
pub fn wsdl(wsdl: Wsdl, address: &str) -> String {
    let text = match wsdl {
        Wsdl::Of2011 => include_str!("../../../data/wsdl/iis-2011.wsdl"),
        Wsdl::Of2014 => include_str!("../../../data/wsdl/iis-2014.wsdl"),
    };
    text.replace(PLACE, &escaped(address))
}

#[cfg(test)]
mod tests {
    use super::super::xml::{Element, parse};
    use super::*;

    fn names(element: &Element, kind: &str, found: &mut Vec<String>) {
        if element.name == kind {
            let name = element.attributes.iter().find(|(_, name, _)| name == "name");
            found.extend(name.map(|(_, _, value)| value.clone()));
        }
        for child in &element.children {
            names(child, kind, found);
        }
    }

    #[test]
    fn each_is_xml_with_the_address_in_it() {
        for year in [Wsdl::Of2011, Wsdl::Of2014] {
            let text = wsdl(year, "https://iis.example.org/registry/hl7v2?a=1&b=2");
            let root = parse(text.as_bytes()).unwrap();
            assert!(root.is("http://schemas.xmlsoap.org/wsdl/", "definitions"));
            assert!(text.contains("location=\"https://iis.example.org/registry/hl7v2?a=1&amp;b=2\""));
            assert!(!text.contains(PLACE));
        }
    }

    #[test]
    fn the_elements_are_those_the_service_reads_and_writes() {
        let elements = |year| {
            let mut found = Vec::new();
            names(&parse(wsdl(year, "").as_bytes()).unwrap(), "element", &mut found);
            found
        };
        for name in [
            "connectivityTest",
            "echoBack",
            "submitSingleMessage",
            "username",
            "password",
            "facilityID",
            "hl7Message",
            "return",
            "fault",
        ] {
            assert!(
                elements(Wsdl::Of2011).iter().any(|element| element == name),
                "{name}"
            );
        }
        for name in [
            "ConnectivityTestRequest",
            "EchoBack",
            "SubmitSingleMessageRequest",
            "Username",
            "Password",
            "FacilityID",
            "Hl7Message",
            "Size",
            "MaxSize",
        ] {
            assert!(
                elements(Wsdl::Of2014).iter().any(|element| element == name),
                "{name}"
            );
        }
    }
}
