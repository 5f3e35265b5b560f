//! The table of measures: for each area its form today, the direction, and why.
//!
//! In: recommendations. Out: a row each, its motivation composed from the reasons that matched, or from the questions
//! that stand in the way; and all open questions together.

use super::{Writer, paragraphs, sentence};
use crate::document::{Cell, Column, Mark, Rich, Style};
use crate::evaluate::{Firmness, Truth};
use crate::explain::{Effect, Reason, Recommendation};
use crate::model::{RuleKind, Stated};
use crate::portfolio::{Direction, direction, possible_today, tested};
use crate::say::words::within;

/// How many questions a row names.
const QUESTIONS: usize = 4;

impl<'a> Writer<'a> {
    pub(super) fn measures(&mut self) {
        self.section(self.texts.plan_section_measures(), "measures", Some(self.texts.plan_intro_measures()));
        let columns = vec![
            Column::text(self.texts.plan_column_area(), 20),
            Column::text(self.texts.plan_column_today(), 16),
            Column::text(self.texts.plan_column_direction(), 12),
            Column::text(self.texts.plan_column_motivation(), 36),
            Column::text(self.texts.plan_column_decision(), 22),
        ];
        let rows = self.each().map(|(at, area)| self.measure(at, area)).collect();
        self.table(self.texts.plan_measures_caption(), columns, rows);
    }

    fn measure(&self, at: usize, area: &'a Recommendation<'a>) -> Vec<Cell> {
        let (direction, mark) = match direction(area) {
            Direction::Continue => (self.continued(area), Mark::Good),
            Direction::Change => (self.texts.plan_change().to_owned(), Mark::Chosen),
            Direction::Decide => (self.texts.plan_decide().to_owned(), Mark::Middling),
            Direction::Investigate => (self.texts.plan_investigate().to_owned(), Mark::Unknown),
        };
        let recorded = possible_today(self.rules, &area.area);
        let mut today = if recorded.is_empty() && area.area.current.description.is_some() {
            vec![Rich::default().link(self.texts.plan_see_description(), "state-descriptions")]
        } else {
            vec![Rich::plain(self.speaker.today(&possible_today(self.rules, &area.area)))]
        };
        let shares = self.speaker.shares(&area.area.current.share);
        if !shares.is_empty() {
            today.push(Rich::default().and(shares, Style::Faint));
        }
        vec![
            self.area_cell(at),
            paragraphs(today),
            Cell::rich(Rich::strong(direction)).marked(mark),
            paragraphs(self.motivation(area)),
            paragraphs(self.decided(area)),
        ]
    }

    /// What goes on as it is, as a plan names it: a mix without its parts.
    fn continued(&self, area: &Recommendation<'_>) -> String {
        let Some(outcome) = area.outcome() else { return String::new() };
        let name = if outcome.is_mix() {
            within(self.speaker.stated(Stated::Mix))
        } else {
            self.speaker.form_within(outcome.form)
        };
        self.texts.plan_continue(name)
    }

    /// Why, in a few sentences.
    fn motivation(&self, area: &'a Recommendation<'a>) -> Vec<Rich> {
        let outcome = self.speaker.recommended(area.outcome());
        let mut said = Vec::new();
        if direction(area) == Direction::Investigate {
            let questions: Vec<&str> = area
                .evaluation
                .questions
                .iter()
                .take(QUESTIONS)
                .map(|question| self.speaker.criterion(question.criterion))
                .collect();
            let ask = if questions.is_empty() {
                self.texts.plan_investigate_bare().to_owned()
            } else {
                let rest = area.evaluation.questions.len() - questions.len();
                let mut named = questions.join(", ");
                if rest > 0 {
                    named = format!("{named} {}", self.texts.plan_more(rest));
                }
                self.texts.plan_investigate_text(named)
            };
            said.push(ask);
            said.push(self.speaker.lead(area));
            said.extend(self.reasons(area));
        } else {
            let today = possible_today(self.rules, &area.area);
            said.push(match (direction(area), today.as_slice()) {
                (Direction::Continue, _) => self.texts.plan_continue_text(outcome),
                (Direction::Change, [today]) => {
                    self.texts.plan_change_text(self.speaker.outcome(*today), outcome)
                }
                (Direction::Change, _) => self.texts.plan_change_from_unnamed(outcome),
                _ => self.texts.plan_no_current_text(outcome),
            });
            said.extend(self.reasons(area));
            if area.evaluation.firmness == Firmness::Preliminary {
                let support = self.texts.plan_support_text(self.speaker.support(area.evaluation.support()));
                said.push(format!("{} {support}", self.texts.plan_preliminary_text()));
            }
        }
        if !area.evaluation.conditions.is_empty() && direction(area) != Direction::Investigate {
            let names: Vec<&str> = area
                .evaluation
                .conditions
                .iter()
                .map(|criterion| self.speaker.criterion(*criterion))
                .collect();
            said.push(self.texts.conditions_lead(names.join(", ")));
        }
        said.into_iter().map(Rich::plain).collect()
    }

