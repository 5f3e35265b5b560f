//! The reasons: one row for what each rule says of each form.
//!
//! In: recommendations. Out: a sheet to filter by area, form and effect.

use super::Written;
use super::look::Look;
use super::paper::Paper;
use crate::explain::{Effect, Reason, Recommendation};
use crate::say::words;
use crate::texts::Texts;

/// One row a reason.
pub fn sheet<'l>(
    recommendations: &[Recommendation<'_>],
    texts: &Texts,
    look: &'l Look,
) -> Written<Paper<'l>> {
    let mut paper = Paper::new(texts.sheet_reasons(), look)?;
    let headings = [
        (texts.column_area(), 34.0),
        (texts.column_stage(), 15.0),
        (texts.column_effect(), 14.0),
        (texts.form(), 20.0),
        (texts.column_criterion(), 28.0),
        (texts.column_answer(), 12.0),
        (texts.column_reason(), 64.0),
        (texts.column_source(), 36.0),
        (texts.column_note(), 56.0),
    ];
    let rows = recommendations.iter().map(|recommendation| recommendation.reasons.len()).sum();
    paper.headings(&headings, rows)?;
    let every = recommendations.iter().flat_map(|of| of.reasons.iter().map(move |reason| (of, reason)));
    for (row, (recommendation, one)) in (1..).zip(every) {
        reason(&mut paper, row, recommendation, one, texts)?;
    }
    Ok(paper)
}

fn reason(
    paper: &mut Paper<'_>,
    row: usize,
    recommendation: &Recommendation<'_>,
    reason: &Reason<'_>,
    texts: &Texts,
) -> Written {
    let (look, rules, area) = (paper.look, recommendation.rules, &recommendation.area);
    let tint = match reason.effect {
        Effect::For => &look.good,
        Effect::Against | Effect::Excludes => &look.bad,
        Effect::Reservation => &look.between,
        Effect::Open => &look.unknown,
    };
    let criterion = rules.criteria.at(reason.criterion);
    let form = reason.form.map(|form| rules.forms.at(form).name.get(texts.lang));
    let note = area.evidence.at(reason.criterion).as_ref().and_then(|evidence| evidence.note.as_deref());
    let said = [
        (0, area.name.as_str(), &look.name),
        (1, texts.get(reason.stage.text()), &look.wrapped),
        (2, texts.get(reason.effect.text()), &Look::tinted(&look.wrapped, tint)),
        (3, form.unwrap_or_default(), &look.wrapped),
        (4, criterion.name.get(texts.lang), &look.wrapped),
        (5, words::answer(texts, criterion, reason.answer), &look.wrapped),
        (6, reason.text.get(texts.lang), &look.wrapped),
        (7, &words::sources(texts, reason.sources), &look.faint),
        (8, note.unwrap_or_default(), &look.wrapped),
    ];
    paper.texts(row, &said)
}
