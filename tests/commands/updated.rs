//! `batch --update`: what is said, and which files are refused.

use std::fs;

use crate::support::place::Place;
use crate::support::root;

fn place() -> Place {
    let place = Place::new();
    for (name, file) in [
        ("libreoffice.xlsx", "update/libreoffice.xlsx"),
        ("openpyxl.xlsm", "update/openpyxl.xlsx"),
        ("rubriker.ods", "libreoffice/rubriker.ods"),
        ("varden.xls", "libreoffice/varden.xls"),
        ("komma.csv", "text/komma.csv"),
    ] {
        fs::copy(root().join("tests/sheets").join(file), place.path(name)).unwrap();
    }
    place.write("omraden/ett.yaml", "area: Ett\n");
    place
}

#[test]
fn what_is_said() {
    let place = place();
    let mut said = String::new();
    for args in [
        &["libreoffice.xlsx"][..],
        &["libreoffice.xlsx"],
        &["openpyxl.xlsm", "--lang", "en"],
        &["openpyxl.xlsm", "--quiet"],
    ] {
        let ran = place.run(&[&["batch", "--update"], args].concat());
        assert_eq!(ran.stdout, "");
        said.push_str(&format!("$ {}\n{}= {}\n\n", args.join(" "), ran.stderr, ran.status));
    }
    insta::assert_snapshot!("said", said);
}

/// A workbook of the tool’s own has sheets of results that are not put anew.
#[test]
fn the_tools_own_workbook() {
    let place = place();
    let made = place.run(&["batch", "omraden", "--output", "omraden.xlsx"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    let ran = place.run(&["batch", "omraden.xlsx", "--update"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    insta::assert_snapshot!("own", ran.stderr);
    let weak = place.run(&["batch", "omraden.xlsx", "--update", "--require", "firm"]);
    assert_eq!(weak.status, 1, "{}", weak.stderr);
}

#[test]
fn what_is_refused() {
    let place = place();
    fs::copy(place.path("openpyxl.xlsm"), place.path("trasig.xlsx")).unwrap();
    let whole = fs::read(place.path("trasig.xlsx")).unwrap();
    fs::write(place.path("trasig.xlsx"), &whole[..whole.len() / 2]).unwrap();
    let before = place.files();
    let mut said = String::new();
    for args in [
        &["rubriker.ods"][..],
        &["varden.xls"],
        &["komma.csv"],
        &["omraden/ett.yaml"],
        &["omraden"],
        &["-"],
        &["openpyxl.xlsm", "libreoffice.xlsx"],
        &["trasig.xlsx"],
        &["finns-inte.xlsx"],
        &["libreoffice.xlsx", "--output", "ny.xlsx"],
        &["libreoffice.xlsx", "--format", "json"],
        &["libreoffice.xlsx", "--only", "firm"],
    ] {
        for lang in ["sv", "en"] {
            let ran = place.run(&[&["batch", "--update", "--lang", lang], args].concat());
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
            said.push_str(&format!("$ {}\n{}\n", args.join(" "), ran.stderr));
        }
    }
    insta::assert_snapshot!("refused", said);
    assert_eq!(place.files(), before, "nothing is written");
}
