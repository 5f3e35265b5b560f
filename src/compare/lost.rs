//! What could not be evaluated on one side.
//!
//! In: the paths with what is wrong there. Out: what is lacking at a path, and at which paths no area is known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::place::Unread;

/// What could not be evaluated on one side, by path, and at which of the paths an area is known to have been.
pub struct Lost {
    /// What could not be evaluated at each path.
    pub paths: BTreeMap<String, Vec<Unread>>,
    named: BTreeSet<String>,
}

impl Lost {
    pub fn new(unread: Vec<Unread>) -> Self {
        let mut paths: BTreeMap<String, Vec<Unread>> = BTreeMap::new();
        for one in unread {
            paths.entry(one.path.clone()).or_default().push(one);
        }
        Self { paths, named: BTreeSet::new() }
    }

    /// What could not be evaluated at a path, or at one that it is below.
    pub fn at(&mut self, path: &str) -> Vec<Unread> {
        let found = self.paths.iter().filter(|(lost, _)| Path::new(path).starts_with(Path::new(lost)));
        let found: Vec<(&String, &Vec<Unread>)> = found.collect();
        self.named.extend(found.iter().map(|(lost, _)| (*lost).clone()));
        found.into_iter().flat_map(|(_, unread)| unread).cloned().collect()
    }

    /// What is at a path at which no area is known to have been.
    pub fn nameless(&self, path: &str) -> &[Unread] {
        match self.paths.get(path) {
            Some(unread) if !self.named.contains(path) => unread,
            _ => &[],
        }
    }
}
