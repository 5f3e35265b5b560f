//! The table of measures: for each area its form today, the direction, and why.
//!
//! In: recommendations. Out: a row each, its motivation composed from the reasons that matched, or from the questions
//! that stand in the way; and all open questions together.

use super::{Writer, paragraphs, sentence};
use crate::document::{Cell, Mark, Rich, Style};
use crate::evaluate::{Firmness, Truth};
use crate::explain::{Effect, Reason, Recommendation, Stage};
use crate::page::batch::words::lead;
use crate::portfolio::{Direction, direction, possible_today};
use crate::say::words::{answer, points, share, shares};
use crate::texts::Text;

/// How many questions a row names.
const QUESTIONS: usize = 4;

impl<'a> Writer<'a> {
    pub(super) fn measures(&mut self) {
        self.section(Text::PlanSectionMeasures, "measures", Some(Text::PlanIntroMeasures));
        let columns = vec![
            self.column(Text::PlanColumnArea, 20),
            self.column(Text::PlanColumnToday, 16),
            self.column(Text::PlanColumnDirection, 12),
            self.column(Text::PlanColumnMotivation, 36),
            self.column(Text::PlanColumnDecision, 22),
        ];
        let rows = self.each().map(|(at, area)| self.measure(at, area)).collect();
        self.table(self.get(Text::PlanMeasuresCaption), columns, rows);
    }

    fn measure(&self, at: usize, area: &'a Recommendation<'a>) -> Vec<Cell> {
        let (direction, mark) = match direction(area) {
            Direction::Continue => (Text::PlanContinue, Mark::Good),
            Direction::Change => (Text::PlanChange, Mark::Chosen),
            Direction::Decide => (Text::PlanDecide, Mark::Middling),
            Direction::Investigate => (Text::PlanInvestigate, Mark::Unknown),
        };
        let recorded = possible_today(self.rules, &area.area);
        let mut today = if recorded.is_empty() && area.area.current.description.is_some() {
            vec![Rich::default().link(self.get(Text::PlanSeeDescription), "state-descriptions")]
        } else {
            vec![Rich::plain(self.today(area))]
        };
        let shares = shares(self.texts, &area.area.current.share);
        if !shares.is_empty() {
            today.push(Rich::default().and(shares, Style::Faint));
        }
        vec![
            self.area_cell(at),
            paragraphs(today),
            Cell::rich(Rich::strong(self.get(direction))).marked(mark),
            paragraphs(self.motivation(area)),
            paragraphs(self.decided(area)),
        ]
    }

    /// Why, in a few sentences.
    fn motivation(&self, area: &'a Recommendation<'a>) -> Vec<Rich> {
        let outcome = self.outcome(area.outcome());
        let mut said = Vec::new();
        if direction(area) == Direction::Investigate {
            let questions: Vec<&str> = area
                .evaluation
                .questions
                .iter()
                .take(QUESTIONS)
                .map(|question| self.criterion(question.criterion))
                .collect();
            let ask = if questions.is_empty() {
                self.get(Text::PlanInvestigateBare)
            } else {
                let rest = area.evaluation.questions.len() - questions.len();
                let mut named = questions.join(", ");
                if rest > 0 {
                    named =
                        format!("{named} {}", self.with(Text::PlanMore, &[("number", &rest.to_string())]));
                }
                self.with(Text::PlanInvestigateText, &[("questions", &named)])
            };
            said.push(ask);
            said.push(lead(area, self.texts));
            said.extend(self.reasons(area));
        } else {
            let today = possible_today(self.rules, &area.area);
            let text = match (direction(area), today.as_slice()) {
                (Direction::Continue, _) => Text::PlanContinueText,
                (Direction::Change, [_]) => Text::PlanChangeText,
                (Direction::Change, _) => Text::PlanChangeFromUnnamed,
                _ => Text::PlanNoCurrentText,
            };
            let current = today.first().map_or("", |today| self.outcome(*today));
            said.push(self.with(text, &[("outcome", outcome), ("current", current)]));
            said.extend(self.reasons(area));
            if area.evaluation.firmness == Firmness::Preliminary {
                let support = area.evaluation.support().map(|support| share(self.texts, support));
                let support = support.map(|share| self.with(Text::PlanSupportText, &[("share", &share)]));
                let support = support.unwrap_or_default();
                said.push(format!("{} {support}", self.get(Text::PlanPreliminaryText)).trim().to_owned());
            }
        }
        if !area.evaluation.conditions.is_empty() && direction(area) != Direction::Investigate {
            let names: Vec<&str> =
                area.evaluation.conditions.iter().map(|criterion| self.criterion(*criterion)).collect();
            said.push(self.with(Text::ConditionsLead, &[("criteria", &names.join(", "))]));
        }
        said.into_iter().map(Rich::plain).collect()
    }

