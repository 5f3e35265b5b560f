//! The appendix: every area's reasons, and all that the plan rests on.
//!
//! In: recommendations and the rule set. Out: a section an area; documents, version and hash; what is interpretation.

use super::{Writer, paragraphs, sentence, target};
use crate::document::{Block, Cell, Rich, Style};
use crate::explain::{Effect, Reason, Recommendation, Stage};
use crate::page::batch::words::lead;
use crate::say::figures;
use crate::say::words::answer;
use crate::texts::Text;

impl<'a> Writer<'a> {
    pub(super) fn appendix(&mut self) {
        self.section(Text::PlanSectionAppendix, "appendix", Some(Text::PlanIntroAppendix));
        let all: Vec<&Recommendation<'_>> = self.plan.areas.iter().collect();
        self.blocks.push(Block::Figure(figures::matrix(self.rules, self.texts, &all)));
        for (at, area) in self.each() {
            self.area(at, area);
        }
    }

    fn area(&mut self, at: usize, area: &'a Recommendation<'a>) {
        self.heading(&area.area.name, target(at));
        let evaluation = &area.evaluation;
        let lead = lead(area, self.texts);
        let said = Rich::strong(self.get(evaluation.firmness.said()));
        self.blocks.push(Block::Paragraph(said.and(format!(" {lead}"), Style::Plain)));
        let missing: Vec<&str> = self.missing(area).iter().map(|item| self.say(&item.name)).collect();
        if !missing.is_empty() {
            let facts = missing.join(", ").to_lowercase();
            self.paragraph(&self.with(Text::PlanMissingFacts, &[("facts", &facts)]));
        }
        let figure = figures::scores(area, self.texts, &format!("figure-{}", target(at)));
        self.blocks.push(Block::Figure(figure));
        self.answers(area);
        self.reasons_table(area);
        let open: Vec<&str> =
            area.evaluation.questions.iter().map(|question| self.criterion(question.criterion)).collect();
        if !open.is_empty() {
            let lead = Rich::strong(format!("{}: ", self.get(Text::OverviewOpen)));
            let named = sentence(&open.join(", "));
            self.blocks.push(Block::Paragraph(lead.and(named, Style::Plain)));
        }
        if let Some(notes) = &area.area.notes {
            self.paragraph(notes);
        }
    }

    /// What is answered, with its evidence.
    fn answers(&mut self, area: &Recommendation<'_>) {
        let mut rows = Vec::new();
        for (key, given) in area.area.answers.iter().filter(|(_, given)| given.is_some()) {
            let mut evidence = Vec::new();
            if let Some(found) = area.area.evidence.at(key) {
                evidence.extend(found.note.clone().map(Rich::plain));
                evidence.extend(found.source.clone().map(|source| Rich::default().and(source, Style::Faint)));
            }
            rows.push(vec![
                Cell::plain(self.criterion(key)),
                Cell::plain(answer(self.texts, self.rules.criteria.at(key), given)),
                paragraphs(evidence),
            ]);
        }
        if rows.is_empty() {
            return;
        }
        let columns = vec![
            self.column(Text::PlanColumnCriterion, 28),
            self.column(Text::PlanColumnAnswer, 12),
            self.column(Text::PlanColumnEvidence, 60),
        ];
        self.table(self.with(Text::PlanAppendixAnswers, &[("area", &area.area.name)]), columns, rows);
    }

