//! Which description of the web service a query asks for.

use crate::intake::soap::Wsdl;

pub fn wanted(query: &str) -> Option<Wsdl> {
    let first = query.split('&').next().unwrap_or(query);
    let (key, year) = first.split_once('=').unwrap_or((first, ""));
    match (key.eq_ignore_ascii_case("wsdl"), year) {
        (true, "" | "2011") => Some(Wsdl::Of2011),
        (true, "2014") => Some(Wsdl::Of2014),
        (true | false, _) => None,
    }
}
