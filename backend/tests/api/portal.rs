//! `GET /api/v1/portal`.

use serde_json::Value;

use crate::helpers::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn texts_come_in_the_language_asked_for() {
    let test = TestApp::start();
    let portal = async |query: &str| {
        test.get(&format!("/api/v1/portal{query}"))
            .await
            .json::<Value>()
            .await
            .unwrap()
    };
    let (plain, french, unknown) = (
        portal("").await,
        portal("?lang=fr").await,
        portal("?lang=tlh").await,
    );
    assert_eq!(plain["default_locale"], "en");
    assert_eq!(plain["locales"], serde_json::json!(["en", "fr", "ar"]));
    assert_eq!(plain["demo"], true);
    assert_eq!(plain, unknown);
    assert_ne!(plain["department"], french["department"]);
    assert!(
        plain["help_hours"]
            .as_array()
            .is_some_and(|hours| !hours.is_empty())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_asked_for_twice_is_the_first_one() {
    let test = TestApp::start();
    let text = async |query: &str| {
        test.get(&format!("/api/v1/portal?{query}"))
            .await
            .text()
            .await
            .unwrap()
    };
    let (french, english) = (text("lang=fr").await, text("lang=en").await);
    assert_eq!(text("lang=fr&lang=ar").await, french);
    assert_eq!(text("lang=%66r&&=&x").await, french);
    assert_eq!(
        text("lang&lang=fr").await,
        english,
        "an empty parameter counts as the first"
    );
    assert_eq!(text("lang=%FF&lang").await, english);
}
