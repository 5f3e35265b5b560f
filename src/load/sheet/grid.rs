//! The filled cells of the sheets that are read.
//!
//! In: the bytes of a workbook or table that may be opened. Out: rows of cells. Never makes room for cells that are not
//! there, whatever range a sheet says that it fills.

use super::super::fault::{Fault, Faults, Place};
use super::cell::{Cell, Content};

/// The most filled cells of a workbook's sheets that are read; forty thousand areas with fifty columns each.
pub const MAX_CELLS: usize = 2_000_000;
/// The most columns of a sheet that are read.
pub const MAX_COLUMNS: usize = 1_000;
/// The most text of a workbook's sheets that is read, in bytes: texts are shared between cells in the file, but not
/// in memory.
const MAX_TEXT: usize = 64 << 20;

/// The filled cells of a sheet.
#[derive(Debug)]
pub struct Grid {
    /// Its number among those that are read, from 1.
    pub number: usize,
    /// Its name, as the workbook gives it.
    pub name: String,
    /// Whether it could be read to its end.
    pub whole: bool,
    /// Its rows that hold anything, from the top, and their cells from the left.
    pub rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// A place for what concerns the sheet as a whole.
    pub fn place(&self) -> Place {
        Place { sheet: self.number, ..Place::default() }
    }
}

/// What is left of the limits.
#[derive(Debug)]
pub struct Budget {
    cells: usize,
    text: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: MAX_CELLS, text: MAX_TEXT }
    }
}

/// A sheet while its cells are read.
pub struct Filling<'a> {
    grid: Grid,
    cells: Vec<Cell>,
    /// The first cell of what is merged, with the last row and whether it is several columns wide.
    merged: Vec<((usize, usize), usize, bool)>,
    wide: bool,
    budget: &'a mut Budget,
    /// What is wrong.
    pub faults: &'a mut Faults,
}

impl<'a> Filling<'a> {
    /// A sheet of this number and name without a cell.
    pub fn new(number: usize, name: &str, budget: &'a mut Budget, faults: &'a mut Faults) -> Self {
        let grid = Grid { number, name: name.to_owned(), whole: true, rows: Vec::new() };
        Self { grid, cells: Vec::new(), merged: Vec::new(), wide: false, budget, faults }
    }

    /// Takes a cell; says whether there can be more.
    pub fn put(&mut self, line: usize, column: usize, content: Content) -> bool {
        let place = Place { sheet: self.grid.number, line, column, ..Place::default() };
        if column > MAX_COLUMNS {
            if !self.wide {
                self.faults.add(place, Fault::TooManyColumns, &[("limit", &MAX_COLUMNS.to_string())]);
            }
            self.wide = true;
            return true;
        }
        let cell = Cell::new(place, content);
        let cells = self.budget.cells.checked_sub(1);
        let (Some(cells), Some(text)) = (cells, self.budget.text.checked_sub(cell.text_bytes())) else {
            let (fault, limit) = match cells {
                None => (Fault::TooManyCells, MAX_CELLS),
                Some(_) => (Fault::TooMuchText, MAX_TEXT),
            };
            self.faults.add(place, fault, &[("limit", &limit.to_string())]);
            return false;
        };
        *self.budget = Budget { cells, text };
        self.cells.push(cell);
        true
    }

    /// Notes that a cell stands over several rows and columns.
    pub fn merge(&mut self, (line, column): (usize, usize), (rows, columns): (usize, usize)) {
        if rows > 1 || columns > 1 {
            self.merged.push(((line, column), line.saturating_add(rows - 1), columns > 1));
        }
    }

    /// The sheet itself cannot be read on.
    pub fn break_off(&mut self) {
        self.faults.add(self.grid.place(), Fault::BrokenWorkbook, &[]);
        self.grid.whole = false;
    }

    /// A fault of a cell of which it is not known where it is.
    pub fn error(&mut self, found: &str) {
        self.faults.add(self.grid.place(), Fault::ErrorCell, &[("found", found)]);
    }

    /// The sheet with all its cells.
    pub fn done(mut self) -> Grid {
        // Sorted already, but for files that no spreadsheet program writes.
        self.cells.sort_by_key(|cell| cell.place);
        self.cells.dedup_by_key(|cell| cell.place);
        let mut rows: Vec<Vec<Cell>> = self
            .cells
            .chunk_by(|one, other| one.place.line == other.place.line)
            .map(<[Cell]>::to_vec)
            .collect();
        let mut left = MAX_CELLS;
        for (first, last, wide) in &self.merged {
            let rows = fill(&mut rows, *first, *last, *wide);
            let Some(rest) = left.checked_sub(rows) else {
                let limit = MAX_CELLS.to_string();
                self.faults.add(self.grid.place(), Fault::TooManyCells, &[("limit", &limit)]);
                break;
            };
            left = rest;
        }
        Grid { rows, ..self.grid }
    }
}

/// Gives the value of a merged cell to the rows that it stands over, and says how many these are.
fn fill(rows: &mut [Vec<Cell>], (line, column): (usize, usize), last: usize, wide: bool) -> usize {
    let begins = rows.partition_point(|row| row.first().is_some_and(|cell| cell.place.line < line));
    let ends = rows.partition_point(|row| row.first().is_some_and(|cell| cell.place.line <= last));
    let Some((first, rest)) = rows.get_mut(begins..ends.max(begins)).and_then(<[_]>::split_first_mut) else {
        return 1;
    };
    let is_first = |cell: &&mut Cell| (cell.place.line, cell.place.column) == (line, column);
    let Some(cell) = first.iter_mut().find(is_first) else { return 1 };
    cell.wide = wide;
    let (cell, count) = (cell.clone(), rest.len() + 1);
    for row in rest {
        let at = row.partition_point(|other| other.place.column < column);
        let Some(line) = row.first().map(|cell| cell.place.line) else { continue };
        if row.get(at).is_none_or(|other| other.place.column != column) {
            row.insert(at, cell.copy(line));
        }
    }
    count
}
