//! Submitting: seals and stores the request. Nothing here looks the record up, so the answer cannot reveal whether one
//! exists.

use shared::access_request::AccessRequest;
use shared::locale::Locale;

use super::link::request_code;
use super::payload;
use crate::app::App;
use crate::bot_check::SolvedChallenge;
use crate::db::access_requests::NewAccessRequest;
use crate::db::lease::Queue;
use crate::db::{DbError, access_requests, used_challenges};
use crate::random::random_id;

#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    #[error("the robot proof was used before")]
    ProofUsed,
    #[error(transparent)]
    Database(#[from] DbError),
}

/// Stores the request durably and returns its code. The same transaction marks the proof as used.
pub async fn submit(
    app: &App,
    request: &AccessRequest,
    locale: Locale,
    proof: SolvedChallenge,
) -> Result<String, SubmitError> {
    let id = random_id();
    let new = NewAccessRequest {
        request_code: request_code(),
        locale: locale.tag().to_owned(),
        contact_hash: app.contact_hashers.bucket(&request.contact),
        identity_hash: app.subjects.identity(request).to_vec(),
        sealed_payload: payload::seal(&app.seal, &id, request),
        received_at: app.shared_now().await?,
        id,
    };
    let code = new.request_code.clone();
    app.db
        .write(move |conn| {
            used_challenges::insert(conn, &proof.key, proof.expires_at)?;
            access_requests::insert(conn, &new)
        })
        .await
        .map_err(|error| match error {
            DbError::AlreadyThere => SubmitError::ProofUsed,
            other => SubmitError::Database(other),
        })?;
    app.wake.ring(Queue::AccessRequests);
    Ok(code)
}
