//! From what was found to bytes: one file a format, and none of them decides anything.
//!
//! In: recommendations, rule sets, diagnostics. Out: text. Never computes an outcome, never prints.

pub mod analysis;
pub mod ci;
pub mod comparison;
pub mod document;
pub mod docx;
pub mod faults;
pub mod figures;
pub mod html;
pub mod interview;
pub mod json;
pub mod lookup;
pub mod markdown;
pub mod overview;
pub mod page;
pub mod plain;
pub mod plan;
pub mod rules;
pub mod schema;
pub mod screen;
pub mod testing;
pub mod text;
pub mod what_if;
pub mod words;
pub mod xlsx;
