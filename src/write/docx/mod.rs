//! A document as a Word file (Office Open XML) that someone can go on writing in.
//!
//! In: a document and the tool's texts. Out: the bytes of a `.docx`, the same for the same document: nothing in it
//! tells when or by whom it was made. Never a picture: figures give their text. The parts of the package are templates
//! under `templates/docx/`, so that the XML can be read as XML.

mod body;
mod page;
mod parts;
mod widths;

use std::io::{Cursor, Write};

use askama::Template;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use self::page::Page;
use crate::document::Document;
use crate::model::Lang;
use crate::texts::Texts;

/// A Word file that could not be written: a defect of the tool itself.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// A part could not be written.
    #[error("a part of the Word file cannot be written")]
    Part(#[from] askama::Error),
    /// The parts could not be put together.
    #[error("the Word file cannot be put together")]
    Package(#[from] zip::result::ZipError),
    /// The package could not be written.
    #[error("the Word file cannot be written")]
    Write(#[from] std::io::Error),
}

#[derive(Template)]
#[template(path = "docx/core.xml")]
struct Core<'a> {
    title: &'a str,
    lang: &'a str,
}

#[derive(Template)]
#[template(path = "docx/settings.xml")]
struct Settings<'a> {
    lang: &'a str,
}

#[derive(Template)]
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

#[derive(Template)]
#[template(path = "docx/numbering.xml")]
struct Numbering {
    lists: Vec<usize>,
}

#[derive(Template)]
#[template(path = "docx/footer.xml")]
struct Footer<'a> {
    page: &'a str,
    of: &'a str,
}

/// Writes a document as a Word file.
///
/// # Errors
/// Only if the tool itself is at fault: no document can cause it.
pub fn docx(document: &Document, texts: &Texts) -> Result<Vec<u8>, DocxError> {
    let lang = match document.lang {
        Lang::Sv => "sv-SE",
        Lang::En => "en-GB",
    };
    let title = parts::text(&document.title);
    let (body, lists) = body::body(document, texts);
    let styles = Styles {
        lang,
        width: Page::Portrait.text_width(),
        facts: texts.style_facts(),
        notice: texts.style_notice(),
        table: texts.style_table(),
        lead: texts.style_lead(),
        entry: texts.style_entry(),
        detail: texts.style_detail(),
    };
    let footer = Footer { page: texts.page(), of: texts.page_of() };
    package(&[
        ("[Content_Types].xml", include_str!("../../../templates/docx/content-types.xml").to_owned()),
        ("_rels/.rels", include_str!("../../../templates/docx/package-rels.xml").to_owned()),
        (
            "word/_rels/document.xml.rels",
            include_str!("../../../templates/docx/document-rels.xml").to_owned(),
        ),
        ("word/document.xml", body.render()?),
        ("word/styles.xml", styles.render()?),
        ("word/numbering.xml", Numbering { lists }.render()?),
        ("word/settings.xml", Settings { lang }.render()?),
        ("word/footer1.xml", footer.render()?),
        ("docProps/core.xml", Core { title: &title, lang }.render()?),
    ])
}

fn package(parts: &[(&str, String)]) -> Result<Vec<u8>, DocxError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // Neither the time nor the platform of writing: equal documents are equal files.
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        package.start_file(*name, options)?;
        package.write_all(part.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}
