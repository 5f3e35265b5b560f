//! Many areas seen as one, and what their figures amount to: what changes, what agrees with decisions, how many there
//! are of each, expected compensation, districts.
//!
//! In: recommendations, figures of the model. Out: facts, totals, exact sums. Never evaluates, never formats, never
//! takes what is missing for zero.

mod alike;
mod arrange;
mod asked;
pub mod compensation;
mod direction;
pub mod districts;
mod open;
mod overview;
mod row;
mod standing;
mod tested;
mod totals;

pub use alike::{Alike, Likeness};
pub use arrange::{GroupBy, Only, Sort, alphabetical};
pub use asked::{Asked, asked};
pub use direction::{Direction, MissionPart, direction, mission_part};
pub use open::Open;
pub use overview::Overview;
pub use row::Row;
pub use standing::{Agreement, Change, agreement, change, possible_today};
pub use tested::{Said, Tested, missing, tested};
pub use totals::Totals;
