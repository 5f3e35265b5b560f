//! From what was found to bytes: one file a format, and none of them decides anything.
//!
//! In: recommendations, rule sets, diagnostics. Out: text. Never computes an outcome, never prints.

pub mod document;
pub mod faults;
pub mod json;
pub mod page;
pub mod rules;
pub mod schema;
pub mod text;
pub mod words;
pub mod xlsx;
