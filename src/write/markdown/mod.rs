//! A document as Markdown for GitHub: CommonMark with tables, readable without being rendered, too.
//!
//! In: a document. Out: Markdown. What comes from data is only ever text in it: the only HTML are the anchors of the
//! headings, the line breaks in cells, and the empty comments that keep addresses from becoming links; in comments on
//! changes, what can be opened.

mod comment;
mod inline;

pub use self::comment::{OF_AREAS, OF_RULES, comment};

use std::collections::BTreeSet;

use self::inline::{Inline, Place};
use super::sign;
use crate::document::{Block, Cell, Column, Document, Entry, Figure, Kind, Rich, Sign, Style, Table};
use crate::say::words::harmless;
use crate::texts::Texts;

/// The deepest level of heading in the table of contents.
const DEEPEST: u8 = 3;

/// Writes a document as Markdown.
#[must_use]
pub fn markdown(document: &Document, texts: &Texts) -> String {
    let mut writer = Writer::new(document, texts, false);
    writer.head(document);
    for block in &document.blocks {
        writer.block(block);
    }
    writer.text
}

/// The headings that can be linked to; an id that is not one could be anything, and is left out.
fn targets(document: &Document) -> BTreeSet<&str> {
    let plain =
        |id: &str| !id.is_empty() && id.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '-'));
    let mut targets = BTreeSet::new();
    for block in &document.blocks {
        if let Block::Heading { id, .. } = block
            && plain(id)
        {
            targets.insert(id.as_str());
        }
    }
    targets
}

