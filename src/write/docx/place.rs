//! Where in a template the text comes, and on what paper.
//!
//! In: the main part of a template. Out: the place of the mark, or of the end; the section that the text stands in, and
//! the same section for pages that are turned.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::super::xml::Edits;
use super::fault::TemplateFault;
use super::page::Paper;
use super::xml::{attribute, child, is, number, value};

/// What stands in a template where the text is to come.
pub const MARK: &str = "{{avtalsform}}";

/// What a paragraph can hold that is not lost with the mark: pictures and text boxes, breaks, fields.
const KEPT: [&str; 9] = [
    "drawing",
    "pict",
    "object",
    "sectPr",
    "br",
    "fldChar",
    "fldSimple",
    "footnoteReference",
    "endnoteReference",
];
/// How deep a text stands in its paragraph, at most.
const DEEPEST: usize = 32;

/// A4 with margins of 2 cm, where a template says nothing of its paper.
const PLAIN: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1247\" w:right=\"1134\" w:bottom=\"1247\" \
                     w:left=\"1134\" w:header=\"624\" w:footer=\"624\" w:gutter=\"0\"/></w:sectPr>";
const UPRIGHT: &str = "w:w=\"11906\" w:h=\"16838\"";
const TURNED: &str = "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"";

/// The place of the text.
#[derive(Debug)]
pub(super) struct Place<'a, 'i> {
    body: Node<'a, 'i>,
    /// What gives way to the text; nothing where it comes at the end.
    mark: Option<Node<'a, 'i>>,
    /// The section that the text stands in.
    section: Option<Node<'a, 'i>>,
}

/// The text as paragraphs and tables, ready for this place.
#[derive(Debug, Default)]
pub(super) struct Filling {
    /// What comes into the body.
    pub(super) text: String,
    /// Whether sections end in it.
    pub(super) divided: bool,
    /// Whether the page is turned at its end.
    pub(super) turned: bool,
}

/// The text of a node and of those in it, as a mark is looked for in it: without blanks and capitals.
pub(super) fn said(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text());
    let letters = texts.flat_map(str::chars).filter(|letter| !letter.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}

/// Finds the place.
pub(super) fn place<'a, 'i>(part: &'a Document<'i>) -> Result<Place<'a, 'i>, TemplateFault> {
    let body = child(part.root_element(), "body").ok_or(TemplateFault::NoText)?;
    let mut texts: BTreeMap<Node<'_, '_>, String> = BTreeMap::new();
    for text in body.descendants().filter(|node| is(*node, "t")) {
        let paragraph = text.ancestors().take(DEEPEST).find(|node| is(*node, "p"));
        if let Some(paragraph) = paragraph {
            texts.entry(paragraph).or_default().push_str(&said(text));
        }
    }
    let mut marks = texts.iter().filter(|(_, text)| text.contains(MARK));
    let mark = match (marks.next(), marks.next()) {
        (None, _) => None,
        (Some(_), Some(_)) => return Err(TemplateFault::MarkTwice),
        (Some((paragraph, text)), None) => {
            let paragraph = Some(*paragraph).filter(|node| node.parent() == Some(body));
            let paragraph = paragraph.ok_or(TemplateFault::MarkWithin)?;
            if text != MARK {
                return Err(TemplateFault::MarkBeside);
            }
            Some(paragraph)
        }
    };
    let from = mark.map_or(usize::MAX, |mark| mark.range().start);
    let mut sections = body.descendants().filter(|node| {
        let above = node.parent();
        is(*node, "sectPr") && above.is_some_and(|above| above == body || is(above, "pPr"))
    });
    let last = body.last_element_child().filter(|node| is(*node, "sectPr"));
    let section = sections.find(|node| node.range().start >= from).or(last);
    Ok(Place { body, mark, section })
}

impl Place<'_, '_> {
    /// The style of the paragraph that the mark stands in.
    pub(super) fn style(&self) -> Option<&str> {
        value(child(self.mark?, "pPr")?, "pStyle")
    }

    /// How wide the text is.
    pub(super) fn paper(&self) -> Paper {
        let Some(section) = self.section else { return Paper::default() };
        let of = |element, name| number(child(section, element)?, name);
        let (Some(width), Some(height)) = (of("pgSz", "w"), of("pgSz", "h")) else { return Paper::default() };
        let margins = ["left", "right", "gutter"].iter().filter_map(|side| of("pgMar", side));
        let margins = margins.fold(0, u64::saturating_add);
        Paper::new(width.saturating_sub(margins), width.max(height).saturating_sub(margins))
    }

    /// The section for pages of the text; `first` where it began in the template.
    pub(super) fn section(&self, text: &str, turned: bool, first: bool) -> String {
        let Some(section) = self.section else {
            return if turned { PLAIN.replace(UPRIGHT, TURNED) } else { PLAIN.to_owned() };
        };
        let mut edits = Edits::default();
        change(&mut edits, section, turned, first);
        edits.made(text, section.range())
    }

    /// The main part with the text in its place.
    pub(super) fn filled(&self, part: &str, filling: Filling) -> String {
        let Filling { mut text, mut divided, mut turned } = filling;
        let next = self.mark.and_then(|mark| mark.next_sibling_element());
        // Where the section ends with the text, its last page is that of the text.
        let ends = next.is_none_or(|next| is(next, "sectPr")) || self.is_within();
        if turned && !ends {
            let section = self.section(part, true, !divided);
            text.push_str(&format!("<w:p><w:pPr>{section}</w:pPr></w:p>"));
            (divided, turned) = (true, false);
        }
        let mut edits = Edits::default();
        let mut behind = match self.section {
            Some(section) => {
                change(&mut edits, section, turned, !divided);
                String::new()
            }
            None => self.section(part, turned, true),
        };
        match self.mark {
            Some(mark) if KEPT.iter().any(|name| mark.descendants().any(|node| is(node, name))) => {
                for text in mark.descendants().filter(|node| is(*node, "t")) {
                    if text.ancestors().find(|node| is(*node, "p")) == Some(mark) {
                        edits.remove(text.range());
                    }
                }
                let range = mark.range();
                edits.insert(if self.is_within() { range.start } else { range.end }, text);
            }
            Some(mark) => edits.put(mark.range(), text),
            None => match self.body.last_element_child().filter(|node| is(*node, "sectPr")) {
                Some(end) => edits.insert(end.range().start, text),
                None => behind.insert_str(0, &text),
            },
        }
        if !behind.is_empty() {
            edits.append(part, self.body, &behind);
        }
        edits.whole(part)
    }

    /// Whether the section ends with the paragraph of the mark.
    fn is_within(&self) -> bool {
        let (Some(mark), Some(section)) = (self.mark, self.section) else { return false };
        section.ancestors().any(|node| node == mark)
    }
}

/// Turns the page of a section, and has no first page where it goes on from another.
fn change(edits: &mut Edits, section: Node<'_, '_>, turned: bool, first: bool) {
    if let Some(size) = child(section, "pgSz").filter(|_| turned)
        && let (Some(width), Some(height)) = (number(size, "w"), number(size, "h"))
        && width < height
    {
        let turned = format!("<w:pgSz w:w=\"{height}\" w:h=\"{width}\" w:orient=\"landscape\"/>");
        edits.put(size.range(), turned);
    }
    if first {
        return;
    }
    if let Some(title) = child(section, "titlePg") {
        edits.remove(title.range());
    }
    let start = child(section, "pgNumType").and_then(|numbers| attribute(numbers, "start"));
    if let Some(start) = start {
        edits.remove(start.range());
    }
}
