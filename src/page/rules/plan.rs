//! What a rule set says of competition plans, for people to read.
//!
//! In: the plan's part of a rule set. Out: its headings and statements on the page; nothing where it says nothing.

use super::Show;
use crate::model::Statement;
use crate::texts::Text;

impl Show<'_> {
    /// Each part that the rule set has, under a heading of its own.
    pub(super) fn plan(&mut self) {
        let plan = &self.rules.plan;
        self.current_state();
        let missions = plan.grouping.iter().chain(&plan.mission).chain(&plan.compensation);
        self.statements(Text::RulesPlanMissions, &missions.collect::<Vec<_>>());
        self.statements(Text::RulesPlanDistricts, &plan.districts.iter().collect::<Vec<_>>());
        self.statements(Text::RulesPlanProcedure, &plan.procedure.iter().collect::<Vec<_>>());
    }

    fn current_state(&mut self) {
        let items = &self.rules.plan.current_state;
        if items.is_empty() {
            return;
        }
        self.heading(Text::RulesPlanState);
        for item in items {
            let needed = if item.required { Text::StateAlways } else { Text::StateWithReason };
            let name = item.name.get(self.texts.lang);
            let lead = format!("{}: {name} ({})", item.fact.id(), self.texts.get(needed));
            self.rule(&lead, &[item.why.get(self.texts.lang)], &item.sources);
        }
    }

    fn statements(&mut self, title: Text, statements: &[&Statement]) {
        if statements.is_empty() {
            return;
        }
        self.heading(title);
        for statement in statements {
            let lead = format!("{}: {}", statement.id, statement.name.get(self.texts.lang));
            let lead = self.speaker.marked(lead, statement.interpretation);
            let mut said = vec![statement.text.get(self.texts.lang)];
            said.extend(statement.why.as_ref().map(|why| why.get(self.texts.lang)));
            self.rule(&lead, &said, &statement.sources);
        }
    }
}
