//! Opens a link with its PIN.

use shared::immunization::OpenedRecord;
use shared::routes::api::UNLOCK;
use shared::unlock::UnlockRequest;

use ui::api::{ApiError, post};

pub async fn unlock(request: &UnlockRequest) -> Result<OpenedRecord, ApiError> {
    post(UNLOCK, request).await
}
