//! A document as one HTML file that needs nothing else: no script, no network, no other file.
//!
//! In: a document and the tool's texts. Out: the page; the same document gives the same bytes. The markup stands in
//! `templates/`, which escapes every text. Never decides what is said.

mod bar;
pub(crate) mod escape;
mod ids;
mod view;

use askama::Template;

use super::sign;
use crate::document::{Document, Mark, Sign};
use crate::texts::Texts;
use view::{Part, View};

/// A page that could not be written, which only a full memory can cause.
#[derive(Debug, thiserror::Error)]
#[error("the page cannot be written: {0}")]
pub struct NotWritten(#[from] askama::Error);

/// Writes a document as a page.
///
/// # Errors
/// Only if the page cannot be held in memory.
pub fn html(document: &Document, texts: &Texts) -> Result<String, NotWritten> {
    let view = view::view(document);
    let body = Parts { texts, words: &texts.plain(), parts: &view.parts };
    let mut page = Page { document, texts, view: &view, body }.render()?;
    page.push('\n');
    Ok(page)
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    document: &'a Document,
    texts: &'a Texts,
    view: &'a View,
    body: Parts<'a>,
}

#[derive(Template)]
#[template(path = "parts.html")]
struct Parts<'a> {
    texts: &'a Texts,
    /// The texts that say signs in words.
    words: &'a Texts,
    parts: &'a [Part],
}

impl Parts<'_> {
    /// The same for what is folded.
    const fn within<'b>(&'b self, parts: &'b [Part]) -> Parts<'b> {
        Parts { texts: self.texts, words: self.words, parts }
    }

    /// A sign, and the word for it.
    fn sign(&self, of: &Sign) -> (&str, Option<&str>) {
        (sign(self.texts, *of), (*of != Sign::Point).then(|| sign(self.words, *of)))
    }
}
