//! How many areas there are of each kind.
//!
//! In: areas one at a time, so that any number can be counted. Out: counts in a fixed order.

use std::collections::BTreeMap;

use super::row::Row;
use super::standing::{Agreement, Change};
use crate::evaluate::Firmness;
use crate::model::Outcome;

/// Counts of areas.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// All of them.
    pub areas: u64,
    /// By outcome and firmness.
    pub outcomes: BTreeMap<(Option<Outcome>, Firmness), u64>,
    /// By change of form.
    pub changes: BTreeMap<Change, u64>,
    /// By agreement with the recorded decision, of those that have one.
    pub agreements: BTreeMap<Agreement, u64>,
}

impl Totals {
    /// Counts one area.
    pub fn add(&mut self, row: &Row) {
        self.areas += 1;
        *self.outcomes.entry((row.outcome, row.firmness)).or_default() += 1;
        *self.changes.entry(row.change).or_default() += 1;
        if let Some(agreement) = row.agreement {
            *self.agreements.entry(agreement).or_default() += 1;
        }
    }

    /// Counts some areas.
    #[must_use]
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Self {
        let mut totals = Self::default();
        rows.into_iter().for_each(|row| totals.add(row));
        totals
    }

    /// How many have this firmness.
    #[must_use]
    pub fn firmness(&self, firmness: Firmness) -> u64 {
        self.outcomes.iter().filter(|((_, of), _)| *of == firmness).map(|(_, count)| count).sum()
    }

    /// How many have this outcome.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> u64 {
        self.outcomes.iter().filter(|((of, _), _)| *of == Some(outcome)).map(|(_, count)| count).sum()
    }

    /// How many change in this way.
    #[must_use]
    pub fn change(&self, change: Change) -> u64 {
        self.changes.get(&change).copied().unwrap_or_default()
    }

    /// How many agree in this way.
    #[must_use]
    pub fn agreement(&self, agreement: Agreement) -> u64 {
        self.agreements.get(&agreement).copied().unwrap_or_default()
    }
}
