//! The appendix: every area's reasons, and all that the plan rests on.
//!
//! In: recommendations and the rule set. Out: a section an area; documents, version and hash; what is interpretation.

use std::sync::Arc;

use super::{Writer, paragraphs, sentence, target};
use crate::document::{Block, Cell, Column, Rich, Style};
use crate::explain::{Effect, Reason, Recommendation};
use crate::model::{Rule, RuleKind};
use crate::say::figures;

impl<'a> Writer<'a> {
    pub(super) fn appendix(&mut self) {
        self.section(self.texts.plan_section_appendix(), "appendix", Some(self.texts.plan_intro_appendix()));
        let all: Vec<&Recommendation<'_>> = self.plan.areas.iter().collect();
        self.blocks.push(Block::Figure(figures::matrix(self.rules, self.texts, &all)));
        if all.iter().any(|area| area.evaluation.ways.drawn) {
            self.paragraph(self.texts.drawn_some());
        }
        for (at, area) in self.each() {
            self.area(at, area);
        }
    }

    fn area(&mut self, at: usize, area: &'a Recommendation<'a>) {
        self.heading(&area.area.name, target(at));
        let evaluation = &area.evaluation;
        let lead = self.speaker.lead(area);
        let said = Rich::strong(self.speaker.stands(evaluation.firmness));
        self.blocks.push(Block::Paragraph(said.and(format!(" {lead}"), Style::Plain)));
        let missing: Vec<&str> = self.missing(area).iter().map(|item| self.speaker.say(&item.name)).collect();
        if !missing.is_empty() {
            let facts = missing.join(", ").to_lowercase();
            self.paragraph(self.texts.plan_missing_facts(&facts));
        }
        let figure = figures::scores(area, self.texts);
        self.blocks.push(Block::Table(figure));
        self.answers(area);
        self.reasons_table(area);
        let open: Vec<&str> = area
            .evaluation
            .questions
            .iter()
            .map(|question| self.speaker.criterion(question.criterion))
            .collect();
        if !open.is_empty() {
            let lead = Rich::strong(format!("{}: ", self.texts.overview_open()));
            let named = sentence(&open.join(", "));
            self.blocks.push(Block::Paragraph(lead.and(named, Style::Plain)));
        }
        if let Some(notes) = &area.area.notes {
            self.blocks.push(Block::Paragraph(Rich::own(notes)));
        }
    }

    /// What is answered, with its evidence.
    fn answers(&mut self, area: &Recommendation<'_>) {
        let mut rows = Vec::new();
        for (key, given) in area.area.answers.iter().filter(|(_, given)| given.is_some()) {
            let mut evidence = Vec::new();
            if let Some(found) = area.area.evidence.at(key) {
                evidence.extend(found.note.iter().flat_map(|note| Rich::own(note).lines()));
                evidence.extend(found.source.iter().map(|source| Rich::linked(source).all_in(Style::Faint)));
            }
            evidence.extend(self.speaker.provenance(&area.area, key).map(Rich::faint));
            rows.push(vec![
                Cell::plain(self.speaker.criterion(key)),
                Cell::plain(self.speaker.answer(key, given)),
                paragraphs(evidence),
            ]);
        }
        if rows.is_empty() {
            return;
        }
        let columns = vec![
            Column::text(self.texts.plan_column_criterion(), 28),
            Column::text(self.texts.plan_column_answer(), 12),
            Column::text(self.texts.plan_column_evidence(), 60),
        ];
        self.table(self.texts.plan_appendix_answers(&area.area.name), columns, rows);
    }

