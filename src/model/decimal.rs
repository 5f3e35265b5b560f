//! Exact numbers as people write them: `60`, `33.3`, `33,3`, `3/2`, `48 500 000`, `−2,5`.

use super::Fraction;

/// An exact decimal number of any length, with a sign.
pub type Exact = bigdecimal::BigDecimal;

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

/// As it is written, all its decimals and no more.
impl std::fmt::Display for Decimal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = self.0.fract();
        write!(out, "{}", self.0.to_integer())?;
        // Nine decimals are the most that are read.
        for place in 0..9 {
            if rest == Fraction::from_integer(0) {
                break;
            }
            rest *= Fraction::from_integer(10);
            write!(out, "{}{}", if place == 0 { "." } else { "" }, rest.to_integer())?;
            rest = rest.fract();
        }
        Ok(())
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

/// Reads a number without a sign: at most twelve digits, perhaps with blanks between thousands, then perhaps a
/// decimal point or comma and up to `places` decimals.
///
/// With two places, what is meant as thousands and written `48.500` or `48,500` is refused and not misread.
#[must_use]
pub fn parse_exact(text: &str, places: usize) -> Option<Exact> {
    let (whole, decimals) = match text.split_once(['.', ',']) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let whole = ungrouped(whole).filter(|digits| digits.len() <= 12)?;
    let Some(decimals) = decimals else { return whole.parse().ok() };
    let fits = (1..=places).contains(&decimals.len()) && decimals.bytes().all(|byte| byte.is_ascii_digit());
    if fits { format!("{whole}.{decimals}").parse().ok() } else { None }
}

/// Reads a whole number without a sign, perhaps with blanks between thousands.
#[must_use]
pub fn parse_whole(text: &str) -> Option<u64> {
    ungrouped(text)?.parse().ok()
}

/// Reads the same with or without a sign; the minus sign of print (U+2212) counts as one.
#[must_use]
pub fn parse_signed(text: &str, places: usize) -> Option<Exact> {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => parse_exact(rest, places).map(|number| -number),
        None => parse_exact(text.strip_prefix('+').unwrap_or(text), places),
    }
}

/// The digits without the blanks between thousands; a group that is not of three digits is a slip.
fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split([' ', '\u{a0}', '\u{202f}']).collect();
    let (first, rest) = groups.split_first()?;
    let fits =
        rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    let digits = groups.concat();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits && is_number { Some(digits) } else { None }
}
