//! What changes of the rules mean, though no outcome shows it: nothing of it ends in silence.

use super::*;

/// A change of the shipped rules: what it is, a text, what stands in its place, where that is told.
const CHANGES: [(&str, &str, &str, &str); 11] = [
    (
        "a question inverted",
        "Går uppdraget att följa upp",
        "Går uppdraget inte att följa upp",
        "criteria.follow_up.question.sv",
    ),
    (
        "a reason replaced",
        "LOV passar när det är prioriterat att brukaren själv väljer utförare.",
        "LOV passar alltid.",
        "indicators.lov-1.why.sv",
    ),
    (
        "a citation moved",
        "section: Val av avtalsform – LOV, item: 1 }",
        "section: Val av avtalsform – LOU, item: 1 }",
        "criteria.user_choice.source",
    ),
    (
        "legal advice negated",
        "omfattning eller kvalitet får inte delegeras",
        "omfattning eller kvalitet får delegeras",
        "advice.board-decides.text.sv",
    ),
    (
        "advice of another kind",
        "  - id: plan-each-term\n    kind: process",
        "  - id: plan-each-term\n    kind: law",
        "advice.plan-each-term.kind",
    ),
    (
        "a title of a document",
        "sv: Riktlinjer för uppdrag till egenregin",
        "sv: Utkast",
        "documents.uppdragsriktlinje.title.sv",
    ),
    (
        "a licence",
        "Tillstånd av Inspektionen för vård och omsorg krävs för privata utförare (23 § LSS).",
        "Inget tillstånd krävs.",
        "services.",
    ),
    ("another name of a service", "gruppbostad för vuxna", "gruppbostäder", "services."),
    ("how sure it is", "    confidence: high", "    confidence: low", "services."),
    ("a bar that nothing shows", "when: { pricing: no }", "when: { pricing: [no, partly] }", ""),
    (
        "the description",
        "Bygger på konkurrensutsättningsplanen 2023–2026",
        "Bygger på erfarenhet",
        "description.sv",
    ),
];

fn place_of(old: &str, new: &str) -> Place {
    let place = Place::new();
    place.write("areas/a.yaml", "area: A\nnämnd: N\n");
    place.write("old.yaml", old);
    place.write("new.yaml", new);
    place
}

