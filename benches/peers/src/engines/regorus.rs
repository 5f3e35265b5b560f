//! regorus: a Rego policy, compiled to the bytecode of its virtual machine.
//!
//! In: the plan as a policy and the data beside it. Out: the object that its rule `result` gives.

use super::{Card, Engine};
use crate::plan::{Plan, Slot, Test};
use crate::said::Said;
use avtalsform::model::Answers;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Rc, Value};
use serde_json::json;
use std::fmt::Write as _;

const ENTRY: &str = "data.avtalsform.result";

pub enum How { Vm, Interpreter, Policy }

/// A compiled policy on its machine.
pub struct Regorus<'p> {
    plan: &'p Plan,
    how: How,
    engine: regorus::Engine,
    policy: regorus::CompiledPolicy,
    machine: RegoVM,
}

impl<'p> Regorus<'p> {
    /// Translates and compiles.
    pub fn new(plan: &'p Plan, how: How, unrolled: bool) -> Self {
        let mut engine = regorus::Engine::new();
        let text = policy(plan, unrolled);
        engine.add_policy("avtalsform.rego".into(), text).unwrap();
        let data = Value::from_json_str(&data(plan).to_string()).unwrap();
        engine.add_data(data.clone()).unwrap();
        let entry: Rc<str> = ENTRY.into();
        let policy = engine.compile_with_entrypoint(&entry).unwrap();
        let program = Compiler::compile_from_policy(&policy, &[ENTRY]).unwrap();
        let mut machine = RegoVM::new();
        machine.load_program(program);
        machine.set_data(data).unwrap();
        machine.set_max_instructions(usize::MAX);
        Self { plan, how, engine, policy, machine }
    }
}

/// What the policy looks up: points by form and indicator, reasons by slot, both by answer.
fn data(plan: &Plan) -> serde_json::Value {
    let by_answer = |criterion: usize, values: Vec<serde_json::Value>| {
        let ids = plan.criteria[criterion].answers.iter().cloned();
        let pairs = ids.zip(values).filter(|(_, value)| !value.is_null());
        json!({ "criterion": plan.criteria[criterion].id, "by_answer": pairs.collect::<serde_json::Map<_, _>>() })
    };
    let points = |form| -> Vec<serde_json::Value> {
        plan.points_of(form).map(|part| by_answer(part.criterion, part.by_answer.iter().map(|points| json!(points)).collect())).collect()
    };
    let slot = |slot: &Slot| by_answer(slot.criterion, slot.reasons.iter().map(|reason| json!(reason)).collect());
    let slots: Vec<serde_json::Value> = plan.slots.iter().map(slot).collect();
    json!({ "points": [points(0), points(1), points(2)], "slots": slots })
}

/// The policy.
pub fn policy(plan: &Plan, unrolled: bool) -> String {
    let mut text = "package avtalsform\n\nimport rego.v1\n\n".to_owned();
    let holds = |test: &Test| {
        let question = &plan.criteria[test.criterion];
        let answers: Vec<String> = test.answers.iter().map(|answer| format!("{:?}", question.answers[*answer])).collect();
        match answers.as_slice() {
            [one] => format!("input.{} == {one}", question.id),
            several => format!("input.{} in {{{}}}", question.id, several.join(", ")),
        }
    };
    for (form, name) in ["vu", "one", "two"].iter().enumerate() {
        let sum = if unrolled {
            let parts = plan.points_of(form).enumerate().map(|(position, part)| {
                format!("data.points[{form}][{position}].by_answer[input.{}]", plan.criteria[part.criterion].id)
            });
            parts.collect::<Vec<_>>().join(" + ")
        } else {
            format!("sum([points | some part in data.points[{form}]; points := part.by_answer[input[part.criterion]]])")
        };
        writeln!(text, "{name} := {sum}\n").unwrap();
    }
    for (form, name) in [(1, "one"), (2, "two")] {
        writeln!(text, "default no_{name} := false\n").unwrap();
        for test in plan.gates_of(form) {
            writeln!(text, "no_{name} if {}\n", holds(test)).unwrap();
        }
        writeln!(text, "{name}_left := -1 if no_{name}\n\nelse := {name}\n").unwrap();
    }
    for test in &plan.mix {
        writeln!(text, "mix if {}\n", holds(test)).unwrap();
    }
    let (single, mixed) = (&plan.outcomes.single, &plan.outcomes.mixed);
    write!(
        text,
        r#"first := one_left >= two_left

top := one_left if first

else := two_left

near if {{
    vu > 0
    top > 0
    abs(vu - top) <= {reach}
}}

beside := {one_mixed:?} if first

else := {two_mixed:?}

alone := {one:?} if first

else := {two:?}

outcome := {own:?} if top < 0

else := beside if near

else := beside if {{
    top > vu
    mix
}}

else := alone if top > vu

else := {own:?}

"#,
        reach = plan.reach,
        one_mixed = mixed[1],
        two_mixed = mixed[2],
        one = single[1],
        two = single[2],
        own = single[0],
    )
    .unwrap();
    let lists = reasons(plan, &mut text, &holds, unrolled);
    let whole = plan.whole;
    write!(
        text,
        r#"result := {{
    "outcome": outcome,
    "excluded": [no_one, no_two],
    "scores": [vu / {whole}, one / {whole}, two / {whole}],
    "reasons": {lists},
}}
"#
    )
    .unwrap();
    text
}

