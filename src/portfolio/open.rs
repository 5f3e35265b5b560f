//! The open questions of an area, and how far it is from an outcome.
//!
//! In: answers and what they come to. Out: what each question can do, and how many answers are lacking at least.

use crate::evaluate::{Evaluation, Firmness, settle};
use crate::model::{Answers, CriterionKey, RuleSet};

/// A question of one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// What is asked.
    pub criterion: CriterionKey,
    /// What the answer can be expected to tell about the outcome, in millionths of a bit.
    pub information: u64,
    /// Whether some answer to it alone, and none that excludes a form, gives an area without an outcome one.
    pub settles: bool,
}

/// The open questions of an area, the core questions that cannot change its outcome last.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few bits, never negative")]
pub(super) fn open(rules: &RuleSet, answers: &Answers, evaluation: &Evaluation) -> Vec<Open> {
    let (lacking, least) = core(rules, answers);
    let mut open: Vec<Open> = Vec::new();
    for question in &evaluation.questions {
        let lacks = lacking.len() - usize::from(lacking.contains(&question.criterion));
        let enough = lacks <= least;
        let mut answered = rules.criteria.at(question.criterion).answers().zip(&question.leads);
        let mut is_most = || {
            answered.any(|(answer, lead)| {
                let excluded = || settle(rules, &answers.with(question.criterion, answer)).excluded;
                lead.share.is_most() && excluded() == evaluation.verdict.excluded
            })
        };
        let information = (question.information * 1e6).round() as u64;
        let settles = evaluation.firmness == Firmness::Undetermined && enough && is_most();
        open.push(Open { criterion: question.criterion, information, settles });
    }
    if evaluation.firmness == Firmness::Undetermined {
        let others = lacking.into_iter().filter(|core| open.iter().all(|asked| asked.criterion != *core));
        let others: Vec<CriterionKey> = others.collect();
        open.extend(others.into_iter().map(|criterion| Open { criterion, information: 0, settles: false }));
    }
    open
}

/// The core questions without an answer, and how many of them may be left where an outcome is named.
fn core(rules: &RuleSet, answers: &Answers) -> (Vec<CriterionKey>, usize) {
    let core = || rules.criteria.iter().filter(|(_, criterion)| criterion.core).map(|(key, _)| key);
    // More than half must be answered.
    let least = (core().count().max(1) - 1) / 2;
    (core().filter(|key| answers.get(*key).is_none()).collect(), least)
}

/// How many more answers an area must have at least before there can be an outcome; 0 where there is one.
pub(super) fn distance(rules: &RuleSet, answers: &Answers, evaluation: &Evaluation) -> usize {
    if evaluation.firmness != Firmness::Undetermined {
        return 0;
    }
    let (lacking, least) = core(rules, answers);
    lacking.len().saturating_sub(least).max(1)
}
