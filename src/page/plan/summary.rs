//! The plan in figures, and what is most important to find out.
//!
//! In: every area. Out: a list of counts, a picture of them, the questions that matter in most areas.

use super::Writer;
use crate::document::{Block, Rich};
use crate::evaluate::Firmness;
use crate::explain::Recommendation;
use crate::model::CriterionKey;
use crate::portfolio::{Agreement, Change, Direction, MissionPart, Totals, direction, mission_part};
use crate::say::figures;
use crate::say::files::left_out;

impl Writer<'_> {
    pub(super) fn summary(&mut self) {
        self.section(self.texts.plan_section_summary(), "summary", None);
        if self.plan.left_out > 0 {
            self.notice(self.texts.plan_incomplete(self.plan.left_out));
        }
        if let Some(said) = left_out(self.texts, self.plan.files) {
            self.blocks.push(Block::Paragraph(Rich::faint(said)));
        }
        let totals = Totals::of(self.plan.rows);
        let points = self.points(&totals).into_iter().map(Rich::plain).collect();
        self.blocks.push(Block::List(points));
        self.blocks.push(Block::Table(figures::portfolio(self.rules, self.texts, &totals)));
        if let Some(questions) = self.questions() {
            let lead = Rich::strong(format!("{}:", self.texts.plan_summary_questions()));
            self.blocks.push(Block::Paragraph(lead));
            self.blocks.push(questions);
        }
        self.notice(self.texts.plan_board_decides());
    }

    fn points(&self, totals: &Totals) -> Vec<String> {
        let areas = self.plan.areas;
        let texts = self.texts;
        let directed = |one| areas.iter().filter(|area| direction(area) == one).count();
        let mut points = vec![
            match areas {
                [_] => texts.plan_summary_area().to_owned(),
                _ => texts.plan_summary_areas(totals.areas),
            },
            texts.plan_summary_firmness(
                totals.firmness(Firmness::Firm),
                totals.firmness(Firmness::Preliminary),
                totals.firmness(Firmness::Undetermined),
            ),
            texts.plan_summary_directions(
                directed(Direction::Change),
                directed(Direction::Decide),
                directed(Direction::Investigate),
                directed(Direction::Continue),
            ),
            texts.plan_summary_change(
                totals.change(Change::Changed),
                totals.change(Change::Unchanged),
                totals.change(Change::NotComparable),
            ),
        ];
        let same = totals.agreement(Agreement::Same);
        let comparable = same + totals.agreement(Agreement::Differs);
        if areas.iter().any(|area| area.area.decision.is_some()) {
            points.push(texts.plan_summary_agreement(comparable, same));
        }
        if !self.rules.plan.current_state.is_empty() {
            let complete = areas.iter().filter(|area| self.missing(area).is_empty()).count();
            points.push(texts.plan_summary_state(totals.areas, complete));
        }
        let settled = |area: &&Recommendation<'_>| {
            matches!(mission_part(area), Some(MissionPart::Whole | MissionPart::Share))
        };
        let in_missions = areas.iter().filter(settled).count();
        let proposed = |areas: &[(usize, &Recommendation<'_>, MissionPart)]| {
            areas.iter().any(|(.., part)| *part != MissionPart::Open)
        };
        let groups = self.mission_groups();
        let missions = groups.iter().filter(|(group, areas)| group.is_some() && proposed(areas)).count();
        points.push(texts.plan_summary_missions(in_missions, missions));
        points.extend(self.compensation_point());
        points
    }

    fn compensation_point(&self) -> Option<String> {
        let given: Vec<_> =
            self.plan.areas.iter().filter_map(|area| area.area.compensation.as_ref()).collect();
        let missions = self.plan.areas.iter().filter(|area| mission_part(area).is_some()).count();
        let all = missions.max(given.len());
        self.sums(given, all)
    }

    /// The open questions, with the areas in which they matter, in the order to ask them.
    pub(super) fn most_asked(&self) -> impl Iterator<Item = (CriterionKey, Vec<usize>)> {
        self.plan.asked.iter().map(|asked| {
            let rows = self.plan.rows.iter().zip(0..);
            let concerned =
                rows.filter(|(row, _)| row.open.iter().any(|open| open.criterion == asked.criterion));
            (asked.criterion, concerned.map(|(_, number)| number).collect())
        })
    }
}