    /// What each rule does because of an answer; what is open stands among the questions.
    fn reasons_table(&mut self, area: &'a Recommendation<'a>) {
        let known = area.reasons.iter().filter(|reason| reason.effect != Effect::Open);
        let mut rows: Vec<(Vec<&str>, &Reason<'_>)> = Vec::new();
        for reason in known {
            let form = reason.form.map(|form| self.say(&self.rules.forms.at(form).name));
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
            let given = answer(self.texts, self.rules.criteria.at(reason.criterion), reason.answer);
            vec![
                Cell::plain(format!("{}: {given}", self.criterion(reason.criterion))),
                Cell::plain(self.effect(reason, &forms.join(", "))),
                Cell::plain(reason.text.get(self.texts.lang)),
                paragraphs([
                    Rich::plain(self.sources(reason.sources)),
                    Rich::default().and(reason.rule, Style::Faint),
                ]),
            ]
        };
        let rows = rows.into_iter().map(row).collect();
        let columns = vec![
            self.column(Text::PlanColumnCriterion, 22),
            self.column(Text::PlanColumnDoes, 18),
            self.column(Text::PlanColumnWhy, 38),
            self.column(Text::PlanColumnSource, 22),
        ];
        let caption = format!("{}: {}", self.get(Text::PlanAppendixReasons), area.area.name);
        self.table(caption, columns, rows);
    }

    fn effect(&self, reason: &Reason<'_>, forms: &str) -> String {
        let with = |text| self.with(text, &[("form", forms)]);
        match (reason.stage, reason.effect) {
            (Stage::Mix, _) => self.get(Text::PlanEffectMix),
            (Stage::Complement, Effect::Excludes) => self.get(Text::PlanEffectRefused),
            (Stage::Complement, _) => self.get(Text::PlanColumnComplement),
            (Stage::Variant, _) => self.get(Text::PlanColumnVariant),
            (Stage::Gate, Effect::For) => self.get(Text::PlanEffectMet),
            (Stage::Gate, Effect::Reservation) => self.get(Text::PlanEffectReservation),
            (_, Effect::Excludes) => format!("{} {forms}", self.get(Text::Excludes)),
            (_, Effect::Against) => with(Text::SpeaksAgainst),
            _ => with(Text::SpeaksFor),
        }
    }

    /// The rule set with its documents, what is interpretation, what made the document.
    pub(super) fn rests_on(&mut self) {
        self.section(Text::PlanSectionRules, "rules", Some(Text::PlanIntroRules));
        let rules = self.rules;
        let identity = &rules.identity;
        let words = [
            ("id", identity.id.as_str()),
            ("version", identity.version.as_str()),
            ("sha256", identity.sha256.as_str()),
        ];
        self.paragraph(&self.with(Text::RulesUsed, &words));
        if let Some(profile) = self.plan.profile {
            let words = [("name", self.say(&profile.name)), ("id", profile.id.as_str())];
            self.paragraph(&self.with(Text::WithProfile, &words));
        }
        let columns = vec![
            self.column(Text::PlanColumnDocument, 18),
            self.column(Text::PlanColumnDocumentTitle, 46),
            self.column(Text::PlanColumnStanding, 36),
        ];
        let row = |document: &'a crate::model::Document| {
            let note = document.note.as_ref().map(|note| self.say(note)).unwrap_or_default();
            vec![Cell::plain(document.id.clone()), Cell::plain(self.say(&document.title)), Cell::plain(note)]
        };
        let rows = rules.documents.iter().map(row).collect();
        self.table(self.get(Text::PlanRulesCaption), columns, rows);
        self.section(Text::PlanSectionInterpretation, "interpretation", Some(Text::PlanIntroInterpretation));
        let mut points = vec![Rich::plain(self.get(Text::Interpretation))];
        let marked = |id: &'a str, why: &'a crate::model::Bilingual| {
            Rich::plain(self.say(why)).and(format!(" [{id}]"), Style::Faint)
        };
        points.extend(
            rules
                .gates
                .iter()
                .filter(|of| of.head.interpretation)
                .map(|of| marked(&of.head.id, &of.head.why)),
        );
        points.extend(
            rules
                .indicators
                .iter()
                .filter(|of| of.head.interpretation)
                .map(|of| marked(&of.head.id, &of.head.why)),
        );
        points.extend(
            rules
                .mix_rules
                .iter()
                .filter(|of| of.head.interpretation)
                .map(|of| marked(&of.head.id, &of.head.why)),
        );
        points.extend(rules.margin_interpretation.then(|| Rich::plain(self.say(&rules.margin_why))));
        let stated = rules.plan.statements().filter(|statement| statement.interpretation);
        points.extend(stated.filter_map(|of| Some(marked(&of.id, of.why.as_ref()?))));
        self.blocks.push(Block::List(points));
        self.section(Text::PlanSectionAbout, "about", None);
        self.paragraph(&self.with(Text::PlanAbout, &[("version", env!("CARGO_PKG_VERSION"))]));
        self.notice(self.get(Text::PlanBoardDecides));
    }
}
