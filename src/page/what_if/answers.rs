//! Which answers would alter the outcome: those given, those still open, and what each other outcome takes.
//!
//! In: a recommendation with what each outcome takes. Out: a section.

use super::WhatIf;
use crate::document::{Block, Cell, Column, Rich, Table};
use crate::model::{CriterionKey, Outcome};
use crate::what_if::Found;

/// Sets that are shown of those that change the outcome together.
const SETS: usize = 10;

impl WhatIf<'_> {
    pub(super) fn answers_section(&self, blocks: &mut Vec<Block>) {
        let Some(fewest) = &self.fewest else { return };
        self.heading(blocks, self.texts.flips_title(), "answers");
        self.given(blocks);
        self.open(blocks);
        self.fewest(blocks, fewest);
        if let Some(drawn) = self.speaker().drawn(&self.now.evaluation.ways) {
            self.paragraph(blocks, &drawn);
        }
        let flips = self.now.evaluation.flips.iter().flat_map(|flip| &flip.changes);
        let leading = self.now.evaluation.leading.outcome;
        let open = self.now.evaluation.questions.iter();
        let open = open.filter(|question| question.leads.iter().any(|lead| lead.outcome != leading));
        let firsts = fewest.iter().filter_map(|(_, found)| match found {
            Found::Reached(reached) => reached.first.first(),
            _ => None,
        });
        let named = flips.chain(firsts.flatten()).map(|(criterion, _)| *criterion);
        blocks.extend(self.law_note(named.chain(open.map(|question| question.criterion))));
    }

    /// Given answers: each alone, or, where none is enough, the smallest sets.
    fn given(&self, blocks: &mut Vec<Block>) {
        let (texts, flips) = (self.texts, &self.now.evaluation.flips);
        let answered = self.now.area.answers.iter().any(|(key, answer)| {
            answer.is_some() && crate::evaluate::relevant(self.now.rules).contains(&key)
        });
        match flips.first().map(|flip| flip.changes.len()) {
            None if !answered => self.paragraph(blocks, self.texts.what_if_unanswered()),
            // Of no outcome nothing can be said to change it.
            None if self.now.outcome().is_none() => self.paragraph(blocks, texts.undetermined()),
            None if self.now.evaluation.ways.all.total() > 1 => {
                self.paragraph(blocks, texts.flips_none_single());
            }
            None => {
                let none = texts.flips_none(crate::evaluate::MOST_CHANGES);
                blocks.push(Block::Paragraph(Rich::plain(none)));
            }
            Some(1) => {
                let mut rows: Vec<(CriterionKey, Vec<u8>, Outcome)> = Vec::new();
                for flip in flips {
                    let Some((criterion, answer)) = flip.changes.first() else { continue };
                    push(&mut rows, (*criterion, *answer, flip.leads));
                }
                self.singles(blocks, self.texts.what_if_given(), rows, true);
            }
            Some(size) => {
                blocks.push(Block::Paragraph(Rich::plain(texts.flips_joint(size))));
                let said = flips.iter().take(SETS).map(|flip| {
                    Rich::plain(texts.flip_set(self.steps(&flip.changes), self.speaker().outcome(flip.leads)))
                });
                blocks.push(Block::List(said.collect()));
                if flips.len() > SETS {
                    let more = texts.more_reasons(flips.len() - SETS);
                    blocks.push(Block::Paragraph(Rich::plain(more)));
                }
            }
        }
    }

    /// Open answers that alone alter the outcome.
    fn open(&self, blocks: &mut Vec<Block>) {
        let questions = &self.now.evaluation.questions;
        let leading = self.now.evaluation.leading.outcome;
        let mut rows = Vec::new();
        for question in questions {
            let answers = self.now.rules.criteria.at(question.criterion).answers();
            for (answer, lead) in answers.zip(&question.leads).filter(|(_, lead)| lead.outcome != leading) {
                push(&mut rows, (question.criterion, answer, lead.outcome));
            }
        }
        if !rows.is_empty() {
            self.singles(blocks, self.texts.what_if_open(), rows, false);
        } else if !questions.is_empty() {
            self.paragraph(blocks, self.texts.what_if_open_none());
        }
    }

    fn singles(
        &self,
        blocks: &mut Vec<Block>,
        caption: &str,
        rows: Vec<(CriterionKey, Vec<u8>, Outcome)>,
        given: bool,
    ) {
        let texts = self.texts;
        let mut columns = vec![Column::text(texts.plan_column_criterion(), 3)];
        columns.extend(given.then(|| Column::text(texts.what_if_now_column(), 1)));
        let answer = if given { texts.what_if_instead() } else { texts.plan_column_answer() };
        columns.push(Column::text(answer, 2));
        columns.push(Column::text(texts.what_if_leads(), 4));
        let mut table = Table::new(caption, columns);
        for (criterion, answers, outcome) in rows {
            let mut name = self.speaker().criterion(criterion).to_owned();
            if self.now.rules.is_matter_of_law(criterion) {
                name = texts.what_if_law(&name);
            }
            let now = given
                .then(|| self.speaker().answer(criterion, self.now.area.answers.get(criterion)).to_owned());
            let answers: Vec<&str> =
                answers.iter().map(|answer| self.speaker().answer(criterion, Some(*answer))).collect();
            let cells = std::iter::once(name).chain(now);
            let cells = cells.chain([answers.join(", "), self.speaker().outcome(outcome).to_owned()]);
            table.rows.push(cells.map(Cell::plain).collect());
        }
        blocks.push(Block::Table(table));
    }

    /// What each other outcome takes.
    fn fewest(&self, blocks: &mut Vec<Block>, fewest: &[(Outcome, Found)]) {
        let texts = self.texts;
        if fewest.is_empty() {
            return self.paragraph(blocks, texts.what_if_fewest_open());
        }
        let columns = vec![
            Column::text(texts.overview_recommended(), 3),
            Column::text(texts.what_if_size(), 1),
            Column::text(texts.what_if_sets(), 1),
            Column::text(texts.what_if_example(), 4),
        ];
        let mut table = Table::new(texts.what_if_fewest(), columns);
        for (outcome, found) in fewest {
            let cells = match found {
                Found::Reached(reached) => [
                    reached.size.to_string(),
                    self.speaker().number(reached.sets),
                    reached.first.first().map(|set| self.steps(set)).unwrap_or_default(),
                ],
                Found::Beyond(most) => [texts.what_if_beyond(most), "–".to_owned(), String::new()],
                Found::Unreached(unreached) => {
                    let gates = unreached.gates.iter().filter_map(|gate| self.now.rules.gates.get(*gate));
                    let gates = gates.map(|gate| {
                        format!("{} ({})", gate.head.id, self.speaker().sources(&gate.head.sources))
                    });
                    [
                        texts.what_if_impossible().to_owned(),
                        "–".to_owned(),
                        gates.collect::<Vec<_>>().join("; "),
                    ]
                }
            };
            let name = self.speaker().outcome(*outcome).to_owned();
            table.rows.push(std::iter::once(name).chain(cells).map(Cell::plain).collect());
        }
        blocks.push(Block::Table(table));
    }
}

/// Answers with the same outcome stand together.
fn push(
    rows: &mut Vec<(CriterionKey, Vec<u8>, Outcome)>,
    (criterion, answer, outcome): (CriterionKey, u8, Outcome),
) {
    match rows.iter_mut().find(|(key, _, same)| (*key, *same) == (criterion, outcome)) {
        Some((_, answers, _)) => answers.push(answer),
        None => rows.push((criterion, vec![answer], outcome)),
    }
}