    /// What speaks for and against each form of the outcome, what is excluded, what keeps a share in-house, what is to
    /// be remedied; while nothing can be recommended, for and against every form.
    fn reasons(&self, area: &'a Recommendation<'a>) -> Vec<String> {
        let settled = area.evaluation.firmness != Firmness::Undetermined;
        let mut said = Vec::new();
        for (form, names) in self.rules.forms.iter() {
            let concerned = !settled || self.rules.forms_of(area.outcome()).any(|of| of == form);
            let effects = [(Effect::For, Text::SpeaksFor), (Effect::Against, Text::SpeaksAgainst)];
            for (effect, text) in effects.into_iter().filter(|_| concerned) {
                let list = self.named(area, |one| {
                    one.stage == Stage::Indicator && one.effect == effect && one.form == Some(form)
                });
                if !list.is_empty() {
                    let lead = self.with(text, &[("form", self.say(&names.name))]);
                    said.push(sentence(&format!("{lead}: {list}")));
                }
            }
        }
        let remedies = self.named(area, |one| one.stage == Stage::Gate && one.effect == Effect::Reservation);
        if settled && !remedies.is_empty() {
            said.push(self.with(Text::PlanRemedy, &[("remedies", &remedies)]));
        }
        said.extend(self.excluded(area));
        if area.outcome().mixed && settled {
            said.extend(self.near(area));
            let rules = self.rules.mix_rules.iter().zip(&area.evaluation.verdict.mix_rules);
            for (rule, _) in rules.filter(|(_, fires)| **fires == Truth::True) {
                said.push(sentence(self.say(&rule.head.why)));
            }
        }
        if said.is_empty() && settled {
            said.push(self.get(Text::PlanNoReasons));
        }
        said
    }

    /// That in-house and the best competitive form score so alike that they are recommended together.
    pub(super) fn near(&self, area: &Recommendation<'_>) -> Option<String> {
        if !area.evaluation.verdict.standing.near {
            return None;
        }
        let name = |form| self.say(&self.rules.forms.at(form).name);
        let margin = points(self.rules.margin);
        let words = [
            ("in_house", name(self.rules.in_house)),
            ("form", name(area.outcome().form)),
            ("margin", &margin),
        ];
        Some(self.with(Text::Near, &words))
    }

    /// The criteria of some reasons with their answers, each once.
    fn named(&self, area: &Recommendation<'_>, of: impl Fn(&Reason<'_>) -> bool) -> String {
        let mut named: Vec<String> = Vec::new();
        for reason in area.reasons.iter().filter(|reason| of(reason)) {
            let given = answer(self.texts, self.rules.criteria.at(reason.criterion), reason.answer);
            let name = format!("{} ({given})", self.criterion(reason.criterion));
            if !named.contains(&name) {
                named.push(name);
            }
        }
        named.join(", ")
    }

    /// The forms that gates exclude, with what each gate says.
    fn excluded(&self, area: &Recommendation<'_>) -> Vec<String> {
        let gates = self.rules.gates.iter().zip(&area.evaluation.verdict.gates);
        let fired = gates.filter(|(_, fires)| **fires == Truth::True).map(|(gate, _)| gate);
        let said = fired.map(|gate| {
            let forms = self.rules.forms.iter().filter(|(form, _)| gate.excludes.contains(*form));
            let forms: Vec<&str> = forms.map(|(_, form)| self.say(&form.name)).collect();
            let words = [("forms", forms.join(", ")), ("why", sentence(self.say(&gate.head.why)))];
            self.with(Text::PlanReasonExcluded, &words.each_ref().map(|(name, word)| (*name, word.as_str())))
        });
        said.collect()
    }

    /// What the board has decided, in its own words.
    fn decided(&self, area: &Recommendation<'_>) -> Vec<Rich> {
        let Some(decision) = &area.area.decision else {
            return vec![Rich::default().and(self.get(Text::PlanNoDecision), Style::Faint)];
        };
        let mut said = Vec::new();
        said.extend(decision.form.map(|form| Rich::plain(self.short(form))));
        said.extend(decision.motivation.clone().map(Rich::plain));
        said.extend(decision.source.clone().map(|source| Rich::default().and(source, Style::Faint)));
        said
    }

    /// Every question that can still change something, with the areas it concerns.
    pub(super) fn open(&mut self) {
        self.section(Text::PlanSectionOpen, "open", Some(Text::PlanIntroOpen));
        let asked = self.most_asked();
        if asked.is_empty() {
            return self.paragraph(self.texts.get(Text::PlanOpenNone));
        }
        let columns = vec![
            self.column(Text::PlanColumnCriterion, 20),
            self.column(Text::PlanColumnQuestion, 38),
            self.figures_column(Text::PlanColumnNumber, 8),
            self.column(Text::PlanColumnAreas, 34),
        ];
        let row = |(criterion, areas): (_, Vec<usize>)| {
            vec![
                Cell::plain(self.criterion(criterion)),
                Cell::plain(self.question(criterion)),
                Cell::plain(areas.len().to_string()),
                Cell::plain(self.areas_named(&areas)),
            ]
        };
        let rows = asked.into_iter().map(row).collect();
        self.table(self.get(Text::PlanOpenCaption), columns, rows);
    }
}
