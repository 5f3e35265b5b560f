//! The rules that take part in an outcome, whatever their kind.
//!
//! In: a rule set. Out: each such rule by its place, and the rule set without it.

use crate::model::{AnswerSet, RuleSet, Term};

/// A rule that takes part in the outcome, by its place in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleRef {
    /// A gate.
    Gate(usize),
    /// An indicator.
    Indicator(usize),
    /// A mix rule.
    MixRule(usize),
}

impl RuleRef {
    /// The rule's id.
    #[must_use]
    pub fn id(self, rules: &RuleSet) -> &str {
        let id = match self {
            Self::Gate(place) => rules.gates.get(place).map(|gate| &gate.head.id),
            Self::Indicator(place) => rules.indicators.get(place).map(|indicator| &indicator.head.id),
            Self::MixRule(place) => rules.mix_rules.get(place).map(|rule| &rule.head.id),
        };
        id.map_or("", String::as_str)
    }

    /// Every rule of a rule set.
    pub fn all(rules: &RuleSet) -> impl Iterator<Item = Self> {
        let gates = (0..rules.gates.len()).map(Self::Gate);
        let indicators = (0..rules.indicators.len()).map(Self::Indicator);
        gates.chain(indicators).chain((0..rules.mix_rules.len()).map(Self::MixRule))
    }

    /// When it is present: its condition, or the answer that speaks for its form.
    #[must_use]
    pub fn terms(self, rules: &RuleSet) -> Vec<Term> {
        match self {
            Self::Gate(place) => rules.gates.get(place).map(|gate| gate.when.terms.to_vec()),
            Self::MixRule(place) => rules.mix_rules.get(place).map(|rule| rule.when.terms.to_vec()),
            Self::Indicator(place) => rules.indicators.get(place).map(|indicator| {
                // The choices are yes, partly and no, in that order.
                let speaks = AnswerSet::of([if indicator.reversed { 2 } else { 0 }]);
                vec![Term::from([(indicator.criterion, speaks)])]
            }),
        }
        .unwrap_or_default()
    }

    /// The rule set without the rule.
    #[must_use]
    pub fn without(self, rules: &RuleSet) -> RuleSet {
        fn but<T: Clone>(list: &[T], place: usize) -> Vec<T> {
            list.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, rule)| rule.clone()).collect()
        }
        let mut rest = rules.clone();
        match self {
            Self::Gate(place) => rest.gates = but(&rules.gates, place),
            Self::Indicator(place) => rest.indicators = but(&rules.indicators, place),
            Self::MixRule(place) => rest.mix_rules = but(&rules.mix_rules, place),
        }
        rest
    }
}
