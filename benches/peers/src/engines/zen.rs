//! GoRules ZEN: a decision graph (JDM), compiled once.
//!
//! In: the plan as a graph of expressions. Out: what its output node holds.

use super::{Card, Engine, terms};
use crate::plan::{Plan, Slot};
use crate::said::Said;
use avtalsform::model::Answers;
use serde_json::{Value, json};
use zen_engine::model::GraphContent;
use zen_engine::{Decision, Variable};

/// A compiled decision.
pub struct Zen<'p> {
    plan: &'p Plan,
    decision: Decision,
}

impl<'p> Zen<'p> {
    /// Translates and compiles.
    pub fn new(plan: &'p Plan) -> Self {
        let content: GraphContent = serde_json::from_value(graph(plan)).unwrap();
        let mut decision = Decision::from(content);
        decision.compile();
        Self { plan, decision }
    }
}

/// The decision: points and gates first, then outcome and reasons.
pub fn graph(plan: &Plan) -> Value {
    let any = |tests: Vec<String>| if tests.is_empty() { "false".into() } else { tests.join(" or ") };
    let gates = |form| any(plan.gates_of(form).map(|test| terms::holds(plan, test, "or")).collect());
    let mix = any(plan.mix.iter().map(|test| terms::holds(plan, test, "or")).collect());
    let standing = [
        ("vu", terms::sum(plan, 0)),
        ("one", terms::sum(plan, 1)),
        ("two", terms::sum(plan, 2)),
        ("no_one", gates(1)),
        ("no_two", gates(2)),
        ("one_left", "$.no_one ? -1 : $.one".into()),
        ("two_left", "$.no_two ? -1 : $.two".into()),
        ("top", "$.one_left >= $.two_left ? $.one_left : $.two_left".into()),
        ("first", "$.one_left >= $.two_left".into()),
        ("form", outcome(plan, &mix)),
    ];
    let lists = plan.runs().map(|(always, run)| {
        let list: Vec<String> = run.iter().map(|slot| said(plan, slot)).collect();
        let list = format!("[{}]", list.join(", "));
        if always { list } else { format!("filter({list}, # != null)") }
    });
    let lists: Vec<String> = lists.collect();
    let whole = plan.whole;
    let result = [
        ("outcome", "form".to_owned()),
        ("excluded", "[no_one, no_two]".to_owned()),
        ("scores", format!("[vu / {whole}, one / {whole}, two / {whole}]")),
        ("reasons", format!("flatten([{}])", lists.join(", "))),
    ];
    json!({
        "nodes": [
            { "id": "in", "name": "in", "type": "inputNode" },
            expressions("standing", &standing, true),
            expressions("result", &result, false),
            { "id": "out", "name": "out", "type": "outputNode" },
        ],
        "edges": [
            { "id": "1", "sourceId": "in", "targetId": "standing" },
            { "id": "2", "sourceId": "standing", "targetId": "result" },
            { "id": "3", "sourceId": "result", "targetId": "out" },
        ],
    })
}

fn expressions(id: &str, list: &[(&str, String)], pass_through: bool) -> Value {
    let list: Vec<Value> =
        list.iter().map(|(key, value)| json!({ "id": key, "key": key, "value": value })).collect();
    let content = json!({ "expressions": list, "passThrough": pass_through });
    json!({ "id": id, "name": id, "type": "expressionNode", "content": content })
}

/// Stage 3.
fn outcome(plan: &Plan, mix: &str) -> String {
    let (single, mixed) = (&plan.outcomes.single, &plan.outcomes.mixed);
    let (own, reach) = (terms::quoted(&single[0]), plan.reach);
    let of = |ids: &[String]| format!("($.first ? {} : {})", terms::quoted(&ids[1]), terms::quoted(&ids[2]));
    let near = format!("$.vu > 0 and $.top > 0 and abs($.vu - $.top) <= {reach}");
    let beside = format!("($.top > $.vu and ({mix}))");
    format!(
        "$.top < 0 ? {own} : ({near}) or {beside} ? {} : $.top > $.vu ? {} : {own}",
        of(mixed),
        of(single)
    )
}

/// The reason in a slot, or null.
fn said(plan: &Plan, slot: &Slot) -> String {
    let mut text = terms::said(plan, slot, "null");
    if let Some(form) = slot.only_form {
        let ids = [&plan.outcomes.single[form], &plan.outcomes.mixed[form]].map(|id| terms::quoted(id));
        text = format!("(form == {} or form == {} ? {text} : null)", ids[0], ids[1]);
    }
    if let Some(test) = &slot.only_if {
        text = format!("({} ? {text} : null)", terms::holds(plan, test, "or"));
    }
    text
}

impl Engine for Zen<'_> {
    type Input = Variable;
    type Output = Variable;

    fn card(&self) -> Card {
        Card {
            name: "zen-engine".into(),
            version: crate::version("zen-engine"),
            language: "Rust".into(),
            how: "JDM graph of expression nodes, compiled".into(),
        }
    }

    fn input(&self, answers: &Answers) -> Variable {
        crate::json_area(self.plan, answers).into()
    }

    fn run(&mut self, input: &Variable) -> Variable {
        pollster::block_on(self.decision.evaluate(input.clone())).unwrap().result
    }

    fn said(&self, output: &Variable) -> Said {
        crate::from_json(&output.to_value())
    }
}
