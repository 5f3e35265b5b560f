//! Where the performance table of the README comes from.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, reason = "a bench")]

use std::hint::black_box;

use avtalsform::analyse::{Extent, check, compare};
use avtalsform::evaluate::{Depth, Scoring, Weighted, count_ways, decide, evaluate};
use avtalsform::explain::Reasons;
use avtalsform::load;
use avtalsform::model::{
    AnswerSet, Answers, Condition, Criterion, CriterionKey, Form, FormKey, FormSet, Gate, Indicator, RuleSet,
    Table,
};
use criterion::{Criterion as Bench, criterion_group, criterion_main};

fn shipped() -> RuleSet {
    load::built_in("linkoping-vard-omsorg").expect("a shipped rule set")
}

/// The answers of the fully answered illustration, the last `open` criteria that matter left open.
fn answers(rules: &RuleSet, open: usize) -> Answers {
    let path = "examples/illustrations/daglig-verksamhet.yaml";
    let areas = load::areas(path, std::fs::read(path).expect("an example"), rules).areas;
    let mut answers = areas.first().expect("an area").answers.clone();
    let keys = ["user_choice", "flexibility", "cost_control", "sensitivity", "premise_control"];
    for key in keys.iter().take(open) {
        answers.set(rules.criterion_named(key).expect("a criterion"), None);
    }
    answers
}

/// The shipped rules with so many more gates, each over two criteria of its own.
fn joint(number: usize) -> RuleSet {
    let mut rules = shipped();
    let mut criteria = rules.criteria.entries().to_vec();
    let like = criteria.iter().find(|criterion| criterion.graded).expect("a graded criterion").clone();
    let competitive: Vec<_> = rules.competitive().collect();
    let gate = rules.gates.first().expect("a gate").clone();
    for form in competitive.iter().cycle().take(number) {
        let pair = [criteria.len(), criteria.len() + 1].map(CriterionKey::new);
        criteria
            .extend(pair.map(|key| Criterion { id: format!("joint_{}", key.position()), ..like.clone() }));
        let term = pair.into_iter().map(|key| (key, AnswerSet::of([2]))).collect();
        let when = Condition { terms: std::iter::once(term).collect() };
        rules.gates.push(Gate { when, excludes: FormSet::of([*form]), ..gate.clone() });
    }
    rules.criteria = Table::new(criteria);
    rules
}

/// So many forms and graded criteria, every fourth of which speaks for a form, all weights 1 and no gates.
fn wide(forms: usize, number: usize) -> RuleSet {
    let mut rules = shipped();
    let graded = rules.criteria.entries().iter().find(|criterion| criterion.graded).expect("graded").clone();
    let criterion = |place| Criterion { id: format!("wide_{place}"), ..graded.clone() };
    rules.criteria = Table::new((0..number).map(criterion).collect());
    let own = rules.forms.at(rules.fallback()).clone();
    let other = rules.competitive().next().map(|form| rules.forms.at(form).clone()).expect("a form");
    let form =
        |place| Form { id: format!("form_{place}"), ..if place == 0 { own.clone() } else { other.clone() } };
    rules.forms = Table::new((0..forms).map(form).collect());
    let like = rules.indicators.first().expect("an indicator").clone();
    rules.indicators = (0..forms)
        .flat_map(|form| (0..number).map(move |criterion| (form, criterion)))
        .filter(|(form, criterion)| (form * 7 + criterion * 3) % 4 == 0 || criterion / 5 == *form)
        .map(|(form, criterion)| Indicator {
            form: FormKey::new(form),
            criterion: CriterionKey::new(criterion),
            ..like.clone()
        })
        .collect();
    (rules.gates, rules.mix_rules) = (Vec::new(), Vec::new());
    rules
}

