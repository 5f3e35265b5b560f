//! Where the bars of shares stand, the longest bar being the largest share.
//!
//! In: shares with their names. Out: positions in a picture's own units. Every share also stands there in words.

use super::lines::{count, lines, widest};
use super::portfolio::Line;
use crate::document::ShareBar;

const WIDTH: u64 = 760;
const LENGTH: u64 = 420;
const ROW: u64 = 20;
const GAP: u64 = 8;
const BAR: u64 = 14;
const LETTER: u64 = 8;
const NAME_LETTERS: usize = 32;

/// The bars of one picture.
#[derive(Debug)]
pub(super) struct Shares {
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) title: String,
    pub(super) name: Vec<Line>,
    pub(super) label: Line,
    pub(super) x: u64,
    pub(super) y: u64,
    pub(super) width: u64,
    pub(super) height: u64,
}

/// Sets out the bars.
pub(super) fn shares(bars: &[ShareBar]) -> Shares {
    let names: Vec<Vec<String>> = bars.iter().map(|bar| lines(&bar.name, NAME_LETTERS, 3)).collect();
    let start = widest(&names) * LETTER + 14;
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let mut y = 0;
    let mut drawn = Vec::new();
    for (bar, name) in bars.iter().zip(names) {
        let height = ROW * count(name.len()).max(1);
        let width = u64::try_from(u128::from(LENGTH) * bar.value / most).unwrap_or(LENGTH);
        // What happens at all shows.
        let width = if bar.value > 0 { width.max(1) } else { 0 };
        let middle = y + height / 2;
        let at = |(place, text): (usize, String)| Line { text, x: 0, y: y + ROW * count(place) + 15 };
        drawn.push(Bar {
            title: format!("{}: {}", bar.name, bar.label),
            name: name.into_iter().enumerate().map(at).collect(),
            label: Line { text: bar.label.clone(), x: start + width + 8, y: middle + 5 },
            x: start,
            y: middle - BAR / 2,
            width,
            height: BAR,
        });
        y += height + GAP;
    }
    let label = bars.iter().map(|bar| vec![bar.label.clone()]).collect::<Vec<_>>();
    let needed = start + LENGTH + 16 + widest(&label) * LETTER;
    Shares { width: needed.max(WIDTH), height: y, bars: drawn }
}
