//! The states of one plane, by where the forms' sums are.
//!
//! In: positions and what is carried. Out: the same in an array or in a list, whichever is smaller.

use std::iter::Enumerate;
use std::slice::Iter;

use super::step::{Axis, Position};

/// What a state carries.
pub trait Carried: Copy + PartialEq {
    /// Of a state that nothing leads to.
    const NONE: Self;

    /// After a step that adds so much.
    #[must_use]
    fn stepped(self, times: u16) -> Self;

    /// Of two ways to one state.
    #[must_use]
    fn or(self, other: Self) -> Self;

    /// Puts states that have taken a step beside others, place by place.
    fn put(to: &mut [Self], from: &[Self], times: u16) {
        for (to, from) in to.iter_mut().zip(from).filter(|(_, from)| **from != Self::NONE) {
            *to = to.or(from.stepped(times));
        }
    }
}

macro_rules! count {
    ($($name:ty)*) => {$(
        impl Carried for $name {
            const NONE: Self = 0;

            fn stepped(self, times: u16) -> Self {
                self * Self::from(times)
            }

            fn or(self, other: Self) -> Self {
                self + other
            }

            fn put(to: &mut [Self], from: &[Self], times: u16) {
                let pairs = to.iter_mut().zip(from);
                // Without a product it takes half the time.
                if times == 1 {
                    pairs.for_each(|(to, from)| *to += *from);
                } else {
                    pairs.for_each(|(to, from)| *to += *from * Self::from(times));
                }
            }
        }
    )*};
}

// Where all ways together are few enough, half the memory takes half the time.
count!(u64 u128);

/// The states of one plane.
#[derive(Debug, Clone)]
pub enum Cells<const N: usize, C> {
    /// By position, where there is one side.
    Dense(Vec<C>),
    /// In order of position; none carries nothing.
    Sparse(Vec<(Position<N>, C)>),
}

impl<const N: usize, C: Carried> Cells<N, C> {
    /// How many there is room for.
    pub fn len(&self) -> usize {
        match self {
            Self::Dense(array) => array.len(),
            Self::Sparse(list) => list.len(),
        }
    }

    /// How much work a step is: cells of a list take some thirty times as long as those of an array.
    pub fn work(&self) -> u64 {
        match self {
            Self::Dense(array) => array.len() as u64,
            Self::Sparse(list) => list.len() as u64 * 32,
        }
    }

    /// What the cell at a position carries.
    pub fn carried(&self, position: Position<N>) -> C {
        let found = match self {
            Self::Dense(array) => array.get(index(position)).copied(),
            Self::Sparse(list) => {
                let found = list.binary_search_by_key(&position, |(at, _)| *at).ok();
                found.and_then(|at| list.get(at)).map(|(_, one)| *one)
            }
        };
        found.unwrap_or(C::NONE)
    }

    /// The cells that something leads to, with what they carry.
    pub fn positions(&self) -> Positions<'_, N, C> {
        match self {
            Self::Dense(array) => Positions::Dense(array.iter().enumerate()),
            Self::Sparse(list) => Positions::Sparse(list.iter()),
        }
    }
}

/// An array added up along an axis.
pub fn flat<C: Carried>(array: &[C], axis: Axis) -> Vec<C> {
    let (stride, radix) = (index([axis.stride]), index([axis.radix]));
    let mut flat: Vec<C> = Vec::new();
    for (place, row) in array.chunks(stride).enumerate() {
        let place = place / radix * stride;
        for (to, from) in room(&mut flat, place, row.len()).iter_mut().zip(row) {
            *to = to.or(*from);
        }
    }
    flat
}

/// The part of an array from a place on, with room for so many cells.
pub fn room<C: Carried>(array: &mut Vec<C>, place: usize, cells: usize) -> &mut [C] {
    if array.len() < place + cells {
        array.reserve_exact(place + cells - array.len());
        array.resize(place + cells, C::NONE);
    }
    array.get_mut(place..).unwrap_or_default()
}

/// The place of a position in an array: a dense space has few cells, so that it fits.
pub fn index<const N: usize>(position: Position<N>) -> usize {
    position.first().map_or(0, |at| usize::try_from(*at).unwrap_or(usize::MAX))
}

/// A position after a step.
pub fn moved<const N: usize>(mut position: Position<N>, shift: Position<N>) -> Position<N> {
    position.iter_mut().zip(shift).for_each(|(at, shift)| *at += shift);
    position
}

/// A position without a part of it.
pub fn without<const N: usize>(mut position: Position<N>, part: Position<N>) -> Position<N> {
    position.iter_mut().zip(part).for_each(|(at, part)| *at &= !part);
    position
}

/// Two lists in order of position as one.
pub fn merged<const N: usize, C: Carried>(
    left: &[(Position<N>, C)],
    right: impl ExactSizeIterator<Item = (Position<N>, C)>,
) -> Vec<(Position<N>, C)> {
    let (mut left, mut right) = (left.iter().copied().peekable(), right.peekable());
    let mut merged = Vec::with_capacity(left.len() + right.len());
    while let (Some((here, one)), Some((there, other))) = (left.peek().copied(), right.peek().copied()) {
        if here <= there {
            left.next();
        }
        if there <= here {
            right.next();
        }
        merged.push(match here.cmp(&there) {
            std::cmp::Ordering::Less => (here, one),
            std::cmp::Ordering::Equal => (here, one.or(other)),
            std::cmp::Ordering::Greater => (there, other),
        });
    }
    merged.extend(left);
    merged.extend(right);
    merged
}

/// The cells of a plane that something leads to, with what they carry.
#[derive(Debug, Clone)]
pub enum Positions<'a, const N: usize, C> {
    /// From an array.
    Dense(Enumerate<Iter<'a, C>>),
    /// From a list.
    Sparse(Iter<'a, (Position<N>, C)>),
}

impl<const N: usize, C: Carried> Iterator for Positions<'_, N, C> {
    type Item = (Position<N>, C);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Dense(cells) => {
                cells.find(|(_, one)| **one != C::NONE).map(|(position, one)| ([position as u128; N], *one))
            }
            Self::Sparse(cells) => cells.next().copied(),
        }
    }
}
