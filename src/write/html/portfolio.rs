//! Where the bars of a portfolio stand, and where their counts are written.
//!
//! In: bars with counts. Out: positions in a picture's own units, a unit being a pixel at normal size. A count that
//! does not fit in its part of the bar is written behind the bar, so that every part has its number.

use super::lines::{count, lines, widest};
use crate::document::Mark;

const WIDTH: u64 = 860;
const ROW: u64 = 46;
const BAR: u64 = 28;
const LETTER: u64 = 8;
const LABEL_LETTERS: usize = 30;
/// Between label, total and bar.
const GAP: u64 = 14;
/// A sample of a part's pattern, with the gap behind it.
const SWATCH: u64 = 20;
/// From the top of a row to the foot of its letters.
const BASELINE: u64 = ROW / 2 + 5;

/// The bars of one picture.
#[derive(Debug)]
pub(super) struct Portfolio {
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) rows: Vec<Row>,
}

/// One bar.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) label: Vec<Line>,
    pub(super) total: Total,
    pub(super) parts: Vec<Part>,
    pub(super) behind: Vec<Behind>,
}

/// A line of text and where it stands.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x: u64,
    pub(super) y: u64,
}

/// The sum of a bar.
#[derive(Debug)]
pub(super) struct Total {
    pub(super) number: u64,
    pub(super) x: u64,
    pub(super) y: u64,
}

/// A part of a bar.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) mark: Mark,
    /// What is shown of it under the pointer.
    pub(super) title: String,
    pub(super) x: u64,
    pub(super) y: u64,
    pub(super) width: u64,
    pub(super) height: u64,
    /// Its number, where there is room for it.
    pub(super) count: Option<Total>,
}

/// A number for which its part has no room.
#[derive(Debug)]
pub(super) struct Behind {
    pub(super) mark: Mark,
    pub(super) x: u64,
    pub(super) y: u64,
    pub(super) count: Total,
}

/// Sets out the bars.
pub(super) fn portfolio(legend: &[(String, Mark)], bars: &[(String, Vec<u64>)]) -> Portfolio {
    let most = bars.iter().map(|(_, counts)| sum(counts)).max().unwrap_or(0).max(1);
    let drawn = drawn(legend, bars, most, 0);
    // Numbers behind the bars may not fit beside the longest; then all of them make room.
    match drawn.width.checked_sub(WIDTH) {
        None | Some(0) => drawn,
        Some(over) => self::drawn(legend, bars, most, over),
    }
}

fn drawn(legend: &[(String, Mark)], bars: &[(String, Vec<u64>)], most: u64, room: u64) -> Portfolio {
    let labels: Vec<Vec<String>> = bars.iter().map(|(name, _)| lines(name, LABEL_LETTERS, 2)).collect();
    let total_x = widest(&labels) * LETTER + GAP + width_of(most);
    let start = total_x + GAP;
    let longest = WIDTH.saturating_sub(start + room).max(WIDTH / 4);
    let mut drawn = Portfolio { width: WIDTH, height: ROW * count(bars.len()), rows: Vec::new() };
    for (y, ((name, counts), label)) in (0_u64..).map(|number| number * ROW).zip(bars.iter().zip(labels)) {
        let total = Total { number: sum(counts), x: total_x, y: y + BASELINE };
        let mut row = Row { label: centred(label, y), total, parts: Vec::new(), behind: Vec::new() };
        let mut before = 0_u64;
        for (position, number) in counts.iter().enumerate().filter(|(_, number)| **number > 0) {
            let (part, mark) =
                legend.get(position).map_or(("", Mark::Other), |(part, mark)| (part.as_str(), *mark));
            let from = scaled(before, most, longest);
            before = before.saturating_add(*number);
            // A thin part stays visible; neighbours are set apart by a gap.
            let width = scaled(before, most, longest).saturating_sub(from + 2).max(2);
            let x = start + from;
            let fits = width >= width_of(*number) + 6;
            row.parts.push(Part {
                mark,
                title: format!("{name} – {part}: {number}"),
                x,
                y: y + (ROW - BAR) / 2,
                width,
                height: BAR,
                count: fits.then_some(Total { number: *number, x: x + width / 2, y: y + BASELINE }),
            });
            if !fits {
                let count = Total { number: *number, x: 0, y: y + BASELINE };
                row.behind.push(Behind { mark, x: 0, y: y + ROW / 2 - 7, count });
            }
        }
        let mut x = start + scaled(before, most, longest) + GAP;
        for behind in &mut row.behind {
            behind.x = x;
            behind.count.x = x + SWATCH;
            x += SWATCH + width_of(behind.count.number) + GAP;
            drawn.width = drawn.width.max(x);
        }
        drawn.rows.push(row);
    }
    drawn
}

fn sum(counts: &[u64]) -> u64 {
    counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
}

/// The width of a number as it is written.
fn width_of(number: u64) -> u64 {
    number.checked_ilog10().map_or(1, |tens| u64::from(tens) + 1) * 9
}

/// A share of a length, without ever running over.
fn scaled(part: u64, whole: u64, length: u64) -> u64 {
    let scaled = u128::from(part) * u128::from(length) / u128::from(whole.max(1));
    u64::try_from(scaled).unwrap_or(length).min(length)
}

/// Lines around the middle of a row.
fn centred(label: Vec<String>, y: u64) -> Vec<Line> {
    let middle = y + BASELINE;
    let first = if label.len() > 1 { middle - 8 } else { middle };
    (0_u64..).zip(label).map(|(number, text)| Line { text, x: 0, y: first + number * 17 }).collect()
}