/// The lists of reasons: slots that always apply in runs, those that do not each by itself.
fn reasons(plan: &Plan, text: &mut String, holds: &dyn Fn(&Test) -> String, unrolled: bool) -> String {
    let mut lists: Vec<String> = Vec::new();
    let mut start = 0;
    let mut run = |from: usize, to: usize, text: &mut String, lists: &mut Vec<String>| {
        if from < to {
            let name = format!("reasons_{}", lists.len());
            if unrolled {
                let parts = (from..to).map(|slot| {
                    let criterion = &plan.criteria[plan.slots[slot].criterion].id;
                    format!("object.get(data.slots[{slot}].by_answer, input.{criterion}, \"\")")
                });
                let parts: Vec<String> = parts.collect();
                writeln!(text, "{name} := [reason | some reason in [{}]; reason != \"\"]\n", parts.join(", ")).unwrap();
            } else {
                writeln!(text, "{name} := [reason | some slot in array.slice(data.slots, {from}, {to}); reason := slot.by_answer[input[slot.criterion]]]\n").unwrap();
            }
            lists.push(name);
        }
    };
    for (position, slot) in plan.slots.iter().enumerate() {
        if slot.only_form.is_none() && slot.only_if.is_none() {
            continue;
        }
        run(start, position, text, &mut lists);
        start = position + 1;
        let name = format!("reasons_{}", lists.len());
        let mut tests: Vec<String> = slot.only_if.iter().map(holds).collect();
        if let Some(form) = slot.only_form {
            tests.push(format!("outcome in {{{:?}, {:?}}}", plan.outcomes.single[form], plan.outcomes.mixed[form]));
        }
        let criterion = &plan.criteria[slot.criterion].id;
        writeln!(text, "default {name} := []\n\n{name} := [data.slots[{position}].by_answer[input.{criterion}]] if {{\n    {}\n}}\n", tests.join("\n    ")).unwrap();
        lists.push(name);
    }
    run(start, plan.slots.len(), text, &mut lists);
    let mut joined = lists[0].clone();
    for list in &lists[1..] {
        joined = format!("array.concat({joined}, {list})");
    }
    joined
}

impl Engine for Regorus<'_> {
    type Input = Value;
    type Output = Value;

    fn card(&self) -> Card {
        Card {
            name: "regorus".into(),
            version: crate::version("regorus"),
            language: "Rust".into(),
            how: "Rego policy, compiled for its virtual machine".into(),
        }
    }

    fn input(&self, answers: &Answers) -> Value {
        Value::from_json_str(&crate::json_area(self.plan, answers).to_string()).unwrap()
    }

    fn run(&mut self, input: &Value) -> Value {
        match self.how {
            How::Vm => {
                self.machine.set_input(input.clone());
                self.machine.execute().unwrap()
            }
            How::Interpreter => {
                self.engine.set_input(input.clone());
                self.engine.eval_rule(ENTRY.into()).unwrap()
            }
            How::Policy => self.policy.eval_with_input(input.clone()).unwrap(),
        }
    }

    fn said(&self, output: &Value) -> Said {
        crate::from_json(&serde_json::from_str(&output.to_json_str().unwrap()).unwrap())
    }
}
