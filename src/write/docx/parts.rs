//! Paragraphs and tables as Word knows them, each its own template.
//!
//! In: texts and where they stand. Out: what the templates need, with nothing left in the texts that XML cannot hold.

use std::fmt;

use askama::Template;

use super::page::Page;
use crate::document::{Bar, Mark};
use crate::say::words::harmless;

/// What a body is made of.
#[derive(Debug)]
pub(super) enum Part {
    Paragraph(Paragraph),
    Table(Grid),
}

/// A paragraph.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "docx/paragraph.xml")]
pub(super) struct Paragraph {
    /// The id of its style.
    pub(super) style: &'static str,
    /// The numbering that it takes part in, where the style does not say.
    pub(super) list: Option<usize>,
    /// Whether it stands on the page of what follows.
    pub(super) keeps: bool,
    /// Whether a page begins with it.
    pub(super) new_page: bool,
    /// Whether it stands right below a table and needs air.
    pub(super) spaced: bool,
    /// Whether it is set to the right.
    pub(super) right: bool,
    /// The page of the section that ends with it.
    pub(super) section: Option<Page>,
    /// Where links to it go.
    pub(super) bookmark: Option<Bookmark>,
    /// What it says.
    pub(super) runs: Vec<Run>,
    /// What is drawn behind that.
    pub(super) drawn: Option<Drawn>,
}

/// A bar, in [`UNIT`]s; what it shows stands in words beside it.
#[derive(Debug, Clone, Template)]
#[template(path = "docx/bar.xml")]
pub(super) struct Drawn {
    /// What no other drawing of the document has.
    pub(super) number: usize,
    /// Its whole length.
    pub(super) width: u64,
    /// How thick it is.
    pub(super) height: u64,
    /// Where each stretch begins, how long it is, and its colour.
    pub(super) stretches: Vec<(u64, u64, &'static str)>,
}

/// So many units of drawings are a twentieth of a point.
const UNIT: u64 = 635;
/// The colour of where the end of a bar may come to stand.
const SPAN: &str = "AEB8C2";
/// The colour of the whole length of a bar.
const TRACK: &str = "E8ECF0";
/// The first number of a drawing; those of a template's own are lower.
const FIRST_DRAWING: usize = 100_001;

impl Drawn {
    /// A bar in a cell of this width, in twentieths of a point; the number of those before it.
    pub(super) fn new(bar: &Bar, before: usize, width: u64) -> Self {
        let width = width * UNIT;
        let place = |length: u64| {
            let part = u128::from(width) * u128::from(length.min(bar.whole)) / u128::from(bar.whole.max(1));
            u64::try_from(part).unwrap_or(width)
        };
        // The whole length is drawn, too: some programs stretch what is drawn to the size of the drawing.
        let mut stretches = vec![(0, width, TRACK)];
        let mut from = 0_u64;
        for (mark, length) in &bar.parts {
            let to = from.saturating_add(*length);
            stretches.push((place(from), place(to) - place(from), ink(*mark)));
            from = to;
        }
        stretches
            .extend(bar.span.map(|(low, high)| (place(low), place(high).saturating_sub(place(low)), SPAN)));
        stretches.retain(|(_, length, _)| *length > 0);
        Self { number: FIRST_DRAWING + before, width, height: 150 * UNIT, stretches }
    }
}

/// A stretch of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    /// The text.
    pub(super) text: String,
    /// The id of its style.
    pub(super) style: Option<&'static str>,
    /// Whether it is bold beside its style.
    pub(super) bold: bool,
    /// Whether it begins at the next tab stop.
    pub(super) tab: bool,
    /// Where it leads.
    pub(super) target: Option<Bookmark>,
    /// Whether it is the address of a page, and leads there: by a field, which needs no relation in the package.
    pub(super) page: bool,
    /// Whether it ends a line.
    pub(super) ends: bool,
}

/// A table; the first row is its head.
#[derive(Debug, Clone, Template)]
#[template(path = "docx/table.xml")]
pub(super) struct Grid {
    /// What it shows, for those who listen to it.
    pub(super) caption: String,
    /// Its whole width.
    pub(super) width: u64,
    /// The width of each column.
    pub(super) widths: Vec<u64>,
    /// How high the head is where it is written upwards.
    pub(super) upright: Option<u64>,
    /// The head and the rows, each with a cell a column.
    pub(super) rows: Vec<Vec<GridCell>>,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub(super) struct GridCell {
    /// Its width.
    pub(super) width: u64,
    /// Its colour.
    pub(super) fill: Option<&'static str>,
    /// What it says: one paragraph at least.
    pub(super) paragraphs: Vec<Paragraph>,
}

/// A place in the document; its name begins as Word's own for references do, which keeps it out of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bookmark(pub(super) usize);

impl fmt::Display for Bookmark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "_Ref{:09}", self.0)
    }
}

impl Paragraph {
    /// A paragraph with one text.
    pub(super) fn plain(style: &'static str, text: &str) -> Self {
        Self { style, runs: vec![Run::plain(text)], ..Self::default() }
    }

    /// A paragraph without text.
    pub(super) fn empty(style: &'static str) -> Self {
        Self { style, ..Self::default() }
    }
}

impl Run {
    /// A text in no style of its own.
    pub(super) fn plain(given: &str) -> Self {
        Self { text: text(given), ..Self::default() }
    }
}

/// A light shade for a mark; black text stays easy to read on it.
pub(super) const fn fill(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "E3F1E5",
        Mark::Middling => "FDF3D8",
        Mark::Bad => "F9E0DD",
        Mark::Unknown => "EDEDED",
        Mark::Other => "EAE6F4",
        Mark::Chosen => "DCEAF7",
    }
}

/// The colour that a mark is drawn in.
const fn ink(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "1D6B54",
        Mark::Middling => "7D5200",
        Mark::Bad => "A02C22",
        Mark::Unknown => "59636E",
        Mark::Other => "44568A",
        Mark::Chosen => "0F4C81",
    }
}

/// A text without anything that XML cannot hold: besides control characters, two that are no characters at all.
pub(super) fn text(text: &str) -> String {
    let mut held = String::with_capacity(text.len());
    for letter in harmless(text).chars() {
        match letter {
            '\u{fffe}' | '\u{ffff}' => held.extend(letter.escape_unicode()),
            other => held.push(other),
        }
    }
    held
}
