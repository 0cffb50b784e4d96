//! Code that the reader and the writer of a format share.

pub mod character_set;
pub mod csv_table;
pub mod fhir_terms;
pub mod hl7v2;
