//! What every peer is told: the loaded rule set, with everything that can be worked out beforehand worked out.
//!
//! In: a rule set and its weights. Out: criteria, gates, points and reasons as plain data, which each engine's
//! translation turns into that engine's own language. Refuses rule sets of another shape than the shipped ones.

use avtalsform::evaluate::Scoring;
use avtalsform::model::{Answers, Condition, CriterionKey, FormKey, GateKind, RuleSet};
use serde::Serialize;

/// The answer of an open criterion, last among the answers of every criterion.
pub const OPEN: &str = "unknown";

/// A rule set as data for any engine.
#[derive(Debug, Serialize)]
pub struct Plan {
    /// Ids of the forms, the in-house form first, then the two competitive forms in order of precedence.
    pub forms: Vec<String>,
    /// Ids of the outcomes: of each form alone, then of each competitive form beside the in-house form.
    pub outcomes: Outcomes,
    /// The criteria with their answers, `unknown` last.
    pub criteria: Vec<Question>,
    /// Points of a score of 1.
    pub whole: u64,
    /// Points that two scores may differ by and still be near.
    pub reach: u64,
    /// What excludes a form.
    pub gates: Vec<Gate>,
    /// What adds to a form's score.
    pub points: Vec<Points>,
    /// What keeps a share in-house beside a competitive form.
    pub mix: Vec<Test>,
    /// What there is to say, at most one reason each, in the order of our engine.
    pub slots: Vec<Slot>,
}

/// Ids of outcomes, by form; the in-house form has no mix.
#[derive(Debug, Serialize)]
pub struct Outcomes {
    /// The form alone.
    pub single: Vec<String>,
    /// The form beside a share kept in-house.
    pub mixed: Vec<String>,
}

/// A criterion.
#[derive(Debug, Serialize)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Ids of its answers, `unknown` last.
    pub answers: Vec<String>,
}

/// Holds when a criterion has one of these answers, given as positions.
#[derive(Debug, Clone, Serialize)]
pub struct Test {
    /// Position of the criterion.
    pub criterion: usize,
    /// Positions of the answers.
    pub answers: Vec<usize>,
}

/// Excludes forms while its test holds.
#[derive(Debug, Serialize)]
pub struct Gate {
    /// The test.
    pub when: Test,
    /// Positions of the forms.
    pub excludes: Vec<usize>,
}

/// An indicator: what each answer adds to a form.
#[derive(Debug, Serialize)]
pub struct Points {
    /// Position of the form.
    pub form: usize,
    /// Position of the criterion.
    pub criterion: usize,
    /// By answer, the open one last.
    pub by_answer: Vec<u64>,
}

/// A place in the list of reasons.
#[derive(Debug, Serialize)]
pub struct Slot {
    /// Position of the criterion that decides.
    pub criterion: usize,
    /// The reason by answer, the open one last; none: nothing to say.
    pub reasons: Vec<Option<String>>,
    /// Only while the outcome contains the form at this position.
    pub only_form: Option<usize>,
    /// Only while this holds too.
    pub only_if: Option<Test>,
}

impl Slot {
    /// Whether there is a reason whatever the answers are.
    pub fn always(&self) -> bool {
        self.only_form.is_none() && self.only_if.is_none() && self.reasons.iter().all(Option::is_some)
    }
}

/// A reason as one text: what peers put in their lists.
pub fn reason(rule: &str, effect: &str, form: Option<&str>) -> String {
    form.map_or_else(|| format!("{rule} {effect}"), |form| format!("{rule} {effect} {form}"))
}

impl Plan {
    /// Translates a rule set.
    pub fn new(rules: &RuleSet, scoring: &Scoring) -> Self {
        let forms: Vec<String> = rules.forms.entries().iter().map(|form| form.id.clone()).collect();
        assert_eq!(rules.bases().map(FormKey::position).collect::<Vec<_>>(), [0], "the in-house form comes first in the translations");
        assert_eq!(forms.len(), 3, "the translations know two competitive forms");
        let question = |criterion: &avtalsform::model::Criterion| Question {
            id: criterion.id.clone(),
            answers: criterion
                .answers()
                .map(|answer| criterion.answer_id(answer).to_owned())
                .chain([OPEN.into()])
                .collect(),
        };
        let single: Vec<String> = forms.clone();
        let mixed = forms.iter().map(|form| format!("{form}+{}", forms[0])).collect();
        Self {
            outcomes: Outcomes { single, mixed },
            criteria: rules.criteria.entries().iter().map(question).collect(),
            whole: u64::try_from(scoring.whole).unwrap(),
            reach: u64::try_from(scoring.reach).unwrap(),
            gates: rules
                .gates
                .iter()
                .map(|gate| Gate { when: fires(rules, &gate.when), excludes: excluded(rules, gate) })
                .collect(),
            points: points(rules, scoring),
            mix: rules.mix_rules.iter().map(|rule| fires(rules, &rule.when)).collect(),
            slots: slots(rules, &forms),
            forms,
        }
    }

    /// The position of a criterion's answer, an open one last.
    pub fn answer(&self, answers: &Answers, criterion: usize) -> usize {
        let open = self.criteria[criterion].answers.len() - 1;
        answers.get(CriterionKey::new(criterion)).map_or(open, usize::from)
    }

