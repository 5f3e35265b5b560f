//! The fewest given answers that, changed, change the outcome.
//!
//! In: a rule set, its scoring, answers. Out: single changes, or the smallest sets of changes, up to three.

use super::decide::{Verdict, outcome};
use super::scoring::Scoring;
use crate::model::{Answers, CriterionKey, Outcome, RuleSet};

/// The most answers changed at a time.
pub const MOST_CHANGES: usize = 3;

/// Changed answers that together change the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The changes, in the order of the rule set.
    pub changes: Vec<(CriterionKey, u8)>,
    /// The outcome they give.
    pub outcome: Outcome,
}

/// Every single change of a given answer that changes the outcome; where there is none, every smallest set.
#[must_use]
pub fn flips(rules: &RuleSet, scoring: &Scoring, answers: &Answers, verdict: &Verdict) -> Vec<Flip> {
    let given: Vec<CriterionKey> =
        scoring.relevant.iter().copied().filter(|key| answers.get(*key).is_some()).collect();
    let mut search = Search {
        rules,
        scoring,
        verdict,
        units: scoring.units().collect(),
        answers: answers.clone(),
        points: scoring.points(&scoring.sums(answers)),
        found: Vec::new(),
        changes: Vec::new(),
    };
    for size in 1..=MOST_CHANGES {
        search.change(&given, size);
        if !search.found.is_empty() {
            break;
        }
    }
    search.found
}

struct Search<'a> {
    rules: &'a RuleSet,
    scoring: &'a Scoring,
    verdict: &'a Verdict,
    /// What one unit of each form's sum is worth.
    units: Vec<u128>,
    /// The answers as they are changed at the moment, and each form's points with them: there are thousands of
    /// sets, and one differs from the next in one answer.
    answers: Answers,
    points: Vec<u128>,
    found: Vec<Flip>,
    changes: Vec<(CriterionKey, u8)>,
}

impl Search<'_> {
    /// Tries every way to change `size` more of the criteria that are left.
    fn change(&mut self, left: &[CriterionKey], size: usize) {
        if size == 0 {
            let outcome = outcome(self.rules, &self.answers, &self.points, self.scoring.reach);
            if outcome != self.verdict.outcome {
                self.found.push(Flip { changes: self.changes.clone(), outcome });
            }
            return;
        }
        let (rules, mut rest) = (self.rules, left);
        while let Some((criterion, later)) = rest.split_first() {
            let given = self.answers.get(*criterion);
            for answer in rules.criteria.at(*criterion).answers().filter(|answer| Some(*answer) != given) {
                self.set(*criterion, Some(answer));
                self.changes.push((*criterion, answer));
                self.change(later, size - 1);
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
