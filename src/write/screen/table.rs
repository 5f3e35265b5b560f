//! Tables on a terminal.
//!
//! In: a table and the room for it. Out: aligned columns; where there is no room for all of them, some stand below
//! others; where columns would break words or let a text run down in a strip, a paragraph a row.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width};
use unicode_width::UnicodeWidthStr;

use super::Screen;
use crate::document::{Bar, Cell, Kind, Mark, Rich, Style, Table};
use crate::say::words::{harmless, row_in_words, tied};

/// Running text in a column narrower than this is hard to read.
const LEAST_COLUMN: usize = 20;
/// Narrower pages have no bars.
const BAR_WIDTH: usize = 72;
/// Columns of a bar.
const BAR: u64 = 12;
/// More lines than these that begin beyond the middle are a strip, which is hard to read.
const MOST_LINES: usize = 2;

/// Cells as lines of text.
struct Grid {
    /// Nothing where the columns have no titles.
    header: Option<Vec<String>>,
    rows: Vec<Vec<String>>,
    /// The columns that are never broken.
    fixed: Vec<usize>,
    /// The columns of figures.
    numeric: Vec<usize>,
}

impl Screen<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let undrawn = table.undrawn();
        // Where there is no room for bars, there may be some for the figures.
        for table in [table, &undrawn].into_iter().skip(usize::from(self.width < BAR_WIDTH)) {
            let whole = grid(table);
            let folds = table.columns.iter().any(|column| column.under.is_some());
            if self.rows(&whole) || folds && self.rows(&folded(table, &whole)) {
                return;
            }
        }
        self.stacked(&grid(&undrawn));
    }

    /// Names in a column, what they stand for beside them; a name that stands above is not said again.
    pub(super) fn terms(&mut self, terms: &[(Rich, Rich)]) {
        let rows =
            terms.iter().map(|(name, value)| [name, value].map(|said| harmless(&said.text())).to_vec());
        let said: Vec<Vec<String>> = rows.collect();
        let mut rows = said.clone();
        for (row, above) in rows.iter_mut().skip(1).zip(&said) {
            if row.first() == above.first() {
                row.iter_mut().take(1).for_each(String::clear);
            }
        }
        if self.rows(&Grid { header: None, rows, fixed: vec![0], numeric: Vec::new() }) {
            return;
        }
        for row in &said {
            self.wrapped("  ", "    ", &tied(&row.join(": ")), Style::Plain);
        }
    }

    /// Lays rows out in columns, if they have room.
    fn rows(&mut self, grid: &Grid) -> bool {
        // The table itself sets everything in by a blank.
        let indent = self.margin.get(1..).unwrap_or_default();
        let room = self.width.saturating_sub(indent.width());
        if grid.least_width() > room {
            return false;
        }
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(room).unwrap_or(u16::MAX));
        if let Some(header) = &grid.header {
            table.set_header(header.clone());
        }
        for row in &grid.rows {
            table.add_row(row.clone());
        }
        let widths = table.column_max_content_widths();
        for column in &grid.fixed {
            let width = widths.get(*column).copied().unwrap_or(0);
            if let Some(column) = table.column_mut(*column) {
                // The padding to the right belongs to the column.
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + 2)));
            }
        }
        for column in (0..grid.columns()).filter(|column| !grid.fixed.contains(column)) {
            let word = u16::try_from(grid.longest_word(column) + 2).unwrap_or(u16::MAX);
            if let Some(column) = table.column_mut(column) {
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(word)));
            }
        }
        for column in &grid.numeric {
            if let Some(column) = table.column_mut(*column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let lines: Vec<String> = table.lines().map(|line| format!("{indent}{line}")).collect();
        let late = |line: &String| (line.width() - line.trim_start().width()) * 2 > self.width;
        if lines
            .chunk_by(|one, next| late(one) == late(next))
            .any(|run| run.len() > MOST_LINES && run.iter().all(late))
        {
            return false;
        }
        lines.iter().for_each(|line| self.line(line, Style::Plain));
        true
    }

    /// A paragraph a row: what it is about, and below that what each column says of it.
    fn stacked(&mut self, grid: &Grid) {
        for row in &grid.rows {
            let titles = grid.header.as_deref().unwrap_or_default();
            let mut rest = row.clone();
            let first = rest.first_mut().map(std::mem::take).unwrap_or_default();
            self.wrapped("  ", "    ", &first, Style::Plain);
            self.wrapped("    ", "    ", &tied(&row_in_words(titles, &rest)), Style::Plain);
        }
    }
}

