//! `new` and `fmt` as commands: what they write, what they say, and what they leave alone.

use std::fs;

use crate::support;
use crate::support::place::Place;
use serde_json::Value;

const SCHEMA: &str = ".avtalsform/linkoping-vard-omsorg.sv.json";

/// The names in a folder, in order.
fn names(place: &Place) -> Vec<String> {
    let entries = fs::read_dir(place.path("")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn read(place: &Place, name: &str) -> String {
    fs::read_to_string(place.path(name)).unwrap()
}

#[test]
fn a_new_area_is_written_with_its_schema() {
    for lang in ["sv", "en"] {
        let place = Place::new();
        let made = place.run(&["new", "Daglig verksamhet", "--lang", lang]);
        assert_eq!((made.status, made.stdout.as_str()), (0, ""), "{}", made.stderr);
        insta::assert_snapshot!(format!("new-{lang}"), made.stderr);
        assert_eq!(names(&place), [".avtalsform", "daglig-verksamhet.yaml"]);
        let text = read(&place, "daglig-verksamhet.yaml");
        insta::assert_snapshot!(format!("new-file-{lang}"), text);
        // An editor finds the schema by the first line, and the file fits it.
        let (first, _) = text.split_once('\n').unwrap();
        let schema = first.strip_prefix("# yaml-language-server: $schema=").unwrap();
        let schema: Value = serde_json::from_str(&read(&place, schema)).unwrap();
        let value: Value = serde_yaml::from_str(&text).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
        let written = place.run(&["schema", "area", "--lang", lang]).stdout;
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), schema);
        // One area, nothing else in the folder is taken for one, and nothing is answered.
        let batch = place.run(&["batch", ".", "--format", "json"]);
        assert_eq!((batch.status, batch.stderr.as_str()), (0, ""));
        let batch: Value = serde_json::from_str(&batch.stdout).unwrap();
        assert_eq!(batch["areas"].as_array().unwrap().len(), 1, "{batch}");
        let checked = place.run(&["fmt", "--check", "."]);
        assert_eq!((checked.status, checked.stdout.as_str()), (0, ""));
    }
}

#[test]
fn a_name_gives_the_area_and_its_file() {
    let cases = [
        ("Daglig verksamhet", "daglig-verksamhet.yaml", "Daglig verksamhet"),
        ("Boendestöd", "boendestod.yaml", "Boendestöd"),
        (
            "  Öppna verksamheter (SoL) – vuxna! ",
            "oppna-verksamheter-sol-vuxna.yaml",
            "Öppna verksamheter (SoL) – vuxna!",
        ),
        ("HVB: barn # unga", "hvb-barn-unga.yaml", "HVB: barn # unga"),
        ("min fil.yaml", "min fil.yaml", "min fil"),
        ("Stöd.YML", "Stöd.YML", "Stöd"),
        ("plan 2.0", "plan-2-0.yaml", "plan 2.0"),
        ("\"Citat\" 'enkla'", "citat-enkla.yaml", "\"Citat\" 'enkla'"),
        ("rad\nbruten", "rad-bruten.yaml", "rad\nbruten"),
        ("Sa\u{308}rskilt boende", "sarskilt-boende.yaml", "Särskilt boende"),
        ("HVB barn/unga", "hvb-barn-unga.yaml", "HVB barn/unga"),
        ("漢字", "漢字.yaml", "漢字"),
    ];
    for (name, file, area) in cases {
        let place = Place::new();
        let made = place.run(&["new", name, "--no-schema", "--quiet"]);
        assert_eq!((made.status, made.stderr.as_str()), (0, ""), "{name}");
        assert_eq!(names(&place), [file], "{name}");
        let result = place.run(&["recommend", "--format", "json", file]);
        let result: Value = serde_json::from_str(&result.stdout).unwrap();
        assert_eq!(result["area"]["name"], area);
        assert!(!read(&place, file).contains("$schema"));
    }
    // In a folder, and what comes next as it is to be typed.
    let place = Place::new();
    place.write("mapp ett/annat.txt", "");
    let rules = support::root().join("tests/rules/exempelkommun.yaml");
    let made = place.run(&["new", "mapp ett/Nytt", "--rules", rules.to_str().unwrap()]);
    assert!(made.stderr.contains("avtalsform recommend \"mapp ett/nytt.yaml\" --rules "), "{}", made.stderr);
    assert!(place.path("mapp ett/.avtalsform/exempelkommun.sv.json").exists(), "{}", made.stderr);
}

