//! Numbers, shares and amounts in words.
//!
//! In: exact values. Out: short texts in the language of the reader. Never rounds a part up to the whole.

use super::Speaker;
use crate::evaluate::{Interval, Share, Tallies};
use crate::model::{Count, Decimal, Exact, Fraction, Portions};
use crate::portfolio::compensation::{hundredths, thousands};
use crate::texts::Texts;

impl Speaker<'_> {
    /// A score as a percentage, rounded half up.
    #[must_use]
    pub fn percent(self, fraction: Fraction) -> String {
        self.texts.percent(per_cent(fraction))
    }

    /// A difference between two scores in percentage points, rounded half up.
    #[must_use]
    pub fn points(self, fraction: Fraction) -> String {
        per_cent(fraction).to_string()
    }

    /// A score by the ends of its span; while an answer is open, a figure in the middle would look like a result.
    #[must_use]
    pub fn score(self, low: Fraction, high: Fraction) -> String {
        if low == high {
            return self.percent(low);
        }
        self.texts.percent(self.texts.from_to(per_cent(high), per_cent(low)))
    }

    /// A share as a percentage; a share short of the whole never reads as the whole, nor one above nothing as nothing. Beside
    /// one of ways that were drawn stands where the true one is.
    #[must_use]
    pub fn share(self, share: impl Into<Share>) -> String {
        let Share { part, interval } = share.into();
        let said = match per_cent(part) {
            100 if part < Fraction::from_integer(1) => self.texts.almost().to_owned(),
            0 if *part.numer() > 0 => self.texts.barely_any().to_owned(),
            rounded => self.texts.percent(rounded),
        };
        match interval {
            None => said,
            // As fine as the interval, in which it lies.
            Some(ends) => self.texts.share_drawn(self.between(ends), self.fine_share(part)),
        }
    }

    /// What shares rest on where ways were drawn.
    #[must_use]
    pub fn drawn(self, ways: &Tallies) -> Option<String> {
        ways.drawn.then(|| self.texts.drawn(self.number(ways.shares().total())))
    }

    /// Where a share is of which some was drawn: one decimal, rounded outwards.
    #[must_use]
    pub fn between(self, ends: Interval) -> String {
        let (low, high) = (self.tenths(ends.low / 1000), self.tenths(ends.high.div_ceil(1000)));
        self.texts.percent(self.texts.from_to(high, low))
    }

    /// So many tenths, with one decimal.
    #[must_use]
    pub fn tenths(self, tenths: u32) -> String {
        format!("{}{}{}", tenths / 10, self.texts.decimal_mark(), tenths % 10)
    }

    /// A share of all sets of answers with one decimal, rounded half up; below a tenth of a per cent it says so, and one
    /// short of the whole never reads as the whole.
    #[must_use]
    pub fn fine_share(self, fraction: Fraction) -> String {
        if *fraction.numer() == 0 || fraction == Fraction::from_integer(1) {
            return self.share(fraction);
        }
        let tenths = (fraction * Fraction::from_integer(1000) + Fraction::new(1, 2)).to_integer();
        match tenths {
            0 => self.texts.barely_tenth().to_owned(),
            1000 => self.texts.almost_tenth().to_owned(),
            _ => self.texts.percent(format!("{}{}{}", tenths / 10, self.texts.decimal_mark(), tenths % 10)),
        }
    }

    /// So many of all sets of answers, as a number beside the number of all.
    #[must_use]
    pub fn of_all(self, ways: u128, all: u128) -> String {
        self.texts.count_of(self.number(all), self.number(ways))
    }

    /// A whole number with its thousands set apart.
    #[must_use]
    pub fn number(self, number: u128) -> String {
        grouped(self.texts, number)
    }

    /// An exact number as it is written in the language: its thousands set apart, its decimal mark.
    #[must_use]
    pub fn exact(self, number: &Exact) -> String {
        self.decimals(&number.normalized().to_plain_string())
    }

    /// A volume with at most two decimals, rounded only to be shown.
    #[must_use]
    pub fn volume(self, volume: &Exact) -> String {
        self.exact(&hundredths(volume))
    }

    /// An amount in kronor, in thousands of them: rounded only to be shown.
    #[must_use]
    pub fn kronor(self, amount: &Exact) -> String {
        self.thousands(&thousands(amount))
    }

    /// So many thousands of kronor.
    #[must_use]
    pub fn thousands(self, thousands: &Exact) -> String {
        self.texts.amount(self.exact(thousands))
    }

    fn decimals(self, plain: &str) -> String {
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("−", digits));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| self.number(whole));
        if part.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}{}{part}", self.texts.decimal_mark())
        }
    }

    /// How many providers of each kind there are; nothing where that is not known.
    #[must_use]
    pub fn providers(self, providers: &Portions<Count>) -> String {
        let figures = [providers.municipal, providers.private, providers.nonprofit];
        self.kinds(figures.map(|count| count.map(|count| self.number(u128::from(count)))))
    }

    /// How the volume is divided between kinds of providers; nothing where that is not known.
    #[must_use]
    pub fn shares(self, share: &Portions<Decimal>) -> String {
        let figures = [share.municipal, share.private, share.nonprofit];
        self.kinds(figures.map(|share| share.map(|share| self.exact_percent(share.value()))))
    }

    /// A number of per cent with all its decimals, of which it has at most nine.
    #[must_use]
    pub fn exact_percent(self, percent: Fraction) -> String {
        let nine = (percent.fract() * Fraction::from_integer(1_000_000_000)).to_integer();
        let decimals = format!("{nine:09}");
        let decimals = decimals.trim_end_matches('0');
        let mark = if decimals.is_empty() { "" } else { self.texts.decimal_mark() };
        self.texts.percent(format!("{}{mark}{decimals}", percent.to_integer()))
    }

    fn kinds(self, figures: [Option<String>; 3]) -> String {
        let [municipal, private, nonprofit] = figures;
        let named = [
            municipal.map(|number| self.texts.municipal(number)),
            private.map(|number| self.texts.private(number)),
            nonprofit.map(|number| self.texts.nonprofit(number)),
        ];
        named.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A whole number with its thousands set apart, also where there are no rules to speak of.
#[must_use]
pub fn grouped(texts: &Texts, number: u128) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push_str(texts.group_mark());
        }
        grouped.push(digit);
    }
    grouped
}

/// Per cent, rounded half up.
fn per_cent(fraction: Fraction) -> u128 {
    (fraction.numer() * 200 + fraction.denom()) / (fraction.denom() * 2)
}
