//! A file of answers that several areas share.
//!
//! In: its tree. Out: answers with what supports them, and the areas that they are for; a fault for each that does not fit.

use std::sync::atomic::AtomicBool;

use super::Reader;
use crate::load::decode::Fields;
use crate::load::fault::{Fault, Faults};
use crate::load::names::is_key;
use crate::load::tree::{Node, Tree};
use crate::model::{Area, RuleSet, composed, folded};

const FILE_KEYS: &[&str] = &["root", "shared"];
const ENTRY_KEYS: &[&str] = &["for", "answers"];
const FOR_KEYS: &[&str] = &["areas", "service", "group", "board", "all"];

/// Answers for some areas.
#[derive(Debug)]
pub struct Entry {
    /// Which.
    pub to: To,
    /// An area that has these answers and nothing else.
    pub given: Area,
    /// Where it stands in the file, from 1.
    pub line: usize,
    /// Whether an area that has been read is one of those.
    pub reached: AtomicBool,
}

/// Which areas answers are for, the nearest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    /// Those with one of these ids.
    Areas(Vec<String>),
    /// Those that are this service, by its id.
    Service(String),
    /// Those of this group.
    Group(String),
    /// Those of this board.
    Board(String),
    /// All.
    All,
}

impl To {
    /// Whether an area is one of them. Boards and groups are compared as people read them.
    #[must_use]
    pub fn holds(&self, area: &Area) -> bool {
        let same = |given: &Option<String>, name: &str| {
            given.as_deref().is_some_and(|given| folded(given) == folded(name))
        };
        match self {
            Self::Areas(ids) => ids.iter().any(|id| composed(id) == composed(&area.id)),
            Self::Service(id) => area.service.as_ref() == Some(id),
            Self::Group(name) => same(&area.group, name),
            Self::Board(name) => same(&area.board, name),
            Self::All => true,
        }
    }

    /// How far they are from a single area, from 0.
    #[must_use]
    pub const fn distance(&self) -> usize {
        match self {
            Self::Areas(_) => 0,
            Self::Service(_) => 1,
            Self::Group(_) => 2,
            Self::Board(_) => 3,
            Self::All => Self::FARTHEST,
        }
    }

    /// The largest distance.
    pub const FARTHEST: usize = 4;

    /// Whether the same words choose some area for both.
    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Areas(one), Self::Areas(other)) => one.iter().any(|id| other.contains(id)),
            (Self::Group(one), Self::Group(other)) | (Self::Board(one), Self::Board(other)) => {
                folded(one) == folded(other)
            }
            (one, other) => one == other,
        }
    }
}

/// Reads a file of shared answers: whether no file above it is asked, and the answers.
pub fn shared(tree: &Tree, rules: &RuleSet, faults: &mut Faults) -> (bool, Vec<Entry>) {
    let mut reader = Reader { rules, faults, whole: tree.whole };
    let Some(fields) = Fields::open_as(&tree.root, FILE_KEYS, is_key, tree.whole, reader.faults) else {
        return (false, Vec::new());
    };
    let yes_or_no =
        [("true", true), ("ja", true), ("yes", true), ("false", false), ("nej", false), ("no", false)];
    let root = fields.given("root").and_then(|node| node.one_of(&yes_or_no, true, reader.faults));
    let mut entries: Vec<Entry> = Vec::new();
    let listed = fields.require("shared", reader.faults).map(|node| node.list(reader.faults));
    for node in listed.unwrap_or_default() {
        entries.extend(reader.entry(node, &entries));
    }
    (root.unwrap_or(false), entries)
}

impl Reader<'_> {
    fn entry(&mut self, node: &Node, earlier: &[Entry]) -> Option<Entry> {
        let fields = self.open(node, ENTRY_KEYS)?;
        let to = fields.require("for", self.faults).and_then(|node| self.to(node));
        let answers = fields.require("answers", self.faults)?;
        let mut given = Area::unanswered(String::new(), String::new(), 0, self.rules.criteria.len());
        self.answers(answers, &mut given);
        let entry = Entry { to: to?, given, line: node.head().line, reached: AtomicBool::new(false) };
        self.twice(&entry, answers, earlier);
        Some(entry)
    }

    fn to(&mut self, node: &Node) -> Option<To> {
        let fields = self.open(node, FOR_KEYS)?;
        let mut given = FOR_KEYS.iter().filter_map(|key| Some((*key, fields.given(key)?)));
        let (Some((key, value)), None) = (given.next(), given.next()) else {
            if fields.whole {
                self.faults.add(node.head(), Fault::SharedFor, &[]);
            }
            return None;
        };
        match key {
            "areas" => {
                let ids = value.one_or_more().iter().map(|node| node.text(self.faults));
                ids.collect::<Option<Vec<_>>>().map(To::Areas)
            }
            "service" => self.service(value).map(|service| To::Service(service.id.clone())),
            "group" => value.text(self.faults).map(To::Group),
            "board" => value.text(self.faults).map(To::Board),
            _ => value.one_of(&[("true", ()), ("ja", ()), ("yes", ())], true, self.faults).map(|()| To::All),
        }
    }

    /// Notes what is answered twice for the same areas: which of them holds would be a guess.
    fn twice(&mut self, entry: &Entry, answers: &Node, earlier: &[Entry]) {
        for (criterion, evidence) in entry.given.evidence.iter() {
            let Some(evidence) = evidence else { continue };
            let mut before = earlier.iter().filter(|other| other.to.meets(&entry.to));
            let before = before.find_map(|other| other.given.evidence.at(criterion).as_ref());
            let mut keys = answers.entries().iter().map(|(key, _)| key);
            let key = keys.find(|key| (key.place.line, key.place.column) == (evidence.line, evidence.column));
            if let (Some(before), Some(key)) = (before, key) {
                let name = key.word_of().unwrap_or_default();
                let words = [("name", name), ("line", &before.line.to_string())];
                self.faults.add(key.place, Fault::DuplicateCriterion, &words);
            }
        }
    }
}
