//! Forms with the data of people in the sample registry.

use base64::Engine;
use serde_json::{Value, json};
use shared::bot_challenge::{BotChallenge, BotProof};

pub const PIN: &str = "2580";

/// The demo's main person: three COVID-19 doses.
pub fn zoe() -> Value {
    json!({
        "first_name": "Zoë", "last_name": "Example", "birth_date": "1988-02-29", "gender": "female",
        "phone": "(617) 555-0142", "pin": PIN, "locale": "en"
    })
}

/// Her daughter, on the same phone.
pub fn mila() -> Value {
    json!({
        "first_name": "Mila", "last_name": "Example", "birth_date": "2017-05-14", "gender": "female",
        "phone": "(617) 555-0142", "pin": "8350", "locale": "en"
    })
}

/// A person with eighteen COVID-19 doses.
pub fn ruth() -> Value {
    json!({
        "first_name": "Ruth", "last_name": "Winters", "birth_date": "1944-01-31", "gender": "female",
        "phone": "617-555-0118", "pin": PIN, "locale": "en"
    })
}

/// A person who is not in the registry.
pub fn nobody() -> Value {
    json!({
        "first_name": "Abe", "last_name": "Unheard", "birth_date": "1990-01-02", "gender": "male",
        "phone": "(617) 555-0199", "pin": PIN, "locale": "en"
    })
}

pub fn with(form: &Value, changes: &Value) -> Value {
    let mut form = form.clone();
    for (name, value) in changes.as_object().unwrap() {
        form[name] = value.clone();
    }
    form
}

/// The form with an e-mail address instead of the phone number.
pub fn by_email(form: &Value, email: &str) -> Value {
    let mut form = with(form, &json!({"email": email}));
    form.as_object_mut().unwrap().remove("phone");
    form
}

/// Solves a challenge as a browser does.
pub fn solve(challenge: &BotChallenge) -> String {
    let number = altcha_lib_rs::solve_challenge(
        &challenge.challenge,
        &challenge.salt,
        None,
        Some(challenge.maxnumber),
        0,
    )
    .unwrap();
    let proof = BotProof {
        algorithm: challenge.algorithm.clone(),
        challenge: challenge.challenge.clone(),
        number,
        salt: challenge.salt.clone(),
        signature: challenge.signature.clone(),
    };
    base64::engine::general_purpose::STANDARD.encode(serde_json::to_vec(&proof).unwrap())
}
