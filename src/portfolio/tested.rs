//! What the board has decided, or the administration proposes, held against the guideline, also while its answer is open.
//!
//! In: one recommendation. Out: whether the guideline leads to it, a bar forbids it, the guideline leads to something else,
//! or which answers are missing. Where no form is named there is nothing to hold against it.

use crate::evaluate::Truth;
use crate::explain::Recommendation;
use crate::model::{CriterionKey, Outcome};

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

/// How the form that is decided, or else proposed, stands; `None` where none is named.
#[must_use]
pub fn tested(found: &Recommendation<'_>) -> Option<Tested> {
    let (area, rules) = (&found.area, found.rules);
    let decided = area.decision.as_ref().and_then(|decision| decision.form);
    let stated = decided.or_else(|| area.proposal.as_ref()?.form)?;
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
