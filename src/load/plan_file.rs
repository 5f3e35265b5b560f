//! Plan files: what people have written for the plan of a board.
//!
//! In: bytes and the rule set whose chapters the plan has. Out: their texts, or every fault with its place.

use super::area::{date, period};
use super::decode::{Fields, is_plan, key_name};
use super::fault::{Diagnostic, Fault, Faults, Place};
use super::names::is_key;
use super::source::{SourceText, decode};
use super::suggest::nearest;
use super::tree::{Documents, Node};
use crate::model::{Exact, OwnChapter, Phase, PlanFile, RuleSet, Section, Technology, folded, parse_exact};

const KEYS: &[&str] = &["plan"];
const PLAN_KEYS: &[&str] =
    &["title", "board", "period", "reference", "date", "officer", "groups", "chapters", "technology"];
const CHAPTER_KEYS: &[&str] = &["heading", "before", "after", "text"];
const TECHNOLOGY_KEYS: &[&str] = &["name", "phase", "contract_end", "cost", "note"];

/// What pages and people call the phases.
const PHASES: [(&str, Phase); 6] = [
    ("to_procure", Phase::ToProcure),
    ("upphandlas", Phase::ToProcure),
    ("rollout", Phase::Rollout),
    ("införs", Phase::Rollout),
    ("in_operation", Phase::InOperation),
    ("i drift", Phase::InOperation),
];

/// A plan file as it was read, with the text its faults stand in.
#[derive(Debug)]
pub struct LoadedPlan {
    /// What it says; none where anything in it is at fault.
    pub plan: Option<PlanFile>,
    /// Whether it says that it is a plan file, or what else it is could not be told.
    pub is_plan: bool,
    /// The text.
    pub source: SourceText,
    /// Every fault, in the order of their places.
    pub faults: Vec<Diagnostic>,
}

/// Reads a plan file.
#[must_use]
pub fn plan_file(path: &str, bytes: Vec<u8>, rules: &RuleSet) -> LoadedPlan {
    let mut faults = Faults::default();
    let source = decode(path, bytes, &mut faults);
    let mut trees = Documents::new(&source.text);
    let tree = trees.next(&mut faults);
    if tree.is_none() && faults.is_empty() {
        faults.add(Place::TOP, Fault::EmptyPlan, &[]);
    }
    let is_plan = tree.as_ref().is_none_or(|tree| is_plan(&tree.root));
    let plan = tree.and_then(|tree| {
        if let Some(second) = trees.next(&mut faults) {
            faults.add(second.root.place, Fault::TwoDocuments, &[]);
        }
        let mut reader = Reader { rules, faults: &mut faults, whole: tree.whole };
        let fields = reader.open(&tree.root, KEYS)?;
        let node = fields.require("plan", reader.faults)?;
        reader.plan(node)
    });
    LoadedPlan { plan: plan.filter(|_| faults.is_empty()), is_plan, source, faults: faults.into_sorted() }
}

struct Reader<'a> {
    rules: &'a RuleSet,
    faults: &'a mut Faults,
    whole: bool,
}

