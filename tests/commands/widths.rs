//! Pages at 40, 60, 80 and 120 columns: nothing wider, no word broken, no text in a strip; and none depends on colour.

use std::collections::BTreeSet;
use std::fs;

use crate::support::random::Dice;
use crate::support::{self, COMMANDS, named, run, run_with};
use anstream::adapter::strip_str;
use avtalsform::explain::Advisor;
use avtalsform::model::{Area, Lang};
use avtalsform::page::recommend::Detail;
use avtalsform::page::{batch, recommend};
use avtalsform::portfolio::{Overview, Row, Totals, asked};
use avtalsform::texts::Texts;
use avtalsform::write::screen::screen;
use unicode_width::UnicodeWidthStr;

const WIDTHS: [usize; 4] = [40, 60, 80, 120];
/// At this width nothing is wrapped.
const ALL: usize = 1000;

/// Every line fits, ends in a letter, and has no colour.
fn assert_fits(what: &str, page: &str, width: usize) {
    for line in page.lines() {
        assert!(line.width() <= width, "{what} at {width} has {}: {line}", line.width());
        assert_eq!(line.trim_end(), line, "{what}: blanks at the end of a line");
        assert!(!line.contains('\u{1b}'), "{what}: colour");
    }
}

/// The words of a page; those of lines that are cut are left out, as what is drawn is.
fn words(page: &str) -> BTreeSet<String> {
    let lines = page.lines().filter(|line| !line.ends_with('…'));
    let words = lines.flat_map(|line| line.split([' ', '\u{a0}', '-']));
    let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    words.map(bare).filter(|word| !word.is_empty()).collect()
}

/// No word of the page is a piece of one on the page that has room for everything.
fn assert_whole_words(what: &str, page: &str, wide: &str, width: usize) {
    let known = words(wide);
    let broken: Vec<String> = words(page)
        .into_iter()
        .filter(|word| !known.contains(word))
        // A word longer than the line has to be broken; hashes and paths are.
        .filter(|word| !known.iter().any(|whole| whole.contains(word) && whole.width() + 14 > width))
        .filter(|word| {
            !wide
                .split_whitespace()
                .any(|whole| whole.to_lowercase().contains(word.as_str()) && whole.width() + 14 > width)
        })
        .filter(|word| word.parse::<u64>().is_err())
        .collect();
    assert!(broken.is_empty(), "{what} at {width}: {broken:?}\n{page}");
}

/// Long text does not run down in a strip beside empty room: where a column is narrow, few lines in a row are short.
fn assert_no_strip(what: &str, page: &str, width: usize) {
    let strip = |line: &&str| {
        let indent = line.width() - line.trim_start().width();
        indent * 2 > width && !line.trim().is_empty()
    };
    let lines: Vec<&str> = page.lines().collect();
    let longest = lines.chunk_by(|one, other| strip(one) == strip(other)).filter(|chunk| strip(&chunk[0]));
    let longest = longest.map(<[&str]>::len).max().unwrap_or_default();
    assert!(longest <= 3, "{what} at {width}: {longest} lines in a strip\n{page}");
}

fn assert_good(what: &str, width: usize, page: &str, wide: &str) {
    assert_fits(what, page, width);
    assert_whole_words(what, page, wide, width);
    assert_no_strip(what, page, width);
}

/// A rule set with another margin and gate, and the folder it stands in.
fn changed() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.yaml");
    let text = run(&["rules", "export"]).stdout;
    let (from, to) = ("when: { pricing: no }", "when: { pricing: [no, partly] }");
    assert!(text.contains(from) && text.contains("margin: 1/20"));
    fs::write(&path, text.replace(from, to).replace("margin: 1/20", "margin: 1/4")).unwrap();
    let name = path.to_str().unwrap().to_owned();
    (folder, name)
}

