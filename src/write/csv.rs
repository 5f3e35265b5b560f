//! An overview as CSV that a Swedish Excel opens with a double click.
//!
//! In: rows. Out: UTF-8 with a byte-order mark, semicolons between cells, CRLF after each row, decimal commas. No cell
//! can become a formula: what begins like one is given an apostrophe in front.

use crate::evaluate::{Interval, Score};
use crate::model::{Form, FormKey, Fraction, words};
use crate::portfolio::{Agreement, Overview, Row, Tested};
use crate::say::words::harmless;

words! {
    /// A column.
    pub enum Column {
        /// Id of the area.
        Id = "id",
        /// Its name.
        Area = "area",
        /// The municipality, where it is stated.
        Municipality = "municipality",
        /// The board responsible.
        Board = "board",
        /// The period of the plan.
        Period = "period",
        /// The group of in-house missions.
        Group = "group",
        /// The form on record today.
        Current = "current",
        /// The outcome.
        Outcome = "outcome",
        /// Id of its variant.
        Variant = "variant",
        /// What stands beside it.
        Complements = "complements",
        /// How firm it is.
        Firmness = "firmness",
        /// Its support in per cent with two decimals.
        Support = "support",
        /// Whether the ways were counted or drawn.
        Counted = "counted",
        /// Where ways were drawn: where the true support is at least, in per cent with two decimals.
        SupportLow = "support_low",
        /// Where it is at most.
        SupportHigh = "support_high",
        /// The form that an undetermined area leans to.
        Leaning = "leaning",
        /// Whether forms share the best score.
        Tie = "tie",
        /// The open criteria on which it depends.
        Conditions = "conditions",
        /// Whether the form changes.
        Change = "change",
        /// The form decided.
        Decision = "decision",
        /// Whether the outcome agrees with the decision.
        Agreement = "agreement",
        /// The direction decided or else proposed, in its own words.
        Direction = "direction",
        /// How what is decided or proposed stands to the guideline: `in-line`, `contrary`, `other`, `untested` or `no-form`.
        Tested = "tested",
        /// The open criteria that can still change the outcome, most informative first.
        NextQuestions = "next_questions",
        /// How many contradictions there are.
        Warnings = "warnings",
        /// Three columns a form, in per cent with two decimals: its score, where all its questions are answered, and the ends of
        /// its span.
        Forms = "forms",
        /// Where the area was read from.
        Path = "path",
    }
}

impl Column {
    /// Whether all of the recommendation must be worked out for it, and not its outline alone.
    #[must_use]
    pub const fn is_deep(self) -> bool {
        matches!(self, Self::Conditions | Self::NextQuestions | Self::Warnings)
    }
}

/// The rows with the columns asked for.
///
/// # Errors
/// Only those of the CSV writer, which writing to memory does not cause.
pub fn csv(overview: &Overview<'_>, columns: &[Column]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let forms = overview.rules.forms.entries();
    let headings = columns.iter().flat_map(|column| match column {
        Column::Forms => {
            let named = |form: &Form| ["score", "low", "high"].map(|what| format!("{what} {}", form.id));
            forms.iter().flat_map(named).collect()
        }
        column => vec![column.id().to_owned()],
    });
    writer.write_record(headings)?;
    for row in overview.rows {
        let cells = columns.iter().flat_map(|column| match column {
            Column::Forms => row.scores.iter().flat_map(ends).collect(),
            column => vec![cell(overview, row, *column)],
        });
        writer.write_record(cells.map(|cell| text_only(&cell)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// An end of the interval of the support, where it was drawn.
fn end(row: &Row, of: impl Fn(Interval) -> u32) -> String {
    let interval = row.support.and_then(|share| share.interval);
    interval.map(|ends| hundredths(Fraction::new(of(ends).into(), 1_000_000))).unwrap_or_default()
}

fn cell(overview: &Overview<'_>, row: &Row, column: Column) -> String {
    let id = |outcome| overview.rules.outcome_id(outcome);
    let stated = |form| overview.rules.stated_id(form);
    let form =
        |form: Option<FormKey>| form.map(|form| overview.rules.forms.at(form).id.clone()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let criteria = |keys: &[crate::model::CriterionKey]| {
        keys.iter().map(|key| overview.rules.criteria.at(*key).id.as_str()).collect::<Vec<_>>().join(" ")
    };
    match column {
        Column::Id => row.id.clone(),
        Column::Area => row.name.clone(),
        Column::Path => row.path.clone(),
        Column::Municipality => text(&row.municipality),
        Column::Board => text(&row.board),
        Column::Period => text(&row.period),
        Column::Group => text(&row.group),
        Column::Current => row.current.map(stated).unwrap_or_default(),
        Column::Outcome => row.outcome.map(id).unwrap_or_default(),
        Column::Leaning => form(row.leaning),
        Column::Tie => row.tie.to_string(),
        Column::Variant => text(&row.variant),
        Column::Complements => row.complements.join(" "),
        Column::Firmness => row.firmness.id().to_owned(),
        Column::Support => row.support.map(|share| hundredths(share.part)).unwrap_or_default(),
        Column::Counted => row.counted.id().to_owned(),
        Column::SupportLow => end(row, |ends| ends.low),
        Column::SupportHigh => end(row, |ends| ends.high),
        Column::Conditions => criteria(&row.conditions),
        Column::Change => row.change.id().to_owned(),
        Column::Decision => row.decision.map(stated).unwrap_or_default(),
        Column::Agreement => row.agreement.map_or("", Agreement::id).to_owned(),
        Column::Direction => text(&row.direction),
        Column::Tested => row.tested.as_ref().map_or("", Tested::id).to_owned(),
        Column::NextQuestions => criteria(&row.questions),
        Column::Warnings => row.warnings.to_string(),
        Column::Forms => String::new(),
    }
}

/// A score with its span; none while an answer is open, which a figure in the middle would hide.
fn ends(score: &Score) -> [String; 3] {
    let settled = if score.is_settled() { hundredths(score.score) } else { String::new() };
    [settled, hundredths(score.low), hundredths(score.high)]
}

/// A share in per cent with two decimals, rounded half up; never the whole for less, nor nothing for more.
fn hundredths(share: Fraction) -> String {
    let rounded = ten_thousandths(share);
    format!("{},{:02}", rounded / 100, rounded % 100)
}

/// The same as a number of parts of ten thousand.
pub(super) fn ten_thousandths(share: Fraction) -> u128 {
    let (above, below) = (*share.numer(), *share.denom());
    let mut rounded = (above * 20_000 + below) / (below * 2);
    if above < below {
        rounded = rounded.min(9_999);
    }
    if above > 0 {
        rounded = rounded.max(1);
    }
    rounded
}

/// A text that a spreadsheet takes for text: formulas begin with one of these signs, some after blanks.
fn text_only(text: &str) -> String {
    let text = &text.split('\n').map(harmless).collect::<Vec<_>>().join("\n");
    let first = text.trim_start_matches([' ', '\u{a0}']).chars().next();
    let formula =
        matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if formula { format!("'{text}") } else { text.to_owned() }
}
