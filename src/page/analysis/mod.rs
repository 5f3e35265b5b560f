//! What is said of whole rule sets: comparisons, figures and findings.
//!
//! In: what the analysis found. Out: pages, JSON, area files that show it. Never counts anything itself.

pub mod check;
pub mod compare;
pub(crate) mod witness;

pub use witness::{Shown, areas, tests};

use crate::model::Fraction;
use crate::say::words::{number, share};
use crate::texts::Texts;

/// A share of all sets of answers with one decimal, rounded half up; below a tenth of a per cent it says so, and one
/// short of the whole never reads as the whole.
#[must_use]
pub fn fine_share(texts: &Texts, fraction: Fraction) -> String {
    let scaled = Fraction::new(*fraction.numer(), *fraction.denom()) * Fraction::from_integer(1000);
    let tenths = (scaled + Fraction::new(1, 2)).to_integer();
    if *fraction.numer() == 0 || fraction == Fraction::from_integer(1) {
        return share(texts, fraction);
    }
    match tenths {
        0 => texts.barely_tenth().to_owned(),
        1000 => texts.almost_tenth().to_owned(),
        _ => {
            let mark = texts.decimal_mark();
            texts.percent(format!("{}{mark}{}", tenths / 10, tenths % 10))
        }
    }
}

/// So many of all sets of answers, as a number beside the number of all.
#[must_use]
pub fn of_all(texts: &Texts, ways: u128, all: u128) -> String {
    texts.count_of(number(texts, all), number(texts, ways))
}
