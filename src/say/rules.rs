//! What a rule does, in a line: the same wherever a rule is shown.
//!
//! In: a rule. Out: its id with what it does and when.

use super::speaker::Speaker;
use super::words;
use crate::document::Rich;
use crate::explain::WarningKind;
use crate::model::{
    Advice, AdviceKind, Assessment, Bilingual, Citation, Confidence, Criterion, CriterionKey, CurrentFact,
    Fraction, GateKind, Profile, Rule, RuleKind, Service, Validity,
};

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
                let open = if gate.presumed { "" } else { self.texts.not_presumed() };
                format!(" ({kind}): {excludes} {}{open}", when(&gate.when))
            }
            Rule::Indicator(indicator) => {
                let speaks = self.answer(indicator.criterion, Some(indicator.speaking()));
                let speaks = self.texts.speaks_when(speaks);
                let criterion = self.criterion(indicator.criterion);
                let weight = indicator.weight.map(|weight| format!(", {}", self.texts.weight(weight)));
                format!(": {criterion} ({speaks}{})", weight.unwrap_or_default())
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

    /// What law settles for a service, what it leaves open, and what else is said of it; its licence apart.
    #[must_use]
    pub fn service(self, service: &Service) -> Vec<String> {
        let settled = self.settled(service);
        let mut said: Vec<String> =
            (!settled.is_empty()).then(|| self.texts.service_settles(settled)).into_iter().collect();
        let open = service.open.iter();
        said.extend(open.map(|(key, why)| self.texts.service_open(self.criterion(*key), self.say(why))));
        said.extend(service.assessment.map(|assessment| {
            match assessment {
                Assessment::Individual => self.texts.service_individual(),
                Assessment::Without => self.texts.service_without(),
            }
            .to_owned()
        }));
        said.extend(service.note.as_ref().map(|note| self.say(note).to_owned()));
        let confidence = match service.confidence {
            Confidence::High => self.texts.confidence_high(),
            Confidence::Medium => self.texts.confidence_medium(),
            Confidence::Low => self.texts.confidence_low(),
        };
        said.push(self.texts.service_read(confidence, &service.read_on));
        said
    }

    /// The answers that law settles for a service, in a line.
    #[must_use]
    pub fn settled(self, service: &Service) -> String {
        let answer = |(key, answer): &(CriterionKey, u8)| {
            format!("{}: {}", self.criterion(*key), self.answer(*key, Some(*answer)))
        };
        service.settles.iter().map(answer).collect::<Vec<_>>().join("; ")
    }

    /// What something that is weighed is called.
    #[must_use]
    pub fn weighed(self, id: &str) -> String {
        let known = self.rules.considerations.iter().find(|known| known.id == id);
        known.map_or(id, |known| self.say(&known.name)).to_owned()
    }

    /// What a warning says.
    #[must_use]
    pub fn warning(self, kind: &WarningKind<'_>) -> String {
        match kind {
            WarningKind::Check(check) => self.say(&check.head.why).to_owned(),
            WarningKind::Settled { service, criterion, own, law } => {
                let answer = |answer: u8| self.answer(*criterion, Some(answer)).to_owned();
                let (own, law) = (answer(*own), answer(*law));
                let (name, sources) = (self.criterion(*criterion), self.sources(&service.sources));
                self.texts.law_differs(name, law, own, self.say(&service.name), sources)
            }
            WarningKind::Begins(gate) => {
                let first = gate.head.validity.from.as_deref().unwrap_or_default();
                self.texts.gate_begins(first, self.say(&gate.head.why))
            }
            WarningKind::OutOfForce(layer) => {
                let in_force = self.in_force(&layer.validity).unwrap_or_default();
                self.texts.rules_out_of_force(in_force, format!("{} {}", layer.id, layer.version))
            }
            WarningKind::PrecedenceTie => self.texts.precedence_tie().to_owned(),
            WarningKind::BaseTie => self.texts.precedence_tie_base().to_owned(),
        }
    }

    /// What an advice says as of a day.
    #[must_use]
    pub fn advice(self, advice: &Advice, day: Option<&str>) -> String {
        self.from_day(&advice.head.why, &advice.head.validity, day)
    }

    /// When something holds, where that has bounds.
    #[must_use]
    pub fn in_force(self, validity: &Validity) -> Option<String> {
        let Validity { from, to } = validity;
        Some(match (from, to) {
            (None, None) => return None,
            (Some(from), None) => self.texts.holds_from(from),
            (None, Some(to)) => self.texts.holds_to(to),
            (Some(from), Some(to)) => self.texts.holds_between(from, to),
        })
    }

    /// A text, with the day from which it holds where that is not known to have come.
    #[must_use]
    pub fn from_day(self, text: &Bilingual, validity: &Validity, day: Option<&str>) -> String {
        let said = self.say(text);
        match validity.begins_after(day) {
            None => said.to_owned(),
            Some(first) => format!("{said} {}", self.texts.holds_from(first)),
        }
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

    /// The names of a criterion in files, and whether every area should answer it.
    #[must_use]
    pub fn criterion_names(self, criterion: &Criterion) -> String {
        let alone = criterion.alias == criterion.id;
        let both = || self.texts.aliases(&criterion.alias, &criterion.id);
        let names = if alone { criterion.id.clone() } else { both() };
        if criterion.core { format!("{names}, {}", self.texts.core()) } else { names }
    }

    /// The answers to a criterion, each with what counts as it.
    #[must_use]
    pub fn answers(self, criterion: &Criterion) -> Vec<(String, &str)> {
        let counts = criterion.answers().zip(&criterion.choices).map(|(position, choice)| {
            let name = words::answer(self.texts, criterion, Some(position));
            let ids = std::iter::once(choice.id.as_str()).chain(choice.alias.as_deref());
            let name = if criterion.graded {
                name.to_owned()
            } else {
                self.texts.option_name(ids.collect::<Vec<_>>().join(self.texts.answers_or()), name)
            };
            (name, self.say(&choice.help))
        });
        counts.collect()
    }

    /// The weights of a profile that are its own.
    #[must_use]
    pub fn weights(self, profile: &Profile) -> String {
        let weight = |(criterion, weight): &(_, Fraction)| format!("{} {weight}", self.criterion(*criterion));
        let weights: Vec<String> = profile.weights.iter().map(weight).collect();
        self.texts.weights(if weights.is_empty() {
            self.texts.all_equal().to_owned()
        } else {
            weights.join(", ")
        })
    }

    /// Where something is said, if that is known, as a line of its own.
    #[must_use]
    pub fn cited(self, sources: &[Citation]) -> Option<Rich> {
        let line = || Rich::faint(format!("{}: {}", self.texts.source(), self.sources(sources)));
        (!sources.is_empty()).then(line)
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
