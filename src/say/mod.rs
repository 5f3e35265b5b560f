//! The words for things: numbers, shares, answers, sources, and pictures of figures.
//!
//! In: exact values. Out: short texts in the language of the reader.

pub mod figures;
pub mod files;
pub mod numbers;
mod rules;
pub mod speaker;
pub mod words;

pub use speaker::Speaker;
