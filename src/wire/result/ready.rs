//! What every result repeats of a rule set, made JSON once for thousands of results.
//!
//! In: a rule set. Out: its texts, sources and advice as JSON, found by where they stand in memory. Never changes a byte
//! of what is written.

use std::collections::HashMap;
use std::ptr::from_ref;

use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::parts::{AdviceObject, SourceObject};
use crate::model::{Bilingual, Citation, Lang, Rule, RuleSet};

/// Parts of one rule set that are JSON already; empty, it only means that each part is written anew.
#[derive(Debug, Default)]
pub struct Ready(HashMap<usize, Box<RawValue>>);

impl Ready {
    /// The parts of this rule set in one language.
    #[must_use]
    pub fn new(rules: &RuleSet, lang: Lang) -> Self {
        let mut ready = Self::default();
        for rule in rules.rules().filter(|rule| rule.kind().gives_reasons()) {
            ready.texts([Some(&rule.head().why)], lang);
            if let Rule::Gate(gate) = rule {
                ready.texts([gate.met.as_ref(), gate.reservation.as_ref()], lang);
            }
            ready.source(&rule.head().sources);
        }
        for criterion in rules.criteria.entries() {
            ready.texts([Some(&criterion.question)], lang);
        }
        for advice in &rules.advice {
            ready.put(advice, &AdviceObject::of(advice, lang));
        }
        ready
    }

    fn texts<const N: usize>(&mut self, texts: [Option<&Bilingual>; N], lang: Lang) {
        for text in texts.into_iter().flatten() {
            self.put(text, text.get(lang));
        }
    }

    fn source(&mut self, sources: &[Citation]) {
        if let Some((source, object)) = sources.first().zip(SourceObject::first(sources)) {
            self.put(source, &object);
        }
    }

    fn put<K, V: Serialize + ?Sized>(&mut self, part: &K, value: &V) {
        // What cannot be made ready is written anew each time, and says there what is wrong.
        if let Ok(json) = to_raw_value(value) {
            self.0.insert(from_ref(part).addr(), json);
        }
    }

    /// The JSON of a part if it is ready, or else what it is made of.
    pub fn or<K, V>(&self, part: &K, value: impl FnOnce() -> V) -> Piece<'_, V> {
        match self.0.get(&from_ref(part).addr()) {
            Some(json) => Piece::Ready(json),
            None => Piece::Anew(value()),
        }
    }
}

/// A part of a result.
#[derive(Debug)]
pub enum Piece<'a, V> {
    /// Its JSON.
    Ready(&'a RawValue),
    /// What it is made of.
    Anew(V),
}

impl<V: Serialize> Serialize for Piece<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Ready(json) => json.serialize(serializer),
            Self::Anew(value) => value.serialize(serializer),
        }
    }
}
