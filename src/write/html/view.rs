//! A document as the templates want it: ids given out, links looked up, wide figures cut into panels.
//!
//! In: a document. Out: the same parts in the same order. Nothing is escaped here; that is the templates' doing.

use std::collections::BTreeSet;

use super::bar::{Drawn, drawn};
use super::ids::Ids;
use crate::document::{self, Block, Cell, Document, Kind, Mark, Panel, Rich, Role, Sign, Style, Table};
use crate::say::words::bound;

/// What the body of a page is made of.
pub(super) struct View {
    pub(super) chapters: Vec<Chapter>,
    pub(super) parts: Vec<Part>,
    /// Whether any picture or marked cell needs the signs.
    pub(super) signs: bool,
}

/// A heading of level 2 in the table of contents, with those of level 3 under it.
pub(super) struct Chapter {
    pub(super) entry: Entry,
    pub(super) sections: Vec<Entry>,
}

/// A line of the table of contents.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) text: String,
}

/// A part of a page.
pub(super) enum Part {
    Heading {
        level: u8,
        id: String,
        text: Words,
    },
    Paragraph(Words),
    Notice(Words),
    List(Vec<Words>),
    Numbered(Vec<Words>),
    Terms(Vec<(Words, Words)>),
    /// Things one below the other; without signs each stands for itself.
    Entries(Vec<Item>),
    Fold {
        summary: Words,
        parts: Vec<Self>,
    },
    Table(Grid),
    Figure(Plate),
}

/// A thing with what belongs to it.
pub(super) struct Item {
    pub(super) sign: Option<Sign>,
    pub(super) lead: Words,
    pub(super) details: Vec<Words>,
}

/// Running text.
pub(super) struct Words {
    pub(super) spans: Vec<Stretch>,
}

/// A stretch of text in one style.
pub(super) struct Stretch {
    pub(super) text: String,
    pub(super) strong: bool,
    /// The class of its style, if it has one beside being strong.
    pub(super) class: Option<&'static str>,
    /// The address it links to.
    pub(super) target: Option<String>,
    /// Whether it ends a line.
    pub(super) ends: bool,
}

/// A table.
pub(super) struct Grid {
    pub(super) id: String,
    pub(super) caption: String,
    pub(super) columns: Vec<Head>,
    pub(super) rows: Vec<Vec<Box>>,
    /// The role of the region it scrolls in on its own, unless it fits on any screen.
    pub(super) region: Option<&'static str>,
    /// The width in rem under which it is not squeezed.
    pub(super) least: usize,
    /// Whether it has so many columns that it needs smaller type, or on paper broken words.
    pub(super) class: Option<&'static str>,
}

/// A column of a table.
pub(super) struct Head {
    pub(super) title: String,
    pub(super) numeric: bool,
    pub(super) mark: Option<Mark>,
    /// Its share of the width, in per cent.
    pub(super) share: usize,
}

/// A cell of a table.
pub(super) struct Box {
    pub(super) texts: Vec<Words>,
    pub(super) mark: Option<Mark>,
    pub(super) numeric: bool,
    pub(super) bar: Option<Drawn>,
}

/// A figure.
pub(super) struct Plate {
    pub(super) id: String,
    pub(super) caption: String,
    pub(super) alternative: String,
    /// The role of the region it scrolls in.
    pub(super) region: &'static str,
    /// Name and mark of each kind of answer.
    pub(super) legend: Vec<(String, Mark)>,
    /// Tables of some criteria each, as many as fit on a page; none where there is nothing to show.
    pub(super) panels: Vec<Panel>,
}

/// Prepares a document.
pub(super) fn view(document: &Document) -> View {
    let mut ids = Ids::default();
    // Links may go forward, so that every heading has its id before the first text is looked at.
    let mut level = 1;
    let mut headings = Vec::new();
    for block in &document.blocks {
        if let Block::Heading { level: wanted, id, .. } = block {
            // Readers who go by headings lose their way where one is left out.
            level = (*wanted).clamp(2, 4).min(level + 1);
            headings.push((level, ids.heading(id)));
        }
    }
    let mut view = View { chapters: Vec::new(), parts: Vec::new(), signs: false };
    let mut writer = Writer { ids, tables: 0, captions: BTreeSet::new(), signs: false };
    let mut headings = headings.into_iter();
    for block in &document.blocks {
        if let Block::Heading { text, .. } = block {
            let Some((level, id)) = headings.next() else { continue };
            if level <= document.contents_depth {
                view.list(level, &id, text);
            }
            view.parts.push(Part::Heading { level, id, text: words(&writer.ids, text) });
        } else {
            writer.block(block, &mut view.parts);
        }
    }
    view.signs = writer.signs;
    view
}

struct Writer<'a> {
    ids: Ids,
    tables: usize,
    captions: BTreeSet<&'a str>,
    signs: bool,
}

