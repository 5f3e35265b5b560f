//! What programs read: every published JSON.
//!
//! In: what was found. Out: JSON and its schemas.

pub mod batch;
pub mod check;
pub mod compare;
pub mod diff;
pub mod explain;
pub mod result;
pub mod schema;
pub mod test;
pub mod what_if;
