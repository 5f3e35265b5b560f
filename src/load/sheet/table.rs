//! A table in plain text, as spreadsheets save it: CSV.
//!
//! In: bytes. Out: filled cells, all of them texts. Semicolons, tabs or commas part the cells, whichever the names of
//! the columns are parted by; UTF-8 with or without its mark, UTF-16 with it, else Windows-1252.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::super::names::is_key;
use super::cell::Content;
use super::columns::SheetKind;
use super::grid::Filling;

/// What can part the cells.
const MARKS: [u8; 3] = [b';', b'\t', b','];
/// The most lines that may stand above the names of the columns.
const MAX_TITLES: usize = 60;

/// The text of a table.
pub fn text(bytes: &[u8]) -> String {
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = encoding.unwrap_or(if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 });
    encoding.decode(bytes).0.into_owned()
}

/// What parts the cells of a text, if it is a table of areas: a line names the column of areas beside others.
pub fn mark(text: &str) -> Option<u8> {
    if let Some(mark) = declared(text) {
        return Some(mark);
    }
    // Comments are none of a table, and a key at the beginning of a line is one of an area file, wherever it stands.
    let mut lines =
        text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).take(MAX_TITLES);
    let names_areas = |cell: &str| {
        let cell = cell.trim().trim_matches('"').trim();
        is_key(cell, "area") || SheetKind::Areas.is_heading(cell)
    };
    let has_key = |line: &str| line.split_once(':').is_some_and(|(key, _)| names_areas(key));
    if text.lines().any(|line| !line.starts_with(char::is_whitespace) && has_key(line)) {
        return None;
    }
    lines.find_map(|line| {
        let cells = |mark: &u8| line.split(char::from(*mark)).map(names_areas).collect::<Vec<_>>();
        let is_table =
            |mark: &u8| matches!(cells(mark).as_slice(), [_, _, ..]) && cells(mark).contains(&true);
        MARKS.into_iter().find(is_table)
    })
}

/// The mark that a first line `sep=;` declares, as Excel reads it.
fn declared(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim();
    let mark = line.trim_matches('"').strip_prefix("sep=")?;
    mark.bytes().next().filter(|mark| MARKS.contains(mark))
}

/// Reads a table; without a mark that is known, by the one that comes most often in its first line.
pub fn read(text: &str, mark: Option<u8>, filling: &mut Filling<'_>) -> bool {
    let text =
        if declared(text).is_some() { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text };
    let first = text.lines().next().unwrap_or_default();
    let most =
        || MARKS.into_iter().rev().max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count());
    let mark = mark.or_else(most).unwrap_or(b';');
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.delimiter(mark).has_headers(false).flexible(true).from_reader(text.as_bytes());
    // The row that a spreadsheet would show, in which blank lines are rows and lines within a cell are not.
    let (mut row, mut next_line) = (0usize, 1u64);
    for record in reader.records() {
        let Ok(record) = record else { return false };
        let line = record.position().map_or(next_line, csv::Position::line);
        row += usize::try_from(line.saturating_sub(next_line)).unwrap_or(0) + 1;
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        next_line = line + within as u64 + 1;
        for (cell, column) in record.iter().zip(1..) {
            if let Some(content) = Content::text(cell)
                && !filling.put(row, column, content)
            {
                return true;
            }
        }
    }
    true
}
