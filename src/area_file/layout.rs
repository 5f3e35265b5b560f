//! Where everything in a YAML text stands, comments included.
//!
//! In: text. Out: for every document that holds anything, the bytes of each key and value, and of every comment.
//! Reads the same events as `load` does, and never judges: what is wrong with a file is for `load` to say.

use std::ops::Range;

use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle, StructureStyle};

use super::lines;
use crate::load::{MAX_DEPTH, is_key};
use crate::model::{Lang, composed};

/// The bytes of a text.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The documents that hold anything, in order.
    pub documents: Vec<Document>,
    /// Every comment, from its `#` to the end of its line, in order.
    pub comments: Vec<Range<usize>>,
}

/// One document.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it holds.
    pub root: Spot,
    /// Where its lines begin: behind the line `---`, behind the document before, or at the top.
    pub start: usize,
    /// Where the next document or its end mark begins.
    pub end: usize,
}

impl Document {
    /// The language of its keys, told by what it calls the area.
    pub fn lang(&self) -> Lang {
        let own = self.root.entry("area").and_then(|(key, _)| key.text());
        if own.is_some_and(|own| !own.eq_ignore_ascii_case("area")) { Lang::Sv } else { Lang::En }
    }
}

/// A key or value.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Its bytes; of what holds nothing an empty stretch behind what was there last.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SpotKind,
}

/// What stands at a spot.
#[derive(Debug, Clone)]
pub enum SpotKind {
    /// A word, number or text, as it reads.
    Scalar(String, Style),
    /// Keys and values.
    Mapping(Vec<(Spot, Spot)>, Shape),
    /// A list.
    List(Vec<Spot>, Shape),
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// Within `'`.
    Single,
    /// Within `"`.
    Double,
    /// On lines of its own, behind `|` or `>`.
    Block,
}

/// How a mapping or list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An entry a line.
    Block,
    /// Within braces or brackets.
    Flow,
}

impl Spot {
    /// Whether nothing is given here, as `load` sees it.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, SpotKind::Scalar(text, Style::Plain) if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The word or text here.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            SpotKind::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[(Self, Self)] {
        match &self.kind {
            SpotKind::Mapping(entries, _) => entries,
            _ => &[],
        }
    }

    /// The entry of a mapping with this key, in either language.
    pub fn entry(&self, key: &str) -> Option<&(Self, Self)> {
        self.entries().iter().find(|(found, _)| found.text().is_some_and(|found| is_key(found, key)))
    }

    /// Whether this is a mapping or list within braces or brackets.
    pub fn is_flow(&self) -> bool {
        matches!(self.kind, SpotKind::Mapping(_, Shape::Flow) | SpotKind::List(_, Shape::Flow))
    }
}

