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
    /// The competitive form with the highest score, if one is left.
    pub top: Option<FormKey>,
    /// Whether several competitive forms share theirs, so that precedence named `top`.
    pub top_tie: bool,
    /// Whether the in-house form and `top` are within the margin of each other, both above 0.
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
    let outcome = conclude(rules, standing, mix_rules.contains(&Truth::True));
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
    let in_house = points.get(rules.in_house.position()).copied().unwrap_or(0);
    weigh(rules, lead(rules, points, excluded), in_house, reach)
}

/// The competitive forms among themselves.
#[derive(Debug, Clone, Copy)]
pub struct Lead {
    /// The one with the highest score, with its points; of several, the first in precedence.
    pub top: Option<(FormKey, u128)>,
    /// Whether several share it.
    pub tie: bool,
}

/// Which competitive form leads, of those that are not excluded.
#[must_use]
pub fn lead(rules: &RuleSet, points: &[u128], excluded: FormSet) -> Lead {
    let mut lead = Lead { top: None, tie: false };
    for (form, points) in rules.forms.keys().zip(points.iter().copied()) {
        if form == rules.in_house || excluded.contains(form) {
            continue;
        }
        match lead.top {
            Some((_, most)) if points < most => {}
            Some((_, most)) if points == most => lead.tie = true,
            _ => lead = Lead { top: Some((form, points)), tie: false },
        }
    }
    lead
}

/// The leading competitive form against the in-house form.
#[must_use]
pub fn weigh(rules: &RuleSet, lead: Lead, in_house: u128, reach: u128) -> Standing {
    let own = rules.in_house;
    let Some((top, points)) = lead.top else {
        return Standing { best: own, tie: false, top: None, top_tie: false, near: false };
    };
    let (best, tie) = match in_house.cmp(&points) {
        Ordering::Greater => (own, false),
        Ordering::Less => (top, lead.tie),
        // Keys stand in the order of precedence.
        Ordering::Equal => (own.min(top), true),
    };
    let near = in_house > 0 && points > 0 && in_house.abs_diff(points) <= reach;
    Standing { best, tie, top: Some(top), top_tie: lead.tie, near }
}

/// Stage 3, steps 2, 4 and 5.
#[must_use]
pub fn conclude(rules: &RuleSet, standing: Standing, mix_fires: bool) -> Outcome {
    match standing.top {
        None => Outcome::single(rules.in_house),
        Some(top) if standing.near || (mix_fires && standing.best != rules.in_house) => Outcome::mix(top),
        Some(_) => Outcome::single(standing.best),
    }
}
