//! What became of an area, and whether that is a failure.

use super::gravity::{FailOn, Gravity};
use crate::model::words;

/// What became of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It differs.
    Changed(Gravity),
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It could not be evaluated on a side.
    NotCompared(Lacking),
}

words! {
    /// What became of an area, as findings name it.
    pub enum StatusCode {
        /// It has another outcome.
        OutcomeChanged = "outcome-changed",
        /// It is more or less firm.
        FirmnessChanged = "firmness-changed",
        /// It has other reasons.
        ReasonsChanged = "reasons-changed",
        /// It has other scores.
        ScoresChanged = "scores-changed",
        /// It has other advice, or other evidence.
        MeaningChanged = "meaning-changed",
        /// It is new.
        AreaAdded = "area-added",
        /// It is gone.
        AreaRemoved = "area-removed",
        /// It could not be compared.
        NotCompared = "not-compared",
    }
}

impl Status {
    /// Its code in findings.
    #[must_use]
    pub const fn code(self) -> StatusCode {
        match self {
            Self::Changed(Gravity::Outcome) => StatusCode::OutcomeChanged,
            Self::Changed(Gravity::Firmness) => StatusCode::FirmnessChanged,
            Self::Changed(Gravity::Reasons) => StatusCode::ReasonsChanged,
            Self::Changed(Gravity::Scores) => StatusCode::ScoresChanged,
            Self::Changed(Gravity::Meaning) => StatusCode::MeaningChanged,
            Self::Added => StatusCode::AreaAdded,
            Self::Removed => StatusCode::AreaRemoved,
            Self::NotCompared(_) => StatusCode::NotCompared,
        }
    }
}

words! {
    /// On which side an area could not be evaluated.
    pub enum Lacking {
        /// Before.
        Before = "before",
        /// After.
        After = "after",
        /// On both.
        Both = "both",
    }
}

impl Status {
    /// Whether it is a failure; what could not be compared is an error, which is more.
    #[must_use]
    pub fn trips(self, fail_on: FailOn) -> bool {
        match (self, fail_on) {
            (Self::NotCompared(_), _) | (_, FailOn::Never) => false,
            (Self::Changed(gravity), FailOn::AtLeast(least)) => gravity >= least,
            (_, FailOn::Any) => true,
            // What is recommended of it is recommended no more.
            (Self::Removed, FailOn::AtLeast(Gravity::Meaning)) => true,
            (Self::Added | Self::Removed, FailOn::AtLeast(_)) => false,
        }
    }

    /// Its place in the order of gravity.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::Changed(Gravity::Outcome) => 0,
            Self::Changed(Gravity::Firmness) => 1,
            Self::Changed(Gravity::Reasons) => 2,
            Self::Changed(Gravity::Scores) => 3,
            Self::Changed(Gravity::Meaning) => 4,
            Self::Added => 5,
            Self::Removed => 6,
            Self::NotCompared(_) => 7,
        }
    }
}
