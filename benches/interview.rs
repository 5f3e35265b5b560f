//! How many questions an interview takes until nothing can change, beside asking in the order of the rule set.
//!
//! Out: both means over random areas, over those in which no form is excluded, and over the
//! illustrations; and the time to find the next question. `AVTALSFORM_BENCH_AREAS` says how many areas,
//! 1,000 if it is not set.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a bench")]

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use avtalsform::evaluate::{Depth, Firmness, Truth, holds};
use avtalsform::explain::Advisor;
use avtalsform::interview::Interview;
use avtalsform::load;
use avtalsform::model::{Answers, Area, RuleSet};
use rayon::prelude::*;

const AREAS: usize = 1000;

fn area(rules: &RuleSet, answers: &Answers) -> Area {
    let mut area = Area::unanswered(String::new(), String::new(), 1, rules.criteria.len());
    area.answers = answers.clone();
    area
}

/// An answer to every criterion, the same for the same number.
fn truth(rules: &RuleSet, number: u64) -> Answers {
    let mut state = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut answers = Answers::unknown(rules.criteria.len());
    for (key, criterion) in rules.criteria.iter() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let answer = (state >> 33) % criterion.choices.len() as u64;
        answers.set(key, u8::try_from(answer).ok());
    }
    answers
}

/// The answers of the fully answered areas that are shipped.
fn illustrations(rules: &RuleSet) -> Vec<Answers> {
    let folder = format!("{}/examples/illustrations", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    let read = |path: &PathBuf| load::areas("-", fs::read(path).unwrap(), rules).areas;
    paths.iter().flat_map(read).map(|area| area.answers).collect()
}

fn interviewed(advisor: &Advisor<'_>, rules: &RuleSet, truth: &Answers) -> usize {
    let nothing = Answers::unknown(rules.criteria.len());
    let mut interview = Interview::new(advisor, area(rules, &nothing));
    while let Some(criterion) = interview.next().map(|question| question.criterion) {
        interview.answer(criterion, truth.get(criterion).unwrap(), None);
    }
    interview.steps()
}

fn listed(advisor: &Advisor<'_>, rules: &RuleSet, truth: &Answers) -> usize {
    let mut answers = Answers::unknown(rules.criteria.len());
    for (asked, key) in rules.criteria.keys().enumerate() {
        let seen = advisor.look(area(rules, &answers), Depth::Outline);
        if seen.evaluation.firmness == Firmness::Firm {
            return asked;
        }
        answers.set(key, truth.get(key));
    }
    rules.criteria.len()
}

fn main() {
    let wanted = std::env::var("AVTALSFORM_BENCH_AREAS").ok();
    let areas = wanted.map_or(AREAS, |areas| areas.parse().expect("AVTALSFORM_BENCH_AREAS: a number"));
    let rules = load::built_in("linkoping-vard-omsorg").expect("a shipped rule set");
    let advisor = Advisor::new(&rules, None).expect("weights");
    let mut bench = criterion::Criterion::default().configure_from_args();
    let nothing = Answers::unknown(rules.criteria.len());
    bench.bench_function("interview/first question", |bench| {
        bench.iter(|| Interview::new(&advisor, area(&rules, black_box(&nothing))).left());
    });
    bench.final_summary();
    let random = || (0..u64::MAX).map(|number| truth(&rules, number));
    let report = |kind: &str, truths: Vec<Answers>| {
        let taken = truths
            .par_iter()
            .map(|truth| (interviewed(&advisor, &rules, truth), listed(&advisor, &rules, truth)));
        let (asked, list) = taken.reduce(|| (0, 0), |one, other| (one.0 + other.0, one.1 + other.1));
        #[expect(clippy::cast_precision_loss, reason = "shown")]
        let mean = |questions: usize| questions as f64 / truths.len() as f64;
        println!(
            "{} {kind}: {:.1} questions in an interview, {:.1} in the order of the list",
            truths.len(),
            mean(asked),
            mean(list)
        );
    };
    report("random areas", random().take(areas).collect());
    let any = |truth: &Answers| rules.gates.iter().all(|gate| holds(&gate.when, truth) == Truth::False);
    report("random areas in which no form is excluded", random().filter(any).take(areas).collect());
    report("illustrations", illustrations(&rules));
}
