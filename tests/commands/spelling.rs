//! Letters written in one way or another: on a Mac the ä of a file's name, and of what is typed, can be an a and its dots.

use crate::support::place::Place;
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
