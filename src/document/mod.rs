//! A document as headings, paragraphs, entries, lists, tables and figures, before it becomes a screen, plain lines,
//! Markdown, HTML or a Word file.
//!
//! In: texts that are ready to be read. Out: one structure that every format writes in its own way, so that all of
//! them say the same. Nothing in it is escaped yet: each format does that itself.

mod build;
mod figure;
mod table;

pub use figure::{Figure, Mark, Panel, Signs};
pub use table::{Bar, Cell, Column, Kind, Table};

use crate::model::Lang;

/// An id of a heading made from the id of a thing: of a–z, digits and hyphens alone.
#[must_use]
pub fn anchor(id: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' | '0'..='9' => letter,
        _ => '-',
    };
    id.to_lowercase().chars().map(letter).collect()
}

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language it is written in.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// What stands below the title: board, period, rule set; name and value.
    pub facts: Vec<(String, String)>,
    /// The deepest level of heading in the table of contents, 2 to 4; none below.
    pub contents_depth: u8,
    /// The heading, by its id, with which a Word file begins a new page; none where nothing has to.
    pub apart: Option<String>,
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
        /// Unique in the document, of a–z, digits and hyphens: made from the id of what it is about.
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
    /// Names, each with what it stands for or how much it is.
    Terms(Vec<(Rich, Rich)>),
    /// One thing with what belongs to it.
    Entry(Entry),
    /// What there is no room for: what is left out is summed up, and can be opened where a format can open things.
    Fold {
        /// What is left out, in a few words.
        summary: Rich,
        /// What is left out; no headings.
        blocks: Vec<Block>,
    },
    /// A table.
    Table(Table),
    /// A picture; formats without pictures give its alternative text.
    Figure(Figure),
}

/// One thing with what belongs to it: a reason and its source, a finding and its witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What kind of thing it is, if a sign says so; without one, its lead stands as a heading of what follows.
    pub sign: Option<Sign>,
    /// What it is.
    pub lead: Rich,
    /// What belongs to it: a paragraph each.
    pub details: Vec<Rich>,
}

/// A sign before an entry; a word where nothing is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// One of several things: no more than that.
    Point,
    /// Speaks for something.
    For,
    /// Does not.
    Against,
    /// Is not known yet.
    Open,
    /// Needs care.
    Care,
    /// Makes something impossible.
    Excludes,
    /// Is met.
    Met,
    /// Is not as it should be.
    Failed,
}

/// Text with emphasis and links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rich {
    /// The text, a stretch a style.
    pub spans: Vec<Span>,
}

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// How it stands out.
    pub style: Style,
    /// What it does beside saying its text.
    pub role: Role,
}

/// What a stretch of text does beside saying its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Role {
    /// Nothing.
    #[default]
    Text,
    /// It leads to the heading with this id in the same document.
    Heading(String),
    /// It is the address of a page on the web, and leads there: nobody is led anywhere that is not said.
    Page,
    /// It ends a line.
    Break,
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
    /// Strongly, as something settled.
    Good,
    /// Strongly, as something that needs care.
    Care,
}
