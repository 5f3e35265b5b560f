//! The outcome of each cell of a space.
//!
//! In: a space. Out: the outcomes of its rows, each worked out once where cells are few.
//!
//! Tables are of rule sets with one base, the in-house form: with several, every cell is worked out anew.
//! Cells that differ in the in-house form's sum alone are a *row*. Along a row that form rises while the others stand
//! still, so that a row has at most three parts: the leading other form wins, the two are near, the in-house form wins.

use std::collections::BTreeMap;
use std::iter::Sum;

use smallvec::smallvec;

use super::decide::lead;
use super::scoring::Points;
use super::space::Space;
use super::step::Plane;
use crate::model::{FormKey, FormSet, Outcome};

/// The parts of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The leading form beside the in-house one.
    top: FormKey,
    /// The first cell in which both are near.
    near: usize,
    /// The first cell in which the in-house form wins.
    own: usize,
}

/// The outcomes of a space's cells.
#[derive(Debug)]
pub struct Ledger<'s, 'r> {
    space: &'s Space<'r, 1>,
    /// Of a dense space, by the forms that are excluded in the array and those that are in the end, then by row.
    tables: BTreeMap<(FormSet, FormSet), Vec<Row>>,
}

/// The outcomes on one plane.
#[derive(Debug, Clone, Copy)]
pub enum PlaneOutcomes<'l> {
    /// The same everywhere: every form but one is excluded.
    Fixed(Outcome),
    /// From a table of rows.
    Table(Table<'l>),
    /// Worked out anew for each position.
    Direct(&'l Space<'l, 1>, Plane<1>),
}

/// The rows of a plane.
#[derive(Debug, Clone, Copy)]
pub struct Table<'l> {
    rows: &'l [Row],
    /// How many cells a row has.
    length: usize,
    in_house: FormKey,
    /// Whether a mix rule fires.
    mixed: bool,
}

impl<'s, 'r> Ledger<'s, 'r> {
    /// An empty ledger.
    #[must_use]
    pub const fn new(space: &'s Space<'r, 1>) -> Self {
        Self { space, tables: BTreeMap::new() }
    }

    /// Works out what the outcomes on these planes rest on, each with the finished one that it leads to.
    pub fn prepare(&mut self, planes: impl Iterator<Item = (Plane<1>, Plane<1>)>) {
        for ([from], [end]) in planes {
            let needed = self.space.is_dense() && !self.space.is_closed(&[end]);
            let excluded = (from.excluded, end.excluded);
            if needed && !self.tables.contains_key(&excluded) {
                self.tables.insert(excluded, rows(self.space, excluded));
            }
        }
    }

    /// The outcomes on a plane, by the finished one that it leads to.
    #[must_use]
    pub fn lookup(&self, [from]: Plane<1>, plane: Plane<1>) -> PlaneOutcomes<'_> {
        let [facts] = plane;
        if self.space.is_closed(&plane) {
            let [end] = self.space.endings(&plane, [0]);
            return PlaneOutcomes::Fixed(end.outcome);
        }
        match self.tables.get(&(from.excluded, facts.excluded)) {
            Some(rows) => {
                let [side] = &self.space.sides;
                let in_house = side.at.rules.fallback();
                PlaneOutcomes::Table(Table {
                    rows,
                    length: row_length(self.space),
                    in_house,
                    mixed: facts.mixed,
                })
            }
            None => PlaneOutcomes::Direct(self.space, plane),
        }
    }
}

impl PlaneOutcomes<'_> {
    /// The outcome at a position.
    #[must_use]
    pub fn at(&self, position: u128) -> Outcome {
        match self {
            Self::Fixed(outcome) => *outcome,
            Self::Table(table) => {
                // A dense space has few cells: a position fits, and the table has them all.
                let position = usize::try_from(position).unwrap_or(usize::MAX);
                let (row, cell) = (position / table.length, position % table.length);
                let row = table.rows.get(row);
                row.map_or(Outcome::single(table.in_house), |row| table.outcome(*row, cell))
            }
            Self::Direct(space, plane) => {
                let [end] = space.endings(plane, [position]);
                end.outcome
            }
        }
    }
}

