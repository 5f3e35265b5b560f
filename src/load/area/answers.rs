//! The answers of an area, with what supports them.
//!
//! In: the mapping under `answers`. Out: an answer and its evidence for each criterion that it names, a fault for each that
//! does not fit.

use super::{ANSWER_KEYS, Reader, home, unknown_criterion};
use crate::load::answer::{Told, names, perhaps, told};
use crate::load::decode::key_name;
use crate::load::disguise::is_disguised;
use crate::load::fault::Fault;
use crate::load::tree::{Node, Value};
use crate::model::{Area, Criterion, CriterionKey, Evidence, Lang, lower_case};

impl Reader<'_> {
    pub(super) fn answers(&mut self, node: &Node, area: &mut Area) {
        let Some(entries) = node.mapping(self.faults) else { return };
        for (key, value) in entries {
            let Some(name) = key_name(key, self.faults) else { continue };
            let Some(criterion) = self.rules.criterion_named(name) else {
                match home(self.rules, &[], name) {
                    Some(place) => {
                        let words = [("key", name), ("place-kind", place)];
                        self.faults.add(key.place, Fault::MisplacedKey, &words);
                    }
                    None => unknown_criterion(key, name, self.rules, self.faults),
                }
                continue;
            };
            if let Some(earlier) = area.evidence.at(criterion) {
                let words = [("name", name), ("line", &earlier.line.to_string())];
                self.faults.add(key.place, Fault::DuplicateCriterion, &words);
                // Read for its faults alone.
                self.answer(value, criterion, name);
                continue;
            }
            let (answer, mut evidence) = self.answer(value, criterion, name);
            evidence.line = key.place.line;
            evidence.column = key.place.column;
            evidence.answered = answer.is_some();
            area.answers.set(criterion, answer);
            *area.evidence.at_mut(criterion) = Some(evidence);
        }
    }

    /// An answer as a word, or as a mapping with what supports it.
    fn answer(&mut self, node: &Node, criterion: CriterionKey, name: &str) -> (Option<u8>, Evidence) {
        let mut evidence = Evidence::default();
        if !matches!(node.value, Value::Mapping(_)) {
            return (self.word(node, criterion, name), evidence);
        }
        let Some(fields) = self.open(node, ANSWER_KEYS) else { return (None, evidence) };
        evidence.note = fields.optional_text("note", self.faults);
        evidence.source = fields.optional_text("source", self.faults);
        let answer = fields.require("answer", self.faults);
        (answer.and_then(|node| self.word(node, criterion, name)), evidence)
    }

    fn word(&mut self, node: &Node, criterion: CriterionKey, name: &str) -> Option<u8> {
        if node.is_null() {
            return None;
        }
        let word = node.word(self.faults)?;
        let criterion = self.rules.criteria.at(criterion);
        match told(criterion, word) {
            Some(Told::Answer(answer)) => Some(answer),
            Some(Told::Unknown) => None,
            None => {
                self.wrong_answer(node, word, criterion, name);
                None
            }
        }
    }

    fn wrong_answer(&mut self, node: &Node, word: &str, criterion: &Criterion, name: &str) {
        if is_disguised(node.place, word, self.faults, |bare| told(criterion, bare).is_some()) {
            return;
        }
        // A file speaks the language of its keys.
        let is_english = criterion.id != criterion.alias && lower_case(name) == criterion.id;
        let suggestion = perhaps(criterion, word, if is_english { Lang::En } else { Lang::Sv });
        if criterion.graded {
            let words = [("found", word), ("name", name)];
            self.faults.suggest(node.place, Fault::WrongAnswer, &words, suggestion);
        } else {
            let options: Vec<&str> =
                criterion.answers().flat_map(|answer| names(criterion, answer)).collect();
            let words = [("found", word), ("name", name), ("known", &options.join(", "))];
            self.faults.suggest(node.place, Fault::WrongOption, &words, suggestion);
        }
    }
}
