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

/// What GitHub's program does with comments here: there is one or none, in a file, and every call is noted.
const GH: &str = r#"#!/bin/sh
echo "$*" >> gh.log
case "$*" in
*"--method PATCH repos/a/b/issues/comments/7 "*) test -e posted.md && cp comment.md posted.md ;;
*"--method POST repos/a/b/issues/5/comments "*) cp comment.md posted.md ;;
*"--paginate repos/a/b/issues/5/comments --jq "*) if test -e posted.md; then echo 7; fi ;;
*) exit 1 ;;
esac
"#;

/// Runs a line of shell with the tool on the path and what the services set.
fn shell(place: &Place, line: &str) -> Run {
    use std::os::unix::fs::PermissionsExt as _;
    let gh = place.path("bin/gh");
    place.write("bin/gh", GH);
    std::fs::set_permissions(&gh, std::fs::Permissions::from_mode(0o755)).unwrap();
    let bin = PathBuf::from(env!("CARGO_BIN_EXE_avtalsform"));
    let path = [gh.parent(), bin.parent()].map(|folder| folder.unwrap().display().to_string()).join(":");
    let path = format!("{path}:{}", std::env::var("PATH").unwrap());
    let summary = place.path("summary.md");
    let env = [
        ("PATH", path.as_str()),
        ("GITHUB_BASE_REF", "main"),
        ("GITHUB_REPOSITORY", "a/b"),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
        ("MAY_COMMENT", "true"),
        ("NUMBER", "5"),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "origin/main"),
    ];
    place.command(Path::new("sh"), ".", &["-e", "-c", line], &env)
}

/// The scripts of a file, but for those that install the tool.
fn scripts<'a>(all: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let all = all.map(|script| script.as_str().unwrap());
    all.filter(|script| !script.starts_with("cargo install --locked ")).map(str::to_owned).collect()
}

#[test]
fn the_workflow_runs() {
    let place = repository();
    place.git(&["commit", "-q", "-am", "after"]);
    let workflow = yaml("examples/ci/github-workflow.yml");
    let steps = workflow["jobs"]["diff"]["steps"].as_array().unwrap();
    let runs = scripts(steps.iter().filter_map(|step| step.get("run")));
    let read = |name: &str| std::fs::read_to_string(place.path(name)).unwrap();
    let all = || -> Vec<Run> { runs.iter().map(|line| shell(&place, line)).collect() };
    let ran = all();
    let status: Vec<i32> = ran.iter().map(|ran| ran.status).collect();
    assert_eq!(status, [1, 0, 0, 1, 0], "{}", ran.iter().map(|ran| ran.stderr.as_str()).collect::<String>());
    assert!(ran[0].stdout.starts_with("::error file=areas/skyddat-boende.yaml,line="), "{}", ran[0].stdout);
    assert!(ran[3].stdout.starts_with("::error file=tests/rules.yaml,line="), "{}", ran[3].stdout);
    let log: Value = serde_json::from_str(&read("diff.sarif")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    // The comment has the exact share and the smallest area that shows it, and what the change does to the areas.
    let comment = read("posted.md");
    assert!(comment.starts_with("<!-- avtalsform -->\n## "), "{comment}");
    for said in ["Ett område som visar det: ", " av svarsuppsättningarna (", "<details>", "Skyddat boende"]
    {
        assert!(comment.contains(said), "{said}: {comment}");
    }
    assert_eq!(comment.matches("\n## ").count(), 2, "{comment}");
    assert!(read("gh.log").contains("--method POST"));
    // A second push changes the comment that there is.
    let rules = read("rules.yaml").replace("when: { pricing: [no, partly] }", "when: { pricing: no }");
    place.write("rules.yaml", &rules);
    place.git(&["commit", "-q", "-am", "back"]);
    std::fs::remove_file(place.path("gh.log")).unwrap();
    assert!(all().iter().all(|ran| ran.status == 0));
    assert_eq!(read("posted.md").matches("\n## ").count(), 1, "the rules are the same");
    assert!(read("gh.log").contains("--method PATCH") && !read("gh.log").contains("--method POST"));
    // Every file that a later step takes is one that an earlier step wrote.
    let taken =
        steps.iter().filter_map(|step| step["with"]["sarif_file"].as_str().or(step["with"]["path"].as_str()));
    for name in taken.flat_map(str::lines) {
        assert!(place.path(name).exists(), "{name}");
    }
}

#[test]
fn the_jobs_run() {
    let place = repository();
    let jobs = yaml("examples/ci/gitlab-ci.yml");
    let status = |job: &Value| -> Vec<i32> {
        let lines = ["before_script", "script"].map(|key| job[key].as_array().unwrap());
        scripts(lines.iter().flat_map(|lines| lines.iter()))
            .iter()
            .map(|line| shell(&place, line).status)
            .collect()
    };
    let failures = |name: &str| {
        let report = std::fs::read_to_string(place.path(name)).unwrap();
        let document = roxmltree::Document::parse(&report).unwrap();
        document.root_element().attribute("failures").unwrap().to_owned()
    };
    let job = &jobs["avtalsform-diff"];
    assert_eq!(status(job), [1]);
    // One area with another outcome, those that mean something else, and the rules.
    assert_eq!(failures(job["artifacts"]["reports"]["junit"].as_str().unwrap()), "5");
    assert!(place.path(job["artifacts"]["paths"][0].as_str().unwrap()).exists());
    let rules = &jobs["avtalsform-rules"];
    assert_eq!(status(rules), [0, 1]);
    let reports = rules["artifacts"]["reports"]["junit"].as_array().unwrap();
    let failed: Vec<bool> = reports.iter().map(|name| failures(name.as_str().unwrap()) != "0").collect();
    assert_eq!(failed, [false, true]);
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
