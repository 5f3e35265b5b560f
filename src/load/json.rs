//! One line of JSON into a tree of nodes that know their places, as YAML's.
//!
//! In: the text of a line. Out: its tree, or what is wrong with it. Every number keeps the digits it was written
//! with, so that nothing is rounded on the way.

use serde::de::IgnoredAny;

use super::fault::{Fault, Faults, Place};
use super::tree::{MAX_DEPTH, MAX_NODES, Node, Tree, Value};
use crate::model::composed;

/// The tree of the one value in `text`, which is line `line` of its file.
pub fn tree(text: &str, line: usize, faults: &mut Faults) -> Option<Tree> {
    let before = faults.len();
    let mut builder = Builder { text, line, at: 0, column: (0, 1), nodes: 0, whole: true, faults };
    // The library says whether it is JSON at all; where it is, its parts are found by their first letters.
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        builder.syntax(&error, 0);
        return None;
    }
    let root = builder.node(MAX_DEPTH);
    Some(Tree { root, whole: builder.whole, sound: faults.len() == before })
}

struct Builder<'a> {
    text: &'a str,
    line: usize,
    /// The next byte to look at.
    at: usize,
    /// The last byte whose column was counted, and that column: places are asked for from left to right.
    column: (usize, usize),
    nodes: usize,
    whole: bool,
    faults: &'a mut Faults,
}

impl Builder<'_> {
    /// Reads a value.
    fn node(&mut self, depth: usize) -> Node {
        let start = self.skip_blanks();
        let mut place = self.place(start);
        self.nodes += 1;
        let value = if self.nodes > MAX_NODES {
            self.skip_value();
            place.end = self.at;
            self.beyond(place, Fault::TooManyNodes, MAX_NODES)
        } else {
            match self.byte() {
                Some(b'{' | b'[') if depth == 0 => {
                    self.skip_value();
                    place.end = self.at;
                    self.beyond(place, Fault::YamlNesting, MAX_DEPTH)
                }
                Some(b'{') => {
                    let mut entries = Vec::new();
                    self.each(|builder| entries.push(builder.entry(depth - 1)));
                    Value::Mapping(entries)
                }
                Some(b'[') => {
                    let mut items = Vec::new();
                    self.each(|builder| items.push(builder.node(depth - 1)));
                    Value::List(items)
                }
                Some(b'"') => self.string(place),
                _ => {
                    self.skip_value();
                    Value::Scalar { text: self.since(start).into(), plain: true }
                }
            }
        };
        place.end = self.at;
        Node { place, value }
    }

    /// Reads a key and its value.
    fn entry(&mut self, depth: usize) -> (Node, Node) {
        let start = self.skip_blanks();
        let mut place = self.place(start);
        let value = self.string(place);
        place.end = self.at;
        self.skip_blanks();
        // The colon.
        self.at += 1;
        (Node { place, value }, self.node(depth))
    }

    /// Reads what stands between a pair of brackets, parted by commas.
    fn each(&mut self, mut read: impl FnMut(&mut Self)) {
        loop {
            // The bracket that opens, or a comma.
            self.at += 1;
            self.skip_blanks();
            if !matches!(self.byte(), Some(b'}' | b']')) {
                read(self);
                self.skip_blanks();
            }
            if self.byte() != Some(b',') {
                // The bracket that closes.
                self.at += 1;
                return;
            }
        }
    }

    /// Reads a text in quotation marks.
    fn string(&mut self, place: Place) -> Value {
        let escaped = self.skip_string();
        let quoted = self.since(place.start);
        if !escaped {
            let text = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(quoted);
            return Value::Scalar { text: composed(text).into(), plain: false };
        }
        // What was skimmed before can still hold an escape that means nothing.
        match serde_json::from_str::<String>(quoted) {
            Ok(text) => Value::Scalar { text: composed(&text).into(), plain: false },
            Err(error) => {
                self.syntax(&error, place.start);
                Value::Broken
            }
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn since(&self, start: usize) -> &str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// Goes to the next byte that is not blank, and says where it is.
    fn skip_blanks(&mut self) -> usize {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.at
    }

    /// Goes past a text in quotation marks, and says whether it has escapes.
    fn skip_string(&mut self) -> bool {
        let mut escaped = false;
        self.at += 1;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            match memchr::memchr2(b'"', b'\\', rest) {
                Some(length) if rest.get(length) == Some(&b'\\') => {
                    escaped = true;
                    self.at += length + 2;
                }
                length => {
                    self.at += length.map_or(rest.len(), |length| length + 1);
                    return escaped;
                }
            }
        }
    }

    /// Goes past a value, whatever it is.
    fn skip_value(&mut self) {
        let mut depth = 0usize;
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.skip_string();
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                // A word or a number.
                Some(_) => self.at += 1,
                None => return,
            }
            let ends =
                matches!(self.byte(), None | Some(b',' | b':' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r'));
            if depth == 0 && ends {
                return;
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
        let width = self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let place = Place { end: start + width, ..self.place(start) };
        let fault = if error.is_eof() { Fault::JsonEnds } else { Fault::JsonSyntax };
        self.faults.add(place, fault, &[]);
    }

    /// The place of what begins at a byte, and ends there for now.
    fn place(&mut self, start: usize) -> Place {
        let (counted, column) = self.column;
        let between = self.text.get(counted..start).unwrap_or("");
        self.column = (start, column + between.chars().count());
        Place { line: self.line, column: self.column.1, start, end: start, ..Place::TOP }
    }
}
