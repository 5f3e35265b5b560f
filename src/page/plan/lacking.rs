//! What the current state lacks, and what it is in words.
//!
//! In: what the areas record of today. Out: the facts that the rule set wants and that are not there, the descriptions.

use super::Writer;
use crate::document::{Block, Cell, Column, Rich};
use crate::explain::Recommendation;
use crate::model::StateItem;

impl<'a> Writer<'a> {
    pub(super) fn lacking(&mut self) {
        self.section(self.texts.plan_section_state(), "state", Some(self.texts.plan_intro_state()));
        self.facts_lacking();
        let described: Vec<(&str, &str)> = self
            .plan
            .areas
            .iter()
            .filter_map(|area| Some((area.area.name.as_str(), area.area.current.description.as_deref()?)))
            .collect();
        if !described.is_empty() {
            let title = self.texts.plan_state_descriptions();
            self.heading(title, "state-descriptions".to_owned());
        }
        for (name, description) in described {
            let said = Rich::strong(format!("{name}. ")).and_own(description);
            self.blocks.push(Block::Paragraph(said));
        }
    }

    /// What the rule set wants to be known and is not, fact by fact.
    fn facts_lacking(&mut self) {
        let rules = self.rules;
        let mut rows = Vec::new();
        for item in &rules.plan.current_state {
            let lacking: Vec<usize> = self
                .each()
                .filter(|(_, area)| !item.fact.is_given(&area.area.current))
                .map(|(number, _)| number)
                .collect();
            if lacking.is_empty() {
                continue;
            }
            let why = self.speaker.say(&item.why);
            let mut need = vec![Rich::plain(why)];
            if !item.required {
                need = vec![Rich::plain(self.texts.plan_where_reason()), Rich::plain(why)];
            }
            rows.push(vec![
                Cell::plain(self.speaker.say(&item.name)),
                Cell::plain(lacking.len().to_string()),
                Cell::plain(self.areas_named(&lacking)),
                super::paragraphs(need),
                Cell::plain(self.speaker.sources(&item.sources)),
            ]);
        }
        if rules.plan.current_state.is_empty() {
            return;
        }
        if rows.is_empty() {
            return self.paragraph(self.texts.plan_state_complete());
        }
        let columns = vec![
            Column::text(self.texts.plan_column_fact(), 16),
            Column::numeric(self.texts.plan_column_number(), 8),
            Column::text(self.texts.plan_column_areas(), 32),
            Column::text(self.texts.plan_column_why(), 32),
            Column::text(self.texts.plan_column_source(), 14),
        ];
        self.table(self.texts.plan_missing_caption(), columns, rows);
    }

    /// The facts that are always needed and not recorded of an area.
    pub(super) fn missing(&self, area: &Recommendation<'_>) -> Vec<&'a StateItem> {
        let rules = self.rules;
        let needed = rules.plan.current_state.iter().filter(|item| item.required);
        needed.filter(|item| !item.fact.is_given(&area.area.current)).collect()
    }
}
