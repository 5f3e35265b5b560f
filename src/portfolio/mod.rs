//! Many areas seen as one: what changes, what agrees with decisions, and how many there are of each.
//!
//! In: recommendations. Out: facts about each within its portfolio, and totals. Never evaluates, never formats.

mod standing;
mod totals;

pub use standing::{Agreement, Change, agreement, change, possible_today};
pub use totals::Totals;
