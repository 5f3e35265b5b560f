//! What the library must do: properties against second, naive implementations, limits, catalogues of faults.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "tests"
)]

#[path = "../support/mod.rs"]
mod support;

mod analyse;
mod area_file;
mod arrows;
mod bases;
mod catalogue;
mod causes;
mod days;
mod documents;
mod figures;
mod html;
mod interview;
mod invariants;
mod language;
mod law;
mod layers;
mod limits;
mod meaning;
mod memo;
mod plan_rules;
mod platforms;
mod portfolio;
mod properties;
mod rule_coverage;
mod shared;
mod sheets;
mod texts;
mod what_if;
mod yaml_suite;
