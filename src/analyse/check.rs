//! Findings about a rule set itself: what in it does nothing, contradicts itself, or rests on chance.
//!
//! In: a rule set with its weights. Out: figures, and findings with areas that show them. What the authors
//! have allowed is found all the same, and marked.

use super::compare::Extent;
use super::figures::{Backfire, Figures, Happens};
use super::implied::{Implied, implied};
use super::whole::figures;
use super::witness::{Witness, holding};
use crate::evaluate::{Counted, Scoring, count_ways};
use crate::model::{
    Allowed, AnswerSet, Answers, CriterionKey, FindingCode, FormKey, Fraction, Level, Outcome, Profile, Rule,
    RuleSet, Spot, Term,
};

/// A rule set in figures, and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check<'r> {
    /// The figures.
    pub figures: Figures<'r>,
    /// How the shares of an area with nothing answered are found: no other area has more to count.
    pub areas: Counted,
    /// The findings, by code, then in the order of the rule set.
    pub findings: Vec<RuleFinding<'r>>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFinding<'r> {
    /// What was found, with its details.
    pub what: What<'r>,
    /// The entry that allows it.
    pub allowed: Option<&'r Allowed>,
    /// An area that shows it; of what does nothing, one in which it is present. None shows an outcome
    /// that cannot be reached.
    pub witness: Option<Witness>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What<'r> {
    /// No set of answers leads to the outcome.
    Unreachable(Outcome),
    /// The rule never changes the outcome.
    IdleRule(Rule<'r>),
    /// The criterion never changes the outcome.
    IdleCriterion {
        /// Which.
        criterion: CriterionKey,
        /// Whether a complement, variant, advice or check asks for it.
        used: bool,
    },
    /// A weight on a criterion weighs nothing.
    IdleWeight {
        /// Which criterion.
        criterion: CriterionKey,
        /// The profile that gives it; none for the criterion's own.
        profile: Option<&'r Profile>,
    },
    /// The condition says nothing beyond others.
    Implied {
        /// Id of the rule.
        rule: String,
        /// Which alternative of its condition, from 1; `None`: all of it.
        alternative: Option<usize>,
        /// Ids of the rules that already say it.
        by: Vec<String>,
    },
    /// Precedence decides.
    PrecedenceTie {
        /// In so many ways it does.
        decided: u128,
        /// In so many ways there is an exact tie.
        tied: u128,
    },
    /// Better answers make the form lose.
    Backfires {
        /// Id of the indicator.
        indicator: String,
        /// Its criterion.
        criterion: CriterionKey,
        /// The form it speaks for.
        form: FormKey,
        /// In so many ways.
        ways: u128,
        /// The answer that makes it lose.
        answer: String,
    },
    /// There is too much to count: the figures are of sets of answers that were drawn, and what never happened in them may
    /// happen.
    NotProven {
        /// How many sets were drawn; none where only conditions were too many to compare.
        drawn: u32,
    },
    /// Allowed, but not found.
    Stale {
        /// What is allowed.
        code: FindingCode,
        /// For what.
        about: Option<String>,
        /// Where the entry stands.
        place: Spot,
    },
}

impl What<'_> {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> FindingCode {
        match self {
            Self::Unreachable(_) => FindingCode::OutcomeUnreachable,
            Self::IdleRule(Rule::Gate(_)) => FindingCode::GateIdle,
            Self::IdleRule(Rule::Indicator(_)) => FindingCode::IndicatorIdle,
            Self::IdleRule(_) => FindingCode::MixRuleIdle,
            Self::IdleCriterion { .. } => FindingCode::CriterionIdle,
            Self::IdleWeight { .. } => FindingCode::WeightIdle,
            Self::Implied { .. } => FindingCode::ConditionImplied,
            Self::PrecedenceTie { .. } => FindingCode::PrecedenceTie,
            Self::Backfires { .. } => FindingCode::AnswerBackfires,
            Self::NotProven { .. } => FindingCode::NotProven,
            Self::Stale { .. } => FindingCode::AllowStale,
        }
    }

    /// How grave it is.
    #[must_use]
    pub const fn level(&self) -> Level {
        match self {
            Self::PrecedenceTie { .. } | Self::IdleCriterion { used: true, .. } => Level::Note,
            _ => Level::Warning,
        }
    }

    /// Where in the rule set it is.
    #[must_use]
    pub fn place(&self, rules: &RuleSet) -> Option<Spot> {
        let places = &rules.places;
        match self {
            Self::Stale { place, .. } => Some(*place),
            Self::PrecedenceTie { .. } => Some(places.margin),
            Self::NotProven { .. } => None,
            _ => {
                let about = self.about(rules);
                places.rules.get(&about).or_else(|| places.criteria.get(&about)).copied()
            }
        }
    }

    /// What it is about: the id of a rule, a criterion or an outcome; empty for the rule set as a whole.
    #[must_use]
    pub fn about(&self, rules: &RuleSet) -> String {
        match self {
            Self::Unreachable(outcome) => rules.outcome_id(*outcome),
            Self::IdleRule(rule) => rule.id().to_owned(),
            Self::IdleCriterion { criterion, .. } => rules.criteria.at(*criterion).id.clone(),
            Self::IdleWeight { profile: Some(profile), .. } => profile.id.clone(),
            Self::IdleWeight { criterion, profile: None } => rules.criteria.at(*criterion).id.clone(),
            Self::Implied { rule, .. } => rule.clone(),
            Self::PrecedenceTie { .. } | Self::NotProven { .. } => String::new(),
            Self::Backfires { indicator, .. } => indicator.clone(),
            Self::Stale { about, .. } => about.clone().unwrap_or_default(),
        }
    }
}

