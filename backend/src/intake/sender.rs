//! A sender whose credentials were checked, and the facilities it may report for.

pub struct Sender {
    pub name: String,
    facilities: Vec<String>,
    /// The facility that the call names.
    called: Option<String>,
}

impl Sender {
    pub fn new(name: String, facilities: Vec<String>) -> Self {
        Self {
            name,
            facilities,
            called: None,
        }
    }

    pub fn may_speak_for(&self, facility: &str) -> bool {
        self.facilities.iter().any(|own| own == facility)
    }

    /// The sender as one of its facilities; `None` if it may not report for this one.
    pub fn of_facility(self, facility: &str) -> Option<Self> {
        self.may_speak_for(facility).then(|| Self {
            called: Some(facility.to_owned()),
            ..self
        })
    }

    /// The sender of messages that name no facility: the one that the call names, or the only one of the account.
    pub fn stand_in(&self) -> Option<&str> {
        match (&self.called, self.facilities.as_slice()) {
            (Some(called), _) => Some(called),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(facilities: &[&str]) -> Sender {
        Sender::new(
            "clinic".into(),
            facilities.iter().map(|name| (*name).into()).collect(),
        )
    }

    #[test]
    fn the_facility_of_the_call_or_the_only_one_is_the_default() {
        assert_eq!(sender(&["A"]).stand_in(), Some("A"));
        assert_eq!(sender(&["A", "B"]).stand_in(), None);
        let called = sender(&["A", "B"]).of_facility("B").unwrap();
        assert_eq!(called.stand_in(), Some("B"));
        assert!(called.may_speak_for("A") && sender(&["A"]).of_facility("B").is_none());
    }
}
