//! Small pieces of prose: sentences with their sources, numbers in words, names within a sentence.
//!
//! In: texts of areas and rules. Out: the same, fit to stand in running text.

use super::Writer;
use crate::model::CriterionKey;
pub(super) use crate::say::words::{listed, sentence};
use crate::texts::Texts;

impl<'a> Writer<'a> {
    /// The evidence of a criterion with its source, as a sentence.
    pub(super) fn noted(&self, criterion: CriterionKey) -> Option<String> {
        let evidence = self.found.area.evidence.at(criterion).as_ref()?;
        Some(self.cited(evidence.note.as_deref()?, evidence.source.as_deref()))
    }

    /// A text with its source in brackets; one that has brackets itself is named behind it.
    pub(super) fn cited(&self, text: &str, source: Option<&str>) -> String {
        match source.map(|source| source.trim().trim_end_matches('.')) {
            Some(source) if source.contains(['(', ')']) => self.texts.memo_source(source, sentence(text)),
            source => cited(text, source),
        }
    }

    /// A period as it is written: `2027–2030`.
    pub(super) fn period(&mut self) -> (String, Option<String>) {
        let Some(period) = &self.found.area.period else {
            let mark = self.gap(self.texts.memo_gap_period());
            return (mark.clone(), Some(mark));
        };
        let years: Vec<&str> = period.split('-').map(str::trim).collect();
        let is_year = |year: &&str| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit());
        let said =
            if years.len() == 2 && years.iter().all(is_year) { years.join("–") } else { period.clone() };
        (said, None)
    }
}

/// A small number in a word.
pub(super) fn number(texts: &Texts, number: usize) -> String {
    let word = texts.memo_numbers().split(' ').nth(number);
    word.map_or_else(|| number.to_string(), str::to_owned)
}

/// A text with its source in brackets, within its last sentence.
pub(super) fn cited(text: &str, source: Option<&str>) -> String {
    let Some(source) = source else { return sentence(text) };
    let source = source.trim().trim_end_matches('.');
    match text.trim().strip_suffix('.') {
        Some(before) => format!("{before} ({source})."),
        None if text.trim().ends_with(['?', '!']) => format!("{} ({source})", text.trim()),
        None => format!("{} ({source}).", text.trim()),
    }
}
