//! Parses the subset of XML that envelopes use into a tree: no document type, no custom entities, limited depth.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

/// More than any envelope with its headers needs.
const MOST_DEPTH: usize = 32;
const MOST_ELEMENTS: usize = 1_000;
const MOST_ATTRIBUTES: usize = 64;

/// An element, with the parts that this service uses.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Empty without a namespace.
    pub namespace: String,
    pub name: String,
    /// Namespace, name and value; without namespace declarations.
    pub attributes: Vec<(String, String, String)>,
    /// The element's own text, with its pieces joined.
    pub text: String,
    pub children: Vec<Element>,
}

/// Why the XML was not accepted, as a text for the sender that quotes nothing of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl Element {
    pub fn is(&self, namespace: &str, name: &str) -> bool {
        self.namespace == namespace && self.name == name
    }
}

/// Parses a whole document. Line ends stay as they are, because an HL7 v2 segment may end with any of them.
pub fn parse(bytes: &[u8]) -> Result<Element, Malformed> {
    let text = str::from_utf8(bytes).map_err(|_| Malformed("the envelope is not UTF-8"))?;
    let mut reader = NsReader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut elements = 0;
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| not_xml())?;
        match event {
            Event::Start(start) => {
                elements += 1;
                if open.len() == MOST_DEPTH || elements > MOST_ELEMENTS {
                    return Err(Malformed("the envelope has more elements than any call needs"));
                }
                if open.is_empty() && root.is_some() {
                    return Err(Malformed("something follows the envelope"));
                }
                let namespace = name_of(&namespace)?;
                open.push(element(namespace, &start, &reader)?);
            }
            Event::End(_) => {
                let done = open.pop().ok_or_else(not_xml)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => root = Some(done),
                }
            }
            Event::Text(piece) => add(&mut open, &piece)?,
            Event::CData(piece) => add(&mut open, &piece)?,
            Event::GeneralRef(reference) => add(&mut open, character(&reference)?.encode_utf8(&mut [0; 4]))?,
            Event::DocType(_) => return Err(Malformed("a document type is not read")),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => {}
            Event::Eof => break,
        }
    }
    match root {
        Some(root) if open.is_empty() => Ok(root),
        Some(_) | None => Err(Malformed("the envelope ends too early")),
    }
}

fn not_xml() -> Malformed {
    Malformed("the body is not well-formed XML")
}

fn name_of(resolved: &ResolveResult<'_>) -> Result<String, Malformed> {
    match resolved {
        ResolveResult::Unbound => Ok(String::new()),
        ResolveResult::Bound(namespace) => Ok(namespace.into_inner().to_owned()),
        ResolveResult::Unknown(_) => Err(Malformed("a prefix has no namespace")),
    }
}

fn element(
    namespace: String,
    start: &BytesStart<'_>,
    reader: &NsReader<&[u8]>,
) -> Result<Element, Malformed> {
    // Checked before the parser compares the attributes with each other.
    if start
        .attributes()
        .with_checks(false)
        .take(MOST_ATTRIBUTES + 1)
        .count()
        > MOST_ATTRIBUTES
    {
        return Err(Malformed("an element has too many attributes"));
    }
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| not_xml())?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute
            .normalized_value(XmlVersion::Explicit1_0)
            .map_err(|_| not_xml())?;
        let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
        attributes.push((
            name_of(&namespace)?,
            name.into_inner().to_owned(),
            value.into_owned(),
        ));
    }
    Ok(Element {
        namespace,
        name: start.local_name().into_inner().to_owned(),
        attributes,
        ..Element::default()
    })
}

fn add(open: &mut [Element], piece: &str) -> Result<(), Malformed> {
    match open.last_mut() {
        Some(element) => element.text.push_str(piece),
        None if piece.trim().is_empty() => {}
        None => return Err(not_xml()),
    }
    Ok(())
}

/// The five predefined entities of XML, and character references (XML 1.0 section 4.1).
fn character(reference: &BytesRef<'_>) -> Result<char, Malformed> {
    let by_number = reference.resolve_char_ref().map_err(|_| not_xml())?;
    let by_name = || match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    };
    by_number
        .filter(|character| is_allowed(*character))
        .or_else(by_name)
        .ok_or(Malformed(
            "an entity is not known, or a character is not one of XML",
        ))
}

/// The characters that a document may contain (XML 1.0 section 2.2).
pub fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refused(text: &str) -> bool {
        parse(text.as_bytes()).is_err()
    }

    #[test]
    fn text_is_unescaped() {
        let root = parse(b"<a>1&amp;2&#xD;3<!-- no --><![CDATA[<4&5>]]>\r\n&#38;</a>").unwrap();
        assert_eq!(root.text, "1&2\r3<4&5>\r\n&");
    }

    #[test]
    fn namespaces_are_resolved_and_prefixes_forgotten() {
        let root = parse(b"<s:a xmlns:s='urn:s' xmlns='urn:d' s:x='1' y='2'><b/></s:a>").unwrap();
        assert!(root.is("urn:s", "a") && root.children[0].is("urn:d", "b"));
        let told: Vec<_> = root
            .attributes
            .iter()
            .map(|(namespace, name, value)| (namespace.as_str(), name.as_str(), value.as_str()))
            .collect();
        assert_eq!(told, [("urn:s", "x", "1"), ("", "y", "2")]);
    }

    #[test]
    fn a_partial_document_is_refused() {
        for text in [
            "",
            "a",
            "<a>",
            "<a></b>",
            "</a>",
            "<a/><b/>",
            "<a/>b",
            "<a",
            "<a x=1/>",
            "<a x='1' x='2'/>",
            "<p:a/>",
            "<a>&</a>",
            "<a>&#0;</a>",
            "<a>&#xFFFE;</a>",
        ] {
            assert!(refused(text), "{text}");
        }
    }

    #[test]
    fn document_types_and_entities_are_refused() {
        for text in [
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "<a>&x;</a>",
            "<a y='&x;'/>",
        ] {
            assert!(refused(text), "{text}");
        }
    }

    #[test]
    fn depth_and_numbers_are_limited() {
        assert!(refused(&format!("{}{}", "<a>".repeat(33), "</a>".repeat(33))));
        assert!(refused(&format!("<r>{}</r>", "<a/>".repeat(1_000))));
        let many = (0..65).fold(String::new(), |text, n| format!("{text} a{n}='1'"));
        assert!(refused(&format!("<r{many}/>")));
    }

    #[test]
    fn only_utf_8_is_read() {
        assert!(parse(b"<a>\xE9</a>").is_err());
        assert_eq!(parse("\u{FEFF}<a>é</a>".as_bytes()).unwrap().text, "é");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in r#"(<a>|</a>|<a x="1"/>|&amp;|&#13;|&#x|;|<!\[CDATA\[|\]\]>|<!--|-->|<!DOCTYPE|<\?|\?>|x|>|<|'|"){0,40}"#) {
            let _read_or_refused = parse(text.as_bytes());
        }
    }
}
