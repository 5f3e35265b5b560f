//! Tables, with bars drawn beside the figures that they show.
//!
//! In: texts and numbers. Out: nothing is drawn here. A bar never says what no figure of its row says.

use super::{Mark, Rich};

/// A table; the first cell of each row is the row's own heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Whether it is read on a sheet on its side, where there are sheets.
    pub wide: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
    /// Its share of the table's width, beside those of the other columns.
    pub width: u16,
    /// What its colour stands for, if the bars of the table have a part of this colour.
    pub mark: Option<Mark>,
    /// The column below whose text it stands where a screen has no room for all of them.
    pub under: Option<usize>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Figures, which are set to the right.
    Numeric,
    /// Bars, which formats without pictures leave out.
    Drawn,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it says: one paragraph each.
    pub text: Vec<Rich>,
    /// What colour may add to it, and never alone.
    pub mark: Option<Mark>,
    /// What is drawn in it, in a column of bars.
    pub bar: Option<Bar>,
}

/// A bar: parts one after the other, and perhaps from where to where its end may move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What the whole length stands for.
    pub whole: u64,
    /// Its parts in order, none longer than what is left of the whole.
    pub parts: Vec<(Mark, u64)>,
    /// The least and the most that it can come to.
    pub span: Option<(u64, u64)>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { caption: caption.into(), columns, rows: Vec::new(), wide: false }
    }

    /// The same without its bars, for formats without pictures.
    #[must_use]
    pub fn undrawn(&self) -> Self {
        let drawn = |place: usize| self.columns.get(place).is_some_and(|column| column.kind == Kind::Drawn);
        fn kept<T: Clone>(all: &[T], drawn: impl Fn(usize) -> bool) -> Vec<T> {
            all.iter().enumerate().filter(|(place, _)| !drawn(*place)).map(|(_, one)| one.clone()).collect()
        }
        Self {
            caption: self.caption.clone(),
            columns: kept(&self.columns, drawn),
            rows: self.rows.iter().map(|row| kept(row, drawn)).collect(),
            wide: self.wide,
        }
    }
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(title: impl Into<String>, width: u16) -> Self {
        Self { title: title.into(), kind: Kind::Text, width, mark: None, under: None }
    }

    /// A column of figures.
    #[must_use]
    pub fn numeric(title: impl Into<String>, width: u16) -> Self {
        Self { kind: Kind::Numeric, ..Self::text(title, width) }
    }

    /// A column of bars.
    #[must_use]
    pub fn drawn(title: impl Into<String>, width: u16) -> Self {
        Self { kind: Kind::Drawn, ..Self::text(title, width) }
    }

    /// The same, standing below another where there is little room.
    #[must_use]
    pub fn under(mut self, column: usize) -> Self {
        self.under = Some(column);
        self
    }

    /// The same for the parts of bars in this colour.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }
}

impl Cell {
    /// A cell with one text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::rich(Rich::plain(text))
    }

    /// A cell with one text that has emphasis or links.
    #[must_use]
    pub fn rich(text: Rich) -> Self {
        Self { text: vec![text], ..Self::default() }
    }

    /// A cell with several texts.
    #[must_use]
    pub fn several(text: Vec<Rich>) -> Self {
        Self { text, ..Self::default() }
    }

    /// A cell with a bar.
    #[must_use]
    pub fn drawn(bar: Bar) -> Self {
        Self { bar: Some(bar), ..Self::default() }
    }

    /// The same in a colour.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }
}
