//! `plan` as a board meets it: the 21 areas of 2023, fully answered areas, figures, hostile text, what is left out.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use crate::support::{files, root, run, run_with};
use serde_json::Value;

const REAL: &str = "examples/linkoping-2023";
const FULL: &str = "examples/illustrations";

fn plan(args: &[&str]) -> String {
    let mut all = vec!["plan"];
    all.extend(args);
    let ran = run(&all);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    ran.stdout
}

fn yaml(path: &str) -> Value {
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(&std::fs::read_to_string(root().join(path)).unwrap(), options).unwrap()
}

/// The rows of the Markdown table with this caption, cell by cell.
fn table(markdown: &str, caption: &str) -> Vec<Vec<String>> {
    let start = markdown.find(&format!("*{caption}*")).unwrap_or_else(|| panic!("no table {caption}"));
    let rows = markdown[start..].lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.skip(2)
        .map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

fn name(cell: &str) -> &str {
    cell.trim_start_matches('[').split("](").next().unwrap()
}

#[test]
fn plans_in_whole() {
    insta::assert_snapshot!("real", plan(&[REAL]));
    insta::assert_snapshot!("full-english", plan(&[FULL, "--lang", "en", "--title", "A plan"]));
    let other = ["tests/rules/area-exempel.yaml", "--rules", "tests/rules/exempelkommun.yaml"];
    insta::assert_snapshot!("other-rules", plan(&other));
}

/// Every row of the plan of 2023 is there, with what the plan decided and the questions that stand in the way.
#[test]
fn the_plan_of_2023_holds_all_its_rows() {
    let markdown = plan(&[REAL]);
    let rows = table(&markdown, "Inriktning och motivering för varje område");
    let paths = files(REAL, "yaml");
    assert_eq!(rows.len(), 21);
    for (row, path) in rows.iter().zip(&paths) {
        let area = yaml(path);
        assert_eq!(name(&row[0]), area["area"].as_str().unwrap());
        // No form can be recommended from what the plan's text supports; what to find out is named.
        assert_eq!(row[2], "**Utreds vidare**", "{path}");
        assert!(row[3].contains("Besvara först: "), "{}", row[3]);
        let decided: Vec<String> = area["decision"]["motivation"]
            .as_str()
            .unwrap()
            .split_whitespace()
            .take(3)
            .map(str::to_owned)
            .collect();
        assert!(row[4].contains(&decided.join(" ")), "{path}: {}", row[4]);
    }
    let state = table(&markdown, "Nuläget i varje område");
    assert_eq!(state.len(), 21);
    assert!(state.iter().all(|row| row[1] == "saknas"), "the plan gives no number of users");
    let frameworks = table(&markdown, "Områden med en särskild variant");
    let names: Vec<&str> = frameworks.iter().map(|row| name(&row[0])).collect();
    // Two areas say that they call off on need; of four others, procured today, it is to be found out.
    let asked: Vec<bool> = frameworks.iter().map(|row| row[3].contains("att utreda")).collect();
    let all = [
        "Anhörigstöd barn och unga",
        "Familjestöd",
        "HVB barn och unga",
        "HVB vuxna, skadligt bruk och beroende",
        "Boende SoL och LSS",
        "Vandrarhem",
    ];
    assert_eq!(names, all);
    assert_eq!(asked, [true, true, true, true, false, false]);
}

/// Directions and missions against what the area files and the results say, worked out anew.
#[test]
fn directions_follow_from_results() {
    let markdown = plan(&[FULL]);
    let results = run(&["batch", FULL, "--format", "ndjson"]).stdout;
    let results: Vec<Value> = results.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let rows = table(&markdown, "Inriktning och motivering för varje område");
    let mut missions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (row, result) in rows.iter().zip(&results) {
        let area = yaml(result["area"]["path"].as_str().unwrap());
        let (outcome, today) = (&result["outcome"]["id"], &area["current"]["form"]);
        let direction = match (result["firmness"].as_str().unwrap(), today.is_null()) {
            ("undetermined", _) => "Utreds vidare",
            (_, true) => "Ta ställning",
            _ if outcome == today => match outcome.as_str().unwrap() {
                "verksamhetsuppdrag" => "Fortsatt verksamhetsuppdrag",
                "lov" => "Fortsatt LOV",
                "lou" => "Fortsatt LOU",
                _ => "Fortsatt marknadsmix",
            },
            _ => "Ny driftsform",
        };
        assert_eq!(row[2], format!("**{direction}**"), "{}", row[0]);
        let forms = result["outcome"]["forms"].as_array().unwrap();
        if forms.iter().any(|form| form == "verksamhetsuppdrag") {
            let group = area["group"].as_str().unwrap().to_owned();
            missions.entry(group).or_default().push(area["area"].as_str().unwrap().to_owned());
        }
    }
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in table(&markdown, "Uppdrag till egenregin") {
        found.entry(row[0].clone()).or_default().push(name(&row[1]).to_owned());
    }
    assert_eq!(found, missions);
}

#[test]
fn compensation_and_districts_are_worked_out() {
    let folder = tempfile::tempdir().unwrap();
    let text = "area: Hemtjänst\ngroup: Äldre\ncurrent: {form: verksamhetsuppdrag, users: 10}\n\
        compensation: {year: 2027, cost: 1 000 000, volume_change: 10, efficiency: 1, index: 3.5, variable: 25}\n\
        districts:\n  unit: timmar\n  list:\n    - {name: Norr, volume: 1000, in_house: 40, capacity: {municipal: 300, private: 700}}\n    \
        - {name: Söder, volume: 500, in_house: 50, capacity: 400}\n    - {name: Öster, volume: 20}\n\
        answers: {myndighetsutovning: ja, lagrum: sol}\n---\narea: Utan underlag\nid: utan\ncompensation: {cost: 5, index: 1}\n";
    let path = folder.path().join("a.yaml");
    std::fs::write(&path, text).unwrap();
    let markdown = plan(&[path.to_str().unwrap()]).replace('\u{a0}', " ");
    let steps = table(&markdown, "Förväntad ersättning för: Hemtjänst, 2027");
    let amounts: Vec<&str> = steps.iter().map(|row| row[3].trim_matches('*')).collect();
    // 1 000 000 · 1,10 · 0,99 · 1,035 = 1 127 115; a quarter of it is 281 778,75.
    assert_eq!(
        amounts,
        ["1 000 tkr", "1 100 tkr", "1 089 tkr", "1 127 tkr", "1 127 tkr", "845 tkr", "282 tkr"]
    );
    assert_eq!(steps[2][2], "−11 tkr");
    let districts = table(&markdown, "Geografiska områden: Hemtjänst (timmar)");
    assert_eq!(districts[0][..5], ["Norr", "1 000", "40 %", "400", "600"]);
    assert!(
        districts[0][5].contains("Egenregi: 300. Efterfrågan är 100 över kapacitetstaket."),
        "{:?}",
        districts[0]
    );
    assert!(districts[0][5].contains("Privata utförare: 700. Efterfrågan ryms"), "{:?}", districts[0]);
    assert!(districts[1][5].contains("Hela området: 400. Efterfrågan är 100 över"), "{:?}", districts[1]);
    assert_eq!(districts[2][1..6], ["20", "–", "–", "–", "–"]);
    assert_eq!(districts[3][1..5], ["1 520", "–", "–", "–"], "a total with a part unknown is unknown");
    assert!(
        markdown.contains("Ersättningen kan inte beräknas: ändrad volym (compensation.volume_change)"),
        "missing figures are named"
    );
}

#[test]
fn what_is_left_out_is_said() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.yaml"), "area: A\n").unwrap();
    std::fs::write(folder.path().join("b.yaml"), "area: B\nanswers: {marknad_finns: kanske}\n").unwrap();
    let ran = run(&["plan", folder.path().to_str().unwrap()]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stdout.contains("Planen är inte fullständig: filer med fel har utelämnats (1)."),
        "{}",
        ran.stdout
    );
    assert!(ran.stderr.contains("`kanske`"), "{}", ran.stderr);
    let nothing = run(&["plan", "no/such/folder"]);
    assert_eq!((nothing.status, nothing.stdout.as_str()), (2, ""));
}