impl Layout {
    /// Reads a text; `None` where it is no YAML, or uses what area files do not.
    pub fn read(text: &str) -> Option<Self> {
        let options = granit_parser::options! {
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        // Files joined end to end have a byte-order mark at the start of each, which the parser does not expect; as
        // many line breaks leave every place where it is.
        let read = text.replace("\n\u{feff}---", "\n\n\n\n---");
        let mut parser = Parser::new_from_str_with_options(&read, options);
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut reader = Reader {
            text,
            layout: Self::default(),
            open: Vec::new(),
            last: mark,
            ended: mark,
            words: Vec::new(),
            root: None,
        };
        while let Some(event) = parser.next_event() {
            let (event, span) = event.ok()?;
            let range = span.start.byte_offset()?..span.end.byte_offset()?;
            reader.event(event, range)?;
        }
        let mut layout = reader.layout;
        layout.comments = comments(text, &reader.words)?;
        Some(layout)
    }

    /// The comments that begin in a stretch of the text.
    pub fn comments_in(&self, range: Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        self.comments.iter().filter(move |comment| range.contains(&comment.start))
    }
}

/// A mapping or list that is not complete yet, and the first half of an entry.
struct Open {
    start: usize,
    shape: Shape,
    is_list: bool,
    items: Vec<Spot>,
}

struct Reader<'t> {
    text: &'t str,
    layout: Layout,
    open: Vec<Open>,
    /// The end of the last key or value.
    last: usize,
    /// Where the lines behind the last document begin.
    ended: usize,
    /// The bytes of every key and value that is neither mapping nor list, in order.
    words: Vec<(Range<usize>, Style)>,
    root: Option<(usize, Option<Spot>)>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Option<()> {
        match event {
            Event::DocumentStart(explicit, ..) => {
                let start = if explicit { lines::next(self.text, range.end) } else { self.ended };
                self.root = Some((start, None));
                self.last = range.end;
            }
            Event::DocumentEnd => {
                let (start, root) = self.root.take()?;
                self.ended = if range.is_empty() { range.end } else { lines::next(self.text, range.end) };
                let root = root.filter(|root| !root.is_null());
                // The mark before the next document is not a part of this one.
                let end = self.text.get(..range.start)?.trim_end_matches('\u{feff}').len();
                self.layout.documents.extend(root.map(|root| Document { root, start, end }));
            }
            Event::Scalar(text, style, _, tag) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted => Style::Single,
                    ScalarStyle::DoubleQuoted => Style::Double,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                let range = match style {
                    Style::Block => self.block(&range)?,
                    _ => range,
                };
                self.last = range.end;
                self.words.push((range.clone(), style));
                // What holds nothing is called `~` by the parser.
                let text = if range.is_empty() { String::new() } else { composed(&text).into_owned() };
                self.close(Spot { range, kind: SpotKind::Scalar(text, style) });
                return tag.is_none().then_some(());
            }
            Event::SequenceStart(style, _, None) => self.begin(style, true, &range),
            Event::MappingStart(style, _, None) => self.begin(style, false, &range),
            Event::SequenceEnd | Event::MappingEnd => {
                let Open { start, shape, is_list, items } = self.open.pop()?;
                if shape == Shape::Flow {
                    self.last = range.end;
                }
                let kind = if is_list { SpotKind::List(items, shape) } else { pairs(items, shape) };
                self.close(Spot { range: start..self.last.max(start), kind });
            }
            Event::StreamStart | Event::StreamEnd => {}
            // Anchors, aliases, tags: `load` refuses them.
            _ => return None,
        }
        Some(())
    }

    fn begin(&mut self, style: StructureStyle, is_list: bool, range: &Range<usize>) {
        let shape = if style == StructureStyle::Flow { Shape::Flow } else { Shape::Block };
        self.open.push(Open { start: range.start, shape, is_list, items: Vec::new() });
    }

    fn close(&mut self, spot: Spot) {
        match (self.open.last_mut(), &mut self.root) {
            (Some(open), _) => open.items.push(spot),
            (None, Some((_, root))) => *root = Some(spot),
            (None, None) => {}
        }
    }

    /// A block of text from its `|` or `>` to the end of its last line that is not empty.
    fn block(&self, content: &Range<usize>) -> Option<Range<usize>> {
        let mut rest = self.text.get(self.last..)?;
        loop {
            rest = rest
                .trim_start_matches(|letter: char| letter.is_whitespace() || letter == ':' || letter == '-');
            if rest.starts_with(['|', '>']) {
                break;
            }
            // A comment before the sign.
            rest = rest.strip_prefix('#')?.split_once(['\n', '\r'])?.1;
        }
        let start = self.text.len() - rest.len();
        let head = rest.split(['\n', '\r']).next()?;
        let head = head.split('#').next()?.trim_end().len();
        let written = self.text.get(content.clone())?;
        // Behind `|+` the empty lines at the end belong to the text.
        let written = match rest.get(..head)?.contains('+') {
            true => {
                let written = written.trim_end_matches([' ', '\t']);
                written.get(..lines::before(written, written.len()))?
            }
            false => written.trim_end(),
        };
        let end = if written.trim().is_empty() { start + head } else { content.start + written.len() };
        Some(start..end)
    }
}

/// The comments of a text: between its words a `#` with a blank before it begins one.
fn comments(text: &str, words: &[(Range<usize>, Style)]) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let mut between = |range: Range<usize>| -> Option<()> {
        let mut at = range.start;
        while let Some(sign) = text.get(at..range.end)?.find('#').map(|sign| at + sign) {
            let before = text.get(..sign)?.chars().next_back();
            if before.is_none_or(|before| before.is_whitespace() || before == '\u{feff}') {
                found.push(sign..lines::end(text, sign));
            }
            at = lines::end(text, sign).min(range.end).max(sign + 1);
        }
        Some(())
    };
    let mut done = 0;
    for (word, style) in words {
        between(done..word.start)?;
        if *style == Style::Block {
            // The line of its sign.
            between(word.start..lines::end(text, word.start).min(word.end))?;
        }
        done = word.end;
    }
    between(done..text.len())?;
    Some(found)
}

fn pairs(items: Vec<Spot>, shape: Shape) -> SpotKind {
    let mut entries = Vec::with_capacity(items.len() / 2);
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        entries.push((key, value));
    }
    SpotKind::Mapping(entries, shape)
}
