//! `myvax config check|example|schema`: prints the settings, without secrets.

use std::io::Write;

use shared::locale::Locale;

use crate::config::example::example as example_file;
use crate::config::overview::overview;
use crate::config::schema::schema as json_schema;
use crate::config::{Config, Mode, Sources};

/// Prints the settings. Returns all mistakes, including missing secrets, as one error.
pub fn check(sources: &Sources, mode: Mode, out: &mut dyn Write) -> anyhow::Result<()> {
    let config = Config::load_whole(sources, mode)?;
    for line in overview(sources) {
        writeln!(out, "{line}")?;
    }
    for (name, missing) in config.portal.missing() {
        let tags: Vec<_> = missing.into_iter().map(Locale::tag).collect();
        writeln!(out, "Note: {name} is not written in {}", tags.join(", "))?;
    }
    writeln!(out, "The settings are in order.")?;
    Ok(())
}

/// A TOML file with every setting.
pub fn example(out: &mut dyn Write) -> anyhow::Result<()> {
    out.write_all(example_file().as_bytes())?;
    Ok(())
}

/// The JSON Schema of the TOML file.
pub fn schema(out: &mut dyn Write) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &json_schema())?;
    writeln!(out)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    fn complete() -> Sources {
        let variables = [
            ("MYVAX_PUBLIC_URL", "https://vax.example.org"),
            ("MYVAX_ISSUER_URL", "https://vax.example.org"),
            ("MYVAX_DATABASE_URL", "postgres://myvax:hunter2@db/myvax"),
            ("MYVAX_PIN_PEPPER", KEY),
            ("MYVAX_SEAL_KEY", "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="),
            (
                "MYVAX_CONTACT_KEY",
                "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=",
            ),
            (
                "MYVAX_SESSION_KEY",
                "BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=",
            ),
            ("MYVAX_SMTP_URL", "smtps://portal:hunter3@mail.example.org"),
            ("MYVAX_MAIL_FROM", "Records <records@vax.example.org>"),
            ("MYVAX_SMS_URL", "https://texts.example.org"),
            ("MYVAX_SMS_ACCOUNT", "AC1"),
            ("MYVAX_SMS_TOKEN", "hunter4"),
            ("MYVAX_SMS_FROM", "+16175550100"),
        ];
        Sources {
            environment: variables
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            file: Some("[portal.department]\nen = \"Health\"".to_owned()),
            ..Sources::default()
        }
    }

    fn checked(sources: &Sources, mode: Mode) -> anyhow::Result<String> {
        let mut out = Vec::new();
        check(sources, mode, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    #[test]
    fn valid_settings_are_printed_without_secrets() {
        let told = checked(&complete(), Mode::Normal).unwrap();
        assert!(told.contains("seal_key: set, not shown (environment)"), "{told}");
        assert!(told.contains("listen = \"127.0.0.1:8080\" (default)"), "{told}");
        assert!(
            told.contains("Note: portal.department is not written in fr, ar"),
            "{told}"
        );
        assert!(!told.contains(KEY) && !told.contains("hunter"), "{told}");
    }

    #[test]
    fn wrong_and_missing_settings_are_reported_together() {
        let mut sources = complete();
        sources.environment.remove("MYVAX_SEAL_KEY");
        sources
            .environment
            .insert("MYVAX_LISTEN".to_owned(), "here".to_owned());
        let told = checked(&sources, Mode::Normal).unwrap_err().to_string();
        assert!(
            told.contains("MYVAX_LISTEN: ") && told.contains("MYVAX_SEAL_KEY: "),
            "{told}"
        );
    }

    #[test]
    fn a_secret_that_is_zero_or_serves_two_purposes_is_a_mistake() {
        let with = |name: &str, value: &str| {
            let mut sources = complete();
            sources.environment.insert(name.to_owned(), value.to_owned());
            checked(&sources, Mode::Normal).map_err(|error| error.to_string())
        };
        let zero = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let printed = with("MYVAX_SEAL_KEY", zero).unwrap_err();
        assert!(printed.contains("MYVAX_SEAL_KEY: is all zero"), "{printed}");
        for name in ["MYVAX_SESSION_KEY", "MYVAX_SESSION_KEY_NEXT"] {
            let printed = with(name, KEY).unwrap_err();
            assert!(printed.contains("is the same as MYVAX_PIN_PEPPER"), "{printed}");
            assert!(!printed.contains(KEY), "{printed}");
        }
        assert!(
            with("MYVAX_PIN_PEPPER_NEXT", KEY).is_ok(),
            "a rotation may begin so"
        );
    }

    #[test]
    fn half_the_settings_of_a_gateway_are_a_mistake() {
        for name in ["MYVAX_MAIL_FROM", "MYVAX_SMS_TOKEN"] {
            let mut sources = complete();
            sources.environment.remove(name);
            let printed = checked(&sources, Mode::Normal).unwrap_err().to_string();
            assert!(printed.contains(&format!("{name}: is missing")), "{printed}");
        }
    }

    #[test]
    fn the_demo_needs_no_setting() {
        assert!(checked(&Sources::default(), Mode::Demo).is_ok());
    }
}
