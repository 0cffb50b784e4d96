//! The built browser app: embedded in a release, read from `dist/` by a development build.

use std::borrow::Cow;
use std::collections::BTreeMap;

use actix_web::web::Bytes;
use rust_embed::RustEmbed;
use serde::Deserialize;
use shared::shell::WordFiles;

use super::encoding::Variants;
use super::file::{Cache, File};

#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

/// Where `.ci/dist` writes which logical name has which path.
const NAMES: &str = "assets.json";

/// What `.ci/dist` writes of the built app. Empty when it was not built.
#[derive(Default, Deserialize)]
pub struct Assets {
    /// The paths of the assets by logical name, such as `app.js`.
    paths: BTreeMap<String, String>,
    /// The paths of the wasm files that a later part of the app consists of.
    parts: BTreeMap<String, Vec<String>>,
    #[serde(skip)]
    style: String,
}

impl Assets {
    pub fn read() -> Self {
        let names = Dist::get(NAMES).and_then(|file| serde_json::from_slice(&file.data).ok());
        let assets: Self = names.unwrap_or_default();
        let style = Dist::get(assets.path("app.css").trim_start_matches('/'));
        let style = style.and_then(|file| String::from_utf8(file.data.into_owned()).ok());
        Self {
            style: style.unwrap_or_default(),
            ..assets
        }
    }

    /// The text of the style sheet, which holds no end tag: `.ci/dist` escapes it.
    pub fn style(&self) -> &str {
        &self.style
    }

    pub fn are_built(&self) -> bool {
        !self.paths.is_empty()
    }

    /// The path of an asset that `.ci/dist` always writes.
    pub fn path(&self, name: &str) -> &str {
        self.paths.get(name).map_or("", String::as_str)
    }

    /// The paths of a later part.
    pub fn part(&self, name: &str) -> impl Iterator<Item = &str> {
        self.parts.get(name).into_iter().flatten().map(String::as_str)
    }

    /// The paths of a language's words.
    pub fn words(&self, tag: &str) -> WordFiles {
        let path = |part: &str| self.path(&format!("{tag}.{part}.ftl")).to_owned();
        WordFiles {
            first: path("first"),
            record: path("record"),
            help: path("help"),
            legal: path("legal"),
        }
    }

    #[cfg(test)]
    pub fn invented(names: &[&str]) -> Self {
        Self {
            paths: names
                .iter()
                .map(|name| ((*name).to_owned(), format!("/assets/{name}")))
                .collect(),
            parts: BTreeMap::new(),
            style: "main{color:red}".to_owned(),
        }
    }
}

/// Every file that is served as it is, by its path.
pub fn files() -> impl Iterator<Item = (String, File)> {
    Dist::iter().filter(|name| name != NAMES).filter_map(|name| {
        let content_type = content_type(&name)?;
        // Only names below assets/ change with the content.
        let cache = if name.starts_with("assets/") {
            Cache::Forever
        } else {
            Cache::AskFirst
        };
        let variants = Variants::new(
            bytes(&name)?,
            bytes(&format!("{name}.br")),
            bytes(&format!("{name}.gz")),
        );
        Some((format!("/{name}"), File::new(content_type, cache, variants)))
    })
}

fn bytes(name: &str) -> Option<Bytes> {
    Some(match Dist::get(name)?.data {
        Cow::Borrowed(embedded) => Bytes::from_static(embedded),
        Cow::Owned(read) => Bytes::from(read),
    })
}

/// Nothing for the compressed twins, which have no address of their own, and for unknown kinds.
fn content_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "ftl" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compressed_twin_has_no_address_of_its_own() {
        assert_eq!(content_type("assets/app.0123.js.br"), None);
        assert_eq!(content_type("assets/app.0123.wasm"), Some("application/wasm"));
    }
}
