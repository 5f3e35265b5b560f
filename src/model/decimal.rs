//! Exact numbers as people write them: `60`, `33.3`, `33,3`, `3/2`.

use super::Fraction;

/// A non-negative decimal number as it was written, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(Fraction);

impl Decimal {
    /// Reads digits with at most one decimal point or comma; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parse_decimal(text).map(Self)
    }

    /// The number as an exact fraction.
    #[must_use]
    pub const fn value(self) -> Fraction {
        self.0
    }
}

/// Reads a whole number, a decimal number or a fraction `a/b`, at most nine digits a part.
#[must_use]
pub fn parse_ratio(text: &str) -> Option<Fraction> {
    match text.split_once('/') {
        None => parse_decimal(text),
        Some((above, below)) => match (digits(above.trim())?, digits(below.trim())?) {
            (_, 0) => None,
            (above, below) => Some(Fraction::new(above, below)),
        },
    }
}

fn parse_decimal(text: &str) -> Option<Fraction> {
    let Some((whole, decimals)) = text.split_once(['.', ',']) else {
        return digits(text).map(Fraction::from_integer);
    };
    let scale = 10u128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    Some(Fraction::new(digits(whole)? * scale + digits(decimals)?, scale))
}

fn digits(text: &str) -> Option<u128> {
    let fits = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}
