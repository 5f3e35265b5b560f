//! Excel workbooks: an overview, the areas to read back, the evidence, the districts, the reasons.
//!
//! In: recommendations, or areas alone. Out: the bytes of an `.xlsx` file, the same for the same input. Text is only
//! ever written as text, so that nothing in an area becomes a formula or a link; a text that a cell cannot hold is
//! shortened where that shows, and told. A further sheet is a file here and a line in [`workbook`].

mod areas;
mod choices;
mod districts;
mod evidence;
mod help;
mod look;
mod overview;
mod paper;
mod reasons;
mod totals;
mod update;

use std::io::Cursor;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use zip::{System, ZipArchive};

use crate::explain::Recommendation;
use crate::load::MAX_CELL_TEXT;
use crate::model::{Area, RuleSet};
use crate::texts::Texts;
use choices::Lists;
use look::Look;
use paper::Paper;
pub use update::{Found, UpdateFault, Updated, updated};

/// Rows below the last area that are ready to be filled in.
const SPARE_ROWS: usize = 50;

/// Where a part's entry in the directory of a package names the host.
const HOST: usize = 5;

/// Why a workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// More rows than a sheet holds.
    #[error("sheet {sheet} would hold more than {limit} rows")]
    TooManyRows {
        /// The sheet.
        sheet: String,
        /// The most rows of a sheet.
        limit: usize,
    },
    /// Whatever else the writer of workbooks refuses.
    #[error("the workbook cannot be written: {0}")]
    Refused(#[from] XlsxError),
}

impl WorkbookError {
    /// The same in the language of the reader.
    #[must_use]
    pub fn message(&self, texts: &Texts) -> String {
        match self {
            Self::TooManyRows { sheet, limit } => texts.workbook_too_many_rows(limit, sheet),
            Self::Refused(error) => texts.workbook_refused(error),
        }
    }
}

/// A workbook, with what could not be written into it as it is.
#[derive(Debug)]
pub struct Book {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What was shortened or left out, in the order of the sheets.
    pub shortened: Vec<Shortened>,
}

/// A text that a cell could not hold as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortened {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// The area that the row is about: its name and its file.
    pub area: Option<(String, String)>,
    /// The character that no workbook can hold; none where the text was too long.
    pub character: Option<String>,
}

impl Shortened {
    /// What was done, in the language of the reader.
    #[must_use]
    pub fn message(&self, texts: &Texts) -> String {
        let Self { sheet, cell, area, character } = self;
        let said = match character {
            Some(code) => texts.workbook_character(cell, code, sheet),
            None => texts.workbook_text_too_long(cell, MAX_CELL_TEXT, sheet),
        };
        match area {
            Some((name, path)) => format!("{said} ({name}, {path})"),
            None => said,
        }
    }
}

/// The result of writing.
type Written<T = ()> = Result<T, WorkbookError>;

/// Everything about these areas.
///
/// # Errors
/// When a sheet cannot hold what belongs in it; the error names the limit.
pub fn workbook(
    recommendations: &[Recommendation<'_>],
    rules: &RuleSet,
    texts: &Texts,
) -> Result<Book, WorkbookError> {
    let look = Look::new(texts);
    let of_areas: Vec<&Area> = recommendations.iter().map(|recommendation| &recommendation.area).collect();
    let mut papers = vec![overview::sheet(recommendations, rules, texts, &look)?];
    let mut lists = Lists::new(texts.sheet_lists());
    papers.push(areas::sheet(&of_areas, rules, texts, SPARE_ROWS, (&mut lists, &look))?);
    papers.push(evidence::sheet(&of_areas, rules, texts, (&mut lists, &look))?);
    papers.push(districts::sheet(&of_areas, texts, &look)?);
    papers.push(reasons::sheet(recommendations, texts, &look)?);
    papers.push(totals::sheet(recommendations, rules, texts, &look)?);
    papers.push(help::sheet(rules, texts, &look)?);
    papers.extend(lists.sheet(&look)?);
    bound(papers, texts)
}

/// These areas alone, with this many rows more to fill in.
///
/// # Errors
/// When a sheet cannot hold what belongs in it; the error names the limit.
pub fn areas(areas: &[Area], rules: &RuleSet, texts: &Texts, spare: usize) -> Result<Book, WorkbookError> {
    let look = Look::new(texts);
    let of_areas: Vec<&Area> = areas.iter().collect();
    let mut lists = Lists::new(texts.sheet_lists());
    let mut papers = vec![areas::sheet(&of_areas, rules, texts, spare, (&mut lists, &look))?];
    papers.push(evidence::sheet(&of_areas, rules, texts, (&mut lists, &look))?);
    papers.push(districts::sheet(&of_areas, texts, &look)?);
    papers.push(help::sheet(rules, texts, &look)?);
    papers.extend(lists.sheet(&look)?);
    bound(papers, texts)
}

/// Empty sheets with this many rows to fill in.
///
/// # Errors
/// When a sheet does not have as many rows; the error names the limit.
pub fn blank(rules: &RuleSet, texts: &Texts, rows: usize) -> Result<Book, WorkbookError> {
    areas(&[], rules, texts, rows)
}

/// The sheets bound together. Neither time nor platform gets into the file.
fn bound(papers: Vec<Paper<'_>>, texts: &Texts) -> Result<Book, WorkbookError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = texts.workbook_title();
    let name = env!("CARGO_PKG_NAME");
    book.set_properties(&DocProperties::new().set_title(title).set_author(name).set_creation_datetime(&made));
    let mut shortened = Vec::new();
    for paper in papers {
        book.push_worksheet(paper.sheet);
        shortened.extend(paper.shortened);
    }
    Ok(Book { bytes: of_one_host(book.save_to_buffer()?)?, shortened })
}

/// The file with the same host for every part on every platform: the writer names the one that it runs on.
///
/// # Errors
/// When the file is no package.
pub fn of_one_host(mut book: Vec<u8>) -> Result<Vec<u8>, XlsxError> {
    let mut archive = ZipArchive::new(Cursor::new(&book))?;
    let starts: Vec<u64> = (0..archive.len())
        .map(|number| Ok(archive.by_index_raw(number)?.central_header_start()))
        .collect::<Result<_, XlsxError>>()?;
    for start in starts {
        let host = usize::try_from(start).ok().and_then(|start| book.get_mut(start + HOST));
        if let Some(host) = host {
            *host = System::Unix.into();
        }
    }
    Ok(book)
}
