//! `plan` as a board meets it: the 21 areas of 2023, fully answered areas, figures, hostile text, what is left out.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use crate::support::place::Place;
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

/// The plan, and its annex.
fn annexed(args: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annex.md");
    let plan = plan(&[args, &["--annex", path.to_str().unwrap()]].concat());
    (plan, std::fs::read_to_string(path).unwrap())
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
    let (real, annex) = annexed(&[REAL]);
    insta::assert_snapshot!("real", real);
    insta::assert_snapshot!("real-annex", annex);
    let english = ["--lang", "en", "--title", "A plan", "--board", "Socialnämnden"];
    insta::assert_snapshot!("full-english", plan(&[&[FULL][..], &english].concat()));
    let other = ["tests/rules/area-exempel.yaml", "--rules", "tests/rules/exempelkommun.yaml"];
    let (other, annex) = annexed(&other);
    insta::assert_snapshot!("other-rules", other);
    insta::assert_snapshot!("other-rules-annex", annex);
}

/// Every row of the plan of 2023 is there under its group, with what the board said, in its words, and whether that has
/// been tested.
#[test]
fn the_plan_of_2023_holds_all_its_rows() {
    let (markdown, annex) = annexed(&[REAL]);
    let groups = ["Boende", "Öppenvård", "Sysselsättning", "Placeringar"];
    let of_group = |group: &'static str| table(&markdown, group).into_iter().map(move |row| (group, row));
    let rows: Vec<(&str, Vec<String>)> = groups.into_iter().flat_map(of_group).collect();
    let paths = files(REAL, "yaml");
    assert_eq!((rows.len(), paths.len()), (21, 21));
    for path in &paths {
        let area = yaml(path);
        let (group, row) = rows.iter().find(|(_, row)| row[0] == area["area"].as_str().unwrap()).unwrap();
        assert_eq!(area["group"], *group, "{path}");
        assert_ne!(row[1], "Ej angivet", "{path}");
        let (said, tested) = row[2].split_once("<br>").unwrap();
        assert_eq!(said, format!("**{}**", area["decision"]["direction"].as_str().unwrap()), "{path}");
        // From what the plan's text supports nothing can be recommended.
        let words = if area["decision"]["form"].is_null() {
            "Inte prövat, eftersom ingen form är angiven."
        } else {
            "Ännu inte prövat. Det som saknas: "
        };
        assert!(tested.contains(words), "{path}: {tested}");
        assert!(!row[2].contains('%') && !row[3].contains('%'), "{path}: {row:?}");
        let motivation = area["decision"]["motivation"].as_str().unwrap();
        assert_eq!(row[3], motivation.split_whitespace().collect::<Vec<_>>().join(" "), "{path}");
    }
    assert_eq!(table(&markdown, "Nuläget i varje område").len(), 21);
    assert!(!markdown.contains("| Brukare |"), "the plan gives no number of users");
    let frameworks = table(&annex, "Områden med en särskild variant");
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
    // What people wrote stands in place of what was missing; only what nobody wrote is left.
    for gap in
        ["Beskriv nämndens uppdrag", "Beskriv hur", "Beskriv kort hur marknaden", "Ange vilka digitala"]
    {
        assert!(!markdown.contains(gap), "{gap}");
    }
    let (_, list) = markdown.split_once("## Att fylla i före beslutet").unwrap();
    for gap in ["diarienummer", "datum", "handläggare", "Ange vad åtgärderna kostar"] {
        assert!(list.contains(gap), "{list}");
    }
}

