//! What is said: a file or folder a page, each of which writes a [`Document`](crate::document::Document).
//!
//! In: what was found. Out: a document. Never asks which format it becomes.

pub mod analysis;
pub mod batch;
pub mod diff;
pub mod explain;
mod gaps;
pub mod interview;
pub mod memo;
mod own;
pub mod plan;
pub mod recommend;
pub mod rules;
pub mod test;
pub mod what_if;
