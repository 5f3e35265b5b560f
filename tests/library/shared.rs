//! Shared answers: which file and which entry an answer comes from, against a second, naive account of the same.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind};
use std::path::Path;

use crate::support::shipped;
use avtalsform::load::{Shared, areas};
use avtalsform::model::{Area, Provenance, RuleSet};
use proptest::prelude::*;

/// An area at a path, with the answers that the files give it.
fn filled(rules: &RuleSet, files: &BTreeMap<String, String>, path: &str, text: &str) -> Area {
    let shared = Shared::new(rules, |path: &Path| {
        let text = files.get(path.to_str().unwrap());
        text.map(|text| text.clone().into_bytes()).ok_or_else(|| Error::from(ErrorKind::NotFound))
    });
    let loaded = areas(path, text.as_bytes().to_vec(), rules);
    assert!(loaded.faults.is_empty(), "{:#?}", loaded.faults);
    let mut area = loaded.areas.into_iter().next().unwrap();
    shared.fill(&mut area).unwrap_or_else(|file| panic!("{:#?}", file.faults));
    area
}

const AREA: &str =
    "area: A\nid: a\nboard: Social- och omsorgsnämnden\ngroup: Boende\nservice: daglig-verksamhet-lss\n";

/// Whom an entry is for, the nearest first, for the area above and for others.
const FOR: [(&str, &str); 5] = [
    ("{ areas: [x, a] }", "{ areas: [z] }"),
    ("{ service: Daglig verksamhet }", "{ service: hemtjanst }"),
    ("{ group: boende }", "{ group: Boenden }"),
    ("{ board: social och omsorgsnämnden }", "{ board: Socialnämnden }"),
    ("{ all: true }", "{ areas: [y] }"),
];

#[derive(Debug, Clone, Copy)]
struct Entry {
    folder: usize,
    to: usize,
    ours: bool,
    answer: usize,
}

const FOLDERS: [&str; 3] = ["a/b/", "a/", ""];
const ANSWERS: [&str; 4] = ["yes", "partly", "no", "unknown"];

proptest! {
    /// The nearest entry goes first, then the nearest file; one that does not answer says nothing.
    #[test]
    fn the_nearest_answer_is_taken(
        given in proptest::collection::vec((0_usize..3, 0_usize..5, any::<bool>(), 0_usize..4), 0..8),
        own in proptest::option::of(0_usize..4),
    ) {
        let rules = shipped("linkoping-vard-omsorg");
        let mut entries: Vec<Entry> = Vec::new();
        for (folder, to, ours, answer) in given {
            let entry = Entry { folder, to, ours, answer };
            let same = |one: &Entry| (one.folder, one.to, one.ours) == (folder, to, ours);
            if !entries.iter().any(same) {
                entries.push(entry);
            }
        }
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let Entry { folder, to, ours, answer } = *entry;
            let (mine, others) = FOR[to];
            let file = files.entry(format!("{}gemensamt.yaml", FOLDERS[folder])).or_insert_with(|| "gemensamt:\n".into());
            file.push_str(&format!(
                "  - för: {}\n    svar: {{ pricing: {{ answer: {}, note: N{at}, source: S{at} }} }}\n",
                if ours { mine } else { others },
                ANSWERS[answer],
            ));
        }
        let mut text = AREA.to_owned();
        if let Some(own) = own {
            text.push_str(&format!("answers: {{ pricing: {{ answer: {}, note: own }} }}\n", ANSWERS[own]));
        }
        let area = filled(&rules, &files, "a/b/area.yaml", &text);
        let pricing = rules.criterion_named("pricing").unwrap();
        let word = area.answers.get(pricing).map_or("unknown", |answer| rules.criteria.at(pricing).answer_id(answer));
        let evidence = area.evidence.at(pricing).clone().unwrap_or_default();
        if let Some(own) = own.filter(|own| *own < 3) {
            prop_assert_eq!(word, ANSWERS[own]);
            prop_assert_eq!(evidence.note.as_deref(), Some("own"));
            prop_assert_eq!(rules.provenance(&area, pricing), Provenance::Area);
            return Ok(());
        }
        let mut right: Vec<(usize, Entry)> =
            entries.iter().copied().enumerate().filter(|(_, one)| one.ours && one.answer < 3).collect();
        right.sort_by_key(|(_, one)| (one.to, one.folder));
        let Some((at, first)) = right.first() else {
            prop_assert_eq!(word, "unknown");
            prop_assert_eq!(evidence.shared, None);
            return Ok(());
        };
        prop_assert_eq!(word, ANSWERS[first.answer]);
        let note = if own.is_some() { format!("N{at}\n\nown") } else { format!("N{at}") };
        prop_assert_eq!(evidence.note, Some(note));
        prop_assert_eq!(evidence.source, Some(format!("S{at}")));
        // As seen from `a/b`, where the area stands.
        let steps = 2 - FOLDERS[first.folder].matches('/').count();
        prop_assert_eq!(evidence.shared, Some(format!("{}gemensamt.yaml", "../".repeat(steps))));
        prop_assert_eq!(rules.provenance(&area, pricing), Provenance::Shared);
    }
}

/// What law settles stands behind what somebody has answered, for one area or for several.
#[test]
fn a_shared_answer_goes_before_law() {
    let rules = shipped("linkoping-vard-omsorg");
    let authority = rules.criterion_named("exercise_of_authority").unwrap();
    let word =
        |area: &Area| rules.criteria.at(authority).answer_id(area.answers.get(authority).unwrap()).to_owned();
    let none = filled(&rules, &BTreeMap::new(), "a.yaml", AREA);
    assert_eq!((word(&none).as_str(), rules.provenance(&none, authority)), ("no", Provenance::Law));
    let text = "shared: [{ for: { all: ja }, answers: { myndighetsutövning: yes } }]\n";
    let files = BTreeMap::from([("shared.yaml".to_owned(), text.to_owned())]);
    let area = filled(&rules, &files, "a.yaml", AREA);
    assert_eq!((word(&area).as_str(), rules.provenance(&area, authority)), ("yes", Provenance::Shared));
}

/// A file that says so is the last that is looked for; a workbook is in a folder, too, and standard input in none.
#[test]
fn a_root_ends_the_search() {
    let rules = shipped("linkoping-vard-omsorg");
    let pricing = rules.criterion_named("pricing").unwrap();
    let above = "shared: [{ for: { all: true }, answers: { pricing: yes } }]\n";
    let files = |root: &str| {
        let below = format!("{root}shared: [{{ for: {{ all: true }}, answers: {{ follow_up: yes }} }}]\n");
        BTreeMap::from([
            ("gemensamt.yml".to_owned(), above.to_owned()),
            ("a/gemensamt.yaml".to_owned(), below),
        ])
    };
    let answered =
        |root: &str, path: &str| filled(&rules, &files(root), path, AREA).answers.get(pricing).is_some();
    assert!(answered("", "a/b/x.yaml") && answered("root: false\n", "a/b/x.yaml"));
    assert!(!answered("root: true\n", "a/b/x.yaml") && answered("root: true\n", "b/x.yaml"));
    assert!(!answered("", "-"));
}
