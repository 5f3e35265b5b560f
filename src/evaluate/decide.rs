//! Stages 1 to 3 for one set of answers: gates, scores, outcome.
//!
//! In: a rule set, its scoring, answers. Out: a verdict that says what each rule did. Never counts ways.

use super::condition::{Truth, holds};
use super::scoring::Scoring;
use crate::model::{Answers, FormKey, FormSet, Outcome, RuleSet};

/// What the rules say of one set of answers, open ones included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Of each gate, whether it fires.
    pub gates: Vec<Truth>,
    /// Of each mix rule, whether it fires.
    pub mix_rules: Vec<Truth>,
    /// The forms that a gate excludes.
    pub excluded: FormSet,
    /// The forms that an open gate could exclude and none does.
    pub conditional: FormSet,
    /// How the forms that are left stand.
    pub standing: Standing,
    /// The outcome.
    pub outcome: Outcome,
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
    let gates: Vec<Truth> = rules.gates.iter().map(|gate| holds(&gate.when, answers)).collect();
    let of = |truth: Truth| {
        let named = rules.gates.iter().zip(&gates).filter(|(_, fires)| **fires == truth);
        named.fold(FormSet::default(), |forms, (gate, _)| forms.with(gate.excludes))
    };
    let excluded = of(Truth::True);
    let conditional = of(Truth::Open).without(excluded);
    let mix_rules: Vec<Truth> = rules.mix_rules.iter().map(|rule| holds(&rule.when, answers)).collect();
    let standing = stand(rules, &scoring.points(&scoring.sums(answers)), scoring.reach, excluded);
    let outcome = conclude(rules, standing, mix_rules.contains(&Truth::True));
    Verdict { gates, mix_rules, excluded, conditional, standing, outcome }
}

/// Stage 3, steps 1 to 3, from each form's points and the points that count as near.
#[must_use]
pub fn stand(rules: &RuleSet, points: &[u128], reach: u128, excluded: FormSet) -> Standing {
    let mut in_house = 0;
    let mut best: Option<(FormKey, u128)> = None;
    let mut top: Option<(FormKey, u128)> = None;
    let (mut tie, mut top_tie) = (false, false);
    for (form, points) in rules.forms.keys().zip(points.iter().copied()) {
        if form == rules.in_house {
            in_house = points;
        } else if excluded.contains(form) {
            continue;
        } else {
            rank(&mut top, &mut top_tie, form, points);
        }
        rank(&mut best, &mut tie, form, points);
    }
    let near =
        top.is_some_and(|(_, points)| in_house > 0 && points > 0 && in_house.abs_diff(points) <= reach);
    Standing {
        best: best.map_or(rules.in_house, |(form, _)| form),
        tie,
        top: top.map(|(form, _)| form),
        top_tie,
        near,
    }
}

/// Puts a form first if it scores higher than all before it; the earlier keeps its place in a tie.
fn rank(first: &mut Option<(FormKey, u128)>, tie: &mut bool, form: FormKey, points: u128) {
    match first {
        Some((_, most)) if points < *most => {}
        Some((_, most)) if points == *most => *tie = true,
        _ => {
            *first = Some((form, points));
            *tie = false;
        }
    }
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
