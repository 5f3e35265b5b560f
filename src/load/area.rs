//! Area files.
//!
//! In: trees and a rule set. Out: areas whose every answer belongs to the rule set, or all their faults.

mod answers;
mod commas;
mod date;
mod figures;
mod matter;
mod shared;
mod sums;

pub use self::date::{date, is_date, period};
use self::figures::NumberKind;
pub use self::shared::{Entry, To, shared};
use super::decode::{Fields, is_plan};
use super::disguise::is_disguised;
use super::fault::{Fault, Faults, Place};
use super::names::is_key;
use super::source::SourceText;
use super::suggest::{nearest, nearest_form};
use super::tree::{Documents, Node, Tree, Value};
use crate::model::{
    Area, Count, Criterion, CriterionKey, Current, Decision, Outcome, Portions, RuleSet, Service, Stated,
    parse_whole,
};

const AREA_KEYS: &[&str] = &[
    "area",
    "id",
    "municipality",
    "board",
    "period",
    "group",
    "service",
    "current",
    "proposal",
    "decision",
    "compensation",
    "districts",
    "answers",
    "considerations",
    "matter",
    "notes",
];
const CURRENT_KEYS: &[&str] = &["form", "as_of", "users", "providers", "share", "geography", "description"];
const PROVIDER_KEYS: &[&str] = &["municipal", "private", "nonprofit"];
const PROPOSAL_KEYS: &[&str] = &["form", "direction", "motivation"];
const DECISION_KEYS: &[&str] = &["form", "direction", "motivation", "source"];
const NOTE_KEYS: &[&str] = &["note", "source"];
const MATTER_KEYS: &[&str] = &["reference", "date", "officer"];
const ANSWER_KEYS: &[&str] = &["answer", "note", "source"];

/// The keys of an area file in the order they are written in: of the mapping under this key, or of the whole file.
#[must_use]
pub fn keys_of(key: Option<&str>) -> &'static [&'static str] {
    let Some(key) = key else { return AREA_KEYS };
    let known = [
        ("current", CURRENT_KEYS),
        ("providers", PROVIDER_KEYS),
        ("share", PROVIDER_KEYS),
        ("proposal", PROPOSAL_KEYS),
        ("decision", DECISION_KEYS),
        ("considerations", &[]),
        ("matter", MATTER_KEYS),
    ];
    let found = known.into_iter().find(|(name, _)| is_key(key, name)).map(|(_, keys)| keys);
    found.or_else(|| figures::keys_of(key)).unwrap_or(ANSWER_KEYS)
}

/// The areas of one file.
#[derive(Debug)]
pub struct Areas {
    /// Those without a fault, in the order of the file.
    pub areas: Vec<Area>,
    /// How many documents the file has.
    pub documents: usize,
    /// Whether one of them is no area but what people have written for a plan.
    pub plan: bool,
}

/// Reads every document of a file.
pub fn areas(source: &SourceText, rules: &RuleSet, faults: &mut Faults) -> Areas {
    let earlier = faults.len();
    let mut trees = Documents::new(&source.text);
    let mut next = trees.next(faults);
    if next.is_none() && faults.is_empty() {
        faults.add(Place::TOP, Fault::EmptyFile, &[]);
    }
    let (mut areas, mut documents, mut plan) = (Vec::new(), 0, false);
    while let Some(tree) = next {
        next = trees.next(faults);
        documents += 1;
        if is_plan(&tree.root) {
            plan = true;
            continue;
        }
        let stem = source.stem();
        let id = if documents > 1 || next.is_some() { format!("{stem}-{documents}") } else { stem };
        areas.extend(area(&tree, id, &source.path, rules, faults));
    }
    // Bytes that are not UTF-8 may stand in any of the areas.
    if earlier > 0 {
        areas.clear();
    }
    Areas { areas, documents, plan }
}

/// Reads the area of one tree, wherever the tree comes from; `None` where anything in it is at fault.
pub fn area(
    tree: &Tree,
    default_id: String,
    path: &str,
    rules: &RuleSet,
    faults: &mut Faults,
) -> Option<Area> {
    let before = faults.len();
    let area = Reader { rules, faults, whole: tree.whole }.area(tree, default_id, path);
    area.filter(|_| faults.len() == before && tree.sound)
}

/// Reads districts of no area for what is wrong with them.
pub fn districts(node: &Node, faults: &mut Faults) {
    figures::districts(node, true, faults);
}

