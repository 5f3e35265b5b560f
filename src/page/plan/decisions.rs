//! Areas whose recorded decision is another than the recommendation, with why.
//!
//! In: recommendations. Out: a row each; where the basis is too thin, nothing is compared.

use super::{Writer, paragraphs, sentence};
use crate::document::{Cell, Column, Rich};
use crate::evaluate::Truth;
use crate::explain::Recommendation;
use crate::model::{CriterionKey, Outcome, Stated};
use crate::portfolio::{Agreement, agreement};

/// How many criteria are named whose answers would make the two agree.
const CHANGES: usize = 5;

impl<'a> Writer<'a> {
    pub(super) fn decisions(&mut self) {
        self.section(
            self.texts.plan_section_decisions(),
            "decisions",
            Some(self.texts.plan_intro_decisions()),
        );
        let mut rows = Vec::new();
        for (at, area) in self.each() {
            let decided = area.area.decision.as_ref().and_then(|decision| decision.form);
            let (Some(decided), Some(outcome), Some(Agreement::Differs)) =
                (decided, area.outcome(), agreement(area))
            else {
                continue;
            };
            rows.push(vec![
                self.area_cell(at),
                Cell::plain(self.speaker.short_stated(decided)),
                Cell::plain(self.speaker.short_outcome(outcome)),
                paragraphs(self.why_differs(area, outcome, decided).into_iter().map(Rich::plain)),
            ]);
        }
        let unclear =
            self.each().filter(|(_, area)| agreement(area) == Some(Agreement::NotComparable)).count();
        if rows.is_empty() {
            self.paragraph(self.texts.plan_decisions_none());
        } else {
            let columns = vec![
                Column::text(self.texts.plan_column_area(), 22),
                Column::text(self.texts.plan_column_decision(), 18),
                Column::text(self.texts.plan_column_outcome(), 18),
                Column::text(self.texts.plan_column_differs(), 42),
            ];
            self.table(self.texts.plan_decisions_caption(), columns, rows);
        }
        if unclear > 0 {
            self.paragraph(self.texts.plan_decisions_unclear(unclear));
        }
    }

    fn why_differs(&self, area: &Recommendation<'a>, outcome: Outcome, stated: Stated) -> Vec<String> {
        let mut said = Vec::new();
        let Some(decided) = stated.outcome() else {
            said.extend(self.near(area));
            said.push(self.texts.plan_differs_no_mix().to_owned());
            said.extend(self.would_agree(area, stated));
            return said;
        };
        let gates = self.rules.gates.iter().zip(&area.evaluation.verdict.gates);
        let excluded = gates.filter(|(gate, fires)| {
            **fires == Truth::True && self.rules.forms_of(decided).any(|form| gate.excludes.contains(form))
        });
        for (gate, _) in excluded {
            let why = sentence(self.speaker.say(&gate.head.why));
            said.push(self.texts.plan_differs_excluded(&why));
        }
        // Two mixes of one form differ in what is kept beside it.
        let same = decided.form == outcome.form;
        let differs = |outcome: Outcome| outcome.beside.filter(|_| same).unwrap_or(outcome.form);
        let score = |outcome: Outcome| {
            let score = area.evaluation.scores.get(differs(outcome).position());
            score.map(|score| self.speaker.score(score.low, score.high)).unwrap_or_default()
        };
        let mixed = (decided.is_mix(), outcome.is_mix());
        let beside = said.is_empty() && same && mixed == (true, true);
        said.extend(self.near(area));
        if beside || (said.is_empty() && !same) {
            said.push(self.texts.plan_differs_score(score(decided), score(outcome)));
        }
        if same && mixed.0 != mixed.1 {
            let mix = if mixed.1 { self.texts.plan_differs_mix() } else { self.texts.plan_differs_no_mix() };
            said.push(mix.to_owned());
        }
        said.extend(self.would_agree(area, stated));
        said
    }

    /// The single answers with which the recommendation would be the decision, criterion by criterion.
    fn would_agree(&self, area: &Recommendation<'_>, decided: Stated) -> Option<String> {
        let mut changes: Vec<(CriterionKey, Vec<&str>)> = Vec::new();
        for flip in area.evaluation.flips.iter().filter(|flip| decided.is(flip.leads)) {
            let [(criterion, to)] = flip.changes.as_slice() else { continue };
            let given = self.speaker.answer(*criterion, Some(*to));
            match changes.iter_mut().find(|(other, _)| other == criterion) {
                Some((_, answers)) => answers.push(given),
                None => changes.push((*criterion, vec![given])),
            }
        }
        let or = self.texts.or();
        let named = changes.iter().take(CHANGES).map(|(criterion, answers)| {
            self.texts.flip(answers.join(or), self.speaker.criterion(*criterion))
        });
        let mut named = named.collect::<Vec<_>>().join("; ");
        if changes.len() > CHANGES {
            named = format!("{named} {}", self.texts.plan_more(changes.len() - CHANGES));
        }
        (!changes.is_empty()).then(|| self.texts.plan_differs_flip(&named))
    }
}
