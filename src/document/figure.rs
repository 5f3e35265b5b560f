//! What figures show, as data, with their words.
//!
//! In: answers and labels. Out: nothing is drawn here. A figure never says what no text says: its alternative holds
//! the same in words.

use crate::model::words;

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

words! {
    /// What a colour stands for; it always goes with a word or a sign.
    pub enum Mark {
        /// Yes; firm; possible.
        Good = "good",
        /// Partly; preliminary; with reservation.
        Middling = "middling",
        /// No; excluded; above a ceiling.
        Bad = "bad",
        /// Not known; undetermined.
        Unknown = "unknown",
        /// One of a criterion's own options, which is neither good nor bad.
        Other = "other",
        /// Chosen: part of the outcome.
        Chosen = "chosen",
    }
}
