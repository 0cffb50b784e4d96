//! Selects the description (WSDL) of the web service that a query asks for.

use actix_web::web::Query;

use crate::intake::soap::Wsdl;

/// The first parameter selects it: `?wsdl`, in any case, or with a year.
pub fn wanted(query: &str) -> Option<Wsdl> {
    let parameters = Query::<Vec<(String, String)>>::from_query(query).ok()?;
    let (name, year) = parameters.first()?;
    match (name.eq_ignore_ascii_case("wsdl"), year.as_str()) {
        (true, "" | "2011") => Some(Wsdl::Of2011),
        (true, "2014") => Some(Wsdl::Of2014),
        (true | false, _) => None,
    }
}
