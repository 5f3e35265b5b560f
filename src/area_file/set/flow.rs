//! Changes to answers within braces.

use super::block::reads;
use super::{Changes, Editor};
use crate::area_file::layout::Spot;
use crate::area_file::scalar;

impl Editor<'_> {
    /// The first answer of an area that stands within braces and has no key `answers`.
    pub(super) fn begin_flow_answers(&self, changes: &mut Changes) -> Option<()> {
        let root = &self.document.root;
        let answers = format!(", {}: {{ {} }}", self.like(root, self.key("answers")), self.pair(root));
        changes.insert(end(root.entries().last()?), answers);
        Some(())
    }

    /// One more answer within the braces of the answers.
    pub(super) fn add_to_flow(&self, answers: &Spot, changes: &mut Changes) -> Option<()> {
        match answers.entries().last() {
            Some(last) => changes.insert(end(last), format!(", {}", self.pair(answers))),
            None if answers.is_flow() => {
                changes.insert(answers.range.start + 1, self.pair(&self.document.root))
            }
            None => {
                let (key, _) = self.document.root.entry("answers")?;
                let pair = format!("{{ {} }}", self.pair(&self.document.root));
                self.put_in_flow(key, answers, &pair, changes);
            }
        }
        Some(())
    }

    /// Another answer or other evidence where braces stand around the answer, the answers, or both.
    pub(super) fn change_flow(&self, name: &Spot, value: &Spot, changes: &mut Changes) -> Option<()> {
        let Some((key, answer)) = value.entry("answer") else {
            let new = match self.evidence().next() {
                None => self.like(value, self.word()),
                Some(_) => self.mapping(name),
            };
            self.put_in_flow(name, value, &new, changes);
            return Some(());
        };
        if !self.same_answer {
            self.put_in_flow(key, answer, &self.like(answer, self.word()), changes);
        }
        let mut behind = answer.range.end.max(key.range.end);
        for (key, wanted) in [("note", self.given.note), ("source", self.given.source)] {
            match (value.entry(key), wanted) {
                (Some(entry), Some(wanted)) => {
                    if !reads(&entry.1, wanted) {
                        self.put_in_flow(&entry.0, &entry.1, &scalar::double(wanted), changes);
                    }
                    behind = end(entry);
                }
                (Some((name, found)), None) => self.take_out_of_flow(value, name, found, changes)?,
                (None, Some(wanted)) => {
                    changes.insert(
                        behind,
                        format!(", {}: {}", self.like(value, self.key(key)), scalar::double(wanted)),
                    );
                }
                (None, None) => {}
            }
        }
        Some(())
    }

    /// Takes an entry out of its braces, with the comma that sets it apart.
    pub(super) fn take_out_of_flow(
        &self,
        mapping: &Spot,
        name: &Spot,
        value: &Spot,
        changes: &mut Changes,
    ) -> Option<()> {
        let entries = mapping.entries();
        let position = entries.iter().position(|(key, _)| key.range == name.range)?;
        let own_end = value.range.end.max(name.range.end);
        let next = entries.get(position + 1).map(|(key, _)| key.range.start);
        let before = position.checked_sub(1).and_then(|before| entries.get(before)).map(end);
        let stretch = match (before, next) {
            (Some(before), _) => before..own_end,
            (None, Some(next)) => name.range.start..next,
            // The last comma, too, if there is one.
            (None, None) => mapping.range.start + 1..mapping.range.end.checked_sub(1)?,
        };
        changes.replace(stretch, "");
        Some(())
    }

    /// Puts something in the place of a value within braces.
    fn put_in_flow(&self, name: &Spot, value: &Spot, new: &str, changes: &mut Changes) {
        match self.colon(name) {
            _ if !value.range.is_empty() => changes.replace(value.range.clone(), new),
            Some(colon) => changes.insert(colon, format!(" {new}")),
            None => changes.insert(name.range.end, format!(": {new}")),
        }
    }

    /// The criterion with its answer.
    fn pair(&self, like: &Spot) -> String {
        let name = self.like(like, self.name());
        match self.evidence().next() {
            None => format!("{name}: {}", self.like(like, self.word())),
            Some(_) => format!("{name}: {}", self.mapping(like)),
        }
    }

    /// The answer with its evidence, within braces.
    fn mapping(&self, like: &Spot) -> String {
        let answer = format!("{}: {}", self.like(like, self.key("answer")), self.like(like, self.word()));
        let evidence = self
            .evidence()
            .map(|(key, text)| format!("{}: {}", self.like(like, self.key(key)), scalar::double(text)));
        let all: Vec<String> = [answer].into_iter().chain(evidence).collect();
        format!("{{ {} }}", all.join(", "))
    }

    /// A word, in quotation marks where what is around it has them, as in JSON.
    fn like(&self, around: &Spot, word: &str) -> String {
        let stretch = around.entries().first().map_or(&around.range, |(key, _)| &key.range);
        let around = self.text.get(stretch.clone()).unwrap_or("");
        let is_word = word.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        match around.chars().next() {
            Some('\'') if is_word => format!("'{word}'"),
            Some('"') => scalar::double(word),
            _ if is_word => word.to_owned(),
            _ => scalar::double(word),
        }
    }
}

/// The byte behind an entry.
fn end((key, value): &(Spot, Spot)) -> usize {
    value.range.end.max(key.range.end)
}
