//! Why results cannot be put into a workbook, and what to do about it.

use crate::say::words::harmless;
use crate::texts::Texts;

/// What keeps a workbook from being updated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpdateFault {
    /// A column is called as one of results is, and holds something that the tool has not written.
    #[error("the cell {cell} holds {found}, which is no result")]
    NotOwn {
        /// The cell.
        cell: String,
        /// What stands in it.
        found: String,
    },
    /// A cell that a result belongs in is merged with others.
    #[error("the cell {0} is merged with others")]
    Merged(String),
    /// The sheet would have more columns than are read.
    #[error("more than {0} columns")]
    NoRoom(usize),
    /// The sheet has more cells than can be changed.
    #[error("too large")]
    TooLarge,
    /// The parts of the workbook are not what they should be.
    #[error("broken")]
    Broken,
}

impl UpdateFault {
    /// The same in the language of the reader, with what to do.
    #[must_use]
    pub fn message(&self, path: &str, texts: &Texts) -> String {
        match self {
            Self::NotOwn { cell, found } => {
                let shown: String = found.chars().take(60).collect();
                let rest = if shown.len() < found.len() { "…" } else { "" };
                texts.update_not_own(cell, format!("{}{rest}", harmless(&shown)), path)
            }
            Self::Merged(cell) => texts.update_merged(cell, path),
            Self::NoRoom(limit) => texts.update_no_room(limit, path),
            Self::TooLarge => texts.update_too_large(path),
            Self::Broken => texts.update_broken(path),
        }
    }
}
