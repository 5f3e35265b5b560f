//! Answers, criteria and outcomes typed as options.
//!
//! In: the words of the command line, a rule set. Out: what they mean, or everything that is wrong with them, said and
//! shown as for files: each pair is a line of a text whose name is that of its options.

use super::area;
use super::fault::{Diagnostic, Fault, Faults, Place};
use super::source::SourceText;
use super::tree::{Node, Value};
use crate::model::{Area, CriterionKey, Outcome, RuleSet, composed};

/// What was typed, with what is wrong in it.
#[derive(Debug)]
pub struct Typed<T> {
    /// What it means; only what is not at fault.
    pub value: T,
    /// The text its faults stand in.
    pub source: SourceText,
    /// Every fault, in order.
    pub faults: Vec<Diagnostic>,
}

/// Reads answers given as `criterion=answer`, and criteria whose answers are taken back.
#[must_use]
pub fn assignments(
    rules: &RuleSet,
    set: &[String],
    unset: &[String],
) -> Typed<Vec<(CriterionKey, Option<u8>)>> {
    let mut faults = Faults::default();
    let mut text = Lines::default();
    let mut entries = Vec::new();
    for pair in set {
        let line = text.add(pair);
        match pair.split_once('=') {
            Some((criterion, answer)) if !answer.trim().is_empty() => {
                let before = pair.strip_suffix(answer).unwrap_or_default();
                entries.push((line.node("", criterion), line.node(before, answer)));
            }
            _ => faults.add(line.whole(), Fault::NotAssignment, &[("found", pair)]),
        }
    }
    for criterion in unset {
        let line = text.add(criterion);
        let nothing = Value::Scalar { text: "".into(), plain: true };
        entries.push((line.node("", criterion), Node { place: line.whole(), value: nothing }));
    }
    let node = Node { place: Place::TOP, value: Value::Mapping(entries) };
    let mut given = Area::unanswered(String::new(), String::new(), 0, rules.criteria.len());
    area::overlay(&mut given, Some(&node), None, rules, true, &mut faults);
    let named = given.answers.iter().filter(|(key, _)| given.evidence.at(*key).is_some());
    let name = match (set.is_empty(), unset.is_empty()) {
        (false, false) => "--set --unset",
        (true, false) => "--unset",
        _ => "--set",
    };
    Typed { value: named.collect(), source: text.source(name), faults: faults.into_sorted() }
}

/// Reads the names of criteria.
#[must_use]
pub fn criteria(rules: &RuleSet, option: &str, names: &[String]) -> Typed<Vec<CriterionKey>> {
    let mut faults = Faults::default();
    let mut text = Lines::default();
    let read = |name: &String| {
        let line = text.add(name);
        area::criterion(&line.node("", name), rules, &mut faults)
    };
    let value = names.iter().filter_map(read).collect();
    Typed { value, source: text.source(option), faults: faults.into_sorted() }
}

/// Reads the id of an outcome, if one is given.
#[must_use]
pub fn outcome(rules: &RuleSet, option: &str, id: Option<&str>) -> Typed<Option<Outcome>> {
    let mut faults = Faults::default();
    let mut text = Lines::default();
    let value = id.and_then(|id| area::outcome(&text.add(id).node("", id), rules, &mut faults));
    Typed { value, source: text.source(option), faults: faults.into_sorted() }
}

/// A text that grows line by line.
#[derive(Default)]
struct Lines {
    text: String,
    number: usize,
}

/// A line of it.
#[derive(Clone, Copy)]
struct Line {
    number: usize,
    start: usize,
    end: usize,
}

impl Lines {
    fn add(&mut self, line: &str) -> Line {
        self.number += 1;
        let start = self.text.len();
        // A line break within what was typed would make two lines of it.
        self.text.extend(line.chars().map(|letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter }));
        let end = self.text.len();
        self.text.push('\n');
        Line { number: self.number, start, end }
    }

    fn source(self, name: &str) -> SourceText {
        SourceText { path: name.to_owned(), text: self.text, sheets: None }
    }
}

impl Line {
    fn whole(self) -> Place {
        Place { sheet: 0, line: self.number, column: 1, start: self.start, end: self.end }
    }

    /// A word of the line with what stands before it, without the blanks around it.
    fn node(self, before: &str, word: &str) -> Node {
        let text = word.trim();
        let lead = word.len() - word.trim_start().len();
        let letters =
            before.chars().count() + word.chars().take_while(|letter| letter.is_whitespace()).count();
        let start = (self.start + before.len() + lead).min(self.end);
        let end = (start + text.len()).min(self.end);
        let place = Place { sheet: 0, line: self.number, column: letters + 1, start, end };
        Node { place, value: Value::Scalar { text: composed(text).into(), plain: false } }
    }
}
