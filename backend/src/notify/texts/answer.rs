//! The text gateway's answer: accepted, refused for good, or not now.

use std::time::Duration;

use serde::Deserialize;

use super::codes;
use crate::notify::SendError;

/// The members of an accepted message or of an error. The texts of an error may quote the number, so they are not read.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The gateway's id of an accepted message.
    sid: Option<String>,
    status: serde_json::Value,
    /// Of an accepted message.
    error_code: Option<u32>,
    /// Of an error.
    code: Option<u32>,
}

pub fn meaning(status: u16, answer: Option<Answer>, retry_after: Option<Duration>) -> Result<(), SendError> {
    let answer = answer.unwrap_or_default();
    let code = answer.code.or(answer.error_code);
    let is_accepted = (200..300).contains(&status) && answer.sid.is_some();
    let has_failed = matches!(answer.status.as_str(), Some("failed" | "undelivered"));
    let final_failure = code.and_then(codes::failure);
    // A code in another answer, such as 500, is not about the message.
    let is_about_message = is_accepted || (400..500).contains(&status) && status != 429;
    match final_failure {
        Some(failure) if is_about_message => Err(SendError::Refused {
            failure,
            why: described(status, code),
        }),
        Some(_) | None if is_accepted && !has_failed => Ok(()),
        Some(_) | None => Err(SendError::Later {
            why: described(status, code),
            retry_after,
        }),
    }
}

fn described(status: u16, code: Option<u32>) -> String {
    match code {
        Some(code) => format!("the text gateway answered {status}, error {code}"),
        None => format!("the text gateway answered {status}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::Failure;

    fn of(status: u16, body: &str) -> Result<(), SendError> {
        meaning(
            status,
            serde_json::from_str(body).ok(),
            Some(Duration::from_secs(9)),
        )
    }

    #[test]
    fn an_answer_with_an_id_is_accepted() {
        assert!(of(201, r#"{"sid": "SM1", "status": "queued", "error_code": null}"#).is_ok());
    }

    #[test]
    fn a_final_code_ends_the_message() {
        let refused = of(
            400,
            r#"{"code": 21614, "message": "+16175550142 is no mobile", "status": 400}"#,
        );
        let Err(SendError::Refused { failure, why }) = refused else {
            panic!("it is final")
        };
        assert_eq!(failure, Failure::Landline);
        assert_eq!(why, "the text gateway answered 400, error 21614");
        let at_once = of(201, r#"{"sid": "SM1", "status": "failed", "error_code": 21610}"#);
        assert!(matches!(at_once, Err(SendError::Refused { .. })));
    }

    #[test]
    fn any_other_answer_is_tried_again() {
        for (status, body) in [
            (200, "<html>"),
            (201, "{}"),
            (201, r#"{"sid": "SM1", "status": "failed"}"#),
            (302, ""),
            (400, r#"{"code": 21606, "status": 400}"#),
            (401, r#"{"code": 20003, "status": 401}"#),
            (404, "{}"),
            (429, r#"{"code": 21614, "status": 429}"#),
            (500, r#"{"code": 21614, "status": 500}"#),
            (503, "null"),
        ] {
            let Err(SendError::Later { retry_after, .. }) = of(status, body) else {
                panic!("{status} {body} is tried again")
            };
            assert_eq!(retry_after, Some(Duration::from_secs(9)));
        }
    }
}
