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

/// Areas by some of the criteria of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// The criteria, in order.
    pub columns: Vec<String>,
    /// Each area with a mark and the answer's name a criterion.
    pub rows: Vec<(String, Vec<(Mark, String)>)>,
}

/// How many criteria fit beside each other on a page of A4.
const MOST_COLUMNS: usize = 32;

impl Figure {
    /// The figure in panels of as many criteria as fit on a page, as even as possible; none where there is nothing to show.
    #[must_use]
    pub fn panels(&self) -> Vec<Panel> {
        let (all, count) = (self.columns.len(), self.columns.len().div_ceil(MOST_COLUMNS).max(1));
        let across = all.div_ceil(count).max(1);
        let panel = |(number, columns): (usize, &[String])| {
            let some = |(name, answers): &(String, Vec<(Mark, String)>)| {
                (name.clone(), answers.iter().skip(number * across).take(across).cloned().collect())
            };
            Panel { columns: columns.to_vec(), rows: self.rows.iter().map(some).collect() }
        };
        let columns = self.columns.chunks(across).enumerate().filter(|_| !self.rows.is_empty());
        columns.map(panel).collect()
    }
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
