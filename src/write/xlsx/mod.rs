//! Excel workbooks: an overview, the areas to read back, the evidence, the districts, the reasons.
//!
//! In: recommendations, or areas alone. Out: the bytes of an `.xlsx` file, the same for the same input. Text is only
//! ever written as text, so that nothing in an area becomes a formula or a link; a text that a cell cannot hold is
//! shortened where that shows, and told. A further sheet is a file here and a word of [`Sheet`].

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

use std::collections::BTreeMap;
use std::io::Cursor;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use zip::{System, ZipArchive};

use crate::explain::Recommendation;
use crate::load::{MAX_CELL_TEXT, SheetKind, id_within};
use crate::model::{Area, RuleSet, words};
use crate::texts::Texts;
use choices::Lists;
use look::Look;
use paper::Paper;
pub use update::{Found, UpdateFault, Updated, updated};

/// Rows below the last area that are ready to be filled in.
const SPARE_ROWS: usize = 50;

/// More areas than this are written by way of the disk, so that memory does not grow with them.
const MANY: usize = 2_000;

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

words! {
    /// A sheet that can be asked for.
    pub enum Sheet {
        /// A row an area, with what came of it.
        Overview = "overview",
        /// The areas with all their answers, to be read back.
        Areas = "areas",
        /// What stands beside the answers, to be read back.
        Evidence = "evidence",
        /// The geographic districts, to be read back.
        Districts = "districts",
        /// A row a reason.
        Reasons = "reasons",
        /// How many areas there are of each outcome.
        Totals = "totals",
        /// How it is filled in.
        Help = "help",
    }
}

impl Sheet {
    /// What the sheet is called.
    fn name(self, texts: &Texts) -> &str {
        match self {
            Self::Overview => texts.sheet_overview(),
            Self::Areas => SheetKind::Areas.name(texts.lang),
            Self::Evidence => SheetKind::Evidence.name(texts.lang),
            Self::Districts => SheetKind::Districts.name(texts.lang),
            Self::Reasons => texts.sheet_reasons(),
            Self::Totals => texts.sheet_totals(),
            Self::Help => texts.sheet_help(),
        }
    }
}

/// These sheets about these areas.
///
/// # Errors
/// When a sheet cannot hold what belongs in it; the error names the limit.
pub fn workbook(
    recommendations: &[Recommendation<'_>],
    rules: &RuleSet,
    texts: &Texts,
    sheets: &[Sheet],
) -> Result<Book, WorkbookError> {
    let areas: Vec<&Area> = recommendations.iter().map(|recommendation| &recommendation.area).collect();
    bound((recommendations, &areas, SPARE_ROWS), rules, texts, sheets)
}

/// These areas alone, with this many rows more to fill in.
///
/// # Errors
/// When a sheet cannot hold what belongs in it; the error names the limit.
pub fn areas(areas: &[Area], rules: &RuleSet, texts: &Texts, spare: usize) -> Result<Book, WorkbookError> {
    let areas: Vec<&Area> = areas.iter().collect();
    bound((&[], &areas, spare), rules, texts, &[Sheet::Areas, Sheet::Evidence, Sheet::Districts, Sheet::Help])
}

/// Empty sheets with this many rows to fill in.
///
/// # Errors
/// When a sheet does not have as many rows; the error names the limit.
pub fn blank(rules: &RuleSet, texts: &Texts, rows: usize) -> Result<Book, WorkbookError> {
    areas(&[], rules, texts, rows)
}

/// How the areas are meant on every sheet but their own: by their ids, with the municipality where several have one id.
fn ids(areas: &[&Area]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    areas.iter().for_each(|area| *counts.entry(&area.id).or_default() += 1);
    let of = |area: &&Area| match &area.municipality {
        Some(municipality) if counts.get(&*area.id).is_some_and(|count| *count > 1) => {
            id_within(&area.id, municipality)
        }
        _ => area.id.clone(),
    };
    areas.iter().map(of).collect()
}

/// The sheets bound together. Neither time nor platform gets into the file.
fn bound(
    (recommendations, areas, spare): (&[Recommendation<'_>], &[&Area], usize),
    rules: &RuleSet,
    texts: &Texts,
    sheets: &[Sheet],
) -> Result<Book, WorkbookError> {
    let look = Look::new(texts);
    let mut book = Workbook::new();
    let mut lists = Lists::new(texts.sheet_lists());
    let mut papers = Vec::new();
    let ids = ids(areas);
    for sheet in Sheet::ALL.into_iter().filter(|sheet| sheets.contains(sheet)) {
        let mut paper = Paper::new(&mut book, sheet.name(texts), areas.len() > MANY, &look)?;
        match sheet {
            Sheet::Overview => overview::fill(&mut paper, (recommendations, &ids), rules, texts)?,
            Sheet::Areas => areas::fill(&mut paper, (areas, spare), rules, texts, &mut lists)?,
            Sheet::Evidence => evidence::fill(&mut paper, (areas, &ids), rules, texts, &mut lists)?,
            Sheet::Districts => districts::fill(&mut paper, (areas, &ids), texts)?,
            Sheet::Reasons => reasons::fill(&mut paper, (recommendations, &ids), texts)?,
            Sheet::Totals => totals::fill(&mut paper, recommendations, rules, texts)?,
            Sheet::Help => help::fill(&mut paper, rules, texts)?,
        }
        papers.push(paper);
    }
    papers.extend(lists.sheet(&mut book, &look)?);
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
