//! Files of rule tests.
//!
//! In: the bytes of a file, and a shelf of rule sets. Out: tests in which every name resolves, or all their faults at
//! once. The rule sets and area files that a test names are read on the way; it runs no test.

mod expect;
mod shelf;

use std::collections::BTreeMap;
use std::path::Path;

use super::area;
use super::decode::Fields;
use super::disk::beside;
use super::fault::{Diagnostic, Fault, Faults, Place};
use super::source::{SourceText, decode, reason};
use super::suggest::nearest;
use super::tree::{Documents, Node, Tree, Value};
use crate::model::{Area, RuleSet};
use crate::testing::RuleTest;

pub use shelf::Shelf;

const FILE_KEYS: &[&str] = &["rules", "tests"];
const TEST_KEYS: &[&str] = &["name", "area", "answers", "current", "profile", "expect"];

/// The rule tests of a file as they were read, with the text their faults stand in.
#[derive(Debug)]
pub struct LoadedTests {
    /// The tests without a fault, in the order of the file.
    pub tests: Vec<RuleTest>,
    /// The text.
    pub source: SourceText,
    /// Every fault, in the order of their places.
    pub faults: Vec<Diagnostic>,
}

/// Reads the rule tests of a file from its bytes; files that they name are looked for from the folder of `path`.
#[must_use]
pub fn rule_tests(path: &str, bytes: Vec<u8>, shelf: &mut Shelf) -> LoadedTests {
    let mut faults = Faults::default();
    let source = decode(path, bytes, &mut faults);
    let undamaged = faults.is_empty();
    let mut trees = Documents::new(&source.text);
    let mut names = BTreeMap::new();
    let (mut tests, mut empty) = (Vec::new(), true);
    while let Some(tree) = trees.next(&mut faults) {
        empty = false;
        Reader { path, shelf, faults: &mut faults, whole: tree.whole, names: &mut names }
            .file(&tree, &mut tests);
    }
    if empty && faults.is_empty() {
        faults.add(Place::TOP, Fault::NoTests, &[]);
    }
    // Bytes that are not UTF-8 may stand in any of the tests.
    if !undamaged {
        tests.clear();
    }
    LoadedTests { tests, source, faults: faults.into_sorted() }
}

