//! The overview: one row an area, to sort and filter by.
//!
//! In: recommendations. Out: a sheet of typed cells. Never computes an outcome.

use rust_xlsxwriter::Format;

use super::Written;
use super::look::Look;
use super::paper::Paper;
use crate::evaluate::{Firmness, Share};
use crate::explain::Recommendation;
use crate::model::{Fraction, Outcome, RuleSet};
use crate::portfolio::{Said, agreement, change, possible_today, tested};
use crate::say::Speaker;
use crate::texts::Texts;

/// The column of the support.
const SUPPORT: u16 = 7;
/// The first column of the scores.
const FIRST_SCORE: u16 = 12;

/// One row an area.
pub fn fill(
    paper: &mut Paper<'_>,
    (recommendations, ids): (&[Recommendation<'_>], &[String]),
    rules: &RuleSet,
    texts: &Texts,
) -> Written {
    let scores: Vec<String> =
        rules.forms.entries().iter().map(|form| texts.column_score(form.name.get(texts.lang))).collect();
    let mut headings = vec![
        (texts.column_area(), 38.0),
        (texts.column_id(), 38.0),
        (texts.column_board(), 24.0),
        (texts.column_group(), 18.0),
        (texts.column_today(), 30.0),
        (texts.column_recommended(), 32.0),
        (texts.column_firmness(), 23.0),
        (texts.column_support(), 10.0),
        (texts.column_change(), 20.0),
        (texts.column_agreement(), 20.0),
        (texts.plan_column_direction(), 30.0),
        (texts.tested_title(), 44.0),
    ];
    headings.extend(scores.iter().map(|score| (score.as_str(), 20.0)));
    headings.extend([(texts.column_open(), 11.0), (texts.column_next(), 30.0), (texts.column_path(), 64.0)]);
    paper.headings(&headings, recommendations.len())?;
    for (row, one) in (1..).zip(recommendations.iter().zip(ids)) {
        area(paper, row, one, texts)?;
    }
    Ok(())
}

fn area(
    paper: &mut Paper<'_>,
    row: usize,
    (recommendation, id): (&Recommendation<'_>, &String),
    texts: &Texts,
) -> Written {
    let (look, rules, area) = (paper.look, recommendation.rules, &recommendation.area);
    paper.about(area);
    let evaluation = &recommendation.evaluation;
    let speaker = Speaker { texts, rules };
    let today = speaker.today(&possible_today(rules, area));
    let tint = match evaluation.firmness {
        Firmness::Firm => &look.good,
        Firmness::Preliminary => &look.between,
        Firmness::Undetermined => &look.unknown,
    };
    let outcome = recommended(recommendation, texts);
    let outcome_format = if recommendation.outcome().is_some() { &look.name } else { &look.faint };
    let changed = speaker.change(change(recommendation));
    let agrees = agreement(recommendation).map(|agreement| speaker.agreement(agreement));
    let said = Said::of(area).and_then(|said| speaker.direction(said.direction, said.form));
    let tested = tested(recommendation).map(|tested| speaker.tested(&tested)).unwrap_or_default();
    let first = evaluation.questions.first();
    let first = first.map(|question| speaker.criterion(question.criterion));
    let mut column = FIRST_SCORE;
    for score in &evaluation.scores {
        if score.is_settled() {
            paper.number(row, column, Some(float(score.score)), &look.percent)?;
        } else {
            paper.texts(row, &[(column, &speaker.score(score.low, score.high), &look.wrapped)])?;
        }
        column += 1;
    }
    let questions = u32::try_from(evaluation.questions.len()).unwrap_or(u32::MAX);
    paper.number(row, column, Some(questions.into()), &look.count)?;
    let support = evaluation.support();
    let format =
        support.map_or_else(|| look.percent.clone(), |share| support_format(speaker, share, &look.percent));
    paper.number(row, SUPPORT, support.map(|share| float(share.part)), &format)?;
    let cells = [
        (0, area.name.as_str(), &look.name),
        (1, id, &look.faint),
        (2, area.board.as_deref().unwrap_or_default(), &look.wrapped),
        (3, area.group.as_deref().unwrap_or_default(), &look.wrapped),
        (4, &today, &look.wrapped),
        (5, &outcome, outcome_format),
        (6, speaker.firmness(evaluation.firmness), &Look::tinted(&look.wrapped, tint)),
        (8, changed, &look.wrapped),
        (9, agrees.unwrap_or_default(), &look.wrapped),
        (10, said.as_deref().unwrap_or_default(), &look.wrapped),
        (11, &tested, &look.wrapped),
        (column + 1, first.unwrap_or_default(), &look.wrapped),
        (column + 2, &area.path, &look.faint),
    ];
    paper.texts(row, &cells)
}

/// What is recommended, or leaned to, in few words.
pub(super) fn recommended(recommendation: &Recommendation<'_>, texts: &Texts) -> String {
    let (rules, evaluation) = (recommendation.rules, &recommendation.evaluation);
    match (recommendation.outcome(), evaluation.leaning) {
        (Some(outcome), _) if evaluation.tie => texts.overview_tie(name(rules, outcome, texts)),
        (Some(outcome), _) => name(rules, outcome, texts),
        (None, Some((form, _))) => texts.overview_leans(name(rules, Outcome::single(form), texts)),
        (None, None) => String::new(),
    }
}

/// An outcome in few words: its forms.
fn name(rules: &RuleSet, outcome: Outcome, texts: &Texts) -> String {
    let names: Vec<&str> =
        rules.forms_of(outcome).map(|form| rules.forms.at(form).name.get(texts.lang)).collect();
    names.join(" + ")
}

/// A share short of the whole never reads as the whole, nor one above nothing as nothing, and one that was drawn says so; its
/// number stays exact.
fn support_format(speaker: Speaker<'_>, share: Share, format: &Format) -> Format {
    let said = speaker.share(share);
    if said == speaker.percent(share.part) {
        return format.clone();
    }
    format.clone().set_num_format(format!("\"{}\"", said.replace('"', "")))
}

#[expect(clippy::cast_precision_loss, reason = "shown as a percentage")]
fn float(fraction: Fraction) -> f64 {
    *fraction.numer() as f64 / *fraction.denom() as f64
}
