//! On which page headings come to stand, as far as that can be told without a word processor.
//!
//! In: paragraphs and tables with the pages they stand on. Out: a page a bookmark. An estimate, for programs that show what
//! the file says until they are asked to count themselves; it knows one font, and how wide its letters are.

use std::collections::BTreeMap;

use super::page::{Page, Paper};
use super::parts::{Grid, Paragraph, Part};

/// How a style looks, in twentieths of a point.
#[derive(Clone, Copy)]
struct Look {
    size: u64,
    /// Height of a line, in 240ths of that of the font.
    line: u64,
    before: u64,
    after: u64,
    /// What it takes off the width.
    indent: u64,
    bold: bool,
    /// Whether it stays with what follows.
    keeps: bool,
    /// Whether there is no space between several of it.
    close: bool,
}

const NORMAL: Look =
    Look { size: 210, line: 276, before: 0, after: 140, indent: 0, bold: false, keeps: false, close: false };

fn look(style: &str) -> Look {
    let heading =
        |size, before, after| Look { size, line: 240, before, after, bold: true, keeps: true, ..NORMAL };
    match style {
        "Title" => heading(480, 240, 240),
        "Heading1" | "TOCHeading" => heading(320, 480, 160),
        "Heading2" => heading(260, 360, 120),
        "Heading3" => heading(220, 280, 80),
        "Heading4" => heading(210, 240, 60),
        "Caption" => Look { line: 252, ..heading(190, 240, 100) },
        "TOC1" => Look { line: 252, before: 100, after: 40, ..NORMAL },
        "TOC2" | "TOC3" => Look { line: 252, after: 40, ..NORMAL },
        "ListBullet" => Look { indent: 397, close: true, ..NORMAL },
        "ListNumber" => Look { indent: 510, close: true, ..NORMAL },
        "Lead" => Look { before: 120, after: 20, bold: true, keeps: true, ..NORMAL },
        "Entry" => Look { after: 20, indent: 397, ..NORMAL },
        "Detail" => Look { after: 60, indent: 397, ..NORMAL },
        "Facts" => Look { after: 40, indent: 1985, ..NORMAL },
        "Notice" => Look { before: 160, after: 160, indent: 340, ..NORMAL },
        "TableText" => Look { size: 180, line: 240, before: 40, after: 40, ..NORMAL },
        _ => NORMAL,
    }
}

/// Something that stands on one page: some lines of a paragraph, or a row.
#[derive(Default)]
struct Piece {
    height: u64,
    before: u64,
    after: u64,
    keeps: bool,
    /// What is repeated where a page begins with it.
    head: u64,
    /// Whether a page begins with it, and how that is turned.
    begins: Option<Page>,
    bookmark: Option<usize>,
}

/// The page of each bookmark; `lead` stands before the parts, `last` is the page of the last section.
pub(super) fn pages<'a>(
    lead: impl IntoIterator<Item = &'a Paragraph>,
    parts: &[Part],
    paper: Paper,
    last: Page,
) -> BTreeMap<usize, usize> {
    let mut turned: Vec<Page> = Vec::new();
    let mut page = last;
    for part in parts.iter().rev() {
        if let Part::Paragraph(Paragraph { section: Some(of), .. }) = part {
            page = *of;
        }
        turned.push(page);
    }
    turned.reverse();
    let first = turned.first().copied().unwrap_or(last);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut style = "";
    for one in lead {
        paragraph(one, paper.width(first), style, &mut pieces);
        style = one.style;
    }
    let mut ends = false;
    for (part, page) in parts.iter().zip(&turned) {
        let from = pieces.len();
        match part {
            Part::Paragraph(one) => {
                paragraph(one, paper.width(*page), style, &mut pieces);
                style = one.style;
            }
            Part::Table(grid) => {
                table(grid, &mut pieces);
                style = "";
            }
        }
        let begins = ends || matches!(part, Part::Paragraph(one) if one.new_page);
        if let Some(piece) = pieces.get_mut(from).filter(|_| begins) {
            piece.begins = Some(*page);
        }
        ends = matches!(part, Part::Paragraph(Paragraph { section: Some(_), .. }));
    }
    placed(&pieces, first)
}

