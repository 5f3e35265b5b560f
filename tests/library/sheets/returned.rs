//! What is written reads back the same, of random areas, hostile texts and the examples.

use crate::support::random::Dice;
use avtalsform::area_file::{canonical, written};
use avtalsform::model::{Answers, Current, Portions, Proposal, Stated, Table, Weighed, composed};

use super::*;

const PIECES: &[&str] = &[
    "Hemtjänst",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "=1+1",
    "+46",
    "-1",
    "@SUM(A1)",
    "{=A1}",
    "\"",
    "'",
    "''",
    "“",
    ",",
    ";",
    "\\",
    "&",
    "<",
    ">",
    "&amp;",
    "<![CDATA[",
    "]]>",
    "_x000D_",
    "_x005F_x000D_",
    "_x",
    "_x0041_",
    "_x1e51",
    "\r",
    "<r>",
    "</r>",
    "<t>x</t>",
    "😀",
    "👩‍👩‍👧",
    "é",
    "\u{301}",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "http://example.com",
    "mailto:a@b.se",
    "ftp://x",
    "internal:A1",
    "true",
    "TRUE",
    "sant",
    "null",
    "~",
    "1",
    "12,5",
    "1e5",
    "60 %",
    "2023-05-31",
    "#REF!",
    "#N/A",
    "okänt",
    "ja",
    "0x10",
    "Område",
    "Kriterium",
    "Distrikt",
    "volume",
    "id",
    "area",
    "å",
    "\u{10ffff}",
];

fn text(dice: &mut Dice) -> Option<String> {
    let length = if dice.chance(2) { 2_000 } else { 1 + dice.below(4) };
    let pieces: Vec<&str> = (0..length).map(|_| *dice.pick(PIECES)).collect();
    let text = pieces.concat();
    let text: String = text.trim().chars().take(30_000).collect();
    // Read, a text is in the one form in which texts are compared.
    let text = composed(text.trim()).into_owned();
    (!text.is_empty()).then_some(text)
}

fn maybe(dice: &mut Dice) -> Option<String> {
    if dice.chance(60) { text(dice) } else { None }
}

fn decimal(units: usize) -> Decimal {
    // Written with nine decimals, which is the most.
    Decimal::parse(&format!("{}.{:09}", units / 1_000_000_000, units % 1_000_000_000)).unwrap()
}

fn share(dice: &mut Dice) -> Portions<Decimal> {
    let scale = *dice.pick(&[1, 1_000_000_000, 500_000_000, 100_000_000, 250_000_000]);
    let all = 100_000_000_000 / scale;
    let municipal = dice.below(all + 1);
    let private = dice.below(all - municipal + 1);
    match dice.below(3) {
        0 => Portions::default(),
        1 => {
            let (municipal, nonprofit) =
                (Some(decimal(municipal * scale)), Some(decimal((all - municipal) * scale)));
            Portions { municipal, private: None, nonprofit }
        }
        _ => Portions {
            municipal: Some(decimal(municipal * scale)),
            private: Some(decimal(private * scale)),
            nonprofit: Some(decimal((all - municipal - private) * scale)),
        },
    }
}

fn count(dice: &mut Dice) -> Option<u64> {
    let counts = [0, 1, 27, 800, 1_048_577, 999_999_999_999_999, 1_000_000_000_000_000, u64::MAX];
    dice.chance(50).then(|| *dice.pick(&counts))
}

/// A number that area files can have: from the lowest to the highest, with this many decimals.
fn exact(dice: &mut Dice, lowest: i64, highest: i64, places: u32) -> Exact {
    let scale = 10i64.pow(places);
    let (lowest, highest) = (lowest * scale, highest * scale);
    let number = match dice.below(8) {
        0 => lowest,
        1 => highest,
        2 => 0,
        3 => highest - 1,
        4 => lowest + 1,
        // Whole numbers, and zeros at the end of the decimals.
        5 => highest / scale / 2 * scale,
        6 => highest / 30 * 10,
        _ => lowest + (dice.roll() % u64::try_from(highest - lowest).unwrap()) as i64,
    };
    Exact::new(number.into(), i64::from(places))
}

