//! A document as a comment on a change: its sections folded, and no longer than a comment may be.
//!
//! In: a document. Out: Markdown. What has no room is left out from its end, and that something is left out is said.

use super::Writer;
use crate::document::{Block, Document, Rich};
use crate::texts::Texts;

/// What there is room for in a comment, of 65,536 characters, of what a change does to the areas; what is said in the end needs some
/// more.
pub const OF_AREAS: usize = 40_000;
/// The same of how rules differ: both stand in one comment.
pub const OF_RULES: usize = 22_000;

/// Writes a document as a comment, or a part of one with room for so much.
#[must_use]
pub fn comment(document: &Document, texts: &Texts, room: usize) -> String {
    let mut writer = Writer::new(document, texts, true);
    writer.head(document);
    let mut is_full = false;
    let mut blocks = document.blocks.as_slice();
    while let Some((first, rest)) = blocks.split_first() {
        let section = if let Block::Heading { level: 3, text, .. } = first { Some(text) } else { None };
        let length = rest.iter().position(ends_section).unwrap_or(rest.len());
        let (inside, rest) = rest.split_at(if section.is_some() { length } else { 0 });
        blocks = rest;
        if is_full && !is_about_all(first) {
            continue;
        }
        let length = writer.text.len();
        match section {
            Some(text) => writer.fold(&text.text(), inside),
            None => writer.block(first),
        }
        if writer.text.len() > room && !is_full {
            is_full = true;
            writer.text.truncate(length);
            writer.paragraph(&Rich::plain(texts.comment_full()));
        }
    }
    writer.text
}

fn ends_section(block: &Block) -> bool {
    matches!(block, Block::Heading { level: ..=3, .. }) || is_about_all(block)
}

/// What stands back as a whole is about all of the page.
fn is_about_all(block: &Block) -> bool {
    matches!(block, Block::Paragraph(text) if text.is_faint())
}
