//! A rule of any kind: which kinds there are, and what can be asked of a rule whatever its kind.

use super::advice::Advice;
use super::answers::AnswerSet;
use super::bilingual::Bilingual;
use super::head::{Condition, Head, Term};
use super::keys::{CriterionKey, FormSet};
use super::rules::{Check, Complement, CurrentFact, Gate, Indicator, MixRule, RuleSet, Unless, Variant};
use super::words;

words! {
    /// Which kind of rule.
    pub enum RuleKind {
        /// Excludes forms.
        Gate = "gate",
        /// Speaks for a form.
        Indicator = "indicator",
        /// Keeps a share in-house.
        MixRule = "mix",
        /// Stands beside an outcome.
        Complement = "complement",
        /// Refuses a complement.
        Unless = "unless",
        /// A special shape of a form.
        Variant = "variant",
        /// A text that follows.
        Advice = "advice",
        /// A contradiction to warn of.
        Check = "check",
    }
}

words! {
    /// Which part of the model a reason comes from.
    pub enum Stage {
        /// A gate of stage 1.
        Gate = "gate",
        /// An indicator of stage 2.
        Indicator = "indicator",
        /// A mix rule of stage 3.
        Mix = "mix",
        /// A variant of the outcome.
        Variant = "variant",
        /// A complement beside the outcome, or what refuses it.
        Complement = "complement",
    }
}

impl RuleKind {
    /// The stage that its reasons come from; none of what gives no reasons.
    #[must_use]
    pub const fn stage(self) -> Option<Stage> {
        match self {
            Self::Gate => Some(Stage::Gate),
            Self::Indicator => Some(Stage::Indicator),
            Self::MixRule => Some(Stage::Mix),
            Self::Variant => Some(Stage::Variant),
            Self::Complement | Self::Unless => Some(Stage::Complement),
            Self::Advice | Self::Check => None,
        }
    }

    /// Whether its rules take part in the outcome.
    #[must_use]
    pub const fn decides(self) -> bool {
        matches!(self, Self::Gate | Self::Indicator | Self::MixRule)
    }

    /// Whether its rules are among the reasons.
    #[must_use]
    pub const fn gives_reasons(self) -> bool {
        self.stage().is_some()
    }
}

/// A rule of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule<'r> {
    /// A gate.
    Gate(&'r Gate),
    /// An indicator.
    Indicator(&'r Indicator),
    /// A mix rule.
    MixRule(&'r MixRule),
    /// A complement.
    Complement(&'r Complement),
    /// What refuses a complement, with the complement.
    Unless(&'r Complement, &'r Unless),
    /// A variant.
    Variant(&'r Variant),
    /// An advice.
    Advice(&'r Advice),
    /// A consistency check.
    Check(&'r Check),
}

impl RuleSet {
    /// Every rule, in the order of the stages and of the rule set; what refuses a complement follows it.
    pub fn rules(&self) -> impl Iterator<Item = Rule<'_>> {
        let complements = self.complements.iter().flat_map(|complement| {
            let unless = complement.unless.iter().map(move |unless| Rule::Unless(complement, unless));
            std::iter::once(Rule::Complement(complement)).chain(unless)
        });
        let gates = self.gates.iter().map(Rule::Gate);
        gates
            .chain(self.indicators.iter().map(Rule::Indicator))
            .chain(self.mix_rules.iter().map(Rule::MixRule))
            .chain(complements)
            .chain(self.variants.iter().map(Rule::Variant))
            .chain(self.advice.iter().map(Rule::Advice))
            .chain(self.checks.iter().map(Rule::Check))
    }

    /// The rule set without the rule of this id, if that takes part in the outcome.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        let mut rest = self.clone();
        rest.gates.retain(|rule| rule.head.id != id);
        rest.indicators.retain(|rule| rule.head.id != id);
        rest.mix_rules.retain(|rule| rule.head.id != id);
        rest
    }
}

impl<'r> Rule<'r> {
    /// Its kind.
    #[must_use]
    pub const fn kind(self) -> RuleKind {
        match self {
            Self::Gate(_) => RuleKind::Gate,
            Self::Indicator(_) => RuleKind::Indicator,
            Self::MixRule(_) => RuleKind::MixRule,
            Self::Complement(_) => RuleKind::Complement,
            Self::Unless(..) => RuleKind::Unless,
            Self::Variant(_) => RuleKind::Variant,
            Self::Advice(_) => RuleKind::Advice,
            Self::Check(_) => RuleKind::Check,
        }
    }

    /// What is said of it.
    #[must_use]
    pub fn head(self) -> &'r Head {
        match self {
            Self::Gate(rule) => &rule.head,
            Self::Indicator(rule) => &rule.head,
            Self::MixRule(rule) => &rule.head,
            Self::Complement(rule) => &rule.head,
            Self::Unless(_, rule) => &rule.head,
            Self::Variant(rule) => &rule.head,
            Self::Advice(rule) => &rule.head,
            Self::Check(rule) => &rule.head,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> &'r str {
        &self.head().id
    }

    /// What it is called, where it has more than an id.
    #[must_use]
    pub const fn name(self) -> Option<&'r Bilingual> {
        match self {
            Self::Complement(rule) => Some(&rule.name),
            Self::Variant(rule) => Some(&rule.name),
            _ => None,
        }
    }

    /// Whether this is its id, or was.
    #[must_use]
    pub fn is_named(self, name: &str) -> bool {
        self.id() == name || self.head().formerly.iter().any(|former| former == name)
    }

    /// Its own condition; an indicator has none, nor has what always applies.
    #[must_use]
    pub const fn when(self) -> Option<&'r Condition> {
        match self {
            Self::Gate(rule) => Some(&rule.when),
            Self::Indicator(_) => None,
            Self::MixRule(rule) => Some(&rule.when),
            Self::Complement(rule) => Some(&rule.when),
            Self::Unless(_, rule) => Some(&rule.when),
            Self::Variant(rule) => Some(&rule.when),
            Self::Advice(rule) => rule.when.as_ref(),
            Self::Check(rule) => rule.when.as_ref(),
        }
    }

    /// When it is present: its condition, or the answer that speaks for its form; nothing where it always applies.
    #[must_use]
    pub fn terms(self) -> Vec<Term> {
        match self {
            Self::Indicator(rule) => vec![Term::from([(rule.criterion, AnswerSet::of([rule.speaking()]))])],
            _ => self.when().map(|when| when.terms.to_vec()).unwrap_or_default(),
        }
    }

    /// The criteria that it itself names, in the order of the rule set.
    #[must_use]
    pub fn criteria(self) -> Vec<CriterionKey> {
        let terms = self.terms();
        let mut named: Vec<CriterionKey> = terms.iter().flatten().map(|(criterion, _)| *criterion).collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// The forms that it itself names.
    #[must_use]
    pub fn forms(self) -> FormSet {
        match self {
            Self::Gate(rule) => rule.excludes,
            Self::Indicator(rule) => FormSet::of([rule.form]),
            Self::Variant(rule) => FormSet::of([rule.form]),
            Self::Advice(rule) => rule.forms,
            Self::MixRule(_) | Self::Complement(_) | Self::Unless(..) | Self::Check(_) => FormSet::default(),
        }
    }

    /// The fact of the current state that it asks for.
    #[must_use]
    pub const fn fact(self) -> Option<CurrentFact> {
        match self {
            Self::Check(rule) => rule.current,
            _ => None,
        }
    }
}
