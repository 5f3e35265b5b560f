//! The table of measures: for each area its form today, the direction, and why; and what is to be found out.
//!
//! In: recommendations, and the order of groups that people have given. Out: a table a group, with the area's own words where
//! it has them, and how they stand to the guideline; the questions that matter in most areas.

use super::{Writer, paragraphs};
use crate::document::{Block, Cell, Column, Mark, Rich, Style, Table};
use crate::explain::Recommendation;
use crate::model::{Stated, folded};
use crate::portfolio::{Direction, Tested, direction, possible_today, tested};
use crate::say::words::{capital, within};

/// How many questions the plan names.
const QUESTIONS: usize = 5;

/// Who says in which direction an area goes.
struct Said<'a> {
    direction: Option<&'a str>,
    motivation: Option<&'a str>,
    form: Option<Stated>,
    /// Whether the board has decided it.
    decided: bool,
}

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
        let questions = self.most_asked();
        if questions.is_empty() {
            return;
        }
        self.heading(texts.plan_summary_questions(), "questions".to_owned());
        let all = self.plan.areas.len();
        let points = questions.into_iter().take(QUESTIONS).map(|(criterion, areas)| {
            let count = texts.plan_overview_unanswered_in(all, areas.len());
            Rich::plain(self.speaker.question(criterion)).and(format!(" ({count})"), Style::Faint)
        });
        let points = points.collect();
        self.blocks.push(Block::Numbered(points));
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
        let said = said(area);
        let tested = tested(area);
        let (by_rules, by_rules_mark) = match (direction(area), area.outcome()) {
            (Direction::Continue, Some(outcome)) => (self.continued(Stated::Outcome(outcome)), Mark::Good),
            (Direction::Change, _) => (self.texts.plan_change().to_owned(), Mark::Chosen),
            (Direction::Decide, _) => (self.texts.plan_decide().to_owned(), Mark::Middling),
            _ => (self.texts.plan_investigate().to_owned(), Mark::Unknown),
        };
        let mark = match &tested {
            Some(Tested::InLine) => Mark::Good,
            Some(Tested::Against(_)) => Mark::Bad,
            Some(Tested::Differs(_)) => Mark::Middling,
            Some(Tested::Untested(_)) => Mark::Unknown,
            None => by_rules_mark,
        };
        let form = said.form.map(|form| self.speaker.short_stated(form));
        let named = match (said.direction, said.form) {
            (Some(words), _) => words.to_owned(),
            (None, Some(form)) => self.named_form(area, form),
            (None, None) => by_rules,
        };
        // The form stands beside words that do not name it.
        let is_named = |form: &String| folded(&named).contains(&folded(form));
        let is_mix = said.form.and_then(Stated::outcome).is_none_or(|outcome| outcome.is_mix());
        let form = form.filter(|form| !is_named(form) && (is_mix || said.direction.is_some()));
        let mut direction = vec![Rich::strong(&*named)];
        direction.extend(form.map(Rich::plain));
        direction.extend(
            self.standing(area, &said, tested.as_ref()).map(|text| Rich::plain(text).all_in(Style::Faint)),
        );
        let motivation = match said.motivation {
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
        said: &Said<'_>,
        tested: Option<&Tested>,
    ) -> Option<String> {
        let texts = self.texts;
        let is_said = said.direction.is_some() || said.form.is_some() || said.motivation.is_some();
        let by = match (is_said, said.decided) {
            (false, _) if area.outcome().is_none() => return Some(texts.plan_undecided().to_owned()),
            (false, _) => return Some(texts.plan_by_guideline().to_owned()),
            (true, true) => None,
            (true, false) => Some(texts.plan_by_proposal().to_owned()),
        };
        let tested =
            tested.map_or_else(|| texts.plan_untested_no_form().to_owned(), |of| self.speaker.tested(of));
        Some(by.into_iter().chain([tested]).collect::<Vec<_>>().join(" "))
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

/// What the board has decided of an area, else what the administration proposes.
fn said<'a>(area: &'a Recommendation<'a>) -> Said<'a> {
    let area = &area.area;
    if let Some(decision) = &area.decision {
        return Said {
            direction: decision.direction.as_deref(),
            motivation: decision.motivation.as_deref(),
            form: decision.form,
            decided: true,
        };
    }
    let proposal = area.proposal.as_ref();
    Said {
        direction: proposal.and_then(|proposal| proposal.direction.as_deref()),
        motivation: proposal.and_then(|proposal| proposal.motivation.as_deref()),
        form: proposal.and_then(|proposal| proposal.form),
        decided: false,
    }
}