    /// The points of one form's indicators.
    pub fn points_of(&self, form: usize) -> impl Iterator<Item = &Points> {
        self.points.iter().filter(move |points| points.form == form)
    }

    /// The slots in runs of those that always say something and those that may not.
    pub fn runs(&self) -> impl Iterator<Item = (bool, &[Slot])> {
        self.slots.chunk_by(|one, two| one.always() == two.always()).map(|run| (run[0].always(), run))
    }

    /// The tests of the gates that exclude a form.
    pub fn gates_of(&self, form: usize) -> impl Iterator<Item = &Test> {
        self.gates.iter().filter(move |gate| gate.excludes.contains(&form)).map(|gate| &gate.when)
    }
}

/// The one criterion of a condition with the answers it names.
fn fires(rules: &RuleSet, condition: &Condition) -> Test {
    let [term] = condition.terms.as_slice() else { panic!("the translations know conditions of one term") };
    let [(criterion, named)] = term.as_slice() else {
        panic!("the translations know terms of one criterion")
    };
    let answers = rules.criteria.at(*criterion).answers().filter(|answer| named.contains(*answer));
    Test { criterion: criterion.position(), answers: answers.map(usize::from).collect() }
}

fn excluded(rules: &RuleSet, gate: &avtalsform::model::Gate) -> Vec<usize> {
    rules.forms.keys().filter(|form| gate.excludes.contains(*form)).map(FormKey::position).collect()
}

fn points(rules: &RuleSet, scoring: &Scoring) -> Vec<Points> {
    let units: Vec<u128> = scoring.units().collect();
    let indicators = rules.indicators.iter();
    indicators
        .map(|indicator| {
            let form = indicator.form.position();
            let added = |answer| u128::from(scoring.effect(indicator.criterion, answer)[form]) * units[form];
            let answers = rules.criteria.at(indicator.criterion).answers().map(Some).chain([None]);
            let by_answer = answers.map(|answer| u64::try_from(added(answer)).unwrap()).collect();
            Points { form, criterion: indicator.criterion.position(), by_answer }
        })
        .collect()
}

fn slots(rules: &RuleSet, forms: &[String]) -> Vec<Slot> {
    let mut slots = Vec::new();
    for gate in &rules.gates {
        let test = fires(rules, &gate.when);
        let graded = rules.criteria.entries()[test.criterion].graded;
        for form in excluded(rules, gate) {
            slots.push(slot(rules, test.criterion, |answer| {
                let effect = match answer {
                    None => "open",
                    Some(answer) if test.answers.contains(&answer) => "excludes",
                    Some(1) if graded && gate.kind == GateKind::Prerequisite => {
                        return gate
                            .reservation
                            .is_some()
                            .then(|| reason(&gate.head.id, "reservation", Some(&forms[form])));
                    }
                    Some(_) => {
                        return gate.met.is_some().then(|| reason(&gate.head.id, "for", Some(&forms[form])));
                    }
                };
                Some(reason(&gate.head.id, effect, Some(&forms[form])))
            }));
        }
    }
    for indicator in &rules.indicators {
        let against = if indicator.reversed { 0 } else { 2 };
        slots.push(slot(rules, indicator.criterion.position(), |answer| {
            let effect = match answer {
                None => "open",
                Some(answer) if answer == against => "not_for",
                Some(_) => "for",
            };
            Some(reason(&indicator.head.id, effect, Some(&forms[indicator.form.position()])))
        }));
    }
    let mut of_rule = |id: &str, when: &Condition, effect: &str, form: Option<usize>| {
        let test = fires(rules, when);
        let form = form.map(|form| forms[form].as_str());
        let said = slot(rules, test.criterion, |answer| match answer {
            None => Some(reason(id, "open", form)),
            Some(answer) => test.answers.contains(&answer).then(|| reason(id, effect, form)),
        });
        slots.push(said);
        slots.len() - 1
    };
    for rule in &rules.mix_rules {
        of_rule(&rule.head.id, &rule.when, "for", Some(0));
    }
    let variants: Vec<(usize, usize)> = rules
        .variants
        .iter()
        .map(|variant| {
            let form = variant.form.position();
            assert_ne!(form, 0, "the translations know variants of competitive forms");
            (of_rule(&variant.head.id, &variant.when, "for", Some(form)), form)
        })
        .collect();
    let mut refusals = Vec::new();
    for complement in &rules.complements {
        of_rule(&complement.head.id, &complement.when, "for", None);
        let mut possible = fires(rules, &complement.when);
        possible.answers.push(rules.criteria.entries()[possible.criterion].choices.len());
        for unless in &complement.unless {
            refusals.push((of_rule(&unless.head.id, &unless.when, "excludes", None), possible.clone()));
        }
    }
    for (slot, form) in variants {
        slots[slot].only_form = Some(form);
    }
    for (slot, possible) in refusals {
        slots[slot].only_if = Some(possible);
    }
    slots
}

/// A slot with what there is to say of each answer, the open one last.
fn slot(rules: &RuleSet, criterion: usize, said: impl Fn(Option<usize>) -> Option<String>) -> Slot {
    let choices = rules.criteria.entries()[criterion].choices.len();
    let reasons = (0..choices).map(Some).chain([None]).map(said).collect();
    Slot { criterion, reasons, only_form: None, only_if: None }
}
