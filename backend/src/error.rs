//! Turns errors into a status and a problem body; no other file does. Internal causes are logged, and the caller gets only
//! a code to act on.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use shared::problem::{FieldError, Problem, ProblemCode};

use crate::access::submit::SubmitError;
use crate::access::unlock::UnlockError;
use crate::access::view::ViewError;
use crate::bot_check::BotCheckError;
use crate::db::DbError;
use crate::limits::network::TooMany;

/// The `Retry-After` of an answer while the database or the hashing queue is full, in seconds.
const TRY_AGAIN: u32 = 2;

/// An error that becomes the answer of a call.
#[derive(Debug)]
pub struct ApiError(Problem);

impl ApiError {
    pub fn new(code: ProblemCode) -> Self {
        let mut problem = Problem::new(code);
        if code == ProblemCode::Unavailable {
            problem.retry_after = Some(TRY_AGAIN);
        }
        Self(problem)
    }

    pub fn fields(fields: Vec<FieldError>) -> Self {
        Self(Problem {
            fields,
            ..Problem::new(ProblemCode::InvalidFields)
        })
    }

    pub fn response(&self) -> HttpResponse {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = HttpResponse::build(status);
        response.insert_header((CONTENT_TYPE, "application/problem+json"));
        if let Some(seconds) = self.0.retry_after {
            response.insert_header((RETRY_AFTER, seconds));
        }
        response.body(serde_json::to_vec(&self.0).unwrap_or_default())
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code.code())
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        self.response()
    }
}

impl From<DbError> for ApiError {
    fn from(error: DbError) -> Self {
        tracing::error!(%error, "a call failed in the database");
        match error {
            DbError::Unavailable(_) | DbError::Full | DbError::Unreadable(..) => {
                Self::new(ProblemCode::Unavailable)
            }
            DbError::AlreadyThere
            | DbError::InUse(_)
            | DbError::NewerSchema(_)
            | DbError::Migration(_)
            | DbError::UnknownValue(_)
            | DbError::Query(_) => Self::new(ProblemCode::Internal),
        }
    }
}

impl From<BotCheckError> for ApiError {
    fn from(_: BotCheckError) -> Self {
        Self::new(ProblemCode::BotCheckFailed)
    }
}

impl From<TooMany> for ApiError {
    fn from(TooMany { seconds }: TooMany) -> Self {
        Self(Problem {
            retry_after: Some(seconds),
            ..Problem::new(ProblemCode::TooManyRequests)
        })
    }
}

impl From<SubmitError> for ApiError {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::ProofUsed => Self::new(ProblemCode::BotCheckFailed),
            SubmitError::Database(error) => error.into(),
        }
    }
}

impl From<UnlockError> for ApiError {
    fn from(error: UnlockError) -> Self {
        match error {
            UnlockError::Unknown => Self::new(ProblemCode::LinkUnknown),
            UnlockError::Expired => Self::new(ProblemCode::LinkExpired),
            UnlockError::Locked => Self::new(ProblemCode::LinkLocked),
            UnlockError::WrongPin { attempts_left } => Self(Problem {
                attempts_left: Some(attempts_left),
                ..Problem::new(ProblemCode::PinMismatch)
            }),
            UnlockError::TooOften { seconds } => Self(Problem {
                retry_after: Some(seconds),
                ..Problem::new(ProblemCode::TooManyRequests)
            }),
            UnlockError::Busy | UnlockError::NotComparable => Self::new(ProblemCode::Unavailable),
            UnlockError::Database(error) => error.into(),
        }
    }
}

impl From<ViewError> for ApiError {
    fn from(error: ViewError) -> Self {
        match error {
            ViewError::Nobody => Self::new(ProblemCode::LinkUnknown),
            ViewError::Database(error) => error.into(),
            ViewError::Registry(error) => {
                tracing::error!(%error, "a call failed in the registry");
                Self::new(ProblemCode::Unavailable)
            }
        }
    }
}
