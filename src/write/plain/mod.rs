//! A document as plain lines, for screen readers, Braille displays and programs that look for a line: no boxes, no bars,
//! one fact a line, nothing cut and nothing wrapped.
//!
//! In: a document made with the texts of [`Texts::plain`], in which signs are words. Out: lines of any length. Headings
//! stand alone after an empty line; what is drawn is said. Decides nothing and leaves nothing out but what is folded.

use super::sign;
use crate::document::{Block, Cell, Document, Entry, Rich, Sign, Table};
use crate::say::words::{harmless, row_in_words};
use crate::texts::Texts;

/// Writes a document as plain lines.
#[must_use]
pub fn plain(document: &Document, texts: &Texts) -> String {
    let mut writer =
        Writer { texts, text: String::new(), last: Last::Nothing, heading: document.title.clone() };
    if !document.title.is_empty() {
        writer.line(Last::Paragraph, &document.title);
    }
    for (name, value) in &document.facts {
        writer.line(Last::Paragraph, &format!("{name}: {value}"));
    }
    for block in &document.blocks {
        writer.block(block);
        writer.heading = if let Block::Heading { text, .. } = block { text.text() } else { String::new() };
    }
    writer.text
}

/// What was written last: between things of different kinds there is an empty line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Paragraph,
    Heading,
    List,
    Table,
}

struct Writer<'a> {
    texts: &'a Texts,
    text: String,
    last: Last,
    /// The heading or title that stands just above, which a caption need not repeat.
    heading: String,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => {
                self.apart();
                self.line(Last::Heading, &text.text());
            }
            Block::Paragraph(text) => self.lines(Last::Paragraph, "", text),
            Block::Notice(text) => {
                let lead = self.texts.notice_lead();
                self.line(Last::Paragraph, &format!("{lead}: {}", text.text()));
            }
            Block::List(points) => points.iter().for_each(|point| self.lines(Last::List, "", point)),
            Block::Numbered(points) => {
                for (point, number) in points.iter().zip(1..) {
                    self.lines(Last::List, &format!("{number}. "), point);
                }
            }
            Block::Terms(terms) => {
                for (name, value) in terms {
                    self.line(Last::List, &format!("{}: {}", name.text(), value.text()));
                }
            }
            Block::Entry(entry) => self.entry(entry),
            Block::Fold { summary, .. } => self.line(self.last, &summary.text()),
            Block::Table(table) => self.table(&table.undrawn()),
            // What each area answers stands where the area does.
            Block::Figure(figure) => {
                self.caption(Last::Table, &figure.caption);
                self.line(Last::Table, &figure.alternative);
            }
        }
    }

    /// A line a row; where a cell says several things, a line for each thing in the row.
    fn table(&mut self, table: &Table) {
        self.caption(Last::Table, &table.caption);
        let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
        for row in &table.rows {
            if row.iter().all(|cell| cell.text.len() <= 1) {
                let cells: Vec<String> = row.iter().map(|cell| self.cell(cell).concat()).collect();
                self.line(Last::Table, &row_in_words(&titles, &cells));
            } else {
                self.things(&titles, row);
            }
        }
    }

    fn things(&mut self, titles: &[String], row: &[Cell]) {
        let name = row.first().map(|cell| self.cell(cell).join(" ")).unwrap_or_default();
        for (number, cell) in row.iter().enumerate().skip(1) {
            let title = titles.get(number).cloned().unwrap_or_default();
            for said in self.cell(cell) {
                self.line(Last::Table, &row_in_words(&[String::new(), title.clone()], &[name.clone(), said]));
            }
        }
    }

    /// The things that a cell says; a dash is no word.
    fn cell(&self, cell: &Cell) -> Vec<String> {
        let said = cell.text.iter().map(Rich::text);
        said.map(|said| if said == "–" { self.texts.no_value().to_owned() } else { said }).collect()
    }

    /// A line for the thing, and one for each that belongs to it; what is named stands as a heading.
    fn entry(&mut self, entry: &Entry) {
        match entry.sign {
            None => {
                self.apart();
                self.line(Last::Heading, &entry.lead.text());
            }
            Some(Sign::Point) => self.lines(Last::List, "", &entry.lead),
            Some(of) => self.lines(Last::List, &format!("{}: ", sign(self.texts, of)), &entry.lead),
        }
        entry.details.iter().for_each(|detail| self.lines(Last::List, "", detail));
    }

    /// A text on as many lines as it has.
    fn lines(&mut self, of: Last, before: &str, text: &Rich) {
        for (number, line) in text.lines().iter().enumerate() {
            self.line(of, &format!("{}{}", if number == 0 { before } else { "" }, line.text()));
        }
    }

    /// What a table or picture shows, unless the heading above it has just said so.
    fn caption(&mut self, of: Last, caption: &str) {
        if self.last != Last::Heading {
            self.apart();
        }
        if caption != self.heading {
            self.last = Last::Heading;
            self.line(of, caption);
        }
        self.last = Last::Heading;
    }

    fn line(&mut self, of: Last, line: &str) {
        let line = harmless(line);
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        if self.last != of && self.last != Last::Heading {
            self.apart();
        }
        self.text.push_str(line);
        self.text.push('\n');
        self.last = of;
    }

    /// An empty line, unless there is one or nothing stands above.
    fn apart(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
