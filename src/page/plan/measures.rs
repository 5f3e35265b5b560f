//! The table of measures: for each area its form today, the direction, and why; and what is to be found out.
//!
//! In: recommendations, and the order of groups that people have given. Out: a table a group, with the area's own words where
//! it has them, and how they stand to the guideline; the questions that matter in most areas.

use super::{Writer, paragraphs};
use crate::document::{Block, Cell, Column, Mark, Rich, Style, Table};
use crate::explain::Recommendation;
use crate::model::{Stated, folded};
use crate::portfolio::{Direction, Said, Tested, direction, possible_today, tested};
use crate::say::words::{capital, within};

/// How many questions the plan names.
const QUESTIONS: usize = 5;

impl<'a> Writer<'a> {
    pub(super) fn measures(&mut self) {
        let texts = self.texts;
        self.paragraph(texts.plan_intro_measures());
        for (group, areas) in self.groups() {
            let columns = vec![
                Column::text(texts.plan_column_area(), 20),
                Column::text(texts.plan_column_today(), 19),
                Column::text(texts.plan_column_direction(), 36),
                Column::text(texts.plan_column_motivation(), 40),
            ];
            let rows = areas.into_iter().map(|area| self.measure(area)).collect();
            let table = Table { rows, wide: true, ..Table::new(group, columns) };
            self.blocks.push(Block::Table(table));
        }
        if let Some(questions) = self.questions() {
            self.heading(self.texts.plan_summary_questions(), "questions".to_owned());
            self.blocks.push(questions);
        }
    }

    /// The questions that are most important to answer, with in how many areas; `None` where there are none.
    pub(super) fn questions(&self) -> Option<Block> {
        let all = self.plan.areas.len();
        let points = self.most_asked().take(QUESTIONS).map(|(criterion, areas)| {
            let count = self.texts.plan_overview_unanswered_in(all, areas.len());
            Rich::plain(self.speaker.question(criterion)).and(format!(" ({count})"), Style::Faint)
        });
        let points: Vec<Rich> = points.collect();
        (!points.is_empty()).then_some(Block::Numbered(points))
    }

