//! Everything that can be made of rules, areas and tests whose every text is one word.

use std::collections::BTreeMap;

use crate::support::root;
use avtalsform::analyse::{check, compare as analysed};
use avtalsform::compare::{After, Against, Before, Entry, FailOn, Rewording, RulesId};
use avtalsform::evaluate::{Scoring, Weighted};
use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::interview::Interview;
use avtalsform::load::{Files, PassedOver, Shelf, Why};
use avtalsform::lookup::{named, things};
use avtalsform::model::{Fact, OwnChapter, Phase, PlanFile, RuleSet, Technology};
use avtalsform::page::analysis::check::{self as findings, Checked};
use avtalsform::page::analysis::compare::Compared;
use avtalsform::page::diff::{self, Shown};
use avtalsform::page::explain::Lookup;
use avtalsform::page::interview::Talk;
use avtalsform::page::memo::memo;
use avtalsform::page::plan::{Plan, annex};
use avtalsform::page::recommend::Detail;
use avtalsform::page::rules as rule_pages;
use avtalsform::page::test::{self as page_test, Covered, Report, words as said};
use avtalsform::page::what_if::WhatIf;
use avtalsform::portfolio::{GroupBy, Overview, Row, Totals, asked};
use avtalsform::testing::{Coverage, Expected, Ran, Situation};
use avtalsform::texts::Texts;
use avtalsform::what_if::{change, profiles, weightings};
use avtalsform::wire;
use avtalsform::wire::lines::Lines;
use avtalsform::wire::parts::RuleSetId;
use avtalsform::wire::recommendation::{Field, View};
use avtalsform::write::ci::Root;
use avtalsform::write::csv::Column;
use avtalsform::write::docx::docx;
use avtalsform::write::markdown::{OF_AREAS, comment, markdown};
use avtalsform::write::screen::screen;
use avtalsform::write::xlsx;
use regex::Regex;
use serde::Serialize;
use serde_json::value::RawValue;

use super::*;

/// A text as YAML can hold it, with escapes for all that could not stand there as it is.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            ' '..='~' | 'å' | 'ä' | 'ö' => quoted.push(letter),
            other => quoted.push_str(&format!("\\U{:08X}", u32::from(other))),
        }
    }
    quoted.push('"');
    quoted
}

/// The same text with a letter that means nothing in place of each sign, as wide as it is shown.
pub fn meaningless(text: &str) -> String {
    let mut shape = String::new();
    for line in text.split('\n').map(harmless) {
        for letter in line.chars() {
            match letter {
                ' ' | '\u{a0}' => shape.push(letter),
                letter => shape.extend(std::iter::repeat_n('x', letter.width().unwrap_or(0))),
            }
        }
        shape.push('\n');
    }
    shape.pop();
    shape
}

/// The small rule set of the tests with this text in place of all of its own.
pub fn rules_text(word: &str) -> String {
    static TEXT: LazyLock<String> =
        LazyLock::new(|| std::fs::read_to_string(root().join("tests/rules/minimal.yaml")).unwrap());
    static OWN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\b(sv|en|section): ("[^"]*"|[^,}\n]+)"#).unwrap());
    let put = |found: &regex::Captures<'_>| format!("{}: {}", &found[1], quoted(word));
    OWN.replace_all(&TEXT, put).into_owned()
}

pub fn rules(text: &str) -> RuleSet {
    let loaded = load::rules("rules.yaml", text.as_bytes().to_vec(), &load::no_files);
    loaded.rules.unwrap_or_else(|| panic!("{:#?}\n{text}", loaded.faults))
}

