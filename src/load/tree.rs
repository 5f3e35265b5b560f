//! YAML into a tree of nodes that know their places.
//!
//! In: text. Out: one tree a document, and every fault of the YAML itself. What is refused (anchors, tags, what
//! exceeds the limits) is reported and leaves a broken node behind, so that reading goes on.

use compact_str::CompactString;
use serde_yaml::granit_parser::{
    self, Event, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle,
};

use super::fault::{Fault, Faults, Place};
use super::slip::{self, Slip};
use super::syntax;
use crate::model::composed;

/// The most documents of one file: the area of each is kept, however short it is.
pub const MAX_DOCUMENTS: usize = 10_000;
/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 32;
/// The most nodes of one document.
pub const MAX_NODES: usize = 100_000;
/// The most text of one document, in bytes.
pub const MAX_TEXT_BYTES: usize = 1024 * 1024;

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Value {
    /// A word, number or text; `plain` if it stands without quotation marks.
    Scalar {
        /// The text.
        text: CompactString,
        /// Whether it stands without quotation marks.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file, duplicate keys included.
    Mapping(Vec<(Node, Node)>),
    /// Something already reported.
    Broken,
}

impl Node {
    /// Whether there is nothing in it.
    fn is_nothing(&self) -> bool {
        match &self.value {
            Value::Scalar { .. } => false,
            Value::List(items) => items.is_empty(),
            Value::Mapping(entries) => entries.is_empty(),
            Value::Broken => true,
        }
    }
}

/// One document of a file.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Its content.
    pub root: Node,
    /// Whether all of it could be read: if not, what seems to be missing may be in the rest.
    pub whole: bool,
    /// Whether nothing in it was refused.
    pub sound: bool,
}

/// The documents of a text that hold anything, one tree at a time: that of a whole file can be large.
pub struct Documents<'t> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    /// Where the next document begins.
    begins: usize,
    /// How many there have been.
    found: usize,
    ended: bool,
}

impl<'t> Documents<'t> {
    /// Those of a text, from its first on.
    pub fn new(text: &'t str) -> Self {
        let parser = Parser::new_from_str_with_options(text, options());
        Self { text, parser, begins: 0, found: 0, ended: false }
    }

    /// The next one, if there is one.
    pub fn next(&mut self, faults: &mut Faults) -> Option<Tree> {
        while !self.ended {
            if let Some(tree) = self.read(faults) {
                self.found += 1;
                if self.found <= MAX_DOCUMENTS {
                    return Some(tree);
                }
                let limit = MAX_DOCUMENTS.to_string();
                faults.add(tree.root.head(), Fault::TooManyDocuments, &[("limit", &limit)]);
                self.ended = true;
            }
        }
        None
    }

    /// Reads one; `None` where it holds nothing.
    fn read(&mut self, faults: &mut Faults) -> Option<Tree> {
        let mut builder = Builder::default();
        let before = faults.len();
        match builder.document(&mut self.parser, self.text, faults) {
            Ok(Some(root)) => {
                self.begins = builder.ends;
                let sound = faults.len() == before;
                (!root.is_null()).then_some(Tree { root, whole: builder.whole, sound })
            }
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = !self.parser.proceed_next_document().unwrap_or(false);
                let next = match self.parser.peek() {
                    Some(Ok((Event::DocumentStart(..), span))) => span.start.byte_offset(),
                    _ => None,
                };
                let (begins, ends) = (self.begins, next.unwrap_or(self.text.len()));
                self.begins = ends;
                let origin = Place { line: line_at(self.text, begins), start: begins, ..Place::default() };
                let root = syntax::salvage(self.text.get(begins..ends)?, origin, &error, faults)?;
                Some(Tree { root, whole: false, sound: false })
            }
        }
    }
}

/// Builds the tree of the one document in a text that begins at `origin` of a file.
pub(super) fn document(text: &str, origin: Place, faults: &mut Faults) -> Result<Option<Node>, Stopped> {
    let mut parser = Parser::new_from_str_with_options(text, options());
    let mut builder = Builder { origin, ..Builder::default() };
    let root = builder.document(&mut parser, text, faults);
    root.map_err(|error| Stopped { error, read: builder.read, flow: builder.flow() })
}

/// Where and why the parser stopped; the places are bytes of the text it was given.
#[derive(Debug)]
pub(super) struct Stopped {
    /// Its own account.
    pub error: ScanError,
    /// The end of the last thing it read.
    pub read: usize,
    /// The first character of the innermost brace or bracket still open.
    pub flow: Option<usize>,
}

fn options() -> granit_parser::Options {
    granit_parser::options! {
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    }
}

fn line_at(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or(text).matches('\n').count()
}

/// A list or mapping that is not complete yet.
enum Open {
    List(Place, bool, Vec<Node>),
    Mapping(Place, bool, Vec<(Node, Node)>, Option<Node>),
}

struct Builder {
    origin: Place,
    open: Vec<Open>,
    nodes: usize,
    bytes: usize,
    whole: bool,
    ends: usize,
    read: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self { origin: Place::default(), open: Vec::new(), nodes: 0, bytes: 0, whole: true, ends: 0, read: 0 }
    }
}

