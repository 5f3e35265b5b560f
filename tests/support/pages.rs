//! Documents to render: one with every kind of block, one like a municipality's plan, one that means harm, and the
//! smallest and largest pictures.
#![allow(dead_code, reason = "each test uses a part")]

use avtalsform::document::{
    Bar, Block, Cell, Column, Document, Entry, Figure, Mark, Rich, Role, Sign, Span, Style, Table,
};
use avtalsform::model::Lang;

/// Text that would be markup, script, another reading direction or a broken line if any format let it.
pub const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(1)> \"'`=/> ]]> --> </style></title> &amp; & \
     \u{202e}txt\u{2066}\u{200b}\u{0}\u{1b}[31m\r\n{{ 7 }} {% x %} åäö";

fn heading(level: u8, text: &str, id: &str) -> Block {
    Block::Heading { level, text: Rich::plain(text), id: id.to_owned() }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Rich::plain(text))
}

type Answers = (String, Vec<(Mark, String)>);

fn matrix(
    id: &str,
    caption: &str,
    alternative: &str,
    legend: Vec<(String, Mark)>,
    columns: Vec<String>,
    rows: Vec<Answers>,
) -> Block {
    let (id, caption, alternative) = (id.to_owned(), caption.to_owned(), alternative.to_owned());
    Block::Figure(Figure { id, caption, alternative, legend, columns, rows })
}

/// Areas by outcome, a column a part of the bars.
fn counts(caption: &str, legend: &[(String, Mark)], bars: &[(&str, &[u64])]) -> Block {
    let mut columns = vec![Column::text("Utfall", 3)];
    columns.extend(legend.iter().map(|(name, mark)| Column::numeric(name.clone(), 1).marked(*mark)));
    columns.push(Column::drawn("", 4));
    let mut table = Table::new(caption, columns);
    let sum = |counts: &[u64]| counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let whole = bars.iter().map(|(_, counts)| sum(counts)).max().unwrap_or(0);
    for (name, counts) in bars {
        let mut row = vec![Cell::plain(*name)];
        row.extend(legend.iter().zip(*counts).map(|(_, count)| Cell::plain(count.to_string())));
        row.resize(legend.len() + 1, Cell::default());
        let parts = legend.iter().zip(*counts).map(|((_, mark), count)| (*mark, *count));
        row.push(Cell::drawn(Bar { whole, parts: parts.collect(), span: None }));
        table.rows.push(row);
    }
    Block::Table(table)
}

fn scores(caption: &str, bars: &[(&str, &str, [u64; 3], Mark)]) -> Block {
    let columns = vec![Column::text("Form", 3), Column::numeric("Poäng", 2), Column::drawn("", 4)];
    let mut table = Table::new(caption, columns);
    for (name, label, [low, score, high], mark) in bars {
        let span = (low != high).then_some((*low, *high));
        let bar = Bar { whole: 10_000, parts: vec![(*mark, *score)], span };
        table.rows.push(vec![Cell::plain(*name).marked(*mark), Cell::plain(*label), Cell::drawn(bar)]);
    }
    Block::Table(table)
}

fn legend(names: &[(&str, Mark)]) -> Vec<(String, Mark)> {
    names.iter().map(|(name, mark)| ((*name).to_owned(), *mark)).collect()
}

