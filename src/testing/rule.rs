//! What a rule asks for, and whether it fires.
//!
//! In: a rule set and a situation. Out: truth values, open answers kept open. Counts nothing.

use crate::evaluate::{Depth, Truth, evaluate, holds};
use crate::explain::is_recorded;
use crate::model::{Answers, Area, CriterionKey, CurrentFact, FormSet, Outcome, Rule, RuleSet};

/// What rules are looked at in: answers, what is recorded of today, and the outcome they give.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    /// The answers.
    pub answers: &'a Answers,
    /// The facts of the current state that are recorded.
    pub recorded: Vec<CurrentFact>,
    /// The outcome; there is none while undetermined.
    pub outcome: Option<Outcome>,
}

impl<'a> Situation<'a> {
    /// The situation of an area with its outcome.
    #[must_use]
    pub fn of(rules: &RuleSet, area: &'a Area, outcome: Option<Outcome>) -> Self {
        let facts = CurrentFact::ALL.into_iter();
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
        let outcome = evaluate(rules, scoring, answers, Depth::Outline).outcome();
        Self { answers, recorded, outcome }
    }
}

impl Rule<'_> {
    /// The forms of which the outcome must have one, if the rule asks for any that not every outcome has.
    #[must_use]
    pub fn asked_forms(self, rules: &RuleSet) -> Option<FormSet> {
        let asks = matches!(self, Self::Variant(_) | Self::Advice(_));
        let forms = Some(self.forms()).filter(|forms| asks && !forms.is_empty())?;
        (!forms.covers(FormSet::of(rules.forms.keys()))).then_some(forms)
    }

    /// The criteria on which it depends otherwise than through the outcome, in the order of the rule set.
    #[must_use]
    pub fn rests_on(self) -> Vec<CriterionKey> {
        let mut keys = self.criteria();
        match self {
            Self::Complement(rule) => {
                keys.extend(rule.unless.iter().flat_map(|unless| unless.when.criteria()));
            }
            Self::Unless(rule, _) => keys.extend(rule.when.criteria()),
            _ => {}
        }
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
        let mut named = situation.outcome.into_iter().flat_map(|outcome| rules.forms_of(outcome));
        let has_form = self.asked_forms(rules).is_none_or(|forms| named.any(|form| forms.contains(form)));
        sure(has_form && self.fact().is_none_or(|fact| situation.recorded.contains(&fact)))
    }

    /// Whether its condition holds; what has none always does.
    #[must_use]
    pub fn holds(self, situation: &Situation<'_>) -> Truth {
        self.when().map_or(Truth::True, |condition| holds(condition, situation.answers))
    }

    /// Whether it fires.
    #[must_use]
    pub fn fires(self, rules: &RuleSet, situation: &Situation<'_>) -> Truth {
        match self {
            Self::Indicator(rule) => match situation.answers.get(rule.criterion) {
                None => Truth::Open,
                Some(answer) if answer == rule.opposing() => Truth::False,
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
