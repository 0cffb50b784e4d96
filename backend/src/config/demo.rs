//! The made-up values of the demo: throwaway keys, a throwaway folder, an address on this machine.

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::{Config, Origin};
use crate::random::{random_bytes, random_id};
use crate::secrets::seal::SecretKey;

/// The demo's cards name an issuer that no verifier trusts.
const DEMO_ISSUER: &str = "https://vax.example.org";

const FOLDER_PREFIX: &str = "myvax-demo-";

/// A separate folder for each demo, so that no demo finds another's data. This only makes its name.
pub fn throwaway_dir() -> PathBuf {
    std::env::temp_dir().join(format!("{FOLDER_PREFIX}{}", random_id()))
}

impl Config {
    /// Keeps every given value.
    pub(super) fn with_made_up_values(mut self) -> Self {
        for secret in [
            &mut self.pin_pepper.current,
            &mut self.seal_key.current,
            &mut self.contact_key.current,
            &mut self.session_key.current,
        ] {
            secret.get_or_insert_with(made_up_key);
        }
        self.public_url
            .get_or_insert_with(|| Origin::of_listener(self.listen));
        self.issuer_url
            .get_or_insert_with(|| Origin::parse(DEMO_ISSUER).expect("the demo's issuer is an origin"));
        self
    }
}

impl Config {
    /// Removes the folder that the demo made. A given folder or database stays.
    pub fn throw_away(&self) {
        let name = self
            .data_dir
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if self.demo && name.starts_with(FOLDER_PREFIX) && std::fs::remove_dir_all(&self.data_dir).is_err() {
            tracing::debug!("the demo's folder was already removed");
        }
    }
}

fn made_up_key() -> SecretKey {
    Zeroizing::new(random_bytes())
}
