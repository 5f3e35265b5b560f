//! regorus: a Rego policy, compiled to the bytecode of its virtual machine, which is reused.
//!
//! In: the plan as a policy. Out: the object that its rule `result` gives.

use super::{Card, Engine};
use crate::plan::{Plan, Slot, Test};
use crate::said::Said;
use avtalsform::model::Answers;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Rc, Value};
use std::fmt::Write as _;

const ENTRY: &str = "data.avtalsform.result";

/// A compiled policy on its machine.
pub struct Regorus<'p> {
    plan: &'p Plan,
    machine: RegoVM,
}

impl<'p> Regorus<'p> {
    /// Translates and compiles.
    pub fn new(plan: &'p Plan) -> Self {
        let mut engine = regorus::Engine::new();
        engine.add_policy("avtalsform.rego".into(), policy(plan)).unwrap();
        let entry: Rc<str> = ENTRY.into();
        let compiled = engine.compile_with_entrypoint(&entry).unwrap();
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&compiled, &[ENTRY]).unwrap());
        machine.set_max_instructions(usize::MAX);
        Self { plan, machine }
    }
}

/// The policy. Points and reasons are looked up in objects written where they are needed: faster than in `data`, and
/// than with comprehensions over it. A line of Rego may not be longer than 1,024 characters.
pub fn policy(plan: &Plan) -> String {
    let mut text = "package avtalsform\n\nimport rego.v1\n\n".to_owned();
    for (form, name) in ["vu", "one", "two"].iter().enumerate() {
        let parts = plan.points_of(form).map(|part| {
            let values: Vec<String> = part.by_answer.iter().map(u64::to_string).collect();
            lookup(plan, part.criterion, &values)
        });
        let parts: Vec<String> = parts.collect();
        writeln!(text, "{name} := {}\n", parts.join(" +\n    ")).unwrap();
    }
    for (form, name) in [(1, "one"), (2, "two")] {
        writeln!(text, "default no_{name} := false\n").unwrap();
        for test in plan.gates_of(form) {
            writeln!(text, "no_{name} if {}\n", holds(plan, test)).unwrap();
        }
        writeln!(text, "{name}_left := -1 if no_{name}\n\nelse := {name}\n").unwrap();
    }
    for test in &plan.mix {
        writeln!(text, "mix if {}\n", holds(plan, test)).unwrap();
    }
    outcome(plan, &mut text);
    let lists = reasons(plan, &mut text);
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

/// The value of a criterion's answer.
fn lookup(plan: &Plan, criterion: usize, values: &[String]) -> String {
    let question = &plan.criteria[criterion];
    let pairs = question.answers.iter().zip(values).map(|(id, value)| format!("{id:?}: {value}"));
    format!("{{{}}}[input.{}]", pairs.collect::<Vec<_>>().join(", "), question.id)
}

/// Whether a criterion has one of a test's answers.
fn holds(plan: &Plan, test: &Test) -> String {
    let question = &plan.criteria[test.criterion];
    let answers: Vec<String> =
        test.answers.iter().map(|answer| format!("{:?}", question.answers[*answer])).collect();
    match answers.as_slice() {
        [one] => format!("input.{} == {one}", question.id),
        several => format!("input.{} in {{{}}}", question.id, several.join(", ")),
    }
}

/// Stage 3.
fn outcome(plan: &Plan, text: &mut String) {
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
}

/// The lists of reasons, joined: runs of slots that always say something, and each of the others by itself.
fn reasons(plan: &Plan, text: &mut String) -> String {
    let mut names: Vec<String> = Vec::new();
    let said = |slot: &Slot| {
        let values = slot.reasons.iter().map(|reason| format!("{:?}", reason.as_deref().unwrap_or("")));
        lookup(plan, slot.criterion, &values.collect::<Vec<_>>())
    };
    for (always, run) in plan.runs() {
        if always {
            let name = format!("reasons_{}", names.len());
            let list: Vec<String> = run.iter().map(said).collect();
            writeln!(text, "{name} := [\n    {},\n]\n", list.join(",\n    ")).unwrap();
            names.push(name);
            continue;
        }
        for slot in run {
            let name = format!("reasons_{}", names.len());
            let mut tests: Vec<String> = slot.only_if.iter().map(|test| holds(plan, test)).collect();
            if let Some(form) = slot.only_form {
                let ids = [&plan.outcomes.single[form], &plan.outcomes.mixed[form]];
                tests.push(format!("outcome in {{{:?}, {:?}}}", ids[0], ids[1]));
            }
            tests.extend([format!("reason := {}", said(slot)), "reason != \"\"".into()]);
            let tests = tests.join("\n    ");
            writeln!(text, "default {name} := []\n\n{name} := [reason] if {{\n    {tests}\n}}\n").unwrap();
            names.push(name);
        }
    }
    let first = names[0].clone();
    names[1..].iter().fold(first, |joined, name| format!("array.concat({joined}, {name})"))
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
        self.machine.set_input(input.clone());
        self.machine.execute().unwrap()
    }

    fn said(&self, output: &Value) -> Said {
        crate::from_json(&serde_json::from_str(&output.to_json_str().unwrap()).unwrap())
    }
}
