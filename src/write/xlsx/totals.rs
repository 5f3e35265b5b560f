//! The totals: how many areas there are of each outcome, firmness and change.
//!
//! In: recommendations. Out: a sheet of numbers, each with what it counts.

use super::Written;
use super::paper::Paper;
use crate::evaluate::Firmness;
use crate::explain::Recommendation;
use crate::model::RuleSet;
use crate::portfolio::{Agreement, Change, GroupBy, Row, Totals};
use crate::say::Speaker;
use crate::texts::Texts;

/// A row for each thing that is counted.
pub fn fill(
    paper: &mut Paper<'_>,
    recommendations: &[Recommendation<'_>],
    rules: &RuleSet,
    texts: &Texts,
) -> Written {
    let look = paper.look;
    let mut rows: Vec<Row> = recommendations.iter().map(Row::of).collect();
    let totals = Totals::of(&rows);
    let speaker = Speaker { texts, rules };
    let mut counted = vec![(texts.column_area(), texts.workbook_all().to_owned(), totals.areas)];
    for outcome in rules.outcomes() {
        counted.push((
            texts.column_recommended(),
            speaker.outcome(outcome).to_owned(),
            totals.outcome(outcome),
        ));
    }
    for firmness in [Firmness::Firm, Firmness::Preliminary, Firmness::Undetermined] {
        counted.push((
            texts.column_firmness(),
            speaker.firmness(firmness).to_owned(),
            totals.firmness(firmness),
        ));
    }
    for change in [Change::Unchanged, Change::Changed, Change::NotComparable] {
        counted.push((texts.column_change(), speaker.change(change).to_owned(), totals.change(change)));
    }
    for agreement in [Agreement::Same, Agreement::Differs, Agreement::NotComparable] {
        let count = totals.agreements.get(&agreement).copied().unwrap_or_default();
        counted.push((texts.column_agreement(), speaker.agreement(agreement).to_owned(), count));
    }
    rows.sort_by(|one, other| GroupBy::Board.compare(one, other));
    for board in rows.chunk_by(|one, other| GroupBy::Board.is_one(one, other)) {
        let name = board.first().and_then(|row| row.board.clone());
        counted.extend(name.map(|name| (texts.column_board(), name, board.len() as u64)));
    }
    counted.retain(|(_, _, count)| *count > 0);
    let headings = [
        (texts.workbook_counted(), 34.0),
        (texts.workbook_which(), 48.0),
        (texts.plan_column_number(), 12.0),
    ];
    paper.headings(&headings, counted.len())?;
    for (row, (what, which, count)) in (1..).zip(counted) {
        paper.texts(row, &[(0, what, &look.name), (1, &which, &look.wrapped)])?;
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        paper.number(row, 2, Some(count.into()), &look.count)?;
    }
    Ok(())
}
