//! Dates of the calendar, and periods of years.
//!
//! In: a word. Out: whether it is one. Knows no time zone and no clock.

use crate::load::tree::Node;
use crate::load::{Fault, Faults};

/// The date that stands at a node; another word is at fault.
pub fn date(node: &Node, faults: &mut Faults) -> Option<String> {
    let word = node.word(faults)?.to_owned();
    one(word, is_date, Fault::WrongDate, node, faults)
}

/// The period that stands at a node: a year or two, or any words of one's own.
pub fn period(node: &Node, faults: &mut Faults) -> Option<String> {
    let words = node.text(faults)?;
    one(words, is_period, Fault::WrongPeriod, node, faults)
}

fn one(
    word: String,
    is_one: fn(&str) -> bool,
    fault: Fault,
    node: &Node,
    faults: &mut Faults,
) -> Option<String> {
    if !is_one(&word) {
        faults.add(node.place, fault, &[("found", &word)]);
        return None;
    }
    Some(word)
}

/// One or two numbers alone are years, the second not before the first; whole dates and words are one's own.
fn is_period(word: &str) -> bool {
    let is_figure =
        |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || "-–/".contains(letter);
    if !word.chars().all(is_figure) {
        return true;
    }
    let years: Vec<&str> = word.split(['-', '–', '/']).map(str::trim).collect();
    let is_year = |year: &&str| year.len() == 4 && !year.contains(char::is_whitespace);
    years.len() > 2 || (years.iter().all(is_year) && years.is_sorted())
}

/// Whether a word is a date of the calendar, written YYYY-MM-DD.
#[must_use]
pub fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |part: &str, length: usize| -> Option<u32> {
        let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse().ok() } else { None }
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}
