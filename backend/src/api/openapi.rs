//! `GET /api/openapi.json`: the description of this API, generated from the handlers. `docs/openapi.json` is a copy; a
//! test fails when the two differ.

use actix_web::HttpResponse;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "My Vax Records",
        description = "A person asks for their immunization record, opens a link with a PIN, and holds a SMART Health Card.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    paths(
        super::portal::show,
        super::bot_challenge::show,
        super::access_requests::create,
        super::unlock::create,
        super::record::show,
        super::health_cards::show,
        super::lock::create,
        super::keys::show,
        super::demo_inbox::show,
    )
)]
struct Description;

/// The description as it is committed: indented, with a last newline.
pub fn description() -> String {
    let mut text = Description::openapi()
        .to_pretty_json()
        .expect("the description is plain JSON");
    text.push('\n');
    text
}

pub async fn show() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(description())
}
