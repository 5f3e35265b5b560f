//! The row that names the columns of a sheet, wherever it stands.
//!
//! In: the filled cells of a sheet. Out: which column each cell belongs to, and the rows below. What stands above the
//! names is a title. A column that is not known is passed over and told, unless its name is nearly one that is known.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fault::{Fault, Faults, Place};
use super::super::place::column_name;
use super::super::suggest::nearest;
use super::cell::{Cell, row_place};
use super::grid::Grid;

/// The most rows that may stand above the names of the columns.
const MAX_TITLES: usize = 60;

/// The most cells without a named column that are told one by one.
const MAX_NAMELESS: usize = 20;

/// The columns of a sheet by their position.
#[derive(Debug)]
pub struct Header<C> {
    columns: BTreeMap<usize, C>,
    /// The columns that have a name, known or not.
    named: BTreeSet<usize>,
    /// Whether every column is known, and known once, but for those that are passed over.
    pub sound: bool,
}

/// What a sheet calls its columns.
pub struct Names<'n, C> {
    /// The column with a name.
    pub named: &'n dyn Fn(&str) -> Option<C>,
    /// Every name that is known.
    pub known: &'n [&'n str],
    /// Whether a name is that of a column which may stand beside them, and is not read.
    pub beside: &'n dyn Fn(&str) -> bool,
    /// The column by which the row is known.
    pub required: (C, &'n str),
}

/// The names of the columns and the rows below them; the first row where no row is one of names.
pub fn below<'g, C: Clone + PartialEq>(
    grid: &'g Grid,
    names: &Names<'_, C>,
) -> Option<(&'g [Cell], &'g [Vec<Cell>])> {
    let position = found(&grid.rows, names).unwrap_or(0);
    let (_, rest) = grid.rows.split_at_checked(position)?;
    rest.split_first().map(|(row, rows)| (row.as_slice(), rows))
}

/// The row that names the required column and more columns than any other that does; the first of equals.
fn found<C: Clone + PartialEq>(rows: &[Vec<Cell>], names: &Names<'_, C>) -> Option<usize> {
    let mut best = None;
    for (number, row) in rows.iter().take(MAX_TITLES).enumerate() {
        let named = row.iter().filter_map(|cell| (names.named)(&cell.shown()));
        let (count, has) =
            named.fold((0, false), |(count, has), column| (count + 1, has || column == names.required.0));
        if has && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, number));
        }
    }
    best.map(|(_, number)| number)
}

/// Whether a sheet has a row that names its columns.
pub fn has_names<C: Clone + PartialEq>(grid: &Grid, names: &Names<'_, C>) -> bool {
    found(&grid.rows, names).is_some()
}

impl<C: Clone + PartialEq> Header<C> {
    /// Reads the row of names. Where the required one is missing, and is not merely misspelt, the row is no such row,
    /// and nothing is said of each.
    pub fn read(row: &[Cell], names: &Names<'_, C>, faults: &mut Faults) -> Self {
        let named = row.iter().map(|cell| cell.place.column).collect();
        let mut header = Self { columns: BTreeMap::new(), named, sound: true };
        let mut unknown: Vec<(Place, String)> = Vec::new();
        for cell in row {
            let name = cell.shown();
            if cell.copied || name.is_empty() {
                continue;
            }
            let Some(column) = (names.named)(&name) else {
                if !(names.beside)(&name) {
                    unknown.push((cell.place, name));
                }
                continue;
            };
            if let Some(earlier) = header.position(&column) {
                header.sound = false;
                let words = [("key", name.as_str()), ("column", &column_name(earlier))];
                faults.add(cell.place, Fault::DuplicateColumn, &words);
            } else if cell.wide {
                // Which of the columns below it means is not said.
                header.sound = false;
                faults.add(cell.place, Fault::MergedCell, &[]);
            } else {
                header.columns.insert(cell.place.column, column);
            }
        }
        let misspelt = unknown.iter().any(|(_, name)| nearest(name, [names.required.1]).is_some());
        if header.position(&names.required.0).is_some() || misspelt {
            header.pass(row, &unknown, names.known, faults);
        }
        header
    }

    /// Says which columns are passed over; one with nearly a known name is a fault.
    fn pass(&mut self, row: &[Cell], unknown: &[(Place, String)], known: &[&str], faults: &mut Faults) {
        let mut passed = Vec::new();
        for (place, name) in unknown {
            match nearest(name, known.iter().copied()) {
                Some(near) => {
                    self.sound = false;
                    faults.suggest(*place, Fault::UnknownColumn, &[("key", name)], Some(near));
                }
                None => passed.push(format!("{name} ({})", column_name(place.column))),
            }
        }
        if let Some((place, _)) = unknown.first().filter(|_| !passed.is_empty()) {
            let place = Place { column: place.column, ..row_place(row) };
            faults.add(place, Fault::PassedColumns, &[("found", &passed.join(", "))]);
        }
    }

    /// Says which cells of these rows stand in columns without a name.
    pub fn nameless<'c>(&self, rows: impl IntoIterator<Item = &'c Vec<Cell>>, faults: &mut Faults) {
        let cells = rows.into_iter().flatten().filter(|cell| !self.named.contains(&cell.place.column));
        let mut cells = cells.filter(|cell| !cell.copied).peekable();
        let Some(first) = cells.peek().map(|cell| cell.place) else { return };
        let cells = cells.take(MAX_NAMELESS);
        let cells = cells.map(|cell| format!("{}{}", column_name(cell.place.column), cell.place.line));
        let found = cells.collect::<Vec<_>>().join(", ");
        faults.add(first, Fault::NamelessColumn, &[("found", &found)]);
    }

    /// The position of a column, if the sheet has it.
    pub fn position(&self, column: &C) -> Option<usize> {
        self.columns.iter().find(|(_, found)| *found == column).map(|(position, _)| *position)
    }

    /// The column that a cell belongs to.
    pub fn of(&self, cell: &Cell) -> Option<C> {
        self.columns.get(&cell.place.column).cloned()
    }

    /// Whether a cell belongs to a column that is known.
    pub fn holds(&self, cell: &Cell) -> bool {
        self.columns.contains_key(&cell.place.column)
    }

    /// The cell of a row in this column.
    pub fn cell<'c>(&self, row: &'c [Cell], column: &C) -> Option<&'c Cell> {
        row.iter().find(|cell| self.columns.get(&cell.place.column) == Some(column))
    }
}