/// Three areas that come out differently, with this text wherever an area has one.
pub fn areas_text(word: &str) -> String {
    let w = quoted(word);
    let named = |number: usize| quoted(&format!("{word}{number}"));
    let head = |number: usize| {
        format!(
            "area: {}\nid: {}\nboard: {w}\nperiod: {w}\ngroup: {w}\nnotes: {w}\n\
             compensation: {{ cost: 100, year: 2027, source: {w} }}\n\
             districts:\n  unit: {w}\n  source: {w}\n  list:\n    - {{ name: {}, volume: 10, in_house: 50 }}\n    \
             - {{ name: {}, volume: 20, capacity: {{ municipal: 5 }} }}\n",
            named(number),
            named(number),
            named(1),
            named(2)
        )
    };
    let current = |form: &str| {
        format!(
            "current: {{ form: {form}, users: 12, providers: {{ municipal: 1, private: 2 }}, \
             geography: {w}, description: {w} }}\n"
        )
    };
    let evidence = |answer: &str| format!("{{ answer: {answer}, note: {w}, source: {w} }}");
    [
        format!(
            "{}{}answers: {{ market: {}, control: {}, law: sol }}\n",
            head(1),
            current("kop"),
            evidence("yes"),
            evidence("no")
        ),
        format!(
            "{}{}decision: {{ form: egen, motivation: {w}, source: {w} }}\nanswers: {{ market: {}, control: {} }}\n",
            head(2),
            current("kop+egen"),
            evidence("partly"),
            evidence("partly")
        ),
        format!("{}{}answers: {{ market: {}, law: {} }}\n", head(3), current("egen"), evidence("no"), evidence("unknown")),
    ]
    .join("---\n")
}

/// Rule tests of this name, of which one passes, one fails and one has faults.
pub fn tests_text(word: &str) -> String {
    let test = |number: usize, outcome: &str| {
        let name = quoted(&format!("{word}{number}"));
        format!("  - name: {name}\n    answers: {{ market: no }}\n    expect: {{ outcome: {outcome} }}\n")
    };
    let faulty = format!(
        "  - name: {}\n    {}: 1\n    answers: {{ market: {} }}\n",
        quoted(&format!("{word}3")),
        quoted(word),
        quoted(word)
    );
    format!("tests:\n{}{}{faulty}", test(1, "egen"), test(2, "kop"))
}

