//! A document as one HTML file that needs nothing else: no script, no network, no other file.
//!
//! In: a document and the tool's texts. Out: the page; the same document gives the same bytes. The markup stands in
//! `templates/`, which escapes every text. Never decides what is said.

pub(crate) mod escape;
mod ids;
mod lines;
mod matrix;
mod portfolio;
mod scores;
mod shares;
mod view;

use askama::Template;

use crate::document::{Document, Mark};
use crate::texts::{Text, Texts};
use view::{Part, Picture, View};

/// A page that could not be written, which only a full memory can cause.
#[derive(Debug, thiserror::Error)]
#[error("the page cannot be written: {0}")]
pub struct NotWritten(#[from] askama::Error);

/// Writes a document as a page.
///
/// # Errors
/// Only if the page cannot be held in memory.
pub fn html(document: &Document, texts: &Texts) -> Result<String, NotWritten> {
    let mut page = Page { document, texts, view: view::view(document) }.render()?;
    page.push('\n');
    Ok(page)
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    document: &'a Document,
    texts: &'a Texts,
    view: View,
}

impl Page<'_> {
    /// What a mark says of a form.
    fn standing(&self, mark: &Mark) -> &str {
        self.texts.get(match mark {
            Mark::Chosen => Text::FormChosen,
            Mark::Good => Text::FormPossible,
            Mark::Middling => Text::FormReserved,
            Mark::Bad => Text::FormExcluded,
            Mark::Unknown => Text::FormUnknown,
            Mark::Other => Text::FormOther,
        })
    }

    fn percent(&self, number: &u64) -> String {
        self.texts.percent(number)
    }
}
