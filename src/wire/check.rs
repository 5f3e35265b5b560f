//! What was found in a rule set, as JSON: `avtalsform/check/1`.
//!
//! In: a checked rule set. Out: one object. Counts can exceed 2⁵³ and are texts.

use serde::Serialize;
use serde_json::{Value, json};

use crate::analyse::{Happens, RuleFinding, What};
use crate::model::Fraction;
use crate::page::analysis::check::{Checked, level};
use crate::page::analysis::witness;
use crate::wire::result::{BigFraction, ruleset, tool};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/check/1";

impl Checked<'_> {
    /// For machines.
    pub fn json(&self) -> impl Serialize + use<> {
        let figures = &self.check.figures;
        let contested = |ways: u128| BigFraction::from(Fraction::new(ways, figures.contested.max(1)));
        let outcomes: Vec<Value> = figures
            .outcomes
            .iter()
            .map(|figure| {
                let id = self.rules.outcome_id(figure.outcome);
                let mut object = self.happens(&id, &figure.happens);
                put(&mut object, "contested_share", json!(contested(figure.contested)));
                object
            })
            .collect();
        let criteria = figures
            .criteria
            .iter()
            .map(|figure| self.happens(&self.rules.criteria.at(figure.criterion).id, &figure.happens));
        let rules = figures.rules.iter().map(|figure| {
            let mut object = self.happens(figure.rule.id(), &figure.happens);
            put(&mut object, "stage", json!(figure.rule.kind().stage()));
            object
        });
        json!({
            "schema": SCHEMA,
            "tool": tool(),
            "ruleset": ruleset(self.rules, self.profile.map(|profile| profile.id.as_str())),
            "sets": figures.ways.to_string(),
            "contested": BigFraction::from(self.share(figures.contested)),
            "outcomes": outcomes,
            "ties": {
                "all": self.happens("all", &figures.ties),
                "decided": self.happens("decided", &figures.decided),
            },
            "criteria": criteria.collect::<Vec<_>>(),
            "rules": rules.collect::<Vec<_>>(),
            "findings": self.check.findings.iter().map(|finding| self.found(finding)).collect::<Vec<_>>(),
        })
    }

    fn happens(&self, id: &str, happens: &Happens) -> Value {
        json!({
            "id": id,
            "share": BigFraction::from(self.share(happens.ways)),
            "witness": happens.example.as_ref().map(witness::json),
        })
    }

    fn found(&self, finding: &RuleFinding<'_>) -> Value {
        let place = self.place(&finding.what);
        let share = match &finding.what {
            What::PrecedenceTie { decided: ways, .. } | What::Backfires { ways, .. } => Some(*ways),
            _ => None,
        };
        let answer = match &finding.what {
            What::Backfires { answer, .. } => Some(answer.as_str()),
            _ => None,
        };
        json!({
            "code": finding.what.code().id(),
            "level": level(&finding.what).id(),
            "about": finding.what.about(self.rules),
            "message": self.message(&finding.what),
            "share": share.map(|ways| BigFraction::from(self.share(ways))),
            "allowed": finding.allowed.map(|allowed| allowed.why.get(self.texts.lang)),
            "line": place.map(|(line, _)| line),
            "column": place.map(|(_, column)| column),
            "witness": finding.witness.as_ref().map(witness::json),
            "changed_to": answer,
        })
    }
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}