#[test]
fn what_cannot_be_new_is_refused_and_nothing_is_written() {
    let place = Place::new();
    for args in [
        &["new"][..],
        &["new", ""],
        &["new", "-"],
        &["new", ".."],
        &["new", "x/"],
        &["new", "***"],
        &["new", "ingen/nytt.yaml"],
        &["new", "/ingen/Nytt"],
        &["new", "Va\u{fffd}rd"],
        &["new", "Nytt", "--rows", "3"],
        &["new", "Nytt", "--format", "csv"],
        &["new", "Nytt", "--rules", "nej"],
    ] {
        let refused = place.run(args);
        assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{args:?}");
        assert!(!refused.stderr.is_empty(), "{args:?}");
        assert!(names(&place).is_empty(), "{args:?}");
    }
}

#[test]
fn no_area_is_written_over() {
    let place = Place::new();
    place.write("nytt.yaml", "mitt");
    let refused = place.run(&["new", "Nytt"]);
    assert_eq!(refused.status, 2);
    assert_eq!(
        refused.stderr,
        "fel: `nytt.yaml` finns redan och skrivs inte över; välj ett annat namn, eller lägg till `--force`\n"
    );
    assert_eq!((read(&place, "nytt.yaml").as_str(), names(&place).len()), ("mitt", 1));
    // Of many at once, one writes.
    let place = Place::new();
    let ended: Vec<i32> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| place.run(&["new", "Nytt"]).status)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert_eq!(ended.iter().filter(|status| **status == 0).count(), 1, "{ended:?}");
    assert_eq!(names(&place), [".avtalsform", "nytt.yaml"]);
}

#[test]
fn a_schema_is_shared_and_another_file_is_not_written_over() {
    let place = Place::new();
    assert!(place.run(&["new", "Ett"]).stderr.contains(SCHEMA));
    let schema = read(&place, SCHEMA);
    assert!(!place.run(&["new", "Två"]).stderr.contains(SCHEMA), "it is there already");
    // One of another version gives way, and that is said.
    place.write(SCHEMA, "{\"$id\": \"avtalsform/area/linkoping-vard-omsorg/0.9.0\"}");
    let made = place.run(&["new", "Tre"]);
    insta::assert_snapshot!("new-schema-updated", made.stderr);
    assert_eq!(read(&place, SCHEMA), schema);
    // Anything else stays, and the area is not written either.
    place.write(SCHEMA, "mitt eget");
    let refused = place.run(&["new", "Fyra"]);
    insta::assert_snapshot!("new-schema-taken", refused.stderr);
    assert_eq!((refused.status, read(&place, SCHEMA).as_str()), (2, "mitt eget"));
    assert_eq!(names(&place), [".avtalsform", "ett.yaml", "tre.yaml", "tva.yaml"]);
    assert_eq!(place.run(&["new", "Fyra", "--no-schema"]).status, 0);
}

const MESSY: &str = "# topp\n\nanswers:\n    pricing: yes # pris\n    market_exists: no\nid: b\narea: B\n";
const TIDY: &str = "# topp\n\narea: B\nid: b\nanswers:\n  market_exists: no\n  pricing: yes # pris\n";
const FAULTY: &str = "id: c\narea: C\nanswers:\n  prising: yes\n";

#[test]
fn files_are_put_in_order_in_their_place() {
    for lang in ["sv", "en"] {
        let place = Place::new();
        place.write("mapp/messy.yaml", MESSY);
        place.write("mapp/tidy.yml", TIDY);
        place.write("mapp/faulty.yaml", FAULTY);
        let checked = place.run(&["fmt", "--check", "mapp", "--lang", lang]);
        assert_eq!((checked.status, checked.stdout.as_str()), (2, "mapp/messy.yaml\n"));
        insta::assert_snapshot!(format!("fmt-check-{lang}"), checked.stderr);
        assert_eq!(read(&place, "mapp/messy.yaml"), MESSY);
        let done =
            place.run(&["fmt", "mapp/faulty.yaml", "mapp/messy.yaml", "mapp/tidy.yml", "--lang", lang]);
        assert_eq!((done.status, done.stdout.as_str()), (2, "mapp/messy.yaml\n"));
        insta::assert_snapshot!(format!("fmt-{lang}"), done.stderr);
        assert_eq!(read(&place, "mapp/messy.yaml"), TIDY);
        assert_eq!(read(&place, "mapp/faulty.yaml"), FAULTY);
        fs::remove_file(place.path("mapp/faulty.yaml")).unwrap();
        let again = place.run(&["fmt", "mapp", "--lang", lang]);
        assert_eq!((again.status, again.stdout.as_str()), (0, ""));
    }
}

