//! The open criteria that can still change the outcome, and how much each would tell.
//!
//! In: a space. Out: influence by kind of criterion, and the questions in the order to ask them.

use super::condition::{Truth, holds};
use super::decide::{Verdict, decide};
use super::layers::{Layers, TooManyStates};
use super::ledger::Ledger;
use super::scoring::Scoring;
use super::space::{Alike, Space};
use super::tally::{Tallies, Tally, matters, tally};
use crate::model::{Answers, CriterionKey, Outcome, RuleSet};

/// An open criterion that can still change the outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The criterion.
    pub criterion: CriterionKey,
    /// Whether an excluding answer to it, given alone, changes the outcome.
    pub condition: bool,
    /// Expected information about the outcome, in bits.
    pub information: f64,
    /// The answers that alone change the outcome, and to what.
    pub flips: Vec<(u8, Outcome)>,
}

/// The questions worth asking: conditions first, then by information (decision-model, "What follows").
///
/// # Errors
/// When there are more different sums than can be kept.
pub fn questions(
    space: &Space<'_>,
    ledger: &mut Ledger<'_, '_>,
    answers: &Answers,
    verdict: &Verdict,
    conditions: &[CriterionKey],
) -> Result<Vec<Question>, TooManyStates> {
    let mut questions = Vec::new();
    let mut ask = |kind: &Alike, layers: &Layers, ledger: &mut Ledger<'_, '_>| {
        if !matters(space, ledger, layers, &kind.steps) {
            return;
        }
        let gain = Gain::new(space, ledger, layers, kind);
        for criterion in &kind.criteria {
            let condition = conditions.contains(criterion);
            let information = if condition { gain.all } else { gain.quiet };
            let flips = flips_of(space.rules, space.scoring, answers, verdict, *criterion);
            questions.push(Question { criterion: *criterion, condition, information, flips });
        }
    };
    // What parts the ways onto planes comes last wherever it can: one plane is counted faster than several.
    let (plain, parting) = space.kinds.split_at(space.plain);
    let start = Layers::start(space);
    let rest = answer_all(space, &start, plain)?;
    leave_one_out(space, ledger, plain, start, &mut |kind, layers, ledger| {
        ask(kind, &answer_all(space, layers, parting)?, ledger);
        Ok(())
    })?;
    leave_one_out(space, ledger, parting, rest, &mut |kind, layers, ledger| {
        ask(kind, layers, ledger);
        Ok(())
    })?;
    questions.sort_by(|one, other| {
        let first = |question: &Question| !question.condition;
        let more = other.information.total_cmp(&one.information);
        first(one).cmp(&first(other)).then(more).then(one.criterion.cmp(&other.criterion))
    });
    Ok(questions)
}

/// Visits each kind with the layers of all other open criteria, halving so that common parts are counted once.
fn leave_one_out(
    space: &Space<'_>,
    ledger: &mut Ledger<'_, '_>,
    kinds: &[Alike],
    layers: Layers,
    visit: &mut impl FnMut(&Alike, &Layers, &mut Ledger<'_, '_>) -> Result<(), TooManyStates>,
) -> Result<(), TooManyStates> {
    match kinds {
        [] => {}
        [kind] => {
            let mut layers = layers;
            for _ in kind.criteria.iter().skip(1) {
                layers = layers.answer(space, &kind.steps)?;
            }
            visit(kind, &layers, ledger)?;
        }
        _ => {
            let (left, right) = kinds.split_at(kinds.len() / 2);
            leave_one_out(space, ledger, left, answer_all(space, &layers, right)?, visit)?;
            leave_one_out(space, ledger, right, answer_all(space, &layers, left)?, visit)?;
        }
    }
    Ok(())
}

fn answer_all(space: &Space<'_>, layers: &Layers, kinds: &[Alike]) -> Result<Layers, TooManyStates> {
    let mut layers = layers.clone();
    for kind in kinds {
        for _ in &kind.criteria {
            layers = layers.answer(space, &kind.steps)?;
        }
    }
    Ok(layers)
}

/// What an answer to one criterion of a kind is expected to tell about the outcome, in bits.
struct Gain {
    /// Over the ways in which no open gate fires.
    quiet: f64,
    /// Over all ways.
    all: f64,
}

impl Gain {
    fn new(space: &Space<'_>, ledger: &mut Ledger<'_, '_>, layers: &Layers, kind: &Alike) -> Self {
        let mut total = Tallies::default();
        let mut parts = Vec::new();
        for step in &kind.steps {
            let part = tally(space, ledger, layers, Some(step));
            total.add_all(&part, step.times);
            parts.push((part, step.times));
        }
        let of = |side: fn(&Tallies) -> &Tally| {
            let parts: Vec<(&Tally, u128)> = parts.iter().map(|(part, times)| (side(part), *times)).collect();
            gain(side(&total), &parts)
        };
        Self { quiet: of(|tallies| &tallies.quiet), all: of(|tallies| &tallies.all) }
    }
}

/// Entropy now, less its mean over the answers, each weighed by its ways; 0 where there is no way at all.
#[expect(clippy::cast_precision_loss, reason = "information is shown, never compared with a bound")]
fn gain(total: &Tally, parts: &[(&Tally, u128)]) -> f64 {
    let ways = total.total();
    if ways == 0 {
        return 0.0;
    }
    let expected: f64 = parts
        .iter()
        .filter(|(part, _)| part.total() > 0)
        .map(|(part, times)| part.entropy() * ((part.total() * times) as f64 / ways as f64))
        .sum();
    // Six decimals: the same on every platform, whatever its logarithm does in the last digits.
    ((total.entropy() - expected) * 1e6).round().max(0.0) / 1e6
}

/// The answers to an open criterion that alone change the outcome.
fn flips_of(
    rules: &RuleSet,
    scoring: &Scoring,
    answers: &Answers,
    verdict: &Verdict,
    criterion: CriterionKey,
) -> Vec<(u8, Outcome)> {
    let given = |answer: u8| (answer, decide(rules, scoring, &answers.with(criterion, answer)).outcome);
    let all = rules.criteria.at(criterion).answers().map(given);
    all.filter(|(_, outcome)| *outcome != verdict.outcome).collect()
}

/// The open gate criteria for which some excluding answer, given alone, changes the outcome.
#[must_use]
pub fn conditions(
    rules: &RuleSet,
    scoring: &Scoring,
    answers: &Answers,
    verdict: &Verdict,
) -> Vec<CriterionKey> {
    let open: Vec<_> = rules
        .gates
        .iter()
        .zip(&verdict.gates)
        .filter(|(_, fires)| **fires == Truth::Open)
        .map(|(gate, _)| gate)
        .collect();
    let named = open.iter().flat_map(|gate| gate.when.criteria());
    let mut keys: Vec<CriterionKey> = named.filter(|key| answers.get(*key).is_none()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| {
        rules.criteria.at(*key).answers().any(|answer| {
            let given = answers.with(*key, answer);
            open.iter().any(|gate| holds(&gate.when, &given) == Truth::True)
                && decide(rules, scoring, &given).outcome != verdict.outcome
        })
    });
    keys
}
