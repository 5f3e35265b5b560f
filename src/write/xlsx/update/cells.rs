//! The cells of a sheet, put anew where they stand in its text.
//!
//! In: the text of a sheet, and values by row and column. Out: the text with them. Each cell keeps its style, and what is
//! not named stays as it was, letter by letter. Cells and rows need not say where they stand: one that does not is the
//! next.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::super::super::xml::{Edits, Unread, parse_up_to};
use super::super::paper::with_escapes;
use super::fault::UpdateFault;
use super::package::{child, prefix};
use crate::load::column_name;

/// The most elements and texts of a sheet that is changed; ten thousand areas with fifty columns have one and a half
/// million.
const MAX_NODES: u32 = 8_000_000;

/// What is to stand in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text; an empty one leaves the cell blank.
    Text(String),
    /// A number, in digits.
    Number(String),
}

/// A range of cells: the first and the last, each a row and a column.
type Area = ((usize, usize), (usize, usize));

/// A sheet that has been read.
pub struct Sheet<'t> {
    text: &'t str,
    parsed: Document<'t>,
    merged: Vec<Area>,
    /// What formulas fill that are written in one cell and give several.
    spilled: Vec<Area>,
    formulas: Vec<(usize, usize)>,
}

impl<'t> Sheet<'t> {
    pub fn read(text: &'t str) -> Result<Self, UpdateFault> {
        let parsed = parse_up_to(text, MAX_NODES).map_err(|error| match error {
            Unread::TooLarge => UpdateFault::TooLarge,
            Unread::Broken => UpdateFault::Broken,
        })?;
        let root = parsed.root_element();
        let merges = child(root, "mergeCells").into_iter().flat_map(|merges| merges.children());
        let merged = merges.filter_map(|merge| range(merge.attribute("ref")?)).collect();
        let (mut spilled, mut formulas) = (Vec::new(), Vec::new());
        for (row, node) in rows(root) {
            for (column, cell) in cells(node) {
                let Some(formula) = child(cell, "f") else { continue };
                formulas.push((row, column));
                if matches!(formula.attribute("t"), Some("array" | "dataTable")) {
                    spilled.extend(formula.attribute("ref").and_then(range));
                }
            }
        }
        formulas.sort_unstable();
        Ok(Self { text, parsed, merged, spilled, formulas })
    }

    /// Whether a formula gives what stands in a cell.
    pub fn has_formula(&self, row: usize, column: usize) -> bool {
        self.formulas.binary_search(&(row, column)).is_ok() || holds(&self.spilled, row, column)
    }

    /// Whether a cell is merged with others.
    pub fn is_merged(&self, row: usize, column: usize) -> bool {
        holds(&self.merged, row, column)
    }

    /// The text with these values, and with these widths of columns that have none; what is new in the rows of headings
    /// looks as the heading before it does.
    pub fn with(
        &self,
        values: &BTreeMap<(usize, usize), Value>,
        headings: &[usize],
        widths: &[(usize, f64)],
    ) -> String {
        let mut edits = Edits::default();
        let root = self.parsed.root_element();
        for (number, row) in rows(root) {
            let values: Vec<(usize, &Value)> = values
                .range((number, 0)..(number + 1, 0))
                .map(|((_, column), value)| (*column, value))
                .collect();
            if !values.is_empty() {
                self.put(&mut edits, (number, row), &values, headings.contains(&number));
            }
        }
        if let Some((last, _)) = widths.last() {
            self.widen(&mut edits, root, *last);
            self.set_widths(&mut edits, root, widths);
        }
        edits.whole(self.text)
    }

    /// Puts values, from the left, into a row.
    fn put(
        &self,
        edits: &mut Edits,
        (number, row): (usize, Node<'_, '_>),
        values: &[(usize, &Value)],
        is_heading: bool,
    ) {
        let there: Vec<(usize, Node<'_, '_>)> = cells(row).collect();
        let prefix = prefix(self.text, row);
        let mut behind = String::new();
        for &(column, value) in values {
            let own = there.iter().find(|(at, _)| *at == column).map(|(_, cell)| *cell);
            let before = there.iter().rev().find(|(at, _)| *at < column).map(|(_, cell)| *cell);
            let like = own.or(before.filter(|_| is_heading));
            let style = like.and_then(|cell| cell.attribute("s"));
            let place = format!("{}{number}", column_name(column));
            let new = cell(prefix, &place, style, value);
            let next = there.iter().find(|(at, _)| *at > column).map(|(_, cell)| *cell);
            match (own, next) {
                (Some(own), _) => edits.put(own.range(), new),
                // Nothing needs no cell of its own.
                _ if *value == Value::Text(String::new()) => {}
                (None, Some(next)) => edits.insert(next.range().start, new),
                (None, None) => behind.push_str(&new),
            }
        }
        if behind.is_empty() {
            return;
        }
        edits.append(self.text, row, &behind);
        // Where a row says how far it goes, it goes further now.
        let last = values.last().map_or(0, |(column, _)| *column);
        if let Some(spans) = row.attribute_node("spans") {
            let first = spans.value().split(':').next().unwrap_or("1");
            edits.put(spans.range_value(), format!("{first}:{last}"));
        }
    }