impl<'a> Writer<'a> {
    fn block(&mut self, block: &'a Block, parts: &mut Vec<Part>) {
        let words = |text: &Rich| words(&self.ids, text);
        parts.push(match block {
            // Every heading stands outside what can be folded.
            Block::Heading { text, .. } | Block::Paragraph(text) => Part::Paragraph(words(text)),
            Block::Notice(text) => Part::Notice(words(text)),
            Block::List(points) => Part::List(points.iter().map(words).collect()),
            Block::Numbered(points) => Part::Numbered(points.iter().map(words).collect()),
            Block::Terms(terms) => {
                Part::Terms(terms.iter().map(|(name, value)| (words(name), words(value))).collect())
            }
            Block::Entry(entry) => return self.entry(entry, parts),
            Block::Fold { summary, blocks } => {
                let mut summary = words(summary);
                // What opens and shuts cannot hold a link.
                summary.spans.iter_mut().for_each(|span| span.target = None);
                let mut folded = Vec::new();
                blocks.iter().for_each(|block| self.block(block, &mut folded));
                Part::Fold { summary, parts: folded }
            }
            Block::Table(table) => {
                self.tables += 1;
                self.signs |=
                    table.rows.iter().flatten().any(|cell| cell.mark.is_some() || cell.bar.is_some());
                let role = self.role(&table.caption);
                Part::Table(grid(&self.ids, format!("_table-{}", self.tables), table, role))
            }
            Block::Figure(figure) => {
                self.signs = true;
                Part::Figure(Plate {
                    id: self.ids.unique(&figure.id),
                    caption: figure.caption.clone(),
                    alternative: figure.alternative.clone(),
                    region: self.role(&figure.caption),
                    legend: figure.legend.clone(),
                    panels: figure.panels(),
                })
            }
        });
    }

    fn entry(&self, entry: &document::Entry, parts: &mut Vec<Part>) {
        let item = Item {
            sign: entry.sign,
            lead: words(&self.ids, &entry.lead),
            details: entry.details.iter().map(|detail| words(&self.ids, detail)).collect(),
        };
        match parts.last_mut() {
            Some(Part::Entries(items))
                if items.last().is_some_and(|last| last.sign.is_some() == item.sign.is_some()) =>
            {
                items.push(item);
            }
            _ => parts.push(Part::Entries(vec![item])),
        }
    }

    /// Landmarks must differ in name; what is called like an earlier one is a group and no landmark.
    fn role(&mut self, caption: &'a str) -> &'static str {
        if self.captions.insert(caption) { "region" } else { "group" }
    }
}

impl View {
    /// How many lines the table of contents has.
    pub(super) fn entries(&self) -> usize {
        self.chapters.iter().map(|chapter| 1 + chapter.sections.len()).sum()
    }

    fn list(&mut self, level: u8, id: &str, text: &Rich) {
        let entry = Entry { id: id.to_owned(), text: bound(&text.text()) };
        match (level, self.chapters.last_mut()) {
            (3, Some(chapter)) => chapter.sections.push(entry),
            (2, _) => self.chapters.push(Chapter { entry, sections: Vec::new() }),
            _ => {}
        }
    }
}

fn words(ids: &Ids, text: &Rich) -> Words {
    let spans = text.spans.iter().map(|span| Stretch {
        text: bound(&span.text),
        strong: matches!(span.style, Style::Strong | Style::Good | Style::Care),
        class: match span.style {
            Style::Plain | Style::Strong => None,
            Style::Faint => Some("faint"),
            Style::Good => Some("settled"),
            Style::Care => Some("care"),
        },
        target: match &span.role {
            Role::Heading(id) => ids.target(id).map(|id| format!("#{id}")),
            Role::Page => Some(span.text.clone()),
            Role::Text | Role::Break => None,
        },
        ends: span.role == Role::Break,
    });
    Words { spans: spans.collect() }
}

fn grid(ids: &Ids, id: String, table: &Table, role: &'static str) -> Grid {
    let whole: usize = table.columns.iter().map(|column| usize::from(column.width)).sum();
    let columns: Vec<Head> = table
        .columns
        .iter()
        .map(|column| Head {
            title: column.title.clone(),
            numeric: column.kind == Kind::Numeric,
            mark: column.mark,
            share: usize::from(column.width) * 100 / whole.max(1),
        })
        .collect();
    let empty = Cell::default();
    let rows = table.rows.iter().filter(|row| !row.is_empty()).map(|row| {
        // A short row is filled up: a table with holes reads wrongly aloud.
        let cells = row.iter().chain(std::iter::repeat(&empty));
        let cells = columns.iter().zip(cells).map(|(column, cell)| Box {
            texts: cell.text.iter().map(|text| words(ids, text)).collect(),
            mark: cell.mark,
            numeric: column.numeric,
            bar: cell.bar.as_ref().map(drawn),
        });
        cells.collect()
    });
    Grid {
        id,
        caption: table.caption.clone(),
        rows: rows.collect(),
        region: (columns.len() > 2).then_some(role),
        // A column with much text gets more room, so that rows do not grow into towers.
        least: columns
            .iter()
            .map(|column| if column.numeric { 5 } else { (column.share * 3 / 5).clamp(8, 16) })
            .sum(),
        class: match columns.len() {
            0..=6 => None,
            7..=9 => Some("dense"),
            _ => Some("dense packed"),
        },
        columns,
    }
}
