//! One sheet while it is written.
//!
//! In: values with their places. Out: a worksheet. Every text passes through here, as text, and within the limits of a
//! sheet.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, Note, Workbook, Worksheet};

use super::look::Look;
use super::{Shortened, WorkbookError, Written};
use crate::load::{MAX_CELL_TEXT, column_name};
use crate::model::{Area, Exact};

/// The most rows of a sheet.
pub const MAX_ROWS: usize = 1_048_576;
/// The height of a line of text, in points.
const LINE_HEIGHT: f64 = 15.0;
/// The greatest height of a row.
const MAX_HEIGHT: f64 = 409.0;
/// The width of a column that no heading has set.
const DEFAULT_WIDTH: f64 = 8.0;
/// The width of a note, in pixels.
const NOTE_WIDTH: u32 = 420;
/// The height of a note, in pixels.
const NOTE_HEIGHT: u32 = 260;
/// A4.
const PAPER_SIZE: u8 = 9;
/// The most digits of a number that a workbook keeps.
const MAX_DIGITS: u64 = 15;

/// A sheet with its name, for errors, and the formats it is written in.
pub struct Paper<'l> {
    /// The sheet itself.
    pub sheet: Worksheet,
    /// The formats.
    pub look: &'l Look,
    /// What could not be written as it is.
    pub shortened: Vec<Shortened>,
    name: String,
    widths: BTreeMap<u16, f64>,
    area: Option<(String, String)>,
}

impl<'l> Paper<'l> {
    /// An empty sheet, to be printed across the page. The rows of a long one wait on disk for the end: they are written from the
    /// first to the last, and none again.
    pub fn new(book: &mut Workbook, name: &str, is_long: bool, look: &'l Look) -> Written<Self> {
        let mut sheet = if is_long { book.new_worksheet_with_low_memory()? } else { Worksheet::new() };
        sheet.set_name(name)?;
        sheet.set_landscape().set_paper_size(PAPER_SIZE).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
        sheet.set_footer("&L&8&A&R&8&P / &N");
        let (shortened, name) = (Vec::new(), name.to_owned());
        Ok(Self { sheet, look, shortened, name, widths: BTreeMap::new(), area: None })
    }

    /// The area that the rows are about from here on.
    pub fn about(&mut self, area: &Area) {
        self.area = Some((area.name.clone(), area.path.clone()));
    }

    /// A row's number as the writer wants it.
    pub fn row(&self, row: usize) -> Written<u32> {
        let fits = u32::try_from(row).ok().filter(|_| row < MAX_ROWS);
        fits.ok_or_else(|| WorkbookError::TooManyRows { sheet: self.name.clone(), limit: MAX_ROWS })
    }

    /// The first row: headings with the widths of their columns, which stay in view and can be filtered by.
    pub fn headings(&mut self, headings: &[(&str, f64)], rows: usize) -> Written {
        for (column, (heading, width)) in (0u16..).zip(headings) {
            self.heading(0, column, heading, *width, false)?;
        }
        self.sheet.set_row_height(0, 48)?;
        let last = u16::try_from(headings.len()).unwrap_or(u16::MAX).saturating_sub(1);
        let last_row = self.row(rows.max(1))?;
        self.sheet.set_freeze_panes(1, 1)?;
        self.sheet.autofilter(0, 0, last_row, last)?;
        self.sheet.set_repeat_rows(0, 0)?;
        Ok(())
    }

    /// One heading and the width of its column.
    pub fn heading(&mut self, row: usize, column: u16, text: &str, width: f64, core: bool) -> Written {
        let look = self.look;
        self.sheet.set_column_width(column, width)?;
        self.widths.insert(column, width);
        self.text(row, column, text, if core { &look.head_core } else { &look.head })
    }

    /// A note on a cell, which shows where somebody points.
    pub fn note(&mut self, row: usize, column: u16, text: &str) -> Written {
        let row = self.row(row)?;
        let note = Note::new(text).add_author_prefix(false).set_width(NOTE_WIDTH).set_height(NOTE_HEIGHT);
        self.sheet.insert_note(row, column, &note)?;
        Ok(())
    }

    /// A row of texts, as high as they need.
    pub fn texts(&mut self, row: usize, texts: &[(u16, &str, &Format)]) -> Written {
        for (column, text, format) in texts {
            self.text(row, *column, text, format)?;
        }
        let texts: Vec<(u16, &str)> = texts.iter().map(|(column, text, _)| (*column, *text)).collect();
        self.fit(row, &texts)
    }

    /// Makes a row as high as these texts need in their columns: not every program does so by itself.
    fn fit(&mut self, row: usize, texts: &[(u16, &str)]) -> Written {
        let lines = texts.iter().map(|(column, text)| {
            let width = self.widths.get(column).copied().unwrap_or(DEFAULT_WIDTH);
            lines(text, width)
        });
        let height = LINE_HEIGHT * f64::from(lines.max().unwrap_or(1));
        let row = self.row(row)?;
        self.sheet.set_row_height(row, height.min(MAX_HEIGHT))?;
        Ok(())
    }

    /// A text; an empty one leaves the cell blank.
    pub fn text(&mut self, row: usize, column: u16, text: &str, format: &Format) -> Written {
        let number = self.row(row)?;
        if text.is_empty() {
            self.sheet.write_blank(number, column, format)?;
            return Ok(());
        }
        let fitted = self.fitted(row, column, text);
        let text = fitted.as_deref().unwrap_or(text);
        match escaped(text) {
            None => self.sheet.write_string_with_format(number, column, text, format)?,
            Some(escaped) => {
                let run = (&Format::default(), escaped.as_str());
                self.sheet.write_rich_string_with_format(number, column, &[run], format)?
            }
        };
        Ok(())
    }

