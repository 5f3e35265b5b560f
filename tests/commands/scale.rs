//! The scripts in `examples/scale/` run as their page says: many areas as one stream and as an array of jobs.

use std::path::Path;
use std::process::Command;

use crate::support::{self, root, run};

fn script(name: &str, args: &[&str]) -> Vec<u8> {
    let program = if name.ends_with(".py") { "python3" } else { "bash" };
    let path = root().join("examples/scale").join(name);
    let output = Command::new(program).arg(path).args(args).output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Areas made up by the generator are evaluated without a fault, and an array of jobs gives the bytes of one run.
#[cfg(unix)]
#[test]
fn an_array_of_jobs_gives_what_one_run_gives() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let areas = script("generate.py", &["600", "--seed", "7"]);
    assert_eq!(areas, script("generate.py", &["600", "--seed", "7"]), "the same areas each time");
    std::fs::write(path("areas.ndjson"), &areas).unwrap();
    let tool = env!("CARGO_BIN_EXE_avtalsform");
    script("job-array.sh", &[&path("areas.ndjson"), &path("parts"), "4", tool]);
    let input = std::fs::read(path("areas.ndjson")).unwrap();
    let fields = ["--fields", "area,outcome,firmness,support"];
    let args = [&["batch", "--input", "ndjson", "--format", "ndjson"], &fields[..], &["-"]].concat();
    let single = support::run_with(&args, &input, &[]);
    assert_eq!((single.status, single.stderr.as_str(), single.stdout.lines().count()), (0, "", 600));
    let joined = std::fs::read_to_string(path("parts/results.ndjson")).unwrap();
    assert!(joined == single.stdout, "an array of jobs gives other bytes than one run");
}

/// The same areas as files and as lines give the same results but for where they were read.
#[test]
fn files_and_lines_are_the_same_areas() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("areas");
    script("generate.py", &["150", "--files", files.to_str().unwrap()]);
    let lines = script("generate.py", &["150"]);
    let read = |path: &Path| {
        let fields = ["--fields", "outcome,support,firmness,forms"];
        let ran = run(&[&["batch", "--format", "ndjson", path.to_str().unwrap()], &fields[..]].concat());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        let mut found: Vec<String> = ran.stdout.lines().map(str::to_owned).collect();
        found.sort();
        found
    };
    let path = folder.path().join("areas.ndjson");
    std::fs::write(&path, lines).unwrap();
    assert_eq!(read(&files), read(&path));
}
