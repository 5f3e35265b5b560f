//! What the board has decided, or the administration proposes, held against the guideline, also while its answer is open.
//!
//! In: an area, or a recommendation for it. Out: what is said of its direction and by whom; whether the guideline leads to it,
//! a bar forbids it, the guideline leads to something else, or which answers are missing.

use crate::evaluate::Truth;
use crate::explain::Recommendation;
use crate::model::{Area, CriterionKey, Outcome, Stated};

/// What the board has decided of an area, or else the administration proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// The direction in its own words.
    pub direction: Option<&'a str>,
    /// Why.
    pub motivation: Option<&'a str>,
    /// The form, where one is named.
    pub form: Option<Stated>,
    /// Whether the board has decided it.
    pub decided: bool,
}

impl<'a> Said<'a> {
    /// What is said of an area; `None` where nothing is. A decision that says nothing of where to go leaves the proposal.
    #[must_use]
    pub fn of(area: &'a Area) -> Option<Self> {
        let decision = area.decision.as_ref().map(|decision| Self {
            direction: decision.direction.as_deref(),
            motivation: decision.motivation.as_deref(),
            form: decision.form,
            decided: true,
        });
        let proposal = area.proposal.as_ref().map(|proposal| Self {
            direction: proposal.direction.as_deref(),
            motivation: proposal.motivation.as_deref(),
            form: proposal.form,
            decided: false,
        });
        let says = |said: &Self| said.direction.is_some() || said.motivation.is_some() || said.form.is_some();
        decision.filter(says).or(proposal.filter(says))
    }
}

/// How a form that is decided or proposed stands to the guideline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tested {
    /// The guideline leads to it.
    InLine,
    /// Bars forbid it, whatever is still open: their ids.
    Against(Vec<String>),
    /// The guideline leads to another form that no bar forbids.
    Differs(Outcome),
    /// The basis is too thin, and no bar forbids it yet: the criteria to answer first.
    Untested(Vec<CriterionKey>),
    /// A direction is stated, but no form that could be held against the guideline.
    Unnamed,
}

impl Tested {
    /// Its name in results.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::InLine => "in-line",
            Self::Against(_) => "contrary",
            Self::Differs(_) => "other",
            Self::Untested(_) => "untested",
            Self::Unnamed => "no-form",
        }
    }
}

/// What is open and can matter: first what every area should answer.
#[must_use]
pub fn missing(found: &Recommendation<'_>) -> Vec<CriterionKey> {
    let asked = found.evaluation.questions.iter().map(|question| question.criterion);
    let mut missing: Vec<CriterionKey> = Vec::new();
    for criterion in found.evaluation.conditions.iter().copied().chain(asked) {
        if !missing.contains(&criterion) {
            missing.push(criterion);
        }
    }
    missing.sort_by_key(|criterion| !found.rules.criteria.at(*criterion).core);
    missing
}

/// How what is decided, or else proposed, stands; `None` where nothing is.
#[must_use]
pub fn tested(found: &Recommendation<'_>) -> Option<Tested> {
    let rules = found.rules;
    let Some(stated) = Said::of(&found.area)?.form else { return Some(Tested::Unnamed) };
    let recommended = found.outcome();
    if recommended.is_some_and(|outcome| stated.is(outcome)) {
        return Some(Tested::InLine);
    }
    // Of a mix of which it is not said which, one that nothing forbids is enough.
    let meant = || rules.outcomes().filter(|outcome| stated.is(*outcome));
    let excluded = found.evaluation.verdict.excluded;
    let forbidden = meant().all(|outcome| rules.forms_of(outcome).any(|form| excluded.contains(form)));
    if forbidden {
        let gates = rules.gates.iter().zip(&found.evaluation.verdict.gates);
        let fired = gates.filter(|(_, fires)| **fires == Truth::True).map(|(gate, _)| gate);
        let bars = fired.filter(|gate| {
            meant().any(|outcome| rules.forms_of(outcome).any(|form| gate.excludes.contains(form)))
        });
        return Some(Tested::Against(bars.map(|gate| gate.head.id.clone()).collect()));
    }
    Some(recommended.map_or_else(|| Tested::Untested(missing(found)), Tested::Differs))
}
