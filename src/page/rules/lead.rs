//! What a rule does, in a line.
//!
//! In: a rule. Out: its id with what it does and when. The same line wherever a rule is shown.

use crate::model::{
    AdviceKind, AnswerSet, Condition, Criterion, CurrentFact, FormKey, FormSet, GateKind, RuleSet, Term,
};
use crate::say::words::answer;
use crate::testing::Rule;
use crate::texts::{Text, Texts};

/// The rules of a rule set in words.
#[derive(Debug, Clone, Copy)]
pub struct Leads<'a> {
    /// The rule set.
    pub rules: &'a RuleSet,
    /// The texts.
    pub texts: &'a Texts,
}

impl Leads<'_> {
    /// What a rule does and when, after its id.
    #[must_use]
    pub fn lead(&self, rule: Rule<'_>) -> String {
        let lang = self.texts.lang;
        let (lead, interpretation) = match rule {
            Rule::Gate(gate) => {
                let kind = self.texts.get(match gate.kind {
                    GateKind::Law => Text::KindGateLaw,
                    GateKind::Prerequisite => Text::KindGatePrerequisite,
                });
                let forms = self.form_names(gate.excludes);
                let excludes = self.texts.excluded(&forms);
                (format!(" ({kind}): {excludes} {}", self.when(&gate.when)), gate.head.interpretation)
            }
            Rule::Indicator(indicator) => {
                let criterion = self.rules.criteria.at(indicator.criterion);
                let speaks = answer(self.texts, criterion, Some(if indicator.reversed { 2 } else { 0 }));
                let speaks = self.texts.speaks_when(speaks);
                (format!(": {} ({speaks})", criterion.name.get(lang)), indicator.head.interpretation)
            }
            Rule::Mix(rule) => (format!(": {}", self.when(&rule.when)), rule.head.interpretation),
            Rule::Complement(complement) => {
                (format!(": {}, {}", complement.name.get(lang), self.when(&complement.when)), false)
            }
            Rule::Unless(_, unless) => {
                let condition = self.condition(&unless.when);
                (format!(": {}", self.texts.unless(&condition)), false)
            }
            Rule::Variant(variant) => {
                let form = self.form_name(variant.form);
                (format!(": {} ({form}), {}", variant.name.get(lang), self.when(&variant.when)), false)
            }
            Rule::Advice(advice) => {
                let kind = self.texts.get(match advice.kind {
                    AdviceKind::Law => Text::KindLaw,
                    AdviceKind::Process => Text::KindProcess,
                    AdviceKind::Compensation => Text::KindCompensation,
                    AdviceKind::FollowUp => Text::KindFollowUp,
                });
                let mut lead = format!(" ({kind})");
                if !advice.forms.is_empty() {
                    lead = format!("{lead}: {}", self.form_names(advice.forms));
                }
                if let Some(when) = &advice.when {
                    lead = format!("{lead}, {}", self.when(when));
                }
                (lead, false)
            }
            Rule::Check(check) => {
                let mut parts: Vec<String> = check.when.iter().map(|when| self.when(when)).collect();
                parts.extend(check.current.map(|fact| {
                    let fact = self.texts.get(match fact {
                        CurrentFact::PrivateProviders => Text::CurrentPrivateProviders,
                        CurrentFact::CompetitiveForm => Text::CurrentCompetitiveForm,
                    });
                    self.texts.current(fact)
                }));
                (format!(": {}", parts.join(", ")), false)
            }
        };
        self.marked(format!("{}{lead}", rule.id()), interpretation)
    }

    /// Marks what is interpretation and not guideline.
    #[must_use]
    pub fn marked(&self, lead: String, interpretation: bool) -> String {
        if !interpretation {
            return lead;
        }
        let mark = self.texts.interpreted();
        self.texts.marked(mark, &lead)
    }

    /// What a gate says where it does not exclude: of what is met, and of what is met in part.
    #[must_use]
    pub fn met(&self, rule: Rule<'_>) -> Vec<String> {
        let Rule::Gate(gate) = rule else { return Vec::new() };
        let said = [(Text::Met, &gate.met), (Text::Reservation, &gate.reservation)];
        let said = said.into_iter().filter_map(|(lead, text)| {
            Some(format!("{} {}", self.texts.get(lead), text.as_ref()?.get(self.texts.lang)))
        });
        said.collect()
    }

    /// The short name of a form.
    #[must_use]
    pub fn form_name(&self, form: FormKey) -> &str {
        self.rules.forms.at(form).name.get(self.texts.lang)
    }

    fn form_names(&self, forms: FormSet) -> String {
        let named = self.rules.forms.keys().filter(|form| forms.contains(*form));
        let names: Vec<&str> = named.map(|form| self.form_name(form)).collect();
        names.join(", ")
    }

    fn when(&self, condition: &Condition) -> String {
        self.texts.when(self.condition(condition))
    }

    fn condition(&self, condition: &Condition) -> String {
        let terms: Vec<String> = condition.terms.iter().map(|term| self.term(term)).collect();
        terms.join(self.texts.or())
    }

    fn term(&self, term: &Term) -> String {
        let atom = |criterion: &Criterion, named: &AnswerSet| {
            let answers = criterion.answers().filter(|position| named.contains(*position));
            let answers: Vec<&str> =
                answers.map(|position| answer(self.texts, criterion, Some(position))).collect();
            let answers = answers.join(self.texts.answers_or());
            self.texts.is(answers.as_str(), criterion.name.get(self.texts.lang))
        };
        let atoms: Vec<String> =
            term.iter().map(|(criterion, named)| atom(self.rules.criteria.at(*criterion), named)).collect();
        atoms.join(self.texts.and())
    }
}
