//! What a spreadsheet does to values that mean the same is read as the same.

use super::*;

/// What a spreadsheet does to values that mean the same is read as the same.
#[test]
fn what_only_looks_odd_is_accepted() {
    let header = [
        "Notes",
        " area ",
        "current.share.municipal",
        "current.share.private",
        "market_exists",
        "prissattning",
    ];
    let header =
        [&header[..], &["current.as_of", "current.users", "myndighetsutovning", "period", "current.form"]]
            .concat();
    let rows = vec![
        vec![],
        texts_of(&header),
        vec![],
        vec![
            Text("  text  "),
            Text("Ett "),
            Shown(0.6, "0%"),
            Text(" 40 % "),
            Bool(true),
            Text(" DELVIS "),
            Date(2023, 5, 31),
            Number(800.0),
            Bool(false),
            Number(2026.0),
            Text("LOV+Verksamhetsuppdrag "),
        ],
        vec![Blank, Text("   "), Text(" "), Blank],
        vec![
            Value::Formula("=A1", "not"),
            Text("Två"),
            Shown(0.335, "0.0%"),
            Number(66.5),
            Text("Ja"),
            Text("unknown"),
            Text("2023-05-31"),
            Text("1 200"),
            Text("no"),
            Text("2026"),
            Blank,
        ],
        vec![
            Blank,
            Text("Tre"),
            Value::Formula("=200/3-37", "28.999999999999996"),
            Text("71"),
            Blank,
            Blank,
            Blank,
            Value::Formula("=1+1", "2"),
            Blank,
            Blank,
            Text("lou"),
        ],
    ];
    let read = read(areas_book(rows));
    assert!(read.faults.is_empty(), "{:#?}", read.faults);
    let rules = rules();
    let [one, two, three] = read.areas.as_slice() else { panic!("three areas") };
    assert_eq!((one.id.as_str(), two.id.as_str(), three.id.as_str()), ("plan-4", "plan-6", "plan-7"));
    assert_eq!(
        (one.name.as_str(), one.notes.as_deref(), two.notes.as_deref()),
        ("Ett", Some("text"), Some("not"))
    );
    let share = |area: &Area| [area.current.share.municipal, area.current.share.private].map(Option::unwrap);
    let decimals = |texts: [&str; 2]| texts.map(|text| Decimal::parse(text).unwrap());
    assert_eq!(share(one), decimals(["60", "40"]));
    assert_eq!(share(two), decimals(["33.5", "66.5"]));
    assert_eq!(share(three), decimals(["29", "71"]));
    assert_eq!((one.current.users, two.current.users, three.current.users), (Some(800), Some(1200), Some(2)));
    assert_eq!(one.current.as_of, two.current.as_of);
    assert_eq!(one.period, two.period);
    assert_eq!(one.current.form.map(|form| rules.stated_id(form)).as_deref(), Some("lov+verksamhetsuppdrag"));
    let answer = |area: &Area, name: &str| area.answers.get(rules.criterion_named(name).unwrap());
    assert_eq!(
        ["market_exists", "pricing", "exercise_of_authority"].map(|name| answer(one, name)),
        [Some(0), Some(1), Some(2)]
    );
    assert_eq!(
        ["market_exists", "pricing", "exercise_of_authority"].map(|name| answer(two, name)),
        [Some(0), None, Some(2)]
    );
    let named = |area: &Area, name: &str| area.evidence.at(rules.criterion_named(name).unwrap()).is_some();
    assert!(named(two, "pricing") && !named(three, "pricing"), "unknown is named, blank is not");
    let evidence = one.evidence.at(rules.criterion_named("pricing").unwrap()).clone().unwrap();
    assert_eq!((evidence.line, evidence.column), (4, 6), "an answer stands in its cell");
}

/// A filter that somebody left on hides rows from the eye, and leaves no area out.
#[test]
fn what_is_hidden_is_read() {
    let rows = [texts_of(&["area", "notes"]), texts_of(&["Ett", "a"]), texts_of(&["Två", "b"])];
    let mut areas = sheet("Områden", &rows);
    areas.set_row_hidden(1).unwrap().set_column_hidden(1).unwrap().autofilter(0, 0, 2, 1).unwrap();
    let bytes = book(vec![sheet("Läs mig", &[]), areas]);
    let found = read(bytes.clone());
    let names: Vec<_> = found.areas.iter().map(|area| (area.name.as_str(), area.notes.as_deref())).collect();
    assert_eq!(names, [("Ett", Some("a")), ("Två", Some("b"))], "{:#?}", found.faults);
    // How large a sheet claims to be is no matter.
    let part_of = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(part_of.contains("<dimension ref=\"A1:B3\"/>"), "{part_of}");
    let claims = part_of.replace("<dimension ref=\"A1:B3\"/>", "<dimension ref=\"A1:XFD1048576\"/>");
    let found = read(with_part(&bytes, "xl/worksheets/sheet2.xml", claims.as_bytes()));
    assert!(found.faults.is_empty() && found.areas.len() == 2, "{:#?}", found.faults);
}

