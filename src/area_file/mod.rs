//! The text of area files: new ones, and changes that leave everything else as it is; and of whole rule sets.
//!
//! In: a rule set, and the text of a file. Out: the text of a file. Every change is read again and compared with what
//! was asked for before it is handed out, so that what comes out is right or nothing does. Never reads or writes files.

mod blank;
mod canonical;
mod fact;
mod layout;
mod lines;
mod rows;
mod scalar;
mod set;
mod several;
mod share;
mod whole;
mod written;

pub use blank::{blank, key, order, word};
pub use canonical::canonical;
pub use fact::put;
pub use scalar::line as quoted;
pub use set::{Given, set};
pub use several::{joined, without};
pub use share::share;
pub use whole::whole;
pub use written::{spoken, written};

use crate::load::{self, LoadedAreas};
use crate::model::{Area, RuleSet};
use crate::texts::Texts;

/// Why a text was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It has faults, which come first.
    #[error("the file has faults")]
    Faulty(Box<LoadedAreas>),
    /// It has no area of this number.
    #[error("the file has no area number {number}")]
    NoArea {
        /// The number asked for, from 1.
        number: usize,
    },
    /// An answer cannot be put in without changing something else.
    #[error("the answer to `{name}` cannot be put in; line {line}")]
    ByHand {
        /// What the file calls the criterion.
        name: String,
        /// Where to do it by hand, from 1.
        line: usize,
    },
    /// An area cannot be put in order without changing something else.
    #[error("the area cannot be put in order; line {line}")]
    NotInOrder {
        /// Where the area begins, from 1.
        line: usize,
    },
}

impl Refusal {
    /// The same in the language of the reader; the faults of a faulty file are shown apart.
    #[must_use]
    pub fn message(&self, texts: &Texts) -> String {
        match self {
            Self::Faulty(loaded) => texts.faults_found(loaded.faults.len(), 1),
            Self::NoArea { number } => texts.edit_no_area(number),
            Self::ByHand { name, line } => texts.edit_by_hand(line, name),
            Self::NotInOrder { line } => texts.edit_not_in_order(line),
        }
    }
}

/// The areas of a text without a fault.
fn read(text: &str, rules: &RuleSet) -> Result<Vec<Area>, Refusal> {
    let loaded = load::areas("-", text.as_bytes().to_vec(), rules);
    if loaded.faults.is_empty() { Ok(loaded.areas) } else { Err(Refusal::Faulty(Box::new(loaded))) }
}

/// An area without what a change of the text may move.
fn placeless(mut area: Area, rules: &RuleSet) -> Area {
    area.line = 0;
    for key in rules.criteria.keys() {
        if let Some(evidence) = area.evidence.at_mut(key) {
            (evidence.line, evidence.column) = (0, 0);
        }
    }
    area
}

/// Every comment of a text, in the order of their words.
fn sorted_comments(text: &str, layout: &layout::Layout) -> Vec<String> {
    let comments = layout.comments.iter().filter_map(|comment| text.get(comment.clone()));
    let mut comments: Vec<String> = comments.map(|comment| comment.trim_end().to_owned()).collect();
    comments.sort();
    comments
}

/// The byte behind the colon of a key; `None` where the colon is not on the line of the key.
fn colon(text: &str, key: &layout::Spot) -> Option<usize> {
    let rest = text.get(key.range.end..)?;
    let colon = rest.find(|letter: char| letter != ' ' && letter != '\t')?;
    rest.get(colon..)?.starts_with(':').then_some(key.range.end + colon + 1)
}
