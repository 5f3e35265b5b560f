//! The decision model: from a rule set and answers to an evaluation, exactly and without side effects.
//!
//! In: valid rules, weights, answers. Out: a trace of what every rule did, with exact counts. Knows no file
//! format, no language and no command line.

mod cells;
mod condition;
mod decide;
mod flips;
mod layers;
mod ledger;
mod pending;
mod planes;
mod questions;
mod sample;
mod scoring;
mod space;
mod step;
mod tally;
mod waiting;

pub use cells::Carried;
pub use condition::{Truth, deciding, holds, term_holds};
pub use decide::{FormStatus, Settled, Standing, Truths, Verdict, conclude, decide, settle, stand};
pub use flips::{Flip, MOST_CHANGES};
pub use layers::{Layers, MAX_LAYERED, MAX_STATES, TooLarge, Turn, leave_one_out};
pub use pending::{Facts, MAX_JOINT_TERMS};
pub use questions::Question;
pub use sample::Dice;
pub use scoring::{MAX_SCALE, Points, Score, Scoring, Sums, TooFine, relevant};
pub use space::{Alike, Ending, MAX_WAYS, Space};
pub use step::{Plane, Position, State, Step, Weighted};
use tally::Count;
pub use tally::{Counted, Interval, Lead, Share, Tallies, Tally, of_whole};

