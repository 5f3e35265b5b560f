//! Text that means harm, in every text of areas, rule sets and rule tests, through every format of every command: what
//! reads the format finds text, and the same structure as around text that means nothing.
//!
//! Everything is rendered twice: with the hostile text, and with `x` in place of each of its letters.

use crate::support::{self, run_with};
use avtalsform::compare::compare;
use avtalsform::document::Document;
use avtalsform::load;
use avtalsform::model::{Lang, composed};
use avtalsform::page::plan::plan;
use avtalsform::page::{batch, recommend};
use avtalsform::say::words::harmless;
use avtalsform::write::ci::sarif;
use avtalsform::write::csv::csv;
use avtalsform::write::faults::faults;
use avtalsform::write::html::html;
use avtalsform::write::plain::plain;
use calamine::{Reader, Xlsx};
use scraper::Html;
use serde_json::Value;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthChar;

use proptest::prelude::*;

mod made;
mod structure;

use made::*;
use structure::*;

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
    "#1 org/repo#2 @grupp (#3)",
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

/// A picture made of three.
const FAMILY: &str = "👩\u{200d}👩\u{200d}👧";

/// Whether something in a text could steer whoever reads it: a terminal, a page in another direction, a CI service.
fn assert_steady(text: &str, name: &str) {
    let text = anstream::adapter::strip_str(text).to_string();
    let steers = |letter: char| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
            || matches!(letter, '\u{61c}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
    };
    // What joins the pictures of one is text; wherever else a joiner stands, it is only unseen.
    let rest = text.replace(FAMILY, "");
    assert!(!rest.contains(steers), "{name}: {text:?}");
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
            // A reader makes a link of what stands in brackets, unless they are escaped.
            for text in messages(&log) {
                let bare = text.replace("\\\\", "").replace("\\[", "").replace("\\]", "");
                assert!(!bare.contains(['[', ']']), "{name}: {text}");
            }
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
    // Files are read in one form of Unicode: what has another is not there as it was.
    let word = composed(&format!("{word}x")).into_owned();
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

/// The texts of a log that readers show.
fn messages(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(list) => list.iter().flat_map(messages).collect(),
        Value::Object(object) => object
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value) {
                ("text" | "justification", Value::String(text)) => vec![text.as_str()],
                _ => messages(value),
            })
            .collect(),
        _ => Vec::new(),
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