/// Reads what stands beside an area file: answers and a current state to be put over those of an area.
pub fn overlay(
    area: &mut Area,
    answers: Option<&Node>,
    current: Option<&Node>,
    rules: &RuleSet,
    whole: bool,
    faults: &mut Faults,
) {
    let mut reader = Reader { rules, faults, whole };
    if let Some(node) = answers {
        // A criterion that the area answers, too, is not answered twice.
        let mut given = Area::unanswered(String::new(), String::new(), 0, rules.criteria.len());
        reader.answers(node, &mut given);
        for (key, answer) in given.answers.iter() {
            if given.evidence.at(key).is_some() {
                area.answers.set(key, answer);
                area.evidence.at_mut(key).clone_from(given.evidence.at(key));
            }
        }
    }
    if let Some(node) = current {
        area.current = reader.current(node).unwrap_or_default();
    }
}

/// Reads the id of an outcome.
pub fn outcome(node: &Node, rules: &RuleSet, faults: &mut Faults) -> Option<Outcome> {
    Reader { rules, faults, whole: true }.form(node, RuleSet::outcome_named)
}

/// Reads the name of a criterion.
pub fn criterion(node: &Node, rules: &RuleSet, faults: &mut Faults) -> Option<CriterionKey> {
    let name = node.word(faults)?;
    let found = rules.criterion_named(name);
    if found.is_none() {
        unknown_criterion(node, name, rules, faults);
    }
    found
}

