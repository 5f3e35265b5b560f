//! Text that means harm, in every text of areas, rule sets and rule tests, through every format of every command: what
//! reads the format finds text, and the same structure as around text that means nothing.
//!
//! Everything is rendered twice: with the hostile text, and with `x` in place of each of its letters.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::LazyLock;

use crate::support::{self, root, run_with};
use avtalsform::analyse::{Weighted, check, compare as analysed};
use avtalsform::compare::{After, Against, Before, Entry, FailOn, RulesId, compare};
use avtalsform::document::Document;
use avtalsform::evaluate::Scoring;
use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::interview::Interview;
use avtalsform::load::{self, Shelf};
use avtalsform::lookup::{named, things};
use avtalsform::model::{Lang, RuleSet};
use avtalsform::page::analysis::check::{self as findings, Checked};
use avtalsform::page::analysis::compare::Compared;
use avtalsform::page::batch;
use avtalsform::page::diff::{self, Shown};
use avtalsform::page::explain::Lookup;
use avtalsform::page::interview::Talk;
use avtalsform::page::plan::{Plan, plan};
use avtalsform::page::recommend::{self, Detail};
use avtalsform::page::rules as rule_pages;
use avtalsform::page::test::{self as page_test, Covered, Report, words as said};
use avtalsform::page::what_if::WhatIf;
use avtalsform::portfolio::{GroupBy, Overview, Row, Totals};
use avtalsform::say::words::harmless;
use avtalsform::testing::{Coverage, Expected, Ran, Situation};
use avtalsform::texts::Texts;
use avtalsform::what_if::{change, profiles, weightings};
use avtalsform::wire;
use avtalsform::wire::lines::Lines;
use avtalsform::wire::parts::RuleSetId;
use avtalsform::wire::recommendation::{Field, View};
use avtalsform::write::ci::sarif;
use avtalsform::write::csv::{Column, csv};
use avtalsform::write::docx::docx;
use avtalsform::write::faults::faults;
use avtalsform::write::html::html;
use avtalsform::write::markdown::{comment, markdown};
use avtalsform::write::plain::plain;
use avtalsform::write::screen::screen;
use avtalsform::write::xlsx;
use calamine::{Data, Reader, Xlsx};
use comrak::nodes::{AstNode, NodeValue};
use proptest::prelude::*;
use regex::Regex;
use scraper::Html;
use serde::Serialize;
use serde_json::Value;
use unicode_width::UnicodeWidthChar;

/// What one format or another has a meaning for.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</script></style></title></svg>",
    "<img src=x onerror=alert(1)>",
    "\"><iframe src=//x>",
    "' onmouseover='alert(1)",
    "<a href=\"javascript:alert(1)\">x</a>",
    "&lt;b&gt; &amp; &#60;",
    "]]>",
    "-->",
    "<!--",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y \"z\">]>&y;",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://x\")",
    "@SUM(1+1)",
    "+1",
    "-1",
    "\t=1",
    "\r=1",
    "a\n=1",
    "＝1+1",
    "\u{a0}=1",
    "rad ett\nrad två\r\nrad tre\rrad fyra",
    "::error::x",
    "::error file=a,line=1::x",
    "a\n::set-output name=a::b",
    "a\r::add-mask::b",
    "a ::warning::b",
    "%0A::set-output name=x::y",
    "##[error]x",
    "a ##[add-mask]b",
    "##vso[task.setvariable variable=a]b",
    "\u{1b}[31mrött\u{1b}[0m",
    "\u{1b}]8;;http://x\u{1b}\\länk\u{1b}]8;;\u{1b}\\",
    "\u{1b}]52;c;eA==\u{7}",
    "\u{9b}31m och \u{9d}0;x\u{9c}",
    "abc\u{8}\u{8}\u{8}xyz\u{7f}",
    "\u{202e}gpj.exe\u{202c}",
    "\u{2066}a\u{2069}\u{200f}\u{61c}",
    "a\u{200b}b\u{200d}c\u{feff}d\u{2060}e",
    "a\u{2028}::error::b\u{2029}c\u{85}d",
    "\u{fff9}a\u{fffa}b\u{fffb}",
    "|",
    "a | b | c",
    "a \\| b \\",
    "`kod` ``x``",
    "```\nkod\n```",
    "[x](javascript:alert(1))",
    "[x]: http://x",
    "![](http://x)",
    "![x][y] [^1]",
    "http://x.se www.x.se a@x.se",
    "<http://x.se>",
    "***",
    "**fet** _kursiv_ ~~struken~~",
    "# ",
    "# rubrik",
    "###### x ######",
    "- punkt",
    "- [ ] att göra",
    "+ punkt",
    "1. ett",
    "1) ett",
    "> citat",
    "===",
    "---",
    "    kod",
    "x\n---",
    "{{ 7 * 7 }} {% x %} {{{",
    "${jndi:ldap://x}",
    "$(ls) `ls` ; rm",
    "{reason} {path} {}",
    "%s %n %d",
    "\u{300}\u{301}\u{302}e",
    "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "ｆｕｌｌ 漢字",
    "_x000D_ _x0041_",
    "'",
    "\"",
    "null",
    "true",
    "1e5",
    "2023-05-31",
    "ordordordordordordordordordordordordordordordordordordordordordordordordordordordordordordordordordordord",
];

