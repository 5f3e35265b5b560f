//! What programs read: every published JSON.
//!
//! In: what was found. Out: values, each of a type that is written, read and described in its schema; and schemas.

pub mod baseline;
pub mod batch;
pub mod check;
pub mod compare;
pub mod diff;
pub mod explain;
pub mod lines;
pub mod parts;
pub mod recommendation;
mod sample;
pub mod saved;
pub mod schema;
pub mod test;
pub mod what_if;