fn engine(bench: &mut Bench) {
    let rules = shipped();
    let scoring = Scoring::new(&rules, None).expect("weights");
    let reasons = Reasons::new(&rules);
    let nothing = Answers::unknown(rules.criteria.len());
    let (full, five) = (answers(&rules, 0), answers(&rules, 5));
    bench.bench_function("support/nothing answered", |bench| {
        bench.iter(|| count_ways(&rules, &scoring, black_box(&nothing)));
    });
    // The ways in which no gate fires are those of the rules without gates.
    let mut ungated = rules.clone();
    ungated.gates.clear();
    let weights = Scoring::new(&ungated, None).expect("weights");
    bench.bench_function("support/nothing answered, no gates", |bench| {
        bench.iter(|| count_ways(&ungated, &weights, black_box(&nothing)));
    });
    bench.bench_function("support/five open", |bench| {
        bench.iter(|| count_ways(&rules, &scoring, black_box(&five)));
    });
    bench.bench_function("evaluate/nothing answered", |bench| {
        bench.iter(|| evaluate(&rules, &scoring, black_box(&nothing), Depth::Full));
    });
    bench.bench_function("evaluate/five open", |bench| {
        bench.iter(|| evaluate(&rules, &scoring, black_box(&five), Depth::Full));
    });
    let many = joint(16);
    let weights = Scoring::new(&many, None).expect("weights");
    let open = Answers::unknown(many.criteria.len());
    bench.bench_function("support/nothing answered, 16 more gates of two criteria", |bench| {
        bench.iter(|| count_ways(&many, &weights, black_box(&open)));
    });
    bench.bench_function("evaluate/nothing answered, 16 more gates of two criteria", |bench| {
        bench.iter(|| evaluate(&many, &weights, black_box(&open), Depth::Full));
    });
    // Six forms of five criteria each are counted; thirty-two over forty in common are drawn.
    let mut apart = wide(6, 30);
    apart.indicators.retain(|one| one.criterion.position() / 5 == one.form.position());
    for (name, rules, drawn) in
        [("6 forms of 5 criteria", apart, false), ("32 forms over 40 criteria", wide(32, 40), true)]
    {
        let weights = Scoring::new(&rules, None).expect("weights");
        let open = Answers::unknown(rules.criteria.len());
        assert_eq!(count_ways(&rules, &weights, &open).drawn, drawn, "{name}");
        bench.bench_function(&format!("support/nothing answered, {name}"), |bench| {
            bench.iter(|| count_ways(&rules, &weights, black_box(&open)));
        });
        bench.bench_function(&format!("evaluate/nothing answered, {name}"), |bench| {
            bench.iter(|| evaluate(&rules, &weights, black_box(&open), Depth::Full));
        });
    }
    for (name, answers) in [("fully answered", &full), ("five open", &five)] {
        bench.bench_function(&format!("outcome, scores and reasons/{name}"), |bench| {
            bench.iter(|| {
                let verdict = decide(&rules, &scoring, black_box(answers));
                (scoring.scores(&verdict.sums), reasons.of(answers, Some(verdict.outcome)), verdict)
            });
        });
    }
    bench.bench_function("evaluate/fully answered", |bench| {
        bench.iter(|| evaluate(&rules, &scoring, black_box(&full), Depth::Full));
    });
}

fn loading(bench: &mut Bench) {
    let rules = shipped();
    let path = "examples/illustrations/daglig-verksamhet.yaml";
    let area = std::fs::read(path).expect("an example");
    bench.bench_function("load/area", |bench| {
        bench.iter(|| load::areas(path, black_box(area.clone()), &rules));
    });
    bench.bench_function("load/rules", |bench| bench.iter(shipped));
}

/// The shipped rules with one thing in their text changed.
fn changed(from: &str, to: &str) -> RuleSet {
    let text = load::embedded("linkoping-vard-omsorg").expect("shipped");
    assert!(text.contains(from), "{from}");
    load::rules("changed", text.replacen(from, to, 1).into_bytes(), &load::no_files).rules.expect("no fault")
}

/// Whole rule sets: every set of answers there is.
fn whole(bench: &mut Bench) {
    let rules = shipped();
    let scoring = Scoring::new(&rules, None).expect("weights");
    let old = Weighted { rules: &rules, scoring: &scoring };
    let mut group = bench.benchmark_group("whole");
    group.sample_size(10);
    group.bench_function("check", |bench| bench.iter(|| check(black_box(&rules), None, &scoring)));
    for (name, from, to) in [
        ("margin", "  margin: 1/20\n", "  margin: 1/10\n"),
        ("weight", "  - id: user_choice\n", "  - id: user_choice\n    weight: 2\n"),
        ("gate", "when: { market_exists: no }", "when: { market_exists: [no, partly] }"),
    ] {
        let changed = changed(from, to);
        let scoring = Scoring::new(&changed, None).expect("weights");
        let new = Weighted { rules: &changed, scoring: &scoring };
        assert_eq!(compare(old, new).extent, Extent::Exact);
        group.bench_function(format!("compare/{name}"), |bench| bench.iter(|| compare(black_box(old), new)));
    }
}

criterion_group!(benches, engine, loading, whole);
criterion_main!(benches);
