//! The reasons: one row for what each rule says of each form.
//!
//! In: recommendations. Out: a sheet to filter by area, form and effect.

use super::Written;
use super::look::Look;
use super::paper::Paper;
use crate::explain::{Effect, Reason, Recommendation};
use crate::load::id_within;
use crate::say::Speaker;
use crate::texts::Texts;

/// One row a reason.
pub fn fill(
    paper: &mut Paper<'_>,
    (recommendations, ids): (&[Recommendation<'_>], &[String]),
    texts: &Texts,
) -> Written {
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
    // Before a million rows are written for nothing.
    paper.row(rows)?;
    paper.headings(&headings, rows)?;
    let every = recommendations.iter().zip(ids);
    let every = every.flat_map(|(of, id)| of.reasons.iter().map(move |reason| ((of, id), reason)));
    for (row, (of, one)) in (1..).zip(every) {
        reason(paper, row, of, one, texts)?;
    }
    Ok(())
}

fn reason(
    paper: &mut Paper<'_>,
    row: usize,
    (recommendation, id): (&Recommendation<'_>, &String),
    reason: &Reason<'_>,
    texts: &Texts,
) -> Written {
    let (look, rules, area) = (paper.look, recommendation.rules, &recommendation.area);
    paper.about(area);
    let tint = match reason.effect {
        Effect::For => &look.good,
        Effect::NotFor | Effect::Excludes => &look.bad,
        Effect::Reservation => &look.between,
        Effect::Open => &look.unknown,
    };
    let speaker = Speaker { texts, rules };
    let form = reason.form.map(|form| speaker.form(form));
    let note = area.evidence.at(reason.criterion).as_ref().and_then(|evidence| evidence.note.as_deref());
    // As on the other sheets, where areas of several municipalities have one id.
    let of = area.municipality.as_deref().filter(|_| *id != area.id);
    let name = of.map_or_else(|| area.name.clone(), |municipality| id_within(&area.name, municipality));
    let said = [
        (0, name.as_str(), &look.name),
        (1, speaker.stage(reason.kind), &look.wrapped),
        (2, speaker.effect(reason.effect), &Look::tinted(&look.wrapped, tint)),
        (3, form.unwrap_or_default(), &look.wrapped),
        (4, speaker.criterion(reason.criterion), &look.wrapped),
        (5, speaker.answer(reason.criterion, reason.answer), &look.wrapped),
        (6, speaker.say(reason.text), &look.wrapped),
        (7, &speaker.sources(reason.sources), &look.faint),
        (8, note.unwrap_or_default(), &look.wrapped),
    ];
    paper.texts(row, &said)
}
