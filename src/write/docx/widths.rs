//! The widths of a table's columns.
//!
//! In: what each column asks for, and its texts. Out: widths that are together exactly the width of the table, and
//! where there is room for it, no word is broken. Measures nothing exactly: it knows no fonts, only roughly how wide
//! letters are.

use crate::document::{Kind, Style, Table};

/// What a column needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    /// Its share beside those of the other columns.
    share: u64,
    /// What its longest word takes up.
    least: u64,
}

/// The blank to the left and right of a cell's text.
pub(super) const PADDING: u64 = 180;

/// A bar shorter than this shows nothing.
const LEAST_BAR: u64 = 1700;

/// Longer words are addresses and sums of bytes, which may be broken.
const LONGEST_WORD: u64 = 2600;

/// What the columns of a table need.
pub(super) fn needs(table: &Table) -> Vec<Need> {
    let columns = table.columns.iter().enumerate();
    let needs = columns.map(|(position, column)| {
        let cells = table.rows.iter().filter_map(|row| row.get(position));
        let spans = cells.flat_map(|cell| cell.text.iter().flat_map(|text| &text.spans));
        let words = spans.map(|span| longest_word(&span.text, position == 0 || span.style == Style::Strong));
        let drawn = if column.kind == Kind::Drawn { LEAST_BAR } else { 0 };
        let least = words.chain([longest_word(&column.title, true), drawn]).max().unwrap_or(0);
        Need { share: u64::from(column.width.max(1)), least }
    });
    needs.collect()
}

/// The width that the longest word of a text takes up in a cell, in twentieths of a point.
fn longest_word(text: &str, bold: bool) -> u64 {
    let words = text.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '–'));
    let word = words.map(|word| word.chars().map(letter).sum::<u64>()).max().unwrap_or(0);
    let word = if bold { word * 11 / 10 } else { word };
    word.min(LONGEST_WORD) + PADDING
}

/// How much room a bold text takes on one line, in twentieths of a point.
pub(super) fn length(text: &str) -> u64 {
    text.chars().map(letter).sum::<u64>() * 11 / 10 + PADDING
}

/// How wide a letter is in Arial of 9 points, rather too much than too little.
const fn letter(letter: char) -> u64 {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '!' | '(' | ')' | '/' | '|' | '\'' => 50,
        'r' => 60,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 90,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 155,
        'A'..='Z' | 'Å' | 'Ä' | 'Ö' => 125,
        _ => 101,
    }
}

/// Whether every column has room for its longest word, with some air.
pub(super) fn fits(whole: u64, needs: &[Need]) -> bool {
    needs.iter().map(|need| need.least).sum::<u64>() * 10 <= whole * 9
}

/// Widths in proportion to the shares, but none less than its longest word; where there is no room for that, in
/// proportion to the longest words.
pub(super) fn widths(whole: u64, needs: &[Need]) -> Vec<u64> {
    let least: u64 = needs.iter().map(|need| need.least).sum();
    let mut fixed = vec![None; needs.len()];
    if least > whole {
        let needs: Vec<Need> = needs.iter().map(|need| Need { share: need.least, ..*need }).collect();
        return shared(whole, &needs, &fixed);
    }
    // Columns that would be too narrow get what they need, and the others share what is left, until all fit.
    loop {
        let widths = shared(whole, needs, &fixed);
        let mut settled = true;
        for ((fixed, need), width) in fixed.iter_mut().zip(needs).zip(&widths) {
            if fixed.is_none() && *width < need.least {
                *fixed = Some(need.least);
                settled = false;
            }
        }
        if settled {
            return widths;
        }
    }
}

/// The widths that are given, and the rest in proportion to the shares.
fn shared(whole: u64, needs: &[Need], fixed: &[Option<u64>]) -> Vec<u64> {
    let rest = whole.saturating_sub(fixed.iter().flatten().sum());
    let free = needs.iter().zip(fixed).filter(|(_, fixed)| fixed.is_none());
    let all: u64 = free.map(|(need, _)| need.share).sum();
    let mut sum = 0;
    let mut edge = 0;
    let width = |(need, fixed): (&Need, &Option<u64>)| {
        fixed.unwrap_or_else(|| {
            sum += need.share;
            // Edges are rounded, not widths, so that nothing is lost.
            let next = (rest * sum).checked_div(all).unwrap_or(rest);
            let width = next - edge;
            edge = next;
            width
        })
    };
    needs.iter().zip(fixed).map(width).collect()
}