fn amount(dice: &mut Dice) -> Exact {
    let (highest, places) =
        *dice.pick(&[(999_999_999_999, 2), (999_999_999_999, 0), (100_000_000, 2), (20_000, 1)]);
    exact(dice, 0, highest, places)
}

fn percent(dice: &mut Dice) -> Exact {
    let places = *dice.pick(&[0, 1, 2, 4]);
    exact(dice, 0, 100, places)
}

fn change(dice: &mut Dice) -> Exact {
    let places = *dice.pick(&[0, 1, 2, 4]);
    exact(dice, -100, 1000, places)
}

fn compensation(dice: &mut Dice) -> Option<Compensation> {
    let mut figure = |number: fn(&mut Dice) -> Exact| dice.chance(50).then(|| number(dice));
    let given = Compensation {
        cost: figure(amount),
        volume_change: figure(change),
        efficiency: figure(percent),
        quality: figure(percent),
        index: figure(change),
        variable: figure(percent),
        year: dice.chance(50).then(|| *dice.pick(&[1900, 2027, 2999])),
        source: maybe(dice),
    };
    (given != Compensation::default()).then_some(given)
}

fn districts(dice: &mut Dice) -> Option<Districts> {
    let list = (0..dice.below(5))
        .map(|number| District {
            name: format!("{} d{number}", text(dice).unwrap_or_default()).trim().to_owned(),
            volume: amount(dice),
            in_house: dice.chance(50).then(|| percent(dice)),
            capacity: match dice.below(5) {
                0 => Some(Capacity::District(amount(dice))),
                1 => Some(Capacity::Providers { municipal: Some(amount(dice)), private: None }),
                2 => Some(Capacity::Providers { municipal: None, private: Some(amount(dice)) }),
                3 => Some(Capacity::Providers { municipal: Some(amount(dice)), private: Some(amount(dice)) }),
                _ => None,
            },
        })
        .collect();
    let given = Districts { unit: maybe(dice), source: maybe(dice), list };
    (given != Districts::default()).then_some(given)
}

fn stated(dice: &mut Dice, rules: &RuleSet) -> Option<Stated> {
    let forms: Vec<Stated> = rules.statable().collect();
    dice.chance(60).then(|| *dice.pick(&forms))
}

/// A heading of an area's own: by its number no other of it is called so, but where it is the one word.
fn own_heading(dice: &mut Dice, number: usize) -> String {
    // One may be called as what stands below it is.
    if dice.chance(10) {
        return "note".to_owned();
    }
    format!("{number} {}", text(dice).unwrap_or_default()).trim().to_owned()
}

/// Considerations of the rule set, or of the area's own.
fn considerations(dice: &mut Dice, rules: &RuleSet) -> Vec<Weighed> {
    let mut considerations = Vec::new();
    for number in 0..dice.below(4) {
        let known = rules.considerations.get(dice.below(40) + number).map(|known| known.id.clone());
        let id = known.unwrap_or_else(|| own_heading(dice, number));
        let note = text(dice).unwrap_or_else(|| "underlag".to_owned());
        if considerations.iter().all(|other: &Weighed| other.id != id) {
            considerations.push(Weighed { id, note, source: maybe(dice) });
        }
    }
    considerations
}

fn matter(dice: &mut Dice) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    if dice.chance(40) {
        texts.push(("reference".to_owned(), text(dice).unwrap_or_else(|| "SN 2026-1".to_owned())));
    }
    if dice.chance(40) {
        texts.push(("date".to_owned(), "2026-12-01".to_owned()));
    }
    for number in 0..dice.below(3) {
        let heading = own_heading(dice, number);
        if texts.iter().all(|(other, _)| *other != heading) {
            texts.push((heading, text(dice).unwrap_or_else(|| "text".to_owned())));
        }
    }
    texts
}

