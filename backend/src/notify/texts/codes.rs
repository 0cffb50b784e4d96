//! Twilio's error codes that are final: another try with the same number would fail as well.

use crate::notify::Failure;

/// The codes of <https://www.twilio.com/docs/api/errors> by their meaning. A code that is not here may be the operator's
/// mistake, such as a wrong sender, so it ends no message that can still be sent.
const FINAL: [(Failure, &[u32]); 4] = [
    (Failure::Landline, &[21614, 30006]),
    (Failure::OptedOut, &[21610]),
    (Failure::InvalidAddress, &[21211, 21214, 21217, 30005]),
    (Failure::Rejected, &[21612, 30004, 30007]),
];

pub fn failure(code: u32) -> Option<Failure> {
    FINAL
        .iter()
        .find(|(_, codes)| codes.contains(&code))
        .map(|(failure, _)| *failure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_codes_are_final() {
        assert_eq!(failure(21614), Some(Failure::Landline));
        assert_eq!(failure(21610), Some(Failure::OptedOut));
        assert_eq!(failure(21211), Some(Failure::InvalidAddress));
        assert_eq!(
            failure(20003),
            None,
            "wrong credentials are the operator's mistake"
        );
    }
}
