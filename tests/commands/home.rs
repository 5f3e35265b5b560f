//! Where one begins and how one finds one's way: alone, help with examples, manual pages, command lines that are not
//! understood.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::place::Place;
use crate::support::{self, COMMANDS, run, run_with};
use unicode_width::UnicodeWidthStr;

fn help(lang: &str, command: &str) -> String {
    let args: Vec<&str> =
        ["--lang", lang].into_iter().chain(command.split_whitespace()).chain(["--help"]).collect();
    run(&args).stdout
}

/// The tool alone says where to begin, in about twenty lines of any width, and that is no error.
#[test]
fn alone() {
    let mut all = String::new();
    for lang in ["sv", "en"] {
        for width in ["60", "80", "120"] {
            let ran = run(&["--lang", lang, "--width", width]);
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
            assert!(ran.stdout.lines().count() <= 22, "{lang} {width}");
            assert!(ran.stdout.lines().all(|line| line.width() <= width.parse().unwrap()));
            all.push_str(&format!("{lang} {width}\n{}\n", ran.stdout));
        }
    }
    assert_eq!(run(&[]).stdout, run(&["--lang", "sv", "--width", "80"]).stdout);
    insta::assert_snapshot!(all);
}

/// The commands that a help shows as examples, which stand last and are indented.
fn examples(help: &str, heading: &str) -> Vec<String> {
    let (_, after) = help.split_once(&format!("\n{heading}:\n")).unwrap_or_default();
    after.lines().filter_map(|line| line.strip_prefix("    ")).map(str::to_owned).collect()
}

/// Files of the names that the examples use.
fn place() -> Place {
    let place = Place::new();
    let examples = support::root().join("examples/illustrations");
    for (folder, file, old, new) in [
        ("omraden", "daglig-verksamhet.yaml", "gamla-regler.yaml", "nya-regler.yaml"),
        ("areas", "day-activities.yaml", "old-rules.yaml", "new-rules.yaml"),
    ] {
        for name in ["daglig-verksamhet.yaml", "boendestod.yaml", "uppsokande-arbete.yaml"] {
            place.write(&format!("{folder}/{name}"), &std::fs::read_to_string(examples.join(name)).unwrap());
        }
        place.write(file, &std::fs::read_to_string(examples.join("daglig-verksamhet.yaml")).unwrap());
        let rules = run(&["rules", "export"]).stdout;
        place.write(old, &rules);
        place.write(
            new,
            &rules.replace("when: { market_exists: no }", "when: { market_exists: [no, partly] }"),
        );
    }
    for name in ["mall.docx", "template.docx"] {
        std::fs::copy(support::root().join("tests/templates/kommun.docx"), place.path(name)).unwrap();
    }
    for folder in ["regeltester", "rule-tests"] {
        let tests =
            std::fs::read_to_string(support::root().join("rules/tests/linkoping-ovriga-namnder.yaml"))
                .unwrap();
        let tests =
            tests.replace("rules: ../linkoping-ovriga-namnder.yaml", "rules: linkoping-ovriga-namnder");
        place.write(&format!("{folder}/prov.yaml"), &tests);
        let neutral = support::root().join("rules/neutral/ovriga-namnder.yaml");
        place.write("neutral/ovriga-namnder.yaml", &std::fs::read_to_string(neutral).unwrap());
    }
    place
}

/// Every command ends its help with one to four examples in each language, and each of them works.
#[cfg(unix)]
#[test]
fn examples_work() {
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_avtalsform")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    // What this looks for is there in the files above.
    let trips = ["rules compare"];
    for (lang, heading) in [("sv", "Exempel"), ("en", "Examples")] {
        let mut count = 0;
        for command in COMMANDS {
            let help = help(lang, command);
            let examples = examples(&help, heading);
            assert!((1..=4).contains(&examples.len()), "{lang} {command}: {examples:?}");
            let place = place();
            for example in examples {
                let named = format!("avtalsform {command}");
                assert!(example.contains(named.trim_end()), "{example}: not an example of {command}");
                let env = [("PATH", path.as_str()), ("AVTALSFORM_LANG", lang)];
                let ran = place.command(std::path::Path::new("bash"), ".", &["-c", &example], &env);
                let expected = i32::from(trips.iter().any(|trips| example.contains(trips)));
                assert_eq!(ran.status, expected, "{example}: {}{}", ran.stdout, ran.stderr);
                assert!(
                    !ran.stderr.lines().any(|line| line.starts_with("fel:") || line.starts_with("error:")),
                    "{example}: {}",
                    ran.stderr
                );
                count += 1;
            }
        }
        assert!(count > COMMANDS.len(), "{count}");
    }
}

