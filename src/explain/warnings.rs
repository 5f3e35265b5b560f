//! Contradictions within an area, and precedence that decided quietly.
//!
//! In: an area and its evaluation. Out: warnings. They never change an outcome.

use crate::evaluate::{Evaluation, Truth, holds};
use crate::model::{
    Area, Check, Condition, CriterionKey, CurrentFact, Gate, Layer, Outcome, RuleSet, Service, Stated,
};

/// Something a careful reader should look at again.
#[derive(Debug, Clone)]
pub struct Warning<'r> {
    /// What it is.
    pub kind: WarningKind<'r>,
    /// Line and column of the answer it concerns, if it concerns one.
    pub place: Option<(usize, usize)>,
}

/// What a warning is about.
#[derive(Debug, Clone)]
pub enum WarningKind<'r> {
    /// A consistency check of the rule set.
    Check(&'r Check),
    /// Competitive forms score the same below the in-house form, and precedence chose which of them is in the mix.
    PrecedenceTie,
    /// A gate fires on the answers given, and is not yet in force.
    Begins(&'r Gate),
    /// A layer of the rule set is not in force on the area's day.
    OutOfForce(&'r Layer),
    /// The area's own answer differs from what law settles for its service.
    Settled {
        /// The service.
        service: &'r Service,
        /// The criterion.
        criterion: CriterionKey,
        /// The area's own answer.
        own: u8,
        /// Law's.
        law: u8,
    },
    /// Forms that are not competitive score the same below the competitive form, and precedence chose which of them is in
    /// the mix.
    BaseTie,
}

impl WarningKind<'_> {
    /// The code of [`Self::PrecedenceTie`] and [`Self::BaseTie`].
    pub const PRECEDENCE_TIE: &'static str = "precedence-tie";
    /// The code of [`Self::Settled`].
    pub const LAW_DIFFERS: &'static str = "law-differs";
    /// The code of [`Self::Begins`].
    pub const GATE_BEGINS: &'static str = "gate-begins";
    /// The code of [`Self::OutOfForce`].
    pub const NOT_IN_FORCE: &'static str = "rules-not-in-force";
    /// The codes that no check of a rule set has.
    pub const CODES: [&'static str; 4] =
        [Self::PRECEDENCE_TIE, Self::LAW_DIFFERS, Self::GATE_BEGINS, Self::NOT_IN_FORCE];

    /// Its code in results.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Check(check) => &check.head.id,
            Self::Begins(_) => Self::GATE_BEGINS,
            Self::OutOfForce(_) => Self::NOT_IN_FORCE,
            Self::Settled { .. } => Self::LAW_DIFFERS,
            Self::PrecedenceTie | Self::BaseTie => Self::PRECEDENCE_TIE,
        }
    }
}

/// Every warning, in the order of the rule set.
pub fn warnings<'r>(
    rules: &'r RuleSet,
    area: &Area,
    day: Option<&str>,
    evaluation: &Evaluation,
) -> Vec<Warning<'r>> {
    let fired =
        rules.checks.iter().filter(|check| check.head.validity.holds_on(day) && fires(rules, area, check));
    let mut warnings: Vec<Warning<'r>> =
        fired.map(|check| Warning { kind: WarningKind::Check(check), place: place(area, check) }).collect();
    let service = rules.service_of(area);
    for (criterion, law) in service.iter().flat_map(|service| service.settles.iter().copied()) {
        let own = area.answers.get(criterion).filter(|own| *own != law);
        if let (Some(service), Some(own)) = (service, own) {
            let place = area.evidence.at(criterion).as_ref();
            let place = place.map(|evidence| (evidence.line, evidence.column));
            warnings.push(Warning { kind: WarningKind::Settled { service, criterion, own, law }, place });
        }
    }
    let plain = |kind| Warning { kind, place: None };
    let begin = rules.gates.iter().filter(|gate| {
        !gate.head.validity.holds_on(day)
            && !gate.head.validity.has_ended(day)
            && holds(&gate.when, &area.answers) == Truth::True
    });
    warnings.extend(begin.map(|gate| plain(WarningKind::Begins(gate))));
    let layers = rules.layers.iter().filter(|layer| !layer.validity.holds_on(day));
    warnings.extend(layers.map(|layer| plain(WarningKind::OutOfForce(layer))));
    let standing = evaluation.verdict.standing;
    if !standing.tie && evaluation.outcome().is_some_and(Outcome::is_mix) {
        let kinds =
            [(standing.top_tie, WarningKind::PrecedenceTie), (standing.base_tie, WarningKind::BaseTie)];
        let tied = kinds.into_iter().filter(|(tied, _)| *tied);
        warnings.extend(tied.map(|(_, kind)| plain(kind)));
    }
    warnings
}

fn fires(rules: &RuleSet, area: &Area, check: &Check) -> bool {
    let answers = check.when.as_ref().is_none_or(|when| holds(when, &area.answers) == Truth::True);
    answers && check.current.is_none_or(|fact| is_recorded(rules, area, fact))
}

/// Whether the current state of an area records a fact.
#[must_use]
pub fn is_recorded(rules: &RuleSet, area: &Area, fact: CurrentFact) -> bool {
    match fact {
        CurrentFact::PrivateProviders => {
            area.current.providers.private.is_some_and(|count| count > 0)
                || area.current.share.private.is_some_and(|share| *share.value().numer() > 0)
        }
        CurrentFact::CompetitiveForm => area.current.form.is_some_and(|form| match form {
            Stated::Outcome(outcome) => rules.forms.at(outcome.form).competitive,
            Stated::Mix => true,
        }),
    }
}

fn place(area: &Area, check: &Check) -> Option<(usize, usize)> {
    let mut named = check.when.iter().flat_map(Condition::criteria);
    let evidence = named.find_map(|criterion| area.evidence.at(criterion).as_ref());
    evidence.map(|evidence| (evidence.line, evidence.column))
}
