//! Shared answers in folders and repositories: where they are looked for, and what is said of them.

use crate::support::Run;
use crate::support::place::Place;
use serde_json::Value;

const SHARED: &str = "gemensamt:\n  - för: { alla: ja }\n    svar: { uppföljning: { svar: ja, underlag: \"Alla följs upp.\", källa: \"Beslut 2025\" } }\n";

fn place() -> Place {
    let place = Place::new();
    place.write("board/gemensamt.yaml", SHARED);
    place.write("board/areas/a.yaml", "area: A\nanswers: { marknad_finns: ja }\n");
    place.write("board/areas/b.yaml", "area: B\nanswers: { uppföljning: nej }\n");
    place.write("other/c.yaml", "area: C\n");
    place
}

/// The provenance of the answer on follow-up, by area.
fn provenance(ran: &Run) -> Vec<(String, String)> {
    let lines = ran.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let of = |line: Value| {
        let reasons = line["reasons"].as_array().unwrap().clone();
        let reason =
            reasons.iter().find(|reason| reason["criterion"] == "follow_up" && reason["answer"] != "unknown");
        let provenance = reason.and_then(|reason| reason["provenance"].as_str()).unwrap_or("none").to_owned();
        (line["area"]["id"].as_str().unwrap().to_owned(), provenance)
    };
    lines.map(of).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

#[test]
fn answers_hold_for_a_folder_and_those_below() {
    let place = place();
    let batch = ["batch", ".", "--format", "ndjson", "--quiet"];
    let ran = place.run(&batch);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(provenance(&ran), pairs(&[("a", "shared"), ("b", "area"), ("c", "none")]));
    // From within, however the area is named.
    for args in [
        ["batch", ".", "--format", "ndjson", "--quiet"],
        ["recommend", "a.yaml", "--format", "ndjson", "--quiet"],
    ] {
        let ran = place.run_in("board/areas", &args);
        assert_eq!(provenance(&ran).first(), pairs(&[("a", "shared")]).first(), "{}", ran.stderr);
    }
    let page = place.run_in("board/areas", &["recommend", "a.yaml", "--detail", "full"]).stdout;
    assert!(page.contains("Svaret är gemensamt för flera områden (../gemensamt.yaml)."), "{page}");
    assert!(page.contains("Alla följs upp."), "{page}");
    // A document says the same wherever it was asked for, and no folder of the machine.
    let whole = place.path("board/areas/a.yaml").display().to_string();
    for (from, file) in [("", "board/areas/a.yaml"), ("board/areas", "a.yaml"), ("board", &whole)] {
        let memo = place.run_in(from, &["memo", file]).stdout;
        let memo = memo.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(memo.contains("hämtade ur ../gemensamt.yaml: Uppföljning och"), "{memo}");
    }
}

#[test]
fn a_repository_ends_the_search() {
    let place = place();
    place.git(&["-C", "board/areas", "init", "-q"]);
    let ran = place.run(&["batch", "board", "--format", "ndjson", "--quiet"]);
    assert_eq!(provenance(&ran), pairs(&[("a", "none"), ("b", "area")]));
}

#[test]
fn a_file_of_shared_answers_is_no_area() {
    let place = place();
    for (args, said) in [
        (vec!["batch", "board"], "Hittade filer: 3. Lästa: 2."),
        (vec!["batch", "board"], "Filer med gemensamma svar: 1."),
        (vec!["recommend", "board/areas/a.yaml", "board/gemensamt.yaml"], "Filer med gemensamma svar: 1."),
        (vec!["batch", "board/gemensamt.yaml"], "Filer med gemensamma svar: 1."),
    ] {
        let ran = place.run(&args);
        assert!(
            format!("{}{}", ran.stdout, ran.stderr).contains(said),
            "{args:?}: {}{}",
            ran.stdout,
            ran.stderr
        );
    }
    assert_eq!(place.run(&["batch", "board/gemensamt.yaml"]).status, 2);
    let named = place.path("board/svar.yaml");
    std::fs::write(named, SHARED).unwrap();
    let ran = place.run(&["batch", "board"]);
    assert!(ran.stderr.contains("kalla den `gemensamt.yaml`"), "{}", ran.stderr);
}

/// A fault in a file of shared answers is told once, and no area under it is evaluated as if the file were not there.
#[test]
fn a_fault_is_told_once() {
    let place = place();
    place.write("board/gemensamt.yaml", "gemensamt:\n  - för: { alla: ja }\n    svar: { uppföljnin: ja }\n");
    let ran = place.run(&["batch", "."]);
    assert_eq!(
        (ran.status, ran.stderr.matches("board/gemensamt.yaml:3:13").count()),
        (2, 1),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("är inte med i resultatet: rätta filen först"), "{}", ran.stderr);
    assert!(ran.stdout.contains("Inte med på grund av fel: 2."), "{}", ran.stdout);
    let ran = place.run(&["recommend", "board/areas/a.yaml", "board/areas/b.yaml", "other/c.yaml"]);
    assert_eq!(
        (ran.status, ran.stderr.matches("board/gemensamt.yaml:3:13").count()),
        (2, 1),
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.starts_with("C\n"), "{}", ran.stdout);
    place.write("board/shared.yml", SHARED);
    let ran = place.run(&["batch", "board"]);
    assert_eq!(ran.status, 2, "{}", ran.stdout);
}

/// Answers that are for no area, as when a board is misspelt, are told with their line; not where an area could not be read.
#[test]
fn answers_for_no_area_are_told() {
    let place = place();
    place.write(
        "board/gemensamt.yaml",
        "gemensamt:\n  - för: { alla: ja }\n    svar: { uppföljning: ja }\n  - för: { nämnd: Vardnämnden }\n    \
         svar: { marknad_finns: ja }\n",
    );
    let ran = place.run(&["batch", "board"]);
    let said = "anmärkning: board/gemensamt.yaml:4: inget område som har lästs stämmer med `för: { nämnd: Vardnämnden }`; \
                kontrollera stavningen\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (0, said), "{}", ran.stdout);
    // Of one area it is no wonder.
    assert_eq!(place.run(&["recommend", "board/areas/a.yaml"]).stderr, "");
    place.write("board/areas/d.yaml", "area: D\nanswers: { marknad_fins: ja }\n");
    let ran = place.run(&["batch", "board"]);
    assert!(ran.status == 2 && !ran.stderr.contains("stämmer med"), "{}", ran.stderr);
}

/// A comparison with a revision takes the shared answers of that revision.
#[test]
fn a_revision_has_its_own_shared_answers() {
    let place = place();
    place.git(&["init", "-q", "-b", "main"]);
    place.git(&["add", "."]);
    place.git(&["commit", "-q", "-m", "before"]);
    let diff = ["diff", "board", "--from-rev", "main", "--fail-on", "any", "--quiet"];
    let ran = place.run(&diff);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    place.write("board/gemensamt.yaml", &SHARED.replace("svar: ja", "svar: nej"));
    let ran = place.run(&diff);
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("uppföljning") || ran.stdout.contains("Uppföljning"), "{}", ran.stdout);
}

