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

/// What answers are written as: their marks, signs and names.
pub struct Signs(Vec<(Mark, String, String)>);

impl Signs {
    /// The sign of an answer.
    #[must_use]
    pub fn of(&self, mark: Mark, answer: &str) -> &str {
        let is = |(kind, _, name): &&(Mark, String, String)| {
            *kind == mark && (mark != Mark::Other || name == answer)
        };
        self.0.iter().find(is).map_or("", |(_, sign, _)| sign)
    }

    /// What each sign stands for.
    #[must_use]
    pub fn legend(&self) -> String {
        self.0.iter().map(|(_, sign, name)| format!("{sign}: {name}")).collect::<Vec<_>>().join(". ")
    }
}

/// What an unknown answer is written as.
const NOTHING: &str = "–";

impl Figure {
    /// What each answer is written as where there is no room for its name: the first letter of its kind, or a number where
    /// the answer is a criterion's own.
    #[must_use]
    pub fn signs(&self) -> Signs {
        let kinds = self.legend.iter().filter(|(_, mark)| *mark != Mark::Other).map(|(name, mark)| {
            let letter = name.chars().next().map(|letter| letter.to_uppercase().to_string());
            // The first letter of unknown might look like a nought.
            let sign = if *mark == Mark::Unknown { Some(NOTHING.to_owned()) } else { letter };
            (*mark, sign.unwrap_or_default(), name.clone())
        });
        let mut own: Vec<&String> = Vec::new();
        for (mark, answer) in self.rows.iter().flat_map(|(_, answers)| answers) {
            if *mark == Mark::Other && !own.contains(&answer) {
                own.push(answer);
            }
        }
        let own =
            own.into_iter().zip(1..).map(|(name, at): (_, u32)| (Mark::Other, at.to_string(), name.clone()));
        Signs(kinds.chain(own).collect())
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
