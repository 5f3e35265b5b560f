//! In-house missions, few and large: areas by group, and what each mission must hold.
//!
//! In: recommendations whose outcome keeps something in-house, and what the rule set says a mission holds. Out: a table
//! of missions, a section a mission.

use super::{Writer, target};
use crate::document::{Block, Cell, Column, Mark, Rich, Style};
use crate::explain::Recommendation;
use crate::model::{Area, Compensation};
use crate::portfolio::compensation::by_year;
use crate::portfolio::{MissionPart, alphabetical, mission_part};

/// The areas of a mission, each with its part; without a name those that no group takes up.
type Mission<'a> = (Option<&'a str>, Vec<(usize, &'a Recommendation<'a>, MissionPart)>);

impl<'a> Writer<'a> {
    /// The missions in alphabetical order, areas without a group last.
    pub(super) fn mission_groups(&self) -> Vec<Mission<'a>> {
        let mut groups: Vec<Mission<'a>> = Vec::new();
        for (at, area) in self.each() {
            let Some(part) = mission_part(area) else { continue };
            let group = area.area.group.as_deref();
            match groups.iter_mut().find(|(name, _)| *name == group) {
                Some((_, areas)) => areas.push((at, area, part)),
                None => groups.push((group, vec![(at, area, part)])),
            }
        }
        groups.sort_by_key(|(name, _)| (name.is_none(), name.map(alphabetical)));
        groups
    }

    pub(super) fn missions(&mut self) {
        self.section(self.texts.plan_section_missions(), "missions", Some(self.texts.plan_intro_missions()));
        let rules = self.rules;
        if let Some(grouping) = &rules.plan.grouping {
            self.statement(grouping);
        }
        let missions = self.mission_groups();
        if missions.is_empty() {
            return self.paragraph(self.texts.plan_missions_none());
        }
        let columns = vec![
            Column::text(self.texts.plan_column_mission(), 26),
            Column::text(self.texts.plan_column_area(), 38),
            Column::text(self.texts.plan_column_part(), 36),
        ];
        let mut rows = Vec::new();
        for (name, areas) in &missions {
            for (at, _, part) in areas {
                let (said, mark) = match part {
                    MissionPart::Whole => (self.texts.plan_mission_whole(), Mark::Good),
                    MissionPart::Share => (self.texts.plan_mission_part(), Mark::Good),
                    MissionPart::Open => (self.texts.plan_mission_open(), Mark::Unknown),
                };
                rows.push(vec![
                    Cell::plain(name.unwrap_or(self.texts.plan_mission_ungrouped())),
                    self.area_cell(*at),
                    Cell::plain(said).marked(mark),
                ]);
            }
        }
        self.table(self.texts.plan_missions_caption(), columns, rows);
        self.mission_holds();
        for (place, (name, areas)) in missions.iter().enumerate() {
            self.mission(place, *name, areas);
        }
    }

    /// What every mission must hold, once.
    fn mission_holds(&mut self) {
        let rules = self.rules;
        if rules.plan.mission.is_empty() {
            return;
        }
        self.heading(self.texts.plan_mission_holds(), "mission-holds".to_owned());
        let columns = vec![
            Column::text(self.texts.plan_column_content(), 20),
            Column::text(self.texts.plan_column_what(), 60),
            Column::text(self.texts.plan_column_source(), 20),
        ];
        let row = |statement: &'a crate::model::Statement| {
            vec![
                Cell::plain(self.speaker.say(&statement.name)),
                Cell::plain(self.speaker.say(&statement.text)),
                Cell::plain(self.speaker.sources(&statement.sources)),
            ]
        };
        let rows = rules.plan.mission.iter().map(row).collect();
        self.table(self.texts.plan_mission_holds_caption(), columns, rows);
    }

    fn mission(
        &mut self,
        place: usize,
        name: Option<&str>,
        areas: &[(usize, &Recommendation<'_>, MissionPart)],
    ) {
        let title = name.unwrap_or(self.texts.plan_mission_ungrouped());
        self.heading(title, format!("mission-{}", place + 1));
        if name.is_none() {
            self.notice(self.texts.plan_mission_ungrouped_text());
        } else if areas.len() == 1 {
            self.notice(self.texts.plan_mission_alone());
        }
        let mut points = Vec::new();
        let mut list = Rich::strong(format!("{}: ", self.texts.plan_column_areas()));
        for (place, (at, area, _)) in areas.iter().enumerate() {
            if place > 0 {
                list = list.and(", ", Style::Plain);
            }
            list = list.link(area.area.name.clone(), target(*at));
        }
        points.push(list);
        let users: Vec<u64> = areas.iter().filter_map(|(_, area, _)| area.area.current.users).collect();
        let sum = users.iter().fold(0_u128, |sum, users| sum + u128::from(*users));
        points.push(Rich::plain(match users.len() {
            0 => self.texts.plan_mission_no_users().to_owned(),
            known => self.texts.plan_mission_users(areas.len(), known, self.speaker.number(sum)),
        }));
        points.push(Rich::plain(self.mission_amount(areas)));
        let of = |part: MissionPart| -> Vec<usize> {
            areas.iter().filter(|(.., own)| *own == part).map(|(at, ..)| *at).collect()
        };
        let (shared, open) = (of(MissionPart::Share), of(MissionPart::Open));
        if !shared.is_empty() {
            points.push(Rich::plain(self.shared(&shared)));
        }
        if !open.is_empty() {
            points.push(Rich::plain(self.texts.plan_mission_pending(self.names(&open))));
        }
        if !self.rules.plan.mission.is_empty() {
            let rules = self.rules;
            let names: Vec<String> = rules
                .plan
                .mission
                .iter()
                .map(|statement| self.speaker.say(&statement.name).to_lowercase())
                .collect();
            let holds = self.texts.plan_mission_must_hold(names.join(", "));
            points.push(
                Rich::plain(format!("{holds} ")).link(self.texts.plan_mission_holds(), "mission-holds"),
            );
        }
        self.blocks.push(Block::List(points));
    }

    /// Of which areas a mission holds a part alone, and what their figures are of.
    fn shared(&self, areas: &[usize]) -> String {
        let texts = self.texts;
        let given = |is_given: fn(&Area) -> bool| {
            areas.iter().filter_map(|at| self.plan.areas.get(*at)).any(|one| is_given(&one.area))
        };
        let users = given(|area| area.current.users.is_some()).then(|| texts.plan_mission_shared_users());
        let amount = given(|area| area.compensation.is_some()).then(|| texts.plan_mission_shared_amount());
        let lead = texts.plan_mission_shared(self.names(areas));
        [Some(lead.as_str()), users, amount].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The expected compensation of a mission: the sum of those areas whose figures are given.
    fn mission_amount(&self, areas: &[(usize, &Recommendation<'_>, MissionPart)]) -> String {
        let given = areas.iter().filter_map(|(_, area, _)| area.area.compensation.as_ref());
        self.sums(given, areas.len()).unwrap_or_else(|| self.texts.plan_mission_no_amount().to_owned())
    }

    /// The expected compensation of some of so many areas, a sentence for each year: no sum is of several.
    pub(super) fn sums<'c>(
        &self,
        given: impl IntoIterator<Item = &'c Compensation>,
        all: usize,
    ) -> Option<String> {
        let said = by_year(given).into_iter().map(|(year, (count, sum))| {
            let amount = self.speaker.thousands(&sum);
            match year {
                None => self.texts.plan_summary_compensation(all, amount, count),
                Some(year) => self.texts.plan_summary_compensation_year(all, amount, count, year),
            }
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join(" "))
    }
}
