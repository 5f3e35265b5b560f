//! What figures show, as data, with their words.
//!
//! In: answers and labels. Out: nothing is drawn here. A figure never says what no text says: its alternative holds
//! the same in words.

/// Areas by criteria, a cell an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Unique in the document, of a–z, digits and hyphens.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// What can be read off it, in words.
    pub alternative: String,
    /// Name and mark of each kind of answer.
    pub legend: Vec<(String, Mark)>,
    /// The criteria, in order.
    pub columns: Vec<String>,
    /// Each area with a mark and the answer's name a criterion.
    pub rows: Vec<(String, Vec<(Mark, String)>)>,
}

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
