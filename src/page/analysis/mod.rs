//! What is said of whole rule sets: comparisons, figures and findings.
//!
//! In: what the analysis found. Out: documents, area files and rule tests that show it. Never counts anything itself.

pub mod check;
pub mod compare;
mod witness;

pub use witness::{Shown, areas, tests};
