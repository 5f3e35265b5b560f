//! Welfare technology: the solutions by phase, what each phase means for the budget, and the costs year by year.
//!
//! In: what people have written of their solutions. Out: a point a phase, a table with a row a solution, its sums.

use std::collections::BTreeMap;

use super::Writer;
use crate::document::{Block, Cell, Column, Rich, Style};
use crate::model::{Exact, Phase, Technology};

impl<'a> Writer<'a> {
    pub(super) fn technology(&mut self) {
        let own = self.plan.own;
        self.paragraph(self.texts.plan_technology_phases());
        let phases: Vec<Rich> = Phase::ALL.into_iter().map(|phase| self.phase(phase)).collect();
        self.blocks.push(Block::List(phases));
        if own.technology.is_empty() {
            return;
        }
        let years: Vec<u16> = sums(&own.technology).into_keys().collect();
        let texts = self.texts;
        let mut columns = vec![
            Column::text(texts.plan_column_solution(), 26),
            Column::text(texts.plan_column_phase(), 14),
            Column::text(texts.plan_column_contract_end(), 14),
        ];
        columns.extend(years.iter().map(|year| Column::numeric(year.to_string(), 11)));
        let amount = |amount: Option<&Exact>| {
            Cell::plain(amount.map_or_else(|| "–".to_owned(), |amount| self.speaker.kronor(amount)))
        };
        let mut rows = Vec::new();
        for phase in Phase::ALL {
            for one in own.technology.iter().filter(|one| one.phase == phase) {
                let name = Rich::plain(&*one.name);
                let note = one.note.as_deref().map(|note| Rich::own(note).all_in(Style::Faint));
                let mut row = vec![
                    Cell::several(std::iter::once(name).chain(note).collect()),
                    Cell::plain(self.phase_name(phase)),
                    Cell::plain(one.contract_end.as_deref().unwrap_or("–")),
                ];
                let cost = |year: &u16| one.cost.iter().find(|(of, _)| of == year).map(|(_, cost)| cost);
                row.extend(years.iter().map(|year| amount(cost(year))));
                rows.push(row);
            }
        }
        if !years.is_empty() {
            let sums = sums(&own.technology);
            let total = Cell::rich(Rich::strong(texts.plan_column_total()));
            let mut row = vec![total, Cell::default(), Cell::default()];
            row.extend(years.iter().map(|year| amount(sums.get(year))));
            rows.push(row);
        }
        self.table(texts.plan_technology_caption(), columns, rows);
    }

    /// A phase with what it means for the budget, and what it costs as far as people have said.
    fn phase(&self, phase: Phase) -> Rich {
        let texts = self.texts;
        let meaning = match phase {
            Phase::ToProcure => texts.plan_phase_to_procure_means(),
            Phase::Rollout => texts.plan_phase_rollout_means(),
            Phase::InOperation => texts.plan_phase_in_operation_means(),
        };
        let said = Rich::strong(format!("{}. ", self.phase_name(phase))).and(meaning, Style::Plain);
        let own: Vec<Technology> =
            self.plan.own.technology.iter().filter(|one| one.phase == phase).cloned().collect();
        let costs = self.yearly(&sums(&own));
        if costs.is_empty() { said } else { said.and(texts.plan_phase_costs(costs), Style::Plain) }
    }

    fn phase_name(&self, phase: Phase) -> &'a str {
        match phase {
            Phase::ToProcure => self.texts.plan_phase_to_procure(),
            Phase::Rollout => self.texts.plan_phase_rollout(),
            Phase::InOperation => self.texts.plan_phase_in_operation(),
        }
    }

    /// What welfare technology costs in all, year by year; nothing where no cost is given.
    pub(super) fn technology_cost(&self) -> Option<String> {
        let costs = self.yearly(&sums(&self.plan.own.technology));
        (!costs.is_empty()).then(|| self.texts.plan_technology_cost(costs))
    }

    fn yearly(&self, sums: &BTreeMap<u16, Exact>) -> String {
        let year = |(year, sum): (&u16, &Exact)| self.texts.plan_cost_of_year(self.speaker.kronor(sum), year);
        sums.iter().map(year).collect::<Vec<_>>().join(", ")
    }
}

/// The costs of several solutions together, by year.
fn sums(technology: &[Technology]) -> BTreeMap<u16, Exact> {
    let mut sums: BTreeMap<u16, Exact> = BTreeMap::new();
    for (year, cost) in technology.iter().flat_map(|one| &one.cost) {
        *sums.entry(*year).or_default() += cost;
    }
    sums
}
