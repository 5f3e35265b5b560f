//! The invariants of the tests, for the fuzz targets.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

#[path = "../../tests/support/invariants.rs"]
pub mod invariants;
#[path = "../../tests/support/naive.rs"]
mod naive;
#[path = "../../tests/support/random.rs"]
mod random;
#[path = "../../tests/support/written.rs"]
mod written;
