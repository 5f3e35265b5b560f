//! From nodes to values, a fault for each that does not fit.
//!
//! In: nodes. Out: texts, mappings, lists. Every function notes what is wrong and goes on; none guesses.

use super::disguise::is_disguised;
use super::fault::{Fault, Faults, Place};
use super::names::{is_key, swedish};
use super::slip;
use super::suggest::nearest;
use super::tree::{Node, Value};
use crate::model::meant;

impl Node {
    /// Whether nothing is given: an empty value, `null` or `~` without quotation marks.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Whether it is a word, number or text.
    #[must_use]
    pub const fn is_scalar(&self) -> bool {
        matches!(self.value, Value::Scalar { .. })
    }

    /// The word or text here; anything else is a fault.
    pub fn word(&self, faults: &mut Faults) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => self.wrong_type("text", faults),
        }
    }

    /// What the word here stands for, `any_case` or as it is written; a word that is not known is a fault.
    pub fn one_of<T: Copy>(
        &self,
        known: &[(&'static str, T)],
        any_case: bool,
        faults: &mut Faults,
    ) -> Option<T> {
        let word = self.word(faults)?;
        let meant = if any_case { meant(word.trim()).to_lowercase() } else { word.to_owned() };
        let found = known.iter().find(|(name, _)| *name == meant).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let suggestion = nearest(word, names.iter().copied());
            let words = [("found", word), ("known", &names.join(", "))];
            faults.suggest(self.place, Fault::UnknownWord, &words, suggestion);
        }
        found
    }

    /// The text here, which must not be empty.
    pub fn text(&self, faults: &mut Faults) -> Option<String> {
        let text = self.word(faults)?;
        if text.trim().is_empty() || self.is_null() {
            faults.add(self.place, Fault::EmptyText, &[]);
            return None;
        }
        Some(text.trim().to_owned())
    }

    /// The list here; a single value counts as a list of one.
    pub fn one_or_more(&self) -> &[Self] {
        match &self.value {
            Value::List(list) => list,
            _ => std::slice::from_ref(self),
        }
    }

    /// The list here; anything else is a fault.
    pub fn list(&self, faults: &mut Faults) -> &[Self] {
        match &self.value {
            Value::List(list) => list,
            _ => self.wrong_type("list", faults).unwrap_or_default(),
        }
    }

    /// The entries of a mapping; anything else is a fault.
    pub fn mapping(&self, faults: &mut Faults) -> Option<&[(Self, Self)]> {
        match &self.value {
            Value::Mapping(entries) => Some(entries),
            _ => self.wrong_type("mapping", faults),
        }
    }

    /// Notes that something else was expected here.
    pub fn wrong_type<T>(&self, expected: &'static str, faults: &mut Faults) -> Option<T> {
        let found = match &self.value {
            Value::Broken => return None,
            Value::Scalar { .. } if self.is_null() => "nothing",
            Value::Scalar { .. } => "text",
            Value::List(_) => "list",
            Value::Mapping(_) => "mapping",
        };
        if let Value::Scalar { text, plain: true } = &self.value
            && expected == "mapping"
            && let Some(slip) = slip::in_text(text)
        {
            let words: Vec<_> = slip.words.iter().map(|(name, word)| (*name, word.as_str())).collect();
            faults.add(self.place, slip.fault, &words);
            return None;
        }
        let help = format!("{expected}-help");
        let words =
            [("expected-kind", expected), ("found-kind", found), ("expected-help-kind", help.as_str())];
        faults.add(self.head(), Fault::WrongType, &words);
        None
    }

    /// Where the node begins: of a list or mapping only its first character.
    #[must_use]
    pub fn head(&self) -> Place {
        match self.value {
            Value::Scalar { .. } | Value::Broken => self.place,
            _ => Place { end: self.place.start, ..self.place },
        }
    }
}

/// A mapping whose keys are known beforehand.
#[derive(Debug)]
pub struct Fields<'n> {
    place: Place,
    /// Whether what is missing is surely missing, and not misspelt or unreadable.
    pub whole: bool,
    entries: Vec<(&'static str, &'n Node)>,
}