impl Grid {
    fn all(&self) -> impl Iterator<Item = &[String]> {
        self.header.as_deref().into_iter().chain(self.rows.iter().map(Vec::as_slice))
    }

    fn columns(&self) -> usize {
        self.all().map(<[String]>::len).max().unwrap_or_default()
    }

    fn lines(&self, column: usize) -> impl Iterator<Item = &str> {
        self.all().filter_map(move |row| row.get(column)).flat_map(|cell| cell.lines())
    }

    fn widest(&self, column: usize) -> usize {
        self.lines(column).map(UnicodeWidthStr::width).max().unwrap_or_default()
    }

    fn longest_word(&self, column: usize) -> usize {
        let words = self.lines(column).flat_map(|line| line.split([' ', '\u{a0}']));
        words.map(UnicodeWidthStr::width).max().unwrap_or_default()
    }

    /// The columns that the table takes at least, for no word to be broken and no text to stand in a strip.
    fn least_width(&self) -> usize {
        let least = |column: usize| {
            let word = self.longest_word(column);
            let widest = |line: &str| {
                if self.fixed.contains(&column) {
                    line.width()
                } else {
                    line.width().min(word.max(LEAST_COLUMN))
                }
            };
            // Each column has a blank on either side.
            self.lines(column).map(widest).max().unwrap_or_default() + 2
        };
        (0..self.columns()).map(least).sum()
    }
}

fn grid(table: &Table) -> Grid {
    let header = table.columns.iter().map(|column| harmless(&column.title)).collect();
    let cell = |cell: &Cell| match &cell.bar {
        Some(bar) => drawn(bar),
        None => cell.text.iter().map(|text| harmless(&text.text())).collect::<Vec<_>>().join("\n"),
    };
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let mut grid = Grid { header: Some(header), rows, fixed: Vec::new(), numeric: Vec::new() };
    let kinds = table.columns.iter().map(|column| column.kind);
    let numeric = kinds.clone().enumerate().filter(|(_, kind)| *kind == Kind::Numeric);
    grid.numeric = numeric.map(|(place, _)| place).collect();
    // What is short is not broken, nor is a figure.
    let fixed =
        kinds.enumerate().filter(|(place, kind)| *kind != Kind::Text || grid.widest(*place) <= LEAST_COLUMN);
    grid.fixed = fixed.map(|(place, _)| place).collect();
    grid
}

/// The same with some columns below others.
fn folded(table: &Table, whole: &Grid) -> Grid {
    let fold = |row: &[String]| -> Vec<String> {
        let mut cells: Vec<String> = row.to_vec();
        for (place, column) in table.columns.iter().enumerate() {
            let Some(under) = column.under else { continue };
            let below = cells.get(place).cloned().unwrap_or_default();
            if let Some(cell) = cells.get_mut(under).filter(|_| !below.is_empty()) {
                cell.push_str("\n  ");
                cell.push_str(&below.replace('\n', "\n  "));
            }
        }
        let own = |place: usize| table.columns.get(place).is_none_or(|column| column.under.is_none());
        cells.into_iter().enumerate().filter(|(place, _)| own(*place)).map(|(_, cell)| cell).collect()
    };
    let mut grid = Grid {
        header: whole.header.as_deref().map(fold),
        rows: whole.rows.iter().map(|row| fold(row)).collect(),
        fixed: Vec::new(),
        numeric: Vec::new(),
    };
    grid.fixed = (1..grid.columns()).collect();
    grid
}

/// A bar in blocks: a shade a part; where its end may move, full up to the least, shaded up to where it is, light up
/// to the most.
fn drawn(bar: &Bar) -> String {
    let cells = |length: u64| {
        let (length, whole) = (u128::from(length), u128::from(bar.whole.max(1)));
        u64::try_from((length * u128::from(BAR) * 2 + whole) / (whole * 2)).unwrap_or(BAR)
    };
    let shade = |mark: Mark| match mark {
        Mark::Good | Mark::Chosen => '█',
        Mark::Middling => '▓',
        Mark::Bad | Mark::Other => '▒',
        Mark::Unknown => '░',
    };
    let end: u64 = bar.parts.iter().map(|(_, length)| length).sum();
    let at = |cell: u64| match bar.span {
        Some((low, _)) if cell < cells(low) => '█',
        Some(_) if cell < cells(end) => '▓',
        Some((_, high)) if cell < cells(high) => '░',
        Some(_) => '·',
        None => {
            let mut before = 0;
            let part = bar.parts.iter().find(|(_, length)| {
                before += length;
                cell < cells(before)
            });
            part.map_or('·', |(mark, _)| shade(*mark))
        }
    };
    (0..BAR).map(at).collect()
}
