//! What `batch` costs beside what it cannot do without: parsing YAML.
//!
//! In: area files that are made here once and kept in `target/`; `AVTALSFORM_BENCH_FILES` says how many, 50,000 if it
//! is not set. Out: the time of `batch --format ndjson` on them as a process of its own, the time of reading them and
//! running the YAML parser alone on as many threads, and at the end how many times the one is the other. Then areas a
//! second from JSON lines through a pipe.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a bench")]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use avtalsform::load;
use avtalsform::model::{Criterion, RuleSet};
use criterion::{SamplingMode, Throughput};
use rayon::prelude::*;
use serde_yaml::granit_parser::Parser;

const FILES: usize = 50_000;
/// So many files a folder.
const FOLDER: usize = 1000;
/// Lines are many times faster than files, and need fewer for a steady figure.
const LINES: usize = 20_000;
const LEAN: [&str; 2] = ["--fields", "outcome,firmness,support,area"];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// An answer with its name, and what stands beside it: every second one has a note, every sixth a source.
struct Answer<'r> {
    criterion: &'r str,
    answer: &'r str,
    note: bool,
    source: bool,
}

const NOTE: &str = "Enligt nämndens uppföljning gäller det de flesta, men inte alla delar av verksamheten.";
const SOURCE: &str = "Uppföljningsrapport 2026, avsnitt 4";

/// Three of four areas answer everything; the fourth leaves up to five answers open.
fn answers<'r>(rules: &'r RuleSet, dice: &mut Dice) -> Vec<Answer<'r>> {
    let swedish = dice.throw(2) == 0;
    let criteria = rules.criteria.entries();
    let open = if dice.throw(4) == 0 { 1 + dice.throw(5) } else { 0 };
    let open: Vec<u64> = (0..open).map(|_| dice.throw(criteria.len() as u64)).collect();
    let mut answers = Vec::new();
    for (position, criterion) in criteria.iter().enumerate() {
        let beside = dice.throw(6);
        let answer = answer(criterion, swedish, dice);
        if !open.contains(&(position as u64)) {
            let criterion = if swedish { &criterion.alias } else { &criterion.id };
            answers.push(Answer { criterion, answer, note: beside < 3, source: beside == 0 });
        }
    }
    answers
}

fn answer<'r>(criterion: &'r Criterion, swedish: bool, dice: &mut Dice) -> &'r str {
    let answers: Vec<u8> = criterion.answers().collect();
    // Yes is said twice as often as each other answer.
    let throw = dice.throw(answers.len() as u64 + 1) as usize;
    let choice = answers.get(throw).or(answers.first()).and_then(|answer| criterion.choice(*answer));
    let choice = choice.expect("a choice");
    choice.alias.as_deref().filter(|_| swedish).unwrap_or(&choice.id)
}

fn yaml(rules: &RuleSet, number: usize, dice: &mut Dice) -> String {
    let mut text = format!(
        "area: Område {number}\nid: omrade-{number}\nboard: Socialnämnden\nperiod: 2027-2030\n\
         group: Stöd i vardagen\n\ncurrent:\n  form: lov+verksamhetsuppdrag\n  as_of: 2026-05-31\n  users: {}\n  \
         providers: {{ municipal: 1, private: 4, nonprofit: 1 }}\n  share: {{ municipal: 55, private: 45 }}\n  \
         geography: Hela kommunen\n\nanswers:\n",
        10 + dice.throw(900)
    );
    for Answer { criterion, answer, note, source } in answers(rules, dice) {
        if note {
            write!(text, "  {criterion}:\n    answer: {answer}\n    note: {NOTE}\n").unwrap();
            if source {
                writeln!(text, "    source: {SOURCE}").unwrap();
            }
        } else {
            writeln!(text, "  {criterion}: {answer}").unwrap();
        }
    }
    text
}

