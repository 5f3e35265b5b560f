//! Exact counts of sets of answers, and the fewest answers that lead to each state.
//!
//! In: a space. Out: every state that some set of answers leads to. Never samples, never rounds.

use std::collections::BTreeMap;

use super::space::{Plane, Position, Question, Space, Step};

/// The most states of all layers together that are kept; beyond that nothing exact is said.
pub const MAX_LAYERED: usize = 1 << 22;

/// More states than [`MAX_LAYERED`]: an exact answer would take too much memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// How a state is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// In so many ways with nothing left open.
    pub ways: u128,
    /// With so few answers, the rest left open.
    pub fewest: u16,
}

impl Reach {
    fn stepped<const N: usize>(self, step: &Step<N>) -> Self {
        Self { ways: self.ways * step.times, fewest: self.fewest + u16::from(step.answer.is_some()) }
    }

    fn or(self, other: Self) -> Self {
        Self { ways: self.ways + other.ways, fewest: self.fewest.min(other.fewest) }
    }
}

/// The states of one plane, in order of position.
pub type Cells<const N: usize> = Vec<(Position<N>, Reach)>;

/// Every state after some questions.
#[derive(Debug, Clone)]
pub struct Layer<const N: usize>(BTreeMap<Plane<N>, Cells<N>>);

impl<const N: usize> Layer<N> {
    /// One state: nothing asked yet.
    pub fn start(space: &Space<'_, N>) -> Self {
        Self(BTreeMap::from([(space.start, vec![([0; N], Reach { ways: 1, fewest: 0 })])]))
    }

    /// Asks one more question.
    ///
    /// # Errors
    /// When there are more than [`MAX_LAYERED`] states.
    pub fn ask(&self, space: &Space<'_, N>, question: &Question<N>) -> Result<Self, TooLarge> {
        let mut next: BTreeMap<Plane<N>, Cells<N>> = BTreeMap::new();
        for (plane, cells) in &self.0 {
            // Only sets in which everything is answered have an outcome.
            for step in question.steps.iter().skip(1) {
                let after = space.after(plane, step);
                let reached = next.entry(after).or_default();
                if space.is_closed(&after) {
                    let all = cells.iter().map(|(_, reach)| reach.stepped(step)).reduce(Reach::or);
                    let all: Vec<_> = all.into_iter().map(|reach| ([0; N], reach)).collect();
                    *reached = merge(reached, all.into_iter());
                } else {
                    let moved = cells.iter().map(|(at, reach)| (step.moved(*at), reach.stepped(step)));
                    *reached = merge(reached, moved);
                }
            }
        }
        let layer = Self(next);
        if layer.len() > MAX_LAYERED { Err(TooLarge) } else { Ok(layer) }
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Every state, in order.
    pub fn states(&self) -> impl Iterator<Item = (&Plane<N>, Position<N>, Reach)> {
        self.0.iter().flat_map(|(plane, cells)| cells.iter().map(move |(at, reach)| (plane, *at, *reach)))
    }

    /// How a state is reached, if it is.
    pub fn reach(&self, plane: &Plane<N>, position: Position<N>) -> Option<Reach> {
        let cells = self.0.get(plane)?;
        let found = cells.binary_search_by_key(&position, |(at, _)| *at).ok()?;
        cells.get(found).map(|(_, reach)| *reach)
    }

    /// A state from which a step leads to a state with so few answers.
    pub fn before(
        &self,
        space: &Space<'_, N>,
        step: &Step<N>,
        (plane, position): (&Plane<N>, Position<N>),
        fewest: u16,
    ) -> Option<(Plane<N>, Position<N>)> {
        let fits = |reach: Reach| reach.stepped(step).fewest == fewest;
        self.0.iter().filter(|(from, _)| space.after(from, step) == *plane).find_map(|(from, cells)| {
            let at = if space.is_closed(plane) {
                cells.iter().find(|(_, reach)| fits(*reach))?.0
            } else {
                let at = step.moved_back(position)?;
                self.reach(from, at).filter(|reach| fits(*reach))?;
                at
            };
            Some((*from, at))
        })
    }
}

/// Two lists in order of position as one.
fn merge<const N: usize>(
    left: &[(Position<N>, Reach)],
    right: impl Iterator<Item = (Position<N>, Reach)>,
) -> Cells<N> {
    let mut left = left.iter().copied().peekable();
    let mut right = right.peekable();
    let mut merged = Vec::with_capacity(left.len() + right.size_hint().0);
    while let (Some((here, reach)), Some((there, more))) = (left.peek().copied(), right.peek().copied()) {
        if here <= there {
            left.next();
        }
        if there <= here {
            right.next();
        }
        merged.push(match here.cmp(&there) {
            std::cmp::Ordering::Less => (here, reach),
            std::cmp::Ordering::Equal => (here, reach.or(more)),
            std::cmp::Ordering::Greater => (there, more),
        });
    }
    merged.extend(left);
    merged.extend(right);
    merged
}
