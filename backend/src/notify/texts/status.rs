//! The gateway's report about one text message: the meaning of its final states.

use super::codes;
use crate::notify::Failure;

shared::named! {
    /// The last state of a text message at the gateway.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Delivery {
        /// The phone confirmed the message.
        Delivered = "delivered",
        /// The carrier could not bring it to the phone.
        Undelivered = "undelivered",
        /// The gateway could not hand it to a carrier.
        Failed = "failed",
    }
}

/// A final state, with the reason if the message did not arrive. `None` for a state on the way, such as `sent`.
pub fn report(status: &str, error_code: Option<&str>) -> Option<(Delivery, Option<Failure>)> {
    let delivery = Delivery::from_name(status)?;
    let failure = match delivery {
        Delivery::Delivered => None,
        Delivery::Undelivered | Delivery::Failed => {
            let known = error_code
                .and_then(|code| code.parse().ok())
                .and_then(codes::failure);
            Some(known.unwrap_or(Failure::Undelivered))
        }
    };
    Some((delivery, failure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_final_states_are_reports() {
        for status in ["queued", "sending", "sent", "accepted", "read", ""] {
            assert_eq!(report(status, None), None, "{status}");
        }
        assert_eq!(report("delivered", None), Some((Delivery::Delivered, None)));
    }

    #[test]
    fn a_code_says_why_a_message_did_not_arrive() {
        let failure = |code| report("undelivered", code).unwrap().1.unwrap();
        assert_eq!(failure(Some("30006")), Failure::Landline);
        assert_eq!(failure(Some("21610")), Failure::OptedOut);
        for unknown in [None, Some("30003"), Some("x")] {
            assert_eq!(failure(unknown), Failure::Undelivered, "{unknown:?}");
        }
    }
}
