//! CDC's SOAP web service as values: parses an envelope into a call, and formats an answer or a fault as an envelope.
//! Pure: the caller dispatches and authorizes the call.
//!
//! Two WSDLs of the service are in use, of 2011 and of 2014. They have the same content with other names.

pub mod answer;
pub mod request;
pub mod wsdl;
mod xml;

/// The SOAP version of the envelope; the answer uses the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Soap {
    V11,
    V12,
}

impl Soap {
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::V11 => "http://schemas.xmlsoap.org/soap/envelope/",
            Self::V12 => "http://www.w3.org/2003/05/soap-envelope",
        }
    }

    /// RFC 3902; SOAP 1.1 section 6.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::V11 => "text/xml; charset=utf-8",
            Self::V12 => "application/soap+xml; charset=utf-8",
        }
    }
}

/// The WSDL that a call follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wsdl {
    Of2011,
    Of2014,
}

impl Wsdl {
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::Of2011 => "urn:cdc:iisb:2011",
            Self::Of2014 => "urn:cdc:iisb:2014",
        }
    }

    /// The WSDL whose namespace occurs first in a text that may be a malformed envelope.
    pub fn named_in(text: &[u8]) -> Option<Self> {
        let place = |wsdl: &Self| {
            let namespace = wsdl.namespace().as_bytes();
            text.windows(namespace.len()).position(|part| part == namespace)
        };
        let named = [Self::Of2011, Self::Of2014].into_iter();
        named
            .filter_map(|wsdl| Some((place(&wsdl)?, wsdl)))
            .min_by_key(|(place, _)| *place)
            .map(|(_, wsdl)| wsdl)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    ConnectivityTest,
    SubmitSingleMessage,
}

/// The properties of the call's envelope that its answer depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub soap: Soap,
    pub wsdl: Wsdl,
    /// `None` if the call is not an operation of the service.
    pub operation: Option<Operation>,
    /// The `wsa:MessageID` where the sender uses WS-Addressing; the answer repeats it as `wsa:RelatesTo`.
    pub message_id: Option<String>,
}

impl Envelope {
    /// The envelope of a body that could not be read.
    pub fn unread(soap: Soap, wsdl: Wsdl) -> Self {
        Self {
            soap,
            wsdl,
            operation: None,
            message_id: None,
        }
    }
}
