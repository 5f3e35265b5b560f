//! The open criteria that can still change the outcome, how much each would tell, and what then leads.
//!
//! In: a space. Out: influence by kind of criterion, and the questions in the order to ask them; the conditions.

use super::TooManyStates;
use super::condition::{Truth, holds};
use super::layers::Layers;
use super::ledger::Ledger;
use super::scoring::Scoring;
use super::space::{Alike, Plane, Space, Step};
use super::tally::{Lead, Tallies, Tally, matters, tally};
use crate::model::{Answers, CriterionKey, Outcome, RuleSet};

/// An open criterion that can still change the outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The criterion.
    pub criterion: CriterionKey,
    /// Whether an answer to it, given alone, makes a gate fire and another outcome lead.
    pub condition: bool,
    /// Expected information about the outcome, in bits.
    pub information: f64,
    /// What leads after each answer, in their order.
    pub leads: Vec<Lead>,
}

/// The criteria of open gates for which some answer, given alone, makes the gate fire and another outcome lead
/// (decision-model, "What open answers do"), in the order of the rule set.
///
/// # Errors
/// When there are more different sums than can be kept.
pub fn conditions(
    rules: &RuleSet,
    scoring: &Scoring,
    answers: &Answers,
    leading: Outcome,
) -> Result<Vec<CriterionKey>, TooManyStates> {
    let open: Vec<_> = rules.gates.iter().filter(|gate| holds(&gate.when, answers) == Truth::Open).collect();
    let named = open.iter().flat_map(|gate| gate.when.criteria());
    let mut keys: Vec<CriterionKey> = named.filter(|key| answers.get(*key).is_none()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut conditions = Vec::new();
    for key in keys {
        for answer in rules.criteria.at(key).answers() {
            let given = answers.with(key, answer);
            let fires = open.iter().any(|gate| holds(&gate.when, &given) == Truth::True);
            if fires && super::count_ways(rules, scoring, &given)?.lead(rules).outcome != leading {
                conditions.push(key);
                break;
            }
        }
    }
    Ok(conditions)
}

/// The questions worth asking: conditions first, then by information (decision-model, "What follows").
///
/// # Errors
/// When there are more different sums than can be kept.
pub fn questions(
    space: &Space<'_>,
    ledger: &mut Ledger<'_, '_>,
    answers: &Answers,
    conditions: &[CriterionKey],
) -> Result<Vec<Question>, TooManyStates> {
    let rules = space.rules;
    let mut questions = Vec::new();
    let mut ask = |kind: &Alike, layers: &Layers, ledger: &mut Ledger<'_, '_>| {
        if !matters(space, ledger, layers, &kind.steps) {
            return Ok(());
        }
        let told = Told::new(space, ledger, layers, kind);
        for (criterion, taken) in kind.criteria.iter().copied().zip(&kind.taken) {
            let mut leads = Vec::with_capacity(taken.len());
            for (answer, step) in rules.criteria.at(criterion).answers().zip(taken) {
                leads.push(match told.leads.get(*step).copied().flatten() {
                    Some(lead) => lead,
                    None => {
                        let given = answers.with(criterion, answer);
                        super::count_ways(rules, space.scoring, &given)?.lead(rules)
                    }
                });
            }
            let condition = conditions.contains(&criterion);
            let information = if condition { told.all } else { told.shares };
            questions.push(Question { criterion, condition, information, leads });
        }
        Ok(())
    };
    // What parts the ways onto planes comes last wherever it can: one plane is counted faster than several.
    let (plain, parting) = space.kinds.split_at(space.plain);
    let start = Layers::start(space);
    let rest = answer_all(space, &start, plain)?;
    leave_one_out(space, ledger, plain, start, &mut |kind, layers, ledger| {
        ask(kind, &answer_all(space, layers, parting)?, ledger)
    })?;
    leave_one_out(space, ledger, parting, rest, &mut ask)?;
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
                layers = layers.answer(space, kind)?;
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
            layers = layers.answer(space, kind)?;
        }
    }
    Ok(layers)
}

/// What the answers to one criterion of a kind tell about the outcome.
struct Told {
    /// Expected information in bits, over the ways that the shares are of.
    shares: f64,
    /// The same over all ways.
    all: f64,
    /// What leads after each step; none where that must be counted anew.
    leads: Vec<Option<Lead>>,
}

impl Told {
    fn new(space: &Space<'_>, ledger: &mut Ledger<'_, '_>, layers: &Layers, kind: &Alike) -> Self {
        let mut total = Tallies::default();
        let (mut parts, mut leads) = (Vec::new(), Vec::new());
        for step in &kind.steps {
            let part = tally(space, ledger, layers, Some(step));
            // Given alone, it leaves the gate open no longer: nothing is presumed of it any more.
            let given = Step { settles: Plane { fired: false, ..step.settles }, ..*step };
            leads.push(match (step.lifts, step.settles.fired) {
                (true, _) => None,
                (false, true) => Some(tally(space, ledger, layers, Some(&given)).lead(space.rules)),
                (false, false) => Some(part.lead(space.rules)),
            });
            total.add_all(&part, step.times);
            parts.push((part, step.times));
        }
        let of = |side: fn(&Tallies) -> &Tally| {
            let parts: Vec<(&Tally, u128)> = parts.iter().map(|(part, times)| (side(part), *times)).collect();
            gain(side(&total), &parts)
        };
        let all = of(|tallies| &tallies.all);
        let shares = if total.quiet.total() > 0 { of(|tallies| &tallies.quiet) } else { all };
        Self { shares, all, leads }
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
