//! The filled cells of the sheets that are read.
//!
//! In: the bytes of a workbook that may be opened. Out: rows of cells. Never makes room for cells that are not there:
//! sheets are read cell by cell, whatever range they say they fill.

use std::io::Cursor;

use calamine::{Reader, SheetType, Xlsx, XlsxError};

use super::super::fault::{Fault, Faults, Place};
use super::cell::Cell;
use super::columns::SheetKind;

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

/// The sheets of a workbook that are read.
#[derive(Debug, Default)]
pub struct Book {
    /// The areas.
    pub areas: Option<Grid>,
    /// What stands beside their answers.
    pub evidence: Option<Grid>,
    /// The geographic districts.
    pub districts: Option<Grid>,
}

/// What is left of the limits.
struct Budget {
    cells: usize,
    text: usize,
}

/// Reads the sheets of a workbook.
pub fn book(bytes: Vec<u8>, faults: &mut Faults) -> Book {
    let mut budget = Budget { cells: MAX_CELLS, text: MAX_TEXT };
    let mut book = Book::default();
    let mut workbook = match Xlsx::new(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(XlsxError::Password) => {
            faults.add(Place::default(), Fault::LockedWorkbook, &[]);
            return book;
        }
        Err(_) => {
            faults.add(Place::default(), Fault::BrokenWorkbook, &[]);
            return book;
        }
    };
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    for name in &names {
        let Some(kind) = SheetKind::named(name) else { continue };
        let (slot, number) = match kind {
            SheetKind::Areas => (&mut book.areas, 1),
            SheetKind::Evidence => (&mut book.evidence, 2),
            SheetKind::Districts => (&mut book.districts, 3),
        };
        if let Some(earlier) = slot {
            let words = [("name", name.as_str()), ("other", &earlier.name)];
            faults.add(Place::default(), Fault::TwoSheets, &words);
            continue;
        }
        let mut grid = Grid { number, name: name.clone(), whole: true, rows: Vec::new() };
        if read(&mut workbook, &mut grid, &mut budget, faults).is_err() {
            faults.add(grid.place(), Fault::BrokenWorkbook, &[]);
            grid.whole = false;
        }
        *slot = Some(grid);
    }
    if book.areas.is_none() {
        faults.add(Place::default(), Fault::MissingSheet, &[("found", &names.join(", "))]);
    }
    book
}

fn read(
    workbook: &mut Xlsx<Cursor<Vec<u8>>>,
    grid: &mut Grid,
    budget: &mut Budget,
    faults: &mut Faults,
) -> Result<(), XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(&grid.name)?;
    let mut cells: Vec<Cell> = Vec::new();
    let mut wide = false;
    loop {
        let (cell, style) = match reader.next_cell_with_style_id() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            // An error of a kind that is not known; which cell has it is not said.
            Err(XlsxError::CellError(found)) => {
                faults.add(grid.place(), Fault::ErrorCell, &[("found", &found)]);
                continue;
            }
            Err(error) => return Err(error),
        };
        let (row, column) = cell.get_position();
        let (line, column) = (row as usize + 1, column as usize + 1);
        let place = Place { sheet: grid.number, line, column, ..Place::default() };
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let format = format.map_or("", |format| format.format_code.as_str());
        let Some(cell) = Cell::new(place, cell.get_value(), format) else { continue };
        if column > MAX_COLUMNS {
            if !wide {
                faults.add(place, Fault::TooManyColumns, &[("limit", &MAX_COLUMNS.to_string())]);
            }
            wide = true;
            continue;
        }
        let (cells_left, text_left) =
            (budget.cells.checked_sub(1), budget.text.checked_sub(cell.text_bytes()));
        let (Some(cells_left), Some(text_left)) = (cells_left, text_left) else {
            let (fault, limit) = match cells_left {
                None => (Fault::TooManyCells, MAX_CELLS),
                Some(_) => (Fault::TooMuchText, MAX_TEXT),
            };
            faults.add(place, fault, &[("limit", &limit.to_string())]);
            break;
        };
        *budget = Budget { cells: cells_left, text: text_left };
        cells.push(cell);
    }
    // Sorted already, but for files that no spreadsheet program writes.
    cells.sort_by_key(|cell| cell.place);
    cells.dedup_by_key(|cell| cell.place);
    let rows = cells.chunk_by(|one, other| one.place.line == other.place.line);
    grid.rows = rows.map(<[Cell]>::to_vec).collect();
    Ok(())
}
