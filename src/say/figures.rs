//! What is drawn of a portfolio: areas by outcome, answers by criterion, scores with their spans.
//!
//! In: totals and recommendations. Out: figures as data, each with the same in words. Draws nothing itself.

use crate::document::{Drawing, Figure, FormBar, Mark, Share};
use crate::evaluate::{Firmness, Score};
use crate::explain::Recommendation;
use crate::model::{CriterionKey, FormKey, Fraction, RuleSet};
use crate::page::batch::words::outcome;
use crate::portfolio::Totals;
use crate::say::words::{answer, percent, span};
use crate::texts::{Text, Texts};

const FIRMNESS: [(Firmness, Mark); 3] = [
    (Firmness::Firm, Mark::Good),
    (Firmness::Preliminary, Mark::Middling),
    (Firmness::Undetermined, Mark::Unknown),
];

/// Areas by outcome and firmness; those whose basis is too thin have no outcome.
#[must_use]
pub fn portfolio(rules: &RuleSet, texts: &Texts, totals: &Totals) -> Figure {
    let mut bars = Vec::new();
    for of in rules.outcomes() {
        let settled = FIRMNESS.map(|(firmness, _)| match firmness {
            Firmness::Undetermined => 0,
            settled => totals.outcomes.get(&(of, settled)).copied().unwrap_or_default(),
        });
        bars.push((outcome(rules, texts, of), settled.to_vec()));
    }
    let undetermined = totals.firmness(Firmness::Undetermined);
    bars.push((texts.no_recommendation().to_owned(), vec![0, 0, undetermined]));
    let legend = FIRMNESS.map(|(firmness, mark)| (texts.get(firmness.short()).to_owned(), mark)).to_vec();
    let said = bars.iter().map(|(name, counts)| {
        let parts = legend.iter().zip(counts).filter(|(_, count)| **count > 0);
        let parts: Vec<String> = parts.map(|((word, _), count)| format!("{word} {count}")).collect();
        format!("{name}: {}", if parts.is_empty() { "0".to_owned() } else { parts.join(", ") })
    });
    Figure {
        id: "figure-portfolio".to_owned(),
        caption: texts.figure_portfolio().to_owned(),
        alternative: format!("{}.", said.collect::<Vec<_>>().join("; ")),
        drawing: Drawing::Portfolio { legend, bars },
    }
}

/// Areas by criteria.
#[must_use]
pub fn matrix(rules: &RuleSet, texts: &Texts, recommendations: &[&Recommendation<'_>]) -> Figure {
    let mut counts = [0_u64; 5];
    let row = |recommendation: &&Recommendation<'_>| {
        let cells = rules.criteria.keys().map(|criterion| {
            let given = recommendation.area.answers.get(criterion);
            let mark = mark(rules, criterion, given);
            let kind = KINDS.iter().position(|(kind, _)| *kind == mark);
            if let Some(count) = kind.and_then(|kind| counts.get_mut(kind)) {
                *count += 1;
            }
            (mark, answer(texts, rules.criteria.at(criterion), given).to_owned())
        });
        (recommendation.area.name.clone(), cells.collect())
    };
    let rows = recommendations.iter().map(row).collect();
    let legend: Vec<(String, Mark)> =
        KINDS.iter().map(|(mark, text)| (texts.get(*text).to_owned(), *mark)).collect();
    let said: Vec<String> =
        legend.iter().zip(counts).map(|((name, _), count)| format!("{name} {count}")).collect();
    Figure {
        id: "figure-answers".to_owned(),
        caption: texts.figure_answers().to_owned(),
        alternative: texts.figure_answers_said(said.join(", ")),
        drawing: Drawing::Matrix {
            legend,
            columns: rules.criteria.entries().iter().map(|one| one.name.get(texts.lang).to_owned()).collect(),
            rows,
        },
    }
}

const KINDS: [(Mark, Text); 5] = [
    (Mark::Good, Text::AnswerYes),
    (Mark::Middling, Text::AnswerPartly),
    (Mark::Bad, Text::AnswerNo),
    (Mark::Other, Text::AnswerOption),
    (Mark::Unknown, Text::Unknown),
];

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

/// The forms' scores with their spans.
#[must_use]
pub fn scores(recommendation: &Recommendation<'_>, texts: &Texts, id: &str) -> Figure {
    let rules = recommendation.rules;
    let verdict = &recommendation.evaluation.verdict;
    let bar = |(form, score): (FormKey, &Score)| {
        let chosen = rules.forms_of(recommendation.outcome()).any(|of| of == form);
        let settled = recommendation.evaluation.firmness != Firmness::Undetermined;
        let (mark, standing) = if verdict.excluded.contains(form) {
            (Mark::Bad, Some(Text::ScoreExcluded))
        } else if chosen && settled {
            (Mark::Chosen, Some(Text::ScoreChosen))
        } else if verdict.conditional.contains(form) {
            (Mark::Middling, Some(Text::ScoreConditional))
        } else {
            (Mark::Good, None)
        };
        let mut label = percent(texts, score.score);
        if score.low != score.high {
            label = format!("{label} ({})", span(texts, score.low, score.high));
        }
        if let Some(standing) = standing {
            label = format!("{label}, {}", texts.get(standing));
        }
        FormBar {
            name: rules.forms.at(form).name.get(texts.lang).to_owned(),
            label,
            low: drawn(score.low),
            score: drawn(score.score),
            high: drawn(score.high),
            mark,
        }
    };
    let bars: Vec<FormBar> = rules.forms.keys().zip(&recommendation.evaluation.scores).map(bar).collect();
    let said: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.name, bar.label)).collect();
    Figure {
        id: id.to_owned(),
        caption: texts.figure_scores(&recommendation.area.name),
        alternative: format!("{}.", said.join("; ")),
        drawing: Drawing::Scores { bars },
    }
}

/// A share as it is drawn: to the nearest ten-thousandth.
fn drawn(share: Fraction) -> Share {
    Share::try_from((share.numer() * 20_000 + share.denom()) / (share.denom() * 2)).unwrap_or(10_000)
}
