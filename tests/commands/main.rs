//! Whole commands with their output, as people and scripts meet them.
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

mod batch;
mod check;
mod ci_examples;
mod cli;
mod complete;
mod diff;
mod explain;
mod formats;
mod formats_agree;
mod home;
mod injection;
mod layers;
mod left_out;
mod memo;
mod municipality;
mod new_and_fmt;
mod paths;
mod plain;
mod plan;
mod readme;
mod rule_tests;
mod scale;
mod schemas;
mod shared;
mod spelling;
mod template;
mod untrusted;
mod updated;
mod what_if;
mod widths;
mod words;
mod workbooks;
