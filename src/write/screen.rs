//! A document on a terminal.
//!
//! In: a document and a width. Out: a page no wider than that. Nothing is said by colour or drawing alone: what is drawn
//! stands there in figures, too. Never decides what is said.

use unicode_width::UnicodeWidthStr;

use crate::document::{Block, Document, Drawing, Figure, Rich, ShareBar, Style, Table};
use crate::write::laid_page::{Page, Tone};

/// Narrower pages have no room for tables of more than [`FEW`] columns.
const NARROW: usize = 76;
/// So many columns always have room.
const FEW: usize = 3;
/// Narrower pages have shorter bars.
const BAR_WIDTH: usize = 72;

/// Lays out a document.
#[must_use]
pub fn screen(document: &Document, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph("", "", &document.title, Tone::Strong);
    for (name, value) in &document.facts {
        page.paragraph("", "  ", &format!("{name}: {value}"), Tone::Faint);
    }
    let mut last = None;
    for block in &document.blocks {
        write(&mut page, block, last);
        last = Some(block);
    }
    page.finish()
}

fn write(page: &mut Page, block: &Block, last: Option<&Block>) {
    // What follows a heading stands close to it.
    let headed = matches!(last, Some(Block::Heading { .. }));
    match block {
        Block::Heading { text, level, .. } => {
            page.gap();
            let tone = if *level == 2 { Tone::Strong } else { Tone::Plain };
            page.paragraph("", "", &text.text(), tone);
        }
        // What stands back as a whole is about all of the page.
        Block::Paragraph(text) if text.0.iter().all(|span| span.style == Style::Faint) => {
            page.gap();
            page.paragraph("", "", &text.text(), Tone::Faint);
        }
        Block::Paragraph(text) => {
            if !headed && !matches!(last, Some(Block::Paragraph(_))) {
                page.gap();
            }
            page.paragraph("  ", "  ", &text.text(), Tone::Plain);
        }
        Block::Notice(text) => {
            if !headed && !matches!(last, Some(Block::Notice(_))) {
                page.gap();
            }
            page.paragraph("  ! ", "    ", &text.text(), Tone::Care);
        }
        Block::List(items) => {
            for item in items {
                page.paragraph("  • ", "    ", &item.text(), Tone::Plain);
            }
        }
        Block::Numbered(items) => {
            let digits = items.len().to_string().len();
            for (item, number) in items.iter().zip(1..) {
                let first = format!("  {number:>digits$}. ");
                page.paragraph(&first, &" ".repeat(digits + 4), &item.text(), Tone::Plain);
            }
        }
        Block::Table(table) => {
            caption(page, &table.caption, last);
            rows(page, table);
        }
        Block::Figure(figure) => {
            caption(page, &figure.caption, last);
            picture(page, figure);
        }
    }
}

/// What a table or picture shows, unless the heading above says just that.
fn caption(page: &mut Page, caption: &str, last: Option<&Block>) {
    match last {
        Some(Block::Heading { text, .. }) if text.text() == caption => {}
        Some(Block::Heading { .. }) => page.paragraph("  ", "  ", caption, Tone::Plain),
        _ => {
            page.gap();
            page.paragraph("  ", "  ", caption, Tone::Plain);
        }
    }
}

fn rows(page: &mut Page, table: &Table) {
    let said = |text: &[Rich]| text.iter().map(Rich::text).collect::<Vec<_>>();
    if page.width() < NARROW && table.columns.len() > FEW {
        for row in &table.rows {
            let mut named = table.columns.iter().zip(row);
            if let Some((_, cell)) = named.next() {
                page.paragraph("  • ", "    ", &said(&cell.text).join(", "), Tone::Plain);
            }
            for (column, cell) in named.filter(|(_, cell)| !cell.text.is_empty()) {
                let line = format!("{}: {}", column.title, said(&cell.text).join("; "));
                page.paragraph("    ", "      ", &line, Tone::Plain);
            }
        }
        return;
    }
    let header: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| said(&cell.text).join("\n")).collect()).collect();
    let numeric = table.columns.iter().enumerate().filter(|(_, column)| column.numeric);
    let fixed: Vec<usize> = numeric.map(|(place, _)| place).collect();
    page.headed_rows(" ", &header, &rows, &fixed);
}

fn picture(page: &mut Page, figure: &Figure) {
    match &figure.drawing {
        Drawing::Shares { bars } => shares(page, bars),
        _ => page.paragraph("  ", "  ", &figure.alternative, Tone::Plain),
    }
}

/// Bars, of which all together are the whole, under their names: names can be long, and a page narrow.
fn shares(page: &mut Page, bars: &[ShareBar]) {
    let whole = bars.iter().map(|bar| bar.value).sum::<u128>().max(1);
    let length: u128 = if page.width() < BAR_WIDTH { 16 } else { 30 };
    for bar in bars {
        let full = (bar.value * length * 2 + whole) / (whole * 2);
        let drawn: String = (0..length).map(|cell| if cell < full { '█' } else { '·' }).collect();
        page.paragraph("  ", "    ", &bar.name, Tone::Plain);
        let line = format!("    {drawn}  {}", bar.label);
        if line.width() <= page.width() {
            page.line(&line, Tone::Plain);
        } else {
            page.line(&format!("    {drawn}"), Tone::Plain);
            page.paragraph("    ", "    ", &bar.label, Tone::Plain);
        }
    }
}
