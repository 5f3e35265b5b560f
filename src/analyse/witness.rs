//! Areas that show something.
//!
//! In: a space and a state in it. Out: answers that lead there, or as few of them as still decide. Always the same.

use super::layers::{Layer, MAX_LAYERED, Reach, TooLarge};
use super::space::{Plane, Position, Space, Weighted};
use crate::evaluate::count_ways;
use crate::model::{Answers, CriterionKey, Outcome, RuleSet, Term};

/// The answers of an area that shows something, by ids of criteria and answers, in the order of the rule set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Witness {
    /// Criterion and answer.
    pub answers: Vec<(String, String)>,
    /// Whether no area with fewer answers shows it, for certain.
    pub smallest: bool,
}

/// Places among the questions and their answers.
pub type Given = Vec<(usize, usize)>;

/// All layers of a space, kept so that the way to a state can be walked back.
pub struct Trail<'s, 'r, const N: usize> {
    space: &'s Space<'r, N>,
    /// The questions asked, by place.
    asked: Vec<usize>,
    /// The layers before each of them, and the last.
    layers: Vec<Layer<N>>,
}

impl<'s, 'r, const N: usize> Trail<'s, 'r, N> {
    /// Asks every question but perhaps one, by place.
    ///
    /// # Errors
    /// When there are more than [`MAX_LAYERED`] states in all.
    pub fn new(space: &'s Space<'r, N>, but: Option<usize>) -> Result<Self, TooLarge> {
        let mut layers = vec![Layer::start(space)];
        let mut asked = Vec::new();
        let mut states = 0;
        for (place, question) in space.questions.iter().enumerate().filter(|(place, _)| Some(*place) != but) {
            if let Some(last) = layers.last() {
                let next = last.ask(space, question)?;
                states += next.len();
                if states > MAX_LAYERED {
                    return Err(TooLarge);
                }
                layers.push(next);
                asked.push(place);
            }
        }
        Ok(Self { space, asked, layers })
    }

    /// Every state at the end.
    pub fn ends(&self) -> impl Iterator<Item = (&Plane<N>, Position<N>, Reach)> {
        self.layers.iter().rev().take(1).flat_map(Layer::states)
    }

    /// The fewest answers that lead to a state at the end.
    pub fn back(&self, plane: &Plane<N>, position: Position<N>) -> Given {
        let (mut plane, mut position) = (*plane, position);
        let mut given = Vec::new();
        for ((place, before), after) in
            self.asked.iter().zip(&self.layers).zip(self.layers.iter().skip(1)).rev()
        {
            let Some(question) = self.space.questions.get(*place) else { continue };
            let Some(reach) = after.reach(&plane, position) else { continue };
            let earlier = question.steps.iter().find_map(|step| {
                let (from, at) = before.before(self.space, step, (&plane, position), reach.fewest)?;
                Some((step, from, at))
            });
            if let Some((step, from, at)) = earlier {
                given.extend(step.answer.map(|answer| (*place, answer)));
                (plane, position) = (from, at);
            }
        }
        given.reverse();
        given
    }
}

/// Answers by their ids, in the order in which the sides declare their criteria.
pub fn named<const N: usize>(space: &Space<'_, N>, given: &[(usize, usize)]) -> Witness {
    let mut answers: Vec<(usize, String, String)> = Vec::new();
    for (place, answer) in given {
        let Some(question) = space.questions.get(*place) else { continue };
        let order = question.on.iter().flatten().next().map_or(usize::MAX, |(key, _)| key.position());
        let Some(answer) = question.answers.get(*answer) else { continue };
        answers.push((order, question.id.clone(), answer.clone()));
    }
    answers.sort();
    Witness { answers: answers.into_iter().map(|(_, id, answer)| (id, answer)).collect(), smallest: false }
}

/// The outcome of a side where it is firm.
pub fn firm(side: Weighted<'_>, answers: &Answers) -> Option<Outcome> {
    let ways = count_ways(side.rules, side.scoring, answers).ok()?;
    let mut outcomes = ways.all.iter();
    outcomes.next().filter(|_| outcomes.next().is_none()).map(|(outcome, _)| outcome)
}

/// Takes answers to everything back, one after another, while the outcome of every side stays firm.
pub fn shrunk<const N: usize>(space: &Space<'_, N>, mut given: Given) -> Witness {
    let outcomes = |given: &Given| {
        let mut places = 0..N;
        space.sides.map(|side| {
            let mut answers = Answers::unknown(side.rules.criteria.len());
            let at = places.next().unwrap_or(0);
            for (place, answer) in given {
                let on = space.questions.get(*place).and_then(|question| question.on.get(at)?.as_ref());
                if let Some((key, choices)) = on {
                    answers.set(*key, choices.get(*answer).copied().flatten());
                }
            }
            firm(side, &answers)
        })
    };
    let whole = outcomes(&given);
    for place in (0..given.len()).rev() {
        let mut fewer = given.clone();
        fewer.remove(place);
        if outcomes(&fewer) == whole {
            given = fewer;
        }
    }
    named(space, &given)
}

/// The smallest area in which one of the terms holds.
pub fn holding(rules: &RuleSet, terms: &[Term]) -> Witness {
    let smallest = terms.iter().min_by_key(|term| term.len());
    let mut given: Vec<(CriterionKey, String, String)> = smallest
        .into_iter()
        .flatten()
        .filter_map(|(key, named)| {
            let criterion = rules.criteria.at(*key);
            let answer = criterion.answers().find(|answer| named.contains(*answer))?;
            Some((*key, criterion.id.clone(), criterion.answer_id(answer).to_owned()))
        })
        .collect();
    given.sort();
    Witness { answers: given.into_iter().map(|(_, id, answer)| (id, answer)).collect(), smallest: true }
}
