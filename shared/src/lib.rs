//! The contract between browser and server: requests, answers, and the rules that both sides apply. This crate does no
//! input or output and uses no framework.

pub mod access_request;
pub mod bot_challenge;
mod codes;
pub mod contact;
pub mod demographics;
pub mod digits;
pub mod forms;
pub mod health_card;
pub mod html;
pub mod immunization;
pub mod locale;
pub mod message;
pub mod names;
pub mod numbering_plan;
pub mod opening_hours;
pub mod pages;
pub mod pin;
pub mod portal;
pub mod problem;
pub mod prose;
pub mod redacted;
pub mod routes;
pub mod session;
pub mod shell;
pub mod texts;
pub mod unlock;

#[cfg(test)]
mod property_tests;