#[test]
fn the_exit_status_of_a_check_tells() {
    let place = Place::new();
    place.write("messy.yaml", MESSY);
    assert_eq!(place.run(&["fmt", "--check", "messy.yaml"]).status, 1);
    assert_eq!(place.run(&["fmt", "messy.yaml"]).status, 0);
    assert_eq!(place.run(&["fmt", "--check", "messy.yaml"]).status, 0);
}

#[test]
fn standard_input_is_written_in_order() {
    let pipe = |args: &[&str], input: &str| support::run_with(args, input.as_bytes(), &[]);
    let done = pipe(&["fmt", "-"], MESSY);
    assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (0, TIDY, ""));
    let crlf = pipe(&["fmt", "-"], &MESSY.replace('\n', "\r\n"));
    assert_eq!(crlf.stdout, TIDY.replace('\n', "\r\n"));
    let checked = pipe(&["fmt", "--check", "-"], MESSY);
    assert_eq!((checked.status, checked.stdout.as_str()), (1, "-\n"));
    assert_eq!(pipe(&["fmt", "--check", "-"], TIDY).status, 0);
    let faulty = pipe(&["fmt", "-"], FAULTY);
    assert_eq!((faulty.status, faulty.stdout.as_str()), (2, ""));
    assert!(faulty.stderr.contains("prising"));
    assert_eq!(pipe(&["fmt", "-", "examples/mall.yaml"], TIDY).status, 2);
}

#[test]
fn what_is_no_area_file_is_left_alone() {
    let place = Place::new();
    place.write("latin.yaml", "");
    fs::write(place.path("latin.yaml"), b"id: x\narea: V\xe5rd\n").unwrap();
    place.write("bok.xlsx", "PK");
    place.write("odd.yaml", "? id\n: x\narea: X\n");
    place.write("tom/x.txt", "");
    for name in ["latin.yaml", "bok.xlsx", "odd.yaml", "tom", "ingen.yaml"] {
        let refused = place.run(&["fmt", name]);
        assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{name}");
        insta::assert_snapshot!(format!("fmt-{}", name.split('.').next().unwrap()), refused.stderr);
    }
    assert_eq!(read(&place, "odd.yaml"), "? id\n: x\narea: X\n");
}

#[cfg(unix)]
#[test]
fn rights_and_links_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let place = Place::new();
    place.write("messy.yaml", MESSY);
    place.write("tidy.yaml", TIDY);
    place.write("låst.yaml", MESSY);
    std::os::unix::fs::symlink(place.path("messy.yaml"), place.path("link.yaml")).unwrap();
    let rights = |name: &str, mode: u32| {
        fs::set_permissions(place.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    rights("messy.yaml", 0o640);
    rights("låst.yaml", 0o444);
    let before = fs::metadata(place.path("tidy.yaml")).unwrap();
    let done = place.run(&["fmt", "link.yaml", "tidy.yaml", "låst.yaml"]);
    assert_eq!((done.status, done.stdout.as_str()), (2, "link.yaml\n"), "{}", done.stderr);
    assert_eq!(read(&place, "messy.yaml"), TIDY);
    assert!(place.path("link.yaml").symlink_metadata().unwrap().is_symlink());
    assert_eq!(fs::metadata(place.path("messy.yaml")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(read(&place, "låst.yaml"), MESSY);
    let after = fs::metadata(place.path("tidy.yaml")).unwrap();
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()), "not written at all");
}

#[test]
fn an_area_called_as_a_device_gets_a_file_that_windows_can_open() {
    let place = Place::new();
    for (name, file) in [("Aux", "aux-1.yaml"), ("com7", "com7-1.yaml"), ("Con", "con-1.yaml")] {
        assert_eq!(place.run(&["new", name, "--no-schema"]).status, 0);
        assert!(place.path(file).exists(), "{name}: {:?}", names(&place));
    }
    // These are no devices.
    for (name, file) in [("Comfort", "comfort.yaml"), ("com10", "com10.yaml"), ("Auxilium", "auxilium.yaml")]
    {
        assert_eq!(place.run(&["new", name, "--no-schema"]).status, 0);
        assert!(place.path(file).exists(), "{name}: {:?}", names(&place));
    }
}
