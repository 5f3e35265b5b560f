//! One area on one side of a comparison, by ids alone, so that sides under different rules can be compared.
//!
//! In: a recommendation. Out: what of it a change can change. Texts are no part of it.

use std::collections::BTreeMap;

use super::gravity::Gravity;
use super::own::own;
use super::place::AreaPlace;
use crate::evaluate::{Firmness, FormStatus, Share, Truth};
use crate::explain::{Effect, Reason, Recommendation};
use crate::model::{FormKey, Fraction, RuleSet, Said, Stage};

/// An area with what is known of it on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which area.
    pub place: AreaPlace,
    /// What the rules make of it.
    pub side: Side,
    /// Its answers by criterion, both by id, without those that are open. Of a saved result only what its reasons show:
    /// there an open answer stands as `None`.
    pub answers: BTreeMap<String, Option<String>>,
    /// The day as of which its rules are judged, as far as that is known.
    pub day: Option<String>,
    /// Everything that the area says of itself; none where that is not known.
    pub said: Option<Said>,
}

/// What the rules make of one area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Id of the outcome; there is none while undetermined.
    pub outcome: Option<String>,
    /// Id of the form that an undetermined area leans to.
    pub leaning: Option<String>,
    /// Id of its variant.
    pub variant: Option<String>,
    /// Ids of what stands beside it.
    pub complements: Vec<String>,
    /// Whether several forms score best.
    pub tie: bool,
    /// Ids of the mix rules that fire.
    pub mix_rules: Vec<String>,
    /// How firm it is.
    pub firmness: Firmness,
    /// The share of the ways to answer that give it.
    pub support: Option<Share>,
    /// Ids of the open criteria on which it depends, sorted.
    pub conditions: Vec<String>,
    /// The forms in order of precedence.
    pub forms: Vec<FormSide>,
    /// Which rule says what.
    pub reasons: BTreeMap<ReasonKey, ReasonSide>,
    /// Ids of what is advised; none where that is not known.
    pub advice: Option<Vec<String>>,
}

/// How a form stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSide {
    /// Its id.
    pub id: String,
    /// Whether it is open to the area.
    pub status: FormStatus,
    /// Its score, and the span its open answers leave.
    pub score: Fraction,
    /// The lower end.
    pub low: Fraction,
    /// The upper end.
    pub high: Fraction,
    /// Ids of the gates that exclude it.
    pub excluded_by: Vec<String>,
    /// Ids of the open gates that could.
    pub conditional_on: Vec<String>,
}

/// Which rule speaks, of which form, because of which criterion.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReasonKey {
    /// Id of the rule.
    pub rule: String,
    /// Where it belongs in the model.
    pub stage: Option<Stage>,
    /// Id of the form; a complement concerns none.
    pub form: Option<String>,
    /// Id of the criterion.
    pub criterion: String,
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReasonSide {
    /// What it does.
    pub effect: Effect,
    /// Id of the answer, or `unknown`.
    pub answer: String,
}

impl Entry {
    /// What there is to compare in a recommendation.
    #[must_use]
    pub fn of(recommendation: &Recommendation<'_>) -> Self {
        let (rules, area) = (recommendation.rules, &recommendation.area);
        let answers = area.answers.iter().filter_map(|(key, answer)| {
            let criterion = rules.criteria.at(key);
            Some((criterion.id.clone(), Some(criterion.answer_id(answer?).to_owned())))
        });
        let place = AreaPlace {
            id: Some(area.id.clone()),
            municipality: area.municipality.clone(),
            name: area.name.clone(),
            path: area.path.clone(),
            // A row of a workbook is no line of a file.
            line: area.sheet.is_none().then_some(area.line),
        };
        let advice = sorted(recommendation.advice.iter().map(|advice| advice.head.id.clone()));
        let mut side = Side::of(recommendation, recommendation.reasons.iter());
        side.advice = Some(advice);
        Self {
            place,
            side,
            answers: answers.collect(),
            day: recommendation.day.clone(),
            said: Some(own(area, rules, recommendation.warnings.iter().map(|warning| warning.kind.code()))),
        }
    }

    /// The gravest difference from the same area on the other side, if there is any.
    #[must_use]
    pub fn gravity(&self, other: &Self) -> Option<Gravity> {
        let differs = matches!((&self.said, &other.said), (Some(one), Some(other)) if one != other);
        self.side.gravity(&other.side).or(differs.then_some(Gravity::Meaning))
    }
}

