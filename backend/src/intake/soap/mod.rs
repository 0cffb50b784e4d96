//! CDC's SOAP web service as values: an envelope becomes a call, an answer or a fault becomes an envelope. Pure: what is
//! called and who may call it is decided elsewhere.
//!
//! Two descriptions of the service are in use, of 2011 and of 2014. They say the same with other names.

pub mod answer;
pub mod request;
pub mod wsdl;
mod xml;

/// The version of the envelope; the answer is in the same.
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

/// The description a call follows.
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

    /// The description whose namespace occurs first in a text that may be a malformed envelope.
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

/// The envelope of a call, as far as its answer depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub soap: Soap,
    pub wsdl: Wsdl,
    /// None where the call is no operation of the service.
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
