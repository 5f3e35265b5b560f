//! Expected compensation and geographic districts, step by step and district by district.
//!
//! In: the figures of the areas that give any. Out: tables; what is missing is named, and demand above a ceiling is
//! flagged.

use bigdecimal::num_bigint::Sign;

use super::Writer;
use crate::document::{Cell, Column, Mark, Rich, Style};
use crate::model::{Area, Compensation, Districts, Exact};
use crate::portfolio::compensation::{Expected, Needed, StepKind, expected, hundredths, thousands};
use crate::portfolio::districts::{ByCeiling, overview};
use crate::texts::Texts;

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
        self.section(
            self.texts.plan_section_compensation(),
            "compensation",
            Some(self.texts.plan_intro_compensation()),
        );
        let rules = self.rules;
        if let Some(statement) = &rules.plan.compensation {
            self.statement(statement);
        }
        self.paragraph(self.texts.plan_compensation_rounded());
        for (at, area, given) in given {
            self.heading(&area.name, format!("compensation-{}", at + 1));
            match expected(given) {
                Ok(expected) => self.steps(area, given, &expected),
                Err(missing) => {
                    let missing: Vec<String> =
                        missing.into_iter().map(|needed| self.needed(needed)).collect();
                    self.notice(self.texts.plan_compensation_missing(missing.join(", ")));
                }
            }
            if let Some(source) = &given.source {
                self.paragraph(self.texts.plan_source(source));
            }
        }
    }

    fn steps(&mut self, area: &Area, given: &Compensation, expected: &Expected) {
        let mut rows = Vec::new();
        // What is shown adds up: a change is what is between two amounts as they are shown.
        let mut before = Exact::default();
        for step in &expected.steps {
            let per_cent = step.per_cent.as_ref().map(|number| self.per_cent(number));
            let after = thousands(&step.after);
            let change = step.change.as_ref().map(|_| self.speaker.thousands(&(&after - &before)));
            before = after;
            rows.push(vec![
                Cell::plain(kind(self.texts, step.kind)),
                Cell::plain(per_cent.unwrap_or_else(|| "–".to_owned())),
                Cell::plain(change.unwrap_or_else(|| "–".to_owned())),
                Cell::plain(self.speaker.kronor(&step.after)),
            ]);
        }
        let dash = || Cell::plain("–");
        let total = Cell::rich(Rich::strong(self.speaker.kronor(&expected.total)));
        rows.push(vec![Cell::rich(Rich::strong(self.texts.plan_step_total())), dash(), dash(), total]);
        if let Some(variable) = &expected.variable {
            let share = given.variable.as_ref().map(|share| self.per_cent(share)).unwrap_or_default();
            let variable = thousands(variable);
            let fixed = self.speaker.thousands(&(thousands(&expected.total) - &variable));
            let variable = self.speaker.thousands(&variable);
            rows.push(vec![Cell::plain(self.texts.plan_step_fixed()), dash(), dash(), Cell::plain(fixed)]);
            rows.push(vec![
                Cell::plain(self.texts.plan_step_variable()),
                Cell::plain(share),
                dash(),
                Cell::plain(variable),
            ]);
        } else {
            let none = Cell::rich(Rich::default().and(self.texts.plan_not_split(), Style::Faint));
            rows.push(vec![none, dash(), dash(), dash()]);
        }
        let columns = vec![
            Column::text(self.texts.plan_column_step(), 40),
            Column::numeric(self.texts.plan_column_per_cent(), 14),
            Column::numeric(self.texts.plan_column_adjustment(), 22),
            Column::numeric(self.texts.plan_column_amount(), 24),
        ];
        let mut caption = self.texts.plan_compensation_caption(&area.name);
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
        format!("{} (compensation.{})", kind(self.texts, kind_of).to_lowercase(), needed.key())
    }

    fn per_cent(&self, number: &Exact) -> String {
        self.texts.percent(self.speaker.exact(number))
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
        self.section(
            self.texts.plan_section_districts(),
            "districts",
            Some(self.texts.plan_intro_districts()),
        );
        let rules = self.rules;
        if let Some(statement) = &rules.plan.districts {
            self.statement(statement);
        }
        for (at, area, districts) in given {
            self.heading(&area.name, format!("districts-{}", at + 1));
            self.district_table(area, districts);
            if let Some(source) = &districts.source {
                self.paragraph(self.texts.plan_source(source));
            }
        }
    }

    fn district_table(&mut self, area: &Area, given: &Districts) {
        let computed = overview(given);
        let cell = |number: &Option<Exact>| {
            Cell::plain(number.as_ref().map_or_else(|| "–".to_owned(), |number| self.speaker.volume(number)))
        };
        let mut rows = Vec::new();
        for row in &computed.districts {
            let share = row.in_house_per_cent.as_ref().map(|share| self.per_cent(share));
            rows.push(vec![
                Cell::plain(row.name.clone()),
                Cell::plain(self.speaker.volume(&row.volume)),
                Cell::plain(share.unwrap_or_else(|| "–".to_owned())),
                cell(&row.in_house),
                cell(&rest(Some(&row.volume), row.in_house.as_ref())),
                self.ceiling(&row.ceilings, &row.excess),
            ]);
        }
        let totals = &computed.totals;
        let share = totals.in_house_share.map(|share| self.speaker.percent(share));
        rows.push(vec![
            Cell::rich(Rich::strong(self.texts.plan_column_total())),
            cell(&totals.volume),
            Cell::plain(share.unwrap_or_else(|| "–".to_owned())),
            cell(&totals.in_house),
            cell(&rest(totals.volume.as_ref(), totals.in_house.as_ref())),
            self.ceiling(&totals.ceilings, &totals.excess),
        ]);
        let columns = vec![
            Column::text(self.texts.plan_column_district(), 18),
            Column::numeric(self.texts.plan_column_volume(), 12),
            Column::numeric(self.texts.plan_column_share(), 10),
            Column::numeric(self.texts.plan_column_in_house(), 12),
            Column::numeric(self.texts.plan_column_private(), 12),
            Column::text(self.texts.plan_column_ceiling(), 36),
        ];
        let mut caption = self.texts.plan_districts_caption(&area.name);
        if let Some(unit) = &given.unit {
            caption = format!("{caption} ({unit})");
        }
        self.table(caption, columns, rows);
    }

    /// Each ceiling with what is above it.
    fn ceiling(&self, ceilings: &ByCeiling, excess: &ByCeiling) -> Cell {
        let kinds = [
            (self.texts.plan_column_in_house(), &ceilings.municipal, &excess.municipal),
            (self.texts.plan_column_private(), &ceilings.private, &excess.private),
            (self.texts.plan_ceiling_all(), &ceilings.district, &excess.district),
        ];
        let (mut said, mut any) = (Vec::new(), false);
        for (kind, ceiling, excess) in kinds {
            let Some(ceiling) = ceiling else { continue };
            let mut text = format!("{}: {}. ", kind, self.speaker.volume(ceiling));
            let mut above = false;
            if let Some(excess) = excess {
                above = excess.sign() == Sign::Plus;
                if above {
                    text.push_str(&self.texts.plan_above_ceiling(self.speaker.volume(excess)));
                } else {
                    text.push_str(self.texts.plan_within_ceiling());
                }
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

/// What is left of a volume as it is shown, so that its two parts add up.
fn rest(volume: Option<&Exact>, in_house: Option<&Exact>) -> Option<Exact> {
    Some(hundredths(volume?) - hundredths(in_house?))
}

fn kind(texts: &Texts, step: StepKind) -> &'static str {
    match step {
        StepKind::Base => texts.plan_step_base(),
        StepKind::Volume => texts.plan_step_volume(),
        StepKind::Efficiency => texts.plan_step_efficiency(),
        StepKind::Quality => texts.plan_step_quality(),
        StepKind::Index => texts.plan_step_index(),
    }
}
