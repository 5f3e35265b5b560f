//! Many areas on one page: totals, a line an area, and in full what each area answers and scores.
//!
//! In: an overview and the recommendations it comes from. Out: a document.

use super::recommend::Detail;
use crate::document::{Cell, Column, Document, Rich, Style, Table, anchor};
use crate::evaluate::{Counted, Firmness};
use crate::explain::Recommendation;
use crate::load::Files;
use crate::model::Outcome;
use crate::portfolio::{Agreement, Change, Overview, Row};
use crate::say::figures::{self, firmness_mark};
use crate::say::files::left_out;
use crate::say::speaker::Speaker;
use crate::say::words::sentence;
use crate::texts::Texts;

/// The page; `recommendations` are in the order of the overview's rows.
#[must_use]
pub fn document(
    overview: &Overview<'_>,
    recommendations: &[Recommendation<'_>],
    files: &Files,
    texts: &Texts,
    detail: Detail,
) -> Document {
    let speaker = Speaker { texts, rules: overview.rules };
    let full = detail == Detail::Full;
    let mut document = Document::new(texts.lang, texts.overview_title());
    document.contents_depth = if full { 3 } else { 0 };
    let mut writer = Writer { overview, texts, speaker, full, document };
    writer.facts();
    writer.totals(files);
    if !overview.rows.is_empty() {
        writer.areas();
        writer.tested();
        writer.asked();
        if full {
            writer.answers(recommendations);
        }
    }
    writer.document.notice(texts.board_decides());
    writer.document
}

/// So many questions stand on a short page at least, and at most.
const ASKED: usize = 5;
const MOST_ASKED: usize = 12;

struct Writer<'a> {
    overview: &'a Overview<'a>,
    texts: &'a Texts,
    speaker: Speaker<'a>,
    full: bool,
    document: Document,
}

