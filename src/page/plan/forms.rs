//! By what a form is chosen: the guideline's own criteria, in short.
//!
//! In: the rule set. Out: when an area can be exposed to competition, and what speaks for each form.

use super::{Writer, sentence};
use crate::document::{Block, Rich, Style};
use crate::model::{CriterionKey, FormKey, Gate};

impl<'a> Writer<'a> {
    pub(super) fn forms(&mut self) {
        let rules = self.rules;
        // What bars only some of the forms is no condition of the others.
        let bars_all = |gate: &&Gate| rules.competitive().all(|form| gate.excludes.contains(form));
        let met = rules.gates.iter().filter(|gate| gate.head.validity.holds_on(self.day())).filter(bars_all);
        let met: Vec<Rich> =
            met.filter_map(|gate| gate.met.as_ref()).map(|met| Rich::plain(self.speaker.say(met))).collect();
        let forms: Vec<String> = rules.competitive().map(|form| self.speaker.form_within(form)).collect();
        if !met.is_empty() {
            self.paragraph(self.texts.plan_forms_prerequisites(forms.join(self.texts.or())));
            self.blocks.push(Block::List(met));
        }
        let forms: Vec<Rich> = rules.forms.iter().map(|(form, _)| self.form_chosen(form)).collect();
        self.paragraph(self.texts.plan_forms_lead());
        self.blocks.push(Block::List(forms));
        let mixes: Vec<String> =
            rules.mix_rules.iter().map(|rule| sentence(self.speaker.say(&rule.head.why))).collect();
        if !mixes.is_empty() {
            self.paragraph(format!("{} {}", self.texts.plan_forms_mix(), mixes.join(" ")));
        }
    }

    /// A form, what it is, and the criteria that speak for it.
    fn form_chosen(&self, form: FormKey) -> Rich {
        let (rules, texts) = (self.rules, self.texts);
        let own = &rules.forms.at(form);
        let said = Rich::strong(format!("{}. ", self.speaker.say(&own.title)))
            .and(sentence(self.speaker.say(&own.why)), Style::Plain);
        let name = |criterion: CriterionKey, reversed: bool| {
            let name = self.speaker.criterion(criterion).to_lowercase();
            if reversed { texts.plan_forms_reversed(name) } else { name }
        };
        let named: Vec<String> = rules
            .indicators
            .iter()
            .filter(|indicator| indicator.form == form)
            .map(|indicator| name(indicator.criterion, indicator.reversed))
            .collect();
        if named.is_empty() {
            return said;
        }
        let lead = sentence(&texts.speaks_for(self.speaker.form_within(form)));
        let lead = lead.trim_end_matches('.');
        said.and(format!(" {lead}: {}.", named.join(", ")), Style::Plain)
    }
}
