//! Rule sets and answers as files: what is drawn at random goes through the loaders as what people write does.

use avtalsform::model::{Answers, Condition, Criterion, FormKey, Fraction, GateKind, RuleSet};
use serde_json::{Map, Value, json};

fn both(what: &str) -> Value {
    json!({ "sv": what, "en": what })
}

fn source() -> Value {
    json!({ "document": "document", "section": "Section" })
}

fn fraction(fraction: Fraction) -> String {
    format!("{}/{}", fraction.numer(), fraction.denom())
}

fn criterion(criterion: &Criterion) -> Value {
    let mut entry = json!({
        "id": criterion.id, "alias": criterion.alias, "core": criterion.core, "weight": fraction(criterion.weight),
        "name": both(&criterion.id), "question": both(&criterion.id), "source": source(),
    });
    if criterion.graded {
        entry["help"] = json!({ "yes": both("yes"), "partly": both("partly"), "no": both("no") });
    } else {
        let option = |choice: &avtalsform::model::Choice| json!({ "id": choice.id, "name": both(&choice.id), "help": both(&choice.id) });
        entry["options"] = criterion.choices.iter().map(option).collect();
    }
    entry
}

fn condition(rules: &RuleSet, condition: &Condition) -> Value {
    let terms = condition.terms.iter().map(|term| {
        let atoms = term.iter().map(|(key, named)| {
            let criterion = rules.criteria.at(*key);
            let named = criterion.answers().filter(|answer| named.contains(*answer));
            let named: Value = named.map(|answer| Value::from(criterion.answer_id(answer))).collect();
            (criterion.id.clone(), named)
        });
        Value::Object(atoms.collect::<Map<_, _>>())
    });
    terms.collect()
}

/// A rule set as a file, in which every text is there and says nothing.
pub fn rules(rules: &RuleSet) -> String {
    let id = |form: FormKey| rules.forms.at(form).id.clone();
    let forms = rules.forms.entries().iter().map(|form| {
        let mut entry = json!({
            "id": form.id, "name": both(&form.id), "title": both(&form.id), "why": both("why"), "source": source(),
        });
        if form.always_lawful {
            entry["always_lawful"] = true.into();
        }
        if form.competitive == form.always_lawful {
            entry["competitive"] = form.competitive.into();
        }
        if form.competitive {
            entry["mix_title"] = both(&form.id);
        }
        entry
    });
    let gates = rules.gates.iter().map(|gate| {
        let excludes = rules.forms.keys().filter(|form| gate.excludes.contains(*form)).map(id);
        let mut entry = json!({
            "id": gate.head.id, "kind": gate.kind, "when": condition(rules, &gate.when), "presumed": gate.presumed,
            "excludes": excludes.collect::<Vec<_>>(), "why": both("why"), "source": source(),
        });
        if gate.kind == GateKind::Prerequisite {
            entry["met"] = both("met");
            entry["reservation"] = both("reservation");
        }
        entry
    });
    let indicators = rules.indicators.iter().map(|indicator| {
        let mut entry = json!({
            "id": indicator.head.id, "form": id(indicator.form), "criterion": rules.criteria.at(indicator.criterion).id,
            "speaks_for": if indicator.reversed { "no" } else { "yes" }, "why": both("why"), "source": source(),
        });
        if let Some(weight) = indicator.weight {
            entry["weight"] = fraction(weight).into();
        }
        entry
    });
    let mix_rules = rules.mix_rules.iter().map(|rule| {
        json!({ "id": rule.head.id, "when": condition(rules, &rule.when), "why": both("why"), "source": source() })
    });
    let file = json!({
        "ruleset": "random", "version": "1.0.0", "name": both("random"), "description": both("random"),
        "documents": [{ "id": "document", "title": both("document") }],
        "scoring": { "margin": fraction(rules.margin), "why": both("why") },
        "forms": forms.collect::<Vec<_>>(),
        "criteria": rules.criteria.iter().map(|(_, one)| criterion(one)).collect::<Vec<_>>(),
        "gates": gates.collect::<Vec<_>>(),
        "indicators": indicators.collect::<Vec<_>>(),
        "mix_rules": mix_rules.collect::<Vec<_>>(),
    });
    file.to_string()
}

/// An area with these answers as a file.
pub fn area(rules: &RuleSet, answers: &Answers) -> String {
    let answers = answers.iter().filter_map(|(key, answer)| {
        let criterion = rules.criteria.at(key);
        Some((criterion.id.clone(), Value::from(criterion.answer_id(answer?))))
    });
    json!({ "area": "Random", "answers": Value::Object(answers.collect()) }).to_string()
}
