//! Which areas an overview shows, and in which order.
//!
//! In: rows. Out: whether a row is shown, how two of them stand to each other, and which group each belongs to.

use std::cmp::Ordering;

use super::row::Row;
use super::standing::{Agreement, Change};
use crate::evaluate::Firmness;

/// Which areas are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Those whose basis is too thin.
    Undetermined,
    /// Those that an answer still open can change.
    Preliminary,
    /// Those that no answer still open can change.
    Firm,
    /// Those whose form changes.
    Changed,
    /// Those whose form stays.
    Unchanged,
    /// Those where the outcome is the decision on record.
    Same,
    /// Those where it is not.
    Differs,
    /// Those with contradictions.
    Warnings,
    /// Those in which several forms score best.
    Tie,
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

/// What the areas are sorted by; those that are equal stay in the order of their paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// As they were read: by path.
    Path,
    /// By name.
    Name,
    /// By outcome, in the order of precedence.
    Outcome,
    /// The weakest first.
    Firmness,
    /// The least supported first.
    Support,
    /// What changes first.
    Change,
}

impl Sort {
    /// How two rows stand to each other.
    #[must_use]
    pub fn compare(self, one: &Row, other: &Row) -> Ordering {
        match self {
            Self::Path => Ordering::Equal,
            Self::Name => alphabetical(&one.name).cmp(&alphabetical(&other.name)),
            Self::Outcome => one.outcome.code().cmp(&other.outcome.code()),
            Self::Firmness => one.firmness.cmp(&other.firmness),
            Self::Support => one.support.cmp(&other.support),
            Self::Change => one.change.cmp(&other.change),
        }
    }
}

/// What the areas are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// The board responsible.
    Board,
    /// The group of in-house missions.
    Group,
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
    let last = u32::from('z');
    let place = |letter: char| match letter {
        'å' => last + 1,
        'ä' | 'æ' => last + 2,
        'ö' | 'ø' => last + 3,
        'é' | 'è' => u32::from('e'),
        'ü' => u32::from('y'),
        other if u32::from(other) > last => u32::from(other) + 3,
        other => u32::from(other),
    };
    name.chars().flat_map(char::to_lowercase).map(place).collect()
}