impl Reader<'_> {
    fn open<'n>(&mut self, node: &'n Node, keys: &[&'static str]) -> Option<Fields<'n>> {
        Fields::open_as(node, keys, is_key, self.whole, self.faults)
    }

    fn plan(&mut self, node: &Node) -> Option<PlanFile> {
        let fields = self.open(node, PLAN_KEYS)?;
        let text = |key: &'static str, faults: &mut Faults| fields.optional_text(key, faults);
        Some(PlanFile {
            title: text("title", self.faults),
            board: text("board", self.faults),
            period: fields.given("period").and_then(|node| period(node, self.faults)),
            reference: text("reference", self.faults),
            date: fields.given("date").and_then(|node| date(node, self.faults)),
            officer: text("officer", self.faults),
            groups: fields.given("groups").map(|node| self.groups(node)).unwrap_or_default(),
            chapters: fields.given("chapters").map(|node| self.chapters(node)).unwrap_or_default(),
            technology: fields.given("technology").map(|node| self.technologies(node)).unwrap_or_default(),
        })
    }

    /// Notes a name that stands a second time, however it is written.
    fn once(&mut self, node: &Node, name: &str, seen: &mut Vec<String>) {
        let same = folded(name);
        if seen.contains(&same) {
            self.faults.add(node.place, Fault::TwiceInPlan, &[("found", name)]);
        }
        seen.push(same);
    }

    fn groups(&mut self, node: &Node) -> Vec<String> {
        let (mut groups, mut seen) = (Vec::new(), Vec::new());
        for node in node.list(self.faults) {
            let Some(group) = node.text(self.faults) else { continue };
            self.once(node, &group, &mut seen);
            groups.push(group);
        }
        groups
    }

    fn chapters(&mut self, node: &Node) -> Vec<OwnChapter> {
        let (mut chapters, mut seen): (Vec<OwnChapter>, Vec<String>) = (Vec::new(), Vec::new());
        let mut beside = Vec::new();
        for node in node.list(self.faults) {
            let Some(fields) = self.open(node, CHAPTER_KEYS) else { continue };
            let heading = fields.text("heading", self.faults);
            let text = fields.text("text", self.faults);
            if let (Some(heading), Some(node)) = (&heading, fields.get("heading")) {
                self.once(node, heading, &mut seen);
            }
            if let (Some(_), Some(node)) = (fields.given("before"), fields.given("after")) {
                self.faults.add(node.place, Fault::BeforeAndAfter, &[]);
            }
            let place = [("before", false), ("after", true)]
                .into_iter()
                .find_map(|(key, after)| Some((fields.given(key)?, after)));
            let other = place.and_then(|(node, after)| Some((node.text(self.faults)?, after)));
            beside.extend(place.zip(other.clone()).map(|((node, _), (name, _))| (node, name)));
            let (Some(heading), Some(text)) = (heading, text) else { continue };
            chapters.push(OwnChapter { heading, beside: other, text });
        }
        for (node, other) in beside {
            self.beside(node, &other, &chapters);
        }
        chapters
    }

    /// Notes a chapter beside which another would stand, and that there is not.
    fn beside(&mut self, node: &Node, other: &str, chapters: &[OwnChapter]) {
        let laid = &self.rules.plan.chapters;
        let is_known = laid.iter().any(|chapter| chapter.is_named(other))
            || chapters.iter().any(|chapter| chapter.is_named(other));
        if is_known || laid.is_empty() {
            return;
        }
        let headings = |chapter: &Section| [chapter.heading.sv.clone(), chapter.heading.en.clone()];
        let known: Vec<String> = laid.iter().flat_map(headings).collect();
        let named: Vec<&str> = laid.iter().map(|chapter| chapter.heading.sv.as_str()).collect();
        let suggestion = nearest(other, known.iter().map(String::as_str));
        let words = [("found", other), ("known", &named.join(", "))];
        self.faults.suggest(node.place, Fault::UnknownChapter, &words, suggestion);
    }

    fn technologies(&mut self, node: &Node) -> Vec<Technology> {
        let (mut technology, mut seen) = (Vec::new(), Vec::new());
        for node in node.list(self.faults) {
            let Some(fields) = self.open(node, TECHNOLOGY_KEYS) else { continue };
            let name = fields.text("name", self.faults);
            if let (Some(name), Some(node)) = (&name, fields.get("name")) {
                self.once(node, name, &mut seen);
            }
            let phase = fields.require("phase", self.faults).and_then(|node| self.phase(node));
            let contract_end = fields.given("contract_end").and_then(|node| date(node, self.faults));
            let cost = fields.given("cost").map(|node| self.costs(node)).unwrap_or_default();
            let note = fields.optional_text("note", self.faults);
            let (Some(name), Some(phase)) = (name, phase) else { continue };
            technology.push(Technology { name, phase, contract_end, cost, note });
        }
        technology
    }

    fn phase(&mut self, node: &Node) -> Option<Phase> {
        let word = node.word(self.faults)?;
        let found = PHASES.into_iter().find(|(name, _)| folded(name) == folded(word));
        if found.is_none() {
            let names = PHASES.map(|(name, _)| name);
            let words = [("found", word), ("known", &names.join(", "))];
            self.faults.suggest(node.place, Fault::UnknownWord, &words, nearest(word, names));
        }
        found.map(|(_, phase)| phase)
    }

    /// Kronor by year, the first year first.
    fn costs(&mut self, node: &Node) -> Vec<(u16, Exact)> {
        let mut costs: Vec<(u16, Exact)> = Vec::new();
        for (key, value) in node.mapping(self.faults).unwrap_or_default() {
            let Some(name) = key_name(key, self.faults) else { continue };
            let year = name.trim().parse().ok().filter(|year| (1900..=2999).contains(year));
            let Some(year) = year else {
                self.faults.add(key.place, Fault::WrongYear, &[("found", name)]);
                continue;
            };
            if costs.iter().any(|(earlier, _)| *earlier == year) {
                self.faults.add(key.place, Fault::DuplicateKey, &[("key", name)]);
            }
            if value.is_null() {
                self.faults.add(value.place, Fault::EmptyText, &[]);
                continue;
            }
            let Some(word) = value.word(self.faults) else { continue };
            match parse_exact(word.trim(), 2) {
                Some(cost) => costs.push((year, cost)),
                None => self.faults.add(value.place, Fault::WrongAmount, &[("found", word)]),
            }
        }
        costs.sort_by_key(|(year, _)| *year);
        costs
    }
}
