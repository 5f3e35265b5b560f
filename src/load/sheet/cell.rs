//! One cell: what stands in it, and what that is as a value of an area.
//!
//! In: a value as the sheet types it, with the format it is shown in. Out: the word that an area file would have
//! in its place. A value that could be read in two ways is a fault; none is guessed at.

use calamine::{DataRef, ExcelDateTime};

use super::super::fault::{Fault, Faults, Place};
use super::super::source::is_stray;
use super::super::tree::{Node, Value};
use crate::model::composed;

/// The most text of a cell, in the units that Excel counts: UTF-16.
pub const MAX_CELL_TEXT: usize = 32_767;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Text,
    /// A word out of a list: an answer or a form.
    Word,
    /// A date.
    Date,
    /// A number.
    Number,
    /// A number of per cent.
    Percent,
}

/// A filled cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Where it is.
    pub place: Place,
    /// Whether its value stands over several columns.
    pub wide: bool,
    /// Whether it has the value of a cell above, with which it is merged.
    pub copied: bool,
    content: Content,
}

/// What stands in a cell.
#[derive(Debug, Clone)]
pub enum Content {
    /// Text.
    Text(String),
    /// A number, and how it is shown.
    Number(f64, Shown),
    /// A date, and whether nothing but the date is in the cell.
    Date(String, bool),
    /// A truth value.
    Bool(bool),
    /// What a formula that failed has given.
    Error(String),
    /// A formula of which the file has no result.
    Formula,
}

/// What people see behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// No sign.
    Plain,
    /// A sign of per cent: what is shown as 60 % is kept as 0.6.
    Percent,
    /// A sign of per cent that only stands there: what is shown as 60 % is kept as 60.
    Signed,
    /// The file is of a kind of which that is not known.
    Unknown,
}

impl Content {
    /// What a workbook has typed; `None` for what only looks filled.
    pub fn of(value: &DataRef<'_>, shown: Shown) -> Option<Self> {
        let content = match value {
            DataRef::Empty => return None,
            DataRef::String(text) => Self::text(text)?,
            DataRef::SharedString(text) => Self::text(text)?,
            // How it is shown may matter: 100 % is kept as 1.
            DataRef::Int(number) => match i32::try_from(*number) {
                Ok(number) if matches!(shown, Shown::Unknown) => Self::Number(number.into(), shown),
                _ => Self::Text(number.to_string()),
            },
            DataRef::Float(number) => Self::Number(*number, shown),
            DataRef::Bool(truth) => Self::Bool(*truth),
            DataRef::DateTime(date) => dated(date),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Self::date(text),
            DataRef::Error(error) => Self::Error(error.to_string()),
        };
        Some(content)
    }

    /// A text, unless it is blank.
    pub fn text(text: &str) -> Option<Self> {
        (!text.trim().is_empty()).then(|| Self::Text(composed(text).into_owned()))
    }

    /// A date as it is written in XML.
    pub fn date(text: &str) -> Self {
        let date = text.strip_suffix("T00:00:00").unwrap_or(text);
        Self::Date(date.to_owned(), !date.contains(['T', ':']))
    }
}

impl Shown {
    /// What a number format shows.
    pub fn by(format: &str) -> Self {
        match (is_percentage(format), format.contains('%')) {
            (true, _) => Self::Percent,
            (false, true) => Self::Signed,
            (false, false) => Self::Plain,
        }
    }
}

impl Cell {
    /// A cell with this in it.
    pub const fn new(place: Place, content: Content) -> Self {
        Self { place, wide: false, copied: false, content }
    }

    /// The same in another row of a merged cell.
    pub fn copy(&self, line: usize) -> Self {
        Self { place: Place { line, ..self.place }, copied: true, ..self.clone() }
    }

    /// What people see in the cell.
    pub fn shown(&self) -> String {
        match &self.content {
            Content::Text(text) | Content::Date(text, _) | Content::Error(text) => text.trim().to_owned(),
            Content::Number(number, Shown::Plain | Shown::Unknown) => decimal(*number, 0),
            Content::Number(number, Shown::Percent) => format!("{} %", decimal(*number, 2)),
            Content::Number(number, Shown::Signed) => format!("{} %", decimal(*number, 0)),
            Content::Bool(truth) => truth.to_string(),
            Content::Formula => String::new(),
        }
    }

    /// Whether a number stands here, and no word.
    pub fn is_number(&self) -> bool {
        let digit =
            |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || "-−+.,%".contains(letter);
        match &self.content {
            Content::Number(..) | Content::Formula | Content::Error(_) => true,
            Content::Text(text) => text.chars().all(digit),
            Content::Date(..) | Content::Bool(_) => false,
        }
    }

    /// How many bytes of text it holds.
    pub fn text_bytes(&self) -> usize {
        match &self.content {
            Content::Text(text) => text.len(),
            _ => 0,
        }
    }

