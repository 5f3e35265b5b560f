//! A page laid out: paragraphs broken to the width, tables in columns, colour.
//!
//! In: what was put on a page. Out: lines, none wider than the page. A table that could only be laid out by breaking
//! words, or by letting a text run down in a strip, becomes a paragraph a row.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use unicode_width::UnicodeWidthStr;

use super::{Piece, Tone};
use crate::say::words::{bound, harmless, row_in_words, tied};

/// Running text in a column narrower than this is hard to read.
const LEAST_COLUMN: usize = 20;

/// Lays a page of this width out.
pub(super) fn laid(pieces: &[Piece], width: usize) -> String {
    let mut laid = Laid { width, text: String::new() };
    for piece in pieces {
        laid.piece(piece);
    }
    laid.text
}

/// A page being laid out.
struct Laid {
    width: usize,
    text: String,
}

impl Laid {
    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Gap => self.text.push('\n'),
            Piece::Title(text) => self.wrapped("", "", text, Tone::Strong),
            Piece::Heading(text) => {
                self.text.push('\n');
                self.wrapped("", "", text, Tone::Strong);
            }
            Piece::Paragraph(of) | Piece::Entry(of) => self.wrapped(&of.first, &of.rest, &of.text, of.tone),
            Piece::Short { indent, text, tone } => self.short(indent, text, *tone),
            Piece::Line(line, tone) => self.line(&harmless(line), *tone),
            Piece::Rows { indent, header, rows, fixed } => self.rows(indent, header.as_deref(), rows, fixed),
        }
    }

    fn wrapped(&mut self, first: &str, rest: &str, text: &str, tone: Tone) {
        let text = bound(&harmless(text));
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&text, options) {
            self.line(&line, tone);
        }
    }

    fn line(&mut self, line: &str, tone: Tone) {
        let style = tone.style();
        let line = line.trim_end();
        if tone == Tone::Plain || line.is_empty() {
            self.text.push_str(line);
        } else {
            self.text.push_str(&format!("{style}{line}{style:#}"));
        }
        self.text.push('\n');
    }

    fn short(&mut self, indent: &str, text: &str, tone: Tone) {
        let text = harmless(text);
        let room = self.width.saturating_sub(indent.width());
        let line = if text.width() <= room {
            text
        } else {
            let mut cut = String::new();
            for letter in text.chars() {
                if cut.width() + 2 > room {
                    break;
                }
                cut.push(letter);
            }
            format!("{}…", cut.trim_end())
        };
        self.line(&format!("{indent}{line}"), tone);
    }

    fn rows(&mut self, indent: &str, header: Option<&[String]>, rows: &[Vec<String>], fixed: &[usize]) {
        let room = self.width.saturating_sub(indent.width());
        let lines = |cell: &String| cell.split('\n').map(harmless).collect::<Vec<_>>().join("\n");
        let header = header.map(|header| header.iter().map(lines).collect::<Vec<_>>());
        let header = header.as_deref();
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(lines).collect()).collect();
        if least_width(header, &rows, fixed) > room || is_strip(header, &rows, fixed, room) {
            return self.stacked(indent, header, &rows);
        }
        let mut table = bare_table(room);
        if let Some(header) = header {
            table.set_header(header.to_vec());
        }
        for row in rows {
            table.add_row(row);
        }
        let widths = table.column_max_content_widths();
        for column in fixed {
            let width = widths.get(*column).copied().unwrap_or(0);
            if let Some(column) = table.column_mut(*column) {
                // The padding to the right belongs to the column.
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + 2)));
            }
        }
        for line in table.lines() {
            self.line(&format!("{indent}{line}"), Tone::Plain);
        }
    }

    /// A paragraph a row, where columns would break words.
    fn stacked(&mut self, indent: &str, header: Option<&[String]>, rows: &[Vec<String>]) {
        for row in rows {
            let said = match header {
                Some(header) => row_in_words(header, row),
                None => row.join(": "),
            };
            self.wrapped(indent, &format!("{indent}  "), &tied(&said), Tone::Plain);
        }
    }
}

/// Whether a text would run down beside columns that take more room than it has.
fn is_strip(header: Option<&[String]>, rows: &[Vec<String>], fixed: &[usize], room: usize) -> bool {
    const MOST_LINES: usize = 2;
    let all = || header.into_iter().chain(rows.iter().map(Vec::as_slice));
    let widest = |column: usize| {
        let lines = all().filter_map(|row| row.get(column)).flat_map(|cell| cell.lines());
        lines.map(UnicodeWidthStr::width).max().unwrap_or_default()
    };
    let taken: usize = fixed.iter().map(|column| widest(*column) + 2).sum();
    let left = room.saturating_sub(taken + 2);
    let columns = all().map(<[String]>::len).max().unwrap_or_default();
    let running = (0..columns).filter(|column| !fixed.contains(column));
    left < taken && running.map(widest).max().unwrap_or_default() > left * MOST_LINES
}

/// The columns that a table takes at least, for no word to be broken and no text to stand in a strip.
fn least_width(header: Option<&[String]>, rows: &[Vec<String>], fixed: &[usize]) -> usize {
    let all = || header.into_iter().chain(rows.iter().map(Vec::as_slice));
    let columns = all().map(<[String]>::len).max().unwrap_or_default();
    let least = |column: usize| {
        let lines = all().filter_map(|row| row.get(column)).flat_map(|cell| cell.lines());
        let widest = |line: &str| {
            let word = line.split([' ', '\u{a0}']).map(UnicodeWidthStr::width).max().unwrap_or_default();
            if fixed.contains(&column) { line.width() } else { line.width().min(word.max(LEAST_COLUMN)) }
        };
        // Each column has a blank on either side.
        lines.map(widest).max().unwrap_or_default() + 2
    };
    (0..columns).map(least).sum()
}

fn bare_table(width: usize) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table
}
