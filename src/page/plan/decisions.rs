//! Areas whose recorded decision is another than the recommendation, with why.
//!
//! In: recommendations. Out: a row each; where the basis is too thin, nothing is compared.

use super::{Writer, paragraphs, sentence};
use crate::document::{Cell, Rich};
use crate::evaluate::Truth;
use crate::explain::Recommendation;
use crate::model::{CriterionKey, Outcome};
use crate::portfolio::{Agreement, agreement};
use crate::say::words::{answer, percent};
use crate::texts::Text;

/// How many criteria are named whose answers would make the two agree.
const CHANGES: usize = 5;

impl<'a> Writer<'a> {
    pub(super) fn decisions(&mut self) {
        self.section(Text::PlanSectionDecisions, "decisions", Some(Text::PlanIntroDecisions));
        let mut rows = Vec::new();
        for (at, area) in self.each() {
            let decided = area.area.decision.as_ref().and_then(|decision| decision.form);
            let (Some(decided), Some(Agreement::Differs)) = (decided, agreement(area)) else { continue };
            rows.push(vec![
                self.area_cell(at),
                Cell::plain(self.short(decided)),
                Cell::plain(self.short(area.outcome())),
                paragraphs(self.why_differs(area, decided).into_iter().map(Rich::plain)),
            ]);
        }
        let unclear =
            self.each().filter(|(_, area)| agreement(area) == Some(Agreement::NotComparable)).count();
        if rows.is_empty() {
            self.paragraph(self.texts.get(Text::PlanDecisionsNone));
        } else {
            let columns = vec![
                self.column(Text::PlanColumnArea, 22),
                self.column(Text::PlanColumnDecision, 18),
                self.column(Text::PlanColumnOutcome, 18),
                self.column(Text::PlanColumnDiffers, 42),
            ];
            self.table(self.get(Text::PlanDecisionsCaption), columns, rows);
        }
        if unclear > 0 {
            let number = unclear.to_string();
            self.paragraph(&self.with(Text::PlanDecisionsUnclear, &[("number", &number)]));
        }
    }

    fn why_differs(&self, area: &Recommendation<'a>, decided: Outcome) -> Vec<String> {
        let mut said = Vec::new();
        let gates = self.rules.gates.iter().zip(&area.evaluation.verdict.gates);
        let excluded = gates.filter(|(gate, fires)| {
            **fires == Truth::True && self.rules.forms_of(decided).any(|form| gate.excludes.contains(form))
        });
        for (gate, _) in excluded {
            let why = sentence(self.say(&gate.head.why));
            said.push(self.with(Text::PlanDiffersExcluded, &[("why", &why)]));
        }
        let score = |outcome: Outcome| {
            let score = area.evaluation.scores.get(outcome.form.position());
            score.map(|score| percent(self.texts, score.score)).unwrap_or_default()
        };
        said.extend(self.near(area).filter(|_| area.outcome().mixed));
        if said.is_empty() && decided.form != area.outcome().form {
            let words = [("decided", score(decided)), ("recommended", score(area.outcome()))];
            let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
            said.push(self.with(Text::PlanDiffersScore, &words));
        }
        if decided.form == area.outcome().form {
            said.push(self.get(if area.outcome().mixed {
                Text::PlanDiffersMix
            } else {
                Text::PlanDiffersNoMix
            }));
        }
        said.extend(self.would_agree(area, decided));
        said
    }

    /// The single answers with which the recommendation would be the decision, criterion by criterion.
    fn would_agree(&self, area: &Recommendation<'_>, decided: Outcome) -> Option<String> {
        let mut changes: Vec<(CriterionKey, Vec<&str>)> = Vec::new();
        for flip in area.evaluation.flips.iter().filter(|flip| flip.outcome == decided) {
            let [(criterion, to)] = flip.changes.as_slice() else { continue };
            let given = answer(self.texts, self.rules.criteria.at(*criterion), Some(*to));
            match changes.iter_mut().find(|(other, _)| other == criterion) {
                Some((_, answers)) => answers.push(given),
                None => changes.push((*criterion, vec![given])),
            }
        }
        let or = self.texts.get(Text::Or);
        let named = changes.iter().take(CHANGES).map(|(criterion, answers)| {
            let words = [("criterion", self.criterion(*criterion)), ("answer", &answers.join(or))];
            self.with(Text::Flip, &words)
        });
        let mut named = named.collect::<Vec<_>>().join("; ");
        if changes.len() > CHANGES {
            let rest = (changes.len() - CHANGES).to_string();
            named = format!("{named} {}", self.with(Text::PlanMore, &[("number", &rest)]));
        }
        (!changes.is_empty()).then(|| self.with(Text::PlanDiffersFlip, &[("changes", &named)]))
    }
}