/// Hostile text from an area file stays text in every format.
#[test]
fn nothing_from_a_file_becomes_markup() {
    const EVIL: &str = "<script>alert(1)</script> \"'`|*_[x](javascript:alert(1)) ]]> &amp; =1+1";
    let folder = tempfile::tempdir().unwrap();
    let quoted = serde_json::to_string(EVIL).unwrap();
    let text = format!(
        "area: {quoted}\nid: {quoted}\nboard: {quoted}\nperiod: {quoted}\ngroup: {quoted}\nnotes: {quoted}\n\
         current: {{form: lov, geography: {quoted}, description: {quoted}}}\n\
         decision: {{form: lou, motivation: {quoted}, source: {quoted}}}\n\
         compensation: {{cost: 1, source: {quoted}}}\n\
         districts: {{unit: {quoted}, list: [{{name: {quoted}, volume: 1}}]}}\n\
         answers: {{myndighetsutovning: {{answer: ja, note: {quoted}, source: {quoted}}}, lagrum: sol}}\n"
    );
    let path = folder.path().join("evil.yaml");
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    for command in ["plan", "batch"] {
        let html = run(&[command, path, "--format", "html"]).stdout;
        let page = scraper::Html::parse_document(&html);
        let none =
            |selector: &str| page.select(&scraper::Selector::parse(selector).unwrap()).next().is_none();
        assert!(none("script") && none("a[href^=javascript]") && none("[onclick]"), "{command}");
        assert!(page.root_element().text().collect::<String>().contains("<script>alert(1)</script>"));
        let markdown = run(&[command, path, "--format", "markdown"]).stdout;
        assert_eq!(markdown.matches("<script>").count(), markdown.matches("\\<script>").count(), "{command}");
        assert!(!markdown.contains("[x](javascript:"), "{command}");
    }
    let docx = folder.path().join("evil.docx");
    run(&["plan", path, "--format", "docx", "--output", docx.to_str().unwrap()]);
    let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(&docx).unwrap())).unwrap();
    let mut document = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut document).unwrap();
    let parsed = roxmltree::Document::parse(&document).unwrap();
    let shown: String = parsed.descendants().filter_map(|node| node.text()).collect();
    assert!(shown.contains("<script>alert(1)</script>"));
}

