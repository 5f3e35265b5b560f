//! What a change of rules or answers does to areas, and which part of it does.
//!
//! In: what is known of every area before and after. Out: the differences in order of gravity, each with the smallest
//! sets of changes that alone give it; what the rules say otherwise. Reads no file, and never guesses what a side does not tell.

mod causes;
mod changes;
mod delta;
mod difference;
mod gravity;
mod hybrid;
mod lost;
mod meaning;
mod own;
mod paired;
mod parts;
mod place;
mod side;
mod smallest;
mod status;

pub use causes::{Causes, Unknown};
pub use changes::{Change, ChangeKind, PartChange, Way};
pub use delta::Delta;
pub use difference::{
    After, AreaDiff, Before, Comparison, Count, ReasonChange, compare, joined, reason_changes,
};
pub use gravity::{FailOn, Gravity};
pub use meaning::{Rewording, is_told, renames, rewordings};
pub use parts::{Part, Value};
pub use place::{Against, AreaPlace, RulesId, Unread};
pub use side::{Entry, FormSide, ReasonKey, ReasonSide, Side};
pub use smallest::{MOST_TRIES, Smallest, smallest};
pub use status::{Lacking, Status, StatusCode};
