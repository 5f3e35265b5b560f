//! Where the cells of a matrix stand.
//!
//! In: areas with an answer a criterion. Out: panels of cells in a picture's own units. A matrix with many areas or
//! criteria is set out as several panels, each with its names, so that no panel is longer or wider than a page.

use super::lines::{count, lines, widest};
use crate::document::Mark;

const CELL: u64 = 24;
const ROW: u64 = 30;
const LETTER: u64 = 7;
const ROW_LETTERS: usize = 34;
const COLUMN_LETTERS: usize = 34;
const MOST_ROWS: usize = 30;
const MOST_COLUMNS: usize = 32;
const GAP: u64 = 10;

/// A part of a matrix that is drawn as one picture.
#[derive(Debug)]
pub(super) struct Panel {
    /// The id of the panel's name and description.
    pub(super) id: String,
    /// Which rows and columns these are, where there are several panels.
    pub(super) place: Option<String>,
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) columns: Vec<Head>,
    pub(super) rows: Vec<Row>,
}

/// A line of text and where it stands.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x: u64,
    pub(super) y: u64,
}

/// The name of a criterion, written upwards.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
    /// Where the line beside the column begins and ends.
    pub(super) x: u64,
    pub(super) top: u64,
    pub(super) bottom: u64,
}

/// An area.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
    /// Where the line under the row stands.
    pub(super) bottom: u64,
    pub(super) cells: Vec<Cell>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) mark: Mark,
    pub(super) title: String,
    pub(super) x: u64,
    pub(super) y: u64,
}

/// An area with its answers, as documents have it.
type Answers = (String, Vec<(Mark, String)>);

/// Sets out the panels.
pub(super) fn matrix(id: &str, columns: &[String], rows: &[Answers]) -> Vec<Panel> {
    let across = even(columns.len(), MOST_COLUMNS);
    let along = even(rows.len(), MOST_ROWS);
    let several = across < columns.len() || along < rows.len();
    let mut panels = Vec::new();
    for some_rows in rows.chunks(along) {
        for (number, some_columns) in columns.chunks(across).enumerate() {
            let mut panel = panel(some_columns, some_rows, number * across);
            panel.id = format!("{id}_panel-{}", panels.len() + 1);
            panel.place = several.then(|| place(some_columns, some_rows));
            panels.push(panel);
        }
    }
    panels
}

/// The size of parts that are as even as possible.
fn even(length: usize, most: usize) -> usize {
    length.div_ceil(length.div_ceil(most).max(1)).max(1)
}

fn place(columns: &[String], rows: &[Answers]) -> String {
    let ends = |first: Option<&str>, last: Option<&str>| match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (first, _) => first.unwrap_or_default().to_owned(),
    };
    let rows = ends(rows.first().map(|row| row.0.as_str()), rows.last().map(|row| row.0.as_str()));
    let columns = ends(columns.first().map(String::as_str), columns.last().map(String::as_str));
    format!("{rows}; {columns}")
}

fn panel(columns: &[String], rows: &[Answers], skipped: usize) -> Panel {
    let heads: Vec<Vec<String>> = columns.iter().map(|name| lines(name, COLUMN_LETTERS, 2)).collect();
    let names: Vec<Vec<String>> = rows.iter().map(|(name, _)| lines(name, ROW_LETTERS, 2)).collect();
    let left = widest(&names) * LETTER + GAP;
    let top = widest(&heads) * LETTER + GAP;
    let (mut x, mut y) = (left, top);
    let mut drawn = Panel {
        id: String::new(),
        place: None,
        width: left + CELL * count(columns.len()) + 2,
        height: top + ROW * count(rows.len()) + 2,
        columns: Vec::new(),
        rows: Vec::new(),
    };
    for (name, head) in columns.iter().zip(heads) {
        // The text is turned about where it begins, so that its lines lie beside each other.
        let first = if head.len() > 1 { x + CELL / 2 - 2 } else { x + CELL / 2 + 4 };
        let lines =
            (0_u64..).zip(head).map(|(number, text)| Line { text, x: first + number * 12, y: top - 6 });
        let lines = lines.collect();
        drawn.columns.push(Head { name: name.clone(), lines, x, top, bottom: top + ROW * count(rows.len()) });
        x += CELL;
    }
    for ((name, answers), label) in rows.iter().zip(names) {
        let first = if label.len() > 1 { y + ROW / 2 - 3 } else { y + ROW / 2 + 4 };
        let lines = (0_u64..).zip(label).map(|(number, text)| Line { text, x: 0, y: first + number * 13 });
        let cells = (0_u64..).zip(columns).zip(answers.iter().skip(skipped));
        let cells = cells.map(|((number, column), (mark, answer))| Cell {
            mark: *mark,
            title: format!("{name} – {column}: {answer}"),
            x: left + number * CELL,
            y: y + (ROW - CELL) / 2,
        });
        drawn.rows.push(Row {
            name: name.clone(),
            lines: lines.collect(),
            bottom: y + ROW,
            cells: cells.collect(),
        });
        y += ROW;
    }
    drawn
}