/// No line of a help is wider than a terminal, and no example is broken.
#[test]
fn helps_fit() {
    for lang in ["sv", "en"] {
        for command in COMMANDS {
            for line in help(lang, command).lines() {
                // The alternatives of a group stand in one word, which cannot be broken.
                assert!(line.width() <= 80 || line.contains("<--from"), "{lang} {command}: {line}");
            }
        }
    }
}

/// Every word that stands for a value has a word in the data, in each language: none is shown as it is in the code.
#[test]
fn words_for_values_are_translated() {
    let texts = [avtalsform::model::Lang::Sv, avtalsform::model::Lang::En]
        .map(|lang| avtalsform::texts::Texts::load(lang).unwrap());
    let words = |help: &str| -> BTreeSet<String> {
        let usage_and_names = help.lines().filter(|line| {
            let line = line.trim_start();
            line.starts_with(['-', '<', '[']) || line.contains("avtalsform ") && line.contains(['<', '['])
        });
        let names = usage_and_names
            .flat_map(|line| line.split(['<', '[']).skip(1).filter_map(|rest| rest.split(['>', ']']).next()));
        let words = names
            .flat_map(|name| name.split(['|', ',', ' ', '…', '=']).map(str::to_owned).collect::<Vec<_>>());
        words.filter(|word| word.chars().any(char::is_uppercase) && !word.starts_with('-')).collect()
    };
    for command in COMMANDS {
        let (swedish, english) = (words(&help("sv", command)), words(&help("en", command)));
        let translated: BTreeSet<String> = english
            .iter()
            .map(|word| {
                let key = format!("value.{word}");
                assert_eq!(texts[1].help_of(&key), Some(word.as_str()), "{command}: {key}");
                texts[0].help_of(&key).unwrap_or_else(|| panic!("{command}: {key}")).to_owned()
            })
            .collect();
        assert_eq!(swedish, translated, "{command}");
    }
}

/// What is said of each argument of a command: its name, with the words that explain it.
fn explained(help: &str) -> BTreeMap<String, String> {
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    let mut open: Option<String> = None;
    for line in help.lines() {
        let bare = line.trim_start();
        if bare.is_empty() || !line.starts_with("  ") {
            open = None;
        } else if bare.starts_with(['-', '<', '[']) && line.len() - bare.len() <= 6 {
            // Values are named by words of the language; options are not.
            let name = bare.split_whitespace().find(|word| word.starts_with("--"));
            let name = name.map_or_else(|| format!("positional {}", entries.len()), str::to_owned);
            let text = bare.split_once("  ").map_or("", |(_, text)| text.trim());
            entries.insert(name.clone(), text.to_owned());
            open = Some(name);
        } else if let Some(name) = &open {
            entries.get_mut(name).unwrap().push_str(bare);
        }
    }
    entries
}

