//! Letters written in one way or another: on a Mac the ä of a file's name, and of what is typed, can be an a and its dots.

use crate::support::place::Place;
use crate::support::root;
use avtalsform::evaluate::Firmness;
use avtalsform::load;
use avtalsform::lookup::{self, ThingKind};
use avtalsform::model::{Bilingual, Lang, Outcome, RuleSet};
use avtalsform::say::Speaker;
use avtalsform::texts::Texts;
use serde_json::Value;

/// Å, ä and ö as a letter and a mark each.
fn apart(text: &str) -> String {
    [('å', "a\u{30a}"), ('ä', "a\u{308}"), ('ö', "o\u{308}"), ('Å', "A\u{30a}")]
        .into_iter()
        .fold(text.to_owned(), |text, (letter, parts)| text.replace(letter, parts))
}

const AREA: &str = "område: Äldreboende på ön\nnämnd: Äldrenämnden\nsvar:\n  rådighet_lokaler: okänt\n  \
                    uppföljning: ja\n  marknad_finns: delvis\n";

#[test]
fn a_file_means_the_same_however_its_letters_are_written() {
    let place = Place::new();
    place.write("samma.yaml", AREA);
    let composed = place.run(&["recommend", "samma.yaml", "--format", "json"]);
    assert_eq!(composed.status, 0, "{}", composed.stderr);
    place.write("samma.yaml", &apart(AREA));
    let decomposed = place.run(&["recommend", "samma.yaml", "--format", "json"]);
    assert_eq!((decomposed.status, decomposed.stdout), (0, composed.stdout), "{}", decomposed.stderr);
    // A fault is told where it stands.
    place.write("fel.yaml", &apart("område: På ön\nsvar:\n  uppföljning: okännt\n"));
    let faulty = place.run(&["recommend", "fel.yaml"]);
    assert!(faulty.stderr.contains("fel.yaml:3:17: fel: `okännt` är inget svar"), "{}", faulty.stderr);
    assert!(faulty.stderr.contains("menade du `okänt`?"), "{}", faulty.stderr);
}

#[test]
fn a_file_written_so_is_put_in_order_and_gone_on_with() {
    let place = Place::new();
    let text = apart("svar:\n  marknad_finns: ja\n  rådighet_lokaler: okänt\nområde: På ön\n");
    place.write("samma.yaml", &text);
    let ordered = place.run(&["fmt", "samma.yaml"]);
    assert_eq!(ordered.status, 0, "{}", ordered.stderr);
    let written = std::fs::read_to_string(place.path("samma.yaml")).unwrap();
    assert!(written.starts_with(&apart("område: På ön\n")), "{written}");
}

