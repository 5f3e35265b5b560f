//! What is asked where the outcome is settled: the rest that the decision document needs, each question skippable.

use std::fs;

use super::{ILLUSTRATION, Terminal, area, folder, talk, written};
use crate::support;

/// The offer with the outcome settled, in the two languages.
const OFFER: [(&str, &str); 2] = [
    (
        "sv",
        "De svar som återstår kan inte längre ändra utfallet. Vill du fylla i resten av det som tjänsteskrivelsen behöver?",
    ),
    (
        "en",
        "The answers still open can no longer change the outcome. Do you want to fill in the rest of what the decision document needs?",
    ),
];

/// A file with comments and an order of its own; the answer settles the outcome.
const FILE: &str = "# Överst\nområde: Ett område   # namnet\nnuläge:\n  geografi: Hela kommunen  # alla\n\nsvar:\n  \
                    # Ingår myndighetsutövning?\n  myndighetsutovning: ja\n\n# Sist\n";

/// How many core questions a file with one answer leaves.
fn core_left() -> usize {
    let rules = support::shipped("linkoping-vard-omsorg");
    let now = area(FILE, &rules);
    rules.criteria.iter().filter(|(key, criterion)| criterion.core && now.answers.get(*key).is_none()).count()
}

#[test]
fn the_rest_is_filled_in_where_it_is_wanted() {
    let rules = support::shipped("linkoping-vard-omsorg");
    for (lang, offer) in OFFER {
        let folder = folder(&format!("rest-{lang}"));
        fs::write(folder.join("omrade.yaml"), FILE).unwrap();
        let words = if lang == "sv" {
            ["kanske", "ja", "delvis Enligt uppdraget"]
        } else {
            ["perhaps", "yes", "partly By the commission"]
        };
        let skipped = "\n".repeat(core_left() - 1);
        // The service is left; a number and a form that are none are asked for again.
        let facts = "\nVård- och omsorgsnämnden\n2027-2030\nlova\nlov\nmånga\n1 200\n1\n\n12 0\n3\n";
        let weighed = "Priset är lika: \"80 kr\" # per timme\n";
        let end = "\n".repeat(rules.considerations.len());
        let lines = format!("{}\n{skipped}{facts}{weighed}{end}", words.join("\n"));
        let run = talk(&folder, &["--lang", lang, "--width", "80"], &lines);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(run.stdout.matches(offer).count(), 2, "{}", run.stdout);
        insta::assert_snapshot!(format!("rest-{lang}"), format!("{}---\n{}", run.stdout, run.stderr));
        insta::assert_snapshot!(format!("rest-written-{lang}"), written(&folder));
        // What is there is not asked for again.
        let again = talk(&folder, &["--lang", lang], &format!("{}\n", words[1]));
        assert!(!again.stdout.contains("2027-2030"), "{}", again.stdout);
    }
}

/// No is what stands if nothing is said.
#[test]
fn the_rest_is_left_where_it_is_not_wanted() {
    for (lang, offer) in OFFER {
        for lines in ["\n", "", if lang == "sv" { "nej\n" } else { "no\n" }] {
            let folder = folder(&format!("rest-none-{lang}"));
            fs::write(folder.join("omrade.yaml"), FILE).unwrap();
            let run = talk(&folder, &["--lang", lang], lines);
            assert_eq!(run.status, 0, "{}", run.stderr);
            assert_eq!(run.stdout.matches(offer).count(), 1, "{}", run.stdout);
            assert_eq!(written(&folder), FILE);
        }
    }
}

/// What is asked again is answered anew, and core answers are taken back as all others are.
#[test]
fn the_rest_is_taken_back() {
    let folder = folder("rest-undo");
    fs::write(folder.join("omrade.yaml"), FILE).unwrap();
    let skipped = "\n".repeat(core_left() - 1);
    let run = talk(
        &folder,
        &[],
        &format!("ja\ndelvis\n{skipped}\nSocialnämnden\nångra\nBildningsnämnden\nsluta\n"),
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("I filen står: Socialnämnden"), "{}", run.stdout);
    let text = written(&folder);
    assert!(text.contains("nämnd: Bildningsnämnden") && !text.contains("Socialnämnden"), "{text}");
    assert_eq!(text.matches("delvis").count(), 1, "{text}");
    fs::write(folder.join("omrade.yaml"), FILE).unwrap();
    // From the first fact through every skipped question to the first core answer.
    let back = "ångra\n".repeat(core_left());
    let run = talk(&folder, &[], &format!("ja\ndelvis\n{skipped}{back}sluta\n"));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(written(&folder), FILE, "{}", run.stdout);
}

/// In a terminal the end is first in the list, and a fact is typed.
#[test]
fn the_rest_is_filled_in_in_a_terminal() {
    let folder = folder("rest-terminal");
    let whole = fs::read_to_string(support::root().join(ILLUSTRATION)).unwrap();
    let (above, below) = whole.split_once("board: Omsorgsnämnden\n").unwrap();
    fs::write(folder.join("omrade.yaml"), format!("{above}{below}")).unwrap();
    let mut terminal = Terminal::new(&folder, &["interview", "omrade.yaml"]);
    terminal.wait(|page| page.contains("> Sluta, svaren är sparade"));
    terminal.press("\u{1b}[B\r");
    terminal.wait(|page| page.contains("Enter utan text hoppar över, Esc slutar"));
    terminal.press("Socialnämnden\r");
    terminal.wait(|page| page.contains("Nämnd: Socialnämnden") && page.contains("Enter utan text"));
    terminal.press("\u{1b}");
    terminal.wait(|page| page.contains("Läs rekommendationen"));
    assert!(terminal.child.wait().unwrap().success());
    assert_eq!(written(&folder), format!("{above}board: Socialnämnden\n{below}"));
}
