//! The body of a Word file: a document's blocks as paragraphs and tables in sections.
//!
//! In: a document. Out: the template of the main part, and the numberings that its lists use. Says nothing that the
//! document does not say.

use std::collections::BTreeMap;

use askama::Template;

use super::page::{Page, Paper, sections};
use super::pages::pages;
use super::parts::{Bookmark, Drawn, Grid, GridCell, Paragraph, Part, Run, fill, text};
use super::widths::{PADDING, length, needs, widths};
use crate::document::{self, Block, Cell, Document, Figure, Kind, Mark, Rich, Role, Sign, Style, Table};
use crate::texts::Texts;
use crate::write::sign;

/// As many lines of contents have the first page to themselves.
const LONG_CONTENTS: usize = 15;

/// How high a head that is written upwards is at most.
const UPRIGHT: u64 = 4200;

/// The first numbering that is free: those before belong to styles.
const FIRST_LIST: usize = 3;

/// The main part of a Word file.
#[derive(Debug, Template)]
#[template(path = "docx/document.xml")]
pub(super) struct Body {
    title: Paragraph,
    facts: Vec<Paragraph>,
    contents: Paragraph,
    entries: Vec<Entry>,
    parts: Vec<Part>,
    page: Page,
}

/// A line of the table of contents.
#[derive(Debug)]
struct Entry {
    level: u8,
    text: String,
    bookmark: Bookmark,
    /// The page it stands on, as far as that can be told here.
    page: usize,
}

impl Entry {
    /// Its line as a paragraph, to be measured.
    fn line(&self) -> Paragraph {
        Paragraph::plain(if self.level == 1 { "TOC1" } else { "TOC2" }, &self.text)
    }
}

/// Lays out a document for a paper.
pub(super) fn body(document: &Document, texts: &Texts, paper: Paper) -> (Body, Vec<usize>) {
    let mut places = BTreeMap::new();
    let mut entries = Vec::new();
    for block in &document.blocks {
        if let Block::Heading { level, text: heading, id } = block {
            let bookmark = Bookmark(places.len() + 1);
            // The first heading with an id is the one that links go to.
            if places.contains_key(id.as_str()) {
                continue;
            }
            places.insert(id.as_str(), bookmark);
            if *level <= document.contents_depth {
                entries.push(Entry { level: depth(*level), text: text(&heading.text()), bookmark, page: 1 });
            }
        }
    }
    let mut writer = Writer {
        texts,
        apart: document.apart.as_deref(),
        free: places.clone(),
        places,
        parts: Vec::new(),
        page: Page::Portrait,
        paper,
        lists: Vec::new(),
        drawings: std::cell::Cell::new(0),
    };
    for section in sections(&document.blocks) {
        writer.turn(Page::of(section, paper));
        for block in section {
            writer.block(block);
        }
    }
    if entries.len() >= LONG_CONTENTS
        && let Some(Part::Paragraph(first)) = writer.parts.first_mut()
        && first.section.is_none()
    {
        first.new_page = true;
    }
    if writer.below_table() {
        // Word wants a paragraph behind the last table.
        writer.parts.push(Part::Paragraph(Paragraph::empty("TableText")));
    }
    let title = Paragraph::plain("Title", &document.title);
    let facts: Vec<Paragraph> = document.facts.iter().map(|(name, value)| fact(name, value)).collect();
    let contents = Paragraph::plain("TOCHeading", texts.contents());
    if !entries.is_empty() {
        let listed: Vec<Paragraph> = entries.iter().map(Entry::line).collect();
        let lead = std::iter::once(&title).chain(&facts).chain(std::iter::once(&contents)).chain(&listed);
        let numbers = pages(lead, &writer.parts, paper, writer.page);
        for entry in &mut entries {
            entry.page = numbers.get(&entry.bookmark.0).copied().unwrap_or(1);
        }
    }
    let body = Body { title, facts, contents, entries, parts: writer.parts, page: writer.page };
    (body, writer.lists)
}

/// A level as Word counts: the document's title is no heading there.
fn depth(level: u8) -> u8 {
    level.saturating_sub(1).clamp(1, 4)
}

/// One text behind the other.
fn joined(mut first: Rich, second: &Rich) -> Rich {
    first.spans.extend(second.spans.iter().cloned());
    first
}

fn fact(name: &str, value: &str) -> Paragraph {
    let mut name = Run::plain(&format!("{name}:"));
    name.style = Some("Strong");
    let mut value = Run::plain(value);
    value.tab = true;
    Paragraph { style: "Facts", runs: vec![name, value], ..Paragraph::default() }
}

