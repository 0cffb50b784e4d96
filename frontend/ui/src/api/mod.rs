//! HTTP: the code that every call needs, one error type for all, and the calls that every audience uses.

mod portal;
mod words;

use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::problem::{Problem, ProblemCode};

use crate::browser::json;

pub use portal::fetch_portal;
pub use words::fetch_words;

/// Why a call has no usable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The server could not be reached.
    Offline,
    /// The server answered with a problem.
    Problem(Box<Problem>),
    /// The answer has a format that this app does not support.
    Unexpected,
}

impl ApiError {
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Offline | Self::Unexpected => None,
        }
    }

    /// The id of the error's text; with the suffix `-body`, of the text about what to do next.
    pub fn message_id(&self) -> &'static str {
        match self {
            Self::Offline => "service-problem-offline",
            Self::Problem(problem) => problem.code.message_id(),
            Self::Unexpected => ProblemCode::Internal.message_id(),
        }
    }
}

pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, ApiError> {
    read(fetch(Request::get(path)).await?).await
}

async fn get_text(path: &str) -> Result<String, ApiError> {
    fetch(Request::get(path))
        .await?
        .text()
        .await
        .map_err(|_| ApiError::Offline)
}

pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, ApiError> {
    read(send(path, body).await?).await
}

pub async fn send(path: &str, body: &impl Serialize) -> Result<Response, ApiError> {
    let request = Request::post(path)
        .header("Content-Type", "application/json")
        .body(json::write(body).ok_or(ApiError::Unexpected)?)
        .map_err(|_| ApiError::Unexpected)?;
    checked(request.send().await).await
}

async fn fetch(request: RequestBuilder) -> Result<Response, ApiError> {
    checked(request.send().await).await
}

/// Turns every answer outside 200 to 299 into the problem that it describes.
async fn checked(answer: Result<Response, gloo_net::Error>) -> Result<Response, ApiError> {
    let response = answer.map_err(|_| ApiError::Offline)?;
    if response.ok() {
        return Ok(response);
    }
    let problem = read::<Problem>(response).await?;
    Err(ApiError::Problem(Box::new(problem)))
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, ApiError> {
    let text = response.text().await.map_err(|_| ApiError::Unexpected)?;
    json::parse(&text).ok_or(ApiError::Unexpected)
}
