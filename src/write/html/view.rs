//! A document as the templates want it: ids given out, links looked up, pictures set out.
//!
//! In: a document. Out: the same parts in the same order. Nothing is escaped here; that is the templates' doing.

use std::collections::BTreeSet;

use super::ids::Ids;
use super::matrix::{self, Panel};
use super::portfolio::{self, Portfolio};
use super::scores::{self, Scores};
use super::shares::{self, Shares};
use crate::document::{Block, Cell, Document, Drawing, Figure, Mark, Rich, Style, Table};
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
    Heading { level: u8, id: String, text: Words },
    Paragraph(Words),
    Notice(Words),
    List(Vec<Words>),
    Numbered(Vec<Words>),
    Table(Grid),
    Figure(Plate),
}

/// Running text.
pub(super) struct Words {
    pub(super) spans: Vec<Stretch>,
}

/// A stretch of text in one style.
pub(super) struct Stretch {
    pub(super) text: String,
    pub(super) strong: bool,
    pub(super) faint: bool,
    /// The id it links to.
    pub(super) target: Option<String>,
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
    /// Its share of the width, in per cent.
    pub(super) share: usize,
}

/// A cell of a table.
pub(super) struct Box {
    pub(super) texts: Vec<Words>,
    pub(super) mark: Option<Mark>,
    pub(super) numeric: bool,
}

/// A figure.
pub(super) struct Plate {
    pub(super) id: String,
    pub(super) caption: String,
    pub(super) alternative: String,
    /// The role of the region it scrolls in.
    pub(super) region: &'static str,
    pub(super) picture: Picture,
}

/// What is drawn; an entry of a legend is a name and a mark.
pub(super) enum Picture {
    Portfolio {
        legend: Vec<(String, Mark)>,
        drawn: Portfolio,
    },
    Matrix {
        legend: Vec<(String, Mark)>,
        panels: Vec<Panel>,
    },
    Shares {
        drawn: Shares,
    },
    Scores {
        legend: Vec<Mark>,
        drawn: Scores,
        spans: bool,
    },
    /// Nothing can be drawn; the alternative text stands instead.
    None,
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
    let mut headings = headings.into_iter();
    let mut view = View { chapters: Vec::new(), parts: Vec::new(), signs: false };
    let mut tables = 0;
    let mut captions = BTreeSet::new();
    // Landmarks must differ in name; what is called like an earlier one is a group and no landmark.
    let mut role = |caption| if captions.insert(caption) { "region" } else { "group" };
    for block in &document.blocks {
        let part = match block {
            Block::Heading { text, .. } => {
                let Some((level, id)) = headings.next() else { continue };
                if level <= document.contents_depth {
                    view.list(level, &id, text);
                }
                Part::Heading { level, id, text: words(&ids, text) }
            }
            Block::Paragraph(text) => Part::Paragraph(words(&ids, text)),
            Block::Notice(text) => Part::Notice(words(&ids, text)),
            Block::List(points) => Part::List(points.iter().map(|point| words(&ids, point)).collect()),
            Block::Numbered(points) => {
                Part::Numbered(points.iter().map(|point| words(&ids, point)).collect())
            }
            Block::Table(table) => {
                tables += 1;
                view.signs |= table.rows.iter().flatten().any(|cell| cell.mark.is_some());
                Part::Table(grid(&ids, format!("_table-{tables}"), table, &mut role))
            }
            Block::Figure(figure) => {
                view.signs = true;
                Part::Figure(plate(ids.unique(&figure.id), figure, role(&figure.caption)))
            }
        };
        view.parts.push(part);
    }
    view
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
    let spans = text.0.iter().map(|span| Stretch {
        text: bound(&span.text),
        strong: span.style == Style::Strong,
        faint: span.style == Style::Faint,
        target: span.target.as_deref().and_then(|target| ids.target(target)).map(str::to_owned),
    });
    Words { spans: spans.collect() }
}

fn grid<'a>(ids: &Ids, id: String, table: &'a Table, role: &mut impl FnMut(&'a str) -> &'static str) -> Grid {
    let whole: usize = table.columns.iter().map(|column| usize::from(column.width)).sum();
    let columns: Vec<Head> = table
        .columns
        .iter()
        .map(|column| Head {
            title: column.title.clone(),
            numeric: column.numeric,
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
        });
        cells.collect()
    });
    Grid {
        id,
        caption: table.caption.clone(),
        rows: rows.collect(),
        region: (columns.len() > 2).then(|| role(&table.caption)),
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

fn plate(id: String, figure: &Figure, region: &'static str) -> Plate {
    let picture = match &figure.drawing {
        Drawing::Portfolio { legend, bars } if !bars.is_empty() => {
            Picture::Portfolio { legend: legend.clone(), drawn: portfolio::portfolio(legend, bars) }
        }
        Drawing::Matrix { legend, columns, rows } if !columns.is_empty() && !rows.is_empty() => {
            Picture::Matrix { legend: legend.clone(), panels: matrix::matrix(&id, columns, rows) }
        }
        Drawing::Scores { bars } if !bars.is_empty() => {
            let mut legend: Vec<Mark> = bars.iter().map(|bar| bar.mark).collect();
            legend.sort_unstable();
            legend.dedup();
            let drawn = scores::scores(bars);
            let spans = drawn.forms.iter().any(|form| form.span.is_some());
            Picture::Scores { legend, drawn, spans }
        }
        Drawing::Shares { bars } if !bars.is_empty() => Picture::Shares { drawn: shares::shares(bars) },
        _ => Picture::None,
    };
    Plate { id, caption: figure.caption.clone(), alternative: figure.alternative.clone(), region, picture }
}