/// Every page of text.
fn pages(new: &str) -> Vec<Vec<&str>> {
    let rules = "linkoping-vard-omsorg";
    vec![
        vec![
            "recommend",
            "examples/illustrations/daglig-verksamhet.yaml",
            "examples/linkoping-2023/15-daglig-verksamhet.yaml",
        ],
        vec!["memo", "examples/illustrations/korttidsboende-aldre.yaml"],
        vec!["batch", "examples/linkoping-2023", "examples/illustrations"],
        vec!["batch", "examples/illustrations", "--group-by", "group"],
        vec!["diff", "examples/illustrations", "--from", rules, "--to", new],
        vec!["test", "tests/ci/reports/failing.yaml"],
        vec!["test", "rules/tests"],
        vec!["rules", "check"],
        vec!["rules", "compare", rules, new],
        vec!["rules", "show"],
        vec!["rules", "show", "linkoping-ovriga-namnder"],
        vec!["rules", "list"],
        vec!["explain"],
        vec!["explain", "answer-backfires"],
    ]
}

fn shown(args: &[&str], lang: &str, width: usize, more: &[&str]) -> String {
    let width = width.to_string();
    let mut all = args.to_vec();
    all.extend(["--lang", lang, "--width", &width]);
    all.extend(more);
    run(&all).stdout
}

#[test]
fn every_page_of_text_fits() {
    let (_folder, new) = changed();
    for args in pages(&new) {
        for lang in ["sv", "en"] {
            // What takes long is the same page but for its words.
            if lang == "en" && ["check", "compare"].iter().any(|slow| args.contains(slow)) {
                continue;
            }
            let wide = shown(&args, lang, ALL, &[]);
            assert!(!wide.is_empty(), "{args:?}");
            for width in WIDTHS {
                assert_good(&args.join(" "), width, &shown(&args, lang, width, &[]), &wide);
            }
        }
    }
    let folders = ["recommend", "--detail", "full"];
    let mut all = folders.to_vec();
    let paths = support::files("examples/linkoping-2023", "yaml");
    all.extend(paths.iter().map(String::as_str));
    let wide = shown(&all, "sv", ALL, &[]);
    for width in WIDTHS {
        assert_good("recommend --detail full", width, &shown(&all, "sv", width, &[]), &wide);
    }
}

/// Colour adds nothing: without it the page is the same, and says in words what colour shows.
#[test]
fn nothing_depends_on_colour() {
    let (_folder, new) = changed();
    for args in pages(&new) {
        let colourful = shown(&args, "sv", 80, &["--color", "always"]);
        let colourless = shown(&args, "sv", 80, &["--color", "never"]);
        assert_eq!(strip_str(&colourful).to_string(), colourless, "{args:?}");
        assert!(!colourless.contains('\u{1b}'));
    }
    let said = |path: &str| shown(&["recommend", "--detail", "full", path], "sv", 80, &["--color", "never"]);
    assert!(said("examples/illustrations/daglig-verksamhet.yaml").contains("Rekommendationen står fast."));
    assert!(said("examples/linkoping-2023/15-daglig-verksamhet.yaml").contains("Underlaget räcker inte"));
    let excluded = said("examples/illustrations/bistandshandlaggning.yaml");
    assert!(excluded.contains("Inte möjligt: LOV, LOU.") && excluded.contains("nej: Myndighetsutövning"));
    let preliminary = b"area: A\nanswers: { market_exists: yes, delimitable_mission: yes, pricing: yes, follow_up: yes, \
        sensitivity: no, premise_control: no, ultimate_responsibility: no, exercise_of_authority: no, user_choice: yes, \
        provider_diversity: yes, employer_choice: yes, flexibility: yes, variable_needs: no }\n";
    let page = run_with(&["recommend", "--color", "never", "-"], preliminary, &[]).stdout;
    assert!(page.contains("Preliminär rekommendation."), "{page}");
    let batch = shown(&["batch", "examples/linkoping-2023", "examples/illustrations"], "sv", 80, &[]);
    assert!(["fast", "otillräckligt"].iter().all(|word| batch.contains(word)));
    let check = shown(&["rules", "check"], "sv", 80, &[]);
    assert!(check.contains("Tillåtet: "));
    let test = run(&["test", "tests/ci/reports/failing.yaml", "--color", "never"]).stdout;
    assert!(test.contains("väntat") && test.contains('✗'));
}

