//! A competition plan as a document: what is, what is to be done and why, what is not known yet.
//!
//! In: recommendations and what the rule set says of plans. Out: a document that becomes Markdown, HTML or a Word
//! file. Never computes an outcome; every sentence comes from the texts, the rule set or the area files.

mod appendix;
mod decisions;
mod figures;
mod follow;
mod measures;
mod missions;
mod state;
mod summary;

use crate::document::{Block, Cell, Column, Document, Rich, Style, Table};
use crate::explain::Recommendation;
use crate::load::Files;
use crate::model::{Profile, RuleSet, Statement};
use crate::portfolio::alphabetical;
use crate::say::Speaker;
use crate::say::words::sentence;
use crate::texts::Texts;

/// What a plan is made of.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// The rule set.
    pub rules: &'a RuleSet,
    /// The profile whose weights were used, if one was asked for.
    pub profile: Option<&'a Profile>,
    /// Every area, in order.
    pub areas: &'a [Recommendation<'a>],
    /// How many files and lines were left out because of faults.
    pub left_out: usize,
    /// What became of the files.
    pub files: &'a Files,
    /// The title; one is composed where none is given.
    pub title: Option<&'a str>,
    /// The language.
    pub texts: &'a Texts,
}

/// Writes the plan.
#[must_use]
pub fn plan(plan: &Plan<'_>) -> Document {
    let (texts, rules) = (plan.texts, plan.rules);
    let speaker = Speaker { texts, rules };
    let mut writer = Writer { plan, texts, rules, speaker, blocks: Vec::new() };
    writer.summary();
    writer.state();
    writer.measures();
    writer.open();
    writer.frameworks();
    writer.complements();
    writer.law();
    writer.advice();
    writer.missions();
    writer.compensation();
    writer.districts();
    writer.decisions();
    writer.procedure();
    writer.appendix();
    writer.rests_on();
    let (title, facts) = (writer.title(), writer.facts());
    Document { lang: plan.texts.lang, title, facts, contents_depth: 2, apart: None, blocks: writer.blocks }
}

struct Writer<'a> {
    plan: &'a Plan<'a>,
    texts: &'a Texts,
    rules: &'a RuleSet,
    speaker: Speaker<'a>,
    blocks: Vec<Block>,
}

impl<'a> Writer<'a> {
    fn title(&self) -> String {
        if let Some(title) = self.plan.title {
            return title.to_owned();
        }
        match self.values(|area| area.area.period.as_deref()).as_slice() {
            [period] => self.texts.plan_title_period(period),
            _ => self.texts.plan_title().to_owned(),
        }
    }

    fn facts(&self) -> Vec<(String, String)> {
        let several = |values: &[&str], one: &str, many| {
            let name = if values.len() > 1 { many } else { one };
            let none = self.texts.plan_not_given().to_owned();
            let value = if values.is_empty() { none } else { values.join(", ") };
            (name.to_owned(), value)
        };
        let boards = self.values(|area| area.area.board.as_deref());
        let periods = self.values(|area| area.area.period.as_deref());
        let identity = &self.rules.identity;
        let mut facts = vec![
            several(&boards, self.texts.plan_board(), self.texts.plan_boards()),
            several(&periods, self.texts.plan_period(), self.texts.plan_periods()),
            (self.texts.plan_areas().to_owned(), self.plan.areas.len().to_string()),
            (self.texts.plan_rule_set().to_owned(), format!("{} {}", identity.id, identity.version)),
        ];
        if let Some(profile) = self.plan.profile {
            facts.push((self.texts.plan_profile().to_owned(), self.speaker.say(&profile.name).to_owned()));
        }
        facts
    }

    /// Every value that some area gives, each once, in alphabetical order.
    fn values(&self, of: impl Fn(&'a Recommendation<'a>) -> Option<&'a str>) -> Vec<&'a str> {
        let mut values: Vec<&str> = self.plan.areas.iter().filter_map(of).collect();
        values.sort_by_key(|value| alphabetical(value));
        values.dedup();
        values
    }

    /// Begins a section with its introduction.
    fn section(&mut self, title: &str, id: &str, intro: Option<&str>) {
        self.blocks.push(Block::Heading { level: 2, text: Rich::plain(title), id: id.to_owned() });
        if let Some(intro) = intro {
            self.paragraph(intro);
        }
    }

    fn heading(&mut self, text: &str, id: String) {
        self.blocks.push(Block::Heading { level: 3, text: Rich::plain(text), id });
    }

    fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(Rich::plain(text)));
    }

    fn notice(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Notice(Rich::plain(text)));
    }

    fn table(&mut self, caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) {
        self.blocks.push(Block::Table(Table { rows, ..Table::new(caption, columns) }));
    }

    /// What the rule set states, with its source and, of an interpretation, what the guideline leaves open.
    fn statement(&mut self, statement: &'a Statement) {
        if statement.validity.has_ended(self.day()) {
            return;
        }
        let source = self.texts.plan_source(self.speaker.sources(&statement.sources));
        let said = Rich::strong(format!("{}. ", self.speaker.say(&statement.name)))
            .and(self.speaker.from_day(&statement.text, &statement.validity, self.day()), Style::Plain)
            .and(format!(" {source}"), Style::Faint);
        self.blocks.push(Block::Paragraph(said));
        if let Some(why) = statement.why.as_ref().filter(|_| statement.interpretation) {
            let why = self.speaker.say(why);
            self.paragraph(self.texts.plan_is_interpretation(why));
        }
    }

    /// The earliest day as of which texts are judged; none where it is not known of every area.
    fn day(&self) -> Option<&'a str> {
        let days: Option<Vec<&str>> = self.plan.areas.iter().map(|area| area.day.as_deref()).collect();
        days?.into_iter().min()
    }

    /// A cell that leads to the area's reasons.
    fn area_cell(&self, number: usize) -> Cell {
        let name = self.plan.areas.get(number).map_or("", |area| area.area.name.as_str());
        Cell::rich(Rich::default().link(name, target(number)))
    }

    /// Names of areas; of most of them, the names of the others.
    fn areas_named(&self, numbers: &[usize]) -> String {
        let others: Vec<usize> = (0..self.plan.areas.len()).filter(|at| !numbers.contains(at)).collect();
        match others.len() {
            0 if numbers.len() > 1 => self.texts.plan_law_all().to_owned(),
            less if less * 2 < numbers.len() && less > 0 => self.texts.plan_all_but(self.names(&others)),
            _ => self.names(numbers),
        }
    }

    fn names(&self, numbers: &[usize]) -> String {
        let areas = numbers.iter().filter_map(|number| self.plan.areas.get(*number));
        areas.map(|area| area.area.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Every area with its position.
    fn each(&self) -> impl Iterator<Item = (usize, &'a Recommendation<'a>)> + use<'a> {
        self.plan.areas.iter().enumerate()
    }
}

/// The heading of an area's reasons.
fn target(number: usize) -> String {
    format!("area-{}", number + 1)
}

/// A cell of several paragraphs.
fn paragraphs(texts: impl IntoIterator<Item = Rich>) -> Cell {
    Cell::several(texts.into_iter().collect())
}
