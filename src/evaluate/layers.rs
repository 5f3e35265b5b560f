//! Exact counts of ways, by plane and by cell.
//!
//! In: a space and the steps to take. Out: how many ways lead to each plane and cell. Never samples, never rounds.

use std::collections::BTreeMap;
use std::iter::Enumerate;
use std::ops::{AddAssign, Mul};
use std::slice::Iter;

use super::space::{Alike, Plane, Space};

/// The most cells that are kept at a time; beyond it the count is refused, not guessed.
pub const MAX_STATES: usize = 1 << 19;

/// More different sums than [`MAX_STATES`]: the weights are too large and too different to count exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyStates;

/// How many ways lead to each cell of one plane.
#[derive(Debug, Clone)]
pub enum Cells {
    /// By position.
    Dense(Vec<u128>),
    /// By position, where all ways together are few enough: half the memory takes half the time.
    Small(Vec<u64>),
    /// Position and count, in order of position, no count zero.
    Sparse(Vec<(u128, u128)>),
}

/// How many ways lead to each plane and cell.
#[derive(Debug, Clone)]
pub struct Layers {
    planes: BTreeMap<Plane, Cells>,
    /// How many criteria each joint term still waits for.
    waiting: Vec<usize>,
}

impl Layers {
    /// One way: nothing open answered yet.
    #[must_use]
    pub fn start(space: &Space<'_>) -> Self {
        let mut cells = Cells::room(space, 1, 0);
        cells.add_one(1);
        Self { planes: BTreeMap::from([(space.start, cells)]), waiting: space.waiting().collect() }
    }

    /// Answers one more criterion in each of its ways.
    ///
    /// # Errors
    /// When that makes more than [`MAX_STATES`] cells.
    pub fn answer(&self, space: &Space<'_>, kind: &Alike) -> Result<Self, TooManyStates> {
        let mut next = BTreeMap::new();
        let mut waiting = self.waiting.clone();
        let mut decided = 0;
        for (bit, left) in waiting.iter_mut().enumerate().filter(|(bit, _)| kind.joint >> bit & 1 == 1) {
            *left = left.saturating_sub(1);
            decided |= u128::from(*left == 0) << bit;
        }
        let steps = &kind.steps;
        let furthest = steps.iter().map(|step| step.shift).max().unwrap_or(0);
        let room = |plane: Plane, cells: &Cells| {
            if space.is_closed(plane) {
                Cells::room(space, 1, 0)
            } else {
                Cells::room(space, cells.len(), furthest)
            }
        };
        for (plane, cells) in &self.planes {
            for step in steps {
                let after = space.decided(space.after(*plane, step), decided);
                let reached = next.entry(after).or_insert_with(|| room(after, cells));
                if space.is_closed(after) {
                    reached.add_one(cells.total() * step.times);
                } else {
                    reached.add_moved(cells, step.shift, step.times);
                }
            }
        }
        let sparse: usize = next.values().map(Cells::sparse_len).sum();
        if sparse > MAX_STATES { Err(TooManyStates) } else { Ok(Self { planes: next, waiting }) }
    }

    /// Every plane with its cells.
    pub fn planes(&self) -> impl Iterator<Item = (Plane, &Cells)> {
        self.planes.iter().map(|(plane, cells)| (*plane, cells))
    }
}

impl Cells {
    /// Nothing, with room for so many cells and a step so far beyond them.
    fn room(space: &Space<'_>, cells: usize, step: u128) -> Self {
        // A dense space has few cells: a step fits.
        let room = cells.saturating_add(usize::try_from(step).unwrap_or(0));
        match (space.is_dense(), space.is_small()) {
            (true, true) => Self::Small(Vec::with_capacity(room)),
            (true, false) => Self::Dense(Vec::with_capacity(room)),
            (false, _) => Self::Sparse(Vec::new()),
        }
    }

    /// How many cells are kept.
    fn len(&self) -> usize {
        match self {
            Self::Dense(array) => array.len(),
            Self::Small(array) => array.len(),
            Self::Sparse(list) => list.len(),
        }
    }

    fn sparse_len(&self) -> usize {
        match self {
            Self::Dense(_) | Self::Small(_) => 0,
            Self::Sparse(list) => list.len(),
        }
    }

