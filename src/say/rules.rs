//! What a rule does, in a line: the same wherever a rule is shown.
//!
//! In: a rule. Out: its id with what it does and when.

use super::speaker::Speaker;
use crate::model::{AdviceKind, CurrentFact, GateKind, Rule, RuleKind};

impl Speaker<'_> {
    /// What a rule does and when, after its id.
    #[must_use]
    pub fn rule(self, rule: Rule<'_>) -> String {
        let when = |when| self.texts.when(self.condition(when));
        let lead = match rule {
            Rule::Gate(gate) => {
                let kind = match gate.kind {
                    GateKind::Law => self.texts.kind_gate_law(),
                    GateKind::Prerequisite => self.texts.kind_gate_prerequisite(),
                };
                let excludes = self.texts.excluded(self.forms(gate.excludes));
                format!(" ({kind}): {excludes} {}", when(&gate.when))
            }
            Rule::Indicator(indicator) => {
                let speaks = self.answer(indicator.criterion, Some(indicator.speaking()));
                let speaks = self.texts.speaks_when(speaks);
                let criterion = self.criterion(indicator.criterion);
                format!(": {criterion} ({speaks})")
            }
            Rule::MixRule(rule) => format!(": {}", when(&rule.when)),
            Rule::Complement(complement) => {
                format!(": {}, {}", self.say(&complement.name), when(&complement.when))
            }
            Rule::Unless(_, unless) => {
                format!(": {}", self.texts.unless(self.condition(&unless.when)))
            }
            Rule::Variant(variant) => {
                let (name, form) = (self.say(&variant.name), self.form(variant.form));
                format!(": {name} ({form}), {}", when(&variant.when))
            }
            Rule::Advice(advice) => {
                let kind = match advice.kind {
                    AdviceKind::Law => self.texts.kind_law(),
                    AdviceKind::Process => self.texts.kind_process(),
                    AdviceKind::Compensation => self.texts.kind_compensation(),
                    AdviceKind::FollowUp => self.texts.kind_follow_up(),
                };
                let mut lead = format!(" ({kind})");
                if !advice.forms.is_empty() {
                    lead = format!("{lead}: {}", self.forms(advice.forms));
                }
                if let Some(condition) = &advice.when {
                    lead = format!("{lead}, {}", when(condition));
                }
                lead
            }
            Rule::Check(check) => {
                let mut parts: Vec<String> = check.when.iter().map(when).collect();
                parts.extend(check.current.map(|fact| {
                    self.texts.current(match fact {
                        CurrentFact::PrivateProviders => self.texts.current_private_providers(),
                        CurrentFact::CompetitiveForm => self.texts.current_competitive_form(),
                    })
                }));
                format!(": {}", parts.join(", "))
            }
        };
        self.marked(format!("{}{lead}", rule.id()), rule.head().interpretation)
    }

    /// Marks what is interpretation and not guideline.
    #[must_use]
    pub fn marked(self, lead: String, interpretation: bool) -> String {
        if interpretation { self.texts.marked(self.texts.interpreted(), lead) } else { lead }
    }

    /// What a gate says where it does not exclude: of what is met, and of what is met in part.
    #[must_use]
    pub fn met(self, rule: Rule<'_>) -> Vec<String> {
        let Rule::Gate(gate) = rule else { return Vec::new() };
        let said = [(self.texts.met(), &gate.met), (self.texts.reservation(), &gate.reservation)];
        let said = said.into_iter();
        said.filter_map(|(lead, text)| Some(format!("{lead} {}", self.say(text.as_ref()?)))).collect()
    }

    /// The name of a kind of rule.
    #[must_use]
    pub fn kind(self, kind: RuleKind) -> &'static str {
        match kind {
            RuleKind::Gate => self.texts.rule_gate(),
            RuleKind::Indicator => self.texts.rule_indicator(),
            RuleKind::MixRule => self.texts.rule_mix(),
            RuleKind::Complement => self.texts.rule_complement(),
            RuleKind::Unless => self.texts.rule_unless(),
            RuleKind::Variant => self.texts.rule_variant(),
            RuleKind::Advice => self.texts.rule_advice(),
            RuleKind::Check => self.texts.rule_check(),
        }
    }

    /// Where a rule of a kind works.
    #[must_use]
    pub fn stage(self, kind: RuleKind) -> &'static str {
        match kind {
            RuleKind::Gate => self.texts.stage_gate(),
            RuleKind::Indicator => self.texts.stage_indicator(),
            RuleKind::MixRule => self.texts.stage_mix(),
            RuleKind::Variant => self.texts.stage_variant(),
            RuleKind::Complement | RuleKind::Unless => self.texts.stage_complement(),
            RuleKind::Advice | RuleKind::Check => self.kind(kind),
        }
    }
}