    /// The cell as a value of an area; what cannot be one is reported, and leaves a broken value behind.
    pub fn node(&self, kind: CellKind, faults: &mut Faults) -> Node {
        if self.wide {
            return self.broken(Fault::MergedCell, &[], faults);
        }
        let text = match (&self.content, kind) {
            (Content::Error(error), _) => return self.broken(Fault::ErrorCell, &[("found", error)], faults),
            (Content::Formula, _) => return self.broken(Fault::FormulaCell, &[], faults),
            (Content::Text(text), _) => match self.text_fault(text) {
                None => text.trim().to_owned(),
                Some((fault, word)) => {
                    return self.broken(fault, &[("code", &word), ("limit", &word)], faults);
                }
            },
            // What people see in a text may be no more than how the sheet shows a number.
            (Content::Number(_, Shown::Percent | Shown::Signed), CellKind::Text) => {
                let found = self.shown();
                return self.broken(Fault::NotTextCell, &[("found", &found)], faults);
            }
            (Content::Number(number, Shown::Percent), CellKind::Percent) => decimal(*number, 2),
            (Content::Number(number, _), CellKind::Percent) => decimal(*number, 0),
            (Content::Number(..), _) => self.shown(),
            (Content::Date(date, true), CellKind::Date) => date.clone(),
            // Excel makes dates of what looks like one: what was meant may be something else.
            (Content::Date(..) | Content::Bool(_), CellKind::Text) => {
                let found = self.shown();
                return self.broken(Fault::NotTextCell, &[("found", &found)], faults);
            }
            (Content::Date(..) | Content::Bool(_), _) => self.shown(),
        };
        if kind == CellKind::Percent && self.may_be_part(&text) {
            return self.broken(
                Fault::PerhapsPercent,
                &[("found", &text), ("meant", &hundredfold(&text))],
                faults,
            );
        }
        Node { place: self.place, value: Value::Scalar { text: text.into(), plain: false } }
    }

    /// Whether a number without a sign of per cent is so small that a part of one may be meant.
    fn may_be_part(&self, text: &str) -> bool {
        let most = match self.content {
            Content::Number(_, Shown::Plain) => 1.0,
            // A whole is kept as 1 where it is shown as 100 %.
            Content::Number(_, Shown::Unknown) => 1.0 + f64::EPSILON,
            Content::Text(_) => 1.0,
            _ => return false,
        };
        let number = text.trim_start_matches(['-', '\u{2212}', '+']).replace(',', ".");
        number.parse().is_ok_and(|number: f64| number > 0.0 && number < most)
    }

    fn text_fault(&self, text: &str) -> Option<(Fault, String)> {
        if let Some(stray) = text.chars().find(|letter| is_stray(*letter)) {
            return Some((Fault::ControlCharacter, format!("U+{:04X}", u32::from(stray))));
        }
        let length = text.encode_utf16().take(MAX_CELL_TEXT + 1).count();
        (length > MAX_CELL_TEXT).then(|| (Fault::TooLongCell, MAX_CELL_TEXT.to_string()))
    }

    fn broken(&self, fault: Fault, words: &[(&'static str, &str)], faults: &mut Faults) -> Node {
        faults.add(self.place, fault, words);
        Node { place: self.place, value: Value::Broken }
    }
}

fn dated(date: &ExcelDateTime) -> Content {
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let time = (hour, minute, second, milli) != (0, 0, 0, 0);
    // Before the first day of the calendar there are only times of day.
    if !date.is_datetime() || date.as_f64() < 1.0 {
        return Content::Date(format!("{hour:02}:{minute:02}:{second:02}"), false);
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    Content::Date(if time { format!("{day} {hour:02}:{minute:02}:{second:02}") } else { day }, !time)
}

/// Whether a number format shows percentages: a `%` that is no literal, before the format of negative numbers.
fn is_percentage(format: &str) -> bool {
    let (mut quoted, mut letters) = (false, format.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => {
                letters.next();
            }
            ';' if !quoted => return false,
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

/// The number that a part of one is in per cent.
fn hundredfold(text: &str) -> String {
    let (sign, number) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(number) => ("-", number),
        None => ("", text),
    };
    let number = number.trim_start_matches('+').replace(',', ".").parse().unwrap_or_default();
    format!("{sign}{}", decimal(number, 2))
}

/// A number as Excel knows it, with at most fifteen digits, moved this many places to the left of its decimal point.
/// The digits beyond are what binary arithmetic leaves behind, as in 28.999999999999996.
fn decimal(number: f64, places: i32) -> String {
    let scientific = format!("{number:.14e}");
    let parts =
        scientific.split_once('e').and_then(|(digits, power)| Some((digits, power.parse::<i32>().ok()?)));
    let Some((digits, power)) = parts else { return scientific };
    let negative = digits.starts_with('-');
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let point = power + places + 1;
    let before = usize::try_from(point).unwrap_or(0);
    let lead = "0".repeat(usize::try_from(-point).unwrap_or(0));
    let (whole, rest) = digits.split_at_checked(before).unwrap_or((digits, ""));
    let fill = "0".repeat(before.saturating_sub(digits.len()));
    let whole = if before == 0 { "0" } else { whole };
    let mark = if rest.is_empty() { "" } else { "." };
    format!(
        "{}{whole}{fill}{mark}{}{rest}",
        if negative { "-" } else { "" },
        if rest.is_empty() { "" } else { &lead }
    )
}

/// The first cell of a row.
pub fn row_place(row: &[Cell]) -> Place {
    row.first().map_or(Place::TOP, |cell| Place { column: 1, ..cell.place })
}
