//! What a recommendation says: reasons, complements, advice, warnings, each drawn from the evaluation's trace.
//!
//! In: an area and its evaluation. Out: a recommendation that knows which text says what, in either language.
//! Never computes an outcome, never formats.

mod reasons;
mod warnings;

pub use reasons::{Effect, Reason, Reasons};
pub use warnings::{Warning, WarningKind, is_recorded};

use crate::evaluate::{Depth, Evaluation, Scoring, Share, Truth, Weighted, evaluate, holds};
use crate::model::{
    Advice, Answers, Area, Complement, CriterionKey, FormKey, FormSet, MixRule, Outcome, Profile, RuleSet,
    Variant,
};

/// Everything there is to say about one area.
#[derive(Debug, Clone)]
pub struct Recommendation<'r> {
    /// The rules it rests on.
    pub rules: &'r RuleSet,
    /// The profile whose weights were used, if one was asked for.
    pub profile: Option<&'r Profile>,
    /// The area.
    pub area: Area,
    /// The day as of which texts are judged, ISO: the one asked for, else the first of the area's period; none where
    /// neither is known.
    pub day: Option<String>,
    /// What the model computed.
    pub evaluation: Evaluation,
    /// The shape the outcome takes, if a special one.
    pub variant: Option<&'r Variant>,
    /// What stands beside the outcome.
    pub complements: Vec<&'r Complement>,
    /// Why, in the order of the stages and of the rule set.
    pub reasons: Vec<Reason<'r>>,
    /// What else to think of, in the order of the rule set.
    pub advice: Vec<&'r Advice>,
    /// Contradictions.
    pub warnings: Vec<Warning<'r>>,
}

impl<'r> Recommendation<'r> {
    /// The outcome; there is none while undetermined.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.evaluation.outcome()
    }

    /// The forms of the outcome; of a mix, the competitive form first.
    pub fn forms(&self) -> impl Iterator<Item = FormKey> {
        self.outcome().into_iter().flat_map(|outcome| self.rules.forms_of(outcome))
    }

    /// The mix rules that fire on the answers given, where the outcome is a mix.
    pub fn mix_rules(&self) -> impl Iterator<Item = &'r MixRule> {
        let mixed = self.outcome().is_some_and(|outcome| outcome.is_mix());
        let rules = self.rules.mix_rules.iter().zip(&self.evaluation.verdict.mix_rules);
        rules.filter(move |(_, fires)| mixed && **fires == Truth::True).map(|(rule, _)| rule)
    }

    /// When what is met in part is to be remedied: what a gate asks of a form that is not competitive, such as a grant, has
    /// nothing to do with competition.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        let asked = |form: &FormKey| {
            let of = |reason: &Reason<'_>| reason.effect == Effect::Reservation && reason.form == Some(*form);
            self.reasons.iter().any(of)
        };
        if self.forms().any(|form| self.rules.forms.at(form).competitive) {
            Remedy::BeforeCompetition
        } else if self.forms().any(|form| asked(&form)) {
            Remedy::First
        } else {
            Remedy::Later
        }
    }

    /// In a tie, the form that goes first and all that share its score.
    #[must_use]
    pub fn tied(&self) -> Option<(FormKey, FormSet)> {
        let Evaluation { verdict, scores, tie, .. } = &self.evaluation;
        let best = verdict.standing.best;
        let score = |form: FormKey| scores.get(form.position()).map(|of| of.score);
        let level = |form: &FormKey| score(*form) == score(best) && !verdict.excluded.contains(*form);
        tie.then(|| (best, FormSet::of(self.rules.forms.keys().filter(level))))
    }

    /// What the area file says beside an answer.
    #[must_use]
    pub fn note(&self, criterion: CriterionKey) -> Option<&str> {
        self.area.evidence.at(criterion).as_ref()?.note.as_deref()
    }

    /// Every outcome that is still possible, with its share, largest first.
    #[must_use]
    pub fn shares(&self) -> Vec<(Outcome, Share)> {
        self.evaluation.shares(self.rules)
    }
}

/// When what is met in part is to be remedied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Before the area is exposed to competition.
    BeforeCompetition,
    /// Before the form recommended is used.
    First,
    /// Only if another form is chosen later.
    Later,
}

/// Evaluates and explains areas under one rule set and one set of weights.
#[derive(Debug, Clone)]
pub struct Advisor<'r> {
    profile: Option<&'r Profile>,
    /// All of the rules.
    whole: Ready<'r>,
    /// Those of days on which some are not in force.
    editions: Vec<Ready<'r>>,
    day: Option<String>,
}

/// Rules with their weights and reasons.
#[derive(Debug, Clone)]
struct Ready<'r> {
    rules: &'r RuleSet,
    scoring: Scoring,
    reasons: Reasons<'r>,
}

