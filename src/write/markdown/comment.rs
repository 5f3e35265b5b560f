//! A document as a comment on a change: its sections folded, and no longer than a comment may be.
//!
//! In: a document. Out: Markdown. What has no room is left out from its end, and that something is left out is said.

use super::Writer;
use crate::document::{Block, Document, Rich};
use crate::texts::Texts;

/// A comment holds 65,536 characters; what is said in the end needs some of them.
const ROOM: usize = 60_000;

/// Writes a document as a comment.
#[must_use]
pub fn comment(document: &Document, texts: &Texts) -> String {
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
        if writer.text.len() > ROOM && !is_full {
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
