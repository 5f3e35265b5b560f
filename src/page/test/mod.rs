//! What became of rule tests: a document, JUnit, workflow commands; and the tests that are missing, as a file.
//!
//! In: tests that ran, coverage, faults. Out: the report. Never runs a test and decides nothing.

mod ci;
mod coverage;
mod page;
mod suggestions;
pub mod words;

pub use ci::{github, junit};
pub use page::document;
pub use suggestions::suggestions;
pub use words::goal;

use crate::load::{Diagnostic, Files, SourceText};
use crate::model::Fraction;
use crate::testing::{Coverage, End, Ran};
use crate::texts::Texts;
use crate::write::ci::Root;

/// Everything that is known after a run.
#[derive(Debug)]
pub struct Report<'a> {
    /// The language.
    pub texts: &'a Texts,
    /// The tests that ran, in the order of the files.
    pub ran: &'a [Ran<'a>],
    /// How many tests were not asked for.
    pub left_out: usize,
    /// What the tests of each rule set have tried.
    pub covered: &'a [Covered<'a>],
    /// The least coverage asked for, per cent.
    pub least: Option<Fraction>,
    /// Every fault of files.
    pub faults: &'a [(&'a SourceText, &'a [Diagnostic])],
    /// What became of the files.
    pub files: &'a Files,
    /// From where services count paths.
    pub root: &'a Root,
}

/// The coverage of a rule set.
#[derive(Debug)]
pub struct Covered<'a> {
    /// Its position on the shelf.
    pub position: usize,
    /// What has been tried.
    pub coverage: Coverage<'a>,
}

impl Report<'_> {
    /// How many tests ended so.
    #[must_use]
    pub fn count(&self, end: End) -> usize {
        self.ran.iter().filter(|ran| ran.end() == end).count()
    }

    /// Whether a rule set is covered less than asked for; compared exactly.
    #[must_use]
    pub fn is_below(&self, covered: &Covered<'_>) -> bool {
        let percent = covered.coverage.share() * Fraction::from_integer(100);
        self.least.is_some_and(|least| percent < least)
    }
}
