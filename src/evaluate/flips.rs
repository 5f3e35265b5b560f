//! The fewest given answers that, changed, change the outcome.
//!
//! In: a rule set, its scoring, answers. Out: single changes, or the smallest sets of changes, up to three.

use super::decide::{Verdict, decide};
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
    (1..=MOST_CHANGES)
        .map(|size| {
            let mut search = Search { rules, scoring, verdict, found: Vec::new(), changes: Vec::new() };
            search.change(&given, &mut answers.clone(), size);
            search.found
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

struct Search<'a> {
    rules: &'a RuleSet,
    scoring: &'a Scoring,
    verdict: &'a Verdict,
    found: Vec<Flip>,
    changes: Vec<(CriterionKey, u8)>,
}

impl Search<'_> {
    /// Tries every way to change `size` more of the criteria that are left.
    fn change(&mut self, left: &[CriterionKey], answers: &mut Answers, size: usize) {
        if size == 0 {
            let outcome = decide(self.rules, self.scoring, answers).outcome;
            if outcome != self.verdict.outcome {
                self.found.push(Flip { changes: self.changes.clone(), outcome });
            }
            return;
        }
        let mut rest = left;
        while let Some((criterion, later)) = rest.split_first() {
            let given = answers.get(*criterion);
            for answer in self.rules.criteria.at(*criterion).answers().filter(|answer| Some(*answer) != given)
            {
                answers.set(*criterion, Some(answer));
                self.changes.push((*criterion, answer));
                self.change(later, answers, size - 1);
                self.changes.pop();
            }
            answers.set(*criterion, given);
            rest = later;
        }
    }
}
