//! A document as headings, paragraphs, lists, tables and figures, before it becomes HTML, Markdown or a Word file.
//!
//! In: texts that are ready to be read. Out: one structure that every format writes in its own way, so that all of
//! them say the same. Nothing in it is escaped yet: each format does that itself.

mod figure;

pub use figure::{Drawing, Figure, FormBar, Mark, Share, ShareBar};

use crate::model::Lang;

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language it is written in.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// What stands below the title: board, period, rule set; name and value.
    pub facts: Vec<(String, String)>,
    /// The title of the table of contents.
    pub contents: String,
    /// The deepest level of heading in the table of contents, 2 to 4.
    pub contents_depth: u8,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; the level is 2 to 4, the document's title being 1, and no level is skipped.
    Heading {
        /// 2 to 4.
        level: u8,
        /// What it says.
        text: Rich,
        /// Unique in the document, of a–z, digits and hyphens.
        id: String,
    },
    /// Running text.
    Paragraph(Rich),
    /// Running text that a reader must not miss: something lacking, or in need of care.
    Notice(Rich),
    /// Points without order.
    List(Vec<Rich>),
    /// Points in order.
    Numbered(Vec<Rich>),
    /// A table.
    Table(Table),
    /// A picture; formats without pictures give its alternative text.
    Figure(Figure),
}

/// Text with emphasis and links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rich(pub Vec<Span>);

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// How it stands out.
    pub style: Style,
    /// The id of a heading in the same document to go to.
    pub target: Option<String>,
}

/// How a stretch of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Not at all.
    #[default]
    Plain,
    /// Strongly.
    Strong,
    /// It stands back: sources, ids.
    Faint,
}

/// A table; the first cell of each row is the row's own heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Whether it holds figures, which are set to the right.
    pub numeric: bool,
    /// Its share of the table's width, beside those of the other columns.
    pub width: u16,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it says: one paragraph each.
    pub text: Vec<Rich>,
    /// What colour may add to it, and never alone.
    pub mark: Option<Mark>,
}

impl Rich {
    /// Text as it is.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().and(text, Style::Plain)
    }

    /// Text that stands out.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Self {
        Self::default().and(text, Style::Strong)
    }

    /// The same with more text behind it.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, style: Style) -> Self {
        self.0.push(Span { text: text.into(), style, target: None });
        self
    }

    /// The same with a link to a heading behind it.
    #[must_use]
    pub fn link(mut self, text: impl Into<String>, target: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), style: Style::Plain, target: Some(target.into()) });
        self
    }

    /// The text alone.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl Cell {
    /// A cell with one text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: vec![Rich::plain(text)], mark: None }
    }

    /// A cell with one text that has emphasis or links.
    #[must_use]
    pub fn rich(text: Rich) -> Self {
        Self { text: vec![text], mark: None }
    }

    /// The same in a colour.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { caption: caption.into(), columns, rows: Vec::new() }
    }
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(title: impl Into<String>, width: u16) -> Self {
        Self { title: title.into(), numeric: false, width }
    }

    /// A column of figures.
    #[must_use]
    pub fn numeric(title: impl Into<String>, width: u16) -> Self {
        Self { title: title.into(), numeric: true, width }
    }
}
