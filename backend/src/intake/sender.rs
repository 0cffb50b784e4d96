//! A sender whose credentials were checked, and the facilities it may report for.

pub struct Sender {
    pub name: String,
    facilities: Vec<String>,
}

impl Sender {
    pub fn new(name: String, facilities: Vec<String>) -> Self {
        Self { name, facilities }
    }

    pub fn may_speak_for(&self, facility: &str) -> bool {
        self.facilities.iter().any(|own| own == facility)
    }
}
