//! What the figures of areas amount to: expected compensation, districts.
//!
//! In: figures of the model. Out: sums, differences and shares, exact. Never rounds but to show, never takes what is
//! missing for zero, never reads a file and never bears on an outcome.

pub mod compensation;
pub mod districts;
