//! Excel workbooks: an overview, the areas to read back, the evidence, the districts, the reasons.
//!
//! In: recommendations, or areas alone. Out: the bytes of an `.xlsx` file, the same for the same input. Text is only
//! ever written as text, so that nothing in an area becomes a formula or a link; what a sheet cannot hold is an error
//! and never cut off. A further sheet is a file here and a line in [`workbook`].

mod areas;
mod choices;
mod districts;
mod evidence;
mod look;
mod overview;
mod paper;
mod reasons;

use std::io::Cursor;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use zip::{System, ZipArchive};

use crate::explain::Recommendation;
use crate::model::{Area, RuleSet};
use crate::texts::Texts;
use look::Look;
use paper::Paper;

/// Rows below the last area that are ready to be filled in.
const SPARE_ROWS: usize = 50;

/// Where a part's entry in the directory of a package names the host.
const HOST: usize = 5;

/// Why a workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// More text than a cell holds.
    #[error("cell {cell} of sheet {sheet} would hold more than {limit} characters")]
    TextTooLong {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
        /// The most characters of a cell.
        limit: usize,
    },
    /// More rows than a sheet holds.
    #[error("sheet {sheet} would hold more than {limit} rows")]
    TooManyRows {
        /// The sheet.
        sheet: String,
        /// The most rows of a sheet.
        limit: usize,
    },
    /// A character that no workbook can hold.
    #[error("cell {cell} of sheet {sheet} would hold the character {code}")]
    NoSuchCharacter {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
        /// The character.
        code: String,
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
            Self::TextTooLong { sheet, cell, limit } => texts.workbook_text_too_long(cell, limit, sheet),
            Self::TooManyRows { sheet, limit } => texts.workbook_too_many_rows(limit, sheet),
            Self::NoSuchCharacter { sheet, cell, code } => texts.workbook_character(cell, code, sheet),
            Self::Refused(error) => texts.workbook_refused(error),
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
) -> Result<Vec<u8>, WorkbookError> {
    let look = Look::new();
    let of_areas: Vec<&Area> = recommendations.iter().map(|recommendation| &recommendation.area).collect();
    let mut papers = vec![overview::sheet(recommendations, rules, texts, &look)?];
    papers.extend(areas::sheets(&of_areas, rules, texts, SPARE_ROWS, &look)?);
    papers.push(evidence::sheet(&of_areas, rules, texts, &look)?);
    papers.push(districts::sheet(&of_areas, texts, &look)?);
    papers.push(reasons::sheet(recommendations, texts, &look)?);
    bound(papers, texts)
}

/// These areas alone, with this many rows more to fill in.
///
/// # Errors
/// When a sheet cannot hold what belongs in it; the error names the limit.
pub fn areas(areas: &[Area], rules: &RuleSet, texts: &Texts, spare: usize) -> Result<Vec<u8>, WorkbookError> {
    let look = Look::new();
    let of_areas: Vec<&Area> = areas.iter().collect();
    let mut papers = areas::sheets(&of_areas, rules, texts, spare, &look)?;
    papers.push(evidence::sheet(&of_areas, rules, texts, &look)?);
    papers.push(districts::sheet(&of_areas, texts, &look)?);
    bound(papers, texts)
}

/// Empty sheets with this many rows to fill in.
///
/// # Errors
/// When a sheet does not have as many rows; the error names the limit.
pub fn blank(rules: &RuleSet, texts: &Texts, rows: usize) -> Result<Vec<u8>, WorkbookError> {
    areas(&[], rules, texts, rows)
}

/// The sheets bound together. Neither time nor platform gets into the file.
fn bound(papers: Vec<Paper<'_>>, texts: &Texts) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = texts.workbook_title();
    let name = env!("CARGO_PKG_NAME");
    book.set_properties(&DocProperties::new().set_title(title).set_author(name).set_creation_datetime(&made));
    for paper in papers {
        book.push_worksheet(paper.sheet);
    }
    Ok(of_one_host(book.save_to_buffer()?)?)
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