#[test]
fn no_change_of_meaning_passes_in_silence() {
    let sets = ["linkoping-vard-omsorg", "sverige"].map(|id| run(&["rules", "export", id]).stdout);
    for (name, from, to, told) in CHANGES {
        let old = sets.iter().find(|set| set.contains(from)).unwrap_or_else(|| panic!("{name}"));
        let place = place_of(old, &old.replacen(from, to, 1));
        let ran = diff(&place, &["--fail-on", "meaning"]);
        assert_eq!(ran.status, 1, "{name}: {}{}", ran.stdout, ran.stderr);
        assert!(
            ran.stdout.contains("Reglerna är ändrade, men versionen är fortfarande 1.0.0."),
            "{name}: {}",
            ran.stdout
        );
        if told.is_empty() {
            continue;
        }
        assert!(ran.stdout.contains(told), "{name}: {}", ran.stdout);
        assert_eq!(diff(&place, &["--fail-on", "scores"]).status, 0, "{name}");
        let value = parsed(&diff(&place, &["--format", "json"]));
        assert_fits_schema(&value);
        let rewordings = value["rewordings"].as_array().unwrap();
        let places = rewordings.iter().map(|one| {
            let keys: Vec<&str> =
                one["place"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
            keys.join(".")
        });
        let places: Vec<String> = places.collect();
        assert!(
            !places.is_empty() && places.iter().all(|place| place.starts_with(told)),
            "{name}: {places:?}"
        );
        for (format, code) in [
            ("github", "ändrade texter i reglerna"),
            ("sarif", "rules-reworded"),
            ("junit", "rules-reworded"),
        ] {
            let said = diff(&place, &["--format", format, "--fail-on", "meaning"]);
            assert!(said.status == 1 && said.stdout.contains(code), "{name} {format}: {}", said.stdout);
        }
        let compared = place.run(&["rules", "compare", "old.yaml", "new.yaml", "--fail-on", "meaning"]);
        assert!(compared.status == 1 && compared.stdout.contains(told), "{name}: {}", compared.stdout);
        assert_eq!(place.run(&["rules", "compare", "old.yaml", "new.yaml"]).status, 0, "{name}");
    }
}

/// What is written otherwise and says the same is no change.
#[test]
fn other_lines_mean_the_same() {
    let old = run(&["rules", "export"]).stdout;
    let place = place_of(&old, &format!("# A remark.\n{}", old.replace("\n\n", "\n")));
    let ran = diff(&place, &["--fail-on", "any"]);
    assert_eq!(ran.status, 0, "{}", ran.stdout);
    assert!(!ran.stdout.contains("Ändrade texter") && !ran.stdout.contains("versionen"), "{}", ran.stdout);
    let value = parsed(&diff(&place, &["--format", "json"]));
    assert_eq!((&value["rewordings"], &value["renames"]), (&json!([]), &json!([])));
    // A new version that says the same is none either.
    let place = place_of(&old, &replaced(&old, "version: 1.0.0", "version: 1.0.1"));
    assert_eq!(diff(&place, &["--fail-on", "any"]).status, 0);
}

/// A criterion and rules that are only called otherwise are told once, differ in no area, and compare as equal.
#[test]
fn new_names_are_told_once() {
    let old = run(&["rules", "export"]).stdout;
    let new = regex::Regex::new(r"\bfollow_up\b").unwrap().replace_all(&old, "follow_ups").into_owned();
    // A kind of advice is called as the criterion was.
    let new = new.replace("kind: follow_ups", "kind: follow_up");
    let new = replaced(&new, "- id: lov-1\n", "- id: lov-choice\n");
    let place = place_of(&old, &new);
    place.write("areas/b.yaml", "area: B\nanswers: { uppfoljning: nej, brukarval: ja }\n");
    let ran = diff(&place, &["--fail-on", "any"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    for name in ["`follow_up` heter nu `follow_ups`", "`lov-1` heter nu `lov-choice`"] {
        assert_eq!(ran.stdout.matches(name).count(), 1, "{}", ran.stdout);
    }
    let value = parsed(&diff(&place, &["--format", "json"]));
    assert_eq!(
        (&value["areas"], &value["rewordings"], &value["rules"]),
        (&json!([]), &json!([]), &json!([]))
    );
    let compared = place.run(&["rules", "compare", "old.yaml", "new.yaml", "--fail-on", "meaning"]);
    assert_eq!(compared.status, 0, "{}", compared.stdout);
    // Between revisions the areas still use the old name.
    place.git(&["init", "-q"]);
    place.write("rules.yaml", &old);
    place.write("areas/b.yaml", "area: B\nanswers: { follow_up: nej, user_choice: ja }\n");
    place.git(&["add", "."]);
    place.git(&["commit", "-qm", "a"]);
    place.write("rules.yaml", &new);
    place.write("areas/b.yaml", "area: B\nanswers: { follow_ups: nej, user_choice: ja }\n");
    let ran =
        place.run(&["diff", "areas", "--rules", "rules.yaml", "--from-rev", "HEAD", "--fail-on", "any"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
}

/// Other evidence for the same answer, and advice that an area no longer gets, are told by area.
#[test]
fn areas_tell_other_evidence_and_advice() {
    let old = run(&["rules", "export"]).stdout;
    let (start, rest) = old.split_once("  - id: plan-each-term\n").unwrap();
    let new = format!(
        "{start}{}",
        rest.split_once("\n  - id: ").map(|(_, rest)| format!("  - id: {rest}")).unwrap()
    );
    let place = place_of(&old, &new);
    let ran = diff(&place, &["--fail-on", "meaning"]);
    assert_eq!(ran.status, 1, "{}", ran.stdout);
    let folded = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(folded.contains("[plan-each-term] utgår"), "{folded}");
    assert_eq!(diff(&place, &["--fail-on", "scores"]).status, 0);
    place.git(&["init", "-q"]);
    let area = |note: &str| {
        format!(
            "area: A\nanswers:\n  marknad_finns:\n    svar: ja\n    underlag: {note}\n    källa: Rapport 2026\n"
        )
    };
    place.write("areas/a.yaml", &area("Tre utförare."));
    place.git(&["add", "."]);
    place.git(&["commit", "-qm", "a"]);
    place.write("areas/a.yaml", &area("Ingen utförare."));
    let ran = place.run(&["diff", "areas", "--from-rev", "HEAD", "--fail-on", "meaning"]);
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("Tre utförare.") && ran.stdout.contains("Ingen utförare."), "{}", ran.stdout);
    assert_eq!(place.run(&["diff", "areas", "--from-rev", "HEAD", "--fail-on", "scores"]).status, 0);
}
