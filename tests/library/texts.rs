//! The tool's texts: complete in both languages, no word left unfilled, every argument explained.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::walkdir;
use crate::{limits, sheets, support};
use avtalsform::load::Fault;
use avtalsform::model::Lang;
use avtalsform::texts::{Texts, fill};

fn both() -> [Texts; 2] {
    [Texts::load(Lang::Sv).unwrap(), Texts::load(Lang::En).unwrap()]
}

fn words(template: &str) -> BTreeSet<String> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(word, _)| word.to_owned())
        .collect()
}

/// A part of a language's file: the texts, or those that are said in words where signs are no help.
fn part(lang: &str, part: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(support::root().join(format!("texts/{lang}.yaml"))).unwrap();
    let options = serde_yaml::options! { strict_booleans: true };
    let mut file: serde_json::Value = serde_yaml::from_str_with_options(&text, options).unwrap();
    serde_json::from_value(file[part].take()).unwrap()
}

#[test]
fn every_text_stands_in_both_languages_with_the_same_words() {
    for name in ["texts", "plain"] {
        let [swedish, english] = ["sv", "en"].map(|lang| part(lang, name));
        let words = |texts: &BTreeMap<String, String>| -> Vec<(String, BTreeSet<String>)> {
            texts.iter().map(|(key, text)| (key.clone(), words(text))).collect()
        };
        assert_eq!(words(&swedish), words(&english), "{name}");
    }
}

/// Each text has a method, which knows its words; one that nothing calls is of no use.
#[test]
fn every_text_is_used() {
    let mut source = String::new();
    for folder in ["src", "templates", "web/src", "web/templates"] {
        for file in walkdir(&support::root().join(folder)) {
            source.extend(std::fs::read_to_string(file).unwrap().split_whitespace());
        }
    }
    let source = source.replace("texts().", "texts.");
    let texts = part("sv", "texts");
    // Headings of a workbook's columns are found by their keys.
    let used = |key: &str| {
        source.contains(&format!("texts.{}(", key.replace('-', "_")))
            || key.starts_with("column-") && source.contains(&format!("\"{key}\""))
    };
    let unused: Vec<&String> = texts.keys().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// Signs are said in words in both languages, with the same words to fill in, and in nothing that has no such text.
#[test]
fn signs_are_words() {
    for lang in ["sv", "en"] {
        let (mut texts, plain) = (part(lang, "texts"), part(lang, "plain"));
        for (key, said) in plain {
            let usual = texts.insert(key.clone(), said.clone()).unwrap();
            assert_eq!(words(&usual), words(&said), "{key}");
            assert_ne!(usual, said, "{key} is no different");
        }
        // Whatever the pages say, they say without signs; columns of workbooks and the bars of progress are no pages.
        texts.retain(|key, _| {
            !key.starts_with("column") && !key.starts_with("progress") && key != "rule-file"
        });
        for (key, said) in texts {
            let sign = ["→", "…", "%", "·", "×", "✓", "✗", " = ", " + ", "[", "~", "−"];
            let sign = sign.iter().find(|sign| said.contains(**sign));
            assert_eq!(sign, None, "{key}: {said}");
        }
    }
    for texts in both() {
        assert_ne!(texts.percent(1), texts.plain().percent(1));
    }
}

#[test]
fn every_fault_is_explained_in_both_languages() {
    let [swedish, english] = both();
    for fault in Fault::ALL {
        let (sv, en) = (swedish.fault(*fault).unwrap(), english.fault(*fault).unwrap());
        assert_eq!(words(&sv.message), words(&en.message), "{fault:?}");
        assert!(sv.help.is_some() && en.help.is_some(), "{fault:?} must say what to do");
        let lower = |text: &str| text.chars().next().is_some_and(|letter| !letter.is_uppercase());
        assert!(!sv.message.ends_with('.') && lower(&sv.message), "{fault:?}");
    }
}

/// What is said otherwise of workbooks is said in both languages, and names no word that the fault does not have.
#[test]
fn every_fault_is_explained_for_workbooks() {
    let [swedish, english] = both();
    for fault in Fault::ALL {
        let (sv, en) = (swedish.workbook_fault(*fault).unwrap(), english.workbook_fault(*fault).unwrap());
        assert_eq!(words(&sv.message), words(&en.message), "{fault:?}");
        // Braces around more than a word are what YAML means by them.
        let help = |text: &avtalsform::texts::FaultText| -> BTreeSet<String> {
            words(text.help.as_ref().unwrap()).into_iter().filter(|word| !word.contains(' ')).collect()
        };
        assert_eq!(help(sv), help(en), "{fault:?}");
        let general = swedish.fault(*fault).unwrap();
        let mut known = words(&general.message);
        known.extend(help(general));
        assert!(words(&sv.message).is_subset(&known) && help(sv).is_subset(&known), "{fault:?}");
    }
}

/// Every code of a fault is shown by some file of the catalogue, or workbook, or is beyond what a small file can show.
#[test]
fn every_fault_occurs_in_the_catalogue() {
    let list = std::fs::read_to_string(support::root().join("tests/bad/expected.tsv")).unwrap();
    let workbooks = sheets::bad::shown();
    for fault in Fault::ALL {
        let name = format!("{fault:?}");
        let code: String = name
            .char_indices()
            .flat_map(|(position, letter)| {
                let hyphen = (letter.is_uppercase() && position > 0).then_some('-');
                hyphen.into_iter().chain(letter.to_lowercase())
            })
            .collect();
        let shown = list.contains(&format!("\t{code}\t")) || workbooks.contains(fault);
        // What is only large is made by the tests, and what is wrong with options is in no file.
        // That a folder has two files of a kind is in neither of them.
        let apart = [Fault::NotAssignment, Fault::SharedTwice];
        let elsewhere = limits::SHOWN.contains(fault) || apart.contains(fault);
        assert!(shown || elsewhere || *fault == Fault::TooManyCells, "{code}");
    }
}

#[test]
fn words_are_filled_in() {
    assert_eq!(fill("a {x} b {y} {z}", &[("x", "1"), ("y", "{x}")]), "a 1 b {x} {z}");
    let none: [(&str, &str); 0] = [];
    assert_eq!(fill("{", &none), "{");
}

/// The help of no command shows an argument without its text, in either language.
#[test]
fn every_argument_is_explained() {
    for lang in ["sv", "en"] {
        for command in support::COMMANDS {
            let mut args = vec!["--lang", lang];
            args.extend(command.split_whitespace());
            args.push("--help");
            let help = support::run(&args).stdout;
            let lines: Vec<&str> = help.lines().collect();
            for (number, line) in lines.iter().enumerate() {
                let bare = line.trim();
                let is_argument = line.starts_with("  ")
                    && (bare.starts_with('-') || bare.starts_with('<') || bare.starts_with('['));
                let alone = bare.split_whitespace().count() <= 3 && !bare.contains("  ");
                let explained =
                    !alone || lines.get(number + 1).is_some_and(|next| next.starts_with("          "));
                assert!(!is_argument || explained, "{lang} {command}: {line}");
            }
        }
    }
}