/// Directions and missions against what the area files and the results say, worked out anew.
#[test]
fn directions_follow_from_results() {
    let results = run(&["batch", FULL, "--format", "ndjson"]).stdout;
    let results: Vec<Value> = results.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut boards: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for result in &results {
        boards.entry(result["area"]["board"].as_str().unwrap()).or_default().push(result);
    }
    assert!(boards.len() > 2);
    for (board, results) in boards {
        let (markdown, annex) = annexed(&[FULL, "--board", board]);
        let mut missions: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for result in results {
            let area = yaml(result["area"]["path"].as_str().unwrap());
            let group = area["group"].as_str().unwrap().to_owned();
            let rows = table(&markdown, &group);
            let row = rows.iter().find(|row| row[0] == area["area"].as_str().unwrap()).unwrap();
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
            if ["decision", "proposal"].iter().any(|key| !area[*key].is_null()) {
                assert!(row[2].to_lowercase().contains("riktlinjen"), "{row:?}");
            } else {
                let (named, by) = (format!("**{direction}**"), row[2].rsplit("<br>").next().unwrap());
                assert!(row[2].starts_with(&named), "{row:?}");
                // A direction that is not the form's name has the form beside it.
                assert_eq!(
                    row[2].matches("<br>").count(),
                    1 + usize::from(
                        ["Fortsatt marknadsmix", "Ny driftsform", "Ta ställning"].contains(&direction)
                    ),
                    "{row:?}"
                );
                let tie = result["outcome"]["tie"] == true;
                assert!(by.starts_with("Enligt reglerna.") && by.contains("lika poäng") == tie, "{row:?}");
                assert!(!row[3].is_empty() && !row[3].contains('%'), "{row:?}");
            }
            let forms = result["outcome"]["forms"].as_array();
            if forms.is_some_and(|forms| forms.iter().any(|form| form == "verksamhetsuppdrag")) {
                missions.entry(group).or_default().push(area["area"].as_str().unwrap().to_owned());
            }
        }
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        if annex.contains("*Uppdrag till egenregin*") {
            for row in table(&annex, "Uppdrag till egenregin") {
                found.entry(row[0].clone()).or_default().push(name(&row[1]).to_owned());
            }
        }
        assert_eq!(found, missions, "{board}");
    }
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
    let (_, annex) = annexed(&[path.to_str().unwrap()]);
    let markdown = annex.replace('\u{a0}', " ");
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
            let annex = folder.path().join(format!("{name}-annex.{format}"));
            let to = ["--output", path.to_str().unwrap(), "--annex", annex.to_str().unwrap()];
            let args = ["plan", FULL, "--board", "Äldrenämnden", "--format", format];
            let ran = run(&[&args[..], &to].concat());
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
            (std::fs::read(path).unwrap(), std::fs::read(annex).unwrap())
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
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annex.md");
    let annexed = ["plan", "-", "--format", "markdown", "--annex", path.to_str().unwrap()];
    let run = run_with(&annexed, text.as_bytes(), &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let sums = "år 2027: 2 002 tkr, för 2 av 3";
    assert!(run.stdout.replace('\u{a0}', " ").contains(sums), "{}", run.stdout);
    let page = std::fs::read_to_string(path).unwrap().replace('\u{a0}', " ");
    // Half a thousand each would be rounded up twice.
    assert!(page.contains("500 tkr") && page.contains("501 tkr"), "{page}");
    assert!(
        page.contains("år 2027: 2 002 tkr, för 2 av 3") && page.contains("år 2028: 1 001 tkr, för 1 av 3"),
        "{page}"
    );
    assert!(!page.contains("3 003"), "{page}");
    assert!(page.contains("33,34") && page.contains("66,67") && !page.contains("33,336"), "{page}");
}

/// Files of two boards, one of which is written in two ways, and of no board.
fn boards() -> Place {
    let place = Place::new();
    let areas = [("a", "A", "Socialnämnden"), ("b", "B", "socialnämnden "), ("c", "C", "Äldrenämnden")];
    for (file, name, board) in areas {
        place.write(&format!("alla/{file}.yaml"), &format!("area: {name}\nboard: {board:?}\n"));
    }
    place.write("utan.yaml", "area: D\n");
    place
}

#[test]
fn a_plan_is_of_one_board() {
    let place = boards();
    let refused = |args: &[&str], said: &[&str]| {
        let ran = place.run(&[&["plan"][..], args].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        for part in said {
            assert!(ran.stderr.contains(part), "{args:?}: {}", ran.stderr);
        }
    };
    refused(&["alla"], &["flera nämnder", "--board", "Socialnämnden, Äldrenämnden"]);
    refused(&["alla", "--board", "Socialnämnd"], &["`Socialnämnd`", "menade du `Socialnämnden`?"]);
    refused(&["alla", "--board", "Barn och utbildning"], &["områdena hör till: Socialnämnden, Äldrenämnden"]);
    refused(&["utan.yaml", "--board", "Socialnämnden"], &["inget av områdena anger någon nämnd"]);
    for (board, names) in [
        ("Socialnämnden", "AB"),
        ("socialna\u{308}mnden", "AB"),
        (" ÄLDRENÄMNDEN", "C"),
        ("äldre-nämnden", "C"),
    ] {
        let ran = place.run(&["plan", "alla", "--board", board]);
        assert_eq!(ran.status, 0, "{board}: {}", ran.stderr);
        for name in ["A", "B", "C"] {
            assert_eq!(ran.stdout.contains(&format!("\n| {name} |")), names.contains(name), "{board}");
        }
    }
    // Where no word tells of another there is one alone.
    for args in [&["utan.yaml"][..], &["alla/a.yaml", "alla/b.yaml"], &["alla/a.yaml", "utan.yaml"]] {
        assert_eq!(place.run(&[&["plan"][..], args].concat()).status, 0, "{args:?}");
    }
}

const OWN: &str = "plan:
  titel: Vår plan
  nämnd: Socialnämnden
  diarienummer: SN 2026-45
  grupper: [Öppet, boende]
  kapitel:
    - rubrik: NÄMNDENS UPPDRAG
      text: |
        Nämnden ansvarar för stöd.

        - till **barn**
        - till unga, se [lagen](https://example.org/lag)
    - rubrik: Eget kapitel
      före: nulägesanalys
      text: Ett eget <b>stycke</b>.
    - rubrik: Ekonomi
      efter: Nämndens uppdrag
      text: Det ryms i budgeten.
  välfärdsteknik:
    - namn: Larm
      fas: I drift
      avtalsslut: 2027-12-31
    - namn: Kameror
      fas: upphandlas
      kostnad: { 2028: 650 000, 2027: 400 000 }
      underlag: Enligt förstudien
    - namn: Appar
      fas: rollout
      kostnad: { 2027: 100 000 }
";

/// What people write stands where it belongs, each time the plan is made; what it stands in place of is missing no more.
#[test]
fn what_people_write_stays_theirs() {
    let place = Place::new();
    place.write("o/a.yaml", "area: A\nboard: Socialnämnden\ngroup: Boende\n");
    place.write("o/b.yaml", "area: B\nboard: Socialnämnden\ngroup: Öppet\n");
    place.write("o/c.yaml", "area: C\nboard: Annan nämnd\n");
    place.write("o/plan.yaml", OWN);
    let made = |args: &[&str]| {
        let ran = place.run(&[&["plan", "o"][..], args].concat());
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        ran.stdout.replace('\u{a0}', " ")
    };
    let page = made(&[]);
    assert_eq!(page, made(&[]));
    assert!(page.starts_with("# Vår plan\n"), "{page}");
    assert!(page.contains("**Diarienummer:** SN 2026-45") && page.contains("[datum"), "{page}");
    let headings: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## ")?.split(" <a").next())
        .filter(|heading| *heading != "Innehåll")
        .collect();
    assert_eq!(
        headings,
        [
            "Inledning",
            "Nämndens uppdrag",
            "Ekonomi",
            "Övergripande inriktning",
            "Behovs- och omvärldsanalys",
            "Val av avtalsform",
            "Eget kapitel",
            "Nulägesanalys",
            "Välfärdsteknik",
            "Åtgärdsplan",
            "Uppföljning",
            "Planens underlag",
            "Att fylla i före beslutet",
        ]
    );
    assert!(page.contains("- till **barn**\n- till unga, se lagen ("), "{page}");
    assert!(page.contains("https://example.org/lag") && page.contains("\\<b>stycke"), "{page}");
    let (before, list) = page.split_once("## Att fylla i före beslutet").unwrap();
    for written in ["nämndens uppdrag enligt", "vad åtgärderna kostar", "vilka digitala lösningar"] {
        assert!(!page.contains(written), "{written}");
    }
    for gap in ["politisk inriktning som gäller", "hur behoven väntas utvecklas", "handläggare"] {
        assert!(before.contains(gap) && list.contains(gap), "{gap}: {page}");
    }
    // The groups stand as they were ordered, and no area of another board.
    let at = |caption: &str| page.find(&format!("*{caption}*")).unwrap();
    assert!(at("Öppet") < at("boende") && !page.contains("| C |"), "{page}");
    let technology = table(&page, "Välfärdsteknik med kostnad för varje år");
    assert_eq!(
        technology,
        [
            ["Kameror<br>Enligt förstudien", "Ska upphandlas", "–", "400 tkr", "650 tkr"],
            ["Appar", "Införs", "–", "100 tkr", "–"],
            ["Larm", "I drift", "2027-12-31", "–", "–"],
            ["**Summa**", "", "", "500 tkr", "650 tkr"],
        ]
    );
    assert!(page.contains("Kostnad: 400 tkr år 2027, 650 tkr år 2028."), "{page}");
    assert!(page.contains("Välfärdstekniken beräknas kosta 500 tkr år 2027, 650 tkr år 2028."), "{page}");
    // Another file can be named, and what is typed goes before what is written.
    place.write("egen.yml", "plan: { titel: En annan, board: Annan nämnd }\n");
    let other = made(&["--file", "egen.yml"]);
    assert!(other.starts_with("# En annan\n") && other.contains("| C |"), "{other}");
    assert!(made(&["--title", "Tredje"]).starts_with("# Tredje\n"));
    // A plan file of another board is not that of this plan.
    assert!(made(&["--board", "Annan nämnd"]).starts_with("# Konkurrensutsättningsplan\n"));
    let wrong = place.run(&["plan", "o", "--file", "egen.yml", "--board", "Socialnämnden"]);
    assert_eq!((wrong.status, wrong.stdout.as_str()), (2, ""));
    assert!(wrong.stderr.contains("`egen.yml` gäller nämnden `Annan nämnd`"), "{}", wrong.stderr);
}

/// A plan file is no area: it is passed over, and that is said; what is wrong with it is told before anything is written.
#[test]
fn a_plan_file_is_no_area() {
    let place = Place::new();
    place.write("o/a.yaml", "area: A\n");
    place.write("o/plan.yaml", "plan: { titel: T }\n");
    let sentence = "Förbigångna: 1 (det som hör till en plan: 1)";
    for args in [
        &["batch", "o"][..],
        &["batch", "o/a.yaml", "o/plan.yaml"],
        &["batch", "o", "--format", "csv"],
        &["recommend", "o/a.yaml", "o/plan.yaml", "--format", "json"],
        &["fmt", "o", "--check"],
    ] {
        let ran = place.run(args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        let said = format!("{}{}", ran.stdout, ran.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(sentence), "{args:?}: {said}");
    }
    let alone = place.run(&["recommend", "o/plan.yaml"]);
    assert_eq!((alone.status, alone.stdout.as_str()), (2, ""));
    // An area may be called so, too.
    place.write("p/plan.yaml", "area: Plan\n");
    let ran = place.run(&["plan", "p"]);
    assert!(ran.status == 0 && ran.stdout.contains("| Plan |"), "{}", ran.stderr);
    let ran = place.run(&["plan", "o"]);
    assert!(!ran.stdout.contains("Förbigångna") && ran.stderr.is_empty(), "{}{}", ran.stdout, ran.stderr);
    place.write("o/plan.yml", "plan: { titel: U }\n");
    let two = place.run(&["plan", "o"]);
    assert_eq!((two.status, two.stdout.as_str()), (2, ""));
    assert!(
        two.stderr.contains("o/plan.yaml, o/plan.yml") && two.stderr.contains("--file"),
        "{}",
        two.stderr
    );
    place.write("o/plan.yml", "plan: { titel: U, kapitel: [{ rubrik: X }], namnd: [] }\n");
    let to = ["--output", "ut.md", "--annex", "b.md"];
    let ran = place.run(&[&["plan", "o/a.yaml", "--file", "o/plan.yml"][..], &to].concat());
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("nyckeln `text` saknas") && ran.stderr.contains(":1:"), "{}", ran.stderr);
    assert!(!place.path("ut.md").exists() && !place.path("b.md").exists());
    place.write("g.yaml", "plan: { grupper: [Ingen] }\n");
    let group = place.run(&["plan", "o", "--file", "g.yaml"]);
    assert!(group.status == 0 && group.stderr.contains("gruppen `Ingen`"), "{}", group.stderr);
}

/// The annex is a document of its own: in the format of its ending, never in place of what is read.
#[test]
fn the_annex_is_a_document_of_its_own() {
    let place = Place::new();
    place.write("a.yaml", "area: A\n");
    let ran = place.run(&["plan", "a.yaml", "--annex", "b.html"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("redovisas i sin helhet i en bilaga"), "{}", ran.stdout);
    assert!(std::fs::read_to_string(place.path("b.html")).unwrap().contains("<h1>"), "a page");
    assert!(!place.run(&["plan", "a.yaml"]).stdout.contains("bilaga"));
    for (args, said) in [
        (&["--annex", "b.xlsx"][..], "kan inte skriva xlsx"),
        (&["--annex", "a.yaml"], "a.yaml"),
        (&["--annex", "samma.md", "--output", "samma.md"], "samma.md"),
    ] {
        let ran = place.run(&[&["plan", "a.yaml"][..], args].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
    }
    assert_eq!(std::fs::read_to_string(place.path("a.yaml")).unwrap(), "area: A\n");
    assert!(!place.path("samma.md").exists());
}

/// Nothing of one municipality stands in the plan of another but where its own rules say so.
#[test]
fn a_plan_says_what_its_own_rules_say() {
    let place = Place::new();
    place.write("a.yaml", "area: A\n");
    let rules = root().join("tests/rules/exempelkommun.yaml");
    for rules in ["sverige", rules.to_str().unwrap()] {
        let ran = place.run(&["plan", "a.yaml", "--rules", rules, "--annex", "bilaga.md"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let annex = std::fs::read_to_string(place.path("bilaga.md")).unwrap();
        for words in ["Linköping", "Leanlink", "KS 20", "2022–2026", "Social- och omsorgsnämnden"] {
            assert!(!ran.stdout.contains(words) && !annex.contains(words), "{rules}: {words}");
        }
    }
}
