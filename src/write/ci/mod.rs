//! What continuous integration reads: one list of findings in the shapes that its services take.
//!
//! In: findings with their places. Out: workflow commands, SARIF 2.1.0, JUnit. Knows nothing of what was looked for.

mod github;
mod junit;
mod sarif;

pub use github::github;
pub use junit::{Case, CaseEnd, Suite, junit, suite_of};
pub use sarif::{RuleHelp, sarif};

use std::path::{Path, PathBuf};

use crate::load::{plain, shown_path};
pub use crate::model::Level;
use crate::model::{RuleSet, Spot};

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file as it was named.
    pub path: String,
    /// Line and column from 1, where they are known.
    pub place: Option<(usize, usize)>,
}

impl Location {
    /// A part of a rule set, or the rule set as a whole; none where that is built in or typed.
    #[must_use]
    pub fn in_rules(rules: &RuleSet, spot: Option<Spot>) -> Option<Self> {
        let path = rules.path_of(spot.unwrap_or_default())?.to_owned();
        Some(Self { path, place: spot.map(|spot| (spot.line, spot.column)) })
    }
}

/// From where services count the paths of files: the folder of the repository.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Root {
    /// The folder of the repository, else the one that one stands in.
    top: PathBuf,
    /// The folder that one stands in.
    here: PathBuf,
}

impl Root {
    /// Of a run in this folder: the nearest one at or above it in which a repository begins.
    #[must_use]
    pub fn new(here: &Path) -> Self {
        let top = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(here);
        Self { top: top.to_owned(), here: here.to_owned() }
    }

    /// The folder of the repository.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.top
    }

    /// A path from there, with `/` and without `.` and `..`, however it was named; none of standard input. What lies elsewhere keeps
    /// the name that it was given.
    #[must_use]
    pub fn path(&self, named: &str) -> Option<String> {
        if named == "-" {
            return None;
        }
        let whole = plain(&self.here.join(named));
        let within = whole.strip_prefix(&self.top).ok();
        Some(within.map_or_else(|| shown_path(Path::new(named)), shown_path))
    }

    /// The same of a place.
    fn location(&self, location: Option<&Location>) -> Option<Location> {
        let location = location?;
        Some(Location { path: self.path(&location.path)?, place: location.place })
    }
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing: a code such as `outcome-changed`.
    pub code: &'static str,
    /// How grave it is.
    pub level: Level,
    /// A few words that name it.
    pub title: String,
    /// What was found, in plain text; may have several lines.
    pub message: String,
    /// Where, if it is in a file.
    pub location: Option<Location>,
    /// What else it is about, such as the areas that a rule concerns: where each is, with what there is to say of it.
    pub related: Vec<(Location, String)>,
    /// What makes it the same finding in another run, such as an area's id.
    pub key: String,
    /// Why it is let pass, where somebody has said so.
    pub allowed: Option<String>,
}