/// Every kind of block, every drawing, every mark.
pub fn every(lang: Lang) -> Document {
    let answers = legend(&[
        ("ja", Mark::Good),
        ("delvis", Mark::Middling),
        ("nej", Mark::Bad),
        ("okänt", Mark::Unknown),
        ("eget alternativ", Mark::Other),
        ("valt", Mark::Chosen),
    ]);
    let row =
        |name: &str| (name.to_owned(), answers.iter().map(|(name, mark)| (*mark, name.clone())).collect());
    let marks = answers.iter().map(|(name, mark)| {
        let number = Cell::several(vec![Rich::plain("12"), Rich::strong("34")]);
        vec![Cell::plain(name.clone()).marked(*mark), number, Cell::plain("text").marked(*mark)]
    });
    Document {
        lang,
        title: "Underlag för val av avtalsform".to_owned(),
        facts: vec![
            ("Nämnd".to_owned(), "Vård- och omsorgsnämnden".to_owned()),
            ("Period".to_owned(), "2026–2027".to_owned()),
        ],
        contents_depth: 4,
        apart: None,
        blocks: vec![
            paragraph("Text före första rubriken, enligt 2 kap. 5 §."),
            heading(2, "Sammanfattning", "sammanfattning"),
            Block::Paragraph(
                Rich::plain("Vanligt, ")
                    .and("starkt", Style::Strong)
                    .and(" och ", Style::Plain)
                    .and("svagt", Style::Faint)
                    .link("en länk", "bilder")
                    .link(" och en som inte leder någonstans", "finns-inte"),
            ),
            Block::Notice(Rich::plain("Underlaget räcker inte för två områden.")),
            heading(3, "Listor", "listor"),
            Block::List(vec![Rich::plain("en"), Rich::strong("två")]),
            Block::Numbered(vec![Rich::plain("första"), Rich::plain("andra")]),
            heading(4, "Tabeller", "tabeller"),
            Block::Table(Table {
                caption: "Tre kolumner".to_owned(),
                columns: vec![Column::text("Svar", 2), Column::numeric("Antal", 1), Column::text("Ord", 3)],
                rows: marks.collect(),
                wide: false,
            }),
            Block::Table(Table {
                caption: "Två kolumner".to_owned(),
                columns: vec![Column::text("Vad", 1), Column::numeric("Hur många", 1)],
                rows: vec![
                    vec![Cell::plain("Brukare"), Cell::plain("1\u{a0}204")],
                    vec![Cell::plain("kort rad")],
                ],
                wide: false,
            }),
            heading(2, "Bilder", "bilder"),
            counts(
                "Områden efter utfall",
                &answers,
                &[
                    ("LOV", &[9, 3, 0, 1, 0, 0]),
                    ("Verksamhetsuppdrag", &[40, 0, 2, 0, 5, 11]),
                    ("Inget", &[0, 0]),
                ],
            ),
            matrix(
                "matris",
                "Områden och kriterier",
                "Två områden har alla slags svar.",
                answers.clone(),
                ["Marknad finns", "Lagrum", "Kostnadskontroll", "Geografisk styrning", "Pris", "Avrop"]
                    .map(str::to_owned)
                    .to_vec(),
                vec![row("Daglig verksamhet"), row("Boendestöd")],
            ),
            scores(
                "Formernas poäng",
                &[
                    ("LOV", "62 %", [6200, 6200, 6200], Mark::Chosen),
                    ("LOU", "48 % (35–60 %)", [3500, 4800, 6000], Mark::Good),
                    ("Idéburet offentligt partnerskap", "0 % (0–12 %)", [0, 0, 1200], Mark::Bad),
                    ("Verksamhetsuppdrag", "100 %", [10_000, 10_000, 10_000], Mark::Middling),
                    ("En form", "20–40 %", [2000, 3000, 4000], Mark::Unknown),
                    ("En annan form", "över skalan", [9000, 30_000, 40_000], Mark::Other),
                ],
            ),
            heading(2, "Poster", "poster"),
            entry(Some(Sign::For), "Marknad finns: ja.", &["Flera utförare är verksamma.", "lov-1"]),
            entry(Some(Sign::Against), "Lokaler: nej.", &[]),
            entry(Some(Sign::Point), "En punkt", &["med en uppgift"]),
            entry(None, "En anmärkning", &["Vad den betyder.", "Vad som visar den."]),
            entry(None, "En annan anmärkning", &[]),
            Block::Terms(vec![
                (Rich::plain("ja"), Rich::plain("Flera utförare finns.")),
                (Rich::plain("nej"), Rich::plain("Ingen utförare finns.")),
            ]),
            Block::Fold {
                summary: Rich::plain("… och 2 till"),
                blocks: vec![
                    paragraph("Det som fick plats först när det öppnades."),
                    entry(Some(Sign::Open), "Öppet", &[]),
                ],
            },
            Block::Paragraph(
                Rich::styled("Står fast", Style::Good).and(", ", Style::Plain).and("tänk efter", Style::Care),
            ),
        ],
    }
}

fn entry(sign: Option<Sign>, lead: &str, details: &[&str]) -> Block {
    let details = details.iter().map(|detail| Rich::faint(*detail)).collect();
    Block::Entry(Entry { sign, lead: Rich::plain(lead), details })
}

