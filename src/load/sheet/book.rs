//! The sheets of a workbook or table: opened, and those found that are read.
//!
//! In: bytes, of whichever kind of spreadsheet. Out: the sheets of areas, evidence and districts. A sheet is known by its
//! name; where none has the name of areas, by the columns that it names.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, Xls, Xlsx, XlsxError};
use zip::ZipArchive;

use super::super::fault::{Fault, Faults, Place};
use super::super::kind::Kind;
use super::archive;
use super::cell::{Content, Shown};
use super::columns::SheetKind;
use super::grid::{Budget, Filling, Grid};
use super::ods::Ods;
use super::results::is_of_results;
use super::{records, table};

/// The sheets of a workbook that are read.
#[derive(Debug, Default)]
pub struct Book {
    /// The areas.
    pub areas: Option<Grid>,
    /// What stands beside their answers.
    pub evidence: Option<Grid>,
    /// The geographic districts.
    pub districts: Option<Grid>,
    /// The names of the sheets that the tool makes of results.
    pub made: Vec<String>,
}

/// A workbook that has been opened.
enum Opened<'t> {
    Xlsx(Box<Xlsx<Cursor<&'t [u8]>>>),
    Xls(Box<Xls<Cursor<&'t [u8]>>>),
    Ods(Ods<'t>),
    Table(&'t str, Option<u8>),
}

/// Reads the sheets of a workbook or table, `lists_areas` being whether a sheet names its columns as the areas do.
pub fn book(bytes: &[u8], kind: Kind, lists_areas: &dyn Fn(&Grid) -> bool, faults: &mut Faults) -> Book {
    let text = match kind {
        Kind::Text => table::text(bytes),
        Kind::Ods => content(bytes),
        _ => String::new(),
    };
    match open(bytes, &text, kind) {
        Ok(opened) => opened.book(lists_areas, faults),
        Err(fault) => {
            faults.add(Place::default(), fault, &[]);
            Book::default()
        }
    }
}

fn open<'t>(bytes: &'t [u8], text: &'t str, kind: Kind) -> Result<Opened<'t>, Fault> {
    match kind {
        Kind::Text => Ok(Opened::Table(text, table::mark(text))),
        Kind::Ods => Ods::new(text).map(Opened::Ods).ok_or(Fault::BrokenWorkbook),
        Kind::Xls if !records::can_be_opened(bytes) => Err(Fault::BrokenWorkbook),
        Kind::Xls => match Xls::new(Cursor::new(bytes)) {
            Ok(workbook) => Ok(Opened::Xls(Box::new(workbook))),
            Err(calamine::XlsError::Password) => Err(Fault::LockedWorkbook),
            Err(_) => Err(Fault::BrokenWorkbook),
        },
        _ => match Xlsx::new(Cursor::new(bytes)) {
            Ok(workbook) => Ok(Opened::Xlsx(Box::new(workbook))),
            Err(XlsxError::Password) => Err(Fault::LockedWorkbook),
            Err(_) => Err(Fault::BrokenWorkbook),
        },
    }
}

/// The part that holds the sheets of a workbook of `LibreOffice`, whose size has been looked at.
fn content(bytes: &[u8]) -> String {
    let mut content = String::new();
    let part = ZipArchive::new(Cursor::new(bytes));
    let mut part = part.ok();
    let part = part.as_mut().and_then(|archive| archive.by_name("content.xml").ok());
    if let Some(part) = part {
        // What breaks off is no XML, which is said of it.
        let _ = part.take(archive::MAX_CONTENT as u64 + 1).read_to_string(&mut content);
    }
    content
}

impl Opened<'_> {
    fn book(mut self, lists_areas: &dyn Fn(&Grid) -> bool, faults: &mut Faults) -> Book {
        let mut budget = Budget::default();
        let mut book = Book::default();
        let names = self.names();
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
            *slot = Some(self.read(number, name, &mut budget, faults));
        }
        if book.areas.is_none() {
            book.areas = self.unnamed(&names, lists_areas, faults);
        }
        book.made = names.into_iter().filter(|name| is_of_results(name)).collect();
        book
    }

    /// The only sheet that lists areas, whatever its name; of a table it is the only one there is.
    fn unnamed(
        &mut self,
        names: &[String],
        lists_areas: &dyn Fn(&Grid) -> bool,
        faults: &mut Faults,
    ) -> Option<Grid> {
        let is_table = matches!(self, Self::Table(..));
        let mut found = Vec::new();
        for name in names {
            if SheetKind::named(name).is_some() || SheetKind::is_made(name) {
                continue;
            }
            let mut own = Faults::default();
            let grid = self.read(1, name, &mut Budget::default(), &mut own);
            if is_table || lists_areas(&grid) {
                found.push((grid, own));
            }
        }
        let several = found.len() > 1;
        match found.pop().filter(|_| !several) {
            Some((grid, own)) => {
                faults.extend(own);
                Some(grid)
            }
            None => {
                faults.add(Place::default(), Fault::MissingSheet, &[("found", &names.join(", "))]);
                None
            }
        }
    }

    fn names(&self) -> Vec<String> {
        let named = |sheets: &[calamine::Sheet]| {
            let sheets = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
            sheets.map(|sheet| sheet.name.clone()).collect()
        };
        match self {
            Self::Xlsx(workbook) => named(workbook.sheets_metadata()),
            Self::Xls(workbook) => named(workbook.sheets_metadata()),
            Self::Ods(workbook) => workbook.names(),
            Self::Table(..) => vec![String::new()],
        }
    }

    fn read(&mut self, number: usize, name: &str, budget: &mut Budget, faults: &mut Faults) -> Grid {
        let mut filling = Filling::new(number, name, budget, faults);
        let read = match self {
            Self::Xlsx(workbook) => xlsx(workbook, name, &mut filling).is_ok(),
            Self::Xls(workbook) => xls(workbook, name, &mut filling).is_some(),
            Self::Ods(workbook) => {
                workbook.read(name, &mut filling);
                true
            }
            Self::Table(text, mark) => table::read(text, *mark, &mut filling),
        };
        if !read {
            filling.break_off();
        }
        filling.done()
    }
}

/// Counts rows and columns from 1.
const fn place((row, column): (u32, u32)) -> (usize, usize) {
    (row as usize + 1, column as usize + 1)
}

fn merge(filling: &mut Filling<'_>, regions: &[Dimensions]) {
    for Dimensions { start, end } in regions {
        let span = |from: u32, to: u32| to.saturating_sub(from) as usize + 1;
        filling.merge(place(*start), (span(start.0, end.0), span(start.1, end.1)));
    }
}

fn xlsx(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, filling: &mut Filling<'_>) -> Result<(), XlsxError> {
    let open = formulas(workbook, name)?;
    let regions = workbook.merge_cells_by_sheet_name(name)?;
    let mut reader = workbook.worksheet_cells_reader(name)?;
    loop {
        let (cell, style) = match reader.next_cell_with_style_id() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            // An error of a kind that is not known; which cell has it is not said.
            Err(XlsxError::CellError(found)) => {
                filling.error(&found);
                continue;
            }
            Err(error) => return Err(error),
        };
        let (line, column) = place(cell.get_position());
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let shown = Shown::by(format.map_or("", |format| format.format_code.as_str()));
        let content = match cell.get_value() {
            DataRef::Empty if open.contains(&(line, column)) => Some(Content::Formula),
            value => Content::of(value, shown),
        };
        if let Some(content) = content
            && !filling.put(line, column, content)
        {
            break;
        }
    }
    merge(filling, &regions);
    Ok(())
}

