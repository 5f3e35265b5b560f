//! Pages: what they look like as markup, that they hold together, and that no text can be anything but text.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::pages;
use avtalsform::document::Document;
use avtalsform::model::Lang;
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;
use avtalsform::write::html::html;
use scraper::{ElementRef, Html, Selector};

fn page(document: &Document) -> String {
    html(document, &Texts::load(document.lang).unwrap()).unwrap()
}

/// Every page of these tests, which are also what the check in a browser opens.
fn all() -> Vec<(&'static str, String)> {
    vec![
        ("every-sv", page(&pages::every(Lang::Sv))),
        ("every-en", page(&pages::every(Lang::En))),
        ("plan", page(&pages::plan())),
        ("hostile", page(&pages::hostile())),
        ("smallest", page(&pages::extreme(1, 1))),
        ("largest", page(&pages::extreme(300, 28))),
        ("widest", page(&pages::extreme(3, 90))),
    ]
}

fn select<'a>(parsed: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    parsed.select(&Selector::parse(selector).unwrap()).collect()
}

fn attribute<'a>(element: &ElementRef<'a>, name: &str) -> &'a str {
    element.value().attr(name).unwrap_or_else(|| panic!("no {name} on {}", element.html()))
}

fn ids(parsed: &Html) -> BTreeSet<String> {
    select(parsed, "[id]").iter().map(|element| attribute(element, "id").to_owned()).collect()
}

#[test]
fn every_block_and_drawing() {
    // The style sheets are read as files; what matters here is the markup.
    let page = page(&pages::every(Lang::Sv));
    let (before, style) = page.split_once("<style>").unwrap();
    let (_, after) = style.split_once("</style>").unwrap();
    insta::assert_snapshot!(format!("{before}<style>…</style>{after}"));
}

/// The pages stand in the build folder, where the check in a browser finds them.
#[test]
fn pages_are_written_for_the_browser() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("html");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, page) in all() {
        std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(all(), all());
}

#[test]
fn the_language_is_said() {
    for (lang, code, skip) in [(Lang::Sv, "sv", "Hoppa till innehållet"), (Lang::En, "en", "Skip to content")]
    {
        let parsed = Html::parse_document(&page(&pages::every(lang)));
        assert_eq!(attribute(&parsed.root_element(), "lang"), code);
        assert_eq!(select(&parsed, "a.skip")[0].text().collect::<String>(), skip);
        assert_eq!(select(&parsed, "title")[0].inner_html(), "Underlag för val av avtalsform");
    }
}

