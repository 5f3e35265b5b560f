//! What-if as one JSON object: `avtalsform/what-if/1`.
//!
//! In: what was computed. Out: an object whose keys, order and bytes depend on the input alone. What was not asked is
//! null.

use serde_json::{Map, Value, json};

use super::diff::{ReasonObject, SideObject};
use crate::evaluate::Flip;
use crate::model::{CriterionKey, Outcome};
use crate::page::what_if::changes::reason_of;
use crate::page::what_if::{Target, WhatIf};
use crate::what_if::{Blocked, ChangeSet, Changed, Drawn, Found, Profiled, Weightings, is_matter_of_law};
use crate::wire::result::{BigFraction, SmallFraction, SourceObject, ruleset, tool};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/what-if/1";

impl WhatIf<'_> {
    /// The whole object.
    #[must_use]
    pub fn json(&self) -> Value {
        let now = self.now;
        let profile = now.profile.map(|profile| profile.id.as_str());
        json!({
            "schema": SCHEMA,
            "tool": tool(),
            "ruleset": ruleset(now.rules, profile),
            "area": {"id": now.area.id, "name": now.area.name, "path": now.area.path},
            "outcome": self.outcome_id(now.outcome()),
            "firmness": now.evaluation.firmness.id(),
            "support": now.evaluation.support().map(BigFraction::from),
            "changes": self.changed.map(|changed| self.changes_object(changed)),
            "answers": self.fewest.as_ref().map(|fewest| self.answers_object(fewest)),
            "target": self.target.as_ref().map(|target| self.target_object(target)),
            "weights": self.weights.as_ref().map(|weights| self.weights_object(weights)),
            "profiles": self.profiles.as_ref().map(|profiles| {
                profiles.iter().map(|one| self.profile_object(one)).collect::<Vec<_>>()
            }),
        })
    }

    fn outcome_id(&self, outcome: Outcome) -> String {
        self.now.rules.outcome_id(outcome)
    }

    fn id(&self, criterion: CriterionKey) -> &str {
        &self.now.rules.criteria.at(criterion).id
    }

    fn answer_id(&self, criterion: CriterionKey, answer: Option<u8>) -> &str {
        answer.map_or("unknown", |answer| self.now.rules.criteria.at(criterion).answer_id(answer))
    }

    fn changes_object(&self, changed: &Changed<'_>) -> Value {
        let set = changed.changes.iter().map(|change| {
            json!({
                "criterion": self.id(change.criterion),
                "before": self.answer_id(change.criterion, change.before),
                "after": self.answer_id(change.criterion, change.after),
            })
        });
        let reasons = changed.reasons.iter().map(|change| {
            let mut object = serde_json::to_value(ReasonObject::from(change)).unwrap_or_default();
            let reason = reason_of(changed, change);
            if let Value::Object(object) = &mut object {
                let text = reason.map(|reason| reason.text.get(self.texts.lang));
                let source = reason.and_then(|reason| SourceObject::first(reason.sources));
                object.insert("text".to_owned(), json!(text));
                object.insert("source".to_owned(), json!(source));
            }
            object
        });
        let needed = changed.needed.as_ref().map(|needed| {
            let set = |set: &Vec<usize>| {
                let changes = set.iter().filter_map(|place| changed.changes.get(*place));
                changes.map(|change| self.id(change.criterion)).collect::<Vec<_>>()
            };
            json!({
                "status": if needed.exact { "smallest" } else { "minimal" },
                "sets": needed.sets.iter().map(set).collect::<Vec<_>>(),
            })
        });
        json!({
            "set": set.collect::<Vec<_>>(),
            "before": SideObject::from(&changed.sides.0),
            "after": SideObject::from(&changed.sides.1),
            "difference": changed.gravity.map(crate::compare::Gravity::id),
            "reasons": reasons.collect::<Vec<_>>(),
            "needed": needed,
        })
    }

    fn answers_object(&self, fewest: &[(Outcome, Found)]) -> Value {
        let evaluation = &self.now.evaluation;
        let flip =
            |flip: &Flip| json!({"set": self.set(&flip.changes), "outcome": self.outcome_id(flip.outcome)});
        let open = evaluation.questions.iter().filter(|question| !question.flips.is_empty());
        let open = open.map(|question| {
            let flips = question.flips.iter().map(|(answer, outcome)| {
                let answer = self.answer_id(question.criterion, Some(*answer));
                (answer.to_owned(), json!(self.outcome_id(*outcome)))
            });
            json!({"criterion": self.id(question.criterion), "flips": flips.collect::<Map<_, _>>()})
        });
        let fewest = fewest.iter().map(|(outcome, found)| self.found(*outcome, found));
        json!({
            "flips": evaluation.flips.iter().map(flip).collect::<Vec<_>>(),
            "open": open.collect::<Vec<_>>(),
            "fewest": fewest.map(Value::Object).collect::<Vec<_>>(),
        })
    }

    fn set(&self, changes: &ChangeSet) -> Map<String, Value> {
        let change = |(criterion, answer): &(CriterionKey, u8)| {
            (self.id(*criterion).to_owned(), json!(self.answer_id(*criterion, Some(*answer))))
        };
        changes.iter().map(change).collect()
    }

    /// What an outcome takes.
    fn found(&self, outcome: Outcome, found: &Found) -> Map<String, Value> {
        let rules = self.now.rules;
        let (status, size, sets, first) = match found {
            Found::Reached(reached) => {
                ("reached", Some(reached.size), Some(reached.sets.to_string()), reached.first.as_slice())
            }
            Found::Beyond(most) => ("beyond", Some(*most), None, &[][..]),
            Found::Unreached(unreached) => {
                let status = match unreached.blocked {
                    Blocked::Gates => "gates",
                    Blocked::GatesTogether => "gates-together",
                    Blocked::Scores => "scores",
                };
                (status, None, None, &[][..])
            }
        };
        let gates = match found {
            Found::Unreached(unreached) => unreached.gates.as_slice(),
            _ => &[],
        };
        let gates = gates.iter().filter_map(|gate| rules.gates.get(*gate)).map(|gate| {
            json!({
                "id": gate.head.id,
                "kind": gate.kind,
                "text": gate.head.why.get(self.texts.lang),
                "source": SourceObject::first(&gate.head.sources),
            })
        });
        let first = first.iter().map(|set| {
            let law = set.iter().filter(|(criterion, _)| is_matter_of_law(rules, *criterion));
            let law: Vec<&str> = law.map(|(criterion, _)| self.id(*criterion)).collect();
            json!({"set": self.set(set), "law": law})
        });
        let entries = [
            ("outcome", json!(self.outcome_id(outcome))),
            ("status", json!(status)),
            ("size", json!(size)),
            ("sets", json!(sets)),
            ("first", json!(first.collect::<Vec<_>>())),
            ("gates", json!(gates.collect::<Vec<_>>())),
        ];
        entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    fn target_object(&self, target: &Target) -> Value {
        let mut object = self.found(target.outcome, &target.found);
        let keep: Vec<&str> = target.keep.iter().map(|criterion| self.id(*criterion)).collect();
        object.insert("keep".to_owned(), json!(keep));
        Value::Object(object)
    }

    fn weights_object(&self, weights: &Weightings) -> Value {
        let drawn = |drawn: Drawn| {
            json!({
                "found": drawn.found,
                "drawn": weights.draws,
                "confidence": 0.95,
                "low": drawn.interval.low,
                "high": drawn.interval.high,
            })
        };
        let outcomes = weights.outcomes.iter().map(|share| {
            let central = weights.criteria.iter().zip(&share.central);
            let central = central
                .map(|(criterion, mean)| (self.id(*criterion).to_owned(), json!(f64::from(*mean) / 1e6)));
            json!({
                "id": self.outcome_id(share.outcome),
                "share": drawn(share.drawn),
                "central": central.collect::<Map<_, _>>(),
            })
        });
        let decisive = weights.decisive.iter().map(|(criterion, correlation)| {
            json!({"criterion": self.id(*criterion), "correlation": f64::from(*correlation) / 1e3})
        });
        json!({
            "draws": weights.draws,
            // A seed can exceed 2⁵³.
            "seed": weights.seed.to_string(),
            "criteria": weights.criteria.iter().map(|criterion| self.id(*criterion)).collect::<Vec<_>>(),
            "stands": drawn(weights.stands),
            "outcomes": outcomes.collect::<Vec<_>>(),
            "decisive": decisive.collect::<Vec<_>>(),
        })
    }

    fn profile_object(&self, one: &Profiled<'_>) -> Value {
        let evaluation = &one.evaluation;
        let forms = self.now.rules.forms.entries().iter().zip(&evaluation.scores).map(|(form, score)| {
            json!({
                "id": form.id,
                "score": SmallFraction::from(score.score),
                "low": SmallFraction::from(score.low),
                "high": SmallFraction::from(score.high),
            })
        });
        json!({
            "profile": one.profile.map(|profile| profile.id.as_str()),
            "outcome": self.outcome_id(evaluation.verdict.outcome),
            "firmness": evaluation.firmness.id(),
            "support": evaluation.support().map(BigFraction::from),
            "forms": forms.collect::<Vec<_>>(),
        })
    }
}