/// Hostile text wherever a document has text, ids and targets included.
pub fn hostile() -> Document {
    let text = || HOSTILE.to_owned();
    let rich = || {
        let spans = vec![
            Span { text: text(), style: Style::Plain, role: Role::Heading(text()) },
            Span {
                text: text(),
                style: Style::Strong,
                role: Role::Heading("javascript:alert(1)".to_owned()),
            },
            Span { text: text(), style: Style::Faint, role: Role::Text },
        ];
        let own = Rich::own(HOSTILE);
        Rich { spans: spans.into_iter().chain(own.spans).collect() }
    };
    let cell = || Cell::several(vec![rich(), rich()]).marked(Mark::Bad);
    let marks = [Mark::Good, Mark::Middling, Mark::Bad, Mark::Unknown, Mark::Other, Mark::Chosen];
    let legend: Vec<(String, Mark)> = marks.iter().map(|mark| (text(), *mark)).collect();
    Document {
        lang: Lang::Sv,
        title: text(),
        facts: vec![(text(), text())],
        contents_depth: 4,
        apart: None,
        blocks: vec![
            Block::Heading { level: 2, text: rich(), id: text() },
            Block::Heading { level: 3, text: rich(), id: text() },
            Block::Heading { level: 2, text: Rich::plain("own id"), id: "_main".to_owned() },
            Block::Heading { level: 9, text: Rich::plain("no level"), id: String::new() },
            Block::Heading { level: 0, text: Rich::plain("no level"), id: String::new() },
            Block::Paragraph(rich()),
            Block::Notice(rich()),
            Block::List(vec![rich()]),
            Block::Numbered(vec![rich()]),
            Block::Table(Table {
                caption: text(),
                columns: vec![Column::text(text(), 0), Column::numeric(text(), 0), Column::text(text(), 0)],
                rows: vec![vec![cell(), cell(), cell(), cell()], vec![], vec![cell()]],
                wide: false,
            }),
            counts(&text(), &legend, &[(&text(), &[1, 2, u64::MAX, u64::MAX])]),
            matrix(
                &text(),
                &text(),
                &text(),
                legend,
                vec![text(), text()],
                vec![(text(), marks.iter().map(|mark| (*mark, text())).collect())],
            ),
            scores(&text(), &marks.map(|mark| (HOSTILE, HOSTILE, [u64::MAX, 5, 0], mark))),
            entry(Some(Sign::Care), &text(), &[HOSTILE]),
            entry(None, &text(), &[HOSTILE]),
            Block::Terms(vec![(rich(), rich())]),
            Block::Fold { summary: rich(), blocks: vec![Block::Paragraph(rich())] },
        ],
    }
}

/// A matrix with so many rows and columns, beside empty pictures and an empty table.
pub fn extreme(rows: usize, columns: usize) -> Document {
    let answers =
        [(Mark::Good, "yes"), (Mark::Middling, "partly"), (Mark::Bad, "no"), (Mark::Unknown, "unknown")];
    let names =
        |kind: &str, count: usize| (1..=count).map(|number| format!("{kind} {number}")).collect::<Vec<_>>();
    let drawn = names("Area", rows).into_iter().enumerate().map(|(row, name)| {
        let cells = (0..columns).filter_map(|column| answers.get((row * 7 + column * 3) % answers.len()));
        (name, cells.map(|(mark, name)| (*mark, (*name).to_owned())).collect())
    });
    let legend = answers.iter().map(|(mark, name)| ((*name).to_owned(), *mark)).collect();
    Document {
        lang: Lang::En,
        title: "Extremes".to_owned(),
        facts: Vec::new(),
        contents_depth: 4,
        apart: None,
        blocks: vec![
            matrix("matrix", "Answers", "All answers.", legend, names("Criterion", columns), drawn.collect()),
            matrix("none", "No answers", "There are no areas.", Vec::new(), Vec::new(), Vec::new()),
            counts("No areas", &[], &[("None", &[0, 0])]),
            scores("No forms", &[]),
            Block::Table(Table::new("Nothing", vec![Column::text("What", 1)])),
        ],
    }
}

const AREAS: [&str; 21] = [
    "Bostad med särskild service (LSS 9:9)",
    "Bostad med särskild service (LSS 9:8)",
    "Boende socialpsykiatri (SoL och LSS)",
    "Korttidsplatser vuxna (SoL och LSS)",
    "Korttidsplatser barn och unga (LSS)",
    "Stödboende och motivationsboende för vuxna (SoL)",
    "Anhörigstöd barn och unga",
    "Familjerådgivning",
    "Familjestöd",
    "Rehabinsatser",
    "Öppna verksamheter (målgrupp LSS)",
    "Öppna verksamheter vuxna (målgrupp SoL)",
    "Ledsagarservice och avlösarservice",
    "Personlig assistans",
    "Daglig verksamhet",
    "Yttersta ansvaret personlig assistans",
    "HVB barn och unga",
    "HVB vuxna, skadligt bruk och beroende",
    "Boende SoL och LSS",
    "Vandrarhem",
    "Konsulentstödda familjehem",
];

