//! The same rule set and the same areas through other engines, in one run and one thread.
//!
//! In: `--quick` for a short run that checks more than it measures, `--areas N` for another number of areas of each
//! kind. Out: a table of areas a second. Fails when an engine says something else than ours of any area.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench"
)]

mod areas;
mod elsewhere;
mod engines;
mod measure;
mod plan;
mod said;
mod table;

use areas::MIXES;
use avtalsform::evaluate::Scoring;
use avtalsform::explain::Reasons;
use avtalsform::load;
use avtalsform::model::Answers;
use engines::Engine;
use engines::by_hand::ByHand;
use engines::cel::Cel;
use engines::ours::Ours;
use engines::regorus::Regorus;
use engines::zen::Zen;
use measure::{Batch, Effort, measure};
use plan::Plan;
use said::Said;
use std::path::{Path, PathBuf};

/// The tool's own allocator, for every Rust engine alike.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Areas of each kind.
const AREAS: usize = 20_000;
const QUICK_AREAS: usize = 500;

/// The locked version of a package.
fn version(package: &str) -> String {
    let lock = include_str!("../Cargo.lock");
    let from = lock.split_once(&format!("name = \"{package}\"\nversion = \"")).expect("a locked package").1;
    from.split('"').next().unwrap().to_owned()
}

/// An area as JSON, for the engines that take their values from it.
fn json_area(plan: &Plan, answers: &Answers) -> serde_json::Value {
    let pairs = plan.criteria.iter().enumerate().map(|(position, question)| {
        let answer = question.answers[plan.answer(answers, position)].clone();
        (question.id.clone(), serde_json::Value::String(answer))
    });
    serde_json::Value::Object(pairs.collect())
}

/// A result from JSON.
fn from_json(value: &serde_json::Value) -> Said {
    let list = |key: &str| value[key].as_array().unwrap_or_else(|| panic!("{key} in {value}")).clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    Said {
        outcome: text(&value["outcome"]),
        excluded: list("excluded").iter().map(|value| value.as_bool().unwrap()).collect(),
        scores: list("scores").iter().map(|value| value.as_f64().unwrap()).collect(),
        reasons: list("reasons").iter().map(text).collect(),
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let effort = Effort { quick: args.iter().any(|arg| arg == "--quick") };
    let count =
        args.iter().position(|arg| arg == "--areas").map(|at| args[at + 1].parse().expect("--areas N"));
    let count = count.unwrap_or(if effort.quick { QUICK_AREAS } else { AREAS });

    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = here.join("../../rules/linkoping-vard-omsorg.yaml");
    let rules = load::rules("linkoping-vard-omsorg", std::fs::read(path).unwrap(), &load::no_files).rules.expect("no fault");
    let scoring = Scoring::new(&rules, None).expect("weights");
    let plan = Plan::new(&rules, &scoring);
    let reasons = Reasons::new(&rules);
    let mut ours = Ours::new(&rules, &scoring, &reasons);
    let mut batch = |mix| {
        let areas = areas::areas(&rules, mix, count);
        let said = |area: &Answers| {
            let input = ours.input(area);
            let output = ours.run(&input);
            ours.said(&output)
        };
        let expected = areas.iter().map(said).collect();
        Batch { mix, areas, expected }
    };
    let batches: Vec<Batch> = MIXES.map(&mut batch).into();

    let folder: PathBuf = here.join("target/peers");
    elsewhere::write(&folder, &plan, &batches);
    let report = folder.join("criterion");
    let mut rows = vec![
        measure(ByHand::new(&rules), &batches, effort, &report),
        measure(Ours::new(&rules, &scoring, &reasons), &batches, effort, &report),
        measure(Zen::new(&plan), &batches, effort, &report),
        measure(Cel::new(&plan), &batches, effort, &report),
        measure(Regorus::new(&plan), &batches, effort, &report),
    ];
    let python = here.join("target/venv/bin/python");
    let python = if python.exists() { python.to_str().unwrap().to_owned() } else { "python3".to_owned() };
    let mut skipped = Vec::new();
    for (program, probe, script) in [
        ("node", ["-e", "require.resolve('json-logic-engine')"], here.join("node/run.mjs")),
        (python.as_str(), ["-c", "import numpy"], here.join("python/run.py")),
    ] {
        match elsewhere::rows(program, &probe, &script, &folder, effort) {
            Ok(found) => rows.extend(found),
            Err(why) => skipped.push(why),
        }
    }
    println!("{}", table::table(&rows, count, &MIXES));
    for why in skipped {
        println!("skipped: {why}");
    }
}
