//! The current-state analysis: what the areas amount to, in prose, and a row for each.
//!
//! In: what the areas record of today. Out: sentences with totals, and a table of those facts that any area gives.

use super::Writer;
use crate::document::{Cell, Column, Mark};
use crate::explain::Recommendation;
use crate::model::{Outcome, Portions};
use crate::portfolio::possible_today;
use crate::say::words::listed;

impl<'a> Writer<'a> {
    pub(super) fn state(&mut self) {
        let said: Vec<String> = [
            Some(match self.plan.areas {
                [_] => self.texts.plan_summary_area().to_owned(),
                areas => self.texts.plan_summary_areas(areas.len()),
            }),
            self.forms_today(),
            self.users(),
            self.providers(),
            self.missing_in_all(),
        ]
        .into_iter()
        .flatten()
        .collect();
        self.paragraph(said.join(" "));
        let texts = self.texts;
        let shown = |area: &Recommendation<'_>| self.facts_today(area);
        let facts: Vec<[String; 4]> = self.plan.areas.iter().map(shown).collect();
        let given = |at: usize| facts.iter().any(|facts| facts.get(at).is_some_and(|fact| !fact.is_empty()));
        let columns = [
            Column::numeric(texts.plan_column_users(), 10),
            Column::text(texts.plan_column_providers(), 22),
            Column::text(texts.plan_column_shares(), 24),
            Column::text(texts.plan_column_as_of(), 14),
        ];
        let kept: Vec<usize> = (0..columns.len()).filter(|at| given(*at)).collect();
        if kept.is_empty() {
            return;
        }
        let known = |text: Option<&String>| match text.filter(|text| !text.is_empty()) {
            Some(text) => Cell::plain(text),
            None => Cell::plain(texts.plan_missing()).marked(Mark::Unknown),
        };
        let rows = self.plan.areas.iter().zip(&facts).map(|(area, facts)| {
            let cells = kept.iter().map(|at| known(facts.get(*at)));
            std::iter::once(Cell::plain(&*area.area.name)).chain(cells).collect()
        });
        let rows = rows.collect();
        let columns = columns.into_iter().enumerate().filter(|(at, _)| kept.contains(at));
        let area = Column::text(texts.plan_column_area(), 36);
        let columns = std::iter::once(area).chain(columns.map(|(_, column)| column)).collect();
        self.table(texts.plan_state_caption(), columns, rows);
    }

    fn facts_today(&self, area: &Recommendation<'_>) -> [String; 4] {
        let current = &area.area.current;
        [
            current.users.map(|users| self.speaker.number(u128::from(users))).unwrap_or_default(),
            self.speaker.providers(&current.providers),
            self.speaker.shares(&current.share),
            current.as_of.clone().unwrap_or_default(),
        ]
    }

    /// How many areas are provided in each way today.
    fn forms_today(&self) -> Option<String> {
        let (texts, rules) = (self.texts, self.rules);
        let mut counts = [0; 4];
        for area in self.plan.areas {
            let today = possible_today(rules, &area.area);
            let all = |of: &dyn Fn(&Outcome) -> bool| !today.is_empty() && today.iter().all(of);
            let kind = if all(&|outcome| outcome.is_mix()) {
                0
            } else if all(&|outcome| !outcome.is_mix() && !rules.forms.at(outcome.form).competitive) {
                1
            } else if all(&|outcome| !outcome.is_mix()) {
                2
            } else {
                3
            };
            counts.iter_mut().skip(kind).take(1).for_each(|count| *count += 1);
        }
        let [mix, own, bought, unknown] = counts;
        let said = [
            (mix > 0).then(|| texts.plan_state_mix(mix)),
            (own > 0).then(|| texts.plan_state_own(own)),
            (bought > 0).then(|| texts.plan_state_bought(bought)),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        let known = (!said.is_empty()).then(|| texts.plan_state_forms(listed(texts, said)));
        let unknown = (unknown > 0).then(|| texts.plan_state_unknown(unknown));
        let said: Vec<String> = [known, unknown].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// The users of those areas that give them.
    fn users(&self) -> Option<String> {
        let given: Vec<u64> = self.plan.areas.iter().filter_map(|area| area.area.current.users).collect();
        let sum = given.iter().fold(0_u128, |sum, users| sum + u128::from(*users));
        (!given.is_empty()).then(|| {
            self.texts.plan_mission_users(self.plan.areas.len(), given.len(), self.speaker.number(sum))
        })
    }

    /// The providers of those areas that give them, by kind.
    fn providers(&self) -> Option<String> {
        let mut sum: Portions<u64> = Portions { municipal: None, private: None, nonprofit: None };
        let mut known = 0;
        for area in self.plan.areas {
            let given = &area.area.current.providers;
            let add = |sum: &mut Option<u64>, count: Option<u64>| {
                *sum = count.map_or(*sum, |count| Some(sum.unwrap_or(0).saturating_add(count)));
            };
            add(&mut sum.municipal, given.municipal);
            add(&mut sum.private, given.private);
            add(&mut sum.nonprofit, given.nonprofit);
            let any = [given.municipal, given.private, given.nonprofit].iter().any(Option::is_some);
            known += usize::from(any);
        }
        let said = self.speaker.providers(&sum);
        (known > 0).then(|| self.texts.plan_state_providers(self.plan.areas.len(), known, said))
    }

    /// The facts that are always needed, each with the number of areas that lack it.
    fn missing_in_all(&self) -> Option<String> {
        let rules = self.rules;
        let needed = rules.plan.current_state.iter().filter(|item| item.required);
        let lacking = needed.filter_map(|item| {
            let areas = self.plan.areas.iter();
            let count = areas.filter(|area| !item.fact.is_given(&area.area.current)).count();
            let name = self.speaker.say(&item.name).to_lowercase();
            (count > 0).then(|| self.texts.plan_state_lacks(count, name))
        });
        let lacking: Vec<String> = lacking.collect();
        (!lacking.is_empty()).then(|| self.texts.plan_missing_facts(listed(self.texts, lacking)))
    }
}
