//! `memo` as an officer meets it: the illustrations, every format, proposals that differ or are forbidden, areas of which
//! little is known, several areas in a file, and a layer that changes headings.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use crate::support::place::Place;
use crate::support::{files, run};
use regex::Regex;

const FULL: &str = "examples/illustrations/korttidsboende-aldre.yaml";

fn memo(args: &[&str]) -> String {
    let ran = run(&[&["memo"], args].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}");
    ran.stdout.replace('\u{a0}', " ")
}

/// The hash and the version of the rules, which change with every word of them.
fn pinned(text: &str) -> String {
    let hash = Regex::new("[0-9a-f]{64}").unwrap();
    hash.replace_all(text, "HASH").into_owned()
}

/// Markdown without the anchors of its headings.
fn unanchored(markdown: &str) -> String {
    Regex::new(" <a id=\"[^\"]*\"></a>").unwrap().replace_all(markdown, "").replace('\u{a0}', " ")
}

/// The text of a section, from its heading to the next in Markdown.
fn section(markdown: &str, heading: &str) -> String {
    let markdown = unanchored(markdown);
    let (_, rest) =
        markdown.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("{heading}: {markdown}"));
    rest.split("\n## ").next().unwrap().to_owned()
}

/// Every mark of a gap in a text.
fn gaps(text: &str) -> BTreeSet<String> {
    let mark = Regex::new(r"\\?\[[^\]]+\\?\]").unwrap();
    mark.find_iter(text).map(|found| found.as_str().replace('\\', "")).collect()
}

#[test]
fn illustrations_in_whole() {
    for name in ["daglig-verksamhet", "hjalpmedelsservice", "traffpunkter-seniorer", "familjeradgivning"] {
        let path = format!("examples/illustrations/{name}.yaml");
        insta::assert_snapshot!(name, pinned(&memo(&[&path])));
    }
    insta::assert_snapshot!("full-english", pinned(&memo(&[FULL, "--lang", "en"])));
}

#[test]
fn every_format() {
    for format in ["text", "plain", "markdown", "html"] {
        insta::assert_snapshot!(format!("full-{format}"), pinned(&memo(&[FULL, "--format", format])));
    }
}

/// A Word file by its ending; its annex begins a page.
#[test]
fn word() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tjansteskrivelse.docx");
    memo(&[FULL, "--output", path.to_str().unwrap()]);
    let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    assert_eq!(xml.matches("<w:pageBreakBefore/>").count(), 1);
    for said in ["ÄN 2026-118", "Förslag till beslut", "Beslutet skickas till", "[handläggare]"] {
        assert!(xml.contains(said), "{said}");
    }
}

/// What is marked in the text is listed at the end, and nothing else is.
#[test]
fn gaps_are_listed_at_the_end() {
    for path in files("examples/illustrations", "yaml") {
        let markdown = unanchored(&memo(&[&path, "--format", "markdown"]));
        let (text, list) = markdown.split_once("\n## Att fylla i före beslutet\n").unwrap();
        assert_eq!(gaps(text), gaps(list), "{path}");
        assert!(gaps(list).contains("[handläggare]"), "{path}: no person is made up");
    }
}

/// What the officer wrote stands under its heading, whatever the heading is typed like, and leaves no gap there.
#[test]
fn the_matter_fills_sections() {
    let place = Place::new();
    place.write(
        "a.yaml",
        "area: A\nmatter:\n  reference: SN 1\n  mbl: Har skett.\n  KOMMUNALA-MÅL: Målet om trygghet.\n  jamstalldhet: Lika.\n  \
         Brukarrådet: Rådet tillstyrker.\n",
    );
    let markdown = place.run(&["memo", "a.yaml", "--format", "markdown"]).stdout;
    for (heading, text) in [
        ("Information eller förhandling enligt lag (1976:580) om medbestämmande i arbetslivet", "Har skett."),
        ("Kommunala mål", "Målet om trygghet."),
        ("Jämställdhet", "Lika."),
        ("Brukarrådet", "Rådet tillstyrker."),
    ] {
        assert_eq!(section(&markdown, heading).trim(), text);
    }
    let own = markdown.find("## Brukarrådet").unwrap();
    assert!(
        own < markdown.find("## Beslutet skickas till").unwrap(),
        "headings of one's own stand before the end"
    );
    assert!(markdown.contains("Diarienummer: SN 1") || markdown.contains("SN 1"), "{markdown}");
}

