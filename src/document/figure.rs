//! What figures show, as data: shares, answers and spans, with their words.
//!
//! In: figures and labels. Out: nothing is drawn here. A figure never says what no text says: its alternative holds
//! the same in words.

/// A picture with what it says in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Unique in the document, of a–z, digits and hyphens.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// What can be read off it, in words.
    pub alternative: String,
    /// What is drawn.
    pub drawing: Drawing,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawing {
    /// Bars of areas, a bar an outcome, divided by firmness.
    Portfolio {
        /// Name and mark of each part of a bar, in order.
        legend: Vec<(String, Mark)>,
        /// Each bar: the outcome's name, and the number of areas in each part.
        bars: Vec<(String, Vec<u64>)>,
    },
    /// Areas by criteria, a cell an answer.
    Matrix {
        /// Name and mark of each kind of answer.
        legend: Vec<(String, Mark)>,
        /// The criteria, in order.
        columns: Vec<String>,
        /// Each area with a mark and the answer's name a criterion.
        rows: Vec<(String, Vec<(Mark, String)>)>,
    },
    /// Shares side by side.
    Shares {
        /// A bar a share.
        bars: Vec<ShareBar>,
    },
    /// The forms' scores with their spans.
    Scores {
        /// A bar a form.
        bars: Vec<FormBar>,
    },
}

/// One share, drawn beside others: only how they compare matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareBar {
    /// What it is a share of.
    pub name: String,
    /// The share in words.
    pub label: String,
    /// Its size.
    pub value: u128,
}

/// One form's score, in ten-thousandths of the whole, as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormBar {
    /// The form.
    pub name: String,
    /// The score with its span, in words.
    pub label: String,
    /// The lowest score the open answers allow.
    pub low: Share,
    /// The score.
    pub score: Share,
    /// The highest.
    pub high: Share,
    /// Whether the form is part of the outcome, is possible, or is excluded.
    pub mark: Mark,
}

/// A share in ten-thousandths.
pub type Share = u16;

/// What a colour stands for; it always goes with a word or a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Yes; firm; possible.
    Good,
    /// Partly; preliminary; with reservation.
    Middling,
    /// No; excluded; above a ceiling.
    Bad,
    /// Not known; undetermined.
    Unknown,
    /// One of a criterion's own options, which is neither good nor bad.
    Other,
    /// Chosen: part of the outcome.
    Chosen,
}

impl Mark {
    /// Its name in style sheets.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Middling => "middling",
            Self::Bad => "bad",
            Self::Unknown => "unknown",
            Self::Other => "other",
            Self::Chosen => "chosen",
        }
    }
}
