//! What is drawn of a portfolio: areas by outcome, answers by criterion, scores with their spans, shares.
//!
//! In: totals and recommendations. Out: tables with bars, and figures as data, each with the same in words. Draws
//! nothing itself.

use crate::document::{Bar, Cell, Column, Figure, Mark, Table};
use crate::evaluate::{Firmness, Truth, deciding};
use crate::explain::Recommendation;
use crate::model::{CriterionKey, FormKey, Fraction, RuleSet};
use crate::portfolio::Totals;
use crate::say::Speaker;
use crate::texts::Texts;

const FIRMNESS: [(Firmness, Mark); 3] = [
    (Firmness::Firm, Mark::Good),
    (Firmness::Preliminary, Mark::Middling),
    (Firmness::Undetermined, Mark::Unknown),
];

/// Areas by outcome and firmness; those whose basis is too thin have no outcome.
#[must_use]
pub fn portfolio(rules: &RuleSet, texts: &Texts, totals: &Totals) -> Table {
    let speaker = Speaker { texts, rules };
    let mut counts: Vec<(String, [u64; 3])> = Vec::new();
    for of in rules.outcomes() {
        let settled = FIRMNESS.map(|(firmness, _)| match firmness {
            Firmness::Undetermined => 0,
            settled => totals.outcomes.get(&(Some(of), settled)).copied().unwrap_or_default(),
        });
        counts.push((speaker.short_outcome(of), settled));
    }
    let undetermined = totals.firmness(Firmness::Undetermined);
    counts.push((texts.no_recommendation().to_owned(), [0, 0, undetermined]));
    let mut columns = vec![Column::text(texts.overview_recommended(), 4)];
    let heading = |firmness| match firmness {
        // So short that there is room for the bars beside it.
        Firmness::Undetermined => texts.column_undetermined(),
        firmness => speaker.firmness(firmness),
    };
    columns.extend(FIRMNESS.map(|(firmness, mark)| Column::numeric(heading(firmness), 2).marked(mark)));
    columns.push(Column::numeric(texts.overview_areas_title(), 2));
    columns.push(Column::drawn("", 6));
    let sum = |counts: &[u64; 3]| counts.iter().sum::<u64>();
    let whole = counts.iter().map(|(_, counts)| sum(counts)).max().unwrap_or_default();
    let mut table = Table::new(texts.figure_portfolio(), columns);
    table.rows = counts
        .into_iter()
        .map(|(name, counts)| {
            let parts = FIRMNESS.map(|(_, mark)| mark).into_iter().zip(counts).collect();
            let numbers =
                counts.into_iter().chain([sum(&counts)]).map(|count| Cell::plain(count.to_string()));
            let bar = Cell::drawn(Bar { whole, parts, span: None });
            std::iter::once(Cell::plain(name)).chain(numbers).chain([bar]).collect()
        })
        .collect();
    table
}

/// Areas by criteria.
#[must_use]
pub fn matrix(rules: &RuleSet, texts: &Texts, recommendations: &[&Recommendation<'_>]) -> Figure {
    let speaker = Speaker { texts, rules };
    let kinds = [
        (Mark::Good, texts.answer_yes()),
        (Mark::Middling, texts.answer_partly()),
        (Mark::Bad, texts.answer_no()),
        (Mark::Other, texts.answer_option()),
        (Mark::Unknown, texts.unknown()),
    ];
    let mut counts = [0_u64; 5];
    let row = |recommendation: &&Recommendation<'_>| {
        let cells = rules.criteria.keys().map(|criterion| {
            let given = recommendation.area.answers.get(criterion);
            let mark = mark(rules, criterion, given);
            let kind = kinds.iter().position(|(kind, _)| *kind == mark);
            if let Some(count) = kind.and_then(|kind| counts.get_mut(kind)) {
                *count += 1;
            }
            (mark, speaker.answer(criterion, given).to_owned())
        });
        (recommendation.area.name.clone(), cells.collect())
    };
    let rows = recommendations.iter().map(row).collect();
    let legend = kinds.map(|(mark, text)| (text.to_owned(), mark)).to_vec();
    let said: Vec<String> =
        legend.iter().zip(counts).map(|((name, _), count)| format!("{name} {count}")).collect();
    Figure {
        id: "figure-answers".to_owned(),
        caption: texts.figure_answers().to_owned(),
        alternative: texts.figure_answers_said(said.join(", ")),
        legend,
        columns: rules.criteria.keys().map(|one| speaker.criterion(one).to_owned()).collect(),
        rows,
    }
}

/// What an answer is drawn as: yes is not better than no, only another answer.
fn mark(rules: &RuleSet, criterion: CriterionKey, given: Option<u8>) -> Mark {
    match (rules.criteria.at(criterion).graded, given) {
        (_, None) => Mark::Unknown,
        (false, Some(_)) => Mark::Other,
        (true, Some(0)) => Mark::Good,
        (true, Some(1)) => Mark::Middling,
        (true, Some(_)) => Mark::Bad,
    }
}

