//! A competition plan as a document, and its annex: what is, what is to be done and why, what is not known yet.
//!
//! In: recommendations, what the rule set says of plans, and what people have written for theirs. Out: two documents that
//! become Markdown, HTML or Word files. Never computes an outcome; every sentence comes from the texts, the rule set, the
//! areas or the plan file, and what none of them has is a marked gap.

mod appendix;
mod chapters;
mod decisions;
mod figures;
mod follow;
mod forms;
mod lacking;
mod measures;
mod missions;
mod motivation;
mod state;
mod summary;
mod technology;

use super::gaps::Gaps;
use crate::document::{Block, Cell, Column, Document, Rich, Style, Table};
use crate::explain::Recommendation;
use crate::load::Files;
use crate::model::{PlanFile, Profile, RuleSet, Statement, first_day, folded};
use crate::portfolio::{Asked, Row, alphabetical};
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
    /// What an overview says of each of them.
    pub rows: &'a [Row],
    /// Their open questions, in the order to ask them.
    pub asked: &'a [Asked],
    /// What people have written for it.
    pub own: &'a PlanFile,
    /// How many files and lines were left out because of faults.
    pub left_out: usize,
    /// What became of the files.
    pub files: &'a Files,
    /// The title; else the one that people have written, else one is composed.
    pub title: Option<&'a str>,
    /// Whether the annex is written, too.
    pub annexed: bool,
    /// The language.
    pub texts: &'a Texts,
}

/// Writes the plan.
#[must_use]
pub fn plan(plan: &Plan<'_>) -> Document {
    let mut writer = Writer::new(plan);
    let facts = writer.facts();
    writer.chapters();
    let blocks = writer.with_gaps();
    let title = writer.title();
    Document { lang: plan.texts.lang, title, facts, contents_depth: 2, apart: None, blocks }
}

/// Writes the annex: the reasons of every area in full, and all that follows from them.
#[must_use]
pub fn annex(plan: &Plan<'_>) -> Document {
    let mut writer = Writer::new(plan);
    writer.summary();
    writer.lacking();
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
    let title = plan.texts.plan_annex_title(writer.title());
    let facts = writer.annex_facts();
    let blocks = writer.blocks;
    Document { lang: plan.texts.lang, title, facts, contents_depth: 2, apart: None, blocks }
}

struct Writer<'a> {
    plan: &'a Plan<'a>,
    texts: &'a Texts,
    rules: &'a RuleSet,
    speaker: Speaker<'a>,
    /// What is left to fill in.
    gaps: Gaps<'a>,
    /// Where the list of that belongs.
    gaps_at: Option<usize>,
    day: Option<String>,
    blocks: Vec<Block>,
}

impl<'a> Writer<'a> {
    fn new(plan: &'a Plan<'a>) -> Self {
        let (texts, rules) = (plan.texts, plan.rules);
        let (speaker, gaps) = (Speaker { texts, rules }, Gaps::new(texts));
        // An area without a period is of that of the plan.
        let begins = plan.own.period.as_deref().and_then(first_day);
        let days: Option<Vec<String>> =
            plan.areas.iter().map(|area| area.day.clone().or_else(|| begins.clone())).collect();
        let day = days.and_then(|days| days.into_iter().min());
        Self { plan, texts, rules, speaker, gaps, gaps_at: None, day, blocks: Vec::new() }
    }

    /// What is written, with the list of gaps in its place.
    fn with_gaps(&mut self) -> Vec<Block> {
        let mut blocks = std::mem::take(&mut self.blocks);
        if let Some(at) = self.gaps_at {
            let rest = blocks.split_off(at.min(blocks.len()));
            blocks.extend(self.gaps.list());
            blocks.extend(rest);
        }
        blocks
    }

    fn title(&self) -> String {
        if let Some(title) = self.plan.title.or(self.plan.own.title.as_deref()) {
            return title.to_owned();
        }
        match self.periods().as_slice() {
            [period] => self.texts.plan_title_period(period),
            _ => self.texts.plan_title().to_owned(),
        }
    }

    fn periods(&self) -> Vec<&'a str> {
        match &self.plan.own.period {
            Some(period) => vec![period],
            None => self.values(|area| area.area.period.as_deref()),
        }
    }

    fn boards(&self) -> Vec<&'a str> {
        match &self.plan.own.board {
            Some(board) => vec![board],
            None => self.values(|area| area.area.board.as_deref()),
        }
    }

    /// Municipality, board, period, and what every document of a board has in its head; each a gap where it is not given.
    fn facts(&mut self) -> Vec<(String, String)> {
        let (own, texts) = (self.plan.own, self.texts);
        let municipalities = self.values(|area| area.area.municipality.as_deref());
        let (boards, periods) = (self.boards(), self.periods());
        let head = [
            (texts.plan_board(), boards.join(", "), texts.memo_gap_board()),
            (texts.plan_period(), periods.join(", "), texts.memo_gap_period()),
            (texts.memo_reference(), own.reference.clone().unwrap_or_default(), texts.memo_gap_reference()),
            (texts.memo_date(), own.date.clone().unwrap_or_default(), texts.memo_gap_date()),
            (texts.memo_officer(), own.officer.clone().unwrap_or_default(), texts.memo_gap_officer()),
        ];
        let mut facts = Vec::new();
        if let [municipality] = municipalities.as_slice() {
            facts.push((texts.column_municipality().to_owned(), (*municipality).to_owned()));
        }
        for (name, value, gap) in head {
            let value = if value.is_empty() { self.gaps.mark(gap) } else { value };
            facts.push((name.to_owned(), value));
        }
        facts
    }

    fn annex_facts(&self) -> Vec<(String, String)> {
        let several = |values: &[&str], one: &str, many| {
            let name = if values.len() > 1 { many } else { one };
            let none = self.texts.plan_not_given().to_owned();
            let value = if values.is_empty() { none } else { values.join(", ") };
            (name.to_owned(), value)
        };
        let identity = &self.rules.identity;
        let mut facts = vec![
            several(&self.boards(), self.texts.plan_board(), self.texts.plan_boards()),
            several(&self.periods(), self.texts.plan_period(), self.texts.plan_periods()),
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
        // The same name is written in several ways.
        values.dedup_by_key(|value| folded(value));
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
    fn day(&self) -> Option<&str> {
        self.day.as_deref()
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