    /// Makes the range that the sheet says it fills reach to this column.
    fn widen(&self, edits: &mut Edits, root: Node<'_, '_>, last: usize) {
        let filled = child(root, "dimension").and_then(|dimension| dimension.attribute_node("ref"));
        let Some((filled, (first, end))) = filled.and_then(|filled| Some((filled, range(filled.value())?)))
        else {
            return;
        };
        if end.1 < last {
            let new = format!("{}{}:{}{}", column_name(first.1), first.0, column_name(last), end.0);
            edits.put(filled.range_value(), new);
        }
    }

    /// Gives columns a width, unless something is said of them or of one behind them.
    fn set_widths(&self, edits: &mut Edits, root: Node<'_, '_>, widths: &[(usize, f64)]) {
        let columns = child(root, "cols");
        let last = columns.into_iter().flat_map(|columns| columns.children());
        let last = last.filter_map(|column| column.attribute("max")?.trim().parse::<usize>().ok()).max();
        let Some(data) = child(root, "sheetData") else { return };
        let prefix = prefix(self.text, data);
        let new = widths.iter().filter(|(column, _)| last.is_none_or(|last| *column > last));
        let new: String = new
            .map(|(column, width)| {
                format!(
                    "<{prefix}col min=\"{column}\" max=\"{column}\" width=\"{width}\" customWidth=\"1\"/>"
                )
            })
            .collect();
        match columns {
            _ if new.is_empty() => {}
            Some(columns) => edits.append(self.text, columns, &new),
            None => edits.insert(data.range().start, format!("<{prefix}cols>{new}</{prefix}cols>")),
        }
    }
}

/// The rows of a sheet with their numbers.
fn rows<'a, 'i>(root: Node<'a, 'i>) -> impl Iterator<Item = (usize, Node<'a, 'i>)> {
    let rows = child(root, "sheetData").into_iter().flat_map(|data| data.children());
    let mut number = 0;
    rows.filter(|row| row.tag_name().name() == "row").map(move |row| {
        let said = row.attribute("r").and_then(|said| said.trim().parse().ok());
        number = said.unwrap_or(number + 1);
        (number, row)
    })
}

/// The cells of a row with the numbers of their columns.
fn cells<'a, 'i>(row: Node<'a, 'i>) -> impl Iterator<Item = (usize, Node<'a, 'i>)> {
    let mut column = 0;
    row.children().filter(|cell| cell.tag_name().name() == "c").map(move |cell| {
        let said = cell.attribute("r").and_then(place);
        column = said.map_or(column + 1, |(_, column)| column);
        (column, cell)
    })
}

/// The row and column of a cell as it is named.
fn place(name: &str) -> Option<(usize, usize)> {
    let name = name.trim().replace('$', "");
    let digits = name.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = name.split_at_checked(digits)?;
    let letter =
        |column: usize, letter: u8| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    let is_name = (1..=3).contains(&letters.len()) && letters.bytes().all(|one| one.is_ascii_alphabetic());
    is_name.then(|| letters.bytes().fold(0, letter)).zip(row.parse().ok()).map(|(column, row)| (row, column))
}

/// The first and last cell of a range.
fn range(name: &str) -> Option<Area> {
    let (first, last) = name.split_once(':').unwrap_or((name, name));
    Some((place(first)?, place(last)?))
}

fn holds(areas: &[Area], row: usize, column: usize) -> bool {
    areas
        .iter()
        .any(|(first, last)| (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column))
}

/// A cell in XML.
fn cell(prefix: &str, place: &str, style: Option<&str>, value: &Value) -> String {
    let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
    let open = format!("<{prefix}c r=\"{place}\"{style}");
    match value {
        Value::Text(text) if text.is_empty() => format!("{open}/>"),
        Value::Text(text) => {
            let text = with_escapes(text).0.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let text =
                format!("<{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is>");
            format!("{open} t=\"inlineStr\">{text}</{prefix}c>")
        }
        Value::Number(number) => format!("{open}><{prefix}v>{number}</{prefix}v></{prefix}c>"),
    }
}
