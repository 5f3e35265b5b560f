//! What follows from the measures: framework agreements, complements, legal notes, how the plan is handled.
//!
//! In: recommendations and the rule set. Out: a table each, with the areas concerned.

use super::{Writer, paragraphs};
use crate::document::{Cell, Column, Mark, Rich, Style};
use crate::evaluate::{Truth, holds};
use crate::explain::{Effect, Recommendation};
use crate::model::{Advice, AdviceKind, Outcome};
use crate::portfolio::possible_today;

impl<'a> Writer<'a> {
    /// Areas for which a variant such as a framework agreement is at hand, whatever is recommended.
    pub(super) fn frameworks(&mut self) {
        self.section(
            self.texts.plan_section_frameworks(),
            "frameworks",
            Some(self.texts.plan_intro_frameworks()),
        );
        let mut rows = Vec::new();
        let rules = self.rules;
        for variant in &rules.variants {
            for (at, area) in self.each() {
                let at_hand = holds(&variant.when, &area.area.answers);
                let today = possible_today(rules, &area.area);
                let in_use = |of: &Outcome| rules.forms_of(*of).any(|form| form == variant.form);
                // Where the form is in use and nothing says whether in this variant, that is to be found out.
                let asked = at_hand == Truth::Open && !today.is_empty() && today.iter().all(in_use);
                if at_hand != Truth::True && !asked {
                    continue;
                }
                let settled = area.variant.is_some_and(|of| of.head.id == variant.head.id);
                let form = &self.speaker.form_within(variant.form);
                let (standing, mark) = if asked {
                    (self.texts.plan_framework_ask(form), Mark::Unknown)
                } else if settled {
                    (self.texts.plan_framework_follows(form), Mark::Good)
                } else {
                    (self.texts.plan_framework_if(form), Mark::Unknown)
                };
                rows.push(vec![
                    self.area_cell(at),
                    Cell::plain(self.speaker.say(&variant.name)),
                    Cell::plain(self.speaker.today(&possible_today(self.rules, &area.area))),
                    Cell::plain(standing).marked(mark),
                    paragraphs([
                        Rich::plain(self.speaker.say(&variant.head.why)),
                        Rich::default().and(self.speaker.sources(&variant.head.sources), Style::Faint),
                    ]),
                ]);
            }
        }
        if rows.is_empty() {
            return self.paragraph(self.texts.plan_frameworks_none());
        }
        let columns = vec![
            Column::text(self.texts.plan_column_area(), 22),
            Column::text(self.texts.plan_column_variant(), 14),
            Column::text(self.texts.plan_column_today(), 14),
            Column::text(self.texts.plan_column_standing(), 18),
            Column::text(self.texts.plan_column_why(), 32),
        ];
        self.table(self.texts.plan_frameworks_caption(), columns, rows);
    }

    /// What can stand beside a form, and where something refuses it.
    pub(super) fn complements(&mut self) {
        self.section(
            self.texts.plan_section_complements(),
            "complements",
            Some(self.texts.plan_intro_complements()),
        );
        let mut rows = Vec::new();
        for (at, area) in self.each() {
            for complement in &self.rules.complements {
                let possible = area.complements.iter().any(|of| of.head.id == complement.head.id);
                let refused: Vec<&str> = self.refusals(area, &complement.unless);
                let (said, mark) = if possible {
                    (self.texts.plan_complement_possible().to_owned(), Mark::Good)
                } else if !refused.is_empty() {
                    (self.texts.plan_complement_refused(refused.join(" ")), Mark::Bad)
                } else {
                    continue;
                };
                rows.push(vec![
                    self.area_cell(at),
                    Cell::plain(self.speaker.say(&complement.name)),
                    Cell::plain(said).marked(mark),
                    Cell::plain(self.speaker.sources(&complement.head.sources)),
                ]);
            }
        }
        if rows.is_empty() {
            return self.paragraph(self.texts.plan_complements_none());
        }
        let columns = vec![
            Column::text(self.texts.plan_column_area(), 24),
            Column::text(self.texts.plan_column_complement(), 20),
            Column::text(self.texts.plan_column_possible(), 36),
            Column::text(self.texts.plan_column_source(), 20),
        ];
        self.table(self.texts.plan_complements_caption(), columns, rows);
    }

    fn refusals(&self, area: &'a Recommendation<'a>, unless: &[crate::model::Unless]) -> Vec<&'a str> {
        let refusing = area.reasons.iter().filter(|reason| {
            reason.effect == Effect::Excludes && unless.iter().any(|one| one.head.id == reason.rule)
        });
        let mut said: Vec<&str> = refusing.map(|reason| self.speaker.say(reason.text)).collect();
        said.dedup();
        said
    }

    /// Every legal note once, with the areas it concerns.
    pub(super) fn law(&mut self) {
        self.section(self.texts.plan_section_law(), "law", Some(self.texts.plan_intro_law()));
        let rows = self.advised(|advice| advice.kind == AdviceKind::Law);
        if rows.is_empty() {
            return self.paragraph(self.texts.plan_law_none());
        }
        let columns = vec![
            Column::text(self.texts.plan_column_source(), 20),
            Column::text(self.texts.plan_column_law(), 50),
            Column::text(self.texts.plan_column_areas(), 30),
        ];
        self.table(self.texts.plan_law_caption(), columns, rows);
    }

    /// Everything else to think of, once, with the areas it concerns.
    pub(super) fn advice(&mut self) {
        let rows = self.advised(|advice| advice.kind != AdviceKind::Law);
        if rows.is_empty() {
            return;
        }
        self.section(self.texts.plan_section_advice(), "advice", Some(self.texts.plan_intro_advice()));
        let columns = vec![
            Column::text(self.texts.plan_column_source(), 20),
            Column::text(self.texts.plan_appendix_advice(), 50),
            Column::text(self.texts.plan_column_areas(), 30),
        ];
        self.table(self.texts.plan_advice_caption(), columns, rows);
    }

    fn advised(&self, of: impl Fn(&Advice) -> bool) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for advice in self.rules.advice.iter().filter(|advice| of(advice)) {
            let areas: Vec<usize> =
                self.each().filter(|(_, area)| concerns(advice, area)).map(|(number, _)| number).collect();
            if !areas.is_empty() {
                rows.push(vec![
                    Cell::plain(self.speaker.sources(&advice.head.sources)),
                    Cell::plain(self.speaker.advice(advice, self.day())),
                    Cell::plain(self.areas_named(&areas)),
                ]);
            }
        }
        rows
    }

    /// How the plan itself is handled.
    pub(super) fn procedure(&mut self) {
        let rules = self.rules;
        if rules.plan.procedure.is_empty() {
            return;
        }
        self.section(
            self.texts.plan_section_procedure(),
            "procedure",
            Some(self.texts.plan_intro_procedure()),
        );
        for statement in &rules.plan.procedure {
            self.statement(statement);
        }
    }
}

/// Whether advice concerns an area; while nothing can be recommended, that of every form still possible does.
fn concerns(advice: &Advice, area: &Recommendation<'_>) -> bool {
    if area.outcome().is_some() {
        return area.advice.iter().any(|one| one.head.id == advice.head.id);
    }
    let mut possible = area.shares().into_iter().map(|(outcome, _)| outcome);
    let concerned = advice.forms.is_empty()
        || possible.any(|outcome| area.rules.forms_of(outcome).any(|form| advice.forms.contains(form)));
    concerned
        && !advice.head.validity.has_ended(area.day.as_deref())
        && advice.when.as_ref().is_none_or(|when| holds(when, &area.area.answers) == Truth::True)
}