impl Table<'_> {
    /// The outcome in a cell of a row.
    fn outcome(&self, row: Row, cell: usize) -> Outcome {
        if cell >= row.own {
            Outcome::single(self.in_house)
        } else if cell >= row.near || self.mixed {
            Outcome::mix(row.top, self.in_house)
        } else {
            Outcome::single(row.top)
        }
    }

    /// The ways of an array of cells by outcome; the first cell stands at position `shift`.
    pub fn count<Count>(&self, ways: &[Count], shift: u128, mut add: impl FnMut(Outcome, u128))
    where
        Count: Copy + Into<u128> + Sum<Count>,
    {
        // A dense space has few cells: a shift fits.
        let shift = usize::try_from(shift).unwrap_or(usize::MAX);
        let mut rest = ways;
        let (first, mut cell) = (shift / self.length, shift % self.length);
        for row in self.rows.iter().skip(first) {
            // Each part of the row takes its cells off the array, less those that stand before its first.
            for end in [row.near, row.own, self.length] {
                let (part, later) = rest.split_at(end.saturating_sub(cell).min(rest.len()));
                if !part.is_empty() {
                    add(self.outcome(*row, cell), part.iter().copied().sum::<Count>().into());
                }
                (rest, cell) = (later, cell.max(end));
            }
            if rest.is_empty() {
                return;
            }
            cell = 0;
        }
    }
}

fn row_length(space: &Space<'_, 1>) -> usize {
    let [side] = &space.sides;
    let axis = side.axes.get(side.at.rules.fallback().position());
    usize::try_from(axis.map_or(1, |axis| axis.radix)).unwrap_or(usize::MAX)
}

/// The rows of an array in which some forms are excluded, and in the end as many or more: the sums of the competitive forms
/// count up like a clock.
fn rows(space: &Space<'_, 1>, (out, excluded): (FormSet, FormSet)) -> Vec<Row> {
    let [side] = &space.sides;
    let (rules, scoring) = (side.at.rules, side.at.scoring);
    let units: Points = scoring.units().collect();
    let axes = rules.forms.keys().zip(&side.axes);
    let radices: Points = axes.map(|(form, axis)| if out.contains(form) { 1 } else { axis.radix }).collect();
    let base = scoring.points(side.base.iter().copied());
    let of = |list: &[u128], form: FormKey| list.get(form.position()).copied().unwrap_or(0);
    let in_house = rules.fallback();
    let (own, own_unit) = (of(&base, in_house), of(&units, in_house).max(1));
    let length = row_length(space);
    // The first cell in which the in-house form has so many points.
    let first = |points: u128| {
        let cell = points.saturating_sub(own).div_ceil(own_unit);
        usize::try_from(cell).unwrap_or(usize::MAX).min(length)
    };
    let number = usize::try_from(radices.iter().product::<u128>()).unwrap_or(0) / length;
    let mut points = base.clone();
    let mut turns: Points = smallvec![0; points.len()];
    let mut rows = Vec::with_capacity(number);
    while rows.len() < number {
        // Where no competitive form is left there is nothing to look up.
        let Some((top, most)) = lead(rules, &points, excluded, true).first else { return rows };
        rows.push(if most == 0 {
            // Forms without points are not near each other; of equals the first in precedence wins.
            let own = first(u128::from(top < in_house));
            Row { top, near: own, own }
        } else {
            let reach = scoring.reach;
            Row { top, near: first(most.saturating_sub(reach).max(1)), own: first(most + reach + 1) }
        });
        for form in rules.competitive() {
            let (Some(points), Some(turn)) =
                (points.get_mut(form.position()), turns.get_mut(form.position()))
            else {
                continue;
            };
            *turn += 1;
            *points += of(&units, form);
            if *turn < of(&radices, form) {
                break;
            }
            *turn = 0;
            *points = of(&base, form);
        }
    }
    rows
}
