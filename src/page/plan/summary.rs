//! The plan in figures, and what is most important to find out.
//!
//! In: every area. Out: a list of counts, a picture of them, the questions that matter in most areas.

use std::collections::BTreeMap;

use super::Writer;
use crate::document::{Block, Rich, Style};
use crate::evaluate::Firmness;
use crate::explain::Recommendation;
use crate::model::{CriterionKey, Exact};
use crate::portfolio::compensation::expected;
use crate::portfolio::{Agreement, Change, Direction, MissionPart, Row, Totals, direction, mission_part};
use crate::say::{figures, words};
use crate::texts::Text;

/// How many questions the summary names.
const QUESTIONS: usize = 5;

impl Writer<'_> {
    pub(super) fn summary(&mut self) {
        self.section(Text::PlanSectionSummary, "summary", None);
        if self.plan.left_out > 0 {
            let count = self.plan.left_out.to_string();
            self.notice(self.with(Text::PlanIncomplete, &[("count", &count)]));
        }
        let rows: Vec<Row> = self.plan.areas.iter().map(Row::of).collect();
        let totals = Totals::of(&rows);
        let points = self.points(&totals).into_iter().map(Rich::plain).collect();
        self.blocks.push(Block::List(points));
        self.blocks.push(Block::Figure(figures::portfolio(self.rules, self.texts, &totals)));
        let questions = self.most_asked();
        if !questions.is_empty() {
            let lead = Rich::strong(format!("{}:", self.get(Text::PlanSummaryQuestions)));
            self.blocks.push(Block::Paragraph(lead));
            let all = self.plan.areas.len().to_string();
            let points = questions.into_iter().take(QUESTIONS).map(|(criterion, areas)| {
                let words = [("areas", areas.len().to_string()), ("all", all.clone())];
                let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
                let count = self.with(Text::PlanOverviewUnansweredIn, &words);
                Rich::plain(self.question(criterion)).and(format!(" ({count})"), Style::Faint)
            });
            let points = points.collect();
            self.blocks.push(Block::Numbered(points));
        }
        self.notice(self.get(Text::PlanBoardDecides));
    }

    fn points(&self, totals: &Totals) -> Vec<String> {
        let areas = self.plan.areas;
        let counted = |text, words: &[(&str, u64)]| {
            let words: Vec<(&str, String)> =
                words.iter().map(|(name, count)| (*name, count.to_string())).collect();
            let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
            self.with(text, &words)
        };
        let directed = |one| areas.iter().filter(|area| direction(area) == one).count() as u64;
        let first = if areas.len() == 1 { Text::PlanSummaryArea } else { Text::PlanSummaryAreas };
        let mut points = vec![
            counted(first, &[("areas", totals.areas)]),
            counted(
                Text::PlanSummaryFirmness,
                &[
                    ("firm", totals.firmness(Firmness::Firm)),
                    ("preliminary", totals.firmness(Firmness::Preliminary)),
                    ("undetermined", totals.firmness(Firmness::Undetermined)),
                ],
            ),
            counted(
                Text::PlanSummaryDirections,
                &[
                    ("same", directed(Direction::Continue)),
                    ("change", directed(Direction::Change)),
                    ("decide", directed(Direction::Decide)),
                    ("investigate", directed(Direction::Investigate)),
                ],
            ),
            counted(
                Text::PlanSummaryChange,
                &[
                    ("changed", totals.change(Change::Changed)),
                    ("unchanged", totals.change(Change::Unchanged)),
                    ("unclear", totals.change(Change::NotComparable)),
                ],
            ),
        ];
        let same = totals.agreement(Agreement::Same);
        let comparable = same + totals.agreement(Agreement::Differs);
        if areas.iter().any(|area| area.area.decision.is_some()) {
            points.push(counted(Text::PlanSummaryAgreement, &[("comparable", comparable), ("same", same)]));
        }
        if !self.rules.plan.current_state.is_empty() {
            let complete = areas.iter().filter(|area| self.missing(area).is_empty()).count() as u64;
            points.push(counted(Text::PlanSummaryState, &[("complete", complete), ("areas", totals.areas)]));
        }
        let settled = |area: &&Recommendation<'_>| {
            matches!(mission_part(area), Some(MissionPart::Whole | MissionPart::Share))
        };
        let in_missions = areas.iter().filter(settled).count() as u64;
        let proposed = |areas: &[(usize, &Recommendation<'_>, MissionPart)]| {
            areas.iter().any(|(.., part)| *part != MissionPart::Open)
        };
        let groups = self.mission_groups();
        let missions =
            groups.iter().filter(|(group, areas)| group.is_some() && proposed(areas)).count() as u64;
        points.push(counted(Text::PlanSummaryMissions, &[("missions", missions), ("areas", in_missions)]));
        points.extend(self.compensation_point());
        points
    }

    fn compensation_point(&self) -> Option<String> {
        let given: Vec<_> =
            self.plan.areas.iter().filter_map(|area| area.area.compensation.as_ref()).map(expected).collect();
        let totals: Vec<Exact> =
            given.iter().filter_map(|one| Some(one.as_ref().ok()?.total.clone())).collect();
        if totals.is_empty() {
            return None;
        }
        let amount = words::kronor(self.texts, &totals.iter().sum());
        let missions = self.plan.areas.iter().filter(|area| mission_part(area).is_some()).count();
        let (counted, all) = (totals.len().to_string(), missions.max(given.len()).to_string());
        let filled = [("amount", amount.as_str()), ("counted", &counted), ("all", &all)];
        Some(self.with(Text::PlanSummaryCompensation, &filled))
    }

    /// The open questions that can still change an outcome, with the areas in which they can, the most important
    /// first.
    pub(super) fn most_asked(&self) -> Vec<(CriterionKey, Vec<usize>)> {
        let mut asked: BTreeMap<CriterionKey, Vec<usize>> = BTreeMap::new();
        for (number, area) in self.each() {
            for question in &area.evaluation.questions {
                asked.entry(question.criterion).or_default().push(number);
            }
        }
        // First what an outcome depends on, then what tells most about the outcomes, taken over all areas.
        let weight = |criterion: CriterionKey| -> (bool, f64) {
            let mut conditions = self.plan.areas.iter().flat_map(|area| &area.evaluation.conditions);
            let questions = self.plan.areas.iter().flat_map(|area| &area.evaluation.questions);
            let told = questions.filter(|question| question.criterion == criterion);
            (conditions.any(|of| *of == criterion), told.map(|question| question.information).sum())
        };
        let mut asked: Vec<(CriterionKey, Vec<usize>)> = asked.into_iter().collect();
        asked.sort_by(|(one, _), (other, _)| {
            let ((first, told), (second, more)) = (weight(*one), weight(*other));
            second.cmp(&first).then(more.total_cmp(&told))
        });
        asked
    }
}