impl Builder {
    /// Reads up to the end of the next document; `None` at the end of the file.
    fn document<'t>(
        &mut self,
        parser: &mut Parser<'t, StrInput<'t>>,
        source: &str,
        faults: &mut Faults,
    ) -> Result<Option<Node>, ScanError> {
        let mut root = None;
        while let Some(event) = parser.next_event() {
            let (event, span) = event?;
            let place = self.place(&span);
            self.read = span.end.byte_offset().unwrap_or(0).max(self.read);
            match event {
                Event::DocumentEnd => {
                    self.ends = span.end.byte_offset().unwrap_or(0);
                    return Ok(root);
                }
                Event::Scalar(text, style, _, tag) => {
                    self.refuse_tag(tag.is_some(), &span, faults);
                    let rest = source.get(self.read..).filter(|_| style == ScalarStyle::Plain);
                    if let Some(Slip { fault, at, words }) = rest.and_then(|rest| slip::behind(&text, rest)) {
                        let words: Vec<_> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
                        let start = self.read + at;
                        faults.add(syntax::place(source, self.origin, start, start + 1), fault, &words);
                    }
                    let value = self.scalar(composed(&text).into(), style, place, faults);
                    root = self.close(Node { place, value }).or(root);
                }
                Event::SequenceStart(style, _, tag) => {
                    self.refuse_tag(tag.is_some(), &span, faults);
                    self.is_over(place, 0, faults);
                    self.open.push(Open::List(place, style == StructureStyle::Flow, Vec::new()));
                }
                Event::MappingStart(style, _, tag) => {
                    self.refuse_tag(tag.is_some(), &span, faults);
                    self.is_over(place, 0, faults);
                    self.open.push(Open::Mapping(place, style == StructureStyle::Flow, Vec::new(), None));
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    let ended = self.open.pop().map(|open| match open {
                        Open::List(place, _, list) => Node { place, value: Value::List(list) },
                        Open::Mapping(place, _, entries, _) => Node { place, value: Value::Mapping(entries) },
                    });
                    root = ended.and_then(|node| self.close(node)).or(root);
                }
                Event::Anchor(..) => faults.add(place, Fault::YamlAlias, &[]),
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    faults.add(place, Fault::YamlAlias, &[]);
                    root = self.close(Node { place, value: Value::Broken }).or(root);
                }
                _ => {}
            }
        }
        Ok(root)
    }

    fn scalar(
        &mut self,
        text: CompactString,
        style: ScalarStyle,
        place: Place,
        faults: &mut Faults,
    ) -> Value {
        if self.is_over(place, text.len(), faults) {
            return Value::Broken;
        }
        Value::Scalar { text, plain: matches!(style, ScalarStyle::Plain) }
    }

    /// Counts a node with so much text; says once when that exceeds the limits.
    fn is_over(&mut self, place: Place, bytes: usize, faults: &mut Faults) -> bool {
        self.nodes += 1;
        self.bytes += bytes;
        let (fault, limit) = if self.nodes > MAX_NODES {
            (Fault::TooManyNodes, MAX_NODES)
        } else if self.bytes > MAX_TEXT_BYTES {
            (Fault::TooMuchText, MAX_TEXT_BYTES)
        } else {
            return false;
        };
        if self.whole {
            faults.add(place, fault, &[("limit", &limit.to_string())]);
        }
        self.whole = false;
        true
    }

    fn refuse_tag(&self, tagged: bool, span: &Span, faults: &mut Faults) {
        if tagged {
            let tag = span.tag_span().unwrap_or(*span);
            faults.add(self.place(&tag), Fault::YamlTag, &[]);
        }
    }

    /// Puts a finished node where it belongs; the root has no such place and is given back.
    fn close(&mut self, node: Node) -> Option<Node> {
        match self.open.last_mut() {
            None => return Some(node),
            // What exceeds the limits is not kept: it has been reported.
            Some(_) if self.nodes > MAX_NODES && node.is_nothing() => {}
            Some(Open::List(_, _, list)) => list.push(node),
            Some(Open::Mapping(_, _, entries, key)) => match key.take() {
                None => *key = Some(node),
                Some(key) => entries.push((key, node)),
            },
        }
        None
    }

    /// The first byte of the innermost flow collection still open.
    fn flow(&self) -> Option<usize> {
        self.open.iter().rev().find_map(|open| match open {
            Open::List(place, true, _) | Open::Mapping(place, true, ..) => {
                Some(place.start - self.origin.start)
            }
            _ => None,
        })
    }

    fn place(&self, span: &Span) -> Place {
        let start = span.start.byte_offset().unwrap_or(0) + self.origin.start;
        let end = span.end.byte_offset().unwrap_or(0) + self.origin.start;
        Place {
            sheet: 0,
            line: span.start.line() + self.origin.line,
            column: span.start.col() + 1,
            start,
            end: end.max(start),
        }
    }
}