#[test]
fn what_is_typed_means_the_same_however_its_letters_are_written() {
    let place = Place::new();
    place.write("hemtjänst.yaml", AREA);
    let json = |args: &[&str]| -> Value {
        let ran = place.run(args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        serde_json::from_str(&ran.stdout).unwrap()
    };
    let typed = apart("hemtjänst.yaml");
    for (words, others) in [
        (vec!["explain", "uppföljning"], vec!["--format", "json"]),
        (vec!["explain", "rådighet_lokaler"], vec!["--format", "json"]),
        (vec!["what-if", "hemtjänst.yaml", "--set", "rådighet_lokaler=okänt"], vec!["--format", "json"]),
        (vec!["what-if", "hemtjänst.yaml", "--set=uppföljning=nej"], vec!["--format", "json"]),
    ] {
        let plain = json(&[&words[..], &others].concat());
        let words: Vec<String> = words.iter().map(|word| apart(word)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(json(&[&words[..], &others].concat()), plain, "{words:?}");
    }
    // No file is new because of how its name is written, whichever of the two ways the disk has.
    let again = place.run(&["new", &typed]);
    assert_eq!(again.status, 2, "{}", again.stderr);
    place.write(&apart("vård/boende på ön.yaml"), AREA);
    let read = place.run(&["recommend", "vård/boende på ön.yaml"]);
    assert_eq!(read.status, 0, "{}", read.stderr);
    let again = place.run(&["new", "vård/boende på ön.yaml"]);
    assert_eq!(again.status, 2, "{}", again.stderr);
    let files = place.files();
    assert!(files.keys().filter(|file| file.extension().is_some_and(|ending| ending == "yaml")).count() == 2);
}

/// Everything that pages print of a rule set and that can be typed: what it is, with each of its names.
fn printed(rules: &RuleSet) -> Vec<(ThingKind, String, Vec<String>)> {
    let both = |name: &Bilingual| vec![name.sv.clone(), name.en.clone()];
    let mut printed = Vec::new();
    for (_, criterion) in rules.criteria.iter() {
        printed.push((ThingKind::Criterion, criterion.id.clone(), both(&criterion.name)));
    }
    for (key, form) in rules.forms.iter() {
        let title = rules.outcome_title(Outcome::single(key));
        let names = [both(&form.name), both(&form.short), both(title)].concat();
        printed.push((ThingKind::Form, form.id.clone(), names));
    }
    for outcome in rules.outcomes().filter(|outcome| outcome.is_mix()) {
        printed.push((ThingKind::Outcome, rules.outcome_id(outcome), both(rules.outcome_title(outcome))));
    }
    for document in &rules.documents {
        let place = format!("{} 1 kap. 2 §", document.name.sv);
        let names = [both(&document.name), both(&document.title), vec![place]].concat();
        printed.push((ThingKind::Document, document.id.clone(), names));
    }
    for profile in &rules.profiles {
        printed.push((ThingKind::Profile, profile.id.clone(), both(&profile.name)));
    }
    for consideration in &rules.considerations {
        printed.push((ThingKind::Consideration, consideration.id.clone(), both(&consideration.name)));
    }
    for lang in [Lang::Sv, Lang::En] {
        let texts = Texts::load(lang).unwrap();
        for firmness in Firmness::ALL {
            let name = Speaker { texts: &texts, rules }.firmness(firmness).to_owned();
            printed.push((ThingKind::Firmness, firmness.id().to_owned(), vec![name]));
        }
    }
    printed
}

/// A name as people write it: with capitals, hyphens for blanks, no dots over letters.
fn written(name: &str) -> [String; 4] {
    let bare = [('å', 'a'), ('ä', 'a'), ('ö', 'o'), ('é', 'e')];
    let bare =
        bare.into_iter().fold(name.to_lowercase(), |name, (from, to)| name.replace(from, &to.to_string()));
    [name.to_owned(), name.to_uppercase(), name.replace(' ', "-"), bare]
}

const SETS: [&str; 3] = ["sverige", "linkoping-vard-omsorg", "linkoping-ovriga-namnder"];

#[test]
fn what_pages_print_is_explained() {
    for set in SETS {
        let rules = load::built_in(set).unwrap();
        let all = printed(&rules);
        assert!(all.len() > 30, "{set}");
        for (kind, id, names) in &all {
            for name in names.iter().flat_map(|name| written(name)) {
                let found = lookup::named(&rules, &name);
                let is_it = |thing: &lookup::Thing<'_>| thing.kind() == *kind && thing.id(&rules) == *id;
                // Where one name stands for several things, an id or what files name comes first.
                let other = || found.first().is_some_and(|first| first.kind() != *kind);
                assert!(found.iter().any(is_it) || other(), "{set}: {kind:?} {name}");
            }
        }
    }
}

#[test]
fn what_pages_print_is_read_in_files() {
    for set in SETS {
        let rules = load::built_in(set).unwrap();
        for swedish in [true, false] {
            let say = |name: &Bilingual| if swedish { name.sv.clone() } else { name.en.clone() };
            // Each answer of each question by what pages call both; each form as what is proposed.
            let most = rules.criteria.iter().map(|(_, one)| one.choices.len()).max().unwrap();
            for number in 0..most {
                let mut text = "area: A\nanswers:\n".to_owned();
                for (_, criterion) in rules.criteria.iter() {
                    let choice = criterion.choices.get(number).unwrap_or(&criterion.choices[0]);
                    text.push_str(&format!("  {}: {}\n", say(&criterion.name), say(&choice.name)));
                }
                let loaded = load::areas("a.yaml", text.clone().into_bytes(), &rules);
                assert!(loaded.faults.is_empty(), "{set}: {text}{:?}", loaded.faults);
                let area = &loaded.areas[0];
                for (key, criterion) in rules.criteria.iter() {
                    let wanted = if number < criterion.choices.len() { number } else { 0 };
                    assert_eq!(
                        area.answers.get(key).map(usize::from),
                        Some(wanted),
                        "{set}: {}",
                        criterion.id
                    );
                }
            }
            let forms = rules.forms.iter().flat_map(|(_, form)| [say(&form.name), say(&form.short)]);
            let outcomes = rules.outcomes().map(|outcome| say(rules.outcome_title(outcome)));
            for form in forms.chain(outcomes) {
                for form in written(&form) {
                    let text = format!(
                        "area: A\nproposal: {{ form: \"{form}\" }}\ncurrent: {{ form: \"{form}\" }}\n"
                    );
                    let loaded = load::areas("a.yaml", text.into_bytes(), &rules);
                    assert!(loaded.faults.is_empty(), "{set}: {form} {:?}", loaded.faults);
                }
            }
        }
    }
}

#[test]
fn what_pages_print_is_read_in_options() {
    let place = Place::new();
    place.write("a.yaml", AREA);
    let ran = |args: &[&str]| {
        let ran = place.run(args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        ran.stdout
    };
    for (id, names) in [
        ("firm", vec!["fast"]),
        ("preliminary", vec!["preliminär", "Preliminär"]),
        ("undetermined", vec!["otillräckligt underlag", "insufficient basis"]),
    ] {
        let plain = ran(&["batch", "a.yaml", "--only", id]);
        for name in names {
            assert_eq!(ran(&["batch", "a.yaml", "--only", name]), plain, "{name}");
        }
    }
    for name in ["Brukaren först", "brukaren-forst", "Users first"] {
        let named = ran(&["recommend", "a.yaml", "--profile", name]);
        assert_eq!(named, ran(&["recommend", "a.yaml", "--profile", "users-first"]), "{name}");
    }
    let full = std::fs::read_to_string(root().join("examples/illustrations/hvb-vuxna.yaml")).unwrap();
    place.write("full.yaml", &full);
    let by_id =
        ran(&["what-if", "full.yaml", "--set", "prissattning=delvis", "--target", "lov+verksamhetsuppdrag"]);
    let by_name = [
        "what-if",
        "full.yaml",
        "--set",
        "Pris och ersättning=Delvis",
        "--target",
        "Marknadsmix: LOV och verksamhetsuppdrag",
    ];
    assert_eq!(ran(&by_name), by_id);
    place.write(
        "test.yaml",
        "tests:\n  - name: a\n    answers: { Pris och ersättning: ja }\n    expect: { firmness: Otillräckligt underlag }\n",
    );
    ran(&["test", "test.yaml"]);
}