impl<'n> Fields<'n> {
    /// Opens a mapping: notes keys that are unknown or given twice.
    pub fn open(node: &'n Node, known: &[&'static str], whole: bool, faults: &mut Faults) -> Option<Self> {
        Self::open_as(node, known, |word, key| word == key, whole, faults)
    }

    /// The same where a key can be written in several ways.
    pub fn open_as(
        node: &'n Node,
        known: &[&'static str],
        is: fn(&str, &str) -> bool,
        whole: bool,
        faults: &mut Faults,
    ) -> Option<Self> {
        Self::open_among(node, known, is, &|_| None, whole, faults)
    }

    /// The same among other mappings, whose keys belong where `elsewhere` says.
    pub fn open_among(
        node: &'n Node,
        known: &[&'static str],
        is: fn(&str, &str) -> bool,
        elsewhere: &dyn Fn(&str) -> Option<&'static str>,
        whole: bool,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut fields = Self { place: node.head(), whole, entries: Vec::new() };
        for (key, value) in node.mapping(faults)? {
            let Some(name) = key_name(key, faults) else {
                // What is missing may be what could not be read.
                fields.whole &= !matches!(key.value, Value::Broken);
                continue;
            };
            let Some(known_name) = known.iter().find(|known| is(name, known)) else {
                let is_known =
                    |bare: &str| known.iter().any(|known| is(bare, known)) || elsewhere(bare).is_some();
                let [names, others] = names(node, known, is, faults.in_swedish);
                let suggestion = nearest(name, names.iter().chain(&others).copied());
                match elsewhere(name) {
                    _ if is_disguised(key.place, name, faults, is_known) => {}
                    // What is one letter from a key here is no key from outside.
                    Some(place) if place != "place-top" || suggestion.is_none() => {
                        let words = [("key", name), ("place-kind", place)];
                        faults.add(key.place, Fault::MisplacedKey, &words);
                    }
                    _ => {
                        let words = [("key", name), ("known", &names.join(", "))];
                        faults.suggest(key.place, Fault::UnknownKey, &words, suggestion);
                    }
                }
                // What is missing is most likely what was misspelt.
                fields.whole = false;
                continue;
            };
            if let Some(other) = swedish(known_name) {
                faults.in_swedish = is_key(name, other);
            }
            if fields.get(known_name).is_some() {
                faults.add(key.place, Fault::DuplicateKey, &[("key", name)]);
            } else {
                fields.entries.push((known_name, value));
            }
        }
        Some(fields)
    }

    /// The value of a key; a key without a value counts as absent.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(name, _)| *name == key).map(|(_, node)| *node)
    }

    /// The value of a key that may be left out or left empty.
    #[must_use]
    pub fn given(&self, key: &str) -> Option<&'n Node> {
        self.get(key).filter(|node| !node.is_null())
    }

    /// The value of a key that must be there.
    pub fn require(&self, key: &'static str, faults: &mut Faults) -> Option<&'n Node> {
        let found = self.get(key);
        if found.is_none() && self.whole {
            let called = swedish(key).filter(|_| faults.in_swedish).unwrap_or(key);
            faults.add(self.place, Fault::MissingKey, &[("key", called)]);
        }
        found
    }

    /// A text that must be there.
    pub fn text(&self, key: &'static str, faults: &mut Faults) -> Option<String> {
        self.require(key, faults)?.text(faults)
    }

    /// A text that may be left out or left empty.
    pub fn optional_text(&self, key: &'static str, faults: &mut Faults) -> Option<String> {
        self.given(key)?.text(faults)
    }
}

/// Whether a tree is that of a plan file: it says so, and holds neither an area nor rules, which say something of plans, too.
pub fn is_plan(root: &Node) -> bool {
    let has = |name: &str| {
        root.entries().iter().any(|(key, _)| key.word_of().is_some_and(|word| is_key(word, name)))
    };
    has("plan") && !has("area") && !has("ruleset")
}

/// The name of a key; a merge key, or a key that is not a word, is a fault.
pub fn key_name<'n>(key: &'n Node, faults: &mut Faults) -> Option<&'n str> {
    match &key.value {
        Value::Scalar { text, plain: true } if text == "<<" => {
            faults.add(key.place, Fault::YamlMerge, &[]);
            None
        }
        Value::Scalar { text, .. } => Some(text),
        Value::Broken => None,
        _ => {
            faults.add(key.head(), Fault::YamlKey, &[]);
            None
        }
    }
}

/// What keys are called: in the language of those that are there, or of those before, then in the other.
fn names(
    node: &Node,
    known: &[&'static str],
    is: fn(&str, &str) -> bool,
    in_swedish: bool,
) -> [Vec<&'static str>; 2] {
    let other = |key: &&'static str| swedish(key).filter(|name| is(name, key)).unwrap_or(key);
    let swedish: Vec<&str> = known.iter().map(other).collect();
    let written =
        |name: &str| node.entries().iter().any(|(key, _)| key.word_of().is_some_and(|word| is(word, name)));
    let own =
        |names: &[&str], others: &[&str]| names.iter().any(|name| !others.contains(name) && written(name));
    let is_swedish = own(&swedish, known) || (in_swedish && !own(known, &swedish));
    let mut names = [known.to_vec(), swedish];
    if is_swedish {
        names.reverse();
    }
    names
}
