//! avtalsform itself: rules read from YAML at run time, exact fractions, reasons with their texts and sources.

use super::{Card, Engine};
use crate::plan::reason;
use crate::said::Said;
use avtalsform::evaluate::{Score, Scoring, decide};
use avtalsform::explain::{Reason, Reasons};
use avtalsform::model::{Answers, FormSet, Outcome, RuleSet};

/// The library with one rule set.
pub struct Ours<'r> {
    rules: &'r RuleSet,
    scoring: &'r Scoring,
    reasons: &'r Reasons<'r>,
}

/// What is compared, as the library gives it.
pub struct Reasoned<'r> {
    outcome: Outcome,
    excluded: FormSet,
    scores: Vec<Score>,
    reasons: Vec<&'r Reason<'r>>,
}

impl<'r> Ours<'r> {
    /// With a rule set, its weights and what it can say.
    pub fn new(rules: &'r RuleSet, scoring: &'r Scoring, reasons: &'r Reasons<'r>) -> Self {
        Self { rules, scoring, reasons }
    }
}

impl<'r> Engine for Ours<'r> {
    type Input = Answers;
    type Output = Reasoned<'r>;

    fn card(&self) -> Card {
        Card {
            name: "avtalsform".into(),
            version: crate::version("avtalsform"),
            language: "Rust".into(),
            how: "rules from YAML, exact fractions".into(),
        }
    }

    fn input(&self, answers: &Answers) -> Answers {
        answers.clone()
    }

    fn run(&mut self, answers: &Answers) -> Reasoned<'r> {
        let verdict = decide(self.rules, self.scoring, answers);
        Reasoned {
            outcome: verdict.outcome,
            excluded: verdict.excluded,
            scores: self.scoring.scores(&verdict.sums),
            reasons: self.reasons.of(answers, Some(verdict.outcome)),
        }
    }

    fn said(&self, output: &Reasoned<'r>) -> Said {
        let rules = self.rules;
        let score = |score: &Score| *score.score.numer() as f64 / *score.score.denom() as f64;
        let text = |said: &&Reason<'_>| {
            let form = said.form.map(|form| rules.forms.at(form).id.as_str());
            reason(said.rule, said.effect.id(), form)
        };
        Said {
            outcome: rules.outcome_id(output.outcome),
            excluded: rules.competitive().map(|form| output.excluded.contains(form)).collect(),
            scores: output.scores.iter().map(score).collect(),
            reasons: output.reasons.iter().map(text).collect(),
        }
    }
}