    /// What speaks for and against each form of the outcome, what is excluded, what keeps a share in-house, what is to
    /// be remedied; while nothing can be recommended, for and against every form.
    fn reasons(&self, area: &'a Recommendation<'a>) -> Vec<String> {
        let settled = area.outcome().is_some();
        let mut said = Vec::new();
        for (form, names) in self.rules.forms.iter() {
            let concerned = !settled || area.forms().any(|of| of == form);
            let name = self.speaker.say(&names.name);
            let effects = [
                (Effect::For, self.texts.speaks_for(name)),
                (Effect::NotFor, self.texts.speaks_against(name)),
            ];
            for (effect, lead) in effects.into_iter().filter(|_| concerned) {
                let list = self.named(area, |one| {
                    one.kind == RuleKind::Indicator && one.effect == effect && one.form == Some(form)
                });
                if !list.is_empty() {
                    said.push(sentence(&format!("{lead}: {list}")));
                }
            }
        }
        let remedies =
            self.named(area, |one| one.kind == RuleKind::Gate && one.effect == Effect::Reservation);
        if settled && !remedies.is_empty() {
            said.push(sentence(&format!("{}: {remedies}", self.speaker.remedy(area.remedy()))));
        }
        said.extend(self.excluded(area));
        said.extend(self.tie(area));
        said.extend(self.near(area));
        said.extend(area.mix_rules().map(|rule| sentence(self.speaker.say(&rule.head.why))));
        if said.is_empty() && settled {
            said.push(self.texts.plan_no_reasons().to_owned());
        }
        said
    }

    /// That in-house and the best competitive form score so alike that they are recommended together.
    pub(super) fn near(&self, area: &Recommendation<'_>) -> Option<String> {
        let outcome = area.outcome().filter(|_| area.evaluation.verdict.standing.near)?;
        let (form, base) = (self.speaker.form_within(outcome.form), self.speaker.form(outcome.beside?));
        Some(self.texts.near(&form, base, self.speaker.points(self.rules.margin)))
    }

    /// That several forms share the best score.
    fn tie(&self, area: &Recommendation<'_>) -> Option<String> {
        let (best, tied) = area.tied()?;
        Some(self.texts.tie(self.speaker.form(best), self.speaker.forms(tied)))
    }

    /// The criteria of some reasons with their answers, each once.
    fn named(&self, area: &Recommendation<'_>, of: impl Fn(&Reason<'_>) -> bool) -> String {
        let mut named: Vec<String> = Vec::new();
        for reason in area.reasons.iter().filter(|reason| of(reason)) {
            let given = self.speaker.answer(reason.criterion, reason.answer);
            let name = format!("{} ({given})", self.speaker.criterion(reason.criterion));
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
            let forms: Vec<&str> = forms.map(|(_, form)| self.speaker.say(&form.name)).collect();
            self.texts.plan_reason_excluded(forms.join(", "), sentence(self.speaker.say(&gate.head.why)))
        });
        said.collect()
    }

    /// What the board has decided, in its own words.
    fn decided(&self, area: &Recommendation<'_>) -> Vec<Rich> {
        let found = tested(area).map(|tested| Rich::plain(self.speaker.tested(&tested)));
        let Some(decision) = &area.area.decision else {
            let none = Rich::default().and(self.texts.plan_no_decision(), Style::Faint);
            let form = area.area.proposal.as_ref().and_then(|proposal| proposal.form);
            let proposed = form.map(|form| Rich::plain(self.texts.proposal(self.speaker.short_stated(form))));
            return std::iter::once(none).chain(proposed).chain(found).collect();
        };
        let mut said = Vec::new();
        said.extend(decision.form.map(|form| Rich::plain(self.speaker.short_stated(form))));
        said.extend(found);
        said.extend(decision.motivation.iter().flat_map(|why| Rich::own(why).lines()));
        said.extend(decision.source.iter().map(|source| Rich::linked(source).all_in(Style::Faint)));
        said
    }

    /// Every question that can still change something, with the areas it concerns.
    pub(super) fn open(&mut self) {
        self.section(self.texts.plan_section_open(), "open", Some(self.texts.plan_intro_open()));
        let asked = self.most_asked();
        if asked.is_empty() {
            return self.paragraph(self.texts.plan_open_none());
        }
        let columns = vec![
            Column::text(self.texts.plan_column_criterion(), 20),
            Column::text(self.texts.plan_column_question(), 38),
            Column::numeric(self.texts.plan_column_number(), 8),
            Column::text(self.texts.plan_column_areas(), 34),
        ];
        let row = |(criterion, areas): (_, Vec<usize>)| {
            vec![
                Cell::plain(self.speaker.criterion(criterion)),
                Cell::plain(self.speaker.question(criterion)),
                Cell::plain(areas.len().to_string()),
                Cell::plain(self.areas_named(&areas)),
            ]
        };
        let rows = asked.into_iter().map(row).collect();
        self.table(self.texts.plan_open_caption(), columns, rows);
    }
}
