//! Where the parts of a bar stand, in per cent of its length: it is as wide as its cell.
//!
//! In: a bar. Out: positions. What it shows stands beside it in figures.

use crate::document::{Bar, Mark};

/// A bar in per cent of its length.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Mark, beginning and length of each part that is longer than nothing.
    pub(super) parts: Vec<(Mark, String, String)>,
    /// From where to where its end may move, and how far that is.
    pub(super) span: Option<(String, String, String)>,
}

/// Sets out a bar.
pub(super) fn drawn(bar: &Bar) -> Drawn {
    let mut before = 0_u64;
    let mut parts = Vec::new();
    for (mark, length) in bar.parts.iter().filter(|(_, length)| *length > 0) {
        parts.push((*mark, percent(before, bar.whole), percent(*length, bar.whole)));
        before = before.saturating_add(*length);
    }
    let span = bar.span.filter(|(low, high)| low < high);
    let span = span.map(|(low, high)| [low, high, high - low].map(|at| percent(at, bar.whole)));
    Drawn { parts, span: span.map(|[low, high, length]| (low, high, length)) }
}

/// With two decimals, never more than the whole.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = u128::from(part.min(whole)) * 10_000 / u128::from(whole.max(1));
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
