//! The evidence: what stands beside each answer, to be read back.
//!
//! In: areas. Out: a sheet with a row for each answer that has a note or a source.

use super::Written;
use super::choices::{self, Lists};
use super::paper::Paper;
use crate::load::{Part, SheetKind};
use crate::model::{Area, RuleSet};
use crate::say::words::key;
use crate::texts::Texts;

/// One row an answer.
pub fn fill(
    paper: &mut Paper<'_>,
    (areas, ids): (&[&Area], &[String]),
    rules: &RuleSet,
    texts: &Texts,
    lists: &mut Lists<'_>,
) -> Written {
    let look = paper.look;
    for (column, part) in (0..).zip(Part::ALL) {
        paper.text(0, column, part.key(), &look.key)?;
    }
    for (column, part) in (0..).zip(Part::ALL) {
        let (heading, width) = match part {
            Part::Area => (texts.column_area_id(), 40.0),
            Part::Criterion => (SheetKind::Evidence.heading(texts.lang), 28.0),
            Part::Note => (texts.column_note(), 80.0),
            Part::Source => (texts.column_source(), 48.0),
        };
        paper.heading(1, column, heading, width, false)?;
        paper.sheet.set_column_format(column, &look.typed)?;
    }
    paper.sheet.set_row_height(1, 24)?;
    let mut row = 2;
    for (area, id) in areas.iter().zip(ids) {
        paper.about(area);
        for (criterion, evidence) in area.evidence.iter() {
            let Some(evidence) = evidence else { continue };
            if evidence.note.is_none() && evidence.source.is_none() && evidence.shared.is_none() {
                continue;
            }
            let criterion = rules.criteria.at(criterion);
            // What the workbook holds is its own; that it was shared is kept where it can be checked.
            let shared = evidence.shared.iter().map(|path| texts.shared_answer(path));
            let source = evidence.source.clone().into_iter().chain(shared).collect::<Vec<_>>().join(" ");
            let said = [
                (0, id.as_str(), &look.name),
                (1, key(criterion, texts.lang), &look.wrapped),
                (2, evidence.note.as_deref().unwrap_or_default(), &look.wrapped),
                (3, source.as_str(), &look.wrapped),
            ];
            paper.texts(row, &said)?;
            row += 1;
        }
    }
    choices::evidence(paper, areas.len(), rules, texts, lists)?;
    let last = paper.row(row.max(3) - 1)?;
    paper.sheet.autofilter(1, 0, last, 3)?;
    paper.sheet.set_freeze_panes(2, 2)?;
    paper.sheet.set_repeat_rows(0, 1)?;
    Ok(())
}