struct Writer<'a> {
    texts: &'a Texts,
    /// The heading that begins a new page.
    apart: Option<&'a str>,
    /// Where links go.
    places: BTreeMap<&'a str, Bookmark>,
    /// The bookmarks that no heading has taken yet.
    free: BTreeMap<&'a str, Bookmark>,
    parts: Vec<Part>,
    page: Page,
    paper: Paper,
    lists: Vec<usize>,
    /// How many bars have been drawn.
    drawings: std::cell::Cell<usize>,
}

impl Writer<'_> {
    /// Goes on upon a page turned this way.
    fn turn(&mut self, page: Page) {
        if page == self.page {
            return;
        }
        match self.parts.last_mut() {
            Some(Part::Paragraph(last)) if last.section.is_none() => last.section = Some(self.page),
            _ => {
                let section = Some(self.page);
                let end = Paragraph { section, ..Paragraph::empty("TableText") };
                self.parts.push(Part::Paragraph(end));
            }
        }
        self.page = page;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, id } => {
                let style = match depth(*level) {
                    1 => "Heading1",
                    2 => "Heading2",
                    3 => "Heading3",
                    _ => "Heading4",
                };
                let bookmark = self.free.remove(id.as_str());
                let new_page = self.apart == Some(id.as_str());
                let heading = Paragraph { bookmark, new_page, ..self.rich(style, text) };
                self.parts.push(Part::Paragraph(heading));
            }
            Block::Paragraph(text) => self.text(self.rich("Normal", text)),
            Block::Notice(text) => self.text(self.rich("Notice", text)),
            Block::List(points) => {
                self.keep_lead();
                for point in points {
                    self.text(self.rich("ListBullet", point));
                }
            }
            Block::Numbered(points) => {
                self.keep_lead();
                // A numbering of its own, or it would go on from the list before.
                let list = FIRST_LIST + self.lists.len();
                self.lists.push(list);
                for point in points {
                    self.text(Paragraph { list: Some(list), ..self.rich("ListNumber", point) });
                }
            }
            Block::Terms(terms) => {
                for (name, value) in terms {
                    let name = Rich::strong(format!("{}: ", name.text()));
                    self.text(self.rich("ListBullet", &joined(name, value)));
                }
            }
            Block::Entry(entry) => self.entry(entry),
            Block::Fold { summary, .. } => self.text(self.rich("Normal", summary)),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
        }
    }

    /// What leads to a list stays on its page.
    fn keep_lead(&mut self) {
        if let Some(Part::Paragraph(lead)) = self.parts.last_mut()
            && lead.style == "Normal"
        {
            lead.keeps = true;
        }
    }

    /// A thing on a line with its sign, and set in below it what belongs to it.
    fn entry(&mut self, entry: &document::Entry) {
        match entry.sign {
            None => self.text(self.rich("Lead", &entry.lead)),
            Some(Sign::Point) => self.text(self.rich("ListBullet", &entry.lead)),
            Some(of) => {
                let mut lead = self.rich("Entry", &entry.lead);
                lead.runs.iter_mut().take(1).for_each(|run| run.tab = true);
                lead.runs.insert(0, Run { style: Some("Strong"), ..Run::plain(sign(self.texts, of)) });
                self.text(lead);
            }
        }
        entry.details.iter().for_each(|detail| self.text(self.rich("Detail", detail)));
    }

    fn text(&mut self, paragraph: Paragraph) {
        let spaced = self.below_table();
        self.parts.push(Part::Paragraph(Paragraph { spaced, ..paragraph }));
    }

    fn below_table(&self) -> bool {
        matches!(self.parts.last(), Some(Part::Table(_)))
    }

    fn rich(&self, style: &'static str, rich: &Rich) -> Paragraph {
        let mut runs = Vec::new();
        for span in rich.spans.iter().filter(|span| !span.text.is_empty()) {
            let target = match &span.role {
                Role::Heading(id) => self.places.get(id.as_str()).copied(),
                _ => None,
            };
            let (page, ends) = (span.role == Role::Page, span.role == Role::Break);
            let style = match span.style {
                _ if target.is_some() || page => Some("Hyperlink"),
                Style::Plain => None,
                Style::Strong | Style::Good | Style::Care => Some("Strong"),
                Style::Faint => Some("SubtleEmphasis"),
            };
            let bold = target.is_some() && span.style == Style::Strong;
            runs.push(Run { style, bold, target, page, ends, ..Run::plain(&span.text) });
        }
        Paragraph { style, runs, ..Paragraph::default() }
    }

    fn table(&mut self, table: &Table) {
        // Whatever the caption's style is in a template, it stays with its table.
        let caption = Paragraph::plain("Caption", &table.caption);
        self.parts.push(Part::Paragraph(Paragraph { keeps: true, ..caption }));
        if table.columns.is_empty() {
            return;
        }
        let width = self.paper.width(self.page);
        let widths = widths(width, &needs(table));
        let head = table.columns.iter().map(|column| Cell::plain(&*column.title)).collect();
        let rows = std::iter::once(&head).chain(&table.rows);
        let rows = rows.map(|cells: &Vec<Cell>| self.row(table, &widths, cells)).collect();
        self.parts.push(Part::Table(Grid {
            caption: text(&table.caption),
            width,
            widths,
            upright: None,
            rows,
        }));
    }

    /// A row with exactly as many cells as there are columns.
    fn row(&self, table: &Table, widths: &[u64], cells: &[Cell]) -> Vec<GridCell> {
        let columns = table.columns.iter().zip(widths).enumerate();
        let cells = columns.map(|(position, (column, width))| {
            let cell = cells.get(position);
            let texts = cell.map(|cell| cell.text.as_slice()).unwrap_or_default();
            let mut paragraphs: Vec<Paragraph> = texts
                .iter()
                .map(|text| Paragraph { right: column.kind == Kind::Numeric, ..self.rich("TableText", text) })
                .collect();
            if let Some(bar) = cell.and_then(|cell| cell.bar.as_ref()) {
                let drawn = Some(Drawn::new(bar, self.drawings.get(), width.saturating_sub(PADDING)));
                self.drawings.set(self.drawings.get() + 1);
                paragraphs.push(Paragraph { drawn, ..Paragraph::empty("TableText") });
            }
            if paragraphs.is_empty() {
                paragraphs.push(Paragraph::empty("TableText"));
            }
            GridCell { width: *width, fill: cell.and_then(|cell| cell.mark).map(fill), paragraphs }
        });
        cells.collect()
    }

    /// A figure as tables of letters, each the first of an answer, on the colour of what it means.
    fn figure(&mut self, figure: &Figure) {
        let width = self.paper.width(self.page);
        let first = width / 5;
        let signs = figure.signs();
        self.parts
            .push(Part::Paragraph(Paragraph { keeps: true, ..Paragraph::plain("Caption", &figure.caption) }));
        self.text(Paragraph::plain("Normal", &figure.alternative));
        let legend = Paragraph { keeps: true, ..Paragraph::plain("Normal", &signs.legend()) };
        let panels = figure.panels();
        if !panels.is_empty() {
            self.text(legend);
        }
        for panel in panels {
            let text = |text: &str| vec![Paragraph::plain("TableText", text)];
            let of = (width - first) / u64::try_from(panel.columns.len().max(1)).unwrap_or(1);
            let cell = |text: Vec<Paragraph>, mark: Option<Mark>| GridCell {
                width: of,
                fill: mark.map(fill),
                paragraphs: text,
            };
            let head = std::iter::once(GridCell { width: first, fill: None, paragraphs: text("") });
            let head = head.chain(panel.columns.iter().map(|name| cell(text(name), None)));
            let mut rows: Vec<Vec<GridCell>> = vec![head.collect()];
            for (name, answers) in &panel.rows {
                let row = std::iter::once(GridCell { width: first, fill: None, paragraphs: text(name) });
                let answers =
                    answers.iter().map(|(mark, answer)| cell(text(&signs.of(*mark, answer)), Some(*mark)));
                let none = std::iter::repeat_with(|| cell(text(""), None));
                rows.push(row.chain(answers).chain(none).take(panel.columns.len() + 1).collect());
            }
            let widths = std::iter::once(first).chain(panel.columns.iter().map(|_| of)).collect();
            let caption = super::parts::text(&figure.caption);
            let longest = panel.columns.iter().map(|name| length(name)).max().unwrap_or(0);
            let (width, upright) =
                (first + of * u64::try_from(panel.columns.len()).unwrap_or(0), Some(longest.min(UPRIGHT)));
            self.parts.push(Part::Table(Grid { caption, width, widths, upright, rows }));
        }
    }
}
