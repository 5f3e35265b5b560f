//! The open criteria that can still change the outcome, how much each would tell, and what then leads.
//!
//! In: a space. Out: influence by kind of criterion, and the questions in the order to ask them; the conditions.

use super::condition::{Truth, holds};
use super::layers::{Layers, TooLarge, leave_one_out};
use super::ledger::Ledger;
use super::pending::Facts;
use super::space::{Alike, Space};
use super::step::{Step, Weighted};
use super::tally::{Count, Lead, Tallies, Tally, matters, tally};
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
/// (decision-model, "What open answers do"), in the order of the rule set; `lead` says what leads after an answer.
pub fn conditions(
    rules: &RuleSet,
    answers: &Answers,
    leading: Outcome,
    lead: impl Fn(CriterionKey, u8) -> Lead,
) -> Vec<CriterionKey> {
    let open: Vec<_> = rules.gates.iter().filter(|gate| holds(&gate.when, answers) == Truth::Open).collect();
    let named = open.iter().flat_map(|gate| gate.when.criteria());
    let mut keys: Vec<CriterionKey> = named.filter(|key| answers.get(*key).is_none()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| {
        rules.criteria.at(*key).answers().any(|answer| {
            let given = answers.with(*key, answer);
            let fires = open.iter().any(|gate| holds(&gate.when, &given) == Truth::True);
            fires && lead(*key, answer).outcome != leading
        })
    });
    keys
}

/// The questions worth asking: conditions first, then by information (decision-model, "What follows").
///
/// # Errors
/// As [`Layers::answer`].
pub fn questions<C: Count>(
    space: &Space<'_, 1>,
    ledger: &mut Ledger<'_, '_>,
    answers: &Answers,
    conditions: &[CriterionKey],
    work: &mut u64,
) -> Result<Vec<Question>, TooLarge> {
    let [Weighted { rules, scoring }] = space.weighted();
    let mut questions = Vec::new();
    let mut ask = |kind: &Alike<1>, layers: &Layers<1, C>, work: &mut u64| {
        layers.charge(kind.steps.len(), work)?;
        if !matters(space, ledger, layers, &kind.steps) {
            return Ok(());
        }
        let told = Told::new(space, ledger, layers, kind);
        for (criterion, taken) in kind.criteria.iter().copied().zip(&kind.taken) {
            let mut leads = Vec::with_capacity(taken.len());
            for (answer, step) in rules.criteria.at(criterion).answers().zip(taken) {
                leads.push(match told.leads.get(usize::from(*step)).copied().flatten() {
                    Some(lead) => lead,
                    None => super::lead(rules, scoring, &answers.with(criterion, answer)),
                });
            }
            let condition = conditions.contains(&criterion);
            let information = if condition { told.all } else { told.shares };
            questions.push(Question { criterion, condition, information, leads });
        }
        Ok(())
    };
    // What parts the ways onto planes stays together: it does so once and not once for each of the others.
    let (plain, parting) = space.kinds.split_at(space.plain);
    let start = Layers::start(space, C::from(1));
    let parted = start.answer_all(space, parting, work)?;
    leave_one_out(space, plain, parted, work, &mut ask)?;
    let rest = start.answer_all(space, plain, work)?;
    leave_one_out(space, parting, rest, work, &mut ask)?;
    Ok(in_order(questions))
}

/// Conditions first, then what tells more.
pub fn in_order(mut questions: Vec<Question>) -> Vec<Question> {
    questions.sort_by(|one, other| {
        let first = |question: &Question| !question.condition;
        let more = other.information.total_cmp(&one.information);
        first(one).cmp(&first(other)).then(more).then(one.criterion.cmp(&other.criterion))
    });
    questions
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
    fn new<C: Count>(
        space: &Space<'_, 1>,
        ledger: &mut Ledger<'_, '_>,
        layers: &Layers<1, C>,
        kind: &Alike<1>,
    ) -> Self {
        let [Weighted { rules, .. }] = space.weighted();
        let mut total = Tallies::default();
        let (mut parts, mut leads) = (Vec::new(), Vec::new());
        for step in &kind.steps {
            let part = tally(space, ledger, layers, Some(step));
            // Given alone, it leaves the gate open no longer: nothing is presumed of it any more.
            let given = Step { settles: step.settles.map(|facts| Facts { fired: false, ..facts }), ..*step };
            let fires = step.settles.iter().any(|facts| facts.fired);
            leads.push(match (step.lifts, fires) {
                (true, _) => None,
                (false, true) => Some(tally(space, ledger, layers, Some(&given)).lead(rules)),
                (false, false) => Some(part.lead(rules)),
            });
            total.add_all(&part, step.times.into());
            parts.push((part, u128::from(step.times)));
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
pub fn gain(total: &Tally, parts: &[(&Tally, u128)]) -> f64 {
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
