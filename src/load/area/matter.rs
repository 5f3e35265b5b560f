//! What a decision takes beside the answers: what is proposed, what else is weighed, the matter itself.
//!
//! In: nodes. Out: their texts, and a fault for each that does not fit.

use super::{MATTER_KEYS, NOTE_KEYS, PROPOSAL_KEYS, Reader};
use crate::load::decode::key_name;
use crate::load::fault::Fault;
use crate::load::names::is_key;
use crate::load::tree::Node;
use crate::model::{Proposal, Weighed};

impl Reader<'_> {
    pub(super) fn proposal(&mut self, node: &Node) -> Option<Proposal> {
        let fields = self.open(node, PROPOSAL_KEYS)?;
        Some(Proposal {
            form: fields.given("form").and_then(|node| self.stated(node)),
            direction: fields.optional_text("direction", self.faults),
            motivation: fields.optional_text("motivation", self.faults),
        })
    }

    /// Considerations: a text, or a mapping with its source, under an id of the rule set or a heading of the area's own.
    pub(super) fn considerations(&mut self, node: &Node) -> Vec<Weighed> {
        let mut weighed: Vec<Weighed> = Vec::new();
        for (key, value) in node.mapping(self.faults).unwrap_or_default() {
            let Some(name) = key_name(key, self.faults) else { continue };
            let known = self.rules.considerations.iter().find(|known| known.is_named(name));
            let id = known.map_or_else(|| name.trim().to_owned(), |known| known.id.clone());
            if id.is_empty() {
                self.faults.add(key.place, Fault::EmptyText, &[]);
                continue;
            }
            if weighed.iter().any(|earlier| earlier.id == id) {
                self.faults.add(key.place, Fault::DuplicateKey, &[("key", name)]);
                continue;
            }
            if value.is_null() {
                continue;
            }
            let (note, source) = if value.is_scalar() {
                (value.text(self.faults), None)
            } else {
                let Some(fields) = self.open(value, NOTE_KEYS) else { continue };
                let source = fields.optional_text("source", self.faults);
                (fields.text("note", self.faults), source)
            };
            weighed.extend(note.map(|note| Weighed { id, note, source }));
        }
        weighed
    }

    /// Texts of the matter, by heading; those that every matter has first.
    pub(super) fn matter(&mut self, node: &Node) -> Vec<(String, String)> {
        let mut texts: Vec<(String, String)> = Vec::new();
        for (key, value) in node.mapping(self.faults).unwrap_or_default() {
            let Some(name) = key_name(key, self.faults) else { continue };
            let known = MATTER_KEYS.iter().find(|known| is_key(name, known));
            let name = known.map_or_else(|| name.trim(), |known| *known).to_owned();
            if texts.iter().any(|(earlier, _)| *earlier == name) {
                self.faults.add(key.place, Fault::DuplicateKey, &[("key", &name)]);
            } else if name == "date" && !value.is_null() {
                texts.extend(super::date(value, self.faults).map(|date| (name, date)));
            } else if !value.is_null() {
                texts.extend(value.text(self.faults).map(|text| (name, text)));
            }
        }
        texts
    }
}