/// A proposal that a gate forbids: the gate first in the assessment, and a warning.
#[test]
fn a_forbidden_proposal() {
    let place = Place::new();
    place.write(
        "a.yaml",
        "area: Handläggning\nproposal: { form: lov }\nanswers:\n  myndighetsutovning: { svar: ja, underlag: Besluten fattas här. }\n",
    );
    for lang in ["sv", "en"] {
        let ran = place.run(&["memo", "a.yaml", "--format", "markdown", "--lang", lang]);
        assert_eq!(ran.status, 0);
        let heading = if lang == "sv" { "Bedömning" } else { "Assessment" };
        insta::assert_snapshot!(
            format!("forbidden-{lang}"),
            format!("{}\n{}", ran.stderr, section(&ran.stdout, heading))
        );
    }
    let quiet = place.run(&["memo", "a.yaml", "--quiet"]);
    assert_eq!(quiet.stderr, "");
}

/// While nothing can be recommended, the proposal is to find out what is missing, and no outcome is named.
#[test]
fn undetermined() {
    let place = Place::new();
    place.write("a.yaml", "area: Okänt område\nperiod: 2027-2030\nanswers: { marknad_finns: ja }\n");
    let markdown = place.run(&["memo", "a.yaml", "--format", "markdown"]).stdout;
    insta::assert_snapshot!(pinned(&markdown));
    for outcome in ["Valfrihetssystem enligt", "pphandling enligt LOU", "arknadsmix:"] {
        assert!(!markdown.contains(outcome), "{outcome}");
    }
}

/// What the administration proposes goes before what the rules lead to; that it differs, and without a motivation, is said.
#[test]
fn a_proposal_that_differs() {
    let place = Place::new();
    let full =
        std::fs::read_to_string(crate::support::root().join("examples/illustrations/daglig-verksamhet.yaml"))
            .unwrap();
    place.write("a.yaml", &format!("{full}\nproposal: {{ form: lou }}\n"));
    place.write(
        "b.yaml",
        &format!("{full}\nproposal: {{ form: lou, motivation: Kostnaden ska kunna planeras. }}\n"),
    );
    let bare = place.run(&["memo", "a.yaml", "--format", "markdown"]).stdout;
    assert!(section(&bare, "Förslag till beslut").contains("upphandlas enligt lagen (2016:1145)"));
    let matter = section(&bare, "Ärende");
    assert!(
        matter.contains("leder till marknadsmix: LOV")
            && matter.contains("föreslår i stället upphandling enligt LOU")
    );
    assert!(gaps(&matter).contains("[motivering till förslaget]"), "{matter}");
    let motivated = place.run(&["memo", "b.yaml", "--format", "markdown"]).stdout;
    let matter = section(&motivated, "Ärende");
    assert!(matter.contains("Kostnaden ska kunna planeras.") && gaps(&matter).is_empty(), "{matter}");
    // The form that is proposed is no alternative, and the one that is not proposed is.
    let others = section(&motivated, "Alternativ som övervägts");
    assert!(others.contains("### LOV") && !others.contains("### LOU"), "{others}");
}

