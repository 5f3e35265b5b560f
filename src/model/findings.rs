//! What can be found in a rule set itself, and what its authors have said of it.

use serde::Deserialize;

use super::bilingual::Bilingual;

/// What kind of thing was found in a rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingCode {
    /// No set of answers leads to an outcome.
    OutcomeUnreachable,
    /// A gate without which every outcome would be the same.
    GateIdle,
    /// An indicator without which every outcome would be the same.
    IndicatorIdle,
    /// A mix rule without which every outcome would be the same.
    MixRuleIdle,
    /// A criterion whose answer never changes the outcome.
    CriterionIdle,
    /// A condition, or a part of one, that says nothing beyond others.
    ConditionImplied,
    /// Exact ties in which the order of precedence decides the outcome.
    PrecedenceTie,
    /// An answer that speaks for a form and makes it lose.
    AnswerBackfires,
    /// Something is allowed that is not found.
    AllowStale,
}

impl FindingCode {
    /// Every code with its name in rule sets, results and on the command line.
    pub const NAMES: [(&'static str, Self); 9] = [
        ("outcome-unreachable", Self::OutcomeUnreachable),
        ("gate-idle", Self::GateIdle),
        ("indicator-idle", Self::IndicatorIdle),
        ("mix-rule-idle", Self::MixRuleIdle),
        ("criterion-idle", Self::CriterionIdle),
        ("condition-implied", Self::ConditionImplied),
        ("precedence-tie", Self::PrecedenceTie),
        ("answer-backfires", Self::AnswerBackfires),
        ("allow-stale", Self::AllowStale),
    ];

    /// Its name.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::NAMES.iter().find(|(_, code)| *code == self).map_or("", |(name, _)| name)
    }

    /// The code with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
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
    /// Line and column of the entry, from 1.
    pub place: (usize, usize),
}
