//! `GET /api/openapi.json`: the description of this API, generated from the handlers. `docs/openapi.json` is a copy; a
//! test fails when the two differ.

use actix_web::HttpResponse;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::session::{COOKIE, HTTP_COOKIE};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "My Vax Records",
        description = "A person asks for their immunization record, opens a link with a PIN, and holds a SMART Health Card.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/", description = "The portal that serves this description")),
    tags(
        (name = "portal", description = "The department's own texts"),
        (name = "access", description = "Requests and links"),
        (name = "record", description = "The record and its cards, during a session"),
        (name = "keys", description = "The public keys that verify a card"),
        (name = "gateway", description = "Reports of the text gateway"),
        (name = "demo", description = "Only in the demo"),
    ),
    modifiers(&SessionCookie),
    paths(
        super::portal::show,
        super::bot_challenge::show,
        super::access_requests::create,
        super::unlock::create,
        super::revoke_link::create,
        super::record::show,
        super::health_cards::show,
        super::lock::create,
        super::keys::show,
        super::sms_status::create,
        super::demo_inbox::show,
    )
)]
struct Description;

/// Declares the session cookie, which the calls of the record need.
struct SessionCookie;

impl Modify for SessionCookie {
    fn modify(&self, document: &mut Document) {
        let words = format!(
            "A right PIN sets it and each reading of the record renews it. Its name is `{COOKIE}` over \
             https, and `{HTTP_COOKIE}` over http, which only a loopback address or the demo allows."
        );
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(COOKIE, &words)));
        let components = document.components.get_or_insert_default();
        components
            .security_schemes
            .insert("session".to_owned(), cookie.into());
    }
}

/// The description as it is committed: indented, with a final newline.
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
