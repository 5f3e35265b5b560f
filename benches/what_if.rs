//! How long it takes to say what it takes, and how much weights decide.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, reason = "a bench")]

use std::collections::BTreeSet;
use std::hint::black_box;

use avtalsform::evaluate::Weighted;
use avtalsform::evaluate::{Scoring, decide};
use avtalsform::load;
use avtalsform::model::{Answers, RuleSet};
use avtalsform::what_if::{DRAWS, MOST_SETS, SEED, fewest, weightings};
use criterion::{Criterion, criterion_group, criterion_main};

fn shipped() -> RuleSet {
    load::built_in("linkoping-vard-omsorg").expect("a shipped rule set")
}

/// The answers of the fully answered illustration.
fn answered(rules: &RuleSet) -> Answers {
    let path = "examples/illustrations/daglig-verksamhet.yaml";
    let areas = load::areas(path, std::fs::read(path).expect("an example"), rules).areas;
    areas.first().expect("an area").answers.clone()
}

fn what_if(bench: &mut Criterion) {
    let rules = shipped();
    let scoring = Scoring::new(&rules, None).expect("weights");
    let side = Weighted { rules: &rules, scoring: &scoring };
    let keep = BTreeSet::new();
    let mut group = bench.benchmark_group("what-if");
    group.sample_size(10);
    for (name, answers) in
        [("nothing answered", Answers::unknown(rules.criteria.len())), ("fully answered", answered(&rules))]
    {
        let outcomes: Vec<_> = rules.outcomes().collect();
        group.bench_function(format!("every outcome/{name}"), |bench| {
            bench.iter(|| fewest(side, black_box(&answers), &keep, &outcomes, MOST_SETS));
        });
        let verdict = decide(&rules, &scoring, &answers);
        group.bench_function(format!("100,000 weightings/{name}"), |bench| {
            bench.iter(|| weightings(&rules, black_box(&answers), Some(verdict.outcome), DRAWS, SEED));
        });
    }
}

criterion_group!(benches, what_if);
criterion_main!(benches);
