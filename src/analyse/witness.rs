//! Areas that show something.
//!
//! In: a space and a state in it. Out: answers that lead there, or as few of them as still decide. Always the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate::{
    Alike, Layers, MAX_LAYERED, Plane, Position, Space, State, TooLarge, Weighted, count_exactly, decide,
};
use crate::model::{Answers, CriterionKey, Outcome, RuleSet, Term};

/// How much work all examples together may take to be shrunk; those for which it is not enough stay whole, or nearly.
pub const SHRINK: u64 = 1 << 28;

/// How much of it a count takes at least, however few ways there are.
const COUNT: u64 = 1 << 14;

/// The answers of an area that shows something, by ids of criteria and answers, in the order of the rule set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Witness {
    /// Criterion and answer.
    pub answers: Vec<(String, String)>,
    /// Whether no area with fewer answers shows it, for certain.
    pub smallest: bool,
}

/// All layers of a space, kept so that the way to a state can be walked back.
pub struct Trail<'s, 'r, const N: usize> {
    space: &'s Space<'r, N>,
    /// The criteria asked, each with what its answers do and which of that each of them does.
    asked: Vec<(CriterionKey, &'s Alike<N>, &'s [u8])>,
    /// The layers before each of them, and the last.
    layers: Vec<Layers<N, u128>>,
}

impl<'s, 'r, const N: usize> Trail<'s, 'r, N> {
    /// Asks every criterion but perhaps one.
    ///
    /// # Errors
    /// When there are more states in all than can be kept, or it takes more work than is left.
    pub fn new(space: &'s Space<'r, N>, but: Option<CriterionKey>, work: &mut u64) -> Result<Self, TooLarge> {
        let mut last = Layers::start(space, 1);
        let (mut layers, mut asked, mut states) = (Vec::new(), Vec::new(), 0);
        for kind in &space.kinds {
            let criteria = kind.criteria.iter().zip(&kind.taken);
            for (criterion, taken) in criteria.filter(|(criterion, _)| Some(**criterion) != but) {
                let next = last.answer(space, kind, &kind.steps, work)?;
                states += next.room();
                if states > MAX_LAYERED {
                    return Err(TooLarge);
                }
                layers.push(std::mem::replace(&mut last, next));
                asked.push((*criterion, kind, taken.as_slice()));
            }
        }
        layers.push(last);
        Ok(Self { space, asked, layers })
    }

    /// Every state at the end, with the ways that lead to it.
    pub fn ends(&self) -> impl Iterator<Item = (Plane<N>, Position<N>, u128)> {
        self.layers.iter().rev().take(1).flat_map(Layers::states)
    }

    /// The criteria asked, the last first.
    pub fn criteria(&self) -> impl Iterator<Item = CriterionKey> {
        self.asked.iter().rev().map(|(criterion, ..)| *criterion)
    }

    /// Answers that lead to each of some states at the end. All ways are walked back together, so that each layer is
    /// gone through once for each answer.
    pub fn back(&self, states: impl IntoIterator<Item = State<N>>) -> BTreeMap<State<N>, Answers> {
        let criteria = self.space.weighted().first().map_or(0, |side| side.rules.criteria.len());
        let ends: BTreeSet<State<N>> = states.into_iter().collect();
        let mut walks: Vec<_> = ends.iter().map(|end| (*end, *end, Answers::unknown(criteria))).collect();
        for ((criterion, kind, taken), layer) in self.asked.iter().zip(&self.layers).rev() {
            let states = walks.iter().map(|(_, state, _)| *state).collect();
            let before = layer.before(self.space, kind, taken, &states);
            for (_, state, answers) in &mut walks {
                if let Some((answer, from)) = before.get(state) {
                    answers.set(*criterion, Some(*answer));
                    *state = *from;
                }
            }
        }
        walks.into_iter().map(|(end, _, answers)| (end, answers)).collect()
    }
}

/// Answers by their ids.
pub fn named(rules: &RuleSet, answers: &Answers) -> Witness {
    let ids = answers.iter().filter_map(|(key, answer)| {
        let criterion = rules.criteria.at(key);
        Some((criterion.id.clone(), criterion.answer_id(answer?).to_owned()))
    });
    Witness { answers: ids.collect(), smallest: false }
}

/// The outcome of a side where it is firm for certain.
fn firm(side: Weighted<'_>, answers: &Answers, work: &mut u64) -> Option<Outcome> {
    let ways = count_exactly(side.rules, side.scoring, answers, work)?;
    let mut outcomes = ways.all.iter();
    outcomes.next().filter(|_| outcomes.next().is_none()).map(|(outcome, _)| outcome)
}

/// Takes answers to these criteria back, one after another, while the outcome of every side stays firm and work is left.
pub fn shrunk<const N: usize>(
    sides: [Weighted<'_>; N],
    mut answers: Answers,
    criteria: impl Iterator<Item = CriterionKey>,
    mut work: u64,
) -> Answers {
    let whole = sides.map(|side| decide(side.rules, side.scoring, &answers).outcome);
    for key in criteria {
        let Some(left) = work.checked_sub(COUNT) else { break };
        work = left;
        let mut fewer = answers.clone();
        fewer.set(key, None);
        let mut all = sides.iter().zip(whole);
        if all.all(|(side, outcome)| firm(*side, &fewer, &mut work) == Some(outcome)) {
            answers = fewer;
        }
    }
    answers
}

/// The smallest area in which one of the terms holds.
pub fn holding(rules: &RuleSet, terms: &[Term]) -> Witness {
    let mut answers = Answers::unknown(rules.criteria.len());
    for (key, named) in terms.iter().min_by_key(|term| term.len()).into_iter().flatten() {
        answers.set(*key, rules.criteria.at(*key).answers().find(|answer| named.contains(*answer)));
    }
    Witness { smallest: true, ..named(rules, &answers) }
}
