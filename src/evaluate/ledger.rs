//! The outcome of each cell of a space.
//!
//! In: a space. Out: the outcome at a plane and position, each worked out once where cells are few.

use std::collections::BTreeMap;

use super::decide::{conclude, lead, stand, weigh};
use super::space::{Plane, Space, axes};
use crate::model::{FormKey, FormSet, Outcome};

/// The codes of an outcome without and with a mix rule that fires.
pub type Pair = [u8; 2];

/// The outcomes of a space's cells.
#[derive(Debug)]
pub struct Ledger<'s, 'r> {
    space: &'s Space<'r>,
    /// Of a dense space, by the forms excluded, then by position.
    tables: BTreeMap<FormSet, Vec<Pair>>,
}

/// The outcomes on one plane, as codes.
#[derive(Debug, Clone, Copy)]
pub enum Lookup<'l> {
    /// The same everywhere: every competitive form is excluded.
    Fixed(usize),
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
            let needed = self.space.is_dense() && !self.space.is_closed(plane);
            if needed && !self.tables.contains_key(&plane.excluded) {
                self.tables.insert(plane.excluded, table(self.space, plane.excluded));
            }
        }
    }

    /// The outcomes on a finished plane.
    #[must_use]
    pub fn lookup(&self, plane: Plane) -> Lookup<'_> {
        if self.space.is_closed(plane) {
            return Lookup::Fixed(Outcome::single(self.space.rules.in_house).code());
        }
        match self.tables.get(&plane.excluded) {
            Some(table) => Lookup::Table(table, usize::from(plane.mixed)),
            None => Lookup::Direct(self.space, plane),
        }
    }
}

impl Lookup<'_> {
    /// The code of the outcome at a position.
    #[must_use]
    pub fn at(&self, position: u128) -> usize {
        match self {
            Self::Fixed(code) => *code,
            Self::Table(table, mixed) => usize::try_from(position)
                .ok()
                .and_then(|position| table.get(position))
                .and_then(|pair| pair.get(*mixed))
                // Positions are within the radices, and the table has them all.
                .map_or(0, |code| usize::from(*code)),
            Self::Direct(space, plane) => {
                let mut rest = position;
                let mut points = space.scoring.points(&space.base);
                let units: Vec<u128> = space.scoring.units().collect();
                for form in axes(space.rules).map(FormKey::position) {
                    let (Some(points), Some(unit), Some(radix)) =
                        (points.get_mut(form), units.get(form), space.radices.get(form))
                    else {
                        continue;
                    };
                    *points += rest % radix * unit;
                    rest /= radix;
                }
                let standing = stand(space.rules, &points, space.scoring.reach, plane.excluded);
                conclude(space.rules, standing, plane.mixed).code()
            }
        }
    }
}

/// The outcomes at every position: the sums count up like a clock, the in-house form as its seconds.
fn table(space: &Space<'_>, excluded: FormSet) -> Vec<Pair> {
    let rules = space.rules;
    let units: Vec<u128> = space.scoring.units().collect();
    let base = space.scoring.points(&space.base);
    let of = |list: &[u128], form: FormKey| list.get(form.position()).copied().unwrap_or(0);
    let (own, own_unit) = (of(&base, rules.in_house), of(&units, rules.in_house));
    let seconds = of(&space.radices, rules.in_house);
    let code = |outcome: Outcome| u8::try_from(outcome.code()).unwrap_or(u8::MAX);
    let cells = usize::try_from(space.cells()).unwrap_or(0);
    let mut points = base.clone();
    let mut turns = vec![0u128; points.len()];
    let mut pairs = Vec::with_capacity(cells);
    while pairs.len() < cells {
        let lead = lead(rules, &points, excluded);
        let mut in_house = own;
        for _ in 0..seconds {
            let standing = weigh(rules, lead, in_house, space.scoring.reach);
            pairs.push([code(conclude(rules, standing, false)), code(conclude(rules, standing, true))]);
            in_house += own_unit;
        }
        for form in rules.competitive() {
            let (Some(points), Some(turn)) =
                (points.get_mut(form.position()), turns.get_mut(form.position()))
            else {
                continue;
            };
            *turn += 1;
            *points += of(&units, form);
            if *turn < of(&space.radices, form) {
                break;
            }
            *turn = 0;
            *points = of(&base, form);
        }
    }
    pairs
}