pub fn area(dice: &mut Dice, number: usize, rules: &RuleSet) -> Area {
    let dates =
        ["0001-01-01", "1899-12-31", "1900-01-01", "1900-02-28", "1900-03-01", "2024-02-29", "9999-12-31"];
    let mut area = Area {
        id: format!("{}{number}", text(dice).map_or_else(String::new, |text| text.chars().take(9).collect())),
        name: text(dice).unwrap_or_else(|| "namn".to_owned()),
        path: "x.yaml".to_owned(),
        sheet: None,
        line: 1,
        municipality: None,
        board: maybe(dice),
        // Of figures alone only years are a period.
        period: maybe(dice).filter(|text| {
            text.contains(|letter: char| !letter.is_ascii_digit() && !" -–/".contains(letter))
        }),
        group: maybe(dice),
        service: None,
        current: Current {
            form: stated(dice, rules),
            as_of: dice.chance(50).then(|| (*dice.pick(&dates)).to_owned()),
            users: count(dice),
            providers: Portions { municipal: count(dice), private: count(dice), nonprofit: count(dice) },
            share: share(dice),
            geography: maybe(dice),
            description: maybe(dice),
        },
        proposal: None,
        decision: None,
        considerations: considerations(dice, rules),
        matter: matter(dice),
        compensation: compensation(dice),
        districts: districts(dice),
        answers: Answers::unknown(rules.criteria.len()),
        evidence: Table::new(vec![None; rules.criteria.len()]),
        notes: maybe(dice),
    };
    let decision = Decision {
        form: stated(dice, rules),
        direction: maybe(dice),
        motivation: maybe(dice),
        source: maybe(dice),
    };
    let proposal = Proposal { form: stated(dice, rules), direction: maybe(dice), motivation: maybe(dice) };
    if proposal != Proposal::default() {
        area.proposal = Some(proposal);
    }
    if decision != Decision::default() {
        area.decision = Some(decision);
    }
    for (key, criterion) in rules.criteria.iter() {
        if dice.chance(40) {
            continue;
        }
        let answer = dice.below(criterion.choices.len() + 1);
        let answered = answer < criterion.choices.len();
        area.answers.set(key, answered.then(|| u8::try_from(answer).unwrap()));
        *area.evidence.at_mut(key) = Some(if dice.chance(50) {
            Evidence { note: maybe(dice), source: maybe(dice), answered, line: 3, column: 4, shared: None }
        } else {
            Evidence { answered, ..Evidence::default() }
        });
    }
    area.id = area.id.trim().to_owned();
    area
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(seed in any::<u64>()) {
        let (rules, mut dice) = (rules(), Dice::new(seed));
        let areas: Vec<Area> = (0..1 + dice.below(3)).map(|number| area(&mut dice, number, rules)).collect();
        let lang = *dice.pick(&[Lang::Sv, Lang::En]);
        let bytes = xlsx::areas(&areas, rules, &texts(lang), dice.below(4)).unwrap().bytes;
        let read = sheet_areas("x.xlsx", &bytes, rules);
        prop_assert!(read.faults.is_empty(), "{:#?}", read.faults);
        prop_assert_eq!(all_kept(&areas), all_kept(&read.areas));
    }

    /// A file of each area, in canonical order, which reads back the same.
    #[test]
    fn area_files_read_back_the_same(seed in any::<u64>()) {
        let (rules, mut dice) = (rules(), Dice::new(seed));
        let lang = *dice.pick(&[Lang::Sv, Lang::En]);
        let area = area(&mut dice, 1, rules);
        let text = written(&area, rules, lang, true);
        let read = load::areas("x.yaml", text.clone().into_bytes(), rules);
        prop_assert!(read.faults.is_empty(), "{:#?}\n{text}", read.faults);
        prop_assert_eq!(all_kept(&[area]), all_kept(&read.areas), "{}", text);
        // What cannot stand before its colon has no order of its own.
        if !text.contains("? ") {
            prop_assert_eq!(canonical(&text, rules).unwrap(), text);
        }
    }

    /// Whatever happens to the bytes of a workbook, it is read or refused.
    #[test]
    fn damage_is_a_fault_and_nothing_worse(seed in any::<u64>()) {
        let (rules, mut dice) = (rules(), Dice::new(seed));
        let areas = [area(&mut dice, 1, rules)];
        let mut bytes = xlsx::areas(&areas, rules, &texts(Lang::Sv), 1).unwrap().bytes;
        for _ in 0..1 + dice.below(3) {
            let at = dice.below(bytes.len());
            match dice.below(3) {
                0 => bytes[at] ^= 1 << dice.below(8),
                1 => bytes.truncate(at.max(1)),
                _ => bytes[at] = 0xFF,
            }
        }
        let read = sheet_areas("x.xlsx", &bytes, rules);
        // Some bytes, such as times of day, mean nothing.
        let told = !read.faults.is_empty() || !read.notes.is_empty();
        prop_assert!(told || all_kept(&areas) == all_kept(&read.areas));
    }
}

