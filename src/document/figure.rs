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

/// What answers are written as where there is no room for their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signs<'f> {
    legend: &'f [(String, Mark)],
    /// The answers of criteria's own, which are numbered.
    own: Vec<&'f str>,
}

impl Signs<'_> {
    /// The sign of an answer: the first letter of its kind, or a number where the answer is a criterion's own.
    #[must_use]
    pub fn of(&self, mark: Mark, answer: &str) -> String {
        match mark {
            // The first letter of unknown might look like a nought.
            Mark::Unknown => "–".to_owned(),
            Mark::Other => {
                let place = self.own.iter().position(|own| *own == answer);
                place.map_or_else(String::new, |place| (place + 1).to_string())
            }
            _ => {
                let kind = self.legend.iter().find(|(_, kind)| *kind == mark).map(|(name, _)| name.as_str());
                let first = kind.unwrap_or(answer).chars().next();
                first.map(|letter| letter.to_uppercase().to_string()).unwrap_or_default()
            }
        }
    }

    /// What each sign stands for.
    #[must_use]
    pub fn legend(&self) -> String {
        let kinds = self.legend.iter().filter(|(_, mark)| *mark != Mark::Other);
        let kinds = kinds.map(|(name, mark)| (*mark, name.as_str()));
        let all = kinds.chain(self.own.iter().map(|own| (Mark::Other, *own)));
        all.map(|(mark, name)| format!("{}: {name}", self.of(mark, name))).collect::<Vec<_>>().join(". ")
    }
}

impl Figure {
    /// What each answer is written as.
    #[must_use]
    pub fn signs(&self) -> Signs<'_> {
        let mut own: Vec<&str> = Vec::new();
        for (mark, answer) in self.rows.iter().flat_map(|(_, answers)| answers) {
            if *mark == Mark::Other && !own.contains(&answer.as_str()) {
                own.push(answer);
            }
        }
        Signs { legend: &self.legend, own }
    }

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
