//! Expected compensation and geographic districts, step by step and district by district.
//!
//! In: the figures of the areas that give any. Out: tables; what is missing is named, and demand above a ceiling is
//! flagged.

use bigdecimal::num_bigint::Sign;

use super::Writer;
use crate::document::{Cell, Mark, Rich, Style};
use crate::model::{Area, Compensation, Districts, Exact};
use crate::portfolio::compensation::{Expected, Needed, StepKind, expected};
use crate::portfolio::districts::{ByCeiling, overview};
use crate::say::words::{exact, kronor, percent};
use crate::texts::Text;

impl<'a> Writer<'a> {
    pub(super) fn compensation(&mut self) {
        let areas = self.plan.areas;
        let given: Vec<(usize, &'a Area, &'a Compensation)> = areas
            .iter()
            .enumerate()
            .filter_map(|(at, area)| Some((at, &area.area, area.area.compensation.as_ref()?)))
            .collect();
        if given.is_empty() {
            return;
        }
        self.section(Text::PlanSectionCompensation, "compensation", Some(Text::PlanIntroCompensation));
        let rules = self.rules;
        if let Some(statement) = &rules.plan.compensation {
            self.statement(statement);
        }
        self.paragraph(self.texts.get(Text::PlanCompensationRounded));
        for (at, area, given) in given {
            self.heading(&area.name, format!("compensation-{}", at + 1));
            match expected(given) {
                Ok(expected) => self.steps(area, given, &expected),
                Err(missing) => {
                    let missing: Vec<String> =
                        missing.into_iter().map(|needed| self.needed(needed)).collect();
                    let facts = missing.join(", ");
                    self.notice(self.with(Text::PlanCompensationMissing, &[("facts", &facts)]));
                }
            }
            if let Some(source) = &given.source {
                self.paragraph(&self.with(Text::PlanSource, &[("source", source)]));
            }
        }
    }

    fn steps(&mut self, area: &Area, given: &Compensation, expected: &Expected) {
        let mut rows = Vec::new();
        for step in &expected.steps {
            let per_cent = step.per_cent.as_ref().map(|number| self.per_cent(number));
            let change = step.change.as_ref().map(|change| kronor(self.texts, change));
            rows.push(vec![
                Cell::plain(self.get(kind(step.kind))),
                Cell::plain(per_cent.unwrap_or_else(|| "–".to_owned())),
                Cell::plain(change.unwrap_or_else(|| "–".to_owned())),
                Cell::plain(kronor(self.texts, &step.after)),
            ]);
        }
        let dash = || Cell::plain("–");
        let total = Cell::rich(Rich::strong(kronor(self.texts, &expected.total)));
        rows.push(vec![Cell::rich(Rich::strong(self.get(Text::PlanStepTotal))), dash(), dash(), total]);
        if let (Some(fixed), Some(variable)) = (&expected.fixed, &expected.variable) {
            let share = given.variable.as_ref().map(|share| self.per_cent(share)).unwrap_or_default();
            let fixed = kronor(self.texts, fixed);
            let variable = kronor(self.texts, variable);
            rows.push(vec![Cell::plain(self.get(Text::PlanStepFixed)), dash(), dash(), Cell::plain(fixed)]);
            rows.push(vec![
                Cell::plain(self.get(Text::PlanStepVariable)),
                Cell::plain(share),
                dash(),
                Cell::plain(variable),
            ]);
        } else {
            let none = Cell::rich(Rich::default().and(self.get(Text::PlanNotSplit), Style::Faint));
            rows.push(vec![none, dash(), dash(), dash()]);
        }
        let columns = vec![
            self.column(Text::PlanColumnStep, 40),
            self.figures_column(Text::PlanColumnPerCent, 14),
            self.figures_column(Text::PlanColumnAdjustment, 22),
            self.figures_column(Text::PlanColumnAmount, 24),
        ];
        let mut caption = self.with(Text::PlanCompensationCaption, &[("area", &area.name)]);
        if let Some(year) = given.year {
            caption = format!("{caption}, {year}");
        }
        self.table(caption, columns, rows);
    }

    fn needed(&self, needed: Needed) -> String {
        let kind_of = match needed {
            Needed::Cost => StepKind::Base,
            Needed::VolumeChange => StepKind::Volume,
            Needed::Efficiency => StepKind::Efficiency,
            Needed::Index => StepKind::Index,
        };
        format!("{} (compensation.{})", self.get(kind(kind_of)).to_lowercase(), needed.key())
    }

