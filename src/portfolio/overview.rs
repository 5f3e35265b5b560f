//! Many areas with what they rest on: what an overview of them is made from, whatever it is written as.
//!
//! In: rows in their order. Out: the same in groups. Never chooses or sorts areas.

use super::{Asked, GroupBy, Row, Totals};
use crate::model::{Profile, RuleSet};

/// Rows with what they rest on.
#[derive(Debug, Clone, Copy)]
pub struct Overview<'a> {
    /// The rule set.
    pub rules: &'a RuleSet,
    /// The profile whose weights were used, if one was asked for.
    pub profile: Option<&'a Profile>,
    /// The rows to show, in their order.
    pub rows: &'a [Row],
    /// The open questions of these areas, in the order to ask them.
    pub asked: &'a [Asked],
    /// The totals of all areas, those not shown included.
    pub totals: &'a Totals,
    /// How many files were left out because of faults.
    pub left_out: usize,
    /// What the rows are grouped by, if they are.
    pub group_by: Option<GroupBy>,
}

impl<'a> Overview<'a> {
    /// The rows of each group in turn, with its name; all of them without a name where nothing groups them.
    #[must_use]
    pub fn groups(&self) -> Vec<(Option<&'a str>, &'a [Row])> {
        match self.group_by {
            None => vec![(None, self.rows)],
            Some(by) => self
                .rows
                .chunk_by(|one, other| by.is_one(one, other))
                .map(|rows| (rows.first().and_then(|row| by.of(row)), rows))
                .collect(),
        }
    }
}
