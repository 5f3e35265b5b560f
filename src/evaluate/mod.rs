//! The decision model: from a rule set and answers to an evaluation, exactly and without side effects.
//!
//! In: valid rules, weights, answers. Out: a trace of what every rule did, with exact counts. Knows no file
//! format, no language and no command line.

mod condition;
mod decide;
mod flips;
mod layers;
mod ledger;
mod questions;
mod scoring;
mod space;
mod tally;

pub use condition::{Truth, deciding, holds, term_holds};
pub use decide::{FormStatus, Standing, Truths, Verdict, conclude, decide, stand};
pub use flips::{Flip, MOST_CHANGES};
pub use layers::{MAX_STATES, TooManyStates};
pub use questions::Question;
pub use scoring::{MAX_SCALE, Points, ScaleFault, Score, Scoring, Sums, relevant};
pub use space::MAX_JOINT_TERMS;
pub use tally::{Tallies, Tally};

use crate::model::words;
use crate::model::{Answers, CriterionKey, Fraction, Outcome, RuleSet};
use ledger::Ledger;
use space::Space;

words! {
    /// How much the answers still open can change (decision-model, "Firmness").
    pub enum Firmness {
        /// The basis is too thin.
        Undetermined = "undetermined",
        /// More than half of the core criteria are answered, and more than half of the ways agree.
        Preliminary = "preliminary",
        /// No answer still open can change it.
        Firm = "firm",
    }
}

/// Everything the model computes for one area.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// What each rule did, and the outcome.
    pub verdict: Verdict,
    /// Each form's score, in order of precedence.
    pub scores: Vec<Score>,
    /// How firm the outcome is.
    pub firmness: Firmness,
    /// How many ways there are, by outcome.
    pub ways: Tallies,
    /// Open gate criteria that alone could change the outcome.
    pub conditions: Vec<CriterionKey>,
    /// Open criteria that can still change the outcome, in the order to ask.
    pub questions: Vec<Question>,
    /// Given answers that, changed, change the outcome.
    pub flips: Vec<Flip>,
}

impl Evaluation {
    /// The share of the ways in which no open gate fires that gives this outcome; `None` where there is no such way.
    #[must_use]
    pub fn support(&self) -> Option<Fraction> {
        self.share(self.verdict.outcome)
    }

    /// The same share for another outcome.
    #[must_use]
    pub fn share(&self, outcome: Outcome) -> Option<Fraction> {
        let total = self.ways.quiet.total();
        (total > 0).then(|| Fraction::new(self.ways.quiet.ways(outcome), total))
    }
}

/// How much is looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Outcome, firmness, support and scores. Questions and flips are not looked for: both lists stay empty.
    Outline,
    /// Everything.
    Full,
}

/// Evaluates one set of answers.
///
/// # Errors
/// When the weights make more different sums than can be counted exactly.
pub fn evaluate(
    rules: &RuleSet,
    scoring: &Scoring,
    answers: &Answers,
    depth: Depth,
) -> Result<Evaluation, TooManyStates> {
    let verdict = decide(rules, scoring, answers);
    let space = Space::new(rules, scoring, answers).ok_or(TooManyStates)?;
    let mut ledger = Ledger::new(&space);
    let ways = tally::count(&space, &mut ledger)?;
    let conditions = questions::conditions(rules, scoring, answers, &verdict);
    let (questions, flips) = match depth {
        Depth::Outline => (Vec::new(), Vec::new()),
        Depth::Full => (
            questions::questions(&space, &mut ledger, answers, &verdict, &conditions)?,
            flips::flips(rules, scoring, answers, &verdict),
        ),
    };
    let scores = scoring.scores(&verdict.sums);
    let firmness = firmness(rules, answers, &ways, verdict.outcome);
    Ok(Evaluation { verdict, scores, firmness, ways, conditions, questions, flips })
}

/// The ways to answer what is open, by outcome: the part of [`evaluate`] that counts.
///
/// # Errors
/// When the weights make more different sums than can be counted exactly.
pub fn count_ways(rules: &RuleSet, scoring: &Scoring, answers: &Answers) -> Result<Tallies, TooManyStates> {
    let space = Space::new(rules, scoring, answers).ok_or(TooManyStates)?;
    tally::count(&space, &mut Ledger::new(&space))
}

fn firmness(rules: &RuleSet, answers: &Answers, ways: &Tallies, outcome: Outcome) -> Firmness {
    if ways.all.ways(outcome) == ways.all.total() {
        return Firmness::Firm;
    }
    let core: Vec<CriterionKey> =
        rules.criteria.iter().filter(|(_, criterion)| criterion.core).map(|(key, _)| key).collect();
    let answered = core.iter().filter(|key| answers.get(**key).is_some()).count();
    let supported = ways.quiet.ways(outcome) * 2 > ways.quiet.total();
    if answered * 2 > core.len() && supported { Firmness::Preliminary } else { Firmness::Undetermined }
}