/// An area with as many faults as there is place for, each about this text.
pub fn faulty_text(word: &str) -> String {
    let w = quoted(word);
    format!(
        "area: A\n{w}: 1\ncurrent: {{ form: {w}, as_of: {w}, users: {w}, share: {{ municipal: {w} }} }}\n\
         answers:\n  market: {w}\n  control: {{ answer: {w}, {w}: {w} }}\n  {w}x: {w}\n"
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Plain,
    Json,
    Sarif,
    Csv,
    Markdown,
    Html,
    Xlsx,
    Docx,
    Github,
    Junit,
    Areas,
}

/// Everything that is made of one text.
pub struct Made(pub Vec<(&'static str, Format, Vec<u8>)>);

impl Made {
    pub fn put(&mut self, name: &'static str, format: Format, bytes: impl Into<Vec<u8>>) {
        self.0.push((name, format, bytes.into()));
    }

    pub fn json(&mut self, name: &'static str, value: &impl Serialize) {
        self.put(name, Format::Json, serde_json::to_vec_pretty(value).unwrap());
    }
}

pub fn made(word: &str, lang: Lang) -> Made {
    let texts = Texts::load(lang).unwrap();
    let words = texts.plain();
    let mut made = Made(Vec::new());
    let text = rules_text(word);
    let mut set = rules(&text);
    set.layers[0].path = Some(format!("{word}.yaml"));
    let changed = rules(
        &text.replace("when: { market: no }\n    excludes", "when: { market: [no, partly] }\n    excludes"),
    );
    let advisor = Advisor::new(&set, None).unwrap();
    let path = format!("{word}.yaml");
    let loaded = load::areas(&path, areas_text(word).into_bytes(), &set);
    assert!(loaded.faults.is_empty(), "{:#?}", loaded.faults);
    let all: Vec<Recommendation<'_>> =
        loaded.areas.iter().map(|area| advisor.recommend(area.clone())).collect();

    for one in &all {
        let page = |texts, detail| recommend::document(std::slice::from_ref(one), texts, detail);
        made.put("recommend text", Format::Text, screen(&page(&texts, Detail::Full), &texts, 80));
        made.put("recommend short", Format::Text, screen(&page(&texts, Detail::Short), &texts, 40));
        made.put("recommend markdown", Format::Markdown, markdown(&page(&texts, Detail::Full), &texts));
        made.put("recommend html", Format::Html, html(&page(&texts, Detail::Full), &texts).unwrap());
        made.put("recommend plain", Format::Plain, plain(&page(&words, Detail::Full), &words));
        let written = memo(one, &texts);
        made.put("memo markdown", Format::Markdown, markdown(&written, &texts));
        made.put("memo html", Format::Html, html(&written, &texts).unwrap());
        made.put("memo docx", Format::Docx, docx(&written, &texts).unwrap());
        made.put("memo plain", Format::Plain, plain(&memo(one, &words), &words));
        made.json(
            "recommend json",
            &wire::recommendation::Recommendation::from(View { found: one, texts: &texts }),
        );
    }
    portfolio(&mut made, &set, &all, &texts, &words, word);
    plans(&mut made, &set, &all, &texts, &words, word);
    diffs(&mut made, [&set, &changed], &loaded.areas, &texts, &words, word);
    rule_tests(&mut made, &set, &texts, &words, word);
    rule_sets(&mut made, [&set, &changed], &texts, &words, word);

    let area = &loaded.areas[1];
    let key = set.criteria.keys().next().unwrap();
    let what_if = |texts| WhatIf {
        texts,
        now: &all[1],
        changed: None,
        fewest: None,
        target: None,
        weights: Some(weightings(&set, &area.answers, all[1].outcome(), 20, 1)),
        profiles: Some(profiles(&set, &area.answers).unwrap()),
    };
    let changed = change(&advisor, area, &[(key, Some(0))]);
    made.put(
        "what-if text",
        Format::Text,
        screen(&WhatIf { changed: Some(&changed), ..what_if(&texts) }.document(), &texts, 80),
    );
    made.put("what-if plain", Format::Plain, plain(&what_if(&words).document(), &words));
    let asked = what_if(&texts);
    let weights = asked.weights.as_ref().map(|weights| wire::what_if::Weights::new(&set, weights));
    let profiles = asked.profiles.as_ref().unwrap().iter();
    let json = wire::what_if::WhatIf {
        changes: Some(wire::what_if::Changes::new(&changed, lang)),
        weights,
        profiles: Some(profiles.map(|one| wire::what_if::ByProfile::new(&set, one)).collect()),
        ..wire::what_if::WhatIf::new(&all[1])
    };
    made.json("what-if json", &json);

    let blank = load::areas("blank.yaml", format!("area: {}\n", quoted(word)).into_bytes(), &set);
    let interview = Interview::new(&advisor, blank.areas[0].clone());
    let talk = Talk::new(&texts, &set);
    let question = interview.next().unwrap().criterion;
    for said in [
        talk.opening(area, true),
        talk.question(&interview, question),
        talk.answered(question, 0, Some(word)),
        talk.not_understood(question, word, None),
        talk.fact(Fact::Board, Some(word)),
        talk.stated(Fact::Board, word),
        talk.written(Fact::Board, word),
        talk.interrupted(word, "avtalsform"),
        talk.standing(&interview),
    ] {
        made.put("interview", Format::Text, screen(&said, &texts, 80));
    }

    let loaded = load::areas(&path, faulty_text(word).into_bytes(), &set);
    assert!(loaded.faults.len() > 5, "{:#?}", loaded.faults);
    made.put("faults", Format::Text, faults(&texts, &loaded.source, &loaded.faults, 100));
    made
}

/// Files that were passed over for every reason.
pub fn files(word: &str) -> Files {
    let over = |why| PassedOver { path: format!("{word}.x").into(), why };
    let passed_over =
        vec![over(Why::Ignored(word.to_owned())), over(Why::Hidden), over(Why::Other(word.to_owned()))];
    Files { found: 5, refused: 1, passed_over }
}

pub fn portfolio(
    made: &mut Made,
    set: &RuleSet,
    all: &[Recommendation<'_>],
    texts: &Texts,
    words: &Texts,
    word: &str,
) {
    let files = files(word);
    let rows: Vec<Row> = all.iter().map(Row::of).collect();
    let mut totals = Totals::default();
    rows.iter().for_each(|row| totals.add(row));
    let asked = asked(&Advisor::new(set, None).unwrap(), &rows);
    let overview = Overview {
        asked: &asked,
        rules: set,
        profile: None,
        rows: &rows,
        totals: &totals,
        left_out: 0,
        group_by: Some(GroupBy::Board),
    };
    let document = batch::document(&overview, all, &files, texts, Detail::Full);
    made.put("batch text", Format::Text, screen(&document, texts, 80));
    let heard = batch::document(&overview, all, &files, words, Detail::Full);
    made.put("batch plain", Format::Plain, plain(&heard, words));
    made.put("batch csv", Format::Csv, csv(&overview, &Column::ALL).unwrap());
    made.put("batch markdown", Format::Markdown, markdown(&document, texts));
    made.put("batch html", Format::Html, html(&document, texts).unwrap());
    made.put("batch xlsx", Format::Xlsx, xlsx::workbook(all, set, texts, &xlsx::Sheet::ALL).unwrap().bytes);
    let lines = Lines::new(texts, Field::WHOLE);
    let raw = |one| RawValue::from_string(String::from_utf8(lines.json(one).unwrap()).unwrap()).unwrap();
    let raws: Vec<_> = all.iter().map(raw).collect();
    let counted = wire::batch::Totals::new(set, &totals, rows.len(), 0);
    made.json("batch json", &wire::batch::Batch::new(RuleSetId::new(set, None), counted, raws, Vec::new()));
    made.put("blank xlsx", Format::Xlsx, xlsx::blank(set, texts, 2).unwrap().bytes);
}

pub fn plans(
    made: &mut Made,
    set: &RuleSet,
    all: &[Recommendation<'_>],
    texts: &Texts,
    words: &Texts,
    word: &str,
) {
    let files = files(word);
    let text = || Some(word.to_owned());
    // The text of a chapter is Markdown: what is a sign there is meant to be one.
    let unsigned = format!("x{}", word.replace(['*', '#', '[', ']', '\n', '\r'], "x"));
    let chapter = |heading: &str, beside| OwnChapter {
        heading: heading.to_owned(),
        beside,
        text: format!("{unsigned}\n\n- {unsigned}\n\n1. {unsigned}\n\n## {unsigned}"),
    };
    let own = PlanFile {
        title: None,
        board: text(),
        period: text(),
        reference: text(),
        date: text(),
        officer: text(),
        groups: vec![word.to_owned()],
        chapters: vec![chapter("Inledning", None), chapter(word, Some(("Inledning".to_owned(), true)))],
        technology: vec![Technology {
            name: word.to_owned(),
            phase: Phase::Rollout,
            contract_end: text(),
            cost: vec![(2027, 1.into())],
            note: text(),
        }],
    };
    let rows: Vec<Row> = all.iter().map(Row::of).collect();
    let asked = asked(&Advisor::new(set, None).unwrap(), &rows);
    let of = |texts| Plan {
        rules: set,
        profile: None,
        areas: all,
        rows: &rows,
        asked: &asked,
        own: &own,
        left_out: 1,
        files: &files,
        title: Some(word),
        annexed: true,
        texts,
    };
    let document = annex(&of(texts));
    made.put("annex markdown", Format::Markdown, markdown(&document, texts));
    made.put("annex html", Format::Html, html(&document, texts).unwrap());
    made.put("annex docx", Format::Docx, docx(&document, texts).unwrap());
    made.put("annex plain", Format::Plain, plain(&annex(&of(words)), words));
    let document = plan(&of(texts));
    made.put("plan markdown", Format::Markdown, markdown(&document, texts));
    made.put("plan html", Format::Html, html(&document, texts).unwrap());
    made.put("plan docx", Format::Docx, docx(&document, texts).unwrap());
    made.put("plan plain", Format::Plain, plain(&plan(&of(words)), words));
}

pub fn diffs(
    made: &mut Made,
    sets: [&RuleSet; 2],
    areas: &[avtalsform::model::Area],
    texts: &Texts,
    words: &Texts,
    word: &str,
) {
    let entries = |set: &RuleSet| -> Vec<Entry> {
        let advisor = Advisor::new(set, None).unwrap();
        areas.iter().map(|area| Entry::of(&advisor.recommend(area.clone()))).collect()
    };
    let [old, new] = sets;
    let identity = RulesId {
        id: old.identity.id.clone(),
        version: old.identity.version.clone(),
        sha256: old.identity.sha256.clone(),
        profile: None,
        law_read_on: None,
    };
    let (mut before, after) = (entries(old), entries(new));
    // One area that is gone, with its path.
    before.extend(before.first().cloned().map(|mut gone| {
        gone.place.id = Some(format!("{word}9"));
        gone
    }));
    let before = Before {
        entries: before,
        gone: Vec::new(),
        renames: BTreeMap::from([(word.to_owned(), format!("{word}0"))]),
        unread: Vec::new(),
        more_unread: false,
        rules: identity,
        known: Some((old, None)),
    };
    let mut compared =
        compare(before, After { entries: after, unread: Vec::new(), rules: new, profile: None });
    compared.acknowledged = Some(word.to_owned());
    for area in &mut compared.areas {
        area.acknowledged = Some(word.to_owned());
    }
    let root = Root::default();
    let against = Against::Rules(word.to_owned());
    let files = files(word);
    let shown = |texts| Shown {
        comparison: &compared,
        old: Some(old),
        new,
        to: word,
        against: &against,
        fail_on: FailOn::Any,
        old_files: &files,
        files: &files,
        root: &root,
        texts,
    };
    made.put("diff text", Format::Text, screen(&diff::document(&shown(texts)), texts, 80));
    made.put("diff plain", Format::Plain, plain(&diff::document(&shown(words)), words));
    made.json("diff json", &wire::diff::Diff::new(&compared, &against, word, FailOn::Any, texts.lang));
    made.put("diff markdown", Format::Markdown, comment(&diff::document(&shown(texts)), texts, OF_AREAS));
    made.put("diff github", Format::Github, diff::github(&shown(texts)));
    made.put("diff junit", Format::Junit, diff::junit(&shown(texts)).unwrap());
    made.put("diff sarif", Format::Sarif, serde_json::to_vec(&diff::sarif(&shown(texts))).unwrap());
}

pub fn rule_tests(made: &mut Made, set: &RuleSet, texts: &Texts, words: &Texts, word: &str) {
    let mut shelf = Shelf::new(set.clone(), load::Disk::default());
    let path = format!("{word}-test.yaml");
    let loaded = load::rule_tests(&path, tests_text(word).into_bytes(), &mut shelf);
    assert_eq!((loaded.tests.len(), loaded.faults.is_empty()), (2, false), "{:#?}", loaded.faults);
    let advisor = Advisor::new(set, None).unwrap();
    let ran: Vec<Ran<'_>> = loaded
        .tests
        .iter()
        .map(|test| Ran { test, found: Some(advisor.recommend(test.area.clone())) })
        .collect();
    let covered = |ran: &[Ran<'_>]| {
        let mut coverage = Coverage::new(set);
        for found in ran.iter().filter_map(|ran| ran.found.as_ref()) {
            coverage.add(&Situation::of(set, &found.area, found.outcome()));
        }
        vec![Covered { position: 0, coverage }]
    };
    let (covered, faulty) = (covered(&ran), [(&loaded.source, loaded.faults.as_slice())]);
    let least = avtalsform::model::parse_ratio("100");
    let files = files(word);
    let root = Root::default();
    let report = |texts| Report {
        texts,
        ran: &ran,
        left_out: 0,
        covered: &covered,
        least,
        faults: &faulty,
        files: &files,
        root: &root,
    };
    made.put("test text", Format::Text, screen(&page_test::document(&report(texts)), texts, 80));
    made.put("test plain", Format::Plain, plain(&page_test::document(&report(words)), words));
    let say = |found: &Recommendation<'_>, failure: &Expected| wire::test::Failed {
        key: said::label(&failure.what),
        expected: said::expected(texts, found.rules, failure),
        actual: said::actual(texts, found, failure),
    };
    let tests = ran.iter().map(|ran| wire::test::Test::new(ran, &set.identity.id, texts.lang, say));
    let goal = |rules: &RuleSet, one: &avtalsform::testing::Goal<'_>| said::goal(texts, rules, one);
    let coverage = wire::test::Coverage::new(&covered[0].coverage, false, goal);
    made.json("test json", &wire::test::Tests::new(tests.collect(), 0, vec![coverage], Vec::new()));
    made.put("test junit", Format::Junit, page_test::junit(&report(texts)).unwrap());
    made.put("test github", Format::Github, page_test::github(&report(texts)));
}

pub fn rule_sets(made: &mut Made, sets: [&RuleSet; 2], texts: &Texts, words: &Texts, word: &str) {
    let [set, changed] = sets;
    page(
        made,
        ["rules show text", "rules show plain", "rules show html"],
        [texts, words],
        [texts, words].map(|texts| rule_pages::document(set, texts)),
    );
    page(
        made,
        ["rules list text", "rules list plain", "rules list html"],
        [texts, words],
        [texts, words].map(|texts| rule_pages::list(std::slice::from_ref(set), texts)),
    );
    let scoring = Scoring::new(set, None).unwrap();
    let checked = check(set, None, &scoring);
    let of = |texts| Checked { rules: set, profile: None, check: &checked, texts };
    page(
        made,
        ["check text", "check plain", "check html"],
        [texts, words],
        [texts, words].map(|texts| of(texts).document()),
    );
    let say = |what: &avtalsform::analyse::What<'_>| of(texts).message(what);
    made.json("check json", &wire::check::Check::new(set, None, &checked, texts.lang, say));
    let log = sarif(texts, &findings::help(texts), &of(texts).findings(), &Root::default());
    made.put("check sarif", Format::Sarif, serde_json::to_vec(&log).unwrap());
    let heavier = Scoring::new(changed, None).unwrap();
    let comparison =
        analysed(Weighted { rules: set, scoring: &scoring }, Weighted { rules: changed, scoring: &heavier });
    let (text, names) = (|| Some(word.to_owned()), BTreeMap::from([(word.to_owned(), format!("{word}0"))]));
    let words_of = [Rewording { place: vec![word.to_owned()], before: text(), after: text() }];
    let of = |texts| Compared {
        old: set,
        new: changed,
        profiles: None,
        comparison: &comparison,
        rewordings: &words_of,
        renames: &names,
        fail_on: FailOn::Any,
        texts,
    };
    page(
        made,
        ["compare text", "compare plain", "compare html"],
        [texts, words],
        [texts, words].map(|texts| of(texts).document()),
    );
    made.json(
        "compare json",
        &wire::compare::Compare::new([set, changed], None, &comparison, (&words_of, &names)),
    );
    let shown = of(texts).shown();
    made.put("compare areas", Format::Areas, avtalsform::page::analysis::areas(changed, &shown));
    for thing in things(set) {
        let name = thing.id(set);
        let found = named(set, &name);
        let of = |texts| Lookup { rules: set, name: Some(&name), things: &found, texts };
        let names = ["explain text", "explain plain", "explain html"];
        page(made, names, [texts, words], [texts, words].map(|texts| of(texts).document()));
        let line = |thing| of(texts).line(thing);
        made.json("explain json", &wire::explain::Explain::new(set, Some(&name), &found, texts, line));
    }
}

/// A page on a screen, in plain lines and as HTML.
pub fn page(made: &mut Made, names: [&'static str; 3], [texts, words]: [&Texts; 2], said: [Document; 2]) {
    let ([text, spoken, web], [document, in_words]) = (names, said);
    made.put(text, Format::Text, screen(&document, texts, 80));
    made.put(spoken, Format::Plain, plain(&in_words, words));
    made.put(web, Format::Html, html(&document, texts).unwrap());
}
