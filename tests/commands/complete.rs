//! Completion, as shells ask for it: the scripts, and what the tool answers to each of them.

use std::collections::BTreeSet;

use crate::support::{COMMANDS, run, run_with};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// What a shell is told of the last of some words; its own marks taken away.
fn completed(shell: &str, words: &[&str]) -> Vec<String> {
    let mut args = vec!["--", "avtalsform"];
    args.extend(words);
    let index = words.len().to_string();
    let env = [("AVTALSFORM_COMPLETE", shell), ("_CLAP_COMPLETE_INDEX", &index), ("_CLAP_IFS", "\n")];
    let ran = run_with(&args, b"", &env);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{shell} {words:?}");
    let value = |line: &str| {
        let end = if shell == "zsh" { ':' } else { '\t' };
        line.split(end).next().unwrap().to_owned()
    };
    ran.stdout.lines().map(value).collect()
}

#[test]
fn scripts() {
    let mut all = String::new();
    for shell in SHELLS {
        let ran = run(&["completions", shell]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        assert_eq!(ran.stdout, run(&["--lang", "en", "completions", shell]).stdout);
        all.push_str(&format!("== {shell}\n{}\n", ran.stdout));
    }
    insta::assert_snapshot!(all);
    // What is mended in the library's script for zsh has been found in it.
    assert!(all.contains("local -a open=()") && all.contains("open+=") && all.contains("funcstack"));
}

/// The same in every shell.
#[test]
fn values_of_arguments() {
    for shell in SHELLS {
        let is = |words: &[&str], expected: &[&str]| {
            assert_eq!(completed(shell, words), expected, "{shell} {words:?}")
        };
        is(&["recom"], &["recommend"]);
        is(&["rules", "ch"], &["check"]);
        is(&["recommend", "a.yaml", "--rules", "linkoping-v"], &["linkoping-vard-omsorg"]);
        is(&["diff", "a", "--from", "linkoping-"], &["linkoping-vard-omsorg", "linkoping-ovriga-namnder"]);
        is(&["diff", "a", "--from", "x", "--to", "linkoping-o"], &["linkoping-ovriga-namnder"]);
        is(&["rules", "show", "linkoping-o"], &["linkoping-ovriga-namnder"]);
        is(&["rules", "check", "linkoping-o"], &["linkoping-ovriga-namnder"]);
        is(&["rules", "compare", "x", "linkoping-o"], &["linkoping-ovriga-namnder"]);
        is(&["rules", "compare", "schemas/a"], &["schemas/area.json"]);
        is(&["recommend", "schemas/a"], &["schemas/area.json"]);
        is(&["memo", "a", "--template", "tests/templates/k"], &["tests/templates/kommun.docx"]);
        is(&["plan", "a", "--template", "schemas/a"], &[]);
        let profiles = ["neutral", "users-first", "cost-and-capacity-first", "preparedness-first"];
        is(&["batch", "a", "--profile", ""], &profiles);
        let other = "tests/rules/exempelkommun.yaml";
        is(&["batch", "a", "--rules", other, "--profile", "p"], &["personalen-forst"]);
        is(&["diff", "a", "--from", "x", "--to", other, "--profile", "p"], &["personalen-forst"]);
        is(&["rules", "check", other, "--profile", "p"], &["personalen-forst"]);
        is(&["batch", "a", "--rules", "no-such-file", "--profile", "p"], &[]);
        is(&["batch", "a", "--format", "x"], &["xlsx"]);
        is(&["batch", "a", "--only", "tie,un"], &["tie,undetermined", "tie,unchanged"]);
        is(&["explain", "marknad"], &["marknad_finns"]);
        is(&["explain", "market"], &["market_exists"]);
        is(&["--lang", "en", "explain", "market"], &["market_exists"]);
        is(&["--lang", "en", "explain", "no-m"], &["no-market"]);
        is(&["explain", "gate"], &["gate-idle"]);
        is(&["man", "rules", "com"], &["compare"]);
        is(&["completions", "f"], &["fish"]);
    }
}

/// Bash cuts words at `=`, and keeps what stands before the last of them; other shells do neither.
#[test]
fn values_after_an_equals_sign() {
    assert_eq!(completed("bash", &["batch", "--rules", "=", "linkoping-o"]), ["linkoping-ovriga-namnder"]);
    assert_eq!(completed("bash", &["batch", "--format", "="]).len(), 10);
    let other = "tests/rules/exempelkommun.yaml";
    assert_eq!(
        completed("bash", &["batch", "--rules", "=", other, "--profile", "=", "p"]),
        ["personalen-forst"]
    );
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        let found = completed(shell, &["batch", "--rules=linkoping-o"]);
        assert_eq!(found, ["--rules=linkoping-ovriga-namnder"], "{shell}");
        let rules = format!("--rules={other}");
        assert_eq!(
            completed(shell, &["batch", &rules, "--profile=p"]),
            ["--profile=personalen-forst"],
            "{shell}"
        );
    }
}

/// Every option of every command is offered, and every command.
#[test]
fn all_that_can_be_typed() {
    for command in COMMANDS {
        let mut words: Vec<&str> = command.split_whitespace().collect();
        words.push("--");
        let offered: BTreeSet<String> = completed("fish", &words).into_iter().collect();
        words.pop();
        words.push("--help");
        let help = run(&words).stdout;
        for word in help.split(|letter: char| letter.is_whitespace() || letter == ',') {
            let is_option = word.starts_with("--") && help.contains(&format!("  {word}"));
            assert!(!is_option || offered.contains(word), "{command} {word}: {offered:?}");
        }
        assert!(offered.contains("--help"), "{command}");
    }
    let commands = completed("fish", &[""]);
    for command in COMMANDS.iter().filter(|command| !command.is_empty() && !command.contains(' ')) {
        assert!(commands.contains(&(*command).to_owned()), "{command}");
    }
}

/// What a candidate is stands beside it, in the language of the line.
#[test]
fn candidates_are_explained() {
    let told = |words: &[&str], env: &[(&str, &str)]| {
        let mut args = vec!["--", "avtalsform"];
        args.extend(words);
        run_with(&args, b"", &[env, &[("AVTALSFORM_COMPLETE", "fish")]].concat()).stdout
    };
    assert_eq!(told(&["explain", "marknad"], &[]), "marknad_finns\tMarknad finns\n");
    assert_eq!(told(&["--lang", "en", "explain", "market"], &[]), "market_exists\tMarket exists\n");
    assert_eq!(told(&["explain", "market"], &[("AVTALSFORM_LANG", "en")]), "market_exists\tMarket exists\n");
}

/// Without the variable, and with it empty, nothing is different; a shell that is not known is said.
#[test]
fn other_runs_are_as_they_were() {
    let file = "examples/illustrations/daglig-verksamhet.yaml";
    let plain = run(&["recommend", file]);
    let empty = run_with(&["recommend", file], b"", &[("AVTALSFORM_COMPLETE", "")]);
    assert_eq!((plain.status, &plain.stdout, &plain.stderr), (empty.status, &empty.stdout, &empty.stderr));
    let wrong = run_with(&["--", "avtalsform", ""], b"", &[("AVTALSFORM_COMPLETE", "tcsh")]);
    assert_eq!((wrong.status, wrong.stdout.as_str()), (2, ""));
    assert!(wrong.stderr.contains("tcsh"));
}