impl<'r> Advisor<'r> {
    /// Prepares the weights once for all areas; `None` when they cannot be computed with, which no rule set
    /// that loads causes.
    #[must_use]
    pub fn new(rules: &'r RuleSet, profile: Option<&'r Profile>) -> Option<Self> {
        let ready = |rules: &'r RuleSet| {
            Some(Ready { rules, scoring: Scoring::new(rules, profile).ok()?, reasons: Reasons::new(rules) })
        };
        let editions = rules.editions.iter().map(|edition| ready(&edition.rules)).collect::<Option<_>>()?;
        Some(Self { profile, whole: ready(rules)?, editions, day: None })
    }

    /// The same, judging rules and texts as of this day, ISO, and not of each area's period.
    #[must_use]
    pub fn on(self, day: Option<String>) -> Self {
        Self { day, ..self }
    }

    /// The profile whose weights are used, if one was asked for.
    #[must_use]
    pub const fn profile(&self) -> Option<&'r Profile> {
        self.profile
    }

    /// All of the rules.
    #[must_use]
    pub const fn rules(&self) -> &'r RuleSet {
        self.whole.rules
    }

    /// The weights of all of the rules, ready to be computed with.
    #[must_use]
    pub const fn scoring(&self) -> &Scoring {
        &self.whole.scoring
    }

    /// The rules as they are in force for an area, with their weights.
    #[must_use]
    pub fn weighted(&self, area: &Area) -> Weighted<'_> {
        let ready = self.ready(self.day_of(area).as_deref());
        Weighted { rules: ready.rules, scoring: &ready.scoring }
    }

    /// Every reason that the rules can give for an area, ready to be picked out.
    #[must_use]
    pub fn reasons(&self, area: &Area) -> &Reasons<'r> {
        &self.ready(self.day_of(area).as_deref()).reasons
    }

    fn day_of(&self, area: &Area) -> Option<String> {
        self.day.clone().or_else(|| area.begins())
    }

    fn ready(&self, day: Option<&str>) -> &Ready<'r> {
        let rules = self.whole.rules.on(day);
        self.editions.iter().find(|ready| std::ptr::eq(ready.rules, rules)).unwrap_or(&self.whole)
    }

    /// What some answers come to on a day, without questions and flips.
    #[must_use]
    pub fn outline(&self, day: Option<&str>, answers: &Answers) -> Evaluation {
        let Ready { rules, scoring, .. } = self.ready(day);
        evaluate(rules, scoring, answers, Depth::Outline)
    }

    /// The recommendation for one area.
    #[must_use]
    pub fn recommend(&self, area: Area) -> Recommendation<'r> {
        self.look(area, Depth::Full)
    }

    /// The recommendation for one area, looked into as deeply as asked for; an outline has no reasons, questions,
    /// flips, advice or warnings, which says nothing about whether there are any.
    #[must_use]
    pub fn look(&self, area: Area, depth: Depth) -> Recommendation<'r> {
        let day = self.day_of(&area);
        let Ready { rules, scoring, reasons } = self.ready(day.as_deref());
        let evaluation = evaluate(rules, scoring, &area.answers, depth);
        let outcome = evaluation.outcome();
        let named =
            |form: FormKey| outcome.is_some_and(|outcome| rules.forms_of(outcome).any(|of| of == form));
        let variant = rules
            .variants
            .iter()
            .find(|variant| named(variant.form) && holds(&variant.when, &area.answers) == Truth::True);
        let complements = rules.complements.iter().filter(|complement| {
            let refused =
                complement.unless.iter().any(|unless| holds(&unless.when, &area.answers) == Truth::True);
            holds(&complement.when, &area.answers) == Truth::True && !refused
        });
        let full = depth == Depth::Full;
        let advice = rules.advice.iter().filter(|advice| {
            let concerned = advice.forms.is_empty()
                || rules.forms.keys().any(|form| advice.forms.contains(form) && named(form));
            let applies = advice.when.as_ref().is_none_or(|when| holds(when, &area.answers) == Truth::True);
            full && concerned && applies && !advice.head.validity.has_ended(day.as_deref())
        });
        Recommendation {
            variant,
            complements: complements.collect(),
            advice: advice.collect(),
            reasons: if full {
                reasons.of(&area.answers, outcome).into_iter().copied().collect()
            } else {
                Vec::new()
            },
            warnings: if full {
                warnings::warnings(self.whole.rules, &area, day.as_deref(), &evaluation)
            } else {
                Vec::new()
            },
            rules,
            profile: self.profile,
            area,
            evaluation,
            day,
        }
    }
}