/// Several areas in a file are listed, and one is chosen by its id.
#[test]
fn one_of_several_areas() {
    let place = Place::new();
    place.write("a.yaml", "area: Ledsagning\nid: ledsagning\n---\narea: Avlösning\nid: avlosning\n");
    let mut all = String::new();
    for lang in ["sv", "en"] {
        for args in [
            &["memo", "a.yaml"][..],
            &["memo", "a.yaml", "--area", "ledsagnign"],
            &["memo", "a.yaml", "--area", "x"],
        ] {
            let ran = place.run(&[args, &["--lang", lang]].concat());
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
            all.push_str(&format!("{lang} {args:?}\n{}\n", ran.stderr));
        }
    }
    insta::assert_snapshot!(all);
    let one = place.run(&["memo", "a.yaml", "--area", "avlosning"]);
    assert_eq!((one.status, one.stderr.as_str()), (0, ""));
    assert!(one.stdout.starts_with("Tjänsteskrivelse: Avlösning – val av driftsform"), "{}", one.stdout);
    let nothing = place.run(&["memo", "b.yaml"]);
    assert_eq!((nothing.status, nothing.stdout.as_str()), (2, ""));
}

/// A layer renames a heading by its id, takes a section away, adds one, moves one and words a sentence anew.
#[test]
fn a_layer_changes_headings_and_sentences() {
    let place = Place::new();
    place.write("area.yaml", "area: A\nmatter: { Klimat: Färre resor. }\n");
    place.write(
        "egen.yaml",
        "ruleset: egen\nversion: 1.0.0\nextends: linkoping-vard-omsorg\nname: Egen\ndescription: Egen\nremove: [memo-goals]\nmemo:\n  \
         sections:\n    - { id: memo-equality, heading: Jämlikhet, before: memo-economy }\n    \
         - { id: memo-climate, heading: Klimat, gap: Beskriv klimatpåverkan., after: memo-equality }\n  sentences:\n    \
         - { id: propose-information, text: Beslutet delges kommunstyrelsen. }\n",
    );
    let ran = place.run(&["memo", "area.yaml", "--rules", "egen.yaml", "--format", "markdown"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let text = unanchored(&ran.stdout);
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let from = headings.iter().position(|heading| *heading == "Att åtgärda och risker").unwrap();
    assert_eq!(
        headings[from..from + 5],
        ["Att åtgärda och risker", "Jämlikhet", "Klimat", "Ekonomiska konsekvenser", "Barnets bästa"]
    );
    assert!(section(&ran.stdout, "Klimat").contains("Färre resor."));
    assert!(ran.stdout.contains("Beslutet delges kommunstyrelsen."));
}

/// What a rule set says for a time stands in the documents of that time, and nothing of it in those of another.
#[test]
fn sections_and_sentences_of_a_time() {
    let place = Place::new();
    let layer = "ruleset: kommun
version: 1.0.0
lang: sv
extends: linkoping-vard-omsorg
name: Kommun
description: En kommun.
memo:
  sections:
    - { id: memo-programme, heading: Programmet, text: Programmet gäller nu., to: 2026-12-31, after: memo-matter }
  sentences:
    - { id: propose-report, text: att redovisa utfallet till fullmäktige., of: any, from: 2027-01-01 }
";
    place.write("kommun.yaml", layer);
    place.write("area.yaml", &std::fs::read_to_string(FULL).unwrap());
    let shown = place.run(&["rules", "show", "kommun.yaml", "--format", "plain"]).stdout;
    assert!(
        shown.contains("Gäller till och med 2026-12-31.")
            && shown.contains("Gäller från och med 2027-01-01."),
        "{shown}"
    );
    let told = |day: &str| {
        let page = place
            .run(&["memo", "area.yaml", "--rules", "kommun.yaml", "--date", day, "--format", "plain"])
            .stdout;
        (page.contains("Programmet gäller nu."), page.contains("att redovisa utfallet till fullmäktige."))
    };
    assert_eq!([told("2026-12-31"), told("2027-01-01")], [(true, false), (false, true)]);
}

/// A rule set that says nothing of decision documents says so.
#[test]
fn rules_without_memo() {
    let mut all = String::new();
    for lang in ["sv", "en"] {
        let args = [
            "memo",
            "tests/rules/area-exempel.yaml",
            "--rules",
            "tests/rules/exempelkommun.yaml",
            "--lang",
            lang,
        ];
        let ran = run(&args);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
        all.push_str(&ran.stderr);
    }
    insta::assert_snapshot!(all);
}