    fn total(&self) -> u128 {
        self.positions().map(|(_, ways)| ways).sum()
    }

    /// The cells that some way leads to, with how many ways do.
    pub fn positions(&self) -> Positions<'_> {
        match self {
            Self::Dense(array) => Positions::Dense(array.iter().enumerate()),
            Self::Small(array) => Positions::Small(array.iter().enumerate()),
            Self::Sparse(list) => Positions::Sparse(list.iter()),
        }
    }

    /// Adds ways to the first cell.
    fn add_one(&mut self, ways: u128) {
        let one = match self {
            Self::Dense(_) => Self::Dense(vec![ways]),
            Self::Small(_) => Self::Small(vec![small(ways)]),
            Self::Sparse(_) => Self::Sparse(vec![(0, ways)]),
        };
        self.add_moved(&one, 0, 1);
    }

    /// Adds the cells of another, moved by a step that is taken in so many ways.
    fn add_moved(&mut self, from: &Self, shift: u128, times: u128) {
        match (self, from) {
            (Self::Dense(to), Self::Dense(from)) => add_array(to, from, shift, times),
            (Self::Small(to), Self::Small(from)) => add_array(to, from, shift, small(times)),
            (Self::Sparse(to), Self::Sparse(from)) => {
                let moved = from.iter().map(|(position, ways)| (position + shift, ways * times));
                *to = merge(to, moved);
            }
            // One space has one kind of cells.
            (Self::Dense(_) | Self::Small(_) | Self::Sparse(_), _) => {}
        }
    }
}

/// A count of a space whose ways are few: it fits.
fn small(ways: u128) -> u64 {
    u64::try_from(ways).unwrap_or(u64::MAX)
}

/// Adds an array to another, moved by a shift, each count so many times.
fn add_array<Count>(to: &mut Vec<Count>, from: &[Count], shift: u128, times: Count)
where
    Count: Copy + Default + PartialEq + From<u8> + AddAssign + Mul<Output = Count>,
{
    // A dense space has few cells: a shift fits.
    let shift = usize::try_from(shift).unwrap_or(usize::MAX);
    if to.len() < from.len() + shift {
        to.resize(from.len() + shift, Count::default());
    }
    let moved = to.get_mut(shift..).unwrap_or_default().iter_mut().zip(from);
    if times == Count::from(1) {
        moved.for_each(|(to, ways)| *to += *ways);
    } else {
        moved.for_each(|(to, ways)| *to += *ways * times);
    }
}

/// Two lists in order of position as one; equal positions are added up.
fn merge(left: &[(u128, u128)], right: impl Iterator<Item = (u128, u128)>) -> Vec<(u128, u128)> {
    let mut left = left.iter().copied().peekable();
    let mut right = right.peekable();
    let mut merged = Vec::with_capacity(left.len());
    while let (Some((here, ways)), Some((there, more))) = (left.peek().copied(), right.peek().copied()) {
        if here <= there {
            left.next();
        }
        if there <= here {
            right.next();
        }
        merged.push(match here.cmp(&there) {
            std::cmp::Ordering::Less => (here, ways),
            std::cmp::Ordering::Equal => (here, ways + more),
            std::cmp::Ordering::Greater => (there, more),
        });
    }
    merged.extend(left);
    merged.extend(right);
    merged
}

/// The cells of a plane that some way leads to, with how many ways do.
#[derive(Debug, Clone)]
pub enum Positions<'a> {
    /// From an array.
    Dense(Enumerate<Iter<'a, u128>>),
    /// From an array of small counts.
    Small(Enumerate<Iter<'a, u64>>),
    /// From a list.
    Sparse(Iter<'a, (u128, u128)>),
}

impl Iterator for Positions<'_> {
    type Item = (u128, u128);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Dense(cells) => {
                cells.find(|(_, ways)| **ways > 0).map(|(position, ways)| (position as u128, *ways))
            }
            Self::Small(cells) => cells
                .find(|(_, ways)| **ways > 0)
                .map(|(position, ways)| (position as u128, u128::from(*ways))),
            Self::Sparse(cells) => cells.next().copied(),
        }
    }
}