/// The cells of a sheet whose formulas have no result in the file.
fn formulas(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<BTreeSet<(usize, usize)>, XlsxError> {
    let mut open = BTreeSet::new();
    let mut reader = workbook.worksheet_cells_reader(name)?;
    loop {
        match reader.next_cell_with_formula_metadata() {
            Ok(Some(cell)) if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) => {
                open.insert(place(cell.pos));
            }
            Ok(Some(_)) | Err(XlsxError::CellError(_)) => {}
            Ok(None) => return Ok(open),
            Err(error) => return Err(error),
        }
    }
}

fn xls(workbook: &mut Xls<Cursor<&[u8]>>, name: &str, filling: &mut Filling<'_>) -> Option<()> {
    let range = workbook.worksheet_range(name).ok()?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let (line, first) = place((top, left));
        let value = match value {
            Data::Empty => DataRef::Empty,
            Data::Int(number) => DataRef::Int(*number),
            Data::Float(number) => DataRef::Float(*number),
            Data::String(text) => DataRef::SharedString(text),
            Data::Bool(truth) => DataRef::Bool(*truth),
            Data::DateTime(date) => DataRef::DateTime(*date),
            Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
            Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
            Data::Error(error) => DataRef::Error(error.clone()),
        };
        let (line, column) = (line + row, first + column);
        if let Some(content) = Content::of(&value, Shown::Unknown)
            && !filling.put(line, column, content)
        {
            return Some(());
        }
    }
    merge(filling, &workbook.merge_cells_by_sheet_name(name).ok()?);
    Some(())
}