/// A page is well-formed, asks for nothing, and runs nothing.
#[test]
fn pages_stand_alone() {
    for (name, page) in all() {
        let parsed = Html::parse_document(&page);
        assert_eq!(parsed.errors, Vec::<std::borrow::Cow<'_, str>>::new(), "{name}");
        assert!(
            select(&parsed, "script, link, img, iframe, object, embed, base, form, image").is_empty(),
            "{name}"
        );
        for element in select(&parsed, "*") {
            for (attribute, value) in element.value().attrs() {
                assert!(!attribute.starts_with("on"), "{name}: {attribute}");
                if ["href", "src"].contains(&attribute) {
                    assert!(value.starts_with('#'), "{name}: {value}");
                }
            }
        }
        for style in select(&parsed, "style") {
            let style = style.inner_html();
            assert!(!style.contains("@import") && !style.contains("//"), "{name}");
            assert!(style.matches("url(").count() == style.matches("url(#").count(), "{name}");
        }
    }
}

#[test]
fn ids_are_unique_and_every_target_exists() {
    for (name, page) in all() {
        let parsed = Html::parse_document(&page);
        let ids = ids(&parsed);
        assert_eq!(ids.len(), select(&parsed, "[id]").len(), "{name}: an id twice");
        for id in &ids {
            let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
            assert!(!id.is_empty() && id.chars().all(plain), "{name}: {id}");
        }
        for link in select(&parsed, "a, use") {
            let target = attribute(&link, "href").strip_prefix('#').unwrap();
            assert!(ids.contains(target), "{name}: {target}");
        }
        assert!(select(&parsed, "summary a").is_empty(), "{name}: what opens and shuts cannot hold a link");
        for labelled in select(&parsed, "[aria-labelledby]") {
            for id in attribute(&labelled, "aria-labelledby").split(' ') {
                assert!(ids.contains(id), "{name}: {id}");
            }
        }
    }
}

#[test]
fn every_table_has_its_caption_and_headers() {
    for (name, page) in all() {
        let parsed = Html::parse_document(&page);
        for table in select(&parsed, "table:not(.matrix)") {
            let count = |selector: &str| table.select(&Selector::parse(selector).unwrap()).count();
            assert_eq!(count("caption"), 1, "{name}");
            let columns = count("col");
            assert!(columns > 0 && count("thead th[scope=col]") == columns, "{name}");
            assert_eq!(count("tbody th[scope=row]:first-child"), count("tbody tr"), "{name}");
            assert_eq!(count("tbody tr > *"), count("tbody tr") * columns, "{name}");
        }
    }
}

#[test]
fn no_level_of_headings_is_left_out() {
    for (name, page) in all() {
        let parsed = Html::parse_document(&page);
        assert_eq!(select(&parsed, "h1").len(), 1, "{name}");
        let mut before = 0;
        for heading in select(&parsed, "h1, h2, h3, h4, h5, h6") {
            let level: u8 = heading.value().name()[1..].parse().unwrap();
            assert!(level <= before + 1 && level <= 4, "{name}: {level} after {before}");
            before = level;
        }
    }
}

#[test]
fn the_contents_list_two_levels() {
    let parsed = Html::parse_document(&page(&pages::every(Lang::Sv)));
    let listed: Vec<String> =
        select(&parsed, "nav a").iter().map(|link| link.text().collect::<String>()).collect();
    assert_eq!(listed, ["Sammanfattning", "Listor", "Bilder", "Poster"]);
}

/// What is drawn says nothing that no text says: it is passed over by those who do not see it.
#[test]
fn what_is_drawn_is_hidden_from_readers_aloud() {
    for (name, page) in all() {
        let parsed = Html::parse_document(&page);
        for svg in select(&parsed, "svg") {
            assert_eq!(svg.value().attr("aria-hidden"), Some("true"), "{name}: {}", svg.html());
        }
    }
}

/// Whatever a text holds, it stays a text: no element, no attribute, no control character comes of it.
#[test]
fn hostile_text_is_text() {
    let document = pages::hostile();
    let page = page(&document);
    assert!(!page.chars().any(|letter| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    }));
    let parsed = Html::parse_document(&page);
    let allowed = BTreeSet::from([
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "dl",
        "div",
        "dt",
        "dd",
        "nav",
        "ul",
        "ol",
        "li",
        "main",
        "p",
        "br",
        "strong",
        "span",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "svg",
        "defs",
        "g",
        "path",
        "circle",
        "rect",
        "use",
        "pattern",
        "details",
        "summary",
    ]);
    let found: BTreeSet<&str> = select(&parsed, "*").iter().map(|element| element.value().name()).collect();
    assert!(found.is_subset(&allowed), "{:?}", found.difference(&allowed));

    // It stands in full, letter by letter, wherever it is not broken into lines.
    let shown = harmless(pages::HOSTILE);
    assert!(shown.contains("<script>") && shown.contains("åäö"));
    for (selector, times) in [
        ("title", 1),
        ("h1", 1),
        ("dt", 1),
        ("dd", 1),
        ("main h2, main h3", 2),
        ("main > p", 1),
        (".notice p", 1),
        ("main > ul > li", 1),
        ("main > ol > li", 1),
        ("caption", 3),
        ("thead th", 9),
        ("tbody p", 8),
        ("figcaption", 1),
        ("figure > p", 1),
        (".legend li", 6),
        (".matrix th", 3),
        (".matrix td .unseen", 2),
        (".entries p", 4),
        (".terms dt", 1),
        (".terms dd", 1),
        ("summary", 1),
        ("details p", 1),
    ] {
        let with = select(&parsed, selector);
        let with = with.iter().filter(|element| element.text().collect::<String>().contains(&shown)).count();
        assert!(with >= times, "{selector}: {with}");
    }
}

