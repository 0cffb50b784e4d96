//! `GET /.well-known/jwks.json`.

use backend::db::{Database, DatabaseUrl};
use backend::secrets::keyring::Keyring;
use backend::secrets::seal::{SealingKeys, SecretKey};
use backend::secrets::signing_keys::issuer;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::helpers::TestApp;
use crate::helpers::database::TestDatabase;
use crate::helpers::fixed_clock::FixedClock;

#[tokio::test(flavor = "multi_thread")]
async fn the_key_set_is_public_and_only_public() {
    let test = TestApp::start();
    let response = test.get("/.well-known/jwks.json").await;
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.headers()["cross-origin-resource-policy"], "cross-origin");
    let set: Value = response.json().await.unwrap();
    let key = set["keys"][0].as_object().unwrap();
    let mut members: Vec<_> = key.keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["alg", "crv", "kid", "kty", "use", "x", "y"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_the_key() {
    let test = TestApp::start();
    let before: Value = test.get("/.well-known/jwks.json").await.json().await.unwrap();
    let again = TestApp::start_on(test.crash().await);
    let after: Value = again.get("/.well-known/jwks.json").await.json().await.unwrap();
    assert_eq!(before, after);
}

#[test]
fn the_seal_key_changes_any_number_of_times_and_the_secrets_of_cards_stay() {
    let guard = TestDatabase::new();
    let database = Database::open(&DatabaseUrl::parse(&guard.url).unwrap()).unwrap();
    let [first, second, third] = [1, 2, 3].map(|byte| Zeroizing::new([byte; 32]));
    // Each start offers another first secret for the cards.
    let starts = |current: &SecretKey, previous: Option<&SecretKey>| {
        let keys = Keyring {
            previous: previous.cloned(),
            ..current.clone().into()
        };
        let (seal, url) = (SealingKeys::new(&keys), "https://vax.example.org");
        let (issuer, card_secret) = issuer(&database, &seal, &FixedClock::default(), url, current).unwrap();
        (issuer.kid().to_owned(), card_secret)
    };
    let made = starts(&first, None);
    assert_eq!(made.1, first);
    assert_eq!(starts(&second, Some(&first)), made);
    assert_eq!(starts(&third, Some(&second)), made);
    assert_eq!(starts(&third, None), made);
}
