//! The rules of the signed text: header, claims, compression, signature, revocation id.

use crate::health_card::revocation::rid;
use crate::record::PatientId;
use crate::record::catalogue::Catalogue;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use std::collections::BTreeSet;

use super::{RID, card, cards, doses, header, issuer, members, now, part, patient, payload, payload_text};

#[test]
fn the_header_holds_alg_zip_and_kid_only() {
    let issuer = issuer();
    let cards = issuer.issue(&patient(), &doses(1), &Catalogue::built_in(), RID, now());
    let header = header(&cards[0]);
    assert_eq!(members(&header), BTreeSet::from(["alg", "kid", "zip"]));
    assert_eq!((&header["alg"], &header["zip"]), (&"ES256".into(), &"DEF".into()));
    assert_eq!(header["kid"], issuer.kid());
}

#[test]
fn the_signature_is_sixty_four_raw_bytes_that_the_published_key_verifies() {
    let issuer = issuer();
    let cards = issuer.issue(&patient(), &doses(2), &Catalogue::built_in(), RID, now());
    let jwk = &issuer.jwks()["keys"][0];
    let coordinate = |name: &str| URL_SAFE_NO_PAD.decode(jwk[name].as_str().unwrap()).unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let (message, _) = cards[0].jws.rsplit_once('.').unwrap();
    let signature = part(&cards[0], 2);
    assert_eq!(signature.len(), 64);
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
    assert!(key.verify(message.as_bytes(), &signature).is_ok());
    assert!(key.verify(&message.as_bytes()[1..], &signature).is_err());
}

#[test]
fn the_payload_is_raw_deflate_of_minified_json() {
    let card = card(&doses(1));
    let text = payload_text(&card);
    assert_eq!(serde_json::to_string(&payload(&card)).unwrap().len(), text.len());
    assert!(text.starts_with('{') && text.ends_with('}'));
    // A zlib stream would begin with 0x78.
    assert_ne!(part(&card, 1)[0], 0x78);
}

#[test]
fn the_claims_are_iss_nbf_and_vc_and_nothing_expires() {
    let payload = payload(&card(&doses(1)));
    assert_eq!(members(&payload), BTreeSet::from(["iss", "nbf", "vc"]));
    assert_eq!(
        members(&payload["vc"]),
        BTreeSet::from(["credentialSubject", "rid", "type"])
    );
    assert_eq!(
        members(&payload["vc"]["credentialSubject"]),
        BTreeSet::from(["fhirBundle", "fhirVersion"])
    );
    assert_eq!(payload["vc"]["credentialSubject"]["fhirVersion"], "4.0.1");
}

#[test]
fn iss_is_the_origin_without_a_slash_at_its_end() {
    assert_eq!(payload(&card(&doses(1)))["iss"], "https://vax.example.org");
}

#[test]
fn nbf_is_in_whole_seconds() {
    assert_eq!(payload(&card(&doses(1)))["nbf"], Value::from(now().timestamp()));
}

#[test]
fn the_types_are_health_card_immunization_and_covid19() {
    assert_eq!(
        payload(&card(&doses(1)))["vc"]["type"],
        serde_json::json!([
            "https://smarthealth.cards#health-card",
            "https://smarthealth.cards#immunization",
            "https://smarthealth.cards#covid19"
        ])
    );
}

#[test]
fn every_card_carries_the_revocation_id() {
    for card in cards(&doses(40)) {
        assert_eq!(payload(&card)["vc"]["rid"], RID);
    }
}

#[test]
fn the_revocation_id_is_eleven_url_safe_characters_of_one_person_and_key() {
    let (secret, other) = ([7; 32], [8; 32]);
    let [seven, eight] = ["patient-7", "patient-8"].map(PatientId::new);
    let id = rid(&secret, "kid", &seven);
    assert_eq!(id, rid(&secret, "kid", &seven));
    assert_eq!(id.len(), 11);
    assert!(
        id.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    );
    for different in [
        rid(&secret, "kid", &eight),
        rid(&secret, "kid2", &seven),
        rid(&other, "kid", &seven),
    ] {
        assert_ne!(id, different);
    }
}
