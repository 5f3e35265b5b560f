//! How what was found of other answers and weights becomes what is published of it.

use super::*;
use crate::evaluate::Question;

impl<'a> WhatIf<'a> {
    /// The area as it is after the changes, of which nothing has been asked yet.
    #[must_use]
    pub fn new(now: &'a Recommendation<'a>) -> Self {
        Self {
            schema: SCHEMA.into(),
            tool: Tool::THIS,
            ruleset: RuleSetId::new(now.rules, now.profile.map(|profile| profile.id.as_str())),
            area: AreaId::from(&now.area),
            standing: Standing::new(now.rules, &now.evaluation),
            changes: None,
            answers: None,
            target: None,
            weights: None,
            profiles: None,
        }
    }
}

fn criterion(rules: &RuleSet, criterion: CriterionKey) -> Text<'_> {
    Text::from(&rules.criteria.at(criterion).id)
}

fn criteria<'a>(rules: &'a RuleSet, criteria: &[CriterionKey]) -> Vec<Text<'a>> {
    criteria.iter().map(|key| criterion(rules, *key)).collect()
}

impl<'a> Changes<'a> {
    /// An area before and after, in one language.
    #[must_use]
    pub fn new(changed: &'a Changed<'a>, lang: Lang) -> Self {
        let rules = changed.after.rules;
        let answer = |key: CriterionKey, given: Option<u8>| {
            Text::from(given.map_or(UNKNOWN, |given| rules.criteria.at(key).answer_id(given)))
        };
        let set = changed.changes.iter().map(|change| AnswerChange {
            criterion: criterion(rules, change.criterion),
            before: answer(change.criterion, change.before),
            after: answer(change.criterion, change.after),
        });
        let reasons = changed.reasons.iter().map(|change| {
            let reason = reason_of(changed, change);
            SaidChange {
                change: ReasonChange::from(change),
                text: reason.map(|reason| reason.text.get(lang).into()),
                sources: reason.map(|reason| Source::all(reason.sources, lang)).unwrap_or_default(),
            }
        });
        let needed = changed.needed.as_ref().map(|needed| {
            let set = |set: &Vec<usize>| {
                let changes = set.iter().filter_map(|place| changed.changes.get(*place));
                changes.map(|change| criterion(rules, change.criterion)).collect()
            };
            Needed { status: Proof::of(needed.exact), sets: needed.sets.iter().map(set).collect() }
        });
        Self {
            set: set.collect(),
            before: Side::from(&changed.sides.0),
            after: Side::from(&changed.sides.1),
            difference: changed.gravity,
            reasons: reasons.collect(),
            needed,
        }
    }
}

impl<'a> Answers<'a> {
    /// What other answers would give.
    #[must_use]
    pub fn new(found: &'a Recommendation<'a>, fewest: &'a [(Outcome, Found)], texts: &'a Texts) -> Self {
        let view = View { found, texts };
        let takes =
            |(outcome, takes): &'a (Outcome, Found)| Takes::new(found.rules, *outcome, takes, texts.lang);
        let leading = found.evaluation.leading.outcome;
        let tells = |one: &Question| one.leads.iter().any(|lead| lead.outcome != leading);
        let open = view.questions().into_iter().zip(&found.evaluation.questions);
        let open = open.filter(|(_, one)| tells(one)).map(|(question, _)| question);
        Self { flips: view.flips(), open: open.collect(), fewest: fewest.iter().map(takes).collect() }
    }
}

impl<'a> Takes<'a> {
    fn new(rules: &'a RuleSet, outcome: Outcome, found: &'a Found, lang: Lang) -> Self {
        let mut takes = Self {
            outcome: rules.outcome_id(outcome).into(),
            status: TakesStatus::Beyond,
            size: None,
            sets: None,
            first: Vec::new(),
            gates: Vec::new(),
        };
        match found {
            Found::Beyond(most) => takes.size = Some(*most),
            Found::Reached(reached) => {
                takes.status = TakesStatus::Reached;
                takes.size = Some(reached.size);
                takes.sets = Some(reached.sets.to_string().into());
                takes.first = reached.first.iter().map(|set| Set::new(rules, set)).collect();
            }
            Found::Unreached(unreached) => {
                takes.status = match unreached.blocked {
                    Blocked::Gates => TakesStatus::Gates,
                    Blocked::GatesTogether => TakesStatus::GatesTogether,
                    Blocked::Scores => TakesStatus::Scores,
                };
                let gates = unreached.gates.iter().filter_map(|gate| rules.gates.get(*gate));
                takes.gates = gates.map(|gate| Gate::new(gate, lang)).collect();
            }
        }
        takes
    }
}

impl<'a> Gate<'a> {
    fn new(gate: &'a crate::model::Gate, lang: Lang) -> Self {
        let head = &gate.head;
        let (id, text) = (Text::from(&head.id), head.why.get(lang).into());
        Self { id, kind: gate.kind, text, sources: Source::all(&head.sources, lang) }
    }
}

impl<'a> Set<'a> {
    fn new(rules: &'a RuleSet, set: &[(CriterionKey, u8)]) -> Self {
        let law = set.iter().filter(|(key, _)| rules.is_matter_of_law(*key));
        let law = law.map(|(key, _)| criterion(rules, *key)).collect();
        let answer = |key: CriterionKey, given: u8| rules.criteria.at(key).answer_id(given).into();
        let set = set.iter().map(|(key, given)| (criterion(rules, *key), answer(*key, *given)));
        Self { set: set.collect(), law }
    }
}

impl<'a> Target<'a> {
    /// What one outcome takes while the answers of some criteria stay.
    #[must_use]
    pub fn new(
        rules: &'a RuleSet,
        (outcome, found): (Outcome, &'a Found),
        keep: &[CriterionKey],
        lang: Lang,
    ) -> Self {
        Self { takes: Takes::new(rules, outcome, found, lang), keep: criteria(rules, keep) }
    }
}

impl<'a> Weights<'a> {
    /// The outcome under other weights.
    #[must_use]
    pub fn new(rules: &'a RuleSet, weights: &Weightings) -> Self {
        let sample = |drawn: Drawn| Sample::new(drawn.found, weights.draws, drawn.interval);
        let outcomes = weights.outcomes.iter().map(|share| {
            let central = criteria(rules, &weights.criteria).into_iter().zip(&share.central);
            OutcomeShare {
                id: rules.outcome_id(share.outcome).into(),
                share: sample(share.drawn),
                central: central.map(|(id, mean)| (id, Weight(f64::from(*mean) / 1e6))).collect(),
            }
        });
        let decisive = weights.decisive.iter().map(|(key, correlation)| Decisive {
            criterion: criterion(rules, *key),
            correlation: f64::from(*correlation) / 1e3,
        });
        Self {
            draws: weights.draws,
            seed: weights.seed,
            criteria: criteria(rules, &weights.criteria),
            stands: weights.stands.map(|(_, drawn)| sample(drawn)),
            outcomes: outcomes.collect(),
            decisive: decisive.collect(),
        }
    }
}

impl<'a> ByProfile<'a> {
    /// The outcome under one profile.
    #[must_use]
    pub fn new(rules: &'a RuleSet, one: &'a Profiled<'a>) -> Self {
        Self {
            profile: one.profile.map(|profile| Text::from(&profile.id)),
            standing: Standing::new(rules, &one.evaluation),
            forms: Form::all(rules, &one.evaluation),
        }
    }
}
