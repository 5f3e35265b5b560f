//! A folder with a file of every kind, and every command that writes over a file.

use super::place::Place;
use super::{root, run};

pub const AREA: &str = "area: Ledsagarservice\nanswers: {market_exists: no}\n";
/// Tests of a small rule set, whose coverage is worked out in no time.
pub const TESTS: &str =
    "rules: liten.yaml\ntests:\n  - name: a\n    answers: {market: no}\n    expect: {outcome: egen}\n";

/// A folder with areas, rule tests, rules and a saved result.
pub fn place() -> Place {
    let place = Place::new();
    place.write("omraden/ledsagare.yaml", AREA);
    place.write("prov.yaml", TESTS);
    place.write("regler.yaml", &run(&["rules", "export"]).stdout);
    place.write("liten.yaml", &std::fs::read_to_string(root().join("tests/rules/minimal.yaml")).unwrap());
    assert_eq!(place.run(&["batch", "omraden", "--format", "json", "--output", "sparat.json"]).status, 0);
    place
}

/// Commands that write the file `ut`, or put `lang.yaml` in order.
pub const WRITING: &[&[&str]] = &[
    &["recommend", "omraden/ledsagare.yaml", "--detail", "full", "--output", "ut"],
    &["batch", "omraden", "--format", "html", "--output", "ut"],
    &["batch", "omraden", "--format", "xlsx", "--output", "ut"],
    &["batch", "omraden", "--format", "ndjson", "--output", "ut"],
    &["plan", "omraden", "--format", "docx", "--output", "ut"],
    &["diff", "omraden", "--write-baseline", "ut"],
    &["what-if", "omraden/ledsagare.yaml", "--profiles", "--format", "json", "--output", "ut"],
    &["rules", "export", "--output", "ut", "--force"],
    &["rules", "check", "liten.yaml", "--format", "html", "--output", "ut"],
    &["schema", "result", "--output", "ut"],
    &["fmt", "lang.yaml"],
];

/// An area file that is out of order, and longer than what is written at a time.
pub fn long_area() -> String {
    let notes = "lång ".repeat(3_000);
    format!("answers:\n  market_exists: {{answer: no, note: {notes}}}\narea: A\n")
}
