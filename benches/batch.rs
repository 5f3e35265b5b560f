//! What `batch` costs beside what it cannot do without: parsing YAML.
//!
//! In: area files that are made here once and kept in `target/`; `AVTALSFORM_BENCH_FILES` says how many, 50,000 if it
//! is not set. Out: the time of `batch --format ndjson` on them as a process of its own, the time of reading them and
//! running the YAML parser alone on as many threads, and at the end how many times the one is the other. Beside that,
//! areas a second from JSON lines on standard input, with few fields and with all.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a bench")]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use criterion::{SamplingMode, Throughput};
use rayon::prelude::*;
use serde_yaml::granit_parser::{self, Parser};

/// The tool's own allocator: the comparison is about the work, not about it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FILES: usize = 50_000;
/// So many files a folder.
const FOLDER: usize = 1000;
/// Lines are faster than files, and need fewer for a steady figure.
const LINES: usize = 10_000;
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

/// The fully answered areas that are shipped, with a note for nearly every answer.
fn illustrations() -> Vec<String> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/illustrations"))
            .expect("examples")
            .map(|entry| entry.expect("an example").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
            .collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("an example")).collect()
}

/// An illustration with an id of its own and every tenth answer changed; in every fourth area every tenth is open.
fn area(illustrations: &[String], number: usize, dice: &mut Dice) -> String {
    let open = dice.throw(4) == 0;
    let mut area = String::new();
    for line in illustrations.get(number % illustrations.len()).expect("an example").lines() {
        let answers = [("yes", "partly"), ("partly", "no"), ("no", "yes")];
        let (key, value) = line.split_once(": ").unwrap_or((line, ""));
        let changed = answers.iter().find(|(answer, _)| key == "    answer" && *answer == value);
        match (key, changed, dice.throw(10)) {
            ("id", ..) => writeln!(area, "id: omrade-{number}"),
            (_, Some((_, other)), 0) => writeln!(area, "{key}: {other}"),
            (_, Some(_), 1) if open => writeln!(area, "{key}: unknown"),
            _ => writeln!(area, "{line}"),
        }
        .expect("a text");
    }
    area
}

/// The same as a line of JSON.
fn line(area: &str) -> String {
    let options = serde_yaml::options! { strict_booleans: true };
    let value: serde_json::Value = serde_yaml::from_str_with_options(area, options).expect("an area");
    format!("{value}\n")
}

/// Makes so many files, unless an earlier run has.
fn files(illustrations: &[String], count: usize) -> (PathBuf, Vec<PathBuf>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-areas-{count}"));
    let file =
        |number: usize| folder.join(format!("{:03}", number / FOLDER)).join(format!("{number:06}.yaml"));
    let paths: Vec<PathBuf> = (0..count).map(file).collect();
    let done = folder.join("done");
    if !done.exists() {
        let mut dice = Dice(1);
        for (number, path) in paths.iter().enumerate() {
            fs::create_dir_all(path.parent().expect("a folder")).unwrap();
            fs::write(path, area(illustrations, number, &mut dice)).unwrap();
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
            let options = granit_parser::options! { emit_comments: false };
            let mut parser = Parser::new_from_str_with_options(&text, options);
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
    let illustrations = illustrations();
    let mut bench = criterion::Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_millis(1))
        .configure_from_args();

    let (folder, paths) = files(&illustrations, count);
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
    let texts: Vec<String> =
        (0..count.min(LINES)).map(|number| line(&area(&illustrations, number, &mut dice))).collect();
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
