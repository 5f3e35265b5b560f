//! The answers given for one area.

use super::keys::{CriterionKey, Table};
use super::words;

/// Which answers of one criterion a condition names, as positions among its choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AnswerSet(u64);

impl AnswerSet {
    /// The most answers a criterion can offer.
    pub const CAPACITY: usize = 64;

    /// The set of these answers.
    #[must_use]
    pub fn of(answers: impl IntoIterator<Item = u8>) -> Self {
        Self(answers.into_iter().fold(0, |bits, answer| bits | 1u64.checked_shl(answer.into()).unwrap_or(0)))
    }

    /// Whether the answer is in the set.
    #[must_use]
    pub fn contains(self, answer: u8) -> bool {
        self.0.checked_shr(answer.into()).unwrap_or(0) & 1 == 1
    }

    /// The answers in both sets.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The answers in this set but not in the other.
    #[must_use]
    pub fn but(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether no answer is in the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many answers the set holds.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }
}

/// One answer, or none yet, for every criterion of a rule set.
///
/// An answer is a position among the criterion's choices; `None` is *unknown*, which is never
/// read as no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers(
    /// One more than the answer's position; 0 where there is none.
    Table<CriterionKey, u8>,
);

impl Answers {
    /// No answer at all, for a rule set with this many criteria.
    #[must_use]
    pub fn unknown(criteria: usize) -> Self {
        Self(Table::new(vec![0; criteria]))
    }

    /// The answer to a criterion, if it has one.
    #[must_use]
    pub fn get(&self, criterion: CriterionKey) -> Option<u8> {
        self.0.at(criterion).checked_sub(1)
    }

    /// The place of an answer in lists that begin with the open answer.
    #[must_use]
    pub fn place(&self, criterion: CriterionKey) -> usize {
        usize::from(*self.0.at(criterion))
    }

    /// Gives, changes or takes back an answer; a criterion has at most [`AnswerSet::CAPACITY`].
    pub fn set(&mut self, criterion: CriterionKey, answer: Option<u8>) {
        *self.0.at_mut(criterion) = answer.map_or(0, |answer| answer.saturating_add(1));
    }

    /// The same answers with one of them given or changed.
    #[must_use]
    pub fn with(&self, criterion: CriterionKey, answer: u8) -> Self {
        let mut changed = self.clone();
        changed.set(criterion, Some(answer));
        changed
    }

    /// Every criterion with its answer, in the order of the rule set.
    pub fn iter(&self) -> impl Iterator<Item = (CriterionKey, Option<u8>)> {
        self.0.iter().map(|(key, place)| (key, place.checked_sub(1)))
    }

    /// [`Self::place`] of every criterion, in the order of the rule set.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.0.entries().iter().map(|place| usize::from(*place))
    }
}

/// What the area file says beside an answer, and where the answer stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// What supports the answer, in the author's words.
    pub note: Option<String>,
    /// Where that can be checked.
    pub source: Option<String>,
    /// Whether the file gives an answer, and not only the question.
    pub answered: bool,
    /// Line of the answer in the area file, from 1.
    pub line: usize,
    /// Column of the answer, in characters from 1.
    pub column: usize,
    /// The file of shared answers that all this stands in, as seen from the area's folder, where it is not the area's own.
    pub shared: Option<String>,
}

words! {
    /// Where an answer comes from.
    pub enum Provenance {
        /// The area's own file.
        Area = "area",
        /// A file of answers that several areas share.
        Shared = "shared",
        /// The law that the service rests on.
        Law = "law",
    }
}
