//! Faults for people to read: the line, where in it, what is wrong, what to do.
//!
//! In: a text and its diagnostics. Out: annotated lines, or sentences for those who hear them; of a workbook the cell and what stands in it. Each fault is rendered from its own line alone, so that a
//! large file costs no more than a small one.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstream::adapter::strip_str;
use unicode_width::UnicodeWidthStr;

use crate::load::{Diagnostic, Place, SourceText, column_name, is_hard_blank};
use crate::say::words::harmless;
use crate::texts::{Texts, fill};

/// The longest line that is shown whole; of longer ones the part around the fault is shown.
const MAX_LINE: usize = 400;

/// Renders every fault of a text.
#[must_use]
pub fn faults(texts: &Texts, source: &SourceText, faults: &[Diagnostic], width: usize) -> String {
    let mut out = String::new();
    for diagnostic in faults {
        let said = if texts.is_plain() {
            in_words(texts, source, diagnostic)
        } else {
            one(texts, source, diagnostic, width)
        };
        out.push_str(&said);
        out.push_str("\n\n");
    }
    out
}

/// Breaks messages to the width, which may have colour; lines of a file stay as they are shown.
#[must_use]
pub fn broken(messages: &str, width: usize) -> String {
    let line = |line: &str| {
        let bare = strip_str(line).to_string();
        let shown = bare.trim_start_matches(|letter: char| letter == ' ' || letter.is_ascii_digit());
        if bare.width() <= width || shown.starts_with('|') {
            return line.to_owned();
        }
        let indent = " ".repeat(bare.len() - bare.trim_start().len() + 2);
        let options = textwrap::Options::new(width)
            .subsequent_indent(&indent)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(line, options).join("\n")
    };
    messages.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn one(texts: &Texts, source: &SourceText, diagnostic: &Diagnostic, width: usize) -> String {
    let place = diagnostic.place;
    let (message, help) = said(texts, source, diagnostic);
    let (level, name) = if diagnostic.fault.is_note() {
        (Level::NOTE, texts.note_label())
    } else {
        (Level::ERROR, texts.error())
    };
    let label = format!("{}: {name}", origin(source, place));
    let title = level.with_name(label).primary_title(message);
    let mut group = Group::with_title(title);
    if source.sheets.is_none() {
        let (line, marked) = line(source, diagnostic);
        let marked = AnnotationKind::Primary.span(marked);
        group = group.element(Snippet::source(line).line_start(place.line).annotation(marked));
    } else if let Some(content) = content(source, place) {
        group = group.element(Level::NOTE.with_name(texts.cell_content()).message(content));
    }
    if let Some(help) = help {
        group = group.element(Level::HELP.with_name(texts.help()).message(help));
    }
    Renderer::styled().decor_style(DecorStyle::Ascii).term_width(width).render(&[group])
}

/// The same in words: where, what is wrong, what stands there, what to do.
fn in_words(texts: &Texts, source: &SourceText, diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place;
    let (message, help) = said(texts, source, diagnostic);
    let path = harmless(&source.path);
    let (lead, content) = if source.sheets.is_none() {
        let lead = texts.fault_in_line(place.column.to_string(), place.line.to_string(), message, path);
        (lead, Some(escaped(source.line(place)).trim().to_owned()))
    } else {
        let lead = if diagnostic.fault.is_note() {
            texts.note_in_cell(message, origin(source, place))
        } else {
            texts.fault_in_cell(message, origin(source, place))
        };
        (lead, content(source, place))
    };
    let content =
        content.filter(|content| !content.is_empty()).map(|content| texts.fault_content(clipped(&content)));
    let help = help.map(|help| texts.fault_help(help));
    [Some(lead), content, help].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// What is wrong, and what to do about it.
#[must_use]
pub fn said(texts: &Texts, source: &SourceText, diagnostic: &Diagnostic) -> (String, Option<String>) {
    let words: Vec<(&str, String)> = diagnostic
        .words
        .iter()
        .map(|(name, word)| match name.strip_suffix("-kind") {
            Some(_) => (*name, texts.kind(word).to_owned()),
            None => (*name, clipped(&harmless(word))),
        })
        .collect();
    let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
    let said = match source.sheets {
        None => texts.fault(diagnostic.fault),
        Some(_) => texts.workbook_fault(diagnostic.fault),
    };
    let message = said.map_or_else(String::new, |said| fill(&said.message, &words));
    let help = match &diagnostic.suggestion {
        Some(name) => Some(texts.did_you_mean(harmless(name))),
        None => said.and_then(|said| said.help.as_ref()).map(|help| fill(help, &words)),
    };
    (message, help)
}

/// The file with the line and column, or the sheet and cell.
fn origin(source: &SourceText, place: Place) -> String {
    let path = harmless(&source.path);
    match (&source.sheets, source.sheet(place)) {
        (None, _) => format!("{path}:{}:{}", place.line, place.column),
        (Some(_), None) => path,
        // A table in plain text is one sheet without a name.
        (Some(_), Some(sheet)) if sheet.name.is_empty() && place.line == 0 => path,
        (Some(_), Some(sheet)) if sheet.name.is_empty() => {
            format!("{path}:{}{}", column_name(place.column), place.line)
        }
        (Some(_), Some(sheet)) if place.line == 0 => format!("{path}:{}", harmless(sheet.name.trim())),
        (Some(_), Some(sheet)) => {
            format!("{path}:{}!{}{}", harmless(sheet.name.trim()), column_name(place.column), place.line)
        }
    }
}

/// What stands in the cell at fault.
fn content(source: &SourceText, place: Place) -> Option<String> {
    let content = source.sheet(place)?.cells.get(&(place.line, place.column))?;
    Some(clipped(&harmless(content)))
}

/// The line at fault, made harmless, and which bytes of it to mark.
fn line(source: &SourceText, diagnostic: &Diagnostic) -> (String, std::ops::Range<usize>) {
    let place = diagnostic.place;
    let whole = source.line(place);
    let before = source.text.get(..place.start).unwrap_or(&source.text);
    let offset = (place.start - before.rfind('\n').map_or(0, |end| end + 1)).min(whole.len());
    let length = place.end.saturating_sub(place.start);
    let from = floor(whole, offset.saturating_sub(MAX_LINE / 2));
    let to = floor(whole, (from + MAX_LINE).min(whole.len()));
    let part = |from: usize, to: usize| whole.get(from..to).unwrap_or("");
    let start = floor(whole, offset);
    let end = floor(whole, (offset + length).min(to)).max(start);
    let lead = escaped(part(from, start));
    let marked = escaped(part(start, end));
    let rest = escaped(part(end, to));
    let range = lead.len()..lead.len() + marked.len();
    (format!("{lead}{marked}{rest}"), range)
}

/// Tabs as one visible arrow, everything else that could steer a terminal spelt out.
fn escaped(text: &str) -> String {
    let parts: Vec<String> = text.split('\t').map(harmless).collect();
    // A hard blank looks like any other, and is not one to YAML.
    let spelt = |letter: char| match letter {
        letter if is_hard_blank(letter) => letter.escape_unicode().to_string(),
        letter => letter.to_string(),
    };
    parts.join("→").chars().map(spelt).collect()
}

fn floor(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at.min(text.len())
}

fn clipped(word: &str) -> String {
    if word.chars().count() <= 300 {
        word.to_owned()
    } else {
        word.chars().take(300).chain(['…']).collect()
    }
}