const CRITERIA: [&str; 28] = [
    "Marknad finns",
    "Avgränsbart uppdrag",
    "Pris och ersättning",
    "Uppföljning och kvalitetsmått",
    "Känslig målgrupp",
    "Rådighet över lokaler",
    "Beredskap för yttersta ansvaret",
    "Myndighetsutövning",
    "Lagrum",
    "Brukarens eget val",
    "Mångfald av utförare",
    "Val av arbetsgivare",
    "Svårbedömda eller skiftande behov",
    "Flexibilitet under avtalstiden",
    "Stabilitet över tid",
    "Geografisk styrning",
    "Kostnadskontroll",
    "Höga investeringar",
    "Specialiserad kompetens",
    "Specialister i egenregin",
    "Styrning av kapacitet",
    "Mycket utvecklingsarbete",
    "Samordningsvinster",
    "Kommunalt alternativ",
    "Idéburen partner",
    "Köp av tjänst mot betalning",
    "Avrop vid behov",
    "Barn- och ungdomsomsorg",
];

/// As long and as varied as the plan of a municipality.
pub fn plan() -> Document {
    let answers = [
        (Mark::Good, "ja"),
        (Mark::Middling, "delvis"),
        (Mark::Bad, "nej"),
        (Mark::Unknown, "okänt"),
        (Mark::Other, "SoL"),
    ];
    let pick = |row: usize, column: usize| {
        let number = (row * 31 + column * 17 + row * column * 5) % 11;
        answers.get(match number {
            _ if column == 8 => 4,
            0..=4 => 0,
            5 | 6 => 1,
            7 | 8 => 2,
            _ => 3,
        })
    };
    let rows = AREAS.iter().enumerate().map(|(row, area)| {
        let cells = (0..CRITERIA.len()).filter_map(|column| pick(row, column));
        ((*area).to_owned(), cells.map(|(mark, name)| (*mark, (*name).to_owned())).collect())
    });
    let mut names = legend(&answers.map(|(mark, name)| (name, mark)));
    if let Some(last) = names.last_mut() {
        last.0 = "eget svarsalternativ".to_owned();
    }
    let mut blocks = vec![
        heading(2, "Sammanfattning", "sammanfattning"),
        Block::Paragraph(
            Rich::plain(
                "Planen omfattar 21 områden. För nio av dem står rekommendationen fast, för åtta är den ",
            )
            .and("preliminär", Style::Strong)
            .and(" och för fyra räcker underlaget inte. Skälen står under ", Style::Plain)
            .link("Områden", "omraden")
            .and(". ", Style::Plain)
            .and("Riktlinjer för konkurrensutsättning, avsnitt 4, punkt 2", Style::Faint),
        ),
        Block::Notice(Rich::plain(
            "För fyra områden saknas svar på mer än hälften av kärnfrågorna. Rekommendationen för dem ska inte \
             användas innan frågorna är besvarade.",
        )),
        counts(
            "Områden efter rekommenderad avtalsform och hur fast rekommendationen är",
            &legend(&[
                ("Fast", Mark::Good),
                ("Preliminär", Mark::Middling),
                ("Underlaget räcker inte", Mark::Unknown),
            ]),
            &[
                ("Verksamhetsuppdrag till egenregin", &[6, 3, 1]),
                ("Valfrihetssystem enligt LOV", &[2, 2, 1]),
                ("Upphandling enligt LOU", &[1, 1, 1]),
                ("Marknadsmix: LOV och verksamhetsuppdrag", &[0, 2, 0]),
                ("Idéburet offentligt partnerskap", &[0, 0, 1]),
            ],
        ),
        heading(2, "Nuläge och kriterier", "nulage"),
        matrix(
            "svar",
            "Svar per område och kriterium",
            "Marknad finns i tolv områden. Lagrum skiljer SoL och LSS. Kostnadskontroll är ofta okänd.",
            names,
            CRITERIA.map(str::to_owned).to_vec(),
            rows.collect(),
        ),
        heading(2, "Åtgärder", "atgarder"),
        paragraph(
            "Tabellen visar vad som föreslås för varje område. Förändringar jämfört med i dag är markerade; övriga \
             områden fortsätter i nuvarande form.",
        ),
        Block::Table(measures()),
        heading(2, "Områden", "omraden"),
    ];
    for (number, area) in AREAS.iter().enumerate() {
        area_blocks(number, area, &mut blocks);
    }
    Document {
        lang: Lang::Sv,
        title: "Plan för konkurrensutsättning inom social- och omsorgsverksamheten 2026–2027".to_owned(),
        facts: [
            ("Nämnd", "Vård- och omsorgsnämnden"),
            ("Period", "2026–2027"),
            ("Regelsamling", "linkoping-vard-omsorg 1.0"),
            ("Underlag per", "2026-05-31"),
            ("SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        contents_depth: 4,
        apart: None,
        blocks,
    }
}

fn measures() -> Table {
    let columns = vec![
        Column::text("Område", 24),
        Column::text("I dag", 18),
        Column::text("Rekommendation", 18),
        Column::text("Läge", 12),
        Column::numeric("Stöd", 8),
        Column::numeric("Brukare", 8),
        Column::text("Motivering", 40),
    ];
    let forms = ["Verksamhetsuppdrag", "LOV", "LOU", "Marknadsmix: LOV och verksamhetsuppdrag"];
    let rows = AREAS.iter().enumerate().map(|(number, area)| {
        let (mark, firm) = match number % 5 {
            0 | 1 => (Mark::Good, "fast"),
            2 | 3 => (Mark::Middling, "preliminär"),
            _ => (Mark::Unknown, "räcker inte"),
        };
        let form = |number: usize| forms.get(number % forms.len()).copied().unwrap_or_default();
        let why = Rich::plain("Flera utförare är verksamma och uppdraget går att avgränsa. ")
            .and("Plan 2023, Val av avtalsform, punkt 1, 2", Style::Faint);
        vec![
            Cell::rich(Rich::default().link(*area, format!("omrade-{}", number + 1))),
            Cell::plain(form(number)),
            Cell::plain(form(number / 2)),
            Cell::plain(firm).marked(mark),
            Cell::plain(format!("{}\u{a0}%", 100 - number * 3)),
            Cell::plain(format!("{}", 1204 - number * 57)),
            Cell::several(vec![why, Rich::plain("Kostnadskontrollen är delvis okänd.")]),
        ]
    });
    Table { caption: "Åtgärder per område".to_owned(), columns, rows: rows.collect(), wide: false }
}

fn area_blocks(number: usize, area: &str, blocks: &mut Vec<Block>) {
    let id = format!("omrade-{}", number + 1);
    blocks.push(heading(3, area, &id));
    blocks.push(Block::Paragraph(
        Rich::strong("Preliminär rekommendation: valfrihetssystem enligt LOV. ").and(
            "Stöd 78 %: 1 203 av 1 536 sätt att besvara det som återstår ger detta utfall. Gäller under förbehåll för \
             uppföljning och kvalitetsmått.",
            Style::Plain,
        ),
    ));
    if number == 0 {
        blocks.push(scores(
            "Formernas poäng och spann",
            &[
                ("Valfrihetssystem enligt LOV", "68 %, spann 60–74 %", [6000, 6800, 7400], Mark::Chosen),
                ("Verksamhetsuppdrag till egenregin", "61 %, spann 55–70 %", [5500, 6100, 7000], Mark::Good),
                ("Upphandling enligt LOU", "40 %, utesluten av LSS 9:9", [4000, 4000, 4000], Mark::Bad),
                (
                    "Idéburet offentligt partnerskap",
                    "12 %, spann 0–31 %; möjligt bara om en idéburen partner finns och tjänsten inte köps mot betalning",
                    [0, 1200, 3100],
                    Mark::Middling,
                ),
            ],
        ));
    }
    blocks.push(heading(4, "Öppna frågor", &format!("{id}-fragor")));
    blocks.push(Block::Numbered(vec![
        Rich::plain(
            "Finns flera aktörer verksamma inom området, eller väntas de bli det? nej → verksamhetsuppdrag",
        ),
        Rich::plain(
            "Går kvaliteten att följa upp med mått som alla utförare kan redovisa? nej → förbehållet består",
        ),
    ]));
    blocks.push(heading(4, "Skäl", &format!("{id}-skal")));
    blocks.push(Block::Table(Table {
        caption: format!("Vad som talar för och emot, {area}"),
        columns: vec![
            Column::text("Kriterium", 3),
            Column::text("Svar", 1),
            Column::numeric("Vikt", 1),
            Column::text("Källa", 4),
        ],
        rows: CRITERIA
            .iter()
            .skip(number % 7)
            .take(4)
            .enumerate()
            .map(|(place, criterion)| {
                let (mark, answer) =
                    if place % 3 == 1 { (Mark::Middling, "delvis") } else { (Mark::Good, "ja") };
                vec![
                    Cell::plain(*criterion),
                    Cell::plain(answer).marked(mark),
                    Cell::plain(format!("{}", place % 3 + 1)),
                    Cell::rich(Rich::default().and("Plan 2023, Val av avtalsform, punkt 4", Style::Faint)),
                ]
            })
            .collect(),
        wide: false,
    }));
}