    fn per_cent(&self, number: &Exact) -> String {
        self.with(Text::Percent, &[("number", &exact(self.texts, number))])
    }

    pub(super) fn districts(&mut self) {
        let areas = self.plan.areas;
        let given: Vec<(usize, &'a Area, &'a Districts)> = areas
            .iter()
            .enumerate()
            .filter_map(|(at, area)| Some((at, &area.area, area.area.districts.as_ref()?)))
            .filter(|(.., districts)| !districts.list.is_empty())
            .collect();
        if given.is_empty() {
            return;
        }
        self.section(Text::PlanSectionDistricts, "districts", Some(Text::PlanIntroDistricts));
        let rules = self.rules;
        if let Some(statement) = &rules.plan.districts {
            self.statement(statement);
        }
        for (at, area, districts) in given {
            self.heading(&area.name, format!("districts-{}", at + 1));
            self.district_table(area, districts);
            if let Some(source) = &districts.source {
                self.paragraph(&self.with(Text::PlanSource, &[("source", source)]));
            }
        }
    }

    fn district_table(&mut self, area: &Area, given: &Districts) {
        let computed = overview(given);
        let cell = |number: &Option<Exact>| {
            Cell::plain(number.as_ref().map_or_else(|| "–".to_owned(), |number| exact(self.texts, number)))
        };
        let mut rows = Vec::new();
        for row in &computed.districts {
            let share = row.in_house_per_cent.as_ref().map(|share| self.per_cent(share));
            rows.push(vec![
                Cell::plain(row.name.clone()),
                Cell::plain(exact(self.texts, &row.volume)),
                Cell::plain(share.unwrap_or_else(|| "–".to_owned())),
                cell(&row.in_house),
                cell(&row.private),
                self.ceiling(&row.ceilings, &row.excess),
            ]);
        }
        let totals = &computed.totals;
        let share = totals.in_house_share.map(|share| percent(self.texts, share));
        rows.push(vec![
            Cell::rich(Rich::strong(self.get(Text::PlanColumnTotal))),
            cell(&totals.volume),
            Cell::plain(share.unwrap_or_else(|| "–".to_owned())),
            cell(&totals.in_house),
            cell(&totals.private),
            self.ceiling(&totals.ceilings, &totals.excess),
        ]);
        let columns = vec![
            self.column(Text::PlanColumnDistrict, 18),
            self.figures_column(Text::PlanColumnVolume, 12),
            self.figures_column(Text::PlanColumnShare, 10),
            self.figures_column(Text::PlanColumnInHouse, 12),
            self.figures_column(Text::PlanColumnPrivate, 12),
            self.column(Text::PlanColumnCeiling, 36),
        ];
        let mut caption = self.with(Text::PlanDistrictsCaption, &[("area", &area.name)]);
        if let Some(unit) = &given.unit {
            caption = format!("{caption} ({unit})");
        }
        self.table(caption, columns, rows);
    }

    /// Each ceiling with what is above it.
    fn ceiling(&self, ceilings: &ByCeiling, excess: &ByCeiling) -> Cell {
        let kinds = [
            (Text::PlanColumnInHouse, &ceilings.municipal, &excess.municipal),
            (Text::PlanColumnPrivate, &ceilings.private, &excess.private),
            (Text::PlanCeilingAll, &ceilings.district, &excess.district),
        ];
        let (mut said, mut any) = (Vec::new(), false);
        for (kind, ceiling, excess) in kinds {
            let Some(ceiling) = ceiling else { continue };
            let mut text = format!("{}: {}. ", self.get(kind), exact(self.texts, ceiling));
            let mut above = false;
            if let Some(excess) = excess {
                above = excess.sign() == Sign::Plus;
                let shown = exact(self.texts, excess);
                text.push_str(&if above {
                    self.with(Text::PlanAboveCeiling, &[("excess", &shown)])
                } else {
                    self.get(Text::PlanWithinCeiling)
                });
            }
            any |= above;
            said.push(if above { Rich::strong(text) } else { Rich::plain(text) });
        }
        if said.is_empty() {
            return Cell::plain("–");
        }
        let cell = super::paragraphs(said);
        cell.marked(if any { Mark::Bad } else { Mark::Good })
    }
}

const fn kind(step: StepKind) -> Text {
    match step {
        StepKind::Base => Text::PlanStepBase,
        StepKind::Volume => Text::PlanStepVolume,
        StepKind::Efficiency => Text::PlanStepEfficiency,
        StepKind::Quality => Text::PlanStepQuality,
        StepKind::Index => Text::PlanStepIndex,
    }
}
