//! The outcome of each cell of a space.
//!
//! In: a space. Out: the outcome at a plane and position, each worked out once where cells are few.

use std::collections::BTreeMap;

use super::decide::{conclude, stand};
use super::space::{Plane, Space};
use crate::model::{FormSet, Outcome};

/// An outcome without and with a mix rule that fires.
type Pair = [Outcome; 2];

/// The outcomes of a space's cells.
#[derive(Debug)]
pub struct Ledger<'s, 'r> {
    space: &'s Space<'r>,
    /// Of a dense space, by the forms excluded, then by position.
    tables: BTreeMap<FormSet, Vec<Pair>>,
}

/// The outcomes on one plane.
#[derive(Debug, Clone, Copy)]
pub enum Lookup<'l> {
    /// The same everywhere: every competitive form is excluded.
    Fixed(Outcome),
    /// From a table, without or with a mix rule.
    Table(&'l [Pair], usize),
    /// Worked out anew for each position.
    Direct(&'l Space<'l>, Plane),
}

impl<'s, 'r> Ledger<'s, 'r> {
    /// An empty ledger.
    #[must_use]
    pub const fn new(space: &'s Space<'r>) -> Self {
        Self { space, tables: BTreeMap::new() }
    }

    /// Works out what the outcomes on these planes rest on.
    pub fn prepare(&mut self, planes: impl Iterator<Item = Plane>) {
        for plane in planes {
            if self.space.is_dense()
                && !self.space.is_closed(plane)
                && !self.tables.contains_key(&plane.excluded)
            {
                self.tables.insert(plane.excluded, table(self.space, plane.excluded));
            }
        }
    }

    /// The outcomes on a finished plane.
    #[must_use]
    pub fn lookup(&self, plane: Plane) -> Lookup<'_> {
        if self.space.is_closed(plane) {
            return Lookup::Fixed(Outcome::single(self.space.rules.in_house));
        }
        match self.tables.get(&plane.excluded) {
            Some(table) => Lookup::Table(table, usize::from(plane.mixed)),
            None => Lookup::Direct(self.space, plane),
        }
    }
}

impl Lookup<'_> {
    /// The outcome at a position.
    #[must_use]
    pub fn at(&self, position: u128) -> Outcome {
        match self {
            Self::Fixed(outcome) => *outcome,
            Self::Table(table, mixed) => usize::try_from(position)
                .ok()
                .and_then(|position| table.get(position))
                .and_then(|pair| pair.get(*mixed).copied())
                // Positions are within the radices, and the table has them all.
                .unwrap_or(Outcome::single(crate::model::FormKey::new(0))),
            Self::Direct(space, plane) => {
                let mut rest = position;
                let mut points = space.scoring.points(&space.base);
                for ((points, unit), radix) in
                    points.iter_mut().zip(space.scoring.units()).zip(&space.radices)
                {
                    *points += rest % radix * unit;
                    rest /= radix;
                }
                let standing = stand(space.rules, &points, space.scoring.reach, plane.excluded);
                conclude(space.rules, standing, plane.mixed)
            }
        }
    }
}

/// The outcomes at every position: the sums count up like a clock.
fn table(space: &Space<'_>, excluded: FormSet) -> Vec<Pair> {
    let base = space.scoring.points(&space.base);
    let units: Vec<u128> = space.scoring.units().collect();
    let mut points = base.clone();
    let mut turns = vec![0u128; points.len()];
    let cells = usize::try_from(space.cells()).unwrap_or(0);
    let mut pairs = Vec::with_capacity(cells);
    for _ in 0..cells {
        let standing = stand(space.rules, &points, space.scoring.reach, excluded);
        pairs.push([conclude(space.rules, standing, false), conclude(space.rules, standing, true)]);
        for ((((points, turn), unit), radix), base) in
            points.iter_mut().zip(&mut turns).zip(&units).zip(&space.radices).zip(&base)
        {
            *turn += 1;
            *points += unit;
            if *turn < *radix {
                break;
            }
            *turn = 0;
            *points = *base;
        }
    }
    pairs
}
