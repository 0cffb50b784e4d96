//! Sends a request for a record.

use shared::access_request::{AccessRequestAccepted, AccessRequestForm};
use shared::routes::api::ACCESS_REQUESTS;

use ui::api::{ApiError, post};

pub async fn send_request(form: &AccessRequestForm) -> Result<AccessRequestAccepted, ApiError> {
    post(ACCESS_REQUESTS, form).await
}
