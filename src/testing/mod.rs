//! Rule tests: what a rule set is expected to say of given answers, and whether it does.
//!
//! In: tests that have been read, rule sets. Out: for each test what was not as expected, and of each rule set what the
//! tests have tried. Reads no file and writes none.

mod coverage;
mod rule;
mod suggest;

pub use coverage::{Aspect, Coverage, Goal, GoalKind, State, goals, share};
pub use rule::Situation;
pub use suggest::{Missed, Suggestion, Suggestions, is_unreachable, suggest};

use crate::evaluate::Firmness;
use crate::explain::{Effect, Recommendation};
use crate::model::words;
use crate::model::{Area, CriterionKey, FormKey, Outcome, RuleKind};

/// A rule test.
#[derive(Debug, Clone)]
pub struct RuleTest {
    /// What it is called.
    pub name: String,
    /// The file it stands in.
    pub path: String,
    /// Line and column in that file.
    pub place: (usize, usize),
    /// The rule set it is of, as a position on the [shelf](crate::load::Shelf).
    pub rules: usize,
    /// Id of the profile whose weights it asks for.
    pub profile: Option<String>,
    /// The answers, as an area.
    pub area: Area,
    /// What it expects, in the order of the file; at least one thing.
    pub expected: Vec<Expected>,
}

/// One thing that a test expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What.
    pub what: Expectation,
    /// Line and column of the words that say so.
    pub place: (usize, usize),
}

/// What a test can expect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// This outcome, or that none is named.
    Outcome(Option<Outcome>),
    /// That this outcome leads, named or not.
    Leads(Outcome),
    /// That an undetermined area leans to this form, or to none.
    Leaning(Option<FormKey>),
    /// This firmness.
    Firmness(Firmness),
    /// That several forms share the highest score, or that none do.
    Tie(bool),
    /// That a rule is among the reasons, or is not.
    Reason {
        /// Whether it must be there.
        present: bool,
        /// Id of the rule.
        rule: String,
        /// What it must do, if that matters.
        effect: Option<Effect>,
        /// The form it must concern, if that matters.
        form: Option<FormKey>,
    },
    /// That a criterion is among the conditions, or is not.
    Condition {
        /// Whether it must be there.
        present: bool,
        /// Which.
        criterion: CriterionKey,
    },
    /// That something else is there, or is not.
    Listed {
        /// Whether it must be there.
        present: bool,
        /// Rules of which kind.
        kind: RuleKind,
        /// Its id.
        id: String,
    },
}

/// The word by which a test expects no outcome, or no leaning.
pub const NONE: &str = "none";

/// What a recommendation lists beside its reasons and conditions: each kind of rule with its key in test files.
pub const LISTS: [(&str, RuleKind); 5] = [
    ("mix_rules", RuleKind::MixRule),
    ("variants", RuleKind::Variant),
    ("complements", RuleKind::Complement),
    ("advice", RuleKind::Advice),
    ("warnings", RuleKind::Check),
];

/// The key in test files under which rules of a kind are expected.
#[must_use]
pub fn list_key(kind: RuleKind) -> &'static str {
    LISTS.iter().find(|(_, listed)| *listed == kind).map_or("reasons", |(key, _)| key)
}

/// The ids of a kind that a recommendation lists; of checks the codes of all warnings.
#[must_use]
pub fn listed<'a>(kind: RuleKind, found: &'a Recommendation<'_>) -> Vec<&'a str> {
    match kind {
        RuleKind::MixRule => found.mix_rules().map(|rule| rule.head.id.as_str()).collect(),
        RuleKind::Variant => found.variant.iter().map(|variant| variant.head.id.as_str()).collect(),
        RuleKind::Complement => found.complements.iter().map(|one| one.head.id.as_str()).collect(),
        RuleKind::Advice => found.advice.iter().map(|advice| advice.head.id.as_str()).collect(),
        RuleKind::Check => found.warnings.iter().map(|warning| warning.kind.code()).collect(),
        _ => Vec::new(),
    }
}

impl Expectation {
    /// Whether a recommendation is as expected.
    #[must_use]
    pub fn is_met(&self, found: &Recommendation<'_>) -> bool {
        match self {
            Self::Outcome(outcome) => found.outcome() == *outcome,
            Self::Leads(outcome) => found.evaluation.leading.outcome == *outcome,
            Self::Leaning(form) => found.evaluation.leaning.map(|(form, _)| form) == *form,
            Self::Firmness(firmness) => found.evaluation.firmness == *firmness,
            Self::Tie(tie) => found.evaluation.tie == *tie,
            Self::Reason { present, rule, effect, form } => {
                let fits = found.reasons.iter().any(|reason| {
                    reason.rule == rule
                        && effect.is_none_or(|effect| effect == reason.effect)
                        && form.is_none_or(|form| Some(form) == reason.form)
                });
                fits == *present
            }
            Self::Condition { present, criterion } => {
                found.evaluation.conditions.contains(criterion) == *present
            }
            Self::Listed { present, kind, id } => listed(*kind, found).contains(&id.as_str()) == *present,
        }
    }

    /// Whether both can never be met, since one asks for what the other forbids.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Reason { present: true, rule, effect, form },
                Self::Reason { present: false, rule: never, effect: no_effect, form: no_form },
            ) => {
                rule == never
                    && no_effect.is_none_or(|never| *effect == Some(never))
                    && no_form.is_none_or(|never| *form == Some(never))
            }
            (Self::Reason { present: false, .. }, Self::Reason { present: true, .. }) => {
                other.contradicts(self)
            }
            (Self::Condition { present, criterion }, Self::Condition { present: other, criterion: same }) => {
                criterion == same && present != other
            }
            (
                Self::Listed { present, kind, id },
                Self::Listed { present: other, kind: same_kind, id: same },
            ) => (kind, id) == (same_kind, same) && present != other,
            _ => false,
        }
    }
}

impl RuleTest {
    /// What is not as this test expects.
    #[must_use]
    pub fn failures(&self, found: &Recommendation<'_>) -> Vec<&Expected> {
        self.expected.iter().filter(|expected| !expected.what.is_met(found)).collect()
    }
}

/// A test that has been run.
#[derive(Debug)]
pub struct Ran<'a> {
    /// The test.
    pub test: &'a RuleTest,
    /// What the rules say; `None` where the weights cannot be computed with, which no rule set that loads causes.
    pub found: Option<Recommendation<'a>>,
}

words! {
    /// How a test ended.
    pub enum End {
        /// As expected.
        Passed = "passed",
        /// Not as expected.
        Failed = "failed",
        /// It could not be run.
        Error = "error",
    }
}

impl Ran<'_> {
    /// What is not as expected.
    #[must_use]
    pub fn failures(&self) -> Vec<&Expected> {
        self.found.as_ref().map(|found| self.test.failures(found)).unwrap_or_default()
    }

    /// How it ended.
    #[must_use]
    pub fn end(&self) -> End {
        match &self.found {
            None => End::Error,
            Some(found) if self.test.expected.iter().all(|expected| expected.what.is_met(found)) => {
                End::Passed
            }
            Some(_) => End::Failed,
        }
    }
}
