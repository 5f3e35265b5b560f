//! Every state that some changes of answers lead to, criterion by criterion, with the fewest changes to each.
//!
//! In: a rule set with its weights, answers, criteria held fixed. Out: layers of states, the first before any criterion
//! and the last after all. Exact: equal sums and equally settled conditions are one state, and nothing is left out but
//! what takes more changes than asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyse::{MAX_LAYERED, Plane, Position, Space, Step, TooLarge, Weighted};
use crate::model::{Answers, CriterionKey};

/// What can be done with the answer to a criterion: another one given, or nothing.
#[derive(Debug, Clone)]
pub struct Move {
    /// What the answer does.
    pub step: Step<1>,
    /// The answer changed to; nothing where it is left as it is.
    pub given: Option<u8>,
}

impl Move {
    /// How many changes it is.
    pub fn cost(&self) -> u16 {
        u16::from(self.given.is_some())
    }
}

/// A criterion with what can be done: its answer changed, in the order of its answers, and last left as it is.
#[derive(Debug, Clone)]
pub struct Stop {
    /// The criterion.
    pub criterion: CriterionKey,
    /// What can be done.
    pub moves: Vec<Move>,
}

/// How a state is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fewest {
    /// With so few changes.
    pub fewest: u16,
    /// By so many different sets of as few changes.
    pub sets: u128,
}

impl Fewest {
    /// The fewer changes of the two; of equally few, both together.
    pub fn or(self, other: Self) -> Self {
        match self.fewest.cmp(&other.fewest) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            // Saturates only beyond the number of ways to answer a rule set that loads.
            std::cmp::Ordering::Equal => Self { sets: self.sets.saturating_add(other.sets), ..self },
        }
    }
}

/// The states on one plane, in order of position.
pub type Cells = Vec<(Position<1>, Fewest)>;

/// The states after some criteria.
#[derive(Debug, Clone)]
pub struct Layer(BTreeMap<Plane<1>, Cells>);

impl Layer {
    /// Every plane with its states.
    pub fn planes(&self) -> impl Iterator<Item = (&Plane<1>, &Cells)> {
        self.0.iter()
    }

    /// The states of a plane.
    pub fn cells(&self, plane: &Plane<1>) -> &[(Position<1>, Fewest)] {
        self.0.get(plane).map_or(&[], Vec::as_slice)
    }

    fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    fn next(&self, space: &Space<'_, 1>, stop: &Stop, most: u16) -> Self {
        let mut next: BTreeMap<Plane<1>, Cells> = BTreeMap::new();
        for (plane, cells) in &self.0 {
            for one in &stop.moves {
                let after = space.after(plane, &one.step);
                let closed = space.is_closed(&after);
                let moved = cells.iter().map(|(at, reach)| {
                    let reach = Fewest { fewest: reach.fewest + one.cost(), ..*reach };
                    (if closed { [0] } else { one.step.moved(*at) }, reach)
                });
                let mut moved = moved.filter(|(_, reach)| reach.fewest <= most);
                if closed {
                    let all = moved.reduce(|(at, one), (_, other)| (at, one.or(other)));
                    if let Some(all) = all {
                        merge(next.entry(after).or_default(), std::iter::once(all));
                    }
                } else if let Some(first) = moved.next() {
                    merge(next.entry(after).or_default(), std::iter::once(first).chain(moved));
                }
            }
        }
        Self(next)
    }
}

/// Puts states in order of position among others; equal ones become one.
fn merge(to: &mut Cells, more: impl Iterator<Item = (Position<1>, Fewest)>) {
    let mut left = std::mem::take(to).into_iter().peekable();
    let mut right = more.peekable();
    while let (Some((here, one)), Some((there, other))) = (left.peek().copied(), right.peek().copied()) {
        if here <= there {
            left.next();
        }
        if there <= here {
            right.next();
        }
        to.push(match here.cmp(&there) {
            std::cmp::Ordering::Less => (here, one),
            std::cmp::Ordering::Equal => (here, one.or(other)),
            std::cmp::Ordering::Greater => (there, other),
        });
    }
    to.extend(left);
    to.extend(right);
}

/// What can be done with every criterion that can change an outcome, in the order of the rule set.
pub fn stops(
    space: &Space<'_, 1>,
    side: Weighted<'_>,
    answers: &Answers,
    keep: &BTreeSet<CriterionKey>,
) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    for question in &space.questions {
        let [Some((criterion, _))] = &question.on else { continue };
        let now = answers.get(*criterion);
        // Of one side, the joint answers are its own. The first step is that of an open answer.
        let step = |answer: Option<u8>| {
            let taken = answer.map_or(0, |answer| question.step_of(usize::from(answer)));
            question.steps.get(taken).copied()
        };
        let others = side.rules.criteria.at(*criterion).answers().filter(|answer| Some(*answer) != now);
        let others = others.filter(|_| !keep.contains(criterion)).map(Some);
        let moves = others.chain([None]).filter_map(|given| Some(Move { step: step(given.or(now))?, given }));
        stops.push(Stop { criterion: *criterion, moves: moves.collect() });
    }
    stops.sort_by_key(|stop| stop.criterion);
    stops
}

/// Every layer, of states that take at most so many changes.
///
/// # Errors
/// When all layers together have more than [`MAX_LAYERED`] states.
pub fn layers(space: &Space<'_, 1>, stops: &[Stop], most: u16) -> Result<Vec<Layer>, TooLarge> {
    let start = Layer(BTreeMap::from([(space.start, vec![([0], Fewest { fewest: 0, sets: 1 })])]));
    let mut layers = vec![start];
    let mut states = 1;
    for stop in stops {
        let Some(layer) = layers.last() else { break };
        let next = layer.next(space, stop, most);
        states += next.len();
        if states > MAX_LAYERED {
            return Err(TooLarge);
        }
        layers.push(next);
    }
    Ok(layers)
}
