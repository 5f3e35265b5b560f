//! A page of text: headings, paragraphs, aligned rows, none wider than the terminal.
//!
//! In: texts. Out: lines. Everything is broken to the width, and no line ends in blanks.

use anstyle::{AnsiColor, Style};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use unicode_width::UnicodeWidthStr;

use super::words::{bound, harmless};

/// The narrowest page that is laid out.
pub const MIN_WIDTH: usize = 40;

/// How important a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it stands.
    Plain,
    /// A heading.
    Strong,
    /// Good or firm.
    Good,
    /// Needs care.
    Care,
    /// Beside the point for most readers.
    Faint,
}

impl Tone {
    const fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Good => AnsiColor::Green.on_default().bold(),
            Self::Care => AnsiColor::Yellow.on_default().bold(),
            Self::Faint => Style::new().dimmed(),
        }
    }
}

/// A page under construction.
#[derive(Debug, Clone)]
pub struct Page {
    width: usize,
    text: String,
}

impl Page {
    /// An empty page of this width in columns.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { width: width.max(MIN_WIDTH), text: String::new() }
    }

    /// The finished page, with colour codes.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    /// The width in columns.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A heading after an empty line.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.paragraph("", "", text, Tone::Strong);
    }

    /// A paragraph whose first line begins with `first` and whose other lines begin with `rest`.
    pub fn paragraph(&mut self, first: &str, rest: &str, text: &str, tone: Tone) {
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

    /// One line as it is, cut to the width.
    pub fn line(&mut self, line: &str, tone: Tone) {
        let style = tone.style();
        let line = line.trim_end();
        if tone == Tone::Plain || line.is_empty() {
            self.text.push_str(line);
        } else {
            self.text.push_str(&format!("{style}{line}{style:#}"));
        }
        self.text.push('\n');
    }

    /// One line that ends in an ellipsis where it is too long.
    pub fn short(&mut self, indent: &str, text: &str, tone: Tone) {
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

    /// Rows in aligned columns without lines between them; `fixed` columns are never broken.
    pub fn rows(&mut self, indent: &str, rows: &[Vec<String>], fixed: &[usize]) {
        let mut table = bare_table(self.width.saturating_sub(indent.width()));
        for row in rows {
            table.add_row(row.iter().map(|cell| harmless(cell)).collect::<Vec<_>>());
        }
        self.table(indent, table, fixed);
    }

    /// Rows in aligned columns under a header with a line below it; cells may have several lines.
    pub fn headed_rows(&mut self, indent: &str, header: &[String], rows: &[Vec<String>], fixed: &[usize]) {
        let mut table = bare_table(self.width.saturating_sub(indent.width()));
        table.set_header(header.to_vec());
        for row in rows {
            let lines = |cell: &String| cell.split('\n').map(harmless).collect::<Vec<_>>().join("\n");
            table.add_row(row.iter().map(lines).collect::<Vec<_>>());
        }
        self.table(indent, table, fixed);
    }

    fn table(&mut self, indent: &str, mut table: Table, fixed: &[usize]) {
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
}

fn bare_table(width: usize) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table
}
