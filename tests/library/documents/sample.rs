//! A document as a municipality could send it out: every kind of block and every drawing, twice where two beside
//! each other could run together.

use avtalsform::document::{Block, Cell, Column, Document, Entry, Figure, Mark, Rich, Sign, Style, Table};
use avtalsform::model::Lang;

const AREAS: [(&str, &str, &str, &str, u32); 21] = [
    (
        "Bostad med särskild service för vuxna enligt LSS 9 § 9",
        "LOU",
        "Verksamhetsuppdrag och LOU",
        "fast",
        412,
    ),
    ("Bostad med särskild service för barn och unga enligt LSS 9 § 8", "Egen regi", "Egen regi", "fast", 14),
    ("Boende inom socialpsykiatrin", "LOU", "LOU", "preliminär", 96),
    ("Korttidsplatser för vuxna", "Egen regi", "Verksamhetsuppdrag", "preliminär", 37),
    ("Korttidsplatser för barn och unga enligt LSS", "LOU", "LOU", "preliminär", 61),
    (
        "Stödboende och motivationsboende för vuxna",
        "Idéburet offentligt partnerskap",
        "IOP",
        "preliminär",
        88,
    ),
    ("Anhörigstöd för barn och unga", "Egen regi", "Underlaget räcker inte", "–", 150),
    ("Familjerådgivning", "LOV", "LOV", "fast", 1240),
    ("Familjestöd", "Egen regi", "Egen regi", "preliminär", 530),
    ("Rehabiliteringsinsatser", "Egen regi", "Underlaget räcker inte", "–", 210),
    ("Öppna verksamheter enligt LSS", "Verksamhetsuppdrag", "Verksamhetsuppdrag", "preliminär", 75),
    ("Öppna verksamheter för vuxna enligt SoL", "IOP", "IOP", "preliminär", 320),
    ("Ledsagarservice och avlösarservice", "LOV", "LOV", "fast", 274),
    ("Personlig assistans", "LOV", "LOV", "fast", 391),
    ("Daglig verksamhet", "LOV och verksamhetsuppdrag", "LOV och verksamhetsuppdrag", "preliminär", 800),
    ("Yttersta ansvaret för personlig assistans", "Egen regi", "Egen regi", "fast", 12),
    ("Hem för vård eller boende, barn och unga", "LOU", "LOU", "preliminär", 58),
    ("Hem för vård eller boende, vuxna med skadligt bruk och beroende", "LOU", "LOU", "preliminär", 44),
    ("Boende enligt SoL och LSS", "LOU", "Verksamhetsuppdrag och LOU", "preliminär", 133),
    ("Vandrarhem och tillfälligt boende", "IOP", "Underlaget räcker inte", "–", 25),
    ("Konsulentstödda familjehem", "LOU", "LOU", "fast", 167),
];

const MOTIVES: [&str; 3] = [
    "Det finns flera fungerande utförare på marknaden och uppdraget går att avgränsa. Den enskilde kan göra egna val, \
     men volymerna är för små för att ett valfrihetssystem ska ge någon verklig valfrihet.",
    "Insatsen innefattar myndighetsutövning och kräver nära samverkan med hälso- och sjukvården; kompetensen behöver \
     bevaras i kommunen.",
    "Underlaget om kostnader och kvalitet saknas. Frågorna i avsnittet om det som återstår behöver besvaras innan \
     nämnden tar ställning.",
];

pub fn mark(firmness: &str) -> Mark {
    match firmness {
        "fast" => Mark::Good,
        "preliminär" => Mark::Middling,
        _ => Mark::Unknown,
    }
}

fn heading(level: u8, text: &str, id: &str) -> Block {
    Block::Heading { level, text: Rich::plain(text), id: id.to_owned() }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Rich::plain(text))
}

fn measures() -> Table {
    let mut table = Table::new(
        "Föreslagna åtgärder per verksamhetsområde",
        vec![
            Column::text("Område", 24),
            Column::text("Nuvarande form", 16),
            Column::text("Förslag", 16),
            Column::text("Ställning", 12),
            Column::text("Motiv", 34),
            Column::numeric("Brukare", 10),
        ],
    );
    for (number, (area, current, proposal, firmness, users)) in AREAS.iter().enumerate() {
        let mut motive = vec![Rich::plain(MOTIVES[number % 3])];
        if number % 4 == 0 {
            motive.push(Rich::default().and("Konkurrensplan 2023–2026, avsnitt 4.2, punkt 3", Style::Faint));
        }
        table.rows.push(vec![
            Cell::rich(Rich::default().link(*area, format!("omrade-{}", number + 1))),
            Cell::plain(*current),
            Cell::rich(Rich::strong(*proposal)),
            Cell::plain(*firmness).marked(mark(firmness)),
            Cell::several(motive),
            Cell::plain(users.to_string()),
        ]);
    }
    table
}

fn wide() -> Table {
    let titles = [
        "Område",
        "Val",
        "Marknad",
        "Volym",
        "Uppdrag",
        "Uppföljning",
        "Kontinuitet",
        "Myndighet",
        "Kostnad",
    ];
    let columns = titles.iter().map(|title| Column::text(*title, if *title == "Område" { 3 } else { 1 }));
    let mut table = Table::new("Svar per område och kriterium", columns.collect());
    for (area, ..) in AREAS.iter().take(6) {
        let mut row = vec![Cell::plain(*area)];
        for answer in
            [Mark::Good, Mark::Bad, Mark::Middling, Mark::Unknown, Mark::Other, Mark::Chosen, Mark::Good]
        {
            let word = match answer {
                Mark::Good => "ja",
                Mark::Bad => "nej",
                Mark::Middling => "delvis",
                Mark::Unknown => "okänt",
                Mark::Other => "hög",
                Mark::Chosen => "vald",
            };
            row.push(Cell::plain(word).marked(answer));
        }
        // One cell is missing.
        table.rows.push(row);
    }
    table
}

