//! An area before and after some of its answers change.
//!
//! In: an area, answers to set. Out: both recommendations, what differs, and which of the changes it takes.

use crate::compare::{Entry, Gravity, ReasonChange, ReasonKey, Side, Smallest, reason_changes, smallest};
use crate::evaluate::{Weighted, count_ways};
use crate::explain::{Advisor, Reason, Recommendation};
use crate::model::{Answers, Area, CriterionKey};

/// An answer that becomes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerChange {
    /// The criterion.
    pub criterion: CriterionKey,
    /// What it was; nothing where it was open.
    pub before: Option<u8>,
    /// What it is; nothing where it is open now.
    pub after: Option<u8>,
}

/// An area before and after.
#[derive(Debug, Clone)]
pub struct Changed<'r> {
    /// The answers that change, in the order of the rule set; what is set to what it was is none.
    pub changes: Vec<AnswerChange>,
    /// Before.
    pub before: Recommendation<'r>,
    /// After.
    pub after: Recommendation<'r>,
    /// Both by ids alone, as they are compared.
    pub sides: (Side, Side),
    /// The gravest difference, if there is any.
    pub gravity: Option<Gravity>,
    /// The reasons that differ, in the order of the stages and of the rule set; those that are gone last.
    pub reasons: Vec<ReasonChange>,
    /// The smallest sets of the changes, as positions among them, that alone make the new outcome lead; `None`
    /// where the same leads.
    pub needed: Option<Smallest>,
}

/// Changes answers of an area; an answer that changes leaves its evidence behind.
#[must_use]
pub fn change<'r>(advisor: &Advisor<'r>, area: &Area, set: &[(CriterionKey, Option<u8>)]) -> Changed<'r> {
    let mut changes: Vec<AnswerChange> = set
        .iter()
        .map(|(criterion, after)| (*criterion, area.answers.get(*criterion), *after))
        .filter(|(_, before, after)| before != after)
        .map(|(criterion, before, after)| AnswerChange { criterion, before, after })
        .collect();
    changes.sort_by_key(|change| change.criterion);
    let mut other = area.clone();
    for change in &changes {
        other.answers.set(change.criterion, change.after);
        *other.evidence.at_mut(change.criterion) = None;
    }
    let before = advisor.recommend(area.clone());
    let after = advisor.recommend(other);
    let sides = (Entry::of(&before).side, Entry::of(&after).side);
    let Weighted { rules, scoring } = advisor.weighted(area);
    let leads = |answers: &Answers| {
        let ways = count_ways(rules, scoring, answers);
        ways.lead(rules).outcome == after.evaluation.leading.outcome
    };
    let needed = smallest(changes.len(), |some| {
        let mut answers = area.answers.clone();
        for change in some.iter().filter_map(|position| changes.get(*position)) {
            answers.set(change.criterion, change.after);
        }
        leads(&answers)
    });
    let mut reasons = reason_changes(&sides.0, &sides.1);
    let place = |of: &Recommendation<'_>, key: &ReasonKey| {
        of.reasons.iter().position(|reason| Side::key(of.rules, reason) == *key).unwrap_or(usize::MAX)
    };
    reasons.sort_by_key(|change| (place(&after, &change.key), place(&before, &change.key)));
    Changed { gravity: sides.0.gravity(&sides.1), reasons, needed, changes, before, after, sides }
}

/// The reason as it reads now, or as it read where it is gone.
#[must_use]
pub fn reason_of<'r>(changed: &'r Changed<'_>, change: &ReasonChange) -> Option<&'r Reason<'r>> {
    let after = change.after.as_ref().map(|_| &changed.after);
    let of = after.unwrap_or(&changed.before);
    of.reasons.iter().find(|reason| Side::key(of.rules, reason) == change.key)
}