    /// The areas by group: first those that people have ordered, then in the order of the areas, last those without one.
    fn groups(&self) -> Vec<(String, Vec<&'a Recommendation<'a>>)> {
        let mut groups: Vec<(&'a str, Vec<&'a Recommendation<'a>>)> = Vec::new();
        groups.extend(self.plan.own.groups.iter().map(|group| (group.as_str(), Vec::new())));
        let mut rest = Vec::new();
        for area in self.plan.areas {
            let Some(group) = area.area.group.as_deref() else {
                rest.push(area);
                continue;
            };
            match groups.iter_mut().find(|(name, _)| folded(name) == folded(group)) {
                Some((_, areas)) => areas.push(area),
                None => groups.push((group, vec![area])),
            }
        }
        groups.retain(|(_, areas)| !areas.is_empty());
        let whole = groups.is_empty();
        let none =
            if whole { self.texts.plan_measures_caption() } else { self.texts.plan_mission_ungrouped() };
        let groups = groups.into_iter().map(|(name, areas)| (name.to_owned(), areas));
        groups.chain((!rest.is_empty()).then(|| (none.to_owned(), rest))).collect()
    }

    fn measure(&self, area: &'a Recommendation<'a>) -> Vec<Cell> {
        let said = Said::of(&area.area);
        let tested = tested(area);
        let mark = match &tested {
            Some(Tested::InLine) => Mark::Good,
            Some(Tested::Against(_)) => Mark::Bad,
            Some(Tested::Differs(_)) => Mark::Middling,
            Some(Tested::Untested(_) | Tested::Unnamed) => Mark::Unknown,
            None => match direction(area) {
                Direction::Continue => Mark::Good,
                Direction::Change => Mark::Chosen,
                Direction::Decide => Mark::Middling,
                Direction::Investigate => Mark::Unknown,
            },
        };
        let form = said.map_or_else(|| area.outcome().map(Stated::Outcome), |said| said.form);
        let (named, is_form) = match (said.and_then(|said| said.direction), form, direction(area)) {
            (Some(words), ..) => (words.to_owned(), false),
            (None, Some(form), direction) if said.is_some() || direction == Direction::Continue => {
                (self.named_form(area, form), form.outcome().is_some_and(|outcome| !outcome.is_mix()))
            }
            (.., Direction::Change) => (self.texts.plan_change().to_owned(), false),
            (.., Direction::Decide) => (self.texts.plan_decide().to_owned(), false),
            _ => (self.texts.plan_investigate().to_owned(), false),
        };
        // The form stands beside words that do not name it.
        let form = form.filter(|_| !is_form).map(|form| self.speaker.short_stated(form));
        let form = form.filter(|form| !folded(&named).contains(&folded(form)));
        let mut direction = vec![Rich::strong(named)];
        direction.extend(form.map(Rich::plain));
        let standing = self.standing(area, said.as_ref(), tested.as_ref());
        direction.push(Rich::plain(standing).all_in(Style::Faint));
        let motivation = match said.and_then(|said| said.motivation) {
            Some(own) => Rich::own(own).lines(),
            None => vec![Rich::plain(self.motivation(area))],
        };
        vec![
            Cell::plain(&*area.area.name),
            paragraphs(self.today(area)),
            paragraphs(direction).marked(mark),
            paragraphs(motivation),
        ]
    }

    /// A form as a direction: that today's goes on, where that is known, else the form.
    fn named_form(&self, area: &Recommendation<'_>, form: Stated) -> String {
        let today = possible_today(self.rules, &area.area);
        if !today.is_empty() && today.iter().all(|outcome| form.is(*outcome)) {
            return self.continued(form);
        }
        capital(&self.speaker.short_stated(form))
    }

    fn today(&self, area: &Recommendation<'_>) -> Vec<Rich> {
        let recorded = possible_today(self.rules, &area.area);
        let mut today = vec![Rich::plain(capital(&self.speaker.today(&recorded)))];
        let current = &area.area.current;
        let shares = self.speaker.shares(&current.share);
        let parts = if shares.is_empty() { self.speaker.providers(&current.providers) } else { shares };
        if !parts.is_empty() {
            today.push(Rich::faint(parts));
        }
        today
    }

    /// Whose direction it is, and how it stands to the guideline.
    fn standing(
        &self,
        area: &Recommendation<'_>,
        said: Option<&Said<'_>>,
        tested: Option<&Tested>,
    ) -> String {
        let texts = self.texts;
        let by = match said {
            None if area.outcome().is_none() => texts.plan_undecided(),
            None if area.evaluation.tie => texts.plan_by_rules_tie(),
            None => texts.plan_by_rules(),
            Some(said) if said.decided => "",
            Some(_) => texts.plan_by_proposal(),
        };
        let tested = tested.map(|tested| self.speaker.tested(tested));
        let all = [by.to_owned()].into_iter().chain(tested).filter(|text| !text.is_empty());
        all.collect::<Vec<_>>().join(" ")
    }

    /// What goes on as it is, as a plan names it: a mix without its parts.
    fn continued(&self, form: Stated) -> String {
        let name = match form.outcome().filter(|outcome| !outcome.is_mix()) {
            Some(outcome) => self.speaker.form_within(outcome.form),
            None => within(self.speaker.stated(Stated::Mix)),
        };
        self.texts.plan_continue(name)
    }

    /// Every question that can still change something, with the areas it concerns.
    pub(super) fn open(&mut self) {
        self.section(self.texts.plan_section_open(), "open", Some(self.texts.plan_intro_open()));
        if self.plan.asked.is_empty() {
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
        let rows = self.most_asked().map(row).collect();
        self.table(self.texts.plan_open_caption(), columns, rows);
    }
}