    /// What each rule does because of an answer; what is open stands among the questions.
    fn reasons_table(&mut self, area: &'a Recommendation<'a>) {
        let known = area.reasons.iter().filter(|reason| reason.effect != Effect::Open);
        let mut rows: Vec<(Vec<&str>, &Reason<'_>)> = Vec::new();
        for reason in known {
            let form = reason.form.map(|form| self.speaker.form(form));
            // One rule that does the same to several forms is one row.
            match rows.last_mut() {
                Some((forms, last))
                    if last.rule == reason.rule
                        && last.effect == reason.effect
                        && last.criterion == reason.criterion =>
                {
                    forms.extend(form);
                }
                _ => rows.push((form.into_iter().collect(), reason)),
            }
        }
        if rows.is_empty() {
            return;
        }
        let row = |(forms, reason): (Vec<&str>, &Reason<'_>)| {
            let given = self.speaker.answer(reason.criterion, reason.answer);
            vec![
                Cell::plain(format!("{}: {given}", self.speaker.criterion(reason.criterion))),
                Cell::plain(self.effect(reason, &forms.join(", "))),
                Cell::plain(self.speaker.say(reason.text)),
                paragraphs([
                    Rich::plain(self.speaker.sources(reason.sources)),
                    Rich::default().and(reason.rule, Style::Faint),
                ]),
            ]
        };
        let rows = rows.into_iter().map(row).collect();
        let columns = vec![
            Column::text(self.texts.plan_column_criterion(), 22),
            Column::text(self.texts.plan_column_does(), 18),
            Column::text(self.texts.plan_column_why(), 38),
            Column::text(self.texts.plan_column_source(), 22),
        ];
        let caption = format!("{}: {}", self.texts.plan_appendix_reasons(), area.area.name);
        self.table(caption, columns, rows);
    }

    fn effect(&self, reason: &Reason<'_>, forms: &str) -> String {
        let said = match (reason.kind, reason.effect) {
            (RuleKind::MixRule, _) => self.texts.plan_effect_mix(),
            (RuleKind::Unless, Effect::Excludes) => self.texts.plan_effect_refused(),
            (RuleKind::Complement | RuleKind::Unless, _) => self.texts.plan_column_complement(),
            (RuleKind::Variant, _) => self.texts.plan_column_variant(),
            (RuleKind::Gate, Effect::For) => self.texts.plan_effect_met(),
            (RuleKind::Gate, Effect::Reservation) => self.texts.plan_effect_reservation(),
            (_, Effect::Excludes) => return format!("{} {forms}", self.texts.excludes()),
            (_, Effect::NotFor) => return self.texts.speaks_against(forms),
            _ => return self.texts.speaks_for(forms),
        };
        said.to_owned()
    }

    /// The rule set with its documents, what is interpretation, what made the document.
    pub(super) fn rests_on(&mut self) {
        self.section(self.texts.plan_section_rules(), "rules", Some(self.texts.plan_intro_rules()));
        let rules = self.rules;
        let identity = &rules.identity;
        self.paragraph(self.texts.rules_used(&identity.id, &identity.sha256, &identity.version));
        if let Some(profile) = self.plan.profile {
            self.paragraph(self.texts.with_profile(&profile.id, self.speaker.say(&profile.name)));
        }
        let columns = vec![
            Column::text(self.texts.plan_column_document(), 18),
            Column::text(self.texts.plan_column_document_title(), 46),
            Column::text(self.texts.plan_column_standing(), 36),
        ];
        let row = |document: &'a Arc<crate::model::CitedDocument>| {
            let note = document.note.as_ref().map(|note| self.speaker.say(note)).unwrap_or_default();
            vec![
                Cell::plain(self.speaker.say(&document.name)),
                Cell::plain(self.speaker.say(&document.title)),
                Cell::plain(note),
            ]
        };
        let rows = rules.documents.iter().map(row).collect();
        self.table(self.texts.plan_rules_caption(), columns, rows);
        self.section(
            self.texts.plan_section_interpretation(),
            "interpretation",
            Some(self.texts.plan_intro_interpretation()),
        );
        let mut points = vec![Rich::plain(self.texts.interpretation())];
        let marked = |id: &'a str, why: &'a crate::model::Bilingual| {
            Rich::plain(self.speaker.say(why)).and(format!(" [{id}]"), Style::Faint)
        };
        let heads = rules.rules().map(Rule::head).filter(|head| head.interpretation);
        points.extend(heads.map(|head| marked(&head.id, &head.why)));
        points.extend(rules.margin_interpretation.then(|| Rich::plain(self.speaker.say(&rules.margin_why))));
        let stated = rules.plan.statements().filter(|statement| statement.interpretation);
        points.extend(stated.filter_map(|of| Some(marked(&of.id, of.why.as_ref()?))));
        self.blocks.push(Block::List(points));
        self.section(self.texts.plan_section_about(), "about", None);
        self.paragraph(self.texts.plan_about(env!("CARGO_PKG_VERSION")));
        self.notice(self.texts.plan_board_decides());
    }
}
