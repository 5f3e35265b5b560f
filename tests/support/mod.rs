//! What several tests share: the tool as a command, the shipped rules, a second naive implementation, random input.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

pub mod child;
pub mod invariants;
pub mod naive;
pub mod named;
pub mod pages;
pub mod place;
pub mod random;
pub mod writing;
pub mod written;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use avtalsform::load;
use avtalsform::model::RuleSet;

/// Every command, the tool itself first.
pub const COMMANDS: &[&str] = &[
    "",
    "recommend",
    "batch",
    "memo",
    "plan",
    "diff",
    "test",
    "interview",
    "new",
    "fmt",
    "rules",
    "rules list",
    "rules show",
    "rules export",
    "rules new",
    "rules check",
    "rules compare",
    "what-if",
    "schema",
    "explain",
    "completions",
    "man",
];

/// Every kind of finding in rule sets.
pub const FINDINGS: [&str; 10] = [
    "outcome-unreachable",
    "gate-idle",
    "indicator-idle",
    "mix-rule-idle",
    "criterion-idle",
    "weight-idle",
    "condition-implied",
    "precedence-tie",
    "answer-backfires",
    "allow-stale",
];

/// The folder of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file, or every file in a folder and below it.
pub fn walkdir(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| walkdir(&path)).collect()
}

/// A shipped rule set.
pub fn shipped(id: &str) -> RuleSet {
    load::built_in(id).expect("a shipped rule set")
}

/// A rule set from a file of the project.
pub fn rules_file(path: &str) -> RuleSet {
    let loaded = load::rules(path, std::fs::read(root().join(path)).unwrap(), &|path| {
        std::fs::read(root().join(path))
    });
    loaded.rules.unwrap_or_else(|| panic!("{path}: {:#?}", loaded.faults))
}

/// What a run of the tool gave.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The program under test: the one that was built with the tests, or that of `AVTALSFORM_BIN`, such as one for Windows.
pub fn program() -> PathBuf {
    std::env::var_os("AVTALSFORM_BIN").map_or_else(|| env!("CARGO_BIN_EXE_avtalsform").into(), PathBuf::from)
}

/// Runs the tool in the project's folder.
pub fn run(args: &[&str]) -> Run {
    run_with(args, b"", &[])
}

/// Runs the tool with standard input and environment variables.
pub fn run_with(args: &[&str], input: &[u8], env: &[(&str, &str)]) -> Run {
    use std::io::Write;
    let mut child = Command::new(program())
        .args(args)
        .current_dir(root())
        .env_remove("AVTALSFORM_LANG")
        .env_remove("NO_COLOR")
        .envs(env.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The tool may end before it has read everything.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The files of a folder of the project with this extension, in order, relative to the project.
pub fn files(folder: &str, extension: &str) -> Vec<String> {
    let mut paths: Vec<String> = std::fs::read_dir(root().join(folder))
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        // What stands beside areas is none.
        .filter(|path| !load::is_shared(path) && path.file_name().is_none_or(|name| name != "plan.yaml"))
        .map(|path| relative(&path))
        .collect();
    paths.sort();
    paths
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned()
}

/// The official schema of SARIF.
pub fn sarif() -> jsonschema::Validator {
    let text = std::fs::read_to_string(root().join("tests/ci/sarif-2.1.0.json")).unwrap();
    // One pattern has a bracket without its pair, which the validator refuses; the errata mended it like this.
    let broken = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";
    assert!(text.contains(broken));
    let text = text.replace(broken, "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

/// Every part of a workbook or a Word file as text; no part tells when, or on what platform, it was written.
pub fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|number| {
            let mut part = archive.by_index(number).unwrap();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            assert_eq!(part.last_modified().unwrap().year(), 1980, "no time of day");
            assert_eq!(part.system(), zip::System::Unix, "one host on every platform");
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}
