//! One line of JSON into a tree of nodes that know their places, as YAML's.
//!
//! In: the text of a line. Out: its tree, or what is wrong with it. Every number keeps the digits it was written
//! with, so that nothing is rounded on the way.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::fault::{Fault, Faults, Place};
use super::tree::{MAX_DEPTH, MAX_NODES, Node, Tree, Value};

/// The tree of the one value in `text`, which is line `line` of its file.
pub fn tree(text: &str, line: usize, faults: &mut Faults) -> Option<Tree> {
    let before = faults.len();
    let mut builder = Builder { text, line, column: (0, 1), nodes: 0, whole: true, faults };
    let root = match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => builder.node(raw, MAX_DEPTH),
        Err(error) => {
            builder.syntax(&error, 0);
            return None;
        }
    };
    Some(Tree { root, whole: builder.whole, sound: faults.len() == before })
}

struct Builder<'a> {
    text: &'a str,
    line: usize,
    /// The last byte whose column was counted, and that column: places are asked for from left to right.
    column: (usize, usize),
    nodes: usize,
    whole: bool,
    faults: &'a mut Faults,
}

impl Builder<'_> {
    fn node(&mut self, raw: &RawValue, depth: usize) -> Node {
        let place = self.place(raw.get());
        self.nodes += 1;
        let value = if self.nodes > MAX_NODES {
            self.beyond(place, Fault::TooManyNodes, MAX_NODES)
        } else {
            match raw.get().bytes().next() {
                Some(b'{' | b'[') if depth == 0 => self.beyond(place, Fault::YamlNesting, MAX_DEPTH),
                Some(b'{') => self.read::<Entries<'_>>(raw, place, |builder, entries| {
                    Value::Mapping(entries.0.iter().map(|entry| builder.entry(entry, depth - 1)).collect())
                }),
                Some(b'[') => self.read::<Items<'_>>(raw, place, |builder, items| {
                    Value::List(items.0.iter().map(|item| builder.node(item, depth - 1)).collect())
                }),
                Some(b'"') => self
                    .read::<String>(raw, place, |_, text| Value::Scalar { text: text.into(), plain: false }),
                _ => Value::Scalar { text: raw.get().into(), plain: true },
            }
        };
        Node { place, value }
    }

    fn entry(&mut self, (key, value): &(Key<'_>, &RawValue), depth: usize) -> (Node, Node) {
        let (text, place) = match key {
            Key::Plain(text) => {
                // The quotation marks belong to it, as in YAML.
                let place = self.place(text);
                let (start, column) = (place.start.saturating_sub(1), place.column.saturating_sub(1));
                ((*text).into(), Place { start, column, end: place.end + 1, ..place })
            }
            // A key with escapes has no stretch of the line that reads like it.
            Key::Escaped(text) => (text.as_str().into(), self.place(value.get())),
        };
        (Node { place, value: Value::Scalar { text, plain: false } }, self.node(value, depth))
    }

    /// Reads a value in more detail; what was skimmed before can still hold an escape that means nothing.
    fn read<'r, T: Deserialize<'r>>(
        &mut self,
        raw: &'r RawValue,
        place: Place,
        make: impl FnOnce(&mut Self, T) -> Value,
    ) -> Value {
        match serde_json::from_str::<T>(raw.get()) {
            Ok(read) => make(self, read),
            Err(error) => {
                self.syntax(&error, place.start);
                Value::Broken
            }
        }
    }

    fn beyond(&mut self, place: Place, fault: Fault, limit: usize) -> Value {
        if self.whole {
            self.faults.add(place, fault, &[("limit", &limit.to_string())]);
        }
        self.whole = false;
        Value::Broken
    }

    /// Notes what the parser says of the text from `origin` on; it counts columns in bytes.
    fn syntax(&mut self, error: &serde_json::Error, origin: usize) {
        let mut start = (origin + error.column().saturating_sub(1)).min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let column = self.text.get(..start).unwrap_or("").chars().count() + 1;
        let width = self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let place = Place { line: self.line, column, start, end: start + width, ..Place::TOP };
        let fault = if error.is_eof() { Fault::JsonEnds } else { Fault::JsonSyntax };
        self.faults.add(place, fault, &[]);
    }

    /// The place of a part of the line.
    fn place(&mut self, part: &str) -> Place {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        let (counted, column) = self.column;
        let column = match self.text.get(counted..start) {
            Some(between) => column + between.chars().count(),
            None => self.text.get(..start).unwrap_or("").chars().count() + 1,
        };
        self.column = (start, column);
        Place { line: self.line, column, start, end: start + part.len(), ..Place::TOP }
    }
}

/// A mapping whose values are still as they were written, duplicate keys included.
struct Entries<'a>(Vec<(Key<'a>, &'a RawValue)>);

/// A list whose items are still as they were written.
struct Items<'a>(Vec<&'a RawValue>);

/// A key: a stretch of the line where it has no escapes.
enum Key<'a> {
    Plain(&'a str),
    Escaped(String),
}

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Entries<'de>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Read)
    }
}

impl<'de> Deserialize<'de> for Items<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Items<'de>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
        }
        deserializer.deserialize_seq(Read)
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Key<'de>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a key")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key::Plain(text))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key::Escaped(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Read)
    }
}