/// A text as YAML can hold it, with escapes for all that could not stand there as it is.
fn quoted(text: &str) -> String {
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
fn meaningless(text: &str) -> String {
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
fn rules_text(word: &str) -> String {
    static TEXT: LazyLock<String> =
        LazyLock::new(|| std::fs::read_to_string(root().join("tests/rules/minimal.yaml")).unwrap());
    static OWN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\b(sv|en|section): ("[^"]*"|[^,}\n]+)"#).unwrap());
    let put = |found: &regex::Captures<'_>| format!("{}: {}", &found[1], quoted(word));
    OWN.replace_all(&TEXT, put).into_owned()
}

fn rules(text: &str) -> RuleSet {
    let loaded = load::rules("rules.yaml", text.as_bytes().to_vec());
    loaded.rules.unwrap_or_else(|| panic!("{:#?}\n{text}", loaded.faults))
}

/// Three areas that come out differently, with this text wherever an area has one.
fn areas_text(word: &str) -> String {
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
fn tests_text(word: &str) -> String {
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
fn faulty_text(word: &str) -> String {
    let w = quoted(word);
    format!(
        "area: A\n{w}: 1\ncurrent: {{ form: {w}, as_of: {w}, users: {w}, share: {{ municipal: {w} }} }}\n\
         answers:\n  market: {w}\n  control: {{ answer: {w}, {w}: {w} }}\n  {w}x: {w}\n"
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
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
struct Made(Vec<(&'static str, Format, Vec<u8>)>);

impl Made {
    fn put(&mut self, name: &'static str, format: Format, bytes: impl Into<Vec<u8>>) {
        self.0.push((name, format, bytes.into()));
    }

    fn json(&mut self, name: &'static str, value: &impl Serialize) {
        self.put(name, Format::Json, serde_json::to_vec_pretty(value).unwrap());
    }
}

fn made(word: &str, lang: Lang) -> Made {
    let texts = Texts::load(lang).unwrap();
    let words = texts.plain();
    let mut made = Made(Vec::new());
    let text = rules_text(word);
    let set = rules(&text);
    let changed = rules(
        &text.replace("when: { market: no }\n    excludes", "when: { market: [no, partly] }\n    excludes"),
    );
    let advisor = Advisor::new(&set, None).unwrap();
    let path = format!("{word}.yaml");
    let loaded = load::areas(&path, areas_text(word).into_bytes(), &set);
    assert!(loaded.faults.is_empty(), "{:#?}", loaded.faults);
    let all: Vec<Recommendation<'_>> =
        loaded.areas.iter().map(|area| advisor.recommend(area.clone()).unwrap()).collect();

    for one in &all {
        let page = |texts, detail| recommend::document(std::slice::from_ref(one), texts, detail);
        made.put("recommend text", Format::Text, screen(&page(&texts, Detail::Full), &texts, 80));
        made.put("recommend short", Format::Text, screen(&page(&texts, Detail::Short), &texts, 40));
        made.put("recommend markdown", Format::Markdown, markdown(&page(&texts, Detail::Full), &texts));
        made.put("recommend html", Format::Html, html(&page(&texts, Detail::Full), &texts).unwrap());
        made.put("recommend plain", Format::Plain, plain(&page(&words, Detail::Full), &words));
        made.json(
            "recommend json",
            &wire::recommendation::Recommendation::from(View { found: one, texts: &texts }),
        );
    }
    portfolio(&mut made, &set, &all, &texts, &words);
    plans(&mut made, &set, &all, &texts, &words, word);
    diffs(&mut made, [&set, &changed], &loaded.areas, &texts, &words, word);
    rule_tests(&mut made, &set, &texts, &words, word);
    rule_sets(&mut made, [&set, &changed], &texts, &words, &path);

    let area = &loaded.areas[1];
    let key = set.criteria.keys().next().unwrap();
    let what_if = |texts| WhatIf {
        texts,
        now: &all[1],
        changed: None,
        fewest: None,
        target: None,
        weights: Some(weightings(&set, &area.answers, &all[1].evaluation.verdict, 20, 1)),
        profiles: Some(profiles(&set, &area.answers).unwrap()),
    };
    let changed = change(&advisor, area, &[(key, Some(0))]).unwrap();
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
    let interview = Interview::new(&advisor, blank.areas[0].clone()).unwrap();
    let talk = Talk::new(&texts, &set);
    let question = interview.next().unwrap();
    for said in [
        talk.opening(area, true),
        talk.question(&interview, question),
        talk.answered(question.criterion, 0, Some(word)),
        talk.not_understood(question.criterion, word),
        talk.standing(&interview),
    ] {
        made.put("interview", Format::Text, screen(&said, &texts, 80));
    }

    let loaded = load::areas(&path, faulty_text(word).into_bytes(), &set);
    assert!(loaded.faults.len() > 5, "{:#?}", loaded.faults);
    made.put("faults", Format::Text, faults(&texts, &loaded.source, &loaded.faults, 100));
    made
}

fn portfolio(made: &mut Made, set: &RuleSet, all: &[Recommendation<'_>], texts: &Texts, words: &Texts) {
    let rows: Vec<Row> = all.iter().map(Row::of).collect();
    let mut totals = Totals::default();
    rows.iter().for_each(|row| totals.add(row));
    let overview = Overview {
        rules: set,
        profile: None,
        rows: &rows,
        totals: &totals,
        left_out: 0,
        group_by: Some(GroupBy::Board),
    };
    let document = batch::document(&overview, all, texts, Detail::Full);
    made.put("batch text", Format::Text, screen(&document, texts, 80));
    let heard = batch::document(&overview, all, words, Detail::Full);
    made.put("batch plain", Format::Plain, plain(&heard, words));
    made.put("batch csv", Format::Csv, csv(&overview, &Column::ALL).unwrap());
    made.put("batch markdown", Format::Markdown, markdown(&document, texts));
    made.put("batch html", Format::Html, html(&document, texts).unwrap());
    made.put("batch xlsx", Format::Xlsx, xlsx::workbook(all, set, texts).unwrap());
    let lines = Lines::new(texts, Field::WHOLE);
    let raws: Vec<_> = all.iter().map(|one| lines.json(one).unwrap()).collect();
    let counted = wire::batch::Totals::new(set, &totals, rows.len(), 0);
    made.json("batch json", &wire::batch::Batch::new(RuleSetId::new(set, None), counted, raws, Vec::new()));
    made.put("blank xlsx", Format::Xlsx, xlsx::blank(set, texts, 2).unwrap());
}

fn plans(
    made: &mut Made,
    set: &RuleSet,
    all: &[Recommendation<'_>],
    texts: &Texts,
    words: &Texts,
    word: &str,
) {
    let of =
        |texts| plan(&Plan { rules: set, profile: None, areas: all, left_out: 1, title: Some(word), texts });
    let document = of(texts);
    made.put("plan markdown", Format::Markdown, markdown(&document, texts));
    made.put("plan html", Format::Html, html(&document, texts).unwrap());
    made.put("plan docx", Format::Docx, docx(&document, texts).unwrap());
    made.put("plan plain", Format::Plain, plain(&of(words), words));
}

fn diffs(
    made: &mut Made,
    sets: [&RuleSet; 2],
    areas: &[avtalsform::model::Area],
    texts: &Texts,
    words: &Texts,
    word: &str,
) {
    let entries = |set: &RuleSet| -> Vec<Entry> {
        let advisor = Advisor::new(set, None).unwrap();
        areas.iter().map(|area| Entry::of(&advisor.recommend(area.clone()).unwrap())).collect()
    };
    let [old, new] = sets;
    let identity = RulesId {
        id: old.identity.id.clone(),
        version: old.identity.version.clone(),
        sha256: old.identity.sha256.clone(),
        profile: None,
    };
    let (mut before, after) = (entries(old), entries(new));
    // One area that is gone, with its path.
    before.extend(before.first().cloned().map(|mut gone| {
        gone.place.id = Some(format!("{word}9"));
        gone
    }));
    let before = Before {
        entries: before,
        unread: Vec::new(),
        more_unread: false,
        rules: identity,
        known: Some((old, None)),
    };
    let compared = compare(before, After { entries: after, unread: Vec::new(), rules: new, profile: None });
    let against = Against::Rules(word.to_owned());
    let shown = |texts| Shown {
        comparison: &compared,
        old: Some(old),
        new,
        to: word,
        against: &against,
        fail_on: FailOn::Any,
        texts,
    };
    made.put("diff text", Format::Text, screen(&diff::document(&shown(texts)), texts, 80));
    made.put("diff plain", Format::Plain, plain(&diff::document(&shown(words)), words));
    made.json("diff json", &wire::diff::Diff::new(&compared, &against, word, FailOn::Any));
    made.put("diff markdown", Format::Markdown, comment(&diff::document(&shown(texts)), texts));
    made.put("diff github", Format::Github, diff::github(&shown(texts)));
    made.put("diff junit", Format::Junit, diff::junit(&shown(texts)).unwrap());
    made.put("diff sarif", Format::Sarif, serde_json::to_vec(&diff::sarif(&shown(texts))).unwrap());
}

fn rule_tests(made: &mut Made, set: &RuleSet, texts: &Texts, words: &Texts, word: &str) {
    let mut shelf = Shelf::new(set.clone(), None);
    let path = format!("{word}-test.yaml");
    let loaded = load::rule_tests(&path, tests_text(word).into_bytes(), &mut shelf);
    assert_eq!((loaded.tests.len(), loaded.faults.is_empty()), (2, false), "{:#?}", loaded.faults);
    let advisor = Advisor::new(set, None).unwrap();
    let ran: Vec<Ran<'_>> = loaded
        .tests
        .iter()
        .map(|test| Ran { test, found: advisor.recommend(test.area.clone()).ok() })
        .collect();
    let covered = |ran: &[Ran<'_>]| {
        let mut coverage = Coverage::new(set);
        for found in ran.iter().filter_map(|ran| ran.found.as_ref()) {
            coverage.add(&Situation::of(set, &found.area, found.outcome()));
        }
        vec![Covered { position: 0, coverage, path: Some(std::path::Path::new(&path)) }]
    };
    let (covered, faulty) = (covered(&ran), [(&loaded.source, loaded.faults.as_slice())]);
    let least = avtalsform::model::parse_ratio("100");
    let report = |texts| Report { texts, ran: &ran, left_out: 0, covered: &covered, least, faults: &faulty };
    made.put("test text", Format::Text, screen(&page_test::document(&report(texts)), texts, 80));
    made.put("test plain", Format::Plain, plain(&page_test::document(&report(words)), words));
    let say = |found: &Recommendation<'_>, failure: &Expected| wire::test::Failed {
        key: said::label(&failure.what),
        expected: said::expected(texts, found.rules, failure),
        actual: said::actual(texts, found, failure),
    };
    let tests = ran.iter().map(|ran| wire::test::Test::new(ran, &set.identity.id, texts.lang, say));
    let goal = |rules: &RuleSet, one: &avtalsform::testing::Goal<'_>| said::goal(texts, rules, one);
    let coverage = wire::test::Coverage::new(&covered[0].coverage, covered[0].path, false, goal);
    made.json("test json", &wire::test::Tests::new(tests.collect(), 0, vec![coverage], Vec::new()));
    made.put("test junit", Format::Junit, page_test::junit(&report(texts)).unwrap());
    made.put("test github", Format::Github, page_test::github(&report(texts)));
}

fn rule_sets(made: &mut Made, sets: [&RuleSet; 2], texts: &Texts, words: &Texts, path: &str) {
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
    let checked = check(set, None, &scoring).unwrap();
    let of = |texts| Checked { rules: set, profile: None, path: Some(path), check: &checked, texts };
    page(
        made,
        ["check text", "check plain", "check html"],
        [texts, words],
        [texts, words].map(|texts| of(texts).document()),
    );
    let say = |what: &avtalsform::analyse::What<'_>| of(texts).message(what);
    made.json("check json", &wire::check::Check::new(set, None, &checked, texts.lang, say));
    let log = sarif(texts, &findings::help(texts), &of(texts).findings());
    made.put("check sarif", Format::Sarif, serde_json::to_vec(&log).unwrap());
    let heavier = Scoring::new(changed, None).unwrap();
    let comparison =
        analysed(Weighted { rules: set, scoring: &scoring }, Weighted { rules: changed, scoring: &heavier });
    let of = |texts| Compared { old: set, new: changed, profiles: None, comparison: &comparison, texts };
    page(
        made,
        ["compare text", "compare plain", "compare html"],
        [texts, words],
        [texts, words].map(|texts| of(texts).document()),
    );
    made.json("compare json", &wire::compare::Compare::new([set, changed], None, &comparison));
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
fn page(made: &mut Made, names: [&'static str; 3], [texts, words]: [&Texts; 2], said: [Document; 2]) {
    let ([text, spoken, web], [document, in_words]) = (names, said);
    made.put(text, Format::Text, screen(&document, texts, 80));
    made.put(spoken, Format::Plain, plain(&in_words, words));
    made.put(web, Format::Html, html(&document, texts).unwrap());
}

/// What holds a document together, without what is said in it.
fn structure(format: Format, bytes: &[u8]) -> Vec<String> {
    let text = || std::str::from_utf8(bytes).unwrap();
    match format {
        Format::Text => Vec::new(),
        Format::Plain => vec![text().lines().count().to_string()],
        Format::Json | Format::Sarif => {
            let mut found = Vec::new();
            shape(&serde_json::from_str(text()).unwrap(), &mut found);
            found
        }
        Format::Csv => records(text()).iter().map(|record| record.len().to_string()).collect(),
        Format::Markdown => blocks(text()),
        Format::Html => elements(text()),
        Format::Xlsx => sheets(bytes)
            .iter()
            .flat_map(|(name, rows)| {
                let kinds = rows.iter().map(|row| row.iter().map(kind).collect::<Vec<_>>().join(","));
                std::iter::once(name.clone()).chain(kinds).collect::<Vec<_>>()
            })
            .collect(),
        Format::Docx => support::parts(bytes).iter().flat_map(|(name, part)| held(name, part)).collect(),
        Format::Github => text().lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect(),
        Format::Junit => nodes(text()),
        Format::Areas => vec![text().matches("---\n").count().to_string()],
    }
}

/// Keys and kinds of values.
fn shape(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            found.push(key.clone());
            shape(value, found);
        }),
        Value::Array(list) => {
            found.push(format!("[{}]", list.len()));
            list.iter().for_each(|value| shape(value, found));
        }
        Value::String(_) => found.push("text".to_owned()),
        other => found.push(other.to_string()),
    }
}

fn records(text: &str) -> Vec<csv::StringRecord> {
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

fn options() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options
}

/// The blocks and marks of a document as GitHub reads it. What it is set in bold or italics is no matter.
fn blocks(text: &str) -> Vec<String> {
    fn walk<'a>(node: &'a AstNode<'a>, depth: usize, found: &mut Vec<String>) {
        let kind = match &node.data.borrow().value {
            NodeValue::Text(_) | NodeValue::Strong | NodeValue::Emph | NodeValue::Escaped => None,
            NodeValue::Heading(heading) => Some(format!("heading {}", heading.level)),
            NodeValue::HtmlInline(html) if html == "<!-- -->" => None,
            NodeValue::HtmlInline(html) => {
                let known = html == "<br>" || html == "</a>" || html.starts_with("<a id=\"");
                assert!(known && !html.contains(' ') || html.matches(['"', ' ']).count() == 3, "{html}");
                Some(html.get(..3).unwrap().to_owned())
            }
            NodeValue::Link(link) => {
                assert!(link.url.starts_with('#'), "{}", link.url);
                Some("link".to_owned())
            }
            NodeValue::HtmlBlock(html) => {
                let known = ["<details>", "</details>", "<summary>", "</summary>", "<!-- -->"];
                let rest = known.iter().fold(html.literal.clone(), |rest, tag| rest.replacen(tag, "", 1));
                assert!(!rest.replace("<!-- -->", "").contains(['<', '>']), "HTML: {}", html.literal);
                Some("details".to_owned())
            }
            NodeValue::Image(image) => panic!("a picture: {}", image.url),
            NodeValue::Code(code) => Some(format!("code {}", code.literal)),
            other => Some(format!("{other:?}").split(['(', ' ', '{']).next().unwrap().to_owned()),
        };
        found.extend(kind.map(|kind| format!("{depth} {kind}")));
        node.children().for_each(|child| walk(child, depth + 1, found));
    }
    let arena = comrak::Arena::new();
    let mut found = Vec::new();
    walk(comrak::parse_document(&arena, text, &options()), 0, &mut found);
    // How deep a mark stands depends on the bold text around it.
    found.into_iter().map(|kind| kind.split_once(' ').unwrap().1.to_owned()).collect()
}

/// The elements of a page with the names of their attributes.
fn elements(text: &str) -> Vec<String> {
    let parsed = Html::parse_document(text);
    assert_eq!(parsed.errors, Vec::<std::borrow::Cow<'_, str>>::new());
    let all = parsed.root_element().descendent_elements();
    all.map(|element| {
        let mut names = Vec::new();
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on") && name != "srcdoc", "{name}");
            assert!(!["href", "src", "action"].contains(&name) || value.starts_with('#'), "{value}");
            names.push(name);
        }
        names.sort_unstable();
        format!("{} {}", element.value().name(), names.join(" "))
    })
    .filter(|element| !element.starts_with("tspan"))
    .collect()
}

fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "a formula on {name}");
        let rows = book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect();
        sheets.push((name, rows));
    }
    sheets
}

fn kind(cell: &Data) -> String {
    let kind = format!("{cell:?}");
    kind.split('(').next().unwrap().to_owned()
}

/// The elements of a part with the names of their attributes.
fn nodes(text: &str) -> Vec<String> {
    let parsed = roxmltree::Document::parse(text).unwrap();
    let all = parsed.descendants().filter(roxmltree::Node::is_element);
    all.map(|node| {
        let names: Vec<&str> = node.attributes().map(|attribute| attribute.name()).collect();
        assert!(node.attribute("TargetMode").is_none(), "a link out of the document");
        format!("{} {}", node.tag_name().name(), names.join(" "))
    })
    .collect()
}

/// A part of a Word file: which kinds of elements it has, and each that is more than a paragraph of text. How many
/// paragraphs there are is another matter: a page turns on its side where the letters of a table are too wide.
fn held(name: &str, part: &str) -> Vec<String> {
    if !name.ends_with(".xml") && !name.ends_with(".rels") {
        return vec![name.to_owned()];
    }
    let all = nodes(part);
    let kinds: BTreeSet<String> = all.iter().filter(|node| !node.contains("orient")).cloned().collect();
    let plain = [
        "p ",
        "r ",
        "t ",
        "pPr ",
        "pStyle ",
        "rPr ",
        "rStyle ",
        "sectPr ",
        "footerReference ",
        "pgSz ",
        "pgMar ",
    ];
    let more = all.into_iter().filter(|node| !plain.iter().any(|plain| node.starts_with(plain)));
    std::iter::once(name.to_owned()).chain(kinds).chain(more).collect()
}

/// Whether something in a text could steer whoever reads it: a terminal, a page in another direction, a CI service.
fn assert_steady(text: &str, name: &str) {
    let text = anstream::adapter::strip_str(text).to_string();
    let steers = |letter: char| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
            || matches!(letter, '\u{61c}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
    };
    assert!(!text.contains(steers), "{name}: {text:?}");
    for line in text.lines() {
        let command = line.trim_start().strip_prefix("::").is_some_and(|rest| rest.contains("::"));
        assert!(!command && !line.contains("##[") && !line.contains("##vso["), "{name}: {line}");
    }
}

/// What must hold of a document beside its structure.
fn assert_only_text(name: &str, format: Format, bytes: &[u8], word: &str) {
    let text = || std::str::from_utf8(bytes).unwrap();
    let word = word.trim();
    match format {
        Format::Text | Format::Plain => assert_steady(text(), name),
        Format::Markdown => assert_steady(text(), name),
        Format::Json => {
            let mut texts = Vec::new();
            strings(&serde_json::from_str(text()).unwrap(), &mut texts);
            // A comparison of rule sets names rules, and says nothing in their words; not every thing has some.
            let said = ["compare json", "explain json"].contains(&name)
                || texts.iter().any(|text| text.contains(word));
            assert!(said, "{name}: not there as it was");
        }
        Format::Sarif => {
            static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(support::sarif);
            let log: Value = serde_json::from_str(text()).unwrap();
            assert!(SCHEMA.is_valid(&log), "{name}");
        }
        Format::Csv => {
            for cell in records(text()).iter().flatten() {
                let begins = cell.trim_start_matches([' ', '\u{a0}']).chars().next();
                let formula = begins.is_some_and(|letter| "=+-@\t\r＝＋－＠".contains(letter));
                assert!(!formula, "{cell:?}");
            }
            let shown = word.split('\n').map(harmless).collect::<Vec<_>>().join("\n");
            let found = records(text()).iter().any(|record| {
                record.iter().any(|cell| cell == shown || cell.strip_prefix('\'') == Some(&shown))
            });
            assert!(found, "{name}: not there as it was: {shown:?}");
        }
        Format::Html => elements(text()).iter().for_each(|element| {
            let tag = element.split(' ').next().unwrap();
            assert!(
                !["script", "iframe", "img", "object", "embed", "form", "base", "link"].contains(&tag),
                "{tag}"
            );
        }),
        Format::Xlsx | Format::Docx => {
            for (part, content) in support::parts(bytes) {
                let relations = part.ends_with(".rels") && content.contains("TargetMode=\"External\"");
                assert!(!relations && !content.contains("<hyperlink "), "{name}: {part}");
            }
        }
        Format::Github => text().lines().for_each(assert_command),
        Format::Junit => {
            let parsed = roxmltree::Document::parse(text()).unwrap();
            for node in parsed.descendants() {
                node.attributes().for_each(|one| assert_steady(one.value(), name));
                assert_steady(node.text().unwrap_or_default(), name);
            }
        }
        Format::Areas => {
            let loaded = load::areas("x.yaml", bytes.to_vec(), &rules(&rules_text("x")));
            assert!(loaded.faults.is_empty(), "{name}: {:#?}", loaded.faults);
        }
    }
}

/// A line as the runner of GitHub Actions reads it: one command, known properties, text that gives itself back.
fn assert_command(line: &str) {
    let rest = ["::error ", "::warning ", "::notice "].iter().find_map(|command| line.strip_prefix(command));
    let (head, message) = rest.and_then(|rest| rest.split_once("::")).unwrap_or_else(|| panic!("{line}"));
    for property in head.split(',') {
        let (name, value) = property.split_once('=').unwrap_or_else(|| panic!("{line}"));
        assert!(["file", "line", "col", "title"].contains(&name), "{line}");
        assert_steady(&unescaped(value), "a property");
    }
    assert!(!line.contains(['\r', '\n']));
    assert_steady(&unescaped(message), "a message");
}

fn unescaped(text: &str) -> String {
    [("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| strings(value, found)),
        Value::Object(object) => object.iter().for_each(|(_, value)| strings(value, found)),
        _ => {}
    }
}

/// Renders everything with the text and with one that means nothing, and compares.
fn assert_text_stays_text(word: &str, lang: Lang) {
    // A text must hold something that can be seen, or it is empty.
    let word = format!("{word}x");
    let (found, expected) = (made(&word, lang), made(&meaningless(&word), lang));
    assert_eq!(found.0.len(), expected.0.len());
    for ((name, format, bytes), (_, _, other)) in found.0.iter().zip(&expected.0) {
        assert_only_text(name, *format, bytes, &word);
        let (found, expected) = (structure(*format, bytes), structure(*format, other));
        let at = found.iter().zip(&expected).position(|(one, other)| one != other);
        let at = at.unwrap_or(found.len().min(expected.len()));
        assert!(
            found == expected,
            "{name}, {word:?}: structure differs at {at}: {:?} and {:?}",
            found.get(at.saturating_sub(2)..(at + 3).min(found.len())),
            expected.get(at.saturating_sub(2)..(at + 3).min(expected.len()))
        );
    }
}

#[test]
fn hostile_texts_stay_texts() {
    for (number, word) in HOSTILE.iter().enumerate() {
        assert_text_stays_text(word, if number % 2 == 0 { Lang::Sv } else { Lang::En });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_texts_together_stay_texts(
        pieces in prop::collection::vec(prop::sample::select(HOSTILE), 1..5),
        joint in prop::sample::select(&["", " ", "\n", ", "][..]),
        any in "\\PC{0,12}",
    ) {
        let word = format!("{}{joint}{any}", pieces.join(joint));
        assert_text_stays_text(&word, Lang::Sv);
    }
}

/// The command itself, from file to output.
#[test]
fn the_command_lets_nothing_through() {
    let word = "::error::x\u{1b}]52;c;eA==\u{7}\u{202e} ##[error] <script>\n::set-output name=a::b";
    let area = format!("area: {}\nnotes: {}\nanswers: {{market_exists: no}}\n", quoted(word), quoted(word));
    for args in [
        &["recommend", "-"][..],
        &["recommend", "--detail", "full", "-"],
        &["recommend", "--format", "plain", "-"],
        &["batch", "-"],
        &["batch", "--format", "plain", "-"],
        &["plan", "--format", "plain", "-"],
        &["what-if", "-"],
    ] {
        let ran = run_with(args, area.as_bytes(), &[]);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        assert_steady(&ran.stdout, &args.join(" "));
        assert_steady(&ran.stderr, &args.join(" "));
    }
}
