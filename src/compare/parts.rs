//! The parts of a rule that matter for what it does, by ids alone.
//!
//! In: rules. Out: parts that are equal exactly where the rules do the same. Texts and the order in which a condition
//! is written are no part of it.

use crate::model::words;
use crate::model::{Condition, Criterion, Form, FormKey, FormSet, Fraction, Rule, RuleSet, Validity};

words! {
    /// Which part of a rule.
    pub enum Part {
        /// The rule's id.
        Id = "id",
        /// Its condition.
        When = "when",
        /// The forms it excludes.
        Excludes = "excludes",
        /// Law or prerequisite.
        Kind = "kind",
        /// Whether it is taken to be passed while it is open.
        Presumed = "presumed",
        /// The days on which it is in force.
        InForce = "in_force",
        /// Whether it says that it is met.
        SaysMet = "says_met",
        /// Whether it says what to remedy.
        SaysReservation = "says_reservation",
        /// The form it speaks for, or is a shape of.
        Form = "form",
        /// The criterion it rests on.
        Criterion = "criterion",
        /// The answer that speaks for the form.
        SpeaksFor = "speaks_for",
        /// What refuses it.
        Unless = "unless",
        /// When that does.
        UnlessWhen = "unless_when",
        /// A weight.
        Weight = "weight",
        /// Whether a criterion is one of the core.
        Core = "core",
        /// The answers a criterion offers.
        Answers = "answers",
        /// How far apart scores may be and still be near.
        Margin = "margin",
        /// The forms in order of precedence.
        Order = "order",
        /// The forms that are always lawful.
        AlwaysLawful = "always_lawful",
        /// The forms that are competitive.
        Competitive = "competitive",
        /// The answer that an area gives.
        Answer = "answer",
    }
}

/// What a part holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// An id or a word.
    Word(String),
    /// Ids, in an order that matters or sorted.
    Words(Vec<String>),
    /// A number.
    Number(Fraction),
    /// Yes or no.
    Flag(bool),
    /// A condition: terms of which any must hold, each of criteria with the answers they must have.
    When(Vec<Vec<(String, Vec<String>)>>),
}

/// Parts with what they hold.
pub type Parts = Vec<(Part, Value)>;

/// The parts of a rule; none of what changes nothing that is compared, or is a part of another rule.
pub fn rule(rules: &RuleSet, rule: Rule<'_>) -> Option<Parts> {
    Some(match rule {
        Rule::Gate(gate) => vec![
            (Part::When, when(rules, &gate.when)),
            (Part::Excludes, forms(rules, gate.excludes)),
            (Part::Kind, Value::Word(gate.kind.id().to_owned())),
            (Part::Presumed, Value::Flag(gate.presumed)),
            (Part::SaysMet, Value::Flag(gate.met.is_some())),
            (Part::SaysReservation, Value::Flag(gate.reservation.is_some())),
        ]
        .into_iter()
        .chain(in_force(&gate.head.validity))
        .collect(),
        Rule::Indicator(indicator) => {
            let speaks = if indicator.reversed { "no" } else { "yes" };
            let weight = indicator.weight.map(|own| (Part::Weight, Value::Number(own)));
            let parts = [
                (Part::Form, form(rules, indicator.form)),
                (Part::Criterion, Value::Word(rules.criteria.at(indicator.criterion).id.clone())),
                (Part::SpeaksFor, Value::Word(speaks.to_owned())),
            ];
            parts.into_iter().chain(weight).collect()
        }
        Rule::MixRule(mix) => vec![(Part::When, when(rules, &mix.when))],
        Rule::Variant(variant) => {
            vec![(Part::Form, form(rules, variant.form)), (Part::When, when(rules, &variant.when))]
        }
        Rule::Complement(complement) => {
            let refusals = complement.unless.iter().map(|unless| unless.head.id.clone());
            let terms = complement.unless.iter().flat_map(|unless| terms(rules, &unless.when));
            vec![
                (Part::When, when(rules, &complement.when)),
                (Part::Unless, Value::Words(refusals.collect())),
                (Part::UnlessWhen, Value::When(terms.collect())),
            ]
        }
        Rule::Unless(..) | Rule::Advice(_) | Rule::Check(_) => return None,
    })
}

pub fn criterion(criterion: &Criterion) -> Parts {
    let answers = criterion.choices.iter().map(|choice| choice.id.clone());
    let mut answers: Vec<String> = answers.collect();
    answers.sort_unstable();
    vec![(Part::Core, Value::Flag(criterion.core)), (Part::Answers, Value::Words(answers))]
}

pub fn order(rules: &RuleSet) -> Parts {
    let named = |keep: fn(&Form) -> bool| {
        let named = rules.forms.entries().iter().filter(|form| keep(form));
        named.map(|form| form.id.clone()).collect::<Vec<_>>()
    };
    // In which order those of a kind stand is said once.
    let sorted = |keep| Value::Words(super::side::sorted(named(keep).into_iter()));
    vec![
        (Part::Order, Value::Words(named(|_| true))),
        (Part::AlwaysLawful, sorted(|form| form.always_lawful)),
        (Part::Competitive, sorted(|form| form.competitive)),
    ]
}

/// From the first day to the last, where there is one of them.
fn in_force(validity: &Validity) -> Option<(Part, Value)> {
    let [from, to] = [&validity.from, &validity.to].map(|day| day.as_deref().unwrap_or_default());
    (!validity.is_unbounded())
        .then(|| (Part::InForce, Value::Word(format!("{from} – {to}").trim().to_owned())))
}

fn form(rules: &RuleSet, form: FormKey) -> Value {
    Value::Word(rules.forms.at(form).id.clone())
}

fn forms(rules: &RuleSet, forms: FormSet) -> Value {
    let named = rules.forms.iter().filter(|(key, _)| forms.contains(*key));
    Value::Words(super::side::sorted(named.map(|(_, form)| form.id.clone())))
}

fn when(rules: &RuleSet, condition: &Condition) -> Value {
    let mut terms = terms(rules, condition);
    terms.sort();
    terms.dedup();
    Value::When(terms)
}

fn terms(rules: &RuleSet, condition: &Condition) -> Vec<Vec<(String, Vec<String>)>> {
    let term = |term: &crate::model::Term| {
        let mut atoms: Vec<(String, Vec<String>)> = term
            .iter()
            .map(|(key, named)| {
                let criterion = rules.criteria.at(*key);
                let named = criterion.answers().filter(|answer| named.contains(*answer));
                let named = named.map(|answer| criterion.answer_id(answer).to_owned());
                (criterion.id.clone(), super::side::sorted(named))
            })
            .collect();
        atoms.sort();
        atoms
    };
    condition.terms.iter().map(term).collect()
}
