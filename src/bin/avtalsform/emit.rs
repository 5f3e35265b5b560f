//! How results leave the tool: the one place that knows which writer writes which format.
//!
//! In: a document or what programs read. Out: bytes, to a file or standard output. Commands write what they alone have,
//! such as JSON lines, through [`Output`].

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use avtalsform::document::Document;
use avtalsform::texts::Texts;
use avtalsform::write::docx::{Template, docx, docx_in};
use avtalsform::write::html::html;
use avtalsform::write::markdown::markdown;
use avtalsform::write::plain::plain;
use avtalsform::write::screen::screen;
use serde::Serialize;

use super::format::Format;
use super::output::Output;
use super::session::Session;

/// How a page is written that may have a template.
pub enum Form {
    /// As it is.
    Plain(Format),
    /// As a Word file in somebody's template.
    In(Box<Template>),
}

impl<'a> Session<'a> {
    /// The texts of a page: those with words for signs where it is to be plain.
    pub fn worded(&self, format: Format) -> Cow<'a, Texts> {
        if format == Format::Plain { Cow::Owned(self.texts.plain()) } else { Cow::Borrowed(self.texts) }
    }

    /// Writes a page as one of the formats that every page has; what is said in it is in the texts of [`Self::worded`].
    pub fn emit(&self, format: Format, output: Option<&Path>, document: &Document) -> anyhow::Result<()> {
        match format {
            Format::Markdown => self.emit_data(output, markdown(document, self.texts).as_bytes()),
            Format::Html => self.emit_data(output, html(document, self.texts)?.as_bytes()),
            Format::Docx => self.emit_data(output, &docx(document, self.texts)?),
            // Commands write the formats that they have of their own.
            format => self.emit_page(output, &self.written(format, document)),
        }
    }

    /// Writes a page, in a template where there is one.
    pub fn emit_as(&self, form: &Form, output: Option<&Path>, document: &Document) -> anyhow::Result<()> {
        match form {
            Form::Plain(format) => self.emit(*format, output, document),
            Form::In(template) => self.emit_data(output, &docx_in(document, self.texts, template)?),
        }
    }

    /// A page as it stands on a screen, or in plain lines.
    pub fn written(&self, format: Format, document: &Document) -> String {
        match format {
            Format::Plain => plain(document, &self.worded(format)),
            _ => screen(document, self.texts, self.width),
        }
    }

    /// Writes a page that is laid out for people already.
    pub fn emit_page(&self, output: Option<&Path>, page: &str) -> anyhow::Result<()> {
        let mut output = Output::page(self, output)?;
        output.write_all(page.as_bytes())?;
        output.finish()
    }

    /// Writes bytes as they are.
    pub fn emit_data(&self, output: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
        let mut output = Output::data(self, output)?;
        output.write_all(bytes)?;
        output.finish()
    }

    /// Writes what programs read, in lines for people who look at it.
    pub fn emit_json(&self, output: Option<&Path>, value: &impl Serialize) -> anyhow::Result<()> {
        let mut output = Output::data(self, output)?;
        serde_json::to_writer_pretty(&mut output, value)?;
        output.write_all(b"\n")?;
        output.finish()
    }
}
