//! What programs read: every published JSON.
//!
//! In: what was found. Out: JSON and its schemas.

pub mod result;
pub mod schema;
