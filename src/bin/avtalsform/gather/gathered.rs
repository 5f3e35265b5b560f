//! What became of the areas under some paths, besides what was made of each.
//!
//! In: what is left out, one thing at a time. Out: counts, and why.

use std::collections::BTreeSet;

use avtalsform::compare::Unread;
use avtalsform::load::{Diagnostic, Files, SourceText};

/// What became of it all.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Whether something could not be found, read or evaluated.
    pub failed: bool,
    /// How many areas were handed on.
    pub areas: u64,
    /// Every fault, in the order of the paths, where all is kept.
    pub faults: Vec<(SourceText, Vec<Diagnostic>)>,
    /// What was left out, the first fault of each file.
    pub unread: Vec<Unread>,
    /// What became of the files.
    pub files: Files,
    pub(super) lead: Option<String>,
    pub(super) blocked: BTreeSet<String>,
    pub(super) faulty: usize,
    pub(super) count: usize,
    pub(super) last_faulty: String,
    pub(super) left_out: usize,
}

impl Gathered {
    /// How many files, lines and areas were left out, whole or in part.
    pub const fn left_out(&self) -> usize {
        self.left_out
    }

    /// Whether something at a path was left out.
    pub(super) fn lacks(&self, path: &str) -> bool {
        self.unread.iter().any(|unread| unread.path == path)
    }

    /// Counts something that a file holds and that is left out, and keeps why.
    pub(super) fn leave_out(&mut self, path: &str, line: Option<usize>, message: String) {
        if self.unread.last().is_none_or(|last| last.path != path) {
            self.files.refused += 1;
        }
        self.lack(path, line, message);
    }

    /// Counts something left out, and keeps why.
    pub(super) fn lack(&mut self, path: &str, line: Option<usize>, message: String) {
        self.failed = true;
        self.left_out += 1;
        if self.unread.last().is_none_or(|last| last.path != path) {
            self.unread.push(Unread { path: path.to_owned(), line, message });
        }
    }
}