struct Reader<'a> {
    path: &'a str,
    shelf: &'a mut Shelf,
    faults: &'a mut Faults,
    whole: bool,
    /// The names so far, with their lines.
    names: &'a mut BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn file(&mut self, tree: &Tree, tests: &mut Vec<RuleTest>) {
        if is_another_kind(&tree.root) && tree.whole {
            self.faults.add(tree.root.head(), Fault::NotTests, &[]);
            return;
        }
        let Some(fields) = Fields::open(&tree.root, FILE_KEYS, self.whole, self.faults) else { return };
        let rules = match fields.given("rules") {
            None => Some(Shelf::DEFAULT),
            Some(node) => self.rules(node),
        };
        let Some(node) = fields.require("tests", self.faults) else { return };
        if node.is_null() {
            // Where not all could be read, the tests may be in the rest.
            if self.whole {
                self.faults.add(node.place, Fault::NoTests, &[]);
            }
            return;
        }
        let list = node.list(self.faults);
        if list.is_empty() && matches!(node.value, Value::List(_)) {
            self.faults.add(node.head(), Fault::NoTests, &[]);
        }
        // Without its rules nothing can be said of the names in a test.
        let Some(rules) = rules else { return };
        for node in list {
            let before = self.faults.len();
            let test = self.test(node, rules);
            tests.extend(test.filter(|_| self.faults.len() == before));
        }
    }

    /// The rule set that a file names.
    fn rules(&mut self, node: &Node) -> Option<usize> {
        let name = node.text(self.faults)?;
        let folder = Path::new(self.path).parent().unwrap_or(Path::new(""));
        match self.shelf.fetch(&name, folder) {
            Ok(position) => Some(position),
            Err(shelf::Lost::Missing) => {
                let ids = super::EMBEDDED.iter().map(|(id, _)| *id);
                let known = ids.clone().collect::<Vec<_>>().join(", ");
                let words = [("name", name.as_str()), ("known", &known)];
                self.faults.suggest(node.place, Fault::UnknownRules, &words, nearest(&name, ids));
                None
            }
            Err(shelf::Lost::Unreadable(reason)) => self.unreadable(node, &name, &reason),
            Err(shelf::Lost::Faulty) => self.faulty(node, &name),
        }
    }

    fn test(&mut self, node: &Node, position: usize) -> Option<RuleTest> {
        let rules = self.shelf.rules(position)?;
        let fields = Fields::open(node, TEST_KEYS, self.whole, self.faults)?;
        let name = self.name(&fields);
        let profile = fields.given("profile").and_then(|node| self.profile(node, &rules));
        let place = fields.get("name").map_or(node.head(), |node| node.place);
        let place = (place.line, place.column);
        let mut given = match fields.given("area") {
            Some(node) => self.area(node, &rules),
            None => {
                Some(Area::unanswered(String::new(), self.path.to_owned(), place.0, rules.criteria.len()))
            }
        };
        let answers = if fields.get("area").is_some() {
            fields.given("answers")
        } else {
            fields.require("answers", self.faults).filter(|node| !node.is_null())
        };
        // What stands beside an area file that cannot be read is read for its faults alone.
        let mut beside = Area::unanswered(String::new(), String::new(), 0, rules.criteria.len());
        let area = given.as_mut().unwrap_or(&mut beside);
        area::overlay(area, answers, fields.given("current"), &rules, self.whole, self.faults);
        let expected = fields.require("expect", self.faults);
        let expected = expected.map(|node| expect::expected(node, &rules, self.whole, self.faults));
        let mut area = given?;
        let (name, expected) = (name?, expected?);
        area.name.clone_from(&name);
        Some(RuleTest { name, path: self.path.to_owned(), place, rules: position, profile, area, expected })
    }

    fn name(&mut self, fields: &Fields<'_>) -> Option<String> {
        let node = fields.require("name", self.faults)?;
        let name = node.text(self.faults)?;
        if let Some(line) = self.names.get(&name) {
            let words = [("name", name.as_str()), ("line", &line.to_string())];
            self.faults.add(node.place, Fault::DuplicateTest, &words);
            return None;
        }
        self.names.insert(name.clone(), node.place.line);
        Some(name)
    }

    fn profile(&mut self, node: &Node, rules: &RuleSet) -> Option<String> {
        let name = node.text(self.faults)?;
        if rules.profile(&name).is_none() {
            let ids = rules.profiles.iter().map(|profile| profile.id.as_str());
            let known = ids.clone().collect::<Vec<_>>().join(", ");
            let words = [("name", name.as_str()), ("rules", &rules.identity.id), ("known", &known)];
            self.faults.suggest(node.place, Fault::UnknownProfile, &words, nearest(&name, ids));
            return None;
        }
        Some(name)
    }

    /// The one area of a file.
    fn area(&mut self, node: &Node, rules: &RuleSet) -> Option<Area> {
        let name = node.text(self.faults)?;
        let path = beside(Path::new(self.path).parent().unwrap_or(Path::new("")), &name);
        let bytes = match self.shelf.file(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.faults.add(node.place, Fault::MissingFile, &[("path", &name)]);
                return None;
            }
            Err(error) => return self.unreadable(node, &name, &reason(&error)),
        };
        let loaded = super::areas(&super::shown_path(&path), bytes, rules);
        if !loaded.faults.is_empty() {
            self.shelf.note(loaded.source, loaded.faults);
            return self.faulty(node, &name);
        }
        let several = loaded.areas.len() != 1;
        if several {
            let words = [("path", name.as_str()), ("number", &loaded.areas.len().to_string())];
            self.faults.add(node.place, Fault::SeveralAreas, &words);
        }
        loaded.areas.into_iter().next().filter(|_| !several)
    }

    fn unreadable<T>(&mut self, node: &Node, name: &str, reason: &str) -> Option<T> {
        self.faults.add(node.place, Fault::UnreadableFile, &[("path", name), ("reason-kind", reason)]);
        None
    }

    fn faulty<T>(&mut self, node: &Node, name: &str) -> Option<T> {
        self.faults.add(node.place, Fault::FaultyFile, &[("path", name)]);
        None
    }
}

/// Whether a file has keys of which none is, or could be a slip for, the one that every file of tests has.
fn is_another_kind(root: &Node) -> bool {
    let Value::Mapping(entries) = &root.value else { return false };
    let names = entries.iter().filter_map(|(key, _)| match &key.value {
        Value::Scalar { text, .. } => Some(text.as_str()),
        _ => None,
    });
    !names.into_iter().any(|name| nearest(name, ["tests"]).is_some())
}
