//! What can be found in a rule set itself, and what its authors have said of it.

use super::bilingual::Bilingual;
use super::places::Spot;
use super::words;

words! {
    /// What kind of thing was found in a rule set.
    pub enum FindingCode {
        /// No set of answers leads to an outcome.
        OutcomeUnreachable = "outcome-unreachable",
        /// A gate without which every outcome would be the same.
        GateIdle = "gate-idle",
        /// An indicator without which every outcome would be the same.
        IndicatorIdle = "indicator-idle",
        /// A mix rule without which every outcome would be the same.
        MixRuleIdle = "mix-rule-idle",
        /// A criterion whose answer never changes the outcome.
        CriterionIdle = "criterion-idle",
        /// A weight that weighs nothing.
        WeightIdle = "weight-idle",
        /// A condition, or a part of one, that says nothing beyond others.
        ConditionImplied = "condition-implied",
        /// Exact ties in which the order of precedence decides the outcome.
        PrecedenceTie = "precedence-tie",
        /// An answer that speaks for a form and makes it lose.
        AnswerBackfires = "answer-backfires",
        /// Something of which nothing is proven, since there is too much to count.
        NotProven = "not-proven",
        /// Something is allowed that is not found.
        AllowStale = "allow-stale",
    }
}

words! {
    /// How grave a finding is.
    pub enum Level {
        /// Good to know.
        Note = "note",
        /// Should be looked at.
        Warning = "warning",
        /// Must be mended.
        Error = "error",
    }
}

/// A finding that the authors of a rule set know of and mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// What is allowed.
    pub code: FindingCode,
    /// The rule, criterion or outcome it is allowed for; `None`: wherever it is found.
    pub about: Option<String>,
    /// Why.
    pub why: Bilingual,
    /// Where the entry stands.
    pub place: Spot,
}