/// The same input gives the same bytes, in every format.
#[test]
fn documents_are_reproducible() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["markdown", "html", "docx"] {
        let write = |name: &str| {
            let path = folder.path().join(name);
            let ran = run(&["plan", FULL, "--format", format, "--output", path.to_str().unwrap()]);
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
            std::fs::read(path).unwrap()
        };
        assert!(write("one") == write("two"), "{format}");
    }
}

/// What is shown adds up, no sum is of several years, and volumes have two decimals at most.
#[test]
fn figures_as_they_are_shown() {
    let area = |name: &str, year: u16| {
        format!(
            "area: {name}\nanswers: {{ market_exists: no }}\ncompensation: {{ year: {year}, cost: '1001000', \
             volume_change: '0', efficiency: '0', index: '0', variable: 50 }}\ndistricts:\n  unit: timmar\n  \
             list:\n    - {{ name: Norr, volume: '100.01', in_house: '33.333' }}\n"
        )
    };
    let text = [area("Ett", 2027), area("Två", 2027), area("Tre", 2028)].join("---\n");
    let run = run_with(&["plan", "-", "--format", "markdown"], text.as_bytes(), &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = run.stdout.replace('\u{a0}', " ");
    // Half a thousand each would be rounded up twice.
    assert!(page.contains("500 tkr") && page.contains("501 tkr"), "{page}");
    assert!(
        page.contains("år 2027: 2 002 tkr, för 2 av 3") && page.contains("år 2028: 1 001 tkr, för 1 av 3"),
        "{page}"
    );
    assert!(!page.contains("3 003"), "{page}");
    assert!(page.contains("33,34") && page.contains("66,67") && !page.contains("33,336"), "{page}");
}