    /// A text that the cell can hold, where it cannot hold this one as it is; that is told.
    fn fitted(&mut self, row: usize, column: u16, text: &str) -> Option<String> {
        // No XML has these two, not even escaped.
        let letter = text.chars().find(|letter| matches!(letter, '\u{fffe}' | '\u{ffff}'));
        let length = |text: &str| text.encode_utf16().take(MAX_CELL_TEXT + 1).count();
        let is_long = length(text) > MAX_CELL_TEXT;
        if letter.is_none() && !is_long {
            return None;
        }
        let mut tell = |character| {
            let cell = format!("{}{}", column_name(usize::from(column) + 1), row + 1);
            self.shortened.push(Shortened {
                sheet: self.name.clone(),
                cell,
                area: self.area.clone(),
                character,
            });
        };
        if let Some(letter) = letter {
            tell(Some(format!("U+{:04X}", u32::from(letter))));
        }
        let mut fitted = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        if is_long {
            tell(None);
            let mark = self.look.shortened;
            let mut left = MAX_CELL_TEXT - mark.encode_utf16().count();
            let fits = |letter: &char| {
                let rest = left.checked_sub(letter.len_utf16());
                left = rest.unwrap_or(0);
                rest.is_some()
            };
            fitted = fitted.chars().take_while(fits).chain(mark.chars()).collect();
        }
        Some(fitted)
    }

    /// A text that may be missing.
    pub fn optional(&mut self, row: usize, column: u16, text: Option<&str>, format: &Format) -> Written {
        self.text(row, column, text.unwrap_or_default(), format)
    }

    /// A number that may be missing.
    pub fn number(&mut self, row: usize, column: u16, number: Option<f64>, format: &Format) -> Written {
        let Some(number) = number else { return self.text(row, column, "", format) };
        let row = self.row(row)?;
        self.sheet.write_number_with_format(row, column, number, format)?;
        Ok(())
    }

    /// An exact number; as text where a workbook would lose some of its digits.
    pub fn exact(&mut self, row: usize, column: u16, number: &Exact, format: &Format) -> Written {
        let fits = number.normalized().digits() <= MAX_DIGITS;
        let typed: Option<f64> = if fits { number.to_plain_string().parse().ok() } else { None };
        // Neither beyond the largest number of a workbook nor so close to nothing that it becomes nothing.
        let typed = typed.filter(|typed| typed.is_normal() || number == &Exact::default());
        match typed {
            Some(typed) => self.number(row, column, Some(typed), format),
            None => self.text(row, column, &number.to_plain_string(), format),
        }
    }

    /// A date written year-month-day; as text where a workbook has no such date.
    pub fn date(&mut self, row: usize, column: u16, date: Option<&str>, format: &Format) -> Written {
        // In a workbook the year 1900 has a day too many, and nothing is earlier.
        let typed = date.filter(|date| *date >= "1900-03-01").and_then(|date| {
            let mut parts = date.split('-');
            let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
            ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        });
        let Some(typed) = typed else { return self.optional(row, column, date, format) };
        let row = self.row(row)?;
        self.sheet.write_datetime_with_format(row, column, &typed, format)?;
        Ok(())
    }
}

/// How many lines a text takes in a column: a width counts digits, and most letters are as narrow.
fn lines(text: &str, width: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths are small")]
    let width = width.max(1.0) as usize;
    u32::try_from(textwrap::wrap(text, width).len().max(1)).unwrap_or(u32::MAX)
}

/// A text that the writer does not escape as it should, escaped, to be written as a run of its own; `None` for every
/// other.
///
/// The writer takes a text from `<r>` to `</r>` for finished XML. And workbooks have a control character as `_x000D_`
/// and what only looks like that as `_x005F_x000D_`; the writer forgets that its first escapes can end a text that
/// then looks like one, as in `_x0041` before a carriage return. A run is taken as it is but for `&`, `<` and `>`.
fn escaped(text: &str) -> Option<String> {
    let (escaped, needed) = with_escapes(text);
    needed.then_some(escaped)
}

/// A text with the escapes of a workbook, and whether the writer would not make them itself.
pub(super) fn with_escapes(text: &str) -> (String, bool) {
    let mut escaped = String::with_capacity(text.len() + 32);
    let mut needed = text.starts_with("<r>") && text.ends_with("</r>");
    for (at, letter) in text.char_indices() {
        if is_escaped(letter) {
            escaped.push_str(&format!("_x{:04X}_", u32::from(letter)));
            continue;
        }
        let mut rest = text.get(at..).unwrap_or_default().chars();
        let like = rest.next() == Some('_')
            && rest.next() == Some('x')
            && rest.by_ref().take(4).filter(char::is_ascii_hexdigit).count() == 4;
        let end = if like { rest.next() } else { None };
        if end.is_some_and(|end| end == '_' || is_escaped(end)) {
            needed |= end != Some('_');
            escaped.push_str("_x005F");
        }
        escaped.push(letter);
    }
    (escaped, needed)
}

fn is_escaped(letter: char) -> bool {
    u32::from(letter) < 0x20 && !matches!(letter, '\t' | '\n')
}
