//! A document on a terminal: paragraphs broken to the width, tables in columns, colour.
//!
//! In: a document, the tool's texts and a width. Out: lines, none wider than that, none that ends in blanks. Nothing is
//! said by colour or drawing alone. What stands before the first heading stands at the margin, what follows a heading is
//! set in. Never decides what is said.

mod table;

use anstyle::{AnsiColor, Style as Ansi};

use super::sign;
use crate::document::{Block, Document, Entry, Rich, Style};
use crate::say::words::{bound, harmless};
use crate::texts::Texts;

/// The narrowest page that is laid out.
const MIN_WIDTH: usize = 40;

/// Lays out a document.
#[must_use]
pub fn screen(document: &Document, texts: &Texts, width: usize) -> String {
    let width = width.max(MIN_WIDTH);
    let mut screen =
        Screen { texts, width, text: String::new(), last: Last::Nothing, margin: "", heading: String::new() };
    if !document.title.is_empty() {
        screen.wrapped("", "", &document.title, Style::Strong);
        screen.last = Last::Title;
        screen.heading.clone_from(&document.title);
    }
    for (name, value) in &document.facts {
        screen.wrapped("", "  ", &format!("{name}: {value}"), Style::Faint);
    }
    for block in &document.blocks {
        screen.block(block);
        screen.heading = if let Block::Heading { text, .. } = block { text.text() } else { String::new() };
    }
    screen.text
}

/// What was laid out last: between things of different kinds there is an empty line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Title,
    Heading,
    Paragraph,
    Notice,
    /// Points and entries, one below the other.
    Points,
    /// Something that always stands apart.
    Apart,
}

struct Screen<'a> {
    texts: &'a Texts,
    width: usize,
    text: String,
    last: Last,
    /// What lines of running text begin with.
    margin: &'static str,
    /// The heading or title that stands just above, which a caption need not repeat.
    heading: String,
}

impl Screen<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, .. } => {
                self.apart();
                self.margin = "  ";
                let style = if *level <= 2 { Style::Strong } else { Style::Plain };
                self.wrapped("", "", &text.text(), style);
                self.last = Last::Heading;
            }
            // What stands back as a whole is about all of the page.
            Block::Paragraph(text) if text.is_faint() => {
                self.next(Last::Notice);
                self.rich("", "  ", text);
            }
            Block::Paragraph(text) => {
                self.next(Last::Paragraph);
                self.rich(self.margin, self.margin, text);
            }
            Block::Notice(text) => {
                self.next(Last::Notice);
                self.signed("!", &text.text(), Style::Care);
            }
            Block::List(points) => {
                self.next(Last::Points);
                points.iter().for_each(|point| self.rich("  • ", "    ", point));
            }
            Block::Numbered(points) => {
                self.next(Last::Points);
                let digits = points.len().to_string().len();
                for (point, number) in points.iter().zip(1..) {
                    self.rich(&format!("  {number:>digits$}. "), &" ".repeat(digits + 4), point);
                }
            }
            Block::Terms(terms) => {
                self.next(Last::Points);
                self.terms(terms);
            }
            Block::Entry(entry) => self.entry(entry),
            Block::Fold { summary, .. } => {
                if self.last != Last::Points {
                    self.next(Last::Paragraph);
                }
                self.wrapped("    ", "    ", &summary.text(), Style::Faint);
            }
            Block::Table(table) => {
                self.caption(&table.caption);
                self.table(table);
            }
            Block::Figure(figure) => {
                self.caption(&figure.caption);
                self.wrapped(self.margin, self.margin, &figure.alternative, Style::Plain);
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        match entry.sign {
            Some(of) => {
                self.next(Last::Points);
                let first = format!("  {} ", sign(self.texts, of));
                self.rich(&first, "    ", &entry.lead);
            }
            None => {
                self.next(Last::Apart);
                self.rich("  ", "    ", &entry.lead);
            }
        }
        entry.details.iter().for_each(|detail| self.rich("    ", "    ", detail));
    }

    fn signed(&mut self, sign: &str, text: &str, style: Style) {
        self.wrapped(&format!("  {sign} "), "    ", text, style);
    }

    /// What a table or picture shows, unless the heading above says just that.
    fn caption(&mut self, caption: &str) {
        self.next(Last::Apart);
        if !caption.is_empty() && caption != self.heading {
            self.wrapped(self.margin, self.margin, caption, Style::Plain);
        }
    }

    /// An empty line before something of this kind, if it needs one.
    fn next(&mut self, kind: Last) {
        let close = match (self.last, kind) {
            (Last::Nothing | Last::Heading, _) | (Last::Paragraph, Last::Points) => true,
            (last, kind) => last == kind && kind != Last::Apart,
        };
        if !close {
            self.apart();
        }
        self.last = kind;
    }

    fn apart(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A text in the style of what stands out most in it.
    fn rich(&mut self, first: &str, rest: &str, text: &Rich) {
        let style = match text.spans.first() {
            Some(first) if text.spans.iter().all(|span| span.style == first.style) => first.style,
            _ => Style::Plain,
        };
        for (number, line) in text.lines().iter().enumerate() {
            self.wrapped(if number == 0 { first } else { rest }, rest, &line.text(), style);
        }
    }

    fn wrapped(&mut self, first: &str, rest: &str, text: &str, style: Style) {
        let text = bound(&harmless(text));
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&text, options) {
            self.line(&line, style);
        }
    }

    fn line(&mut self, line: &str, style: Style) {
        let ansi = match style {
            Style::Plain => Ansi::new(),
            Style::Strong => Ansi::new().bold(),
            Style::Good => AnsiColor::Green.on_default().bold(),
            Style::Care => AnsiColor::Yellow.on_default().bold(),
            Style::Faint => Ansi::new().dimmed(),
        };
        let line = line.trim_end();
        if style == Style::Plain || line.is_empty() {
            self.text.push_str(line);
        } else {
            self.text.push_str(&format!("{ansi}{line}{ansi:#}"));
        }
        self.text.push('\n');
    }
}
