//! What other tests in the same process could disturb: a program that is killed, copied or held in a terminal.
#![allow(
    missing_docs,
    clippy::unwrap_used,
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

mod atomic;
mod conversation;
mod outputs;
mod special_files;