impl Side {
    /// What there is to compare in a recommendation with these reasons.
    #[must_use]
    pub fn of<'a>(
        recommendation: &Recommendation<'_>,
        reasons: impl Iterator<Item = &'a Reason<'a>>,
    ) -> Self {
        let rules = recommendation.rules;
        let evaluation = &recommendation.evaluation;
        let verdict = &evaluation.verdict;
        let form_id = |form: FormKey| rules.forms.at(form).id.clone();
        let criterion_id = |key| rules.criteria.at(key).id.clone();
        let gates = |form: FormKey, truth: Truth| {
            let gates = rules.gates.iter().zip(&verdict.gates);
            let gates = gates.filter(|(gate, fires)| **fires == truth && gate.excludes.contains(form));
            sorted(gates.map(|(gate, _)| gate.head.id.clone()))
        };
        let forms = rules.forms.keys().zip(&evaluation.scores).map(|(form, score)| FormSide {
            id: form_id(form),
            status: verdict.status(form),
            score: score.score,
            low: score.low,
            high: score.high,
            excluded_by: gates(form, Truth::True),
            conditional_on: gates(form, Truth::Open),
        });
        let reasons = reasons.map(|reason| {
            let criterion = rules.criteria.at(reason.criterion);
            let answer = reason.answer.map_or("unknown", |answer| criterion.answer_id(answer));
            let key = Self::key(rules, reason);
            (key, ReasonSide { effect: reason.effect, answer: answer.to_owned() })
        });
        Self {
            outcome: recommendation.outcome().map(|outcome| rules.outcome_id(outcome)),
            leaning: evaluation.leaning.map(|(form, _)| form_id(form)),
            variant: recommendation.variant.map(|variant| variant.head.id.clone()),
            complements: sorted(
                recommendation.complements.iter().map(|complement| complement.head.id.clone()),
            ),
            tie: evaluation.tie,
            mix_rules: sorted(recommendation.mix_rules().map(|rule| rule.head.id.clone())),
            firmness: evaluation.firmness,
            support: evaluation.support(),
            conditions: sorted(evaluation.conditions.iter().map(|key| criterion_id(*key))),
            forms: forms.collect(),
            reasons: reasons.collect(),
            advice: None,
        }
    }

    /// What tells a reason from the others.
    #[must_use]
    pub fn key(rules: &RuleSet, reason: &Reason<'_>) -> ReasonKey {
        ReasonKey {
            rule: reason.rule.to_owned(),
            stage: reason.kind.stage(),
            form: reason.form.map(|form| rules.forms.at(form).id.clone()),
            criterion: rules.criteria.at(reason.criterion).id.clone(),
        }
    }

    /// The gravest difference from another side, if there is any.
    #[must_use]
    pub fn gravity(&self, other: &Self) -> Option<Gravity> {
        if self.outcome != other.outcome {
            Some(Gravity::Outcome)
        } else if (self.firmness, &self.leaning) != (other.firmness, &other.leaning) {
            Some(Gravity::Firmness)
        } else if self.why() != other.why() {
            Some(Gravity::Reasons)
        } else if self.figures() != other.figures() {
            Some(Gravity::Scores)
        } else {
            let both = self.advice.as_ref().zip(other.advice.as_ref());
            both.is_some_and(|(one, other)| one != other).then_some(Gravity::Meaning)
        }
    }

    /// Everything that says why, and nothing that says how much.
    fn why(&self) -> impl PartialEq + use<'_> {
        let mut forms: Vec<_> = self
            .forms
            .iter()
            .map(|form| (&form.id, &form.status, &form.excluded_by, &form.conditional_on))
            .collect();
        forms.sort();
        let beside = (&self.variant, &self.complements, self.tie, &self.mix_rules);
        (&self.reasons, &self.conditions, beside, forms)
    }

    /// Everything that says how much.
    fn figures(&self) -> impl PartialEq + use<'_> {
        let mut forms: Vec<_> =
            self.forms.iter().map(|form| (&form.id, form.score, form.low, form.high)).collect();
        forms.sort();
        (self.support, forms)
    }
}

pub(super) fn sorted(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.collect();
    ids.sort_unstable();
    ids
}
