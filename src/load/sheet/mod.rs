//! Areas from a workbook.
//!
//! In: the bytes of an `.xlsx` file and a rule set. Out: the areas of its sheet *Områden* or *Areas*, each answer with
//! what the sheet *Belägg* or *Evidence* says beside it, and with the districts of the sheet *Distrikt* or
//! *Districts*; or every fault with its sheet and cell. Never computes a formula: what the workbook kept as its result
//! is what counts.
//!
//! The first row that is filled in names the columns, a second row of headings is passed over, and every row after
//! that is an area. Blank rows, other sheets and all formatting but that of dates and percentages mean nothing.

mod archive;
mod cell;
mod columns;
mod districts;
mod evidence;
mod grid;
mod known;
mod rows;

pub use archive::{MAX_WORKBOOK_BYTES, old_format};
pub use cell::MAX_CELL_TEXT;
pub use columns::{Column, DistrictPart, Field, Part, SheetKind};
pub use grid::{MAX_CELLS, MAX_COLUMNS};

use super::LoadedAreas;
use super::area::area;
use super::fault::{Faults, Place};
use super::source::{Sheet, SourceText};
use crate::model::{Area, RuleSet};
use grid::{Book, Grid};

/// Reads the areas of a workbook from its bytes.
#[must_use]
pub fn sheet_areas(path: &str, bytes: Vec<u8>, rules: &RuleSet) -> LoadedAreas {
    let mut faults = Faults::default();
    let mut source = SourceText { path: path.to_owned(), text: String::new(), sheets: Some(Vec::new()) };
    let book = match archive::check(&bytes) {
        Ok(()) => grid::book(bytes, &mut faults),
        Err((fault, limit)) => {
            let words = limit.map(|limit| ("limit", limit));
            faults.add(Place::default(), fault, words.as_slice());
            Book::default()
        }
    };
    // A sheet that breaks off may lack anything.
    let readable = faults.is_empty();
    let rows = rows::rows(&book, &source.stem(), rules, &mut faults);
    let documents = rows.len();
    let read = rows.into_iter().filter_map(|row| area(&row.tree, row.id, path, rules, &mut faults));
    let sheet = book.areas.as_ref().map(|grid| grid.name.trim().to_owned());
    let areas = read.filter(|_| readable).map(|area| Area { sheet: sheet.clone(), ..area }).collect();
    let faults = faults.into_sorted();
    let sheet = |grid: &Option<Grid>| grid.as_ref().map_or_else(Sheet::default, |grid| shown(grid, &faults));
    source.sheets = Some(vec![sheet(&book.areas), sheet(&book.evidence), sheet(&book.districts)]);
    LoadedAreas { areas, documents, source, faults, passed_over: None }
}

/// A sheet with the cells that faults name.
fn shown(grid: &Grid, faults: &[super::Diagnostic]) -> Sheet {
    let mut sheet = Sheet { name: grid.name.clone(), ..Sheet::default() };
    for place in faults.iter().map(|found| found.place).filter(|place| place.sheet == grid.number) {
        let row =
            grid.rows.binary_search_by_key(&place.line, |row| row.first().map_or(0, |cell| cell.place.line));
        let row = row.ok().and_then(|number| grid.rows.get(number));
        if let Some(cell) = row.and_then(|row| row.iter().find(|cell| cell.place.column == place.column)) {
            sheet.cells.insert((place.line, place.column), cell.shown());
        }
    }
    sheet
}
