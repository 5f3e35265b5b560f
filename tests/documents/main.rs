//! Documents in the formats that people go on working with: every kind of block, hostile text in every field, and
//! readers that share no code with the writers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "tests"
)]

mod expected;
mod hostile;
mod markdown;
mod sample;
mod word;