impl Writer<'_> {
    /// What all of it rests on.
    fn facts(&mut self) {
        let (texts, overview, identity) = (self.texts, self.overview, &self.overview.rules.identity);
        let (shown, all) = (overview.rows.len().to_string(), overview.totals.areas.to_string());
        let number = if shown == all { all } else { texts.overview_shown(&all, &shown) };
        self.document.fact(texts.overview_areas_title(), number);
        self.document.fact(texts.fact_rules(), format!("{} {}", identity.id, identity.version));
        self.document.fact(texts.fact_hash(), identity.sha256.as_str());
        if let Some(profile) = overview.profile {
            let name = format!("{} ({})", self.speaker.say(&profile.name), profile.id);
            self.document.fact(texts.fact_profile(), name);
        }
    }

    /// Firmness, change and agreement in a sentence each; outcomes as bars.
    fn totals(&mut self, files: &Files) {
        let (texts, speaker, totals) = (self.texts, self.speaker, self.overview.totals);
        let listed = |parts: Vec<(&str, u64)>| {
            let parts = parts.into_iter().filter(|(_, count)| *count > 0);
            parts.map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
        };
        let firmness = [Firmness::Firm, Firmness::Preliminary, Firmness::Undetermined];
        let firmness = firmness.map(|firmness| (speaker.firmness(firmness), totals.firmness(firmness)));
        let change = Change::ALL.map(|change| (speaker.change(change), totals.change(change)));
        let mut lines = vec![
            texts.totals_firmness(listed(firmness.to_vec())),
            texts.totals_change(listed(change.to_vec())),
        ];
        let agreement = Agreement::ALL.map(|of| (speaker.agreement(of), totals.agreement(of)));
        let decided: u64 = agreement.iter().map(|(_, count)| count).sum();
        if decided > 0 {
            lines.push(texts.totals_agreement(decided, listed(agreement.to_vec())));
        }
        if self.overview.left_out > 0 {
            lines.push(texts.left_out(self.overview.left_out));
        }
        lines.extend(left_out(texts, files));
        self.document.heading(2, texts.totals_title(), "totals");
        self.document.list(lines);
        self.document.table(figures::portfolio(self.overview.rules, texts, totals));
    }

    /// A row an area, grouped as was asked for.
    fn areas(&mut self) {
        let (texts, overview) = (self.texts, self.overview);
        self.document.heading(2, texts.overview_areas_title(), "areas");
        for (number, (name, rows)) in (1..).zip(overview.groups()) {
            let mut caption = texts.overview_caption().to_owned();
            if overview.group_by.is_some() {
                let name = name.unwrap_or(texts.no_group());
                self.document.heading(3, name, &format!("group-{number}"));
                caption = format!("{caption}: {name}");
            }
            let columns = vec![
                Column::text(texts.overview_area(), 24),
                Column::text(texts.overview_today(), 14),
                Column::text(texts.overview_recommended(), 16),
                Column::text(texts.overview_firmness(), 11),
                Column::numeric(texts.overview_support(), 9).under(3),
                Column::text(texts.overview_change(), 10),
                Column::text(texts.overview_question(), 16).under(0),
            ];
            let mut table = Table::new(caption, columns);
            table.rows = rows.iter().map(|row| self.row(row)).collect();
            self.document.table(table);
        }
        if overview.rows.iter().any(|row| row.leaning.is_some()) {
            self.document.paragraph(Rich::faint(texts.overview_leaning()));
        }
        if overview.rows.iter().any(|row| row.counted == Counted::Sampled) {
            self.document.paragraph(Rich::faint(texts.drawn_some()));
        }
    }

    /// How what is decided or proposed for each area stands to the guideline.
    fn tested(&mut self) {
        let tested = |row: &'_ Row| {
            let standing = self.speaker.tested(row.tested.as_ref()?);
            let direction =
                self.speaker.direction(row.direction.as_deref(), row.stated).map(|said| sentence(&said));
            Some((row.name.clone(), direction.into_iter().chain([standing]).collect::<Vec<_>>().join(" ")))
        };
        let tested: Vec<(String, String)> = self.overview.rows.iter().filter_map(tested).collect();
        if !tested.is_empty() {
            self.document.heading(2, self.texts.tested_title(), "tested");
            self.document.terms(tested);
        }
    }

    /// The open questions of all areas, and how few of them are needed.
    fn asked(&mut self) {
        let (texts, asked) = (self.texts, self.overview.asked);
        let Some(most) = asked.last().map(|last| last.together) else { return };
        self.document.heading(2, texts.asked_title(), "asked");
        let rows = self.overview.rows.iter();
        let without = rows.filter(|row| row.firmness == Firmness::Undetermined).count();
        let needed = asked.iter().take_while(|one| one.together < most).count() + 1;
        if most > 0 {
            self.document.paragraph(match needed {
                1 => texts.asked_needed_one(most, without),
                needed => texts.asked_needed(needed, most, without),
            });
        }
        let columns = vec![
            Column::text(texts.asked_question(), 34),
            Column::numeric(texts.asked_areas(), 10),
            Column::numeric(texts.asked_settles(), 12),
            Column::numeric(texts.asked_together(), 12),
        ];
        let mut table = Table::new(texts.asked_title(), columns);
        let shown = if self.full { asked.len() } else { needed.clamp(ASKED, MOST_ASKED) };
        for one in asked.iter().take(shown) {
            let mut cells = vec![Cell::plain(self.speaker.criterion(one.criterion))];
            cells
                .extend([one.areas, one.settles, one.together].map(|number| Cell::plain(number.to_string())));
            table.rows.push(cells);
        }
        self.document.table(table);
        if shown < asked.len() {
            self.document.paragraph(Rich::faint(texts.asked_more(asked.len() - shown)));
        }
    }

    fn row(&self, row: &Row) -> Vec<Cell> {
        let (texts, speaker) = (self.texts, self.speaker);
        let name = row.name.as_str();
        let name = if self.full { Rich::default().link(name, target(&row.key)) } else { Rich::plain(name) };
        // A form in brackets is only a leaning; where not even that is known, there is none.
        let outcome = match (row.outcome, row.leaning) {
            (Some(outcome), _) if row.tie => texts.overview_tie(speaker.short_outcome(outcome)),
            (Some(outcome), _) => speaker.short_outcome(outcome),
            (None, Some(form)) => texts.overview_leans(speaker.short_outcome(Outcome::single(form))),
            (None, None) => texts.overview_none().to_owned(),
        };
        let first = row.questions.first();
        vec![
            Cell::rich(name),
            Cell::plain(speaker.today(&row.today)),
            Cell::plain(outcome),
            Cell::plain(speaker.firmness(row.firmness)).marked(firmness_mark(row.firmness)),
            Cell::plain(speaker.support(row.support)),
            Cell::plain(speaker.change(row.change)),
            first.map_or_else(Cell::default, |criterion| Cell::plain(speaker.criterion(*criterion))),
        ]
    }

    fn answers(&mut self, recommendations: &[Recommendation<'_>]) {
        let (texts, rules) = (self.texts, self.overview.rules);
        self.document.heading(2, texts.overview_answers_title(), "answers");
        let all: Vec<&Recommendation<'_>> = recommendations.iter().collect();
        self.document.figure(figures::matrix(rules, texts, &all));
        self.document.heading(2, texts.overview_scores_title(), "scores");
        recommendations.iter().for_each(|recommendation| self.area(recommendation));
    }

    /// One area: scores, answers, open questions.
    fn area(&mut self, recommendation: &Recommendation<'_>) {
        let (texts, speaker, rules) = (self.texts, self.speaker, self.overview.rules);
        let area = &recommendation.area;
        self.document.heading(3, area.name.as_str(), &target(&area.key()));
        let said = Rich::strong(speaker.stands(recommendation.evaluation.firmness));
        self.document.paragraph(said.and(format!(" {}", speaker.lead(recommendation)), Style::Plain));
        self.document.table(figures::scores(recommendation, texts));
        let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
        for (criterion, given) in area.answers.iter().filter(|(_, given)| given.is_some()) {
            let (name, answer) = (speaker.criterion(criterion), speaker.answer(criterion, given));
            // An answer of its own says nothing without its question.
            if !rules.criteria.at(criterion).graded {
                kinds.push((name, vec![answer]));
                continue;
            }
            match kinds.iter_mut().find(|(kind, _)| *kind == answer) {
                Some((_, names)) => names.push(name),
                None => kinds.push((answer, vec![name])),
            }
        }
        let questions = recommendation.evaluation.questions.iter();
        let open: Vec<&str> = questions.map(|question| speaker.criterion(question.criterion)).collect();
        kinds.extend((!open.is_empty()).then_some((texts.overview_open(), open)));
        let point = |(kind, names): (&str, Vec<&str>)| {
            Rich::strong(format!("{kind}: ")).and(names.join(", "), Style::Plain)
        };
        self.document.list(kinds.into_iter().map(point));
    }
}

fn target(key: &str) -> String {
    anchor(&format!("area-{key}"))
}
