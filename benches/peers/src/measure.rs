//! One engine: checked on every area, then measured.
//!
//! In: an engine, areas of each kind, what it should say of them. Out: areas a second by kind.

use crate::areas::Mix;
use crate::engines::{Card, Engine};
use crate::said::Said;
use avtalsform::model::Answers;
use criterion::{Criterion, SamplingMode, Throughput};
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

/// The areas of one kind with what our engine says of them.
pub struct Batch {
    /// The kind.
    pub mix: Mix,
    /// The areas.
    pub areas: Vec<Answers>,
    /// The results.
    pub expected: Vec<Said>,
}

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The engine.
    pub card: Card,
    /// Areas a second by kind.
    pub rates: Vec<f64>,
}

/// How long is measured.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Only as long as it takes to see that it works.
    pub quick: bool,
}

/// Checks and measures an engine; `folder` takes the report of the measuring.
pub fn measure(mut engine: impl Engine, batches: &[Batch], effort: Effort, folder: &Path) -> Row {
    let card = engine.card();
    let warm_up = if effort.quick { 1 } else { 500 };
    let time = if effort.quick { 1 } else { 4000 };
    let mut bench = Criterion::default()
        .output_directory(folder)
        .without_plots()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(warm_up))
        .measurement_time(Duration::from_millis(time));
    let name = card.name.replace(' ', "-");
    let mut group = bench.benchmark_group(&name);
    group.sampling_mode(SamplingMode::Flat);
    let mut rates = Vec::new();
    for batch in batches {
        let inputs: Vec<_> = batch.areas.iter().map(|area| engine.input(area)).collect();
        for (number, (input, expected)) in inputs.iter().zip(&batch.expected).enumerate() {
            let output = engine.run(input);
            let said = engine.said(&output);
            assert!(
                said.agrees(expected),
                "{name}, {}, area {number}: {said:#?}, not {expected:#?}",
                batch.mix.name
            );
        }
        let id = format!("open-{}", batch.mix.open);
        group.throughput(Throughput::Elements(inputs.len() as u64));
        group.bench_function(&id, |bench| {
            bench.iter(|| {
                for input in &inputs {
                    black_box(engine.run(black_box(input)));
                }
            });
        });
        rates.push(inputs.len() as f64 * 1e9 / median(&folder.join(&name).join(&id)));
    }
    group.finish();
    Row { card, rates }
}

/// The median of a pass in nanoseconds, from the report of the measuring.
fn median(folder: &Path) -> f64 {
    let text = std::fs::read_to_string(folder.join("new/estimates.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    report["median"]["point_estimate"].as_f64().unwrap()
}
