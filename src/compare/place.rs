//! What a side is of: which rules, which areas, and which files could not be read.

use std::path::PathBuf;

/// Which rules a side rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesId {
    /// Id of the rule set.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Id of the profile, if one was asked for.
    pub profile: Option<String>,
    /// The day as of which the law it cites was read.
    pub law_read_on: Option<String>,
}

/// What the areas are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// Other rules, by id or path.
    Rules(String),
    /// A saved result.
    Baseline(PathBuf),
    /// Rules and areas of a revision.
    Revision {
        /// As it was named.
        name: String,
        /// The commit it names, or with `base` the one that was found.
        commit: String,
        /// Whether it is where the branch left what is so named.
        base: bool,
    },
}

/// Which area, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AreaPlace {
    /// Its id; nothing where not even that is known.
    pub id: Option<String>,
    /// The municipality, within which ids are unique.
    pub municipality: Option<String>,
    /// What it is called; the path where not even the id is known.
    pub name: String,
    /// The path it was read from.
    pub path: String,
    /// The line it begins on, from 1, if it is known.
    pub line: Option<usize>,
}

/// Something that could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// The file or folder.
    pub path: String,
    /// The line of the first fault, from 1, if it is in a line.
    pub line: Option<usize>,
    /// What is wrong there, in the language of the reader.
    pub message: String,
}