/// The forms' scores with their spans, and whether each form is possible.
#[must_use]
pub fn scores(recommendation: &Recommendation<'_>, texts: &Texts) -> Table {
    let rules = recommendation.rules;
    let speaker = Speaker { texts, rules };
    let fine = is_misread(recommendation, speaker);
    let columns = vec![
        Column::text(texts.form(), 4),
        Column::numeric(texts.score(), 2),
        Column::drawn("", 4),
        Column::text(texts.possible(), 5),
    ];
    let mut table = Table::new(texts.figure_scores(&recommendation.area.name), columns);
    table.rows = rules
        .forms
        .keys()
        .zip(&recommendation.evaluation.scores)
        .map(|(form, score)| {
            let mark = standing(recommendation, form);
            let bar = Bar {
                whole: WHOLE,
                parts: vec![(mark, drawn(score.low))],
                span: (!score.is_settled()).then(|| (drawn(score.low), drawn(score.high))),
            };
            let said =
                if fine { speaker.fine_share(score.score) } else { speaker.score(score.low, score.high) };
            vec![
                Cell::plain(speaker.form(form)).marked(mark),
                Cell::plain(said),
                Cell::drawn(bar),
                Cell::plain(possible(recommendation, speaker, form)),
            ]
        })
        .collect();
    table
}

/// Whether two settled scores look within the margin of each other when they are rounded and are not, or the other way.
fn is_misread(recommendation: &Recommendation<'_>, speaker: Speaker<'_>) -> bool {
    let (rules, evaluation) = (recommendation.rules, &recommendation.evaluation);
    let standing = evaluation.verdict.standing;
    let of = |form: FormKey| evaluation.scores.get(form.position()).filter(|score| score.is_settled());
    let both = standing.top.and_then(|top| of(standing.base).zip(of(top)));
    both.is_some_and(|(own, other)| {
        let zero = Fraction::from_integer(0);
        let points = |score: Fraction| speaker.points(score).parse().unwrap_or(0_u32);
        let apart = points(own.score).abs_diff(points(other.score));
        let looks_near = apart <= points(rules.margin) && own.score > zero && other.score > zero;
        looks_near != standing.near
    })
}

/// Whether a form is possible; where it is not, or may not be, the criteria that decide it.
fn possible(recommendation: &Recommendation<'_>, speaker: Speaker<'_>, form: FormKey) -> String {
    let verdict = &recommendation.evaluation.verdict;
    let why = |truth: Truth| {
        let gates = recommendation.rules.gates.iter().zip(&verdict.gates);
        let gates = gates.filter(|(gate, fires)| **fires == truth && gate.excludes.contains(form));
        let mut names: Vec<String> = Vec::new();
        let answers = &recommendation.area.answers;
        for criterion in gates.flat_map(|(gate, _)| deciding(&gate.when, answers, truth)) {
            let name = speaker.criterion(criterion);
            let name = match answers.get(criterion) {
                None => name.to_owned(),
                given => format!("{name} ({})", speaker.answer(criterion, given)),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    };
    match (verdict.excluded.contains(form), verdict.conditional.contains(form)) {
        (true, _) => speaker.texts.no(why(Truth::True)),
        (false, true) => speaker.texts.conditional(why(Truth::Open)),
        (false, false) => speaker.texts.yes().to_owned(),
    }
}

/// What a form's colour says of it.
fn standing(recommendation: &Recommendation<'_>, form: FormKey) -> Mark {
    let verdict = &recommendation.evaluation.verdict;
    let chosen = recommendation.forms().any(|of| of == form);
    if verdict.excluded.contains(form) {
        Mark::Bad
    } else if chosen {
        Mark::Chosen
    } else if verdict.conditional.contains(form) {
        Mark::Middling
    } else {
        Mark::Good
    }
}

/// Shares of things below each other, in one or more respects: the size, in words and drawn, the largest as long as
/// the column.
#[must_use]
pub fn shares<const N: usize>(
    caption: &str,
    name: &str,
    titles: [&str; N],
    shares: impl IntoIterator<Item = (String, [(Fraction, String); N])>,
) -> Table {
    let mut columns = vec![Column::text(name, 4)];
    columns.extend(titles.into_iter().flat_map(|title| [Column::numeric(title, 2), Column::drawn("", 5)]));
    let mut table = Table::new(caption, columns);
    let shares: Vec<_> = shares.into_iter().collect();
    let lengths = shares.iter().flat_map(|(_, shares)| shares).map(|(share, _)| drawn(*share));
    let whole = lengths.max().unwrap_or_default().max(1);
    let row = |(name, shares): (String, [(Fraction, String); N])| {
        let cells = shares.into_iter().flat_map(|(share, said)| {
            let bar = Bar { whole, parts: vec![(Mark::Chosen, drawn(share))], span: None };
            [Cell::plain(said), Cell::drawn(bar)]
        });
        std::iter::once(Cell::plain(name)).chain(cells).collect()
    };
    table.rows = shares.into_iter().map(row).collect();
    table
}

/// The colour that goes with how firm a recommendation is.
#[must_use]
pub const fn firmness_mark(firmness: Firmness) -> Mark {
    match firmness {
        Firmness::Undetermined => Mark::Unknown,
        Firmness::Preliminary => Mark::Middling,
        Firmness::Firm => Mark::Good,
    }
}

/// The length of a bar that is whole.
const WHOLE: u64 = 10_000;

/// A share as it is drawn: to the nearest ten-thousandth.
fn drawn(share: Fraction) -> u64 {
    let (part, whole) = (share.numer(), share.denom());
    // Counts of ways can be larger than what they can be multiplied with.
    let scaled = part.checked_mul(20_000).map(|part| (part + whole) / (whole * 2));
    let scaled = scaled.unwrap_or_else(|| part / (whole / u128::from(WHOLE)).max(1));
    u64::try_from(scaled).unwrap_or(WHOLE).min(WHOLE)
}
