//! Stages 1 to 3 for one set of answers: gates, scores, outcome.
//!
//! In: a rule set, its scoring, answers. Out: a verdict that says what each rule did. Never counts ways.

use std::cmp::Ordering;

use smallvec::SmallVec;

use super::condition::{Truth, holds};
use super::scoring::{Scoring, Sums};
use crate::model::{Answers, Condition, FormKey, FormSet, Outcome, RuleSet, words};

/// Whether each of some rules fires; few enough of them need no allocation.
pub type Truths = SmallVec<[Truth; 16]>;

/// What the rules say of one set of answers, open ones included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Of each gate, whether it fires.
    pub gates: Truths,
    /// Of each mix rule, whether it fires.
    pub mix_rules: Truths,
    /// The forms that a gate excludes.
    pub excluded: FormSet,
    /// The forms that an open gate could exclude and none does.
    pub conditional: FormSet,
    /// What the answers come to for each form.
    pub sums: Sums,
    /// How the forms that are left stand.
    pub standing: Standing,
    /// The outcome.
    pub outcome: Outcome,
}

words! {
    /// Whether a form is open to an area.
    pub enum FormStatus {
        /// No gate excludes it.
        Permitted = "permitted",
        /// A gate that is open could exclude it, and none does.
        Conditional = "conditional",
        /// A gate excludes it.
        Excluded = "excluded",
    }
}

impl Verdict {
    /// Whether a form is open to the area.
    #[must_use]
    pub fn status(&self, form: FormKey) -> FormStatus {
        match (self.excluded.contains(form), self.conditional.contains(form)) {
            (true, _) => FormStatus::Excluded,
            (false, true) => FormStatus::Conditional,
            (false, false) => FormStatus::Permitted,
        }
    }
}

/// How the forms that are not excluded stand (decision-model, stage 3, steps 1 to 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The form with the highest score; of several, the first in precedence.
    pub best: FormKey,
    /// Whether several share the highest score.
    pub tie: bool,
    /// The form with the highest score of those that are not competitive.
    pub base: FormKey,
    /// Whether several of those share theirs, so that precedence named `base`.
    pub base_tie: bool,
    /// The competitive form with the highest score, if one is left.
    pub top: Option<FormKey>,
    /// Whether several competitive forms share theirs, so that precedence named `top`.
    pub top_tie: bool,
    /// Whether `base` and `top` are within the margin of each other, both above 0.
    pub near: bool,
}

/// Applies stages 1 to 3.
#[must_use]
pub fn decide(rules: &RuleSet, scoring: &Scoring, answers: &Answers) -> Verdict {
    let mut gates = Truths::with_capacity(rules.gates.len());
    let (mut excluded, mut conditional) = (FormSet::default(), FormSet::default());
    for gate in &rules.gates {
        let fires = holds(&gate.when, answers);
        gates.push(fires);
        match fires {
            Truth::True => excluded = excluded.with(gate.excludes),
            Truth::Open => conditional = conditional.with(gate.excludes),
            Truth::False => {}
        }
    }
    let conditional = conditional.without(excluded);
    let mix_rules: Truths = rules.mix_rules.iter().map(|rule| holds(&rule.when, answers)).collect();
    let sums = scoring.sums(answers);
    let standing = stand(rules, &scoring.points(sums.middle()), scoring.reach, excluded);
    let outcome = conclude(standing, mix_rules.contains(&Truth::True));
    Verdict { gates, mix_rules, excluded, conditional, sums, standing, outcome }
}

/// What gates and mix rules make of a set of answers, without saying which of them did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// The forms that a gate excludes.
    pub excluded: FormSet,
    /// Whether a mix rule fires.
    pub mixed: bool,
}

/// Applies the conditions alone.
#[must_use]
pub fn settle(rules: &RuleSet, answers: &Answers) -> Settled {
    let fires = |when: &Condition| holds(when, answers) == Truth::True;
    let gates = rules.gates.iter().filter(|gate| fires(&gate.when));
    Settled {
        excluded: gates.fold(FormSet::default(), |forms, gate| forms.with(gate.excludes)),
        mixed: rules.mix_rules.iter().any(|rule| fires(&rule.when)),
    }
}

/// Stage 3, steps 1 to 3, from each form's points and the points that count as near.
#[must_use]
pub fn stand(rules: &RuleSet, points: &[u128], reach: u128, excluded: FormSet) -> Standing {
    let top = lead(rules, points, excluded, true);
    let base = lead(rules, points, excluded, false);
    // A gate never excludes the fallback: there is always a base.
    let (own, has) = base.first.unwrap_or((rules.fallback(), 0));
    let alone = Standing {
        best: own,
        tie: base.tie,
        base: own,
        base_tie: base.tie,
        top: None,
        top_tie: false,
        near: false,
    };
    let Some((form, most)) = top.first else { return alone };
    let (best, tie) = match has.cmp(&most) {
        Ordering::Greater => (own, base.tie),
        Ordering::Less => (form, top.tie),
        // Keys stand in the order of precedence.
        Ordering::Equal => (own.min(form), true),
    };
    let near = has > 0 && most > 0 && has.abs_diff(most) <= reach;
    Standing { best, tie, top: Some(form), top_tie: top.tie, near, ..alone }
}

/// Some forms among themselves.
#[derive(Debug, Clone, Copy)]
pub struct Lead {
    /// The one with the highest score, with its points; of several, the first in precedence.
    pub first: Option<(FormKey, u128)>,
    /// Whether several share it.
    pub tie: bool,
}

/// Which leads of those that are not excluded: among the competitive forms, or among the others.
#[must_use]
pub fn lead(rules: &RuleSet, points: &[u128], excluded: FormSet, competitive: bool) -> Lead {
    let mut lead = Lead { first: None, tie: false };
    for ((key, form), points) in rules.forms.iter().zip(points.iter().copied()) {
        if form.competitive != competitive || excluded.contains(key) {
            continue;
        }
        match lead.first {
            Some((_, most)) if points < most => {}
            Some((_, most)) if points == most => lead.tie = true,
            _ => lead = Lead { first: Some((key, points)), tie: false },
        }
    }
    lead
}

/// Stage 3, steps 2, 4 and 5.
#[must_use]
pub fn conclude(standing: Standing, mix_fires: bool) -> Outcome {
    match standing.top {
        None => Outcome::single(standing.base),
        Some(top) if standing.near || (mix_fires && standing.best != standing.base) => {
            Outcome::mix(top, standing.base)
        }
        Some(_) => Outcome::single(standing.best),
    }
}
