//! The common parts of the browser apps of every audience: components, texts, the browser's own calls, the HTTP client.

pub mod api;
pub mod browser;
pub mod components;
pub mod form;
pub mod frame;
pub mod i18n;
pub mod languages;