/// Faults and other messages are broken to a width that is asked for, and stay whole in logs.
#[test]
fn messages_fit() {
    for lang in ["sv", "en"] {
        for width in WIDTHS {
            let columns = width.to_string();
            for args in [
                vec!["batch", "tests/bad/area"],
                vec!["test", "tests/bad/tests"],
                vec!["rules", "show", "tests/bad/rules/missing-why.yaml"],
                vec!["recommend", "--profile", "no-such", "examples/mall.yaml"],
                vec!["recommend", "--rules", "no-such", "examples/mall.yaml"],
                vec!["explain", "no-such"],
            ] {
                let mut all = args.clone();
                all.extend(["--lang", lang, "--width", &columns]);
                let said = run(&all).stderr;
                assert!(!said.is_empty(), "{args:?}");
                // The lines of a file are shown as they stand there, as far as there is room.
                let messages = said.lines().filter(|line| {
                    !line
                        .trim_start_matches(|letter: char| letter == ' ' || letter.is_ascii_digit())
                        .starts_with('|')
                });
                assert_fits(&args.join(" "), &messages.collect::<Vec<_>>().join("\n"), width);
            }
        }
    }
    let long = run(&["test", "tests/bad/tests"]).stderr;
    assert!(long.lines().any(|line| line.width() > 80), "whole in logs");
}

/// Help fits; only what is to be typed, which nobody may break, can be wider.
#[test]
fn help_fits() {
    for lang in ["sv", "en"] {
        for command in COMMANDS {
            for width in WIDTHS {
                let columns = width.to_string();
                let mut args = vec!["--lang", lang, "--width", &columns];
                args.extend(command.split_whitespace());
                args.push("--help");
                let help = run(&args).stdout;
                for line in help.lines().filter(|line| !line.contains("avtalsform ") || line.width() < width)
                {
                    let alone = line.split_whitespace().count() <= 2;
                    assert!(line.width() <= width || alone, "{command} at {width}: {line}");
                }
            }
        }
    }
}

/// Random rule sets and areas whose names have words of up to 24 letters.
#[test]
fn random_pages_fit() {
    let texts = [Lang::Sv, Lang::En].map(|lang| Texts::load(lang).unwrap());
    for seed in 0..150 {
        let mut dice = Dice::new(seed);
        let mut rules = support::random::rules(&mut dice);
        named::name(&mut dice, &mut rules);
        let Some(advisor) = Advisor::new(&rules, None) else { continue };
        let mut recommendations = Vec::new();
        for _ in 0..3 {
            let mut area = Area::unanswered("a".into(), "a.yaml".into(), 1, rules.criteria.len());
            let answers = support::random::answers(&mut dice, &rules);
            (area.name, area.answers) = (named::text(&mut dice, 6, 24), answers);
            recommendations.push(advisor.recommend(area));
        }
        let rows: Vec<Row> = recommendations.iter().map(Row::of).collect();
        let mut totals = Totals::default();
        rows.iter().for_each(|row| totals.add(row));
        let asked = asked(&advisor, &rows);
        for texts in &texts {
            let overview = Overview {
                asked: &asked,
                rules: &rules,
                profile: None,
                rows: &rows,
                totals: &totals,
                left_out: 0,
                group_by: None,
            };
            let bare = |page: String| strip_str(&page).to_string();
            for width in WIDTHS {
                let page = batch::document(
                    &overview,
                    &recommendations,
                    &avtalsform::load::Files::default(),
                    texts,
                    Detail::Short,
                );
                let all = |width| bare(screen(&page, texts, width));
                assert_good(&format!("overview {seed}"), width, &all(width), &all(ALL));
                for recommendation in &recommendations {
                    let page = |detail, width| {
                        let one = std::slice::from_ref(recommendation);
                        bare(screen(&recommend::document(one, texts, detail), texts, width))
                    };
                    let all = |width| page(Detail::Full, width);
                    assert_good(&format!("page {seed}"), width, &all(width), &all(ALL));
                    assert_fits("short", &page(Detail::Short, width), width);
                }
            }
        }
    }
}

/// Random areas under the shipped rules, through the command.
#[test]
fn random_areas_fit() {
    let mut dice = Dice::new(11);
    let areas = named::areas(&mut dice, &support::shipped("linkoping-vard-omsorg"), 25);
    let shown = |width: usize| {
        let width = width.to_string();
        let ran = run_with(&["recommend", "-", "--detail", "full", "--width", &width], areas.as_bytes(), &[]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        ran.stdout
    };
    let wide = shown(ALL);
    for width in WIDTHS {
        assert_good("random areas", width, &shown(width), &wide);
    }
}
