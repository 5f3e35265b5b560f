//! What only people can write: marks in a document where it is missing, and the list of them at its end.
//!
//! In: what is missing, and under which heading. Out: the mark that stands in the text, and the blocks of the list.

use std::fmt::Display;

use crate::document::{Block, Document, Rich, Style};
use crate::texts::Texts;

/// The gaps of a document, in the order in which they are met.
#[derive(Debug)]
pub struct Gaps<'a> {
    texts: &'a Texts,
    /// The heading of the section that is being written.
    heading: &'a str,
    /// What is left to fill in, with its section.
    found: Vec<(&'a str, String)>,
}

impl<'a> Gaps<'a> {
    /// None yet; what is missing in the head of a document comes first.
    #[must_use]
    pub fn new(texts: &'a Texts) -> Self {
        Self { texts, heading: texts.memo_head(), found: Vec::new() }
    }

    /// Goes on under another heading.
    pub fn begin(&mut self, heading: &'a str) {
        self.heading = heading;
    }

    /// Notes something that is left to fill in, and gives its mark.
    pub fn mark(&mut self, what: impl Display) -> String {
        let mark = self.texts.memo_gap(what);
        let gap = (self.heading, mark.clone());
        if !self.found.contains(&gap) {
            self.found.push(gap);
        }
        mark
    }

    /// The same as a text that stands out.
    pub fn marked(&mut self, what: impl Display) -> Rich {
        Rich::styled(self.mark(what), Style::Care)
    }

    /// Every gap, by section.
    #[must_use]
    pub fn list(&self) -> Vec<Block> {
        let texts = self.texts;
        let mut list = Document::new(texts.lang, "");
        if self.found.is_empty() {
            list.paragraph(texts.memo_gaps_none());
            return list.blocks;
        }
        list.paragraph(texts.memo_gaps_intro());
        let mut points: Vec<(&str, Rich)> = Vec::new();
        for (heading, gap) in &self.found {
            match points.last_mut() {
                Some((last, point)) if last == heading => {
                    *point = std::mem::take(point).and(" ", Style::Plain).and(gap.as_str(), Style::Care);
                }
                _ => {
                    let lead = Rich::plain(texts.memo_gap_at(heading));
                    points.push((heading, lead.and(gap.as_str(), Style::Care)));
                }
            }
        }
        list.list(points.into_iter().map(|(_, point)| point));
        list.blocks
    }
}
