//! The fewest given answers that, changed, make another outcome lead.
//!
//! In: a rule set, its scoring, answers. Out: single changes, or, where all is answered and there is none, the smallest sets of
//! changes, up to three. What is a matter of law is never changed.

use super::decide::{Settled, Verdict, conclude, settle, stand};
use super::scoring::{Points, Scoring};
use crate::model::{Answers, Condition, CriterionKey, FormSet, Outcome, RuleSet, Table};

/// The most answers changed at a time.
pub const MOST_CHANGES: usize = 3;

/// Changed answers that together make another outcome lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The changes, in the order of the rule set.
    pub changes: Vec<(CriterionKey, u8)>,
    /// The outcome that then leads.
    pub leads: Outcome,
}

/// Every single change of a given answer that makes another outcome lead than this one; where all is answered and there is
/// none, every smallest set.
#[must_use]
pub fn flips(
    rules: &RuleSet,
    scoring: &Scoring,
    answers: &Answers,
    verdict: &Verdict,
    outcome: Outcome,
) -> Vec<Flip> {
    let relevant = || scoring.relevant.iter().copied();
    let free = relevant().filter(|key| answers.get(*key).is_some() && !rules.is_matter_of_law(*key));
    let given: Vec<CriterionKey> = free.collect();
    if relevant().any(|key| answers.get(key).is_none()) {
        let mut found = Vec::new();
        for criterion in given {
            let others = rules.criteria.at(criterion).answers();
            for answer in others.filter(|answer| Some(*answer) != answers.get(criterion)) {
                let changed = answers.with(criterion, answer);
                let leads = super::lead(rules, scoring, &changed).outcome;
                if leads != outcome {
                    found.push(Flip { changes: vec![(criterion, answer)], leads });
                }
            }
        }
        return found;
    }
    let gates = named(rules, rules.gates.iter().map(|gate| &gate.when));
    let mut search = Search {
        rules,
        scoring,
        outcome,
        others: rules.beside_fallback(),
        last_gate: given.iter().rev().copied().find(|key| *gates.at(*key)),
        gates,
        mix_rules: named(rules, rules.mix_rules.iter().map(|rule| &rule.when)),
        units: scoring.units().collect(),
        answers: answers.clone(),
        points: scoring.points(verdict.sums.middle()),
        found: Vec::new(),
        changes: Vec::new(),
    };
    let settled = settle(rules, answers);
    for size in 1..=MOST_CHANGES {
        search.change(&given, size, settled);
        if !search.found.is_empty() {
            break;
        }
    }
    search.found
}

/// Of each criterion, whether one of the conditions names it.
fn named<'r>(rules: &RuleSet, conditions: impl Iterator<Item = &'r Condition>) -> Table<CriterionKey, bool> {
    let mut named = Table::new(vec![false; rules.criteria.len()]);
    for key in conditions.flat_map(Condition::criteria) {
        *named.at_mut(key) = true;
    }
    named
}

/// There are thousands of sets, and one differs from the next in one answer: what follows from the answers is kept
/// up to date and not worked out anew for each set.
struct Search<'a> {
    rules: &'a RuleSet,
    scoring: &'a Scoring,
    outcome: Outcome,
    /// The forms but the one that no gate excludes.
    others: FormSet,
    /// The criteria that gates name.
    gates: Table<CriterionKey, bool>,
    /// The last of them that is given.
    last_gate: Option<CriterionKey>,
    /// The criteria that mix rules name.
    mix_rules: Table<CriterionKey, bool>,
    /// What one unit of each form's sum is worth.
    units: Vec<u128>,
    /// The answers as they are changed at the moment.
    answers: Answers,
    /// Each form's points with them.
    points: Points,
    found: Vec<Flip>,
    changes: Vec<(CriterionKey, u8)>,
}

impl Search<'_> {
    /// Tries every way to change `size` more of the criteria that are left, which come in the order of the rule set.
    fn change(&mut self, left: &[CriterionKey], size: usize, settled: Settled) {
        let rules = self.rules;
        if size == 0 {
            let standing = stand(rules, &self.points, self.scoring.reach, settled.excluded);
            let leads = conclude(standing, settled.mixed);
            if leads != self.outcome {
                self.found.push(Flip { changes: self.changes.clone(), leads });
            }
            return;
        }
        // With no other form left it is the fallback, until an answer that a gate names is changed.
        let same = settled.excluded.covers(self.others) && self.outcome == Outcome::single(rules.fallback());
        let mut rest = left;
        while let Some((criterion, later)) = rest.split_first() {
            if same && Some(*criterion) > self.last_gate {
                return;
            }
            let settles = *self.gates.at(*criterion) || *self.mix_rules.at(*criterion);
            let given = self.answers.get(*criterion);
            for answer in rules.criteria.at(*criterion).answers().filter(|answer| Some(*answer) != given) {
                self.set(*criterion, Some(answer));
                let settled = if settles { settle(rules, &self.answers) } else { settled };
                self.changes.push((*criterion, answer));
                self.change(later, size - 1, settled);
                self.changes.pop();
            }
            self.set(*criterion, given);
            rest = later;
        }
    }

    /// Changes an answer, and the points with it.
    fn set(&mut self, criterion: CriterionKey, answer: Option<u8>) {
        let before = self.scoring.effect(criterion, self.answers.get(criterion));
        let after = self.scoring.effect(criterion, answer);
        for (((points, unit), before), after) in
            self.points.iter_mut().zip(&self.units).zip(before).zip(after)
        {
            // The points hold what is taken away: it was added before.
            *points = *points + u128::from(*after) * unit - u128::from(*before) * unit;
        }
        self.answers.set(criterion, answer);
    }
}