/// Looks for everything. What is not proven is a finding of its own, and nothing is said never to happen that was not counted.
#[must_use]
pub fn check<'r>(rules: &'r RuleSet, profile: Option<&Profile>, scoring: &'r Scoring) -> Check<'r> {
    let figures = figures(rules, profile, scoring);
    let mut whats: Vec<(What<'r>, Option<Witness>)> = Vec::new();
    let counted = figures.extent == Extent::Exact;
    let never = |happens: &Happens| counted && happens.example.is_none();
    let unreached = figures.outcomes.iter().filter(|figure| never(&figure.happens));
    whats.extend(unreached.map(|figure| (What::Unreachable(figure.outcome), None)));
    let idle = figures.rules.iter().filter(|figure| never(&figure.happens));
    whats
        .extend(idle.map(|figure| (What::IdleRule(figure.rule), Some(holding(rules, &figure.rule.terms())))));
    for figure in figures.criteria.iter().filter(|figure| never(&figure.happens)) {
        let used = is_used(rules, figure.criterion);
        let any = AnswerSet::of(rules.criteria.at(figure.criterion).answers());
        let what = What::IdleCriterion { criterion: figure.criterion, used };
        whats.push((what, Some(holding(rules, &[Term::from([(figure.criterion, any)])]))));
    }
    whats.extend(idle_weights(rules).map(|what| (what, None)));
    let implied = implied(rules);
    let proven = counted && implied.is_ok();
    if !proven {
        let drawn = if let Extent::Sampled { drawn } = figures.extent { drawn } else { 0 };
        whats.push((What::NotProven { drawn }, None));
    }
    for Implied { rule, alternative, by, example } in implied.into_iter().flatten() {
        whats.push((What::Implied { rule, alternative, by }, Some(example)));
    }
    if let Some(example) = &figures.decided.example {
        let what = What::PrecedenceTie { decided: figures.decided.ways, tied: figures.ties.ways };
        whats.push((what, Some(example.clone())));
    }
    for Backfire { indicator, ways, before, answer } in &figures.backfires {
        let Some(rule) = rules.indicators.get(*indicator) else { continue };
        let what = What::Backfires {
            indicator: rule.head.id.clone(),
            criterion: rule.criterion,
            form: rule.form,
            ways: *ways,
            answer: answer.clone(),
        };
        whats.push((what, Some(before.clone())));
    }
    let allows = |allowed: &Allowed, what: &What<'_>| {
        let fits = allowed.about.as_ref().is_none_or(|about| *about == what.about(rules));
        allowed.code == what.code() && fits
    };
    // What is allowed is allowed for the criteria's own weights; another profile need not show all of it.
    let listed = if profile.is_none() && proven { rules.allowed.as_slice() } else { &[] };
    let stale = listed.iter().filter(|allowed| !whats.iter().any(|(what, _)| allows(allowed, what)));
    let stale: Vec<What<'r>> = stale
        .map(|allowed| What::Stale { code: allowed.code, about: allowed.about.clone(), place: allowed.place })
        .collect();
    whats.extend(stale.into_iter().map(|what| (what, None)));
    whats.sort_by_key(|(what, _)| what.code());
    let findings = whats
        .into_iter()
        .map(|(what, witness)| {
            let allowed = rules.allowed.iter().find(|allowed| allows(allowed, &what));
            RuleFinding { what, allowed, witness }
        })
        .collect();
    let nothing = Answers::unknown(rules.criteria.len());
    let areas = count_ways(rules, scoring, &nothing).counted();
    Check { figures, areas, findings }
}

/// Weights on criteria that no indicator takes its weight from; those of a profile multiply an indicator's own, too.
fn idle_weights(rules: &RuleSet) -> impl Iterator<Item = What<'_>> {
    let taken = |criterion: CriterionKey, own: bool| {
        let mut of = rules.indicators.iter().filter(move |indicator| indicator.criterion == criterion);
        of.any(|indicator| own || indicator.weight.is_none())
    };
    let one = Fraction::from_integer(1);
    let own =
        rules.criteria.iter().filter(move |(key, criterion)| criterion.weight != one && !taken(*key, false));
    let own = own.map(|(criterion, _)| What::IdleWeight { criterion, profile: None });
    let profiles = rules.profiles.iter().flat_map(move |profile| {
        let idle = profile.weights.iter().filter(move |(key, _)| !taken(*key, true));
        idle.map(move |(key, _)| What::IdleWeight { criterion: *key, profile: Some(profile) })
    });
    own.chain(profiles)
}

/// Whether a complement, variant, advice or check asks for the criterion.
fn is_used(rules: &RuleSet, criterion: CriterionKey) -> bool {
    rules.rules().any(|rule| !rule.kind().decides() && rule.criteria().contains(&criterion))
}