struct Writer<'a> {
    texts: &'a Texts,
    /// Whether it is a comment: headings stand a level deeper, and what is folded can be opened.
    comment: bool,
    targets: BTreeSet<&'a str>,
    text: String,
    /// The mark of the list that was just written: the next list must have another, or they would be one.
    list: Option<&'static str>,
    /// Whether what was just written is a list of entries, which goes on with the next.
    entries: bool,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document, texts: &'a Texts, comment: bool) -> Self {
        Self { texts, comment, targets: targets(document), text: String::new(), list: None, entries: false }
    }

    fn head(&mut self, document: &Document) {
        self.heading(1, &Rich::plain(&*document.title), "");
        let facts = document.facts.iter();
        let facts: Vec<Rich> = facts
            .map(|(name, value)| Rich::strong(format!("{name}:")).and(format!(" {value}"), Style::Plain))
            .collect();
        self.points(&facts);
        self.contents(document);
    }

    fn contents(&mut self, document: &Document) {
        let mut entries = String::new();
        for block in &document.blocks {
            if let Block::Heading { level, text, id } = block
                && *level <= document.contents_depth.min(DEEPEST)
            {
                let indent = "  ".repeat(usize::from(level.saturating_sub(2)));
                let entry = self.inline(&Rich::default().link(text.text(), id), Place::Block);
                if !entry.is_empty() {
                    entries.push_str(&format!("{indent}- {entry}\n"));
                }
            }
        }
        if !entries.is_empty() {
            let title = self.inline(&Rich::plain(self.texts.contents()), Place::Line);
            self.line(&format!("## {}", closed(&title)));
            self.line(entries.trim_end());
            self.list = Some("-");
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, id } => self.heading(*level, text, id),
            Block::Paragraph(text) => self.paragraph(text),
            Block::Notice(text) => {
                let text = self.inline(text, Place::Block);
                if !text.is_empty() {
                    self.line(&format!("> {text}"));
                }
            }
            Block::List(points) => self.points(points),
            Block::Numbered(points) => self.numbered(points),
            Block::Terms(terms) => self.terms(terms),
            Block::Entry(entry) => self.entry(entry),
            Block::Fold { summary, blocks } if self.comment => self.fold(&summary.text(), blocks),
            Block::Fold { summary, .. } => self.paragraph(summary),
            Block::Table(table) => self.table(&table.undrawn()),
            Block::Figure(figure) => self.figure(figure),
        }
    }

    fn paragraph(&mut self, text: &Rich) {
        self.line(&self.inline(text, Place::Block));
    }

    fn heading(&mut self, level: u8, text: &Rich, id: &str) {
        let marks = "#".repeat(usize::from((level + u8::from(self.comment)).clamp(1, 6)));
        let text = self.inline(text, Place::Line);
        // The first heading with an id is the one that links go to.
        let anchor = if self.targets.remove(id) { format!(" <a id=\"{id}\"></a>") } else { String::new() };
        self.line(&format!("{marks} {}{anchor}", closed(&text)));
    }

    /// What can be opened: within the tags Markdown is not read, and after an empty line it is again.
    fn fold(&mut self, summary: &str, blocks: &[Block]) {
        self.line(&format!("<details>\n<summary>{}</summary>", tagged(summary)));
        blocks.iter().for_each(|block| self.block(block));
        self.line("</details>");
    }

    fn points(&mut self, points: &[Rich]) {
        let mark = if self.list == Some("-") { "*" } else { "-" };
        let lines = points.iter().map(|point| format!("{mark} {}\n", self.inline(point, Place::Block)));
        let lines: String = lines.collect();
        self.list(&lines, mark);
    }

    fn numbered(&mut self, points: &[Rich]) {
        let mark = if self.list == Some(".") { ")" } else { "." };
        let lines = points.iter().zip(1..);
        let lines: String = lines
            .map(|(point, number)| format!("{number}{mark} {}\n", self.inline(point, Place::Block)))
            .collect();
        self.list(&lines, mark);
    }

    fn terms(&mut self, terms: &[(Rich, Rich)]) {
        let point = |(name, value): &(Rich, Rich)| {
            let mut point = Rich::strong(format!("{}:", name.text())).and(" ", Style::Plain);
            point.spans.extend(value.spans.iter().cloned());
            point
        };
        self.points(&terms.iter().map(point).collect::<Vec<_>>());
    }

    /// A point with its sign and, on lines of the same point, what belongs to it; what is named stands on its own.
    fn entry(&mut self, entry: &Entry) {
        let mut lead = match entry.sign {
            None | Some(Sign::Point) => Rich::default(),
            Some(of) => Rich::strong(sign(self.texts, of)).and(" ", Style::Plain),
        };
        lead.spans.extend(entry.lead.spans.iter().cloned());
        let lines = std::iter::once(&lead).chain(&entry.details);
        let lines = lines.map(|line| self.inline(line, Place::Block)).filter(|line| !line.is_empty());
        let lines: Vec<String> = lines.collect();
        if entry.sign.is_none() {
            return self.line(&lines.join("<br>"));
        }
        let mark = match self.list {
            Some(mark) if self.entries => mark,
            Some("-") => "*",
            _ => "-",
        };
        let point = format!("{mark} {}", lines.join("<br>"));
        if self.entries {
            self.text.push_str(point.trim_end());
            self.text.push('\n');
        } else {
            self.line(&point);
        }
        self.list = Some(mark);
        self.entries = true;
    }

    fn list(&mut self, lines: &str, mark: &'static str) {
        if !lines.is_empty() {
            self.line(lines.trim_end());
            self.list = Some(mark);
        }
    }

    fn table(&mut self, table: &Table) {
        self.emphasised(&table.caption);
        if table.columns.is_empty() {
            return;
        }
        let titles: Vec<String> = table
            .columns
            .iter()
            .map(|column| self.inline(&Rich::plain(&*column.title), Place::Line))
            .collect();
        let rules: Vec<String> = table
            .columns
            .iter()
            .map(|column| if column.kind == Kind::Numeric { "---:" } else { "---" }.to_owned())
            .collect();
        let mut lines = vec![row(&titles), row(&rules)];
        for cells in &table.rows {
            let mut cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
            // GitHub fills up short rows and drops what is too much; so that everyone sees the same, it is done here.
            cells.resize(table.columns.len(), String::new());
            lines.push(row(&cells));
        }
        self.line(&lines.join("\n"));
    }

    fn cell(&self, cell: &Cell) -> String {
        let paragraphs = cell.text.iter().map(|text| self.inline(text, Place::Line));
        let paragraphs: Vec<String> = paragraphs.filter(|text| !text.is_empty()).collect();
        paragraphs.join("<br>")
    }

    fn figure(&mut self, figure: &Figure) {
        self.emphasised(&figure.caption);
        self.line(&self.inline(&Rich::plain(&*figure.alternative), Place::Block));
        let (signs, panels) = (figure.signs(), figure.panels());
        if !panels.is_empty() {
            self.line(&self.inline(&Rich::plain(signs.legend()), Place::Block));
        }
        for panel in panels {
            let columns = std::iter::once("").chain(panel.columns.iter().map(String::as_str));
            let mut table = Table::new("", columns.map(|name| Column::text(name, 1)).collect());
            table.rows.extend(panel.rows.iter().map(|(name, answers)| {
                let answers = answers.iter().map(|(mark, answer)| signs.of(*mark, answer));
                std::iter::once(name.clone()).chain(answers).map(Cell::plain).collect()
            }));
            self.table(&table);
        }
    }

    fn emphasised(&mut self, text: &str) {
        let text = self.inline(&Rich::plain(text), Place::Line);
        if !text.is_empty() {
            self.line(&format!("*{text}*"));
        }
    }

    fn inline(&self, text: &Rich, place: Place) -> String {
        Inline::new(text, |id| self.targets.contains(id)).write(place)
    }

    /// Lines that stand for themselves, after an empty line.
    fn line(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
        self.list = None;
        self.entries = false;
    }
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// Text between tags: neither markup nor a name that somebody would be told of.
fn tagged(text: &str) -> String {
    let text = harmless(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('@', "@<!-- -->").replace('#', "#<!-- -->")
}

/// The text of a heading: number signs at its end would be taken for decoration and dropped.
fn closed(text: &str) -> String {
    match text.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => text.to_owned(),
    }
}
