//! Which areas an overview shows, and in which order.
//!
//! In: rows. Out: whether a row is shown, how two of them stand to each other, and which group each belongs to.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

use super::row::Row;
use super::standing::{Agreement, Change};
use crate::evaluate::Firmness;
use crate::model::{matched, words};

words! {
    /// Which areas are shown.
    pub enum Only {
        /// Those whose basis is too thin.
        Undetermined = "undetermined",
        /// Those that an answer still open can change.
        Preliminary = "preliminary",
        /// Those that no answer still open can change.
        Firm = "firm",
        /// Those whose form changes.
        Changed = "changed",
        /// Those whose form stays.
        Unchanged = "unchanged",
        /// Those where the outcome is the decision on record.
        Same = "same",
        /// Those where it is not.
        Differs = "differs",
        /// Those with contradictions.
        Warnings = "warnings",
        /// Those in which several forms score best.
        Tie = "tie",
    }
}

impl Only {
    /// Whether a row is shown.
    #[must_use]
    pub fn shows(self, row: &Row) -> bool {
        match self {
            Self::Undetermined => row.firmness == Firmness::Undetermined,
            Self::Preliminary => row.firmness == Firmness::Preliminary,
            Self::Firm => row.firmness == Firmness::Firm,
            Self::Changed => row.change == Change::Changed,
            Self::Unchanged => row.change == Change::Unchanged,
            Self::Same => row.agreement == Some(Agreement::Same),
            Self::Differs => row.agreement == Some(Agreement::Differs),
            Self::Warnings => row.warnings > 0,
            Self::Tie => row.tie,
        }
    }
}

words! {
    /// What the areas are sorted by; those that are equal stay in the order of their paths.
    pub enum Sort {
        /// As they were read: by path.
        Path = "path",
        /// By name.
        Name = "name",
        /// By outcome, in the order of precedence.
        Outcome = "outcome",
        /// The weakest first.
        Firmness = "firmness",
        /// The least supported first.
        Support = "support",
        /// What changes first.
        Change = "change",
        /// Those first that have an outcome after the fewest more answers, of these the best supported.
        Distance = "distance",
    }
}

impl Sort {
    /// How two rows stand to each other.
    #[must_use]
    pub fn compare(self, one: &Row, other: &Row) -> Ordering {
        match self {
            Self::Path => Ordering::Equal,
            Self::Name => alphabetical(&one.name).cmp(&alphabetical(&other.name)),
            Self::Outcome => {
                // Where there is none, it comes last.
                let key = |row: &Row| (row.outcome.is_none(), row.outcome);
                key(one).cmp(&key(other))
            }
            Self::Firmness => one.firmness.cmp(&other.firmness),
            Self::Support => one.support.cmp(&other.support),
            Self::Change => one.change.cmp(&other.change),
            Self::Distance => one.distance.cmp(&other.distance).then_with(|| other.leading.cmp(&one.leading)),
        }
    }
}

words! {
    /// What the areas are grouped by.
    pub enum GroupBy {
        /// The board responsible.
        Board = "board",
        /// The group of in-house missions.
        Group = "group",
    }
}

impl GroupBy {
    /// The group of a row; those without one come last.
    #[must_use]
    pub fn of(self, row: &Row) -> Option<&str> {
        match self {
            Self::Board => row.board.as_deref(),
            Self::Group => row.group.as_deref(),
        }
    }

    /// Whether two rows are in the same group, however its name is written.
    #[must_use]
    pub fn is_one(self, one: &Row, other: &Row) -> bool {
        self.of(one).map(matched) == self.of(other).map(matched)
    }

    /// How the groups of two rows stand to each other.
    #[must_use]
    pub fn compare(self, one: &Row, other: &Row) -> Ordering {
        let key = |row| self.of(row).map(alphabetical);
        let (one, other) = (key(one), key(other));
        one.is_none().cmp(&other.is_none()).then_with(|| one.cmp(&other))
    }
}

/// A name as a Swedish register sorts it: without regard to capitals, å ä ö last.
#[must_use]
pub fn alphabetical(name: &str) -> Vec<u32> {
    let name = matched(name);
    let last = u32::from('z');
    let place = |letter: char| match letter {
        'å' => last + 1,
        'ä' | 'æ' => last + 2,
        'ö' | 'ø' => last + 3,
        'ü' => u32::from('y'),
        other if u32::from(other) > last => u32::from(other) + 3,
        other => u32::from(other),
    };
    // Other accents make no letter of their own; what they part comes in the order of the signs.
    let letters = || name.chars();
    let bare = |letter: char| match letter {
        'å' | 'ä' | 'ö' | 'ü' => letter,
        other => std::iter::once(other).nfd().next().unwrap_or(other),
    };
    letters().map(bare).map(place).chain([0]).chain(letters().map(u32::from)).collect()
}