use crate::model::words;
use crate::model::{Answers, CriterionKey, FormKey, Outcome, RuleSet};
use ledger::Ledger;
use sample::Sample;

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
    pub leaning: Option<(FormKey, Share)>,
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
    pub fn support(&self) -> Option<Share> {
        self.outcome().map(|_| self.leading.share)
    }

    /// Every outcome that some way gives with its share, largest first, equal ones in the order of outcomes.
    #[must_use]
    pub fn shares(&self, rules: &RuleSet) -> Vec<(Outcome, Share)> {
        let ranked = self.ways.shares().ranked(rules).into_iter();
        ranked.map(|(outcome, ways)| (outcome, self.ways.share(ways))).collect()
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

/// How much work all counts for one area may take together, in cells of an array.
const WORK: u64 = 1 << 31;

/// Evaluates one set of answers. Where there are too many different sums to count all ways, shares and questions rest on ways
/// drawn at random; outcomes of complete answers, scores and gates never do.
#[must_use]
pub fn evaluate(rules: &RuleSet, scoring: &Scoring, answers: &Answers, depth: Depth) -> Evaluation {
    let verdict = decide(rules, scoring, answers);
    let mut work = WORK / counts(rules, scoring, answers);
    let exact = exactly(rules, scoring, answers, depth, &mut work);
    let Asked { ways, conditions, questions } = exact.unwrap_or_else(|| {
        let sample = sample(rules, scoring, answers);
        let mut asked = Asked { ways: sample.tallies(), conditions: Vec::new(), questions: Vec::new() };
        if depth >= Depth::Conditions {
            let leading = asked.ways.lead(rules).outcome;
            let lead = |criterion, answer| sample.lead(scoring, answers, criterion, answer);
            asked.conditions = questions::conditions(rules, answers, leading, lead);
        }
        if depth == Depth::Full {
            asked.questions = sample.questions(scoring, answers, &asked.conditions);
        }
        asked
    });
    let leading = ways.lead(rules);
    let firmness = firmness(rules, answers, &verdict, &ways, leading);
    let named = firmness != Firmness::Undetermined;
    let flips = if named && depth == Depth::Full {
        flips::flips(rules, scoring, answers, &verdict, leading.outcome)
    } else {
        Vec::new()
    };
    Evaluation {
        scores: scoring.scores(&verdict.sums),
        leaning: if named { None } else { leaning(rules, answers, &ways) },
        tie: named && verdict.standing.tie && is_answered(rules, answers, &verdict),
        questions: if firmness == Firmness::Firm { Vec::new() } else { questions },
        verdict,
        firmness,
        ways,
        leading,
        conditions,
        flips,
    }
}

/// What is asked of all ways to answer what is open.
struct Asked {
    ways: Tallies,
    conditions: Vec<CriterionKey>,
    questions: Vec<Question>,
}

/// How often an evaluation counts: for each answer that could be given or changed, and some times more for the questions.
fn counts(rules: &RuleSet, scoring: &Scoring, answers: &Answers) -> u64 {
    let others = |key: &CriterionKey| {
        let choices = rules.criteria.at(*key).choices.len();
        choices - usize::from(answers.get(*key).is_some())
    };
    scoring.relevant.iter().map(others).sum::<usize>() as u64 + 16
}

/// Ways drawn at random, so many that as many samples take as long as all counts may.
fn sample<'r>(rules: &'r RuleSet, scoring: &'r Scoring, answers: &Answers) -> Sample<'r> {
    Sample::new(rules, scoring, answers, counts(rules, scoring, answers))
}

/// What is asked, where all ways can be counted.
fn exactly(
    rules: &RuleSet,
    scoring: &Scoring,
    answers: &Answers,
    depth: Depth,
    work: &mut u64,
) -> Option<Asked> {
    let space = Space::new([Weighted { rules, scoring }], answers, true)?;
    if space.ways <= u128::from(u64::MAX) {
        counted::<u64>(&space, answers, depth, work).ok()
    } else {
        counted::<u128>(&space, answers, depth, work).ok()
    }
}

fn counted<C: Count>(
    space: &Space<'_, 1>,
    answers: &Answers,
    depth: Depth,
    work: &mut u64,
) -> Result<Asked, TooLarge> {
    let [Weighted { rules, scoring }] = space.weighted();
    let mut ledger = Ledger::new(space);
    let once = *work;
    let ways = tally::count::<C>(space, &mut ledger, work)?;
    let mut asked = Asked { ways, conditions: Vec::new(), questions: Vec::new() };
    if depth >= Depth::Conditions {
        let leading = asked.ways.lead(rules).outcome;
        let after = |criterion, answer| lead(rules, scoring, &answers.with(criterion, answer));
        asked.conditions = questions::conditions(rules, answers, leading, after);
    }
    if depth == Depth::Full {
        let found =
            questions::questions::<C>(space, &mut ledger, answers, &asked.conditions, &mut (once * 16));
        // What is left out one after another is counted in another order, which can take more.
        asked.questions = found.unwrap_or_else(|TooLarge| {
            sample(rules, scoring, answers).questions(scoring, answers, &asked.conditions)
        });
    }
    Ok(asked)
}

/// Whether every indicator of the forms that are not excluded is answered.
fn is_answered(rules: &RuleSet, answers: &Answers, verdict: &Verdict) -> bool {
    let mut left = rules.indicators.iter().filter(|indicator| !verdict.excluded.contains(indicator.form));
    left.all(|indicator| answers.get(indicator.criterion).is_some())
}

/// The form that has more than half of the shares, where anything is answered.
fn leaning(rules: &RuleSet, answers: &Answers, ways: &Tallies) -> Option<(FormKey, Share)> {
    rules.criteria.keys().find(|key| answers.get(*key).is_some())?;
    let shares = ways.shares();
    let of = |form: FormKey| -> u128 {
        shares.iter().filter(|(outcome, _)| outcome.form == form).map(|(_, ways)| ways).sum()
    };
    let form = rules.forms.keys().find(|form| ways.is_most(of(*form)))?;
    Some((form, ways.share(of(form))))
}

/// The ways to answer what is open, by outcome: the part of [`evaluate`] that counts.
#[must_use]
pub fn count_ways(rules: &RuleSet, scoring: &Scoring, answers: &Answers) -> Tallies {
    let drawn = || sample(rules, scoring, answers).tallies();
    let mut work = WORK / counts(rules, scoring, answers);
    count_exactly(rules, scoring, answers, &mut work).unwrap_or_else(drawn)
}

/// The same, where they can be counted with the work that is left.
#[must_use]
pub fn count_exactly(
    rules: &RuleSet,
    scoring: &Scoring,
    answers: &Answers,
    work: &mut u64,
) -> Option<Tallies> {
    exactly(rules, scoring, answers, Depth::Outline, work).map(|asked| asked.ways)
}

/// What leads among the ways to answer what is open.
fn lead(rules: &RuleSet, scoring: &Scoring, answers: &Answers) -> Lead {
    count_ways(rules, scoring, answers).lead(rules)
}

fn firmness(
    rules: &RuleSet,
    answers: &Answers,
    verdict: &Verdict,
    ways: &Tallies,
    leading: Lead,
) -> Firmness {
    // Of ways that were drawn nothing is proven but that one form alone is left.
    let alone = rules.forms.len() as u32 - verdict.excluded.len() == 1;
    if alone || (!ways.drawn && ways.all.ways(leading.outcome) == ways.all.total()) {
        return Firmness::Firm;
    }
    let core: Vec<CriterionKey> =
        rules.criteria.iter().filter(|(_, criterion)| criterion.core).map(|(key, _)| key).collect();
    let answered = core.iter().filter(|key| answers.get(**key).is_some()).count();
    let supported = ways.is_most(ways.shares().ways(leading.outcome));
    if answered * 2 > core.len() && supported { Firmness::Preliminary } else { Firmness::Undetermined }
}
