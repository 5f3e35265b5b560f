//! Where the forms' scores stand.
//!
//! In: scores with their spans. Out: positions in a picture's own units. Every score also stands there in words.

use super::lines::{lines, widest};
use super::portfolio::Line;
use crate::document::{FormBar, Mark, Share};

const WIDTH: u64 = 760;
const START: u64 = 26;
const LENGTH: u64 = 704;
const WHOLE: Share = 10_000;
const BAR: u64 = 16;
const LINE: u64 = 19;
const NAME_LETTERS: usize = 72;
const LABEL_LETTERS: usize = 84;
/// Estimates for bold names and for labels.
const NAME_LETTER: u64 = 9;
const LABEL_LETTER: u64 = 8;

/// The bars of one picture.
#[derive(Debug)]
pub(super) struct Scores {
    pub(super) width: u64,
    pub(super) height: u64,
    /// Where the bars begin and end.
    pub(super) start: u64,
    pub(super) length: u64,
    /// How far down the lines of the scale go.
    pub(super) bottom: u64,
    pub(super) ticks: Vec<Tick>,
    pub(super) forms: Vec<Form>,
}

/// A step of the scale.
#[derive(Debug)]
pub(super) struct Tick {
    pub(super) percent: u64,
    pub(super) x: u64,
}

/// One form.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) mark: Mark,
    pub(super) title: String,
    pub(super) name: Vec<Line>,
    pub(super) label: Vec<Line>,
    /// Whether the label stands at the right of the name.
    pub(super) beside: bool,
    pub(super) sign: u64,
    pub(super) y: u64,
    pub(super) height: u64,
    pub(super) width: u64,
    pub(super) middle: u64,
    pub(super) score: u64,
    /// From where to where the open answers let the score go, unless it is a point.
    pub(super) span: Option<(u64, u64)>,
}

/// Sets out the bars.
pub(super) fn scores(bars: &[FormBar]) -> Scores {
    let mut y = 0;
    let mut forms = Vec::new();
    for bar in bars {
        let form = form(bar, y);
        y = form.y + form.height + 22;
        forms.push(form);
    }
    let ticks = (0..=4).map(|step| Tick { percent: step * 25, x: START + LENGTH * step / 4 });
    Scores {
        width: WIDTH,
        height: y + 12,
        start: START,
        length: LENGTH,
        bottom: y.saturating_sub(8),
        ticks: ticks.collect(),
        forms,
    }
}

fn form(bar: &FormBar, top: u64) -> Form {
    let name = lines(&bar.name, NAME_LETTERS, 2);
    let label = lines(&bar.label, LABEL_LETTERS, 2);
    let taken = widest([&name]) * NAME_LETTER + widest([&label]) * LABEL_LETTER + 24;
    let beside = name.len() <= 1 && label.len() <= 1 && taken <= LENGTH;
    let mut y = top + LINE - 4;
    let name = stacked(name, START, &mut y);
    let label = if beside {
        let line = top + LINE - 4;
        label.into_iter().map(|text| Line { text, x: START + LENGTH, y: line }).collect()
    } else {
        stacked(label, START, &mut y)
    };
    let bar_y = y - LINE + 10;
    let score = at(bar.score);
    let (low, high) = (at(bar.low.min(bar.high)), at(bar.high.max(bar.low)));
    Form {
        mark: bar.mark,
        title: format!("{}: {}", bar.name, bar.label),
        name,
        label,
        beside,
        sign: top + 2,
        y: bar_y,
        height: BAR,
        width: score.saturating_sub(START),
        middle: bar_y + BAR / 2,
        score,
        span: (low < high).then_some((low, high)),
    }
}

fn at(share: Share) -> u64 {
    START + LENGTH * u64::from(share.min(WHOLE)) / u64::from(WHOLE)
}

fn stacked(texts: Vec<String>, x: u64, y: &mut u64) -> Vec<Line> {
    let mut lines = Vec::new();
    for text in texts {
        lines.push(Line { text, x, y: *y });
        *y += LINE;
    }
    lines
}
