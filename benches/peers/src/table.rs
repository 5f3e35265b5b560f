//! The table in Markdown.
//!
//! In: rows. Out: areas a second by kind of area, and how many times as many ours does.

use crate::areas::Mix;
use crate::measure::Row;
use std::fmt::Write as _;

/// The table; the second row is ours.
pub fn table(rows: &[Row], count: usize, mixes: &[Mix]) -> String {
    let ours = rows.iter().find(|row| row.card.name == "avtalsform").expect("our row");
    let mut text =
        format!("{count} areas of each kind; areas a second, median; in brackets ours ÷ theirs\n\n");
    let kinds: Vec<&str> = mixes.iter().map(|mix| mix.name).collect();
    writeln!(text, "| engine | called from | how | {} |", kinds.join(" | ")).unwrap();
    writeln!(text, "|---|---|---|{}", "---:|".repeat(mixes.len())).unwrap();
    for row in rows {
        let card = &row.card;
        let rates = row.rates.iter().zip(&ours.rates);
        let rates = rates.map(|(rate, ours)| format!("{} ({})", thousands(*rate), times(ours / rate)));
        let rates: Vec<String> = rates.collect();
        let name = format!("{} {}", card.name, card.version);
        writeln!(text, "| {} | {} | {} | {} |", name.trim_end(), card.language, card.how, rates.join(" | "))
            .unwrap();
    }
    text
}

/// A rate to three figures, with spaces between thousands.
fn thousands(rate: f64) -> String {
    let step = 10f64.powf(rate.log10().floor() - 2.0).max(1.0);
    let digits = format!("{:.0}", (rate / step).round() * step);
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position) % 3 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

fn times(ratio: f64) -> String {
    let digits = if ratio < 0.1 { 3 } else { 2 * usize::from(ratio < 10.0) };
    format!("{ratio:.digits$}")
}
