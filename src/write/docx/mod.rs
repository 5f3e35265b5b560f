//! A document as a Word file (Office Open XML) that someone can go on writing in.
//!
//! In: a document and the tool's texts, and a municipality's own Word file where there is one ([`Template`]). Out: the bytes
//! of a `.docx`, the same for the same input: nothing in it tells when or by whom it was made. Bars are drawings beside the
//! numbers that they show, figures are tables of letters. The parts of the package are templates under `templates/docx/`, so that the XML can be read as XML.

mod body;
mod fault;
mod package;
mod page;
mod pages;
mod parts;
mod place;
mod roles;
mod template;
mod widths;
mod xml;

use askama::Template as _;

pub use self::fault::TemplateFault;
pub use self::package::DocxError;
use self::package::packed;
use self::page::{Page, Paper};
pub use self::place::MARK;
use self::template::Ours;
pub use self::template::Template;
use crate::document::Document;
use crate::model::Lang;
use crate::texts::Texts;

#[derive(askama::Template)]
#[template(path = "docx/core.xml")]
struct Core<'a> {
    title: &'a str,
    lang: &'a str,
}

#[derive(askama::Template)]
#[template(path = "docx/settings.xml")]
struct Settings<'a> {
    lang: &'a str,
}

#[derive(askama::Template)]
#[template(path = "docx/styles.xml")]
struct Styles<'a> {
    lang: &'a str,
    /// The place of the page numbers in the table of contents.
    width: u64,
    facts: &'a str,
    notice: &'a str,
    table: &'a str,
    lead: &'a str,
    entry: &'a str,
    detail: &'a str,
}

#[derive(askama::Template)]
#[template(path = "docx/numbering.xml")]
struct Numbering {
    lists: Vec<usize>,
}

#[derive(askama::Template)]
#[template(path = "docx/footer.xml")]
struct Footer<'a> {
    page: &'a str,
    of: &'a str,
}

/// The parts that hold what a document says, and how it looks.
struct Content {
    body: String,
    styles: String,
    numbering: String,
}

/// Writes a document as a Word file.
///
/// # Errors
/// Only if the tool itself is at fault: no document can cause it.
pub fn docx(document: &Document, texts: &Texts) -> Result<Vec<u8>, DocxError> {
    let lang = lang(document);
    let Content { body, styles, numbering } = content(document, texts, Paper::default())?;
    let title = parts::text(&document.title);
    let footer = Footer { page: texts.page(), of: texts.page_of() }.render()?;
    let settings = Settings { lang }.render()?;
    let core = Core { title: &title, lang }.render()?;
    let parts = [
        ("[Content_Types].xml", include_str!("../../../templates/docx/content-types.xml")),
        ("_rels/.rels", include_str!("../../../templates/docx/package-rels.xml")),
        ("word/_rels/document.xml.rels", include_str!("../../../templates/docx/document-rels.xml")),
        ("word/document.xml", &body),
        ("word/styles.xml", &styles),
        ("word/numbering.xml", &numbering),
        ("word/settings.xml", &settings),
        ("word/footer1.xml", &footer),
        ("docProps/core.xml", &core),
    ];
    packed(parts.map(|(name, part)| (name, part.as_bytes())))
}

/// Writes a document into a template.
///
/// # Errors
/// Only if the tool itself is at fault: neither a document nor a template that was read can cause it.
pub fn docx_in(document: &Document, texts: &Texts, template: &Template) -> Result<Vec<u8>, DocxError> {
    let Content { body, styles, numbering } = content(document, texts, template.paper())?;
    template.filled(&Ours { body: &body, styles: &styles, numbering: &numbering })
}

const fn lang(document: &Document) -> &'static str {
    match document.lang {
        Lang::Sv => "sv-SE",
        Lang::En => "en-GB",
    }
}

fn content(document: &Document, texts: &Texts, paper: Paper) -> Result<Content, DocxError> {
    let (body, lists) = body::body(document, texts, paper);
    let styles = Styles {
        lang: lang(document),
        width: paper.width(Page::Portrait),
        facts: texts.style_facts(),
        notice: texts.style_notice(),
        table: texts.style_table(),
        lead: texts.style_lead(),
        entry: texts.style_entry(),
        detail: texts.style_detail(),
    };
    Ok(Content { body: body.render()?, styles: styles.render()?, numbering: Numbering { lists }.render()? })
}
