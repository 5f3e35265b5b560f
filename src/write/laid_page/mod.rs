//! A page of text: headings, paragraphs, aligned rows, none wider than the terminal.
//!
//! In: texts. Out: lines, or the same as a document. Everything is broken to the width, and no line ends in blanks.

mod laid;

use anstyle::{AnsiColor, Style};

use crate::document::{Block, Cell, Column, Document, Rich, Table};
use crate::texts::Texts;

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
    /// Columns; nothing on a plain page.
    width: Option<usize>,
    pieces: Vec<Piece>,
}

/// What was put on a page, in its order.
#[derive(Debug, Clone)]
enum Piece {
    Gap,
    Title(String),
    Heading(String),
    Paragraph(Paragraph),
    /// A paragraph that names what follows it.
    Entry(Paragraph),
    Short {
        indent: String,
        text: String,
        tone: Tone,
    },
    Line(String, Tone),
    Rows {
        indent: String,
        header: Option<Vec<String>>,
        rows: Vec<Vec<String>>,
        fixed: Vec<usize>,
    },
}

#[derive(Debug, Clone)]
struct Paragraph {
    first: String,
    rest: String,
    text: String,
    tone: Tone,
}

impl Page {
    /// An empty page of this width in columns.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { width: Some(width.max(MIN_WIDTH)), pieces: Vec::new() }
    }

    /// An empty page that will be a document for the plain format: nothing is drawn on it, and it has no width.
    #[must_use]
    pub const fn plain() -> Self {
        Self { width: None, pieces: Vec::new() }
    }

    /// The finished page, with colour codes; a plain one has lines of any length.
    #[must_use]
    pub fn finish(self) -> String {
        laid::laid(&self.pieces, self.width.unwrap_or(usize::from(u16::MAX)))
    }

    /// Whether the page begins with an empty line or a heading, and so stands apart from what came before it.
    #[must_use]
    pub fn begins_apart(&self) -> bool {
        matches!(self.pieces.first(), Some(Piece::Gap | Piece::Heading(_)))
    }

    /// The finished page as a document: without colour, indents and widths, and with nothing cut.
    ///
    /// What stands at the margin becomes paragraphs, what is set in becomes points of lists, and a word or sign before a
    /// paragraph stands in its text; a bullet does not.
    #[must_use]
    pub fn document(self, texts: &Texts) -> Document {
        let mut document = Document {
            lang: texts.lang,
            title: String::new(),
            facts: Vec::new(),
            contents_depth: 2,
            blocks: Vec::new(),
        };
        for piece in self.pieces {
            let number = document.blocks.len() + 1;
            let heading = |level, text: String| Block::Heading {
                level,
                text: Rich::plain(text),
                id: format!("part-{number}"),
            };
            match piece {
                Piece::Gap => {}
                Piece::Title(text) => document.title = text,
                Piece::Heading(text) => document.blocks.push(heading(2, text)),
                Piece::Entry(paragraph) => document.blocks.push(heading(3, paragraph.said())),
                Piece::Paragraph(paragraph) => say(&mut document.blocks, &paragraph.first, paragraph.said()),
                Piece::Short { indent, text, .. } => say(&mut document.blocks, &indent, text),
                Piece::Line(text, _) => {
                    let indent = if text.starts_with(' ') { " " } else { "" };
                    say(&mut document.blocks, indent, text.trim().to_owned());
                }
                Piece::Rows { header: None, rows, .. } => {
                    for row in rows {
                        say(&mut document.blocks, " ", row.join(": "));
                    }
                }
                Piece::Rows { header: Some(header), rows, .. } => {
                    let columns = header.into_iter().map(|title| Column::text(title, 1)).collect();
                    let row = |row: Vec<String>| row.into_iter().map(Cell::plain).collect();
                    let rows = rows.into_iter().map(row).collect();
                    document.blocks.push(Block::Table(Table { caption: String::new(), columns, rows }));
                }
            }
        }
        document
    }

    /// The width in columns; as wide as can be on a plain page.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width.unwrap_or(usize::MAX)
    }

    /// Whether something can be drawn that takes a page of this width.
    #[must_use]
    pub fn has_room(&self, columns: usize) -> bool {
        self.width.is_some_and(|width| width >= columns)
    }

    /// What the page is called; there is one title, and it comes first.
    pub fn title(&mut self, text: &str) {
        self.pieces.push(Piece::Title(text.to_owned()));
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.pieces.push(Piece::Gap);
    }

    /// A heading after an empty line.
    pub fn heading(&mut self, text: &str) {
        self.pieces.push(Piece::Heading(text.to_owned()));
    }

    /// A paragraph whose first line begins with `first` and whose other lines begin with `rest`.
    ///
    /// A sign in `first` comes from [`Texts`], so that it can be a word on a plain page.
    pub fn paragraph(&mut self, first: &str, rest: &str, text: &str, tone: Tone) {
        self.pieces.push(Piece::Paragraph(Paragraph::new(first, rest, text, tone)));
    }

    /// The same for a paragraph that names what the next ones are about: a heading below the headings.
    pub fn entry(&mut self, first: &str, rest: &str, text: &str, tone: Tone) {
        self.pieces.push(Piece::Entry(Paragraph::new(first, rest, text, tone)));
    }

    /// One line as it is, without more than fits.
    pub fn line(&mut self, line: &str, tone: Tone) {
        self.pieces.push(Piece::Line(line.to_owned(), tone));
    }

    /// One line that ends in an ellipsis where it is too long.
    pub fn short(&mut self, indent: &str, text: &str, tone: Tone) {
        self.pieces.push(Piece::Short { indent: indent.to_owned(), text: text.to_owned(), tone });
    }

    /// Rows in aligned columns without lines between them; `fixed` columns are never broken.
    pub fn rows(&mut self, indent: &str, rows: &[Vec<String>], fixed: &[usize]) {
        self.table(indent, None, rows, fixed);
    }

    /// Rows in aligned columns under a header with a line below it; cells may have several lines.
    pub fn headed_rows(&mut self, indent: &str, header: &[String], rows: &[Vec<String>], fixed: &[usize]) {
        self.table(indent, Some(header.to_vec()), rows, fixed);
    }

    fn table(&mut self, indent: &str, header: Option<Vec<String>>, rows: &[Vec<String>], fixed: &[usize]) {
        self.pieces.push(Piece::Rows {
            indent: indent.to_owned(),
            header,
            rows: rows.to_vec(),
            fixed: fixed.to_vec(),
        });
    }
}

/// A paragraph where nothing is set in, else a point of the list at the end.
fn say(blocks: &mut Vec<Block>, first: &str, text: String) {
    let text = Rich::plain(text);
    match blocks.last_mut() {
        _ if first.is_empty() => blocks.push(Block::Paragraph(text)),
        Some(Block::List(points)) => points.push(text),
        _ => blocks.push(Block::List(vec![text])),
    }
}

impl Paragraph {
    fn new(first: &str, rest: &str, text: &str, tone: Tone) -> Self {
        Self { first: first.to_owned(), rest: rest.to_owned(), text: text.to_owned(), tone }
    }

    /// What is said, with the word before it.
    fn said(&self) -> String {
        match self.first.trim() {
            "" | "•" => self.text.clone(),
            lead if lead.ends_with(char::is_alphanumeric) => format!("{lead}: {}", self.text),
            lead => format!("{lead} {}", self.text),
        }
    }
}