/// An interview does not ask what is answered for several areas, and writes nothing of it into the area's file.
#[test]
fn an_interview_knows_what_is_shared() {
    let place = place();
    let path = place.path("board/areas/a.yaml");
    let ran = crate::support::run_with(&["interview", path.to_str().unwrap()], b"ja\n\nq\n", &[]);
    assert!(!ran.stdout.contains("kvalitetsindikatorer formuleras?"), "{}", ran.stdout);
    let kept = std::fs::read_to_string(place.path("board/areas/a.yaml")).unwrap();
    assert!(!kept.contains("Alla följs upp"), "{kept}");
}

/// Ids are unique within a municipality: the same id in two is two areas, in every result.
#[test]
fn two_municipalities_may_have_one_id() {
    let place = Place::new();
    for (folder, name) in [("x", "Exempelby"), ("y", "Provstad")] {
        place.write(
            &format!("{folder}/dv.yaml"),
            &format!("area: Daglig verksamhet\nkommun: {name}\nanswers: {{ market_exists: ja }}\n"),
        );
    }
    let ran = place.run(&["batch", ".", "--format", "json", "--output", "saved.json"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let ran = place.run(&["diff", ".", "--baseline", "saved.json", "--fail-on", "any"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    let page = place.run(&["batch", ".", "--format", "html"]).stdout;
    assert!(page.contains("id=\"area-exempelby-dv\"") && page.contains("id=\"area-provstad-dv\""), "{page}");
    // So can people who read the sheets of a workbook.
    assert_eq!(place.run(&["batch", "x", "y", "--output", "both.xlsx"]).status, 0);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(place.path("both.xlsx")).unwrap();
    for (sheet, name) in [("Översikt", "dv (Provstad)"), ("Skäl", "Daglig verksamhet (Provstad)")] {
        let cells = calamine::Reader::worksheet_range(&mut book, sheet).unwrap();
        assert!(cells.used_cells().any(|(.., cell)| *cell == name), "{sheet}: {cells:?}");
    }
    let table: String = (0..290).map(|number| format!("dv;Daglig verksamhet;Kommun {number};ja\n")).collect();
    place.write("all.csv", &format!("id;område;kommun;marknad_finns\n{table}"));
    let ran = place.run(&["batch", "all.csv", "--format", "ndjson"]);
    assert_eq!((ran.status, ran.stdout.lines().count(), ran.stderr.as_str()), (0, 290, ""));
    place.write("z/dv.yaml", "area: Daglig verksamhet\nkommun: exempelby\n");
    let ran = place.run(&["batch", "."]);
    assert_eq!(ran.status, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("samma id `dv`"), "{}", ran.stderr);
}

/// What the example says of itself: so few answers are enough for a board.
#[cfg(unix)]
#[test]
fn few_answers_are_enough_for_a_board() {
    let script = crate::support::root().join("examples/shared/show.sh");
    let ran = std::process::Command::new(script)
        .env("AVTALSFORM", env!("CARGO_BIN_EXE_avtalsform"))
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(said, "answers: 25\nareas with a recommendation: 0 before, 21 after\n");
}

fn folder() -> Place {
    let place = Place::new();
    for (name, group) in [("a", "Boende"), ("b", "Boende"), ("c", "Öppenvård")] {
        place.write(&format!("{name}.yaml"), &format!("area: Område {name}\nnämnd: N\ngrupp: {group}\n"));
    }
    place
}

fn interview(place: &Place, typed: &str) -> Run {
    let path = place.path(".");
    crate::support::run_with(&["interview", path.to_str().unwrap()], typed.as_bytes(), &[])
}

/// One question for all areas, for a group, or for one after the other; what is for several stands in the shared file.
#[test]
fn a_folder_is_asked_about_at_once() {
    let place = folder();
    let text = |name: &str| std::fs::read_to_string(place.path(name)).unwrap_or_default();
    let ran = interview(&place, "hoppa\nhoppa\nhoppa\n\nja Gäller alla: nämnden beslutade 2025\nsluta\n");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    let shared = text("gemensamt.yaml");
    assert!(shared.starts_with("gemensamt:\n  - för: { alla: true }\n    svar:\n"), "{shared}");
    assert!(shared.contains("svar: ja\n") && shared.contains("nämnden beslutade 2025"), "{shared}");
    assert!(!text("a.yaml").contains("svar"), "{}", text("a.yaml"));
    // The group, then one after the other.
    let ran = interview(&place, "2\ndelvis\nsluta\n");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("2. Gruppen Boende (2)"), "{}", ran.stdout);
    let both = text("gemensamt.yaml");
    assert!(both.starts_with(&shared) && both.contains("- för: { grupp: \"Boende\" }"), "{both}");
    // Another question is open in all again: the last of the choices is one after the other.
    let ran = interview(&place, "hoppa\n3\nja\nhoppa\nnej\nsluta\n");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(text("a.yaml").contains(": ja"), "{}\n{}", text("a.yaml"), ran.stdout);
    assert!(!text("b.yaml").contains("svar"), "{}", text("b.yaml"));
    assert!(text("c.yaml").contains(": nej"), "{}", text("c.yaml"));
    assert_eq!(text("gemensamt.yaml"), both);
    assert_eq!(place.run(&["batch", ".", "--quiet"]).status, 0);
}

/// A folder that is named by a dot alone is called by its own name.
#[test]
fn the_folder_one_stands_in_has_a_name() {
    let place = Place::new();
    place.write("omraden/a.yaml", "area: A\n");
    let ran = place.run_in("omraden", &["interview", "."]);
    for said in ["Områden i omraden: 1.", "sparat i omraden."] {
        assert!(ran.stdout.contains(said), "{said}: {}", ran.stdout);
    }
}

/// Which service an area is comes first, for those that say nothing yet; what is none is asked again.
#[test]
fn services_come_first() {
    let place = folder();
    let ran = interview(&place, "bostad\nboendestöd\nhoppa\nsluta\n");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("`bostad`"), "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("Vilken tjänst är det?").count(), 4, "{}", ran.stdout);
    let text = |name: &str| std::fs::read_to_string(place.path(name)).unwrap();
    assert!(text("a.yaml").contains("boendestöd"), "{}", text("a.yaml"));
    assert!(!text("b.yaml").contains("boende\n"), "{}", text("b.yaml"));
    place.write("b.yaml", "area: B\nanswers: { marknad_finns: ja }\n");
    let ran = interview(&place, "hoppa\nsluta\n");
    assert_eq!(ran.stdout.matches("Vilken tjänst är det?").count(), 1, "{}", ran.stdout);
}

/// An answer for several is taken back where it was written, and a file that it began goes again.
#[test]
fn an_answer_for_several_is_taken_back() {
    let place = folder();
    let before = place.files();
    let ran = interview(&place, "hoppa\nhoppa\nhoppa\n1\nja\nångra\nsluta\n");
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("Det senaste svaret är taget tillbaka."), "{}", ran.stdout);
    assert_eq!(place.files(), before);
    place.write("gemensamt.yaml", SHARED);
    let before = place.files();
    interview(&place, "1\nja\nångra\nsluta\n");
    assert_eq!(place.files(), before);
    // What cannot be added without changing more is said, and nothing is written.
    place.write("gemensamt.yaml", "gemensamt: [{ för: { alla: ja }, svar: { uppföljning: ja } }]\n");
    let before = place.files();
    let ran = interview(&place, "1\nja\nsluta\n");
    assert!(ran.stderr.contains("skriv in det för hand"), "{}{}", ran.stdout, ran.stderr);
    assert_eq!(place.files(), before);
}

/// What is not understood is asked again, a file with a fault leaves its areas out, and the end says how many are done.
#[test]
fn a_round_goes_past_a_faulty_file() {
    let place = folder();
    place.write("d.yaml", "area: D\nsvarr: {}\n");
    let ran = interview(&place, "hoppa\nhoppa\nhoppa\n7\nalla\n1\nkanske\nja\nsluta\n");
    assert_eq!(ran.status, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("d.yaml:2:1"), "{}", ran.stderr);
    assert!(ran.stdout.contains("`kanske` går inte att läsa som ett svar."), "{}", ran.stdout);
    assert!(ran.stdout.contains("Områden med rekommendation: 0 av 3."), "{}", ran.stdout);
}
