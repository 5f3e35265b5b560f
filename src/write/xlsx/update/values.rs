//! What stands in the columns of results: of an area what the overview says of it, of a row at fault what is wrong.
//!
//! In: a recommendation or a row, and a column. Out: the value of the cell.

use std::collections::BTreeMap;

use super::super::super::csv::ten_thousandths;
use super::super::super::faults::said;
use super::super::overview::recommended;
use super::cells::Value;
use crate::explain::Recommendation;
use crate::load::{AreaTable, Diagnostic, ResultColumn, SourceText, column_name};
use crate::model::Fraction;
use crate::portfolio::{agreement, change};
use crate::say::Speaker;
use crate::texts::Texts;

/// The heading of a column that can be added.
pub fn heading(column: ResultColumn, texts: &Texts) -> &'static str {
    match column {
        ResultColumn::Recommended => texts.column_recommended(),
        ResultColumn::Firmness => texts.column_firmness(),
        ResultColumn::Support => texts.column_support(),
        ResultColumn::Change => texts.column_change(),
        ResultColumn::Agreement => texts.column_agreement(),
        ResultColumn::Open => texts.column_open(),
        ResultColumn::Next => texts.column_next(),
        ResultColumn::Score(_) => "",
    }
}

/// How wide it is made.
pub const fn width(column: ResultColumn) -> f64 {
    match column {
        ResultColumn::Recommended => 38.0,
        ResultColumn::Firmness => 23.0,
        ResultColumn::Support | ResultColumn::Open => 11.0,
        ResultColumn::Change | ResultColumn::Agreement | ResultColumn::Score(_) => 20.0,
        ResultColumn::Next => 30.0,
    }
}

/// What is said of an area.
pub fn value(recommendation: &Recommendation<'_>, column: ResultColumn, texts: &Texts) -> Value {
    let evaluation = &recommendation.evaluation;
    let speaker = Speaker { texts, rules: recommendation.rules };
    let text = |text: &str| Value::Text(text.to_owned());
    match column {
        ResultColumn::Recommended => Value::Text(recommended(recommendation, texts)),
        ResultColumn::Firmness => text(speaker.firmness(evaluation.firmness)),
        ResultColumn::Support => match evaluation.support() {
            None => text(""),
            // One that was drawn says so, in words.
            Some(share) if evaluation.ways.drawn => Value::Text(speaker.share(share)),
            Some(share) => part(share.part),
        },
        ResultColumn::Change => text(speaker.change(change(recommendation))),
        ResultColumn::Agreement => {
            text(agreement(recommendation).map_or("", |agreement| speaker.agreement(agreement)))
        }
        ResultColumn::Score(form) => {
            let scores = recommendation.rules.forms.keys().zip(&evaluation.scores);
            let score = scores.into_iter().find(|(key, _)| *key == form).map(|(_, score)| score);
            match score {
                None => text(""),
                Some(score) if score.is_settled() => part(score.score),
                Some(score) => Value::Text(speaker.score(score.low, score.high)),
            }
        }
        ResultColumn::Open => Value::Number(evaluation.questions.len().to_string()),
        ResultColumn::Next => {
            text(evaluation.questions.first().map_or("", |question| speaker.criterion(question.criterion)))
        }
    }
}

/// Why rows have no results.
pub struct Reasons {
    /// The first fault of each row.
    own: BTreeMap<usize, String>,
    /// The first fault that stands in no row of an area: it may concern any of them.
    other: Option<String>,
}

impl Reasons {
    pub fn new(table: &AreaTable, faults: Option<(&SourceText, &[Diagnostic])>, texts: &Texts) -> Self {
        let mut reasons = Self { own: BTreeMap::new(), other: None };
        let Some((source, faults)) = faults else { return reasons };
        for fault in faults {
            let place = fault.place;
            let is_row = place.sheet == 1 && table.rows.binary_search(&place.line).is_ok();
            let why = || {
                let (message, _) = said(texts, source, fault);
                let sheet = source.sheet(place).filter(|_| place.sheet != 1);
                let sheet = sheet.map_or_else(String::new, |sheet| format!("{}!", sheet.name.trim()));
                match place.line {
                    0 => message,
                    line => format!("{message} ({sheet}{}{line})", column_name(place.column)),
                }
            };
            if is_row {
                reasons.own.entry(place.line).or_insert_with(why);
            } else {
                reasons.other.get_or_insert_with(why);
            }
        }
        reasons
    }

    /// What is said of a row that is no area as it stands.
    pub fn value(&self, row: usize, column: ResultColumn, texts: &Texts) -> Value {
        Value::Text(match column {
            ResultColumn::Firmness => texts.error().to_owned(),
            ResultColumn::Recommended => {
                let why = self.own.get(&row).or(self.other.as_ref()).map(String::as_str);
                format!("{}: {}", texts.error(), why.unwrap_or_else(|| texts.update_left_out()))
            }
            _ => String::new(),
        })
    }
}

/// A part of one, with four decimals at most: a whole number of per cent stays readable in a cell without a format.
fn part(part: Fraction) -> Value {
    let rounded = ten_thousandths(part);
    let number = format!("{}.{:04}", rounded / 10_000, rounded % 10_000);
    Value::Number(number.trim_end_matches('0').trim_end_matches('.').to_owned())
}
