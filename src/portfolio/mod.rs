//! Many areas seen as one: what changes, what agrees with decisions, and how many there are of each.
//!
//! In: recommendations. Out: facts about each within its portfolio, and totals. Never evaluates, never formats.

mod arrange;
mod row;
mod standing;
mod totals;

pub use arrange::{GroupBy, Only, Sort, alphabetical};
pub use row::Row;
pub use standing::{Agreement, Change, agreement, change, possible_today};
pub use totals::Totals;
