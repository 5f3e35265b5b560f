//! What shares add up to.
//!
//! In: parts of a hundred. Out: their sum in words, and whether only rounding keeps it from a hundred.

use crate::model::Fraction;

/// Whether parts can be a hundred that were rounded each by itself, as 33, 33 and 33: half a step of the finest decimal up
/// or down for each.
pub fn is_rounded(parts: &[Fraction]) -> bool {
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
pub fn decimals(number: Fraction) -> String {
    let nine = (number.fract() * Fraction::from_integer(1_000_000_000)).to_integer();
    let text = format!("{}.{nine:09}", number.to_integer());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
