//! An overview as a document: totals, a table of areas, their answers and scores as pictures and in words.
//!
//! In: rows and the recommendations they come from. Out: a document that becomes Markdown or HTML.

use super::Overview;
use super::words::lead;
use crate::document::{Block, Cell, Column, Document, Rich, Style, Table};
use crate::evaluate::Firmness;
use crate::explain::Recommendation;
use crate::portfolio::Row;
use crate::say::figures;
use crate::say::words::answer;
use crate::texts::Text;

/// The whole document; `recommendations` are in the order of the overview's rows.
#[must_use]
pub fn document(overview: &Overview<'_>, recommendations: &[Recommendation<'_>]) -> Document {
    let get = |text| overview.texts.get(text).to_owned();
    let mut writer = Writer { overview, blocks: Vec::new() };
    writer.heading(2, Text::TotalsTitle, "totals");
    let lines = overview.sum_lines(overview.totals).into_iter().map(Rich::plain).collect();
    writer.blocks.push(Block::List(lines));
    let table = figures::portfolio(overview.rules, overview.texts, overview.totals);
    writer.blocks.push(Block::Table(table));
    if !overview.rows.is_empty() {
        writer.rows(recommendations);
    }
    writer.blocks.push(Block::Notice(Rich::plain(get(Text::BoardDecides))));
    Document {
        lang: overview.texts.lang,
        title: get(Text::OverviewTitle),
        facts: overview.facts(),
        contents_depth: 3,
        blocks: writer.blocks,
    }
}

struct Writer<'a> {
    overview: &'a Overview<'a>,
    blocks: Vec<Block>,
}

impl Overview<'_> {
    /// What all of it rests on.
    fn facts(&self) -> Vec<(String, String)> {
        let get = |text| self.texts.get(text).to_owned();
        let (shown, all) = (self.rows.len().to_string(), self.totals.areas.to_string());
        let number = if shown == all { all } else { self.texts.overview_shown(&all, &shown) };
        let identity = &self.rules.identity;
        let mut facts = vec![
            (get(Text::OverviewAreasTitle), number),
            (get(Text::FactRules), format!("{} {}", identity.id, identity.version)),
            (get(Text::FactHash), identity.sha256.clone()),
        ];
        if let Some(profile) = self.profile {
            facts.push((get(Text::FactProfile), profile.name.get(self.texts.lang).to_owned()));
        }
        facts
    }
}

impl Writer<'_> {
    fn heading(&mut self, level: u8, text: Text, id: &str) {
        let text = Rich::plain(self.overview.texts.get(text));
        self.blocks.push(Block::Heading { level, text, id: id.to_owned() });
    }

    /// Everything about the rows shown.
    fn rows(&mut self, recommendations: &[Recommendation<'_>]) {
        let overview = self.overview;
        self.heading(2, Text::OverviewAreasTitle, "areas");
        let mut first = 0;
        for (number, (name, rows)) in overview.groups().into_iter().enumerate() {
            let name = overview.group_by.map(|_| name.unwrap_or(overview.texts.no_group()));
            self.areas(number, name, rows, first);
            first += rows.len();
        }
        if overview.rows.iter().any(|row| row.firmness == Firmness::Undetermined) {
            let leaning = Rich::default().and(overview.texts.overview_leaning(), Style::Faint);
            self.blocks.push(Block::Paragraph(leaning));
        }
        self.heading(2, Text::OverviewAnswersTitle, "answers");
        let all: Vec<&Recommendation<'_>> = recommendations.iter().collect();
        self.blocks.push(Block::Figure(figures::matrix(overview.rules, overview.texts, &all)));
        self.heading(2, Text::OverviewScoresTitle, "scores");
        for (number, recommendation) in recommendations.iter().enumerate() {
            self.area(number, recommendation);
        }
    }

    /// The table of some areas; `first` is the position of the first of them among all.
    fn areas(&mut self, number: usize, name: Option<&str>, rows: &[Row], first: usize) {
        let overview = self.overview;
        let get = |text| overview.texts.get(text).to_owned();
        let mut caption = get(Text::OverviewCaption);
        if let Some(name) = name {
            let id = format!("areas-{}", number + 1);
            self.blocks.push(Block::Heading { level: 3, text: Rich::plain(name), id });
            caption = format!("{caption}: {name}");
        }
        let columns = vec![
            Column::text(get(Text::OverviewArea), 24),
            Column::text(get(Text::OverviewToday), 14),
            Column::text(get(Text::OverviewRecommended), 16),
            Column::text(get(Text::OverviewFirmness), 11),
            Column::numeric(get(Text::OverviewSupport), 9),
            Column::text(get(Text::OverviewChange), 10),
            Column::text(get(Text::OverviewQuestion), 16),
        ];
        let mut table = Table::new(caption, columns);
        for (position, row) in rows.iter().enumerate() {
            let target = format!("area-{}", first + position + 1);
            table.rows.push(vec![
                Cell::rich(Rich::default().link(row.name.clone(), target)),
                Cell::plain(overview.today(row)),
                Cell::plain(overview.recommended(row)),
                Cell::plain(get(row.firmness.short())).marked(row.firmness.mark()),
                Cell::plain(overview.support(row)),
                Cell::plain(get(row.change.text())),
                Cell::plain(overview.question(row)),
            ]);
        }
        self.blocks.push(Block::Table(table));
    }

    /// One area: scores, answers, open questions.
    fn area(&mut self, number: usize, recommendation: &Recommendation<'_>) {
        let (texts, rules) = (self.overview.texts, recommendation.rules);
        let id = format!("area-{}", number + 1);
        let name = Rich::plain(recommendation.area.name.clone());
        self.blocks.push(Block::Heading { level: 3, text: name, id: id.clone() });
        let evaluation = &recommendation.evaluation;
        let said = texts.get(evaluation.firmness.said());
        let lead = lead(recommendation, texts);
        self.blocks.push(Block::Paragraph(Rich::strong(said).and(format!(" {lead}"), Style::Plain)));
        self.blocks.push(Block::Table(figures::scores(recommendation, texts)));
        let mut points = Vec::new();
        let mut kinds: Vec<(String, Vec<&str>)> = Vec::new();
        for (key, given) in recommendation.area.answers.iter().filter(|(_, given)| given.is_some()) {
            let criterion = rules.criteria.at(key);
            let answer = answer(texts, criterion, given);
            let name = criterion.name.get(texts.lang);
            match kinds.iter_mut().find(|(kind, _)| kind == answer) {
                Some((_, names)) => names.push(name),
                None => kinds.push((answer.to_owned(), vec![name])),
            }
        }
        for (kind, names) in kinds {
            points.push(Rich::strong(format!("{kind}: ")).and(names.join(", "), Style::Plain));
        }
        let open: Vec<&str> = evaluation
            .questions
            .iter()
            .map(|question| rules.criteria.at(question.criterion).name.get(texts.lang))
            .collect();
        if !open.is_empty() {
            let lead = format!("{}: ", texts.overview_open());
            points.push(Rich::strong(lead).and(open.join(", "), Style::Plain));
        }
        if !points.is_empty() {
            self.blocks.push(Block::List(points));
        }
    }
}
