//! Shares, and what they add up to.
//!
//! In: a mapping of parts of a hundred. Out: the parts, and a fault or a note where they are no hundred.

use super::Reader;
use super::figures::NumberKind;
use crate::load::fault::Fault;
use crate::load::tree::{Node, Value};
use crate::model::{Decimal, Fraction, Portions};

impl Reader<'_> {
    /// Shares, which must add up to 100 when none of them is at fault.
    pub(super) fn shares(&mut self, node: &Node) -> Option<Portions<Decimal>> {
        let before = self.faults.len();
        let shares = self.portions(node, NumberKind::Share, Self::share)?;
        let given: Vec<Fraction> = [shares.municipal, shares.private, shares.nonprofit]
            .into_iter()
            .flatten()
            .map(Decimal::value)
            .collect();
        let sum: Fraction = given.iter().sum();
        // Of a part that could not be read nothing is known.
        let is_whole = !node.entries().iter().any(|(_, part)| matches!(part.value, Value::Broken));
        if is_whole && !given.is_empty() && sum != Fraction::from_integer(100) && self.faults.len() == before
        {
            let fault = if is_rounded(&given) { Fault::RoundedShares } else { Fault::ShareSum };
            self.faults.add(node.head(), fault, &[("sum", &decimals(sum))]);
        }
        Some(shares)
    }

    fn share(&mut self, node: &Node) -> Option<Decimal> {
        let word = node.word(self.faults)?;
        let number = word.trim().strip_suffix('%').unwrap_or(word).trim();
        let share = Decimal::parse(number).filter(|share| share.value() <= Fraction::from_integer(100));
        if share.is_none() {
            NumberKind::Share.refuse(word, node.place, self.faults);
        }
        share
    }
}

/// Whether parts can be a hundred that were rounded each by itself, as 33, 33 and 33: half a step of the finest decimal up
/// or down for each.
fn is_rounded(parts: &[Fraction]) -> bool {
    let whole = |scale: u128| parts.iter().all(|part| (part * Fraction::from_integer(scale)).is_integer());
    let Some(scale) = (0..9).map(|places| 10u128.pow(places)).find(|scale| whole(*scale)) else {
        return false;
    };
    let slack = Fraction::new(parts.len() as u128, 2 * scale);
    let (sum, all) = (parts.iter().sum::<Fraction>(), Fraction::from_integer(100));
    // Halves are rounded up.
    sum <= all + slack && all < sum + slack
}

/// A decimal number as it is written, without zeros at its end.
fn decimals(number: Fraction) -> String {
    let nine = (number.fract() * Fraction::from_integer(1_000_000_000)).to_integer();
    let text = format!("{}.{nine:09}", number.to_integer());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
