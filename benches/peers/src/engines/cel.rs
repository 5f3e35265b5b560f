//! CEL: expressions compiled once and evaluated one after the other, since CEL has no variables of its own.
//!
//! In: the plan as expressions. Out: what the last of them gives.

use super::{Card, Engine, terms};
use crate::plan::{Plan, Slot};
use crate::said::Said;
use avtalsform::model::Answers;
use cel::{Context, Env, Program, Value};
use std::sync::Arc;

/// Compiled expressions.
pub struct Cel<'p> {
    plan: &'p Plan,
    env: Arc<Env>,
    /// Each with the name that later expressions know its value by.
    steps: Vec<(&'static str, Program)>,
    result: Program,
}

impl<'p> Cel<'p> {
    /// Translates and compiles.
    pub fn new(plan: &'p Plan) -> Self {
        let env = Arc::new(Env::stdlib());
        let compile = |text: &str| env.compile(text).unwrap_or_else(|fault| panic!("{fault}: {text}"));
        let any = |tests: Vec<String>| if tests.is_empty() { "false".into() } else { tests.join(" || ") };
        let gates = |form| any(plan.gates_of(form).map(|test| terms::holds(plan, test, "||")).collect());
        let mix = any(plan.mix.iter().map(|test| terms::holds(plan, test, "||")).collect());
        let steps = [
            ("vu", terms::sum(plan, 0)),
            ("one", terms::sum(plan, 1)),
            ("two", terms::sum(plan, 2)),
            ("no_one", gates(1)),
            ("no_two", gates(2)),
            ("first", "!no_one && (no_two || one >= two)".into()),
            ("top", "first ? one : no_two ? -1 : two".into()),
            ("form", outcome(plan, &mix)),
        ];
        let lists = plan.runs().map(|(always, run)| {
            let list: Vec<String> = run.iter().map(|slot| said(plan, slot)).collect();
            let list = format!("[{}]", list.join(", "));
            if always { list } else { format!("{list}.filter(said, said != '')") }
        });
        let lists: Vec<String> = lists.collect();
        let whole = plan.whole;
        let result = format!(
            "[form, [no_one, no_two], [double(vu) / {whole}.0, double(one) / {whole}.0, double(two) / {whole}.0], \
             {}]",
            lists.join(" + ")
        );
        let steps = steps.map(|(name, text)| (name, compile(&text)));
        let result = compile(&result);
        Self { plan, env, steps: steps.into(), result }
    }
}

/// Stage 3.
fn outcome(plan: &Plan, mix: &str) -> String {
    let (single, mixed) = (&plan.outcomes.single, &plan.outcomes.mixed);
    let (own, reach) = (terms::quoted(&single[0]), plan.reach);
    let of = |ids: &[String]| format!("(first ? {} : {})", terms::quoted(&ids[1]), terms::quoted(&ids[2]));
    let near = format!("vu > 0 && top > 0 && vu - top <= {reach} && top - vu <= {reach}");
    let beside = format!("(top > vu && ({mix}))");
    format!("top < 0 ? {own} : ({near}) || {beside} ? {} : top > vu ? {} : {own}", of(mixed), of(single))
}

/// The reason in a slot, or an empty text.
fn said(plan: &Plan, slot: &Slot) -> String {
    let mut text = terms::said(plan, slot, "''");
    if let Some(form) = slot.only_form {
        let ids = [&plan.outcomes.single[form], &plan.outcomes.mixed[form]].map(|id| terms::quoted(id));
        text = format!("(form == {} || form == {} ? {text} : '')", ids[0], ids[1]);
    }
    if let Some(test) = &slot.only_if {
        text = format!("({} ? {text} : '')", terms::holds(plan, test, "||"));
    }
    text
}

impl Engine for Cel<'_> {
    type Input = Context<'static, 'static>;
    type Output = Value;

    fn card(&self) -> Card {
        Card {
            name: "cel".into(),
            version: crate::version("cel"),
            language: "Rust".into(),
            how: "nine CEL expressions, compiled".into(),
        }
    }

    fn input(&self, answers: &Answers) -> Self::Input {
        let mut context = Context::with_env(Arc::clone(&self.env));
        for (position, question) in self.plan.criteria.iter().enumerate() {
            let answer = &question.answers[self.plan.answer(answers, position)];
            context.add_variable_from_value(question.id.as_str(), answer.as_str());
        }
        context
    }

    fn run(&mut self, input: &Self::Input) -> Value {
        let mut scope = input.new_inner_scope();
        for (name, step) in &self.steps {
            let value = step.execute(&scope).unwrap();
            scope.add_variable_from_value(*name, value);
        }
        self.result.execute(&scope).unwrap()
    }

    fn said(&self, output: &Value) -> Said {
        let list = |value: &Value| match value {
            Value::List(list) => list.as_ref().clone(),
            other => panic!("{other:?}"),
        };
        let text = |value: &Value| match value {
            Value::String(text) => text.to_string(),
            other => panic!("{other:?}"),
        };
        let parts = list(output);
        let score = |value: &Value| match value {
            Value::Float(score) => *score,
            other => panic!("{other:?}"),
        };
        Said {
            outcome: text(&parts[0]),
            excluded: list(&parts[1]).iter().map(|value| *value == Value::Bool(true)).collect(),
            scores: list(&parts[2]).iter().map(score).collect(),
            reasons: list(&parts[3]).iter().map(text).collect(),
        }
    }
}
