//! The examples of continuous integration: every command in them runs, in a repository with a changed rule.
#![cfg(unix)]

use std::path::{Path, PathBuf};

use crate::support::place::Place;
use crate::support::{Run, files, root, run};
use serde_json::Value;

fn yaml(path: &str) -> Value {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(&text, options).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A repository with areas and rules on the branch `origin/main`, and in the folder a rule that is another.
fn repository() -> Place {
    let place = Place::new();
    for path in files("examples/illustrations", "yaml") {
        let name = Path::new(&path).file_name().unwrap().to_str().unwrap().to_owned();
        place.write(&format!("areas/{name}"), &std::fs::read_to_string(root().join(path)).unwrap());
    }
    let rules = run(&["rules", "export"]).stdout;
    place.write("rules.yaml", &rules);
    let tests = std::fs::read_to_string(root().join("rules/tests/linkoping-vard-omsorg.yaml")).unwrap();
    let tests = tests.replace("rules: ../linkoping-vard-omsorg.yaml", "rules: ../rules.yaml");
    place.write("tests/rules.yaml", &tests.replace("../../examples/illustrations/", "../areas/"));
    place.write(
        "neutral/vard-omsorg.yaml",
        &std::fs::read_to_string(root().join("rules/neutral/vard-omsorg.yaml")).unwrap(),
    );
    place.git(&["init", "-q", "-b", "main"]);
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "before"]);
    place.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    place.write("rules.yaml", &rules.replace("when: { pricing: no }", "when: { pricing: [no, partly] }"));
    place
}

/// Runs a line of shell with the tool on the path and what the services set.
fn shell(place: &Place, line: &str) -> Run {
    let bin = PathBuf::from(env!("CARGO_BIN_EXE_avtalsform"));
    let path = format!("{}:{}", bin.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let summary = place.path("summary.md");
    let env = [
        ("PATH", path.as_str()),
        ("GITHUB_BASE_REF", "main"),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "origin/main"),
    ];
    place.command(Path::new("sh"), ".", &["-e", "-c", line], &env)
}

/// The scripts of a file that run the tool; all others only install it or fetch.
fn scripts<'a>(all: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let (ours, others): (Vec<&str>, Vec<&str>) =
        all.map(|script| script.as_str().unwrap()).partition(|script| script.starts_with("avtalsform "));
    for other in others {
        assert!(other.starts_with("cargo install --locked ") || other.starts_with("git fetch "), "{other}");
    }
    assert!(!ours.is_empty());
    ours.into_iter().map(str::to_owned).collect()
}

#[test]
fn the_workflow_runs() {
    let place = repository();
    let workflow = yaml("examples/ci/github-workflow.yml");
    let steps = workflow["jobs"]["diff"]["steps"].as_array().unwrap();
    let runs = scripts(steps.iter().filter_map(|step| step.get("run")));
    let ran: Vec<Run> = runs.iter().map(|line| shell(&place, line)).collect();
    let status: Vec<i32> = ran.iter().map(|ran| ran.status).collect();
    assert_eq!(status, [0, 0, 0, 1, 1], "{}", ran.iter().map(|ran| ran.stderr.as_str()).collect::<String>());
    let summary = std::fs::read_to_string(place.path("summary.md")).unwrap();
    assert!(summary.starts_with("## ") && summary.contains("<details>"), "{summary}");
    let log: Value = serde_json::from_slice(&std::fs::read(place.path("avtalsform.sarif")).unwrap()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(ran[4].stdout.starts_with("::error file=areas/skyddat-boende.yaml,line="), "{}", ran[4].stdout);
    assert!(ran[3].stdout.starts_with("::error file=tests/rules.yaml,line="), "{}", ran[3].stdout);
    // Every file that a later step takes is one that an earlier step wrote.
    for step in steps.iter().filter_map(|step| step["with"]["sarif_file"].as_str()) {
        assert!(place.path(step).exists(), "{step}");
    }
}

#[test]
fn the_job_runs() {
    let place = repository();
    let job = &yaml("examples/ci/gitlab-ci.yml")["avtalsform-diff"];
    let lines = ["before_script", "script"].map(|key| job[key].as_array().unwrap());
    let runs = scripts(lines.iter().flat_map(|lines| lines.iter()));
    assert_eq!(runs.iter().map(|line| shell(&place, line).status).collect::<Vec<_>>(), [1]);
    let report = job["artifacts"]["reports"]["junit"].as_str().unwrap();
    let report = std::fs::read_to_string(place.path(report)).unwrap();
    let document = roxmltree::Document::parse(&report).unwrap();
    // One area with another outcome, those that mean something else, and the rules.
    assert_eq!(document.root_element().attribute("failures"), Some("5"));
    let rules = &yaml("examples/ci/gitlab-ci.yml")["avtalsform-rules"];
    let lines = ["before_script", "script"].map(|key| rules[key].as_array().unwrap());
    let runs = scripts(lines.iter().flat_map(|lines| lines.iter()));
    assert_eq!(runs.iter().map(|line| shell(&place, line).status).collect::<Vec<_>>(), [0, 1]);
    let report = rules["artifacts"]["reports"]["junit"].as_str().unwrap();
    assert!(std::fs::read_to_string(place.path(report)).unwrap().contains("<failure"));
}

#[test]
fn the_hooks_run() {
    let place = repository();
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_array().unwrap();
    let config = yaml("examples/ci/pre-commit-config.yaml");
    let used = config["repos"][0]["hooks"].as_array().unwrap();
    assert_eq!(used.len(), hooks.len());
    let mut status = Vec::new();
    for used in used {
        let hook = hooks.iter().find(|hook| hook["id"] == used["id"]).expect("a hook that there is");
        let mut line = hook["entry"].as_str().unwrap().to_owned();
        for arg in used["args"].as_array().unwrap() {
            line.push_str(&format!(" {}", arg.as_str().unwrap()));
        }
        if hook["pass_filenames"] != false {
            line.push_str(" areas/boendestod.yaml areas/skyddat-boende.yaml");
        }
        status.push(shell(&place, &line).status);
    }
    assert_eq!(status, [0, 1, 0, 1]);
    place.write("areas/boendestod.yaml", "area: A\nanswers:\n  marknad_fins: ja\n");
    let entry = hooks[0]["entry"].as_str().unwrap();
    assert_eq!(shell(&place, &format!("{entry} areas/boendestod.yaml")).status, 2);
}