/// No argument of any command, `--help` and `--version` among them, is explained in one language only.
#[test]
fn every_argument_is_translated() {
    for command in COMMANDS {
        let (swedish, english) = (explained(&help("sv", command)), explained(&help("en", command)));
        assert!(swedish.contains_key("--help") && (!command.is_empty() || swedish.contains_key("--version")));
        assert_eq!(swedish.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{command}");
        for (name, text) in &swedish {
            let other = &english[name];
            assert!(!text.is_empty() && !other.is_empty() && text != other, "{command} {name}: {text}");
        }
    }
}

/// What is wrong with a command line, in both languages: each kind that a command line can bring about.
#[test]
fn refusals() {
    let file = "examples/mall.yaml";
    let lines: &[&[&str]] = &[
        &["recommend", "--formt", "json", file],
        &["recommend", "--detial", "full"],
        &["batch", "--detail", "full", "examples"],
        &["recommend", "-z", file],
        &["rules", "list", "extra"],
        &["recomend", file],
        &["rules", "chek"],
        &["xyzzy"],
        &["examples/illustrations", "--format", "json"],
        &[file, "--format", "json"],
        &["recommend"],
        &["rules", "compare", "a"],
        &["diff", file],
        &["diff", file, "--from", "a", "--baseline", "b"],
        &["man", "recommend", "--output", "a"],
        &["recommend", file, "--rules", "a", "--rules", "b"],
        &["recommend", file, "--format"],
        &["recommend", file, "--format="],
        &["recommend", file, "--format", "jsn"],
        &["recommend", file, "--format", "xyzzy"],
        &["completions", "tcsh"],
        &["recommend", file, "--width", "5"],
        &["recommend", file, "--width", "wide"],
        &["recommend", file, "--quiet=yes"],
        &["recommend", file, "--\u{1b}[31m"],
        &["man", "rules", "chek"],
    ];
    let mut all = String::new();
    for line in lines {
        for lang in ["sv", "en"] {
            let ran = run_with(line, b"", &[("AVTALSFORM_LANG", lang)]);
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{line:?}");
            assert!(!ran.stderr.contains('\u{1b}'), "{line:?}");
            all.push_str(&format!("$ avtalsform {}\n{}\n", line.join(" ").escape_debug(), ran.stderr));
        }
    }
    insta::assert_snapshot!(all);
    for english in ["error: ", "tip: ", "Usage: ", "For more information", "[possible values"] {
        let swedish = run_with(&["recommend", "--formt", "json", file], b"", &[]).stderr;
        assert!(!swedish.contains(english), "{swedish}");
    }
    // A folder of commands without one of them shows its help, which is not what was asked for.
    let rules = run(&["rules"]);
    assert_eq!((rules.status, rules.stdout.as_str(), rules.stderr), (2, "", help("sv", "rules")));
}

#[cfg(unix)]
#[test]
fn what_is_not_text_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let word = std::ffi::OsStr::from_bytes(b"--width=\xff");
    let command = |lang: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_avtalsform"));
        let output =
            command.args(["recommend", "a"]).arg(word).env("AVTALSFORM_LANG", lang).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    insta::assert_snapshot!(format!("{}\n{}", command("sv"), command("en")));
}

/// An option that is also a file's name can be meant as one.
#[test]
fn a_file_that_looks_like_an_option() {
    let place = Place::new();
    place.write("-z", "area: A\n");
    let ran = place.run(&["recommend", "-z"]);
    assert!(ran.stderr.contains("skriv `-- -z`"), "{}", ran.stderr);
    assert_eq!(place.run(&["recommend", "--", "-z"]).status, 0);
}

#[test]
fn manual_pages() {
    for lang in ["sv", "en"] {
        let place = Place::new();
        let ran = place.run(&["--lang", lang, "man", "--output", "a/man1"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
        let mut names: Vec<String> = std::fs::read_dir(place.path("a/man1"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let mut expected: Vec<String> = COMMANDS
            .iter()
            .map(|command| format!("{}.1", format!("avtalsform {command}").trim_end().replace(' ', "-")))
            .collect();
        expected.sort();
        assert_eq!(names, expected);
        for command in COMMANDS {
            let name = format!("a/man1/{}.1", format!("avtalsform {command}").trim_end().replace(' ', "-"));
            let page = std::fs::read_to_string(place.path(&name)).unwrap();
            let args: Vec<&str> =
                ["--lang", lang, "man"].into_iter().chain(command.split_whitespace()).collect();
            assert_eq!(run(&args).stdout, page, "{command}");
            // Every option of the help, and every example.
            let help = help(lang, command);
            for word in help.split_whitespace().filter(|word| word.starts_with("--")) {
                let option =
                    word.trim_end_matches(|letter: char| !letter.is_alphanumeric()).replace('-', "\\-");
                assert!(page.contains(&option), "{command}: {option}");
            }
            let heading = if lang == "sv" { "Exempel" } else { "Examples" };
            for example in examples(&help, heading) {
                assert!(page.contains(&example.replace('-', "\\-")), "{command}: {example}");
            }
            assert!(!page.contains("OPTIONS") || lang == "en", "{command}");
        }
        insta::assert_snapshot!(format!("man-{lang}"), run(&["--lang", lang, "man"]).stdout);
        insta::assert_snapshot!(
            format!("man-rules-check-{lang}"),
            run(&["--lang", lang, "man", "rules", "check"]).stdout
        );
    }
}