fn json(rules: &RuleSet, number: usize, dice: &mut Dice) -> String {
    let mut text = format!(
        r#"{{"area":"Område {number}","id":"omrade-{number}","board":"Socialnämnden","period":"2027-2030","current":{{"form":"lov","users":{}}},"answers":{{"#,
        10 + dice.throw(900)
    );
    for (place, Answer { criterion, answer, note, source }) in answers(rules, dice).into_iter().enumerate() {
        let comma = if place > 0 { "," } else { "" };
        let source = if source { format!(r#","source":"{SOURCE}""#) } else { String::new() };
        if note {
            write!(text, r#"{comma}"{criterion}":{{"answer":"{answer}","note":"{NOTE}"{source}}}"#).unwrap();
        } else {
            write!(text, r#"{comma}"{criterion}":"{answer}""#).unwrap();
        }
    }
    text + "}}\n"
}

/// Makes so many files, unless an earlier run has.
fn files(rules: &RuleSet, count: usize) -> (PathBuf, Vec<PathBuf>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-batch-{count}"));
    let file =
        |number: usize| folder.join(format!("{:03}", number / FOLDER)).join(format!("{number:06}.yaml"));
    let paths: Vec<PathBuf> = (0..count).map(file).collect();
    let done = folder.join("done");
    if !done.exists() {
        let mut dice = Dice(1);
        for (number, path) in paths.iter().enumerate() {
            fs::create_dir_all(path.parent().expect("a folder")).unwrap();
            fs::write(path, yaml(rules, number, &mut dice)).unwrap();
        }
        File::create(done).unwrap();
    }
    (folder, paths)
}

/// Runs the tool and gives back how long it took.
fn run(args: &[&str], input: Stdio) -> Duration {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_avtalsform"));
    let status = command.arg("batch").args(args).stdin(input).stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{status}");
    begun.elapsed()
}

/// Reads the files and runs the YAML parser over them, all cores at work.
fn scan(paths: &[PathBuf]) -> Duration {
    let begun = Instant::now();
    let events: usize = paths
        .par_iter()
        .map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let mut parser = Parser::new_from_str(&text);
            let mut events = 0;
            while let Some(event) = parser.next_event() {
                event.unwrap();
                events += 1;
            }
            events
        })
        .sum();
    assert!(events > paths.len());
    begun.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).expect("a time").as_secs_f64()
}

fn main() {
    let wanted = std::env::var("AVTALSFORM_BENCH_FILES").ok();
    let count = wanted.map_or(FILES, |count| count.parse().expect("AVTALSFORM_BENCH_FILES: a number"));
    let rules = {
        let text = load::embedded("linkoping-vard-omsorg").expect("shipped");
        load::rules("linkoping-vard-omsorg", text.as_bytes().to_vec()).rules.expect("no fault")
    };
    let mut bench = criterion::Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_millis(1))
        .configure_from_args();

    let (folder, paths) = files(&rules, count);
    let folder = folder.to_str().expect("a path in UTF-8");
    let (mut ours, mut parser) = (Vec::new(), Vec::new());
    let mut group = bench.benchmark_group("files");
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(count as u64));
    let mut timed = |name: &str, times: &mut Vec<Duration>, once: &dyn Fn() -> Duration| {
        group.bench_function(name, |bench| {
            bench.iter_custom(|turns| {
                let taken: Vec<Duration> = (0..turns).map(|_| once()).collect();
                times.extend(&taken);
                taken.iter().sum()
            });
        });
    };
    timed("batch", &mut ours, &|| run(&["--format", "ndjson", folder], Stdio::null()));
    timed("YAML parser alone", &mut parser, &|| scan(&paths));
    group.finish();

    let lines = Path::new(folder).with_extension("ndjson");
    let mut dice = Dice(1);
    let texts: Vec<String> = (0..count.min(LINES)).map(|number| json(&rules, number, &mut dice)).collect();
    fs::write(&lines, texts.concat()).unwrap();
    let mut group = bench.benchmark_group("lines");
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(texts.len() as u64));
    for (name, fields) in [("lean", &LEAN[..]), ("full", &[])] {
        let args = [&["--input", "ndjson", "--format", "ndjson"], fields, &["-"]].concat();
        group.bench_function(name, |bench| {
            bench.iter_custom(|turns| {
                (0..turns).map(|_| run(&args, File::open(&lines).unwrap().into())).sum()
            });
        });
    }
    group.finish();
    bench.final_summary();
    // A filter on the command line may have left out either.
    if !ours.is_empty() && !parser.is_empty() {
        let (ours, parser) = (median(ours), median(parser));
        println!(
            "{count} files: batch {ours:.2} s, YAML parser alone {parser:.2} s, ratio {:.2}",
            ours / parser
        );
    }
}
