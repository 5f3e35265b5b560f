//! The open questions of many areas as one list: which of them bring most areas to an outcome.
//!
//! In: rows and what computes. Out: the questions in the order to ask them, each with how many areas it matters in and can settle,
//! and how many it can settle together with those before it.

use super::row::Row;
use crate::evaluate::{Evaluation, Firmness};
use crate::explain::Advisor;
use crate::model::{Answers, CriterionKey};

/// A question of many areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// What is asked.
    pub criterion: CriterionKey,
    /// In how many areas it is open and matters: the answer can change the outcome, or is one that every area should have.
    pub areas: usize,
    /// What the answers can be expected to tell in all of them, in millionths of a bit.
    pub information: u64,
    /// How many areas without an outcome can have one by some answer to it alone, though it excludes no form.
    pub settles: usize,
    /// How many areas without an outcome can have one by some answers to it and the questions before it, of which none excludes
    /// a form. The answers are looked for one after another, each such that what leads has the largest share: there may be more
    /// such areas, never fewer.
    pub together: usize,
}

/// The questions of some areas: first what settles most of them, then what every area should answer, then what tells most.
#[must_use]
pub fn asked(advisor: &Advisor<'_>, rows: &[Row]) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    for open in rows.iter().flat_map(|row| &row.open) {
        let place = asked.iter().position(|one| one.criterion == open.criterion);
        let place = place.unwrap_or_else(|| {
            asked.push(Asked {
                criterion: open.criterion,
                areas: 0,
                information: 0,
                settles: 0,
                together: 0,
            });
            asked.len() - 1
        });
        let Some(one) = asked.get_mut(place) else { continue };
        one.areas += 1;
        one.information += open.information;
        one.settles += usize::from(open.settles);
    }
    asked.sort_by(|one, other| {
        let core = |asked: &Asked| advisor.rules().criteria.at(asked.criterion).core;
        let of = |asked: &Asked| (asked.settles, core(asked), asked.information);
        of(other).cmp(&of(one)).then(one.criterion.cmp(&other.criterion))
    });
    for row in rows.iter().filter(|row| row.firmness == Firmness::Undetermined) {
        let settled = settled_at(advisor, row, &asked);
        asked.iter_mut().skip(settled).for_each(|one| one.together += 1);
    }
    asked
}

/// How many of the questions, in their order, are behind the area when it has an outcome; more than there are if it has none.
fn settled_at(advisor: &Advisor<'_>, row: &Row, asked: &[Asked]) -> usize {
    let mut answers = row.answers.clone();
    let excluded = advisor.outline(row.day.as_deref(), &answers).verdict.excluded;
    for (place, one) in asked.iter().enumerate() {
        if row.open.iter().all(|open| open.criterion != one.criterion) {
            continue;
        }
        let choices = advisor.rules().criteria.at(one.criterion).answers();
        let looked = choices.map(|answer| {
            let with = answers.with(one.criterion, answer);
            (advisor.outline(row.day.as_deref(), &with), with)
        });
        let looked = looked.filter(|(found, _)| found.verdict.excluded == excluded);
        // Of equal ones the first.
        let best = looked.reduce(|best, next| {
            let share = |of: &(Evaluation, Answers)| (of.0.firmness, of.0.leading.share.part);
            if share(&next) > share(&best) { next } else { best }
        });
        let Some((evaluation, with)) = best else { continue };
        if evaluation.firmness != Firmness::Undetermined {
            return place;
        }
        answers = with;
    }
    asked.len()
}
