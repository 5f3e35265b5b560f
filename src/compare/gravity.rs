//! How grave a difference is, and which differences are failures.

use crate::model::words;

words! {
    /// How grave a difference is.
    pub enum Gravity {
        /// Other advice, or other evidence for the same answers.
        Meaning = "meaning",
        /// Other scores, spans or support.
        Scores = "scores",
        /// Other reasons, conditions, variant, complements or standing of a form.
        Reasons = "reasons",
        /// More or less firm, or leaning to another form.
        Firmness = "firmness",
        /// Another outcome.
        Outcome = "outcome",
    }
}

/// From which gravity on differences count as a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Differences at least as grave as this.
    AtLeast(Gravity),
    /// Any difference, areas added and removed included.
    Any,
    /// None.
    Never,
}

impl FailOn {
    /// Whether what the rules say otherwise is a failure, too.
    #[must_use]
    pub const fn heeds_words(self) -> bool {
        matches!(self, Self::Any | Self::AtLeast(Gravity::Meaning))
    }
}
