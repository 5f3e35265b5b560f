//! One cell: what stands in it, and what that is as a value of an area.
//!
//! In: a value as the workbook types it, with the format it is shown in. Out: the word that an area file would have
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
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Text(String),
    /// A number, and whether it is shown as a percentage.
    Number(f64, bool),
    /// A date, and whether nothing but the date is in the cell.
    Date(String, bool),
    Bool(bool),
    Error(String),
}

impl Cell {
    /// The cell with this value; `None` for one that only looks filled.
    pub fn new(place: Place, value: &DataRef<'_>, format: &str) -> Option<Self> {
        let content = match value {
            DataRef::Empty => return None,
            DataRef::String(text) => Content::Text(composed(text).into_owned()),
            DataRef::SharedString(text) => Content::Text(composed(text).into_owned()),
            DataRef::Int(number) => Content::Text(number.to_string()),
            DataRef::Float(number) => Content::Number(*number, is_percentage(format)),
            DataRef::Bool(truth) => Content::Bool(*truth),
            DataRef::DateTime(date) => dated(date),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                let date = text.strip_suffix("T00:00:00").unwrap_or(text);
                Content::Date(date.to_owned(), true)
            }
            DataRef::Error(error) => Content::Error(error.to_string()),
        };
        let blank = matches!(&content, Content::Text(text) if text.trim().is_empty());
        (!blank).then_some(Self { place, content })
    }

    /// What people see in the cell.
    pub fn shown(&self) -> String {
        match &self.content {
            Content::Text(text) | Content::Date(text, _) | Content::Error(text) => text.trim().to_owned(),
            Content::Number(number, false) => decimal(*number, 0),
            Content::Number(number, true) => format!("{} %", decimal(*number, 2)),
            Content::Bool(truth) => truth.to_string(),
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
        let text = match (&self.content, kind) {
            (Content::Error(error), _) => return self.broken(Fault::ErrorCell, &[("found", error)], faults),
            (Content::Text(text), _) => match self.text_fault(text) {
                None => text.trim().to_owned(),
                Some((fault, word)) => {
                    return self.broken(fault, &[("code", &word), ("limit", &word)], faults);
                }
            },
            (Content::Number(number, false), _) => decimal(*number, 0),
            // What is shown as 60 % is kept as 0.6.
            (Content::Number(number, true), CellKind::Percent) => decimal(*number, 2),
            (Content::Date(date, true), CellKind::Date) => date.clone(),
            // Excel makes dates of what looks like one: what was meant may be something else.
            (Content::Number(..) | Content::Date(..) | Content::Bool(_), CellKind::Text) => {
                let found = self.shown();
                return self.broken(Fault::NotTextCell, &[("found", &found)], faults);
            }
            (Content::Number(..) | Content::Date(..) | Content::Bool(_), _) => self.shown(),
        };
        Node { place: self.place, value: Value::Scalar { text: text.into(), plain: false } }
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
