//! Opens a link with its PIN, or ends it for good.

use shared::immunization::OpenedRecord;
use shared::routes::api::{REVOKE_LINK, UNLOCK};
use shared::unlock::{RevokeLinkRequest, UnlockRequest};

use ui::api::{ApiError, post, send};

pub async fn unlock(request: &UnlockRequest) -> Result<OpenedRecord, ApiError> {
    post(UNLOCK, request).await
}

pub async fn revoke_link(token: String) -> Result<(), ApiError> {
    send(REVOKE_LINK, &RevokeLinkRequest { token }).await.map(drop)
}
