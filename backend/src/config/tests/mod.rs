//! Tests of the settings from an operator's view. The sources are values, so no test touches the process.

mod demo;
mod limits;
mod portal;
mod reading;
mod table;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use shared::portal::{ChannelState, Channels};

use super::{Config, Mode, Sources};

const BOTH: Channels = Channels {
    sms: ChannelState::On,
    email: ChannelState::On,
};

fn from_environment(variables: &[(&str, &str)]) -> Sources {
    Sources {
        environment: variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Sources::default()
    }
}

fn from_file(text: &str) -> Sources {
    Sources {
        file: Some(text.to_owned()),
        ..Sources::default()
    }
}

fn load(sources: &Sources) -> Config {
    Config::load(sources, Mode::Normal).unwrap()
}

/// The names of the settings that are wrong.
fn wrong(sources: &Sources) -> Vec<String> {
    let mistakes = Config::load(sources, Mode::Normal).unwrap_err().0;
    mistakes.into_iter().map(|mistake| mistake.setting).collect()
}

fn key(byte: u8) -> String {
    BASE64.encode([byte; 32])
}