fn figures() -> Vec<Block> {
    let entry = |sign, lead: &str, details: &[&str]| {
        let details = details.iter().map(|detail| Rich::faint(*detail)).collect();
        Block::Entry(Entry { sign, lead: Rich::plain(lead), details })
    };
    vec![
        Block::Figure(Figure {
            id: "figur-svar".to_owned(),
            caption: "Svaren i korthet".to_owned(),
            alternative: "Familjerådgivning: marknad ja. Familjestöd: marknad okänt.".to_owned(),
            legend: vec![("ja".to_owned(), Mark::Good), ("okänt".to_owned(), Mark::Unknown)],
            columns: vec!["Marknad".to_owned()],
            rows: vec![
                ("Familjerådgivning".to_owned(), vec![(Mark::Good, "ja".to_owned())]),
                ("Familjestöd".to_owned(), vec![(Mark::Unknown, "okänt".to_owned())]),
            ],
        }),
        entry(Some(Sign::For), "Marknad finns: ja. Flera utförare är verksamma.", &["Plan, punkt 1"]),
        entry(Some(Sign::Excludes), "Uppföljning: nej.", &[]),
        entry(None, "Stödet är litet", &["Svaren skiljer sig åt mellan områdena.", "Se bilagan."]),
        Block::Terms(vec![(Rich::plain("Period"), Rich::plain("2023–2026"))]),
    ]
}

/// The document.
pub fn sample() -> Document {
    let mut blocks = vec![
        heading(2, "Sammanfattning", "sammanfattning"),
        Block::Paragraph(
            Rich::plain("Planen omfattar ")
                .and("21 verksamhetsområden", Style::Strong)
                .and(", varav 7 har en rekommendation som står fast. Åtgärderna finns i ", Style::Plain)
                .link("tabellen över åtgärder", "atgarder")
                .and(" och motiveras i avsnittet om varje område (se även SoL 16 kap. 5 §).", Style::Plain),
        ),
        Block::Notice(
            Rich::strong("Underlaget räcker inte för tre områden.")
                .and(" Se ", Style::Plain)
                .link("det som återstår att ta reda på", "aterstar")
                .and(" innan nämnden beslutar.", Style::Plain),
        ),
        Block::Notice(Rich::plain("Planen är ett beslutsunderlag. Nämnden beslutar.")),
        Block::List(vec![
            Rich::plain("Valfrihetssystem (LOV) föreslås där den enskilde kan göra egna val."),
            Rich::strong("Egen regi")
                .and(" behålls där kompetensen behöver bevaras i kommunen.", Style::Plain),
        ]),
        Block::List(vec![Rich::plain("Källa: ").and("Konkurrensplan 2023–2026, avsnitt 3", Style::Faint)]),
        heading(2, "Åtgärder", "atgarder"),
        paragraph(
            "Tabellen visar vad reglerna ger för varje område. Ställningen anger om svar som saknas kan ändra den.",
        ),
        Block::Table(measures()),
        paragraph("Brukare anges per den 31 maj 2023, i den mån uppgiften är redovisad."),
    ];
    blocks.extend([heading(2, "Nulägesanalys", "nulage"), paragraph("Så här ser områdena ut i dag.")]);
    blocks.extend(figures());
    blocks.extend([heading(3, "Svaren på kriterierna", "svar"), Block::Table(wide())]);
    blocks.push(heading(2, "Områdena", "omraden"));
    for (number, (area, current, proposal, firmness, _)) in AREAS.iter().enumerate() {
        blocks.push(heading(3, area, &format!("omrade-{}", number + 1)));
        blocks.push(paragraph(&format!("Nuvarande form: {current}. Förslag: {proposal} ({firmness}).")));
        if number < 3 {
            blocks.push(heading(4, "Skäl", &format!("omrade-{}-skal", number + 1)));
            blocks.push(paragraph(MOTIVES[number]));
        }
    }
    let mut totals = Table::new("Summor", vec![Column::text("Form", 3), Column::numeric("Områden", 1)]);
    totals.rows = vec![
        vec![Cell::plain("LOV"), Cell::plain("3")],
        vec![Cell::plain("LOU"), Cell::plain("6")],
        vec![Cell::plain("Övriga"), Cell::plain("12")],
    ];
    blocks.extend([
        heading(2, "Det som återstår att ta reda på", "aterstar"),
        Block::Numbered(vec![
            Rich::plain("Finns det utförare som kan ta över inom ett år?"),
            Rich::plain("Vad kostar insatsen per brukare och dygn, jämfört med övriga kommuner i länet?"),
        ]),
        Block::Numbered(vec![Rich::plain("Vilka upphandlingar löper ut före 2026?")]),
        Block::Table(totals.clone()),
        Block::Table(totals),
    ]);
    Document {
        lang: Lang::Sv,
        title: "Konkurrensplan 2023–2026".to_owned(),
        facts: vec![
            ("Nämnd".to_owned(), "Social- och omsorgsnämnden".to_owned()),
            ("Period".to_owned(), "2023–2026".to_owned()),
            ("Regelsamling".to_owned(), "linkoping-vard-omsorg 1.0.0".to_owned()),
            (
                "Kontrollsumma".to_owned(),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            ),
        ],
        contents_depth: 4,
        apart: None,
        blocks,
    }
}
