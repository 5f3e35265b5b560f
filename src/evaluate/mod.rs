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
pub use decide::{FormStatus, Settled, Standing, Truths, Verdict, conclude, decide, settle, stand};
pub use flips::{Flip, MOST_CHANGES};
pub use layers::{MAX_STATES, TooManyStates};
pub use questions::Question;
pub use scoring::{MAX_SCALE, Points, Score, Scoring, Sums, TooFine, relevant};
pub use space::MAX_JOINT_TERMS;
pub use tally::{Lead, Tallies, Tally};

use crate::model::words;
use crate::model::{Answers, CriterionKey, FormKey, Fraction, Outcome, RuleSet};
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
    /// What each rule did.
    pub verdict: Verdict,
    /// Each form's score, in order of precedence.
    pub scores: Vec<Score>,
    /// How firm the outcome is.
    pub firmness: Firmness,
    /// How many ways there are, by outcome.
    pub ways: Tallies,
    /// The outcome with the largest share. It is named only when it is firm or preliminary: see [`Evaluation::outcome`].
    pub leading: Lead,
    /// While undetermined: the form whose outcomes together have more than half of the shares, and how much.
    pub leaning: Option<(FormKey, Fraction)>,
    /// Whether forms share the best score in an outcome that is named.
    pub tie: bool,
    /// Criteria of open gates on which it depends which outcome leads.
    pub conditions: Vec<CriterionKey>,
    /// Open criteria that can still change the outcome, in the order to ask.
    pub questions: Vec<Question>,
    /// Given answers that, changed, make another outcome lead.
    pub flips: Vec<Flip>,
}

impl Evaluation {
    /// The outcome; there is none while undetermined.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        (self.firmness != Firmness::Undetermined).then_some(self.leading.outcome)
    }

    /// The outcome's share.
    #[must_use]
    pub fn support(&self) -> Option<Fraction> {
        self.outcome().map(|_| self.leading.share)
    }

    /// Every outcome that some way gives with its share, largest first, equal ones in the order of outcomes.
    #[must_use]
    pub fn shares(&self, rules: &RuleSet) -> Vec<(Outcome, Fraction)> {
        let ways = self.ways.shares();
        let total = ways.total();
        let mut shares: Vec<(Outcome, Fraction)> =
            ways.iter().map(|(outcome, ways)| (outcome, Fraction::new(ways, total))).collect();
        shares.sort_by(|(one, share), (other, more)| {
            more.cmp(share).then_with(|| rules.order_of(*one).cmp(&rules.order_of(*other)))
        });
        shares
    }
}

/// How much is looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Outcome, firmness, shares and scores. The lists of what is looked for beside stay empty.
    Outline,
    /// The conditions, too.
    Conditions,
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
    let leading = ways.lead(rules);
    let firmness = firmness(rules, answers, &ways, leading);
    let named = firmness != Firmness::Undetermined;
    let conditions = match depth {
        Depth::Outline => Vec::new(),
        Depth::Conditions | Depth::Full => questions::conditions(rules, scoring, answers, leading.outcome)?,
    };
    let (mut questions, mut flips) = (Vec::new(), Vec::new());
    if depth == Depth::Full {
        questions = questions::questions(&space, &mut ledger, answers, &conditions)?;
        if named {
            flips = flips::flips(rules, scoring, answers, &verdict, leading.outcome)?;
        }
    }
    Ok(Evaluation {
        scores: scoring.scores(&verdict.sums),
        leaning: if named { None } else { leaning(rules, answers, &ways) },
        tie: named && verdict.standing.tie && is_answered(rules, answers, &verdict),
        verdict,
        firmness,
        ways,
        leading,
        conditions,
        questions,
        flips,
    })
}

/// Whether every indicator of the forms that are not excluded is answered.
fn is_answered(rules: &RuleSet, answers: &Answers, verdict: &Verdict) -> bool {
    let mut left = rules.indicators.iter().filter(|indicator| !verdict.excluded.contains(indicator.form));
    left.all(|indicator| answers.get(indicator.criterion).is_some())
}

/// The form that has more than half of the shares, where anything is answered.
fn leaning(rules: &RuleSet, answers: &Answers, ways: &Tallies) -> Option<(FormKey, Fraction)> {
    rules.criteria.keys().find(|key| answers.get(*key).is_some())?;
    let shares = ways.shares();
    let of = |form: FormKey| -> u128 {
        shares.iter().filter(|(outcome, _)| outcome.form == form).map(|(_, ways)| ways).sum()
    };
    let form = rules.forms.keys().find(|form| of(*form) * 2 > shares.total())?;
    Some((form, Fraction::new(of(form), shares.total())))
}

/// The ways to answer what is open, by outcome: the part of [`evaluate`] that counts.
///
/// # Errors
/// When the weights make more different sums than can be counted exactly.
pub fn count_ways(rules: &RuleSet, scoring: &Scoring, answers: &Answers) -> Result<Tallies, TooManyStates> {
    let space = Space::new(rules, scoring, answers).ok_or(TooManyStates)?;
    tally::count(&space, &mut Ledger::new(&space))
}

fn firmness(rules: &RuleSet, answers: &Answers, ways: &Tallies, leading: Lead) -> Firmness {
    if ways.all.ways(leading.outcome) == ways.all.total() {
        return Firmness::Firm;
    }
    let core: Vec<CriterionKey> =
        rules.criteria.iter().filter(|(_, criterion)| criterion.core).map(|(key, _)| key).collect();
    let answered = core.iter().filter(|key| answers.get(**key).is_some()).count();
    let supported = leading.share * 2 > Fraction::from_integer(1);
    if answered * 2 > core.len() && supported { Firmness::Preliminary } else { Firmness::Undetermined }
}
