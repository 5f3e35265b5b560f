//! The rule sets that tests are of, each read once.
//!
//! In: names. Out: rule sets by their position, and the faults of files that tests name. Two names for the same bytes
//! are one rule set.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::load::disk::beside;
use crate::load::fault::Diagnostic;
use crate::load::source::{SourceText, reason};
use crate::load::{Disk, embedded, rules};
use crate::model::{RuleSet, Spot};

/// Rule sets by position.
#[derive(Debug)]
pub struct Shelf {
    sets: Vec<Arc<RuleSet>>,
    names: BTreeMap<PathBuf, Result<usize, Lost>>,
    noted: BTreeMap<String, (SourceText, Vec<Diagnostic>)>,
    read: Vec<PathBuf>,
    disk: Disk,
}

/// Why there is no rule set of a name.
#[derive(Debug, Clone)]
pub enum Lost {
    /// It is neither built in nor a file.
    Missing,
    /// It is a file that cannot be read, and why.
    Unreadable(String),
    /// It has faults.
    Faulty,
}

impl Shelf {
    /// The position of the rule set of files that name none.
    pub const DEFAULT: usize = 0;

    /// A shelf with the rule set of files that name none; what tests name is read from the disk.
    #[must_use]
    pub fn new(default: RuleSet, disk: Disk) -> Self {
        let sets = vec![Arc::new(default)];
        Self { sets, names: BTreeMap::new(), noted: BTreeMap::new(), read: Vec::new(), disk }
    }

    /// Every rule set, in the order it was first named.
    #[must_use]
    pub fn sets(&self) -> &[Arc<RuleSet>] {
        &self.sets
    }

    /// The files that tests name and that have faults, in the order of their paths.
    pub fn noted(&self) -> impl Iterator<Item = &(SourceText, Vec<Diagnostic>)> {
        self.noted.values()
    }

    /// The files that tests name and that have been read.
    pub fn read(&self) -> impl Iterator<Item = &Path> {
        self.read.iter().map(PathBuf::as_path)
    }

    /// Reads a file that a test names.
    pub(super) fn file(&mut self, path: &Path) -> std::io::Result<Vec<u8>> {
        self.read.push(path.to_owned());
        self.disk.read_plain(path)
    }

    pub(super) fn rules(&self, position: usize) -> Option<Arc<RuleSet>> {
        self.sets.get(position).map(Arc::clone)
    }

    pub(super) fn note(&mut self, source: SourceText, faults: Vec<Diagnostic>) {
        self.noted.insert(source.path.clone(), (source, faults));
    }

    /// The position of the rule set with this id, or in this file as seen from a folder.
    pub(super) fn fetch(&mut self, name: &str, folder: &Path) -> Result<usize, Lost> {
        // The set that was asked for goes before a built-in one of the same id: it may be a copy that is being edited.
        if self.sets.first().is_some_and(|asked| asked.identity.id == name) {
            return Ok(Self::DEFAULT);
        }
        let (key, text) = match embedded(name) {
            Some(text) => (PathBuf::from(name), Some(text)),
            None => (beside(folder, name), None),
        };
        if let Some(known) = self.names.get(&key) {
            return known.clone();
        }
        let found = match text {
            Some(text) => self.put(name, text.as_bytes().to_vec()),
            None => match self.file(&key) {
                Ok(bytes) => self.put(&crate::load::shown_path(&key), bytes),
                Err(error) if error.kind() == ErrorKind::NotFound => Err(Lost::Missing),
                Err(error) => Err(Lost::Unreadable(reason(&error))),
            },
        };
        self.names.insert(key, found.clone());
        found
    }

    fn put(&mut self, name: &str, bytes: Vec<u8>) -> Result<usize, Lost> {
        let read = RefCell::new(Vec::new());
        let file = |path: &Path| {
            read.borrow_mut().push(path.to_owned());
            self.disk.read_plain(path)
        };
        let loaded = rules(name, bytes, &file);
        self.read.extend(read.into_inner());
        for (source, faults) in loaded.beneath {
            self.note(source, faults);
        }
        let Some(rules) = loaded.rules else {
            self.note(loaded.source, loaded.faults);
            return Err(Lost::Faulty);
        };
        if let Some((at, same)) =
            self.sets.iter_mut().enumerate().find(|(_, set)| set.identity == rules.identity)
        {
            // The file is where its rules are to be looked for.
            if same.path_of(Spot::default()).is_none() {
                *same = Arc::new(rules);
            }
            return Ok(at);
        }
        self.sets.push(Arc::new(rules));
        Ok(self.sets.len() - 1)
    }
}
