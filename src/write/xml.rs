//! Parts of an Office file that is there already, read as XML and changed at single places.
//!
//! In: the text of a part. Out: its nodes, and the same text with some places put anew: whatever is not touched stays
//! as it was, letter by letter.

use std::ops::Range;

use roxmltree::{Document, Node, ParsingOptions};

/// The most elements and texts of a part; a document of a thousand pages has some hundred thousand.
const MAX_NODES: u32 = 2_000_000;

/// Why a part is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It has more elements than any document.
    TooLarge,
    /// It is not well-formed.
    Broken,
}

/// Reads a part.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Unread> {
    parse_up_to(text, MAX_NODES)
}

/// Reads a part with no more elements and texts than this.
pub(super) fn parse_up_to(text: &str, limit: u32) -> Result<Document<'_>, Unread> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: limit, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Unread::TooLarge,
        _ => Unread::Broken,
    })
}

/// The places of a text that are put anew.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts something in the place of what stands there.
    pub(super) fn put(&mut self, place: Range<usize>, new: impl Into<String>) {
        self.0.push((place, new.into()));
    }

    /// Puts something in, before whatever begins there.
    pub(super) fn insert(&mut self, at: usize, new: impl Into<String>) {
        self.put(at..at, new);
    }

    /// Takes something out.
    pub(super) fn remove(&mut self, place: Range<usize>) {
        self.put(place, "");
    }

    /// Puts something in behind all that an element holds, also where it holds nothing.
    pub(super) fn append(&mut self, text: &str, node: Node<'_, '_>, new: &str) {
        let range = node.range();
        let whole = text.get(range.clone()).unwrap_or_default();
        if let Some(open) = whole.strip_suffix("/>") {
            let name = open.trim_start_matches('<');
            let name = name.split(|letter: char| letter.is_whitespace()).next().unwrap_or_default();
            self.put(range.end - 2..range.end, format!(">{new}</{name}>"));
        } else if let Some(end) = whole.rfind("</") {
            self.insert(range.start + end, new);
        }
    }

    /// The text with all of it, from one place to another.
    pub(super) fn made(mut self, text: &str, within: Range<usize>) -> String {
        // What is put in at one place stays in the order in which it was.
        self.0.sort_by_key(|(place, _)| place.start);
        let mut made = String::with_capacity(within.len());
        let mut at = within.start;
        for (place, new) in self.0 {
            if place.start < at || place.end > within.end {
                continue;
            }
            made.push_str(text.get(at..place.start).unwrap_or_default());
            made.push_str(&new);
            at = place.end;
        }
        made.push_str(text.get(at..within.end).unwrap_or_default());
        made
    }

    /// The whole text with all of it.
    pub(super) fn whole(self, text: &str) -> String {
        self.made(text, 0..text.len())
    }
}