/// A part of blanks without end takes a thousandth of its size in the archive, and is given up at the limit.
#[test]
fn a_bomb_is_given_up() {
    let good = areas_book(vec![texts_of(&["area"]), texts_of(&["Ett"])]);
    let text = part(&good, "xl/worksheets/sheet1.xml");
    let (before, after) = text.split_once("<sheetData>").unwrap();
    let blanks = "<c/>".repeat(65 << 20);
    let bomb = with_part(
        &good,
        "xl/worksheets/sheet1.xml",
        format!("{before}<sheetData>{blanks}{after}").as_bytes(),
    );
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    let found = read(bomb);
    let faults: Vec<_> = found.faults.iter().map(|found| (found.fault, found.words.clone())).collect();
    assert_eq!(faults, [(Fault::SwollenWorkbook, vec![("limit", "256 MiB".to_owned())])]);
}

/// Evidence finds its area by id, or by a name that only one area has.
#[test]
fn evidence_is_placed() {
    let rows = vec![
        texts_of(&["source", "criterion", "id", "note"]),
        texts_of(&["Källa", "Kriterium", "Områdets id", "Underlag"]),
        texts_of(&["avtal", "market_exists", "a", "många"]),
        texts_of(&["", "marknad_finns", "Två", "få"]),
    ];
    let read = read(evidence_book(rows));
    assert!(read.faults.is_empty(), "{:#?}", read.faults);
    let key = rules().criterion_named("market_exists").unwrap();
    let beside: Vec<_> = read
        .areas
        .iter()
        .map(|area| area.evidence.at(key).clone().map(|evidence| (evidence.note.unwrap(), evidence.source)))
        .collect();
    assert_eq!(beside, [Some(("många".into(), Some("avtal".into()))), Some(("få".into(), None))]);
}

fn number(text: &str) -> Exact {
    text.parse().unwrap()
}

/// Districts find their area as evidence does; what belongs to the area stands in whichever row it stands.
#[test]
fn districts_are_placed() {
    let rows = vec![
        texts_of(&["id", "unit", "name", "volume", "in_house", "capacity", "capacity.private", "source"]),
        vec![Text("a"), Blank, Text("Distrikt"), Text("12 000"), Shown(0.625, "0.0%"), Text("13 000,50")],
        vec![Text("Två"), Text("platser"), Text("Norr"), Number(0.1 + 0.2), Blank, Blank, Number(7.0)],
        vec![Text("a"), Text("timmar"), Text("Söder"), Number(0.0), Text("2,5 %"), Blank, Blank, Text("s")],
        vec![Text("a"), Text(" timmar "), Blank, Blank],
    ];
    let read = read(districts_book(rows));
    assert!(read.faults.is_empty(), "{:#?}", read.faults);
    let district = |name: &str, volume: &str, in_house: Option<&str>, capacity| District {
        name: name.to_owned(),
        volume: number(volume),
        in_house: in_house.map(number),
        capacity,
    };
    let given: Vec<Districts> = read.areas.into_iter().map(|area| area.districts.unwrap()).collect();
    let providers = Capacity::Providers { municipal: None, private: Some(number("7")) };
    let expected = [
        Districts {
            unit: Some("timmar".into()),
            source: Some("s".into()),
            list: vec![
                district("Distrikt", "12000", Some("62.5"), Some(Capacity::District(number("13000.5")))),
                district("Söder", "0", Some("2.5"), None),
            ],
        },
        Districts {
            unit: Some("platser".into()),
            source: None,
            list: vec![district("Norr", "0.3", None, Some(providers))],
        },
    ];
    assert_eq!(given, expected);
}

/// What is empty in an area is absent after a workbook; numbers beyond what a workbook keeps are text.
#[test]
fn emptiness_is_normalised() {
    let (rules, texts) = (rules(), texts(Lang::Sv));
    let mut areas = examples("examples/illustrations", rules);
    areas.truncate(1);
    areas[0].decision = Some(Decision::default());
    areas[0].compensation = Some(Compensation::default());
    areas[0].districts = Some(Districts::default());
    let back = |areas: &[Area]| {
        let read = sheet_areas("x.xlsx", &xlsx::areas(areas, rules, &texts, 0).unwrap().bytes, rules);
        assert!(read.faults.is_empty(), "{:#?}", read.faults);
        read.areas.into_iter().next().unwrap()
    };
    let read = back(&areas);
    assert!(read.decision.is_none() && read.compensation.is_none() && read.districts.is_none());
    // A unit alone has a row of its own.
    areas[0].districts = Some(Districts { unit: Some("timmar".into()), ..Districts::default() });
    assert_eq!(back(&areas).districts, areas[0].districts);
    let district = |capacity| District { name: "Norr".into(), volume: number("1"), in_house: None, capacity };
    let empty = Capacity::Providers { municipal: None, private: None };
    areas[0].districts = Some(Districts { list: vec![district(Some(empty))], ..Districts::default() });
    assert_eq!(back(&areas).districts.unwrap().list, [district(None)]);
    for beyond in ["1234567890123456.5", &"9".repeat(400), &format!("0.{}1", "0".repeat(400))] {
        areas[0].compensation = Some(Compensation { cost: Some(number(beyond)), ..Compensation::default() });
        let bytes = xlsx::areas(&areas, rules, &texts, 0).unwrap().bytes;
        assert!(part(&bytes, "xl/sharedStrings.xml").contains(&format!("<t>{beyond}</t>")), "{beyond}");
    }
}