/// A wide matrix is cut into panels that each fit on a page, and no answer is lost on the way.
#[test]
fn no_answer_of_a_matrix_is_lost() {
    for (rows, columns, panels) in [(1, 1, 1), (21, 28, 1), (30, 32, 1), (300, 28, 1), (3, 90, 3)] {
        let parsed = Html::parse_document(&page(&pages::extreme(rows, columns)));
        assert_eq!(select(&parsed, "#matrix table").len(), panels);
        assert_eq!(select(&parsed, "#matrix thead th").len(), columns);
        assert_eq!(select(&parsed, "#matrix tbody th").len(), rows * panels);
        let answers = select(&parsed, "#matrix td[title]");
        let said = answers.iter().map(|answer| answer.text().collect::<String>());
        assert!(said.zip(&answers).all(|(said, answer)| said == attribute(answer, "title")));
        assert_eq!(answers.len(), rows * columns);
    }
}

/// Bars are as wide as their cells, and their parts as long as the figures beside them say.
#[test]
fn every_part_of_a_bar_has_its_length() {
    let parsed = Html::parse_document(&page(&pages::every(Lang::Sv)));
    let bars = select(&parsed, "svg.bar");
    let lengths = |bar: &ElementRef<'_>| -> Vec<(String, String)> {
        let parts = Selector::parse("rect.fill").unwrap();
        let parts = bar.select(&parts);
        parts.map(|part| ["x", "width"].map(|name| attribute(&part, name).to_owned()).into()).collect()
    };
    assert!(bars.iter().all(|bar| attribute(bar, "width") == "100%"));
    let part = |x: &str, width: &str| (x.to_owned(), width.to_owned());
    // 9, 3 and 1 of 58, the longest bar.
    assert_eq!(
        lengths(&bars[0]),
        [part("0.00%", "15.51%"), part("15.51%", "5.17%"), part("20.68%", "1.72%")]
    );
    assert_eq!(lengths(&bars[2]), []);
    assert_eq!(lengths(&bars[4]), [part("0.00%", "48.00%")]);
    let span = bars[4].select(&Selector::parse("rect.span").unwrap()).next().unwrap().html();
    assert!(span.contains("x=\"35.00%\"") && span.contains("width=\"25.00%\""), "{span}");
}

/// Text reads at 4.5 to 1 and lines of pictures at 3 to 1, in both schemes.
#[test]
fn colours_have_contrast() {
    let sheet = include_str!("../../templates/page.css");
    let (light, dark) = sheet.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    let (dark, _) = dark.split_once("\n}\n").unwrap();
    for colours in [colours(light), colours(dark)] {
        let contrast = |a: &str, b: &str| {
            let (a, b) = (luminance(&colours[a]), luminance(&colours[b]));
            (a.max(b) + 0.05) / (a.min(b) + 0.05)
        };
        let at_least = |least: f64, a: &str, b: &str| {
            assert!(contrast(a, b) >= least, "{a} on {b}: {:.2}", contrast(a, b));
        };
        for ground in ["page", "surface"] {
            for text in ["text", "muted", "link"] {
                at_least(4.5, text, ground);
            }
            at_least(3.0, "edge", ground);
        }
        for mark in ["good", "middling", "bad", "unknown", "other", "chosen"] {
            let tint = format!("{mark}-tint");
            for text in ["text", "muted", "link", mark] {
                at_least(4.5, text, &tint);
            }
            at_least(4.5, mark, "page");
            at_least(4.5, "on", mark);
        }
    }
}

fn colours(sheet: &str) -> BTreeMap<String, String> {
    let lines = sheet.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    lines.map(|(name, value)| (name.to_owned(), value.trim_end_matches(';').to_owned())).collect()
}

fn luminance(colour: &str) -> f64 {
    let channel = |from: usize| {
        let value = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

/// No template hands a text through as it is.
#[test]
fn no_template_trusts_a_text() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for path in entries.filter(|path| path.is_file()) {
        let text = std::fs::read_to_string(&path).unwrap();
        // Another template is no text.
        let trusted = |code: &str| ["body|safe", "self.within(parts)|safe"].contains(&code);
        let trusting = text
            .split(['{', '}'])
            .map(|code| code.replace(' ', ""))
            .any(|code| !trusted(&code) && (code.contains("|safe") || code.contains("|e")));
        assert!(!trusting, "{}", path.display());
    }
}
