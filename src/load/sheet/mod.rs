//! Areas from a workbook or a table.
//!
//! In: the bytes of a workbook (`.xlsx`, `.xlsm`, `.xls`, `.ods`) or of CSV, and a rule set. Out: the areas of its sheet *Områden* or *Areas*, each answer with
//! what the sheet *Belägg* or *Evidence* says beside it, and with the districts of the sheet *Distrikt* or
//! *Districts*; or every fault with its sheet and cell. Never computes a formula: what the workbook kept as its result
//! is what counts.
//!
//! The row that names the columns is found below titles, and every row after it is an area, but for a second row of
//! headings and what can be no area: sums, headings of sections, notes. What is passed over is told. Other sheets and all
//! formatting but that of dates and percentages mean nothing.

mod archive;
mod book;
mod cell;
mod columns;
mod districts;
mod evidence;
mod fields;
mod grid;
mod header;
mod known;
mod ods;
mod passed;
mod records;
mod results;
mod rows;
mod table;

pub use archive::MAX_WORKBOOK_BYTES;
pub use cell::{CellKind, MAX_CELL_TEXT};
pub use columns::{Column, DistrictPart, Part, SheetKind};
pub use fields::Field;
pub use grid::{MAX_CELLS, MAX_COLUMNS};
pub use known::id_within;
pub use results::{AreaTable, ResultColumn};

use std::path::Path;

use super::LoadedAreas;
use super::area::area;
use super::fault::{Faults, Place};
use super::kind::{Kind, kind};
use super::paths::Input;
use super::source::{Sheet, SourceText};
use crate::model::{Area, RuleSet};
use book::Book;
use grid::Grid;

/// Whether a text is a table of areas, as spreadsheets save it.
#[must_use]
pub fn is_table(bytes: &[u8]) -> bool {
    // Many files are looked at, and some have no end.
    table::mark(&table::text(bytes.get(..HEAD_BYTES).unwrap_or(bytes))).is_some()
}

/// How much of a text is looked at to tell whether it is a table.
const HEAD_BYTES: usize = 64 * 1024;

/// Reads the areas of a workbook or table from its bytes.
#[must_use]
pub fn sheet_areas(path: &str, bytes: &[u8], rules: &RuleSet) -> LoadedAreas {
    read(path, bytes, rules).0
}

/// Where the areas of a workbook stand; `None` where it cannot be read to its end, or names no areas.
#[must_use]
pub fn area_table(path: &str, bytes: &[u8], rules: &RuleSet) -> Option<AreaTable> {
    read(path, bytes, rules).1
}

fn read(path: &str, bytes: &[u8], rules: &RuleSet) -> (LoadedAreas, Option<AreaTable>) {
    let mut faults = Faults::default();
    let mut source = SourceText { path: path.to_owned(), text: String::new(), sheets: Some(Vec::new()) };
    // A text that is no table is read as one only where its name says that it is.
    let is_text = || !is_table(bytes) && Input::of(Path::new(path)) != Input::Csv;
    let kind = match kind(bytes) {
        Kind::Text if is_text() => Kind::Other("file-text"),
        kind => kind,
    };
    let book = match archive::check(bytes, kind) {
        Ok(()) => book::book(bytes, kind, &|grid| rows::lists_areas(grid, rules), &mut faults),
        Err((fault, limit)) => {
            let words = limit.map(|limit| ("limit", limit));
            faults.add(Place::default(), fault, words.as_slice());
            Book::default()
        }
    };
    // A sheet that breaks off may lack anything.
    let readable = faults.is_empty();
    let (rows, table) = rows::rows(&book, &source.stem(), rules, &mut faults);
    let documents = rows.len();
    let read = rows.into_iter().filter_map(|row| area(&row.tree, row.id, path, rules, &mut faults));
    let sheet = book.areas.as_ref().map(|grid| grid.name.trim().to_owned());
    let areas = read.filter(|_| readable).map(|area| Area { sheet: sheet.clone(), ..area }).collect();
    let notes = faults.take_notes();
    let faults = faults.into_sorted();
    let sheet = |grid: &Option<Grid>| grid.as_ref().map_or_else(Sheet::default, |grid| shown(grid, &faults));
    source.sheets = Some(vec![sheet(&book.areas), sheet(&book.evidence), sheet(&book.districts)]);
    let loaded = LoadedAreas { areas, documents, source, faults, notes, passed_over: None };
    (loaded, table.filter(|_| readable))
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
