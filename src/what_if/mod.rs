//! What if something were otherwise: other answers, other weights, another outcome.
//!
//! In: an area with its recommendation. Out: before and after, the fewest changes that lead to an outcome, the shares of
//! weightings for each, the outcome under each profile. Exact but for the weightings, which are drawn: their sampling
//! error stands beside them. Knows no file format and no language, and changes no file.

mod changes;
pub mod order;
mod profiles;
mod target;
mod weights;

pub use changes::{AnswerChange, Changed, change, reason_of};
pub use profiles::{Profiled, profiles};
pub use target::{Blocked, ChangeSet, Found, MOST_SETS, Reached, Unreached, fewest};
pub use weights::{DRAWS, Drawn, OutcomeShare, SEED, Weightings, weightings};