/// Where a key belongs that does not belong among these.
fn home(rules: &RuleSet, keys: &[&'static str], name: &str) -> Option<&'static str> {
    let is_in = |others: &[&'static str]| keys != others && others.iter().any(|key| is_key(name, key));
    if rules.criterion_named(name).is_some() {
        Some("place-answers")
    } else if keys.is_empty() && is_in(ANSWER_KEYS) {
        Some("place-answer")
    } else if is_in(AREA_KEYS) {
        Some("place-top")
    } else if keys == AREA_KEYS && is_in(ANSWER_KEYS) {
        Some("place-answer")
    } else if keys == AREA_KEYS && is_in(CURRENT_KEYS) {
        Some("place-current")
    } else {
        None
    }
}

fn unknown_criterion(node: &Node, name: &str, rules: &RuleSet, faults: &mut Faults) {
    if is_disguised(node.place, name, faults, |bare| rules.criterion_named(bare).is_some()) {
        return;
    }
    let suggestion = nearest(name, criterion_names(rules));
    let words = [("name", name), ("rules", &rules.identity.id)];
    faults.suggest(node.place, Fault::UnknownCriterion, &words, suggestion);
}

struct Reader<'a> {
    rules: &'a RuleSet,
    faults: &'a mut Faults,
    whole: bool,
}

impl Reader<'_> {
    /// Notes that a file holds rules or tests of rules, which is one fault and not one for each of its keys.
    fn is_of_another_kind(&mut self, root: &Node) -> bool {
        let Value::Mapping(entries) = &root.value else { return false };
        let word = |node: &Node| match &node.value {
            Value::Scalar { text, .. } => Some(text.clone()),
            _ => None,
        };
        if entries.iter().filter_map(|(key, _)| word(key)).any(|key| is_key(&key, "area")) {
            return false;
        }
        let kinds =
            [("ruleset", Fault::RulesFile), ("tests", Fault::TestsFile), ("shared", Fault::SharedFile)];
        let found = kinds.into_iter().find_map(|(name, fault)| {
            let (key, _) = entries.iter().find(|(key, _)| word(key).is_some_and(|key| is_key(&key, name)))?;
            Some((key.place, fault))
        });
        if let Some((place, fault)) = found {
            self.faults.add(place, fault, &[]);
        }
        found.is_some()
    }

    fn area(&mut self, tree: &Tree, default_id: String, path: &str) -> Option<Area> {
        if self.is_of_another_kind(&tree.root) {
            return None;
        }
        let fields = self.open(&tree.root, AREA_KEYS)?;
        let name = fields.text("area", self.faults);
        let id = fields.optional_text("id", self.faults);
        let path = path.to_owned();
        let line = tree.root.place.line;
        let mut area = Area::unanswered(id.unwrap_or(default_id), path, line, self.rules.criteria.len());
        area.municipality = fields.optional_text("municipality", self.faults);
        area.board = fields.optional_text("board", self.faults);
        area.period = fields.given("period").and_then(|node| period(node, self.faults));
        area.group = fields.optional_text("group", self.faults);
        area.notes = fields.optional_text("notes", self.faults);
        if let Some(node) = fields.given("current") {
            area.current = self.current(node).unwrap_or_default();
        }
        if let Some(node) = fields.given("proposal") {
            area.proposal = self.proposal(node);
        }
        if let Some(node) = fields.given("decision") {
            area.decision = self.decision(node);
        }
        if let Some(node) = fields.given("considerations") {
            area.considerations = self.considerations(node);
        }
        if let Some(node) = fields.given("matter") {
            area.matter = self.matter(node);
        }
        if let Some(node) = fields.given("compensation") {
            area.compensation = figures::compensation(node, self.whole, self.faults);
        }
        if let Some(node) = fields.given("districts") {
            area.districts = figures::districts(node, self.whole, self.faults);
        }
        if let Some(node) = fields.given("answers") {
            self.answers(node, &mut area);
        }
        if let Some(service) = fields.given("service").and_then(|node| self.service(node)) {
            service.fill(&mut area.answers);
            area.service = Some(service.id.clone());
        }
        area.name = name?;
        Some(area)
    }

    fn open<'n>(&mut self, node: &'n Node, keys: &[&'static str]) -> Option<Fields<'n>> {
        let rules = self.rules;
        let elsewhere = |name: &str| home(rules, keys, name);
        Fields::open_among(node, keys, is_key, &elsewhere, self.whole, self.faults)
    }

    fn current(&mut self, node: &Node) -> Option<Current> {
        let fields = self.open(node, CURRENT_KEYS)?;
        Some(Current {
            form: fields.given("form").and_then(|node| self.stated(node)),
            as_of: fields.given("as_of").and_then(|node| date(node, self.faults)),
            users: fields.given("users").and_then(|node| self.count(node)),
            providers: fields
                .given("providers")
                .and_then(|node| self.portions(node, NumberKind::Count, Self::count))
                .unwrap_or_default(),
            share: fields.given("share").and_then(|node| self.shares(node)).unwrap_or_default(),
            geography: fields.optional_text("geography", self.faults),
            description: fields.optional_text("description", self.faults),
        })
    }

    fn decision(&mut self, node: &Node) -> Option<Decision> {
        let fields = self.open(node, DECISION_KEYS)?;
        Some(Decision {
            form: fields.given("form").and_then(|node| self.stated(node)),
            direction: fields.optional_text("direction", self.faults),
            motivation: fields.optional_text("motivation", self.faults),
            source: fields.optional_text("source", self.faults),
        })
    }

    fn portions<T>(
        &mut self,
        node: &Node,
        kind: NumberKind,
        read: fn(&mut Self, &Node) -> Option<T>,
    ) -> Option<Portions<T>> {
        let joined = commas::joined(node, |_| Some(kind), self.faults);
        let fields = self.open(joined.as_ref().unwrap_or(node), PROVIDER_KEYS)?;
        let mut part = |key| fields.given(key).and_then(|node| read(self, node));
        Some(Portions {
            municipal: part("municipal"),
            private: part("private"),
            nonprofit: part("nonprofit"),
        })
    }

    fn count(&mut self, node: &Node) -> Option<Count> {
        let word = node.word(self.faults)?;
        let number = parse_whole(word);
        if number.is_none() {
            NumberKind::Count.refuse(word, node.place, self.faults);
        }
        number
    }

    fn stated(&mut self, node: &Node) -> Option<Stated> {
        self.form(node, RuleSet::stated)
    }

    /// What a word names, of what can be named here.
    fn form<T>(&mut self, node: &Node, named: fn(&RuleSet, &str) -> Option<T>) -> Option<T> {
        let word = node.word(self.faults)?;
        let form = named(self.rules, word);
        let is_known = |bare: &str| named(self.rules, bare).is_some();
        if form.is_none() && !is_disguised(node.place, word, self.faults, is_known) {
            let ids: Vec<String> = self.rules.statable().map(|form| self.rules.stated_id(form)).collect();
            let ids: Vec<&str> =
                ids.iter().map(String::as_str).filter(|id| named(self.rules, id).is_some()).collect();
            let suggestion = nearest_form(word, ids.iter().copied());
            let words = [("found", word), ("known", &ids.join(", "))];
            self.faults.suggest(node.place, Fault::UnknownOutcome, &words, suggestion);
        }
        form
    }

    fn service(&mut self, node: &Node) -> Option<&Service> {
        let word = node.word(self.faults)?;
        let named = |word: &str| self.rules.services.iter().find(|service| service.is_named(word));
        let found = named(word);
        if found.is_none() && !is_disguised(node.place, word, self.faults, |bare| named(bare).is_some()) {
            let names = self.rules.services.iter().flat_map(Service::names);
            let suggestion = nearest(word, names);
            let words = [("found", word), ("rules", &self.rules.identity.id)];
            self.faults.suggest(node.place, Fault::UnknownService, &words, suggestion);
        }
        found
    }
}

/// Every name of every criterion.
fn criterion_names(rules: &RuleSet) -> impl Iterator<Item = &str> {
    rules.criteria.entries().iter().flat_map(Criterion::names)
}