/// What a text may hold that a workbook has a meaning for, alone and as a whole.
#[test]
fn hostile_texts_stay_what_they_are() {
    let (rules, texts) = (rules(), texts(Lang::Sv));
    let hostile = [
        "<r><t>x</t></r>",
        "<r></si><si><t>&</r>",
        "<r>",
        "_x1e51\r_x",
        "_x0041\r_x0041_\r\n_x005F_",
        "_\rx",
        "=1+1",
        "=HYPERLINK(\"http://x\")",
        "+1",
        "-1",
        "@x",
        "'1",
        "1",
        "1.50",
        "2023-05-31",
        "TRUE",
        "ja",
        "#N/A",
        "http://x",
        "<r>_x0041\r</r>",
    ];
    let mut areas = examples("examples/illustrations", rules);
    areas.truncate(1);
    let key = rules.criteria.keys().next().unwrap();
    for text in hostile {
        areas[0].id = text.to_owned();
        areas[0].name = text.to_owned();
        areas[0].notes = Some(text.to_owned());
        areas[0].evidence.at_mut(key).as_mut().unwrap().note = Some(text.to_owned());
        let bytes =
            xlsx::workbook(&recommended(areas.clone(), rules), rules, &texts, &Sheet::ALL).unwrap().bytes;
        let read = sheet_areas("x.xlsx", &bytes, rules);
        assert!(read.faults.is_empty(), "{text}: {:#?}", read.faults);
        assert_eq!(all_kept(&areas), all_kept(&read.areas), "{text}");
    }
}

#[test]
fn the_examples_read_back_the_same() {
    let rules = rules();
    for folder in ["examples/linkoping-2023", "examples/illustrations"] {
        for lang in [Lang::Sv, Lang::En] {
            let areas = examples(folder, rules);
            let bytes = xlsx::workbook(&recommended(areas.clone(), rules), rules, &texts(lang), &Sheet::ALL)
                .unwrap()
                .bytes;
            let read = sheet_areas("plan.xlsx", &bytes, rules);
            assert!(read.faults.is_empty(), "{:#?}", read.faults);
            assert_eq!(all_kept(&areas), all_kept(&read.areas));
            assert_eq!(read.documents, areas.len());
        }
    }
}

/// Areas of several municipalities with one id, and one without a municipality, keep what belongs to each.
#[test]
fn one_id_of_several_municipalities_reads_back() {
    let rules = rules();
    let mut areas = examples("examples/illustrations", rules);
    areas.truncate(3);
    for (area, municipality) in areas.iter_mut().zip([Some("Exempelby"), Some("Provstad"), None]) {
        area.id = "dv".to_owned();
        area.municipality = municipality.map(str::to_owned);
    }
    let read = sheet_areas("x.xlsx", &xlsx::areas(&areas, rules, &texts(Lang::Sv), 1).unwrap().bytes, rules);
    assert!(read.faults.is_empty(), "{:#?}", read.faults);
    assert_eq!(all_kept(&areas), all_kept(&read.areas));
}
