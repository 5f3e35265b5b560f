//! Every rule of a rule set in one shape: what it asks for, and whether it fires.
//!
//! In: a rule set and a situation. Out: truth values, open answers kept open. Counts nothing.

use crate::evaluate::{Truth, decide, holds};
use crate::explain::is_recorded;
use crate::model::{
    Advice, Answers, Area, Check, Complement, Condition, CriterionKey, CurrentFact, FormSet, Gate, Indicator,
    MixRule, Outcome, RuleSet, Unless, Variant,
};

/// A rule of any kind.
#[derive(Debug, Clone, Copy)]
pub enum Rule<'r> {
    /// Excludes forms.
    Gate(&'r Gate),
    /// Speaks for a form.
    Indicator(&'r Indicator),
    /// Keeps a share in-house.
    Mix(&'r MixRule),
    /// Stands beside an outcome.
    Complement(&'r Complement),
    /// Refuses a complement.
    Unless(&'r Complement, &'r Unless),
    /// A special shape of a form.
    Variant(&'r Variant),
    /// A text that follows.
    Advice(&'r Advice),
    /// A contradiction to warn of.
    Check(&'r Check),
}

/// Which kind of rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A gate.
    Gate,
    /// An indicator.
    Indicator,
    /// A mix rule.
    MixRule,
    /// A complement.
    Complement,
    /// What refuses a complement.
    Unless,
    /// A variant.
    Variant,
    /// An advice.
    Advice,
    /// A consistency check.
    Check,
}

impl Kind {
    /// Its name in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::Indicator => "indicator",
            Self::MixRule => "mix_rule",
            Self::Complement => "complement",
            Self::Unless => "unless",
            Self::Variant => "variant",
            Self::Advice => "advice",
            Self::Check => "check",
        }
    }
}

/// What rules are looked at in: answers, what is recorded of today, and the outcome they give.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    /// The answers.
    pub answers: &'a Answers,
    /// The facts of the current state that are recorded.
    pub recorded: Vec<CurrentFact>,
    /// The outcome.
    pub outcome: Outcome,
}

impl<'a> Situation<'a> {
    /// The situation of an area with its outcome.
    #[must_use]
    pub fn of(rules: &RuleSet, area: &'a Area, outcome: Outcome) -> Self {
        let facts = CurrentFact::NAMES.into_iter().map(|(_, fact)| fact);
        let recorded = facts.filter(|fact| is_recorded(rules, area, *fact)).collect();
        Self { answers: &area.answers, recorded, outcome }
    }

    /// The situation that answers give under a rule set.
    #[must_use]
    pub fn given(
        rules: &RuleSet,
        scoring: &crate::evaluate::Scoring,
        answers: &'a Answers,
        recorded: Vec<CurrentFact>,
    ) -> Self {
        Self { answers, recorded, outcome: decide(rules, scoring, answers).outcome }
    }
}

impl<'r> Rule<'r> {
    /// Every rule, in the order of the stages and of the rule set; what refuses a complement follows it.
    #[must_use]
    pub fn all(rules: &'r RuleSet) -> Vec<Self> {
        let complements = rules.complements.iter().flat_map(|complement| {
            let unless = complement.unless.iter().map(move |unless| Self::Unless(complement, unless));
            std::iter::once(Self::Complement(complement)).chain(unless)
        });
        rules
            .gates
            .iter()
            .map(Self::Gate)
            .chain(rules.indicators.iter().map(Self::Indicator))
            .chain(rules.mix_rules.iter().map(Self::Mix))
            .chain(complements)
            .chain(rules.variants.iter().map(Self::Variant))
            .chain(rules.advice.iter().map(Self::Advice))
            .chain(rules.checks.iter().map(Self::Check))
            .collect()
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> &'r str {
        match self {
            Self::Gate(rule) => &rule.head.id,
            Self::Indicator(rule) => &rule.head.id,
            Self::Mix(rule) => &rule.head.id,
            Self::Complement(rule) => &rule.head.id,
            Self::Unless(_, rule) => &rule.head.id,
            Self::Variant(rule) => &rule.head.id,
            Self::Advice(rule) => &rule.head.id,
            Self::Check(rule) => &rule.head.id,
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Gate(_) => Kind::Gate,
            Self::Indicator(_) => Kind::Indicator,
            Self::Mix(_) => Kind::MixRule,
            Self::Complement(_) => Kind::Complement,
            Self::Unless(..) => Kind::Unless,
            Self::Variant(_) => Kind::Variant,
            Self::Advice(_) => Kind::Advice,
            Self::Check(_) => Kind::Check,
        }
    }

    /// Its own condition; an indicator has none, nor has what always applies.
    #[must_use]
    pub const fn condition(self) -> Option<&'r Condition> {
        match self {
            Self::Gate(rule) => Some(&rule.when),
            Self::Indicator(_) => None,
            Self::Mix(rule) => Some(&rule.when),
            Self::Complement(rule) => Some(&rule.when),
            Self::Unless(_, rule) => Some(&rule.when),
            Self::Variant(rule) => Some(&rule.when),
            Self::Advice(rule) => rule.when.as_ref(),
            Self::Check(rule) => rule.when.as_ref(),
        }
    }

    /// The forms of which the outcome must have one, if the rule asks for any that not every outcome has.
    #[must_use]
    pub fn forms(self, rules: &RuleSet) -> Option<FormSet> {
        let forms = match self {
            Self::Variant(rule) => FormSet::of([rule.form]),
            Self::Advice(rule) if !rule.forms.is_empty() => rule.forms,
            _ => return None,
        };
        (!forms.covers(FormSet::of(rules.forms.keys()))).then_some(forms)
    }

    /// The fact of the current state that it asks for.
    #[must_use]
    pub const fn fact(self) -> Option<CurrentFact> {
        match self {
            Self::Check(rule) => rule.current,
            _ => None,
        }
    }

    /// The criteria on which it depends otherwise than through the outcome.
    #[must_use]
    pub fn criteria(self) -> Vec<CriterionKey> {
        let mut conditions: Vec<&Condition> = self.condition().into_iter().collect();
        match self {
            Self::Complement(rule) => conditions.extend(rule.unless.iter().map(|unless| &unless.when)),
            Self::Unless(rule, _) => conditions.push(&rule.when),
            Self::Indicator(rule) => return vec![rule.criterion],
            _ => {}
        }
        let named = conditions.into_iter().flat_map(|condition| condition.terms.iter().flatten());
        let mut keys: Vec<CriterionKey> = named.map(|(key, _)| *key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Whether its condition is looked at: of what refuses a complement, whether the complement's condition holds; of
    /// variants and advice, whether the outcome has their form; of checks, whether their fact is recorded.
    #[must_use]
    pub fn considered(self, rules: &RuleSet, situation: &Situation<'_>) -> Truth {
        let sure = |yes: bool| if yes { Truth::True } else { Truth::False };
        if let Self::Unless(complement, _) = self {
            return holds(&complement.when, situation.answers);
        }
        let has_form = self
            .forms(rules)
            .is_none_or(|forms| rules.forms_of(situation.outcome).any(|form| forms.contains(form)));
        sure(has_form && self.fact().is_none_or(|fact| situation.recorded.contains(&fact)))
    }

    /// Whether its condition holds; what has none always does.
    #[must_use]
    pub fn holds(self, situation: &Situation<'_>) -> Truth {
        self.condition().map_or(Truth::True, |condition| holds(condition, situation.answers))
    }

    /// Whether it fires.
    #[must_use]
    pub fn fires(self, rules: &RuleSet, situation: &Situation<'_>) -> Truth {
        match self {
            Self::Indicator(rule) => match situation.answers.get(rule.criterion) {
                None => Truth::Open,
                Some(answer) if answer == against(rule) => Truth::False,
                Some(_) => Truth::True,
            },
            Self::Complement(rule) => {
                let refuses = rule.unless.iter().map(|unless| holds(&unless.when, situation.answers));
                let allowed = match refuses.max() {
                    Some(Truth::True) => Truth::False,
                    Some(Truth::Open) => Truth::Open,
                    Some(Truth::False) | None => Truth::True,
                };
                allowed.min(self.holds(situation))
            }
            _ => self.considered(rules, situation).min(self.holds(situation)),
        }
    }
}

/// The answer that speaks against the form of an indicator.
const fn against(rule: &Indicator) -> u8 {
    if rule.reversed { 0 } else { 2 }
}
