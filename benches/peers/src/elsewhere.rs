//! The engines of other languages, run where their runtime and their package are present.
//!
//! In: plan, areas and expected results, which are written to a folder. Out: rows of the table, or why there is none.

use crate::engines::Card;
use crate::measure::{Batch, Effort, Row};
use crate::plan::Plan;
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A line that a runner prints.
#[derive(Debug, Deserialize)]
struct Line {
    name: String,
    version: String,
    language: String,
    how: String,
    rates: Vec<f64>,
}

/// Writes what the runners read.
pub fn write(folder: &Path, plan: &Plan, batches: &[Batch]) {
    let mut texts: Vec<&str> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for text in plan.slots.iter().flat_map(|slot| slot.reasons.iter().flatten()) {
        places.entry(text).or_insert_with(|| {
            texts.push(text);
            texts.len() - 1
        });
    }
    let mut areas = Vec::new();
    let mut expected = Vec::new();
    for batch in batches {
        let answers =
            batch.areas.iter().map(|area| (0..plan.criteria.len()).map(|at| plan.answer(area, at)).collect());
        areas.push(json!({ "mix": batch.mix.name, "areas": answers.collect::<Vec<Vec<usize>>>() }));
        let said = batch.expected.iter().map(|said| {
            let reasons: Vec<usize> = said.reasons.iter().map(|text| places[text.as_str()]).collect();
            json!({ "outcome": said.outcome, "excluded": said.excluded, "scores": said.scores, "reasons": reasons })
        });
        expected.push(said.collect::<Vec<_>>());
    }
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("plan.json"), serde_json::to_string(plan).unwrap()).unwrap();
    fs::write(folder.join("areas.json"), json!(areas).to_string()).unwrap();
    fs::write(folder.join("expected.json"), json!({ "texts": texts, "mixes": expected }).to_string())
        .unwrap();
}

/// Runs one runner; each of its engines is a row.
///
/// # Errors
/// Says why the runner is skipped. A runner that finds a difference is not skipped: it ends the whole run.
pub fn rows(
    program: &str,
    probe: &[&str],
    script: &Path,
    folder: &Path,
    effort: Effort,
) -> Result<Vec<Row>, String> {
    let home = script.parent().unwrap();
    let probed = Command::new(program)
        .args(probe)
        .current_dir(home)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match probed {
        Err(fault) => return Err(format!("{program}: {fault}")),
        Ok(status) if !status.success() => return Err(format!("{program}: packages are not installed")),
        Ok(_) => {}
    }
    let mut command = Command::new(program);
    command.arg(script).arg(folder).args(effort.quick.then_some("--quick"));
    // One thread, as every engine here.
    command.envs(["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"].map(|name| (name, "1")));
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{} failed", script.display());
    let text = String::from_utf8(output.stdout).unwrap();
    let row = |line: &str| {
        let Line { name, version, language, how, rates } = serde_json::from_str(line).unwrap();
        Row { card: Card { name, version, language, how }, rates }
    };
    Ok(text.lines().map(row).collect())
}