/// Puts the pieces on pages one after the other.
fn placed(pieces: &[Piece], first: Page) -> BTreeMap<usize, usize> {
    let mut places = BTreeMap::new();
    let (mut page, mut turned, mut used, mut after) = (1, first, 0, 0);
    let mut together = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if let Some(next) = piece.begins {
            // What the page begins with keeps its air.
            (page, turned, used, after, together) = (page + usize::from(used > 0), next, 0, 0, 0);
        }
        let mut before = piece.before.max(after);
        if together == 0 {
            // What stays together goes to the next page together.
            let rest = pieces.get(at + 1..).unwrap_or_default();
            let kept = pieces.get(at..).unwrap_or_default().iter().take_while(|one| one.keeps).count();
            let whole = rest.iter().take(kept).map(|one| one.before + one.height).sum::<u64>();
            if used > 0 && used + before + piece.height + whole > turned.text_height() {
                (page, used, before) = (page + 1, piece.head, 0);
            }
            together = kept + 1;
        }
        together -= 1;
        used += before + piece.height;
        after = piece.after;
        places.extend(piece.bookmark.map(|bookmark| (bookmark, page)));
    }
    places
}

/// The pieces of a paragraph: no line of it stands alone.
fn paragraph(one: &Paragraph, width: u64, previous: &str, pieces: &mut Vec<Piece>) {
    let look = look(one.style);
    let close = look.close && previous == one.style;
    if let Some(last) = pieces.last_mut().filter(|_| close) {
        last.after = 0;
    }
    let count = lines(one, width.saturating_sub(look.indent), look).max(1);
    let height = look.size * 115 * look.line / 24_000;
    let parts = match count {
        0..=3 => vec![count],
        _ => [vec![2], vec![1; count - 4], vec![2]].concat(),
    };
    let all = parts.len();
    for (at, lines) in parts.into_iter().enumerate() {
        let (begins, ends) = (at == 0, at + 1 == all);
        pieces.push(Piece {
            height: height * lines as u64,
            before: if begins && !close { look.before.max(if one.spaced { 220 } else { 0 }) } else { 0 },
            after: if ends { look.after } else { 0 },
            keeps: look.keeps || (one.keeps && ends),
            bookmark: one.bookmark.filter(|_| begins).map(|bookmark| bookmark.0),
            ..Piece::default()
        });
    }
}

/// The rows of a table, the head with the first of them.
fn table(grid: &Grid, pieces: &mut Vec<Piece>) {
    // Above and below the text, and the line between two rows.
    const MARGINS: u64 = 56 + 10;
    const SIDES: u64 = 170;
    let mut head = 0;
    for (at, row) in grid.rows.iter().enumerate() {
        let cells = row.iter().zip(&grid.widths).enumerate().map(|(column, (cell, width))| {
            let heights = cell.paragraphs.iter().map(|one| {
                let look = look(one.style);
                let look = Look { bold: at == 0 || column == 0, ..look };
                let count = lines(one, width.saturating_sub(SIDES), look).max(1) as u64;
                count * look.size * 115 * look.line / 24_000 + look.before.max(look.after)
            });
            heights.sum::<u64>() + 40
        });
        let height = match grid.upright {
            Some(height) if at == 0 => height,
            _ => cells.max().unwrap_or(0) + MARGINS,
        };
        pieces.push(Piece { height, keeps: at == 0, head, ..Piece::default() });
        if at == 0 {
            head = height;
        }
    }
}

/// How many lines a paragraph takes up.
fn lines(one: &Paragraph, width: u64, look: Look) -> usize {
    let (mut count, mut used) = (usize::from(!one.runs.is_empty()), 0);
    for run in &one.runs {
        if run.ends {
            (count, used) = (count + 1, 0);
            continue;
        }
        if run.tab && used <= look.indent {
            // What stands before it stands in the margin of the other lines.
            used = 0;
        }
        let bold = look.bold || run.bold || run.style == Some("Strong");
        for word in run.text.split_inclusive([' ', '-', '–']) {
            let wide: u64 = word.trim_end().chars().map(letter).sum::<u64>() * look.size / 1000;
            let wide = if bold { wide * 107 / 100 } else { wide };
            let blank = if word.ends_with(' ') { letter(' ') * look.size / 1000 } else { 0 };
            if used > 0 && used + wide > width {
                (count, used) = (count + 1, 0);
            }
            used += wide + blank;
        }
    }
    count
}

/// How wide a letter is in Arial, in thousandths of its size.
const fn letter(letter: char) -> u64 {
    match letter {
        '\'' => 191,
        'i' | 'j' | 'l' | '’' => 222,
        ' ' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '!' | '/' | '·' | '[' | ']' | '\u{a0}' => 278,
        'r' | '-' | '(' | ')' | '”' => 333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'm' => 833,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 722,
        'G' | 'O' | 'Q' | 'Ö' => 778,
        'M' => 833,
        '%' => 889,
        'W' => 944,
        'L' => 556,
        'F' | 'T' | 'Z' => 611,
        'A'..='Z' | 'Å' | 'Ä' => 667,
        _ => 556,
    }
}
