//! What holds a document together, read from its bytes by readers that share no code with the writers.

use calamine::Data;
use comrak::nodes::{AstNode, NodeValue};
use std::collections::BTreeSet;
use std::io::Cursor;

use super::*;

/// What holds a document together, without what is said in it.
pub fn structure(format: Format, bytes: &[u8]) -> Vec<String> {
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
pub fn shape(value: &Value, found: &mut Vec<String>) {
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

pub fn records(text: &str) -> Vec<csv::StringRecord> {
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

pub fn options() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options
}

/// GitHub makes links of numbers of issues and of names, wherever they stand in a text, and tells whoever is named.
fn assert_calls_nobody(text: &str) {
    let begins = |mark, of: fn(char) -> bool| text.split(mark).skip(1).any(|rest| rest.starts_with(of));
    let called =
        begins('#', |letter| letter.is_ascii_digit()) || begins('@', |letter| letter.is_ascii_alphanumeric());
    assert!(!called, "{text}");
}

/// The blocks and marks of a document as GitHub reads it. What it is set in bold or italics is no matter.
pub fn blocks(text: &str) -> Vec<String> {
    fn walk<'a>(node: &'a AstNode<'a>, depth: usize, found: &mut Vec<String>) {
        let kind = match &node.data.borrow().value {
            NodeValue::Text(text) => {
                assert_calls_nobody(text);
                None
            }
            NodeValue::Strong | NodeValue::Emph | NodeValue::Escaped => None,
            NodeValue::Heading(heading) => Some(format!("heading {}", heading.level)),
            NodeValue::HtmlInline(html) if html == "<!-- -->" => None,
            NodeValue::HtmlInline(html) => {
                let known = html == "<br>" || html == "</a>" || html.starts_with("<a id=\"");
                assert!(known && !html.contains(' ') || html.matches(['"', ' ']).count() == 3, "{html}");
                Some(html.get(..3).unwrap().to_owned())
            }
            // What people wrote leads to the pages whose addresses it gives, and nowhere else.
            NodeValue::Link(link) if !link.url.starts_with('#') => {
                let said = node.children().map(|child| match &child.data.borrow().value {
                    NodeValue::Text(text) => text.to_string(),
                    other => panic!("{other:?} in a link"),
                });
                assert!(is_page(&link.url) && said.collect::<String>() == link.url, "{}", link.url);
                return;
            }
            NodeValue::Link(_) => Some("link".to_owned()),
            NodeValue::HtmlBlock(html) => {
                let known = ["<details>", "</details>", "<summary>", "</summary>", "<!-- -->"];
                let rest = known.iter().fold(html.literal.clone(), |rest, tag| rest.replacen(tag, "", 1));
                assert!(!rest.replace("<!-- -->", "").contains(['<', '>']), "HTML: {}", html.literal);
                assert_calls_nobody(&html.literal);
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
pub fn elements(text: &str) -> Vec<String> {
    let parsed = Html::parse_document(text);
    assert_eq!(parsed.errors, Vec::<std::borrow::Cow<'_, str>>::new());
    let all = parsed.root_element().descendent_elements();
    let all = all
        .map(|element| {
            let mut names = Vec::new();
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on") && name != "srcdoc", "{name}");
                let inside = !["href", "src", "action"].contains(&name) || value.starts_with('#');
                assert!(
                    inside
                        || (name == "href" && is_page(value) && element.text().collect::<String>() == value),
                    "{value}"
                );
                names.push(name);
            }
            names.sort_unstable();
            format!("{} {}", element.value().name(), names.join(" "))
        })
        .filter(|element: &String| {
            !element.starts_with("tspan") && !element.starts_with("br ") && *element != "a href"
        });
    let mut all: Vec<String> = all.collect();
    // An address parts a text in two of one style.
    all.dedup_by(|one, next| one == next && one == "span class");
    all
}

/// Whether it is the address of a page.
fn is_page(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && !url.contains(['<', '>', '"', '\'', ' ', '\\'])
}

pub fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
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

pub fn kind(cell: &Data) -> String {
    let kind = format!("{cell:?}");
    kind.split('(').next().unwrap().to_owned()
}

/// The elements of a part with the names of their attributes.
pub fn nodes(text: &str) -> Vec<String> {
    let parsed = roxmltree::Document::parse(text).unwrap();
    let all = parsed.descendants().filter(roxmltree::Node::is_element);
    all.map(|node| {
        // A field leads nowhere but to the address that is read in it.
        let leads = node.attributes().find(|attribute| attribute.name() == "instr");
        if let Some(leads) = leads.filter(|leads| leads.value().starts_with("HYPERLINK")) {
            let texts = node.descendants().filter(|node| node.tag_name().name() == "t");
            let read: String = texts.filter_map(|node| node.text()).collect();
            assert_eq!(leads.value(), format!("HYPERLINK \"{read}\""));
            assert!(is_page(&read), "{read}");
        }
        let names: Vec<&str> = node.attributes().map(|attribute| attribute.name()).collect();
        assert!(node.attribute("TargetMode").is_none(), "a link out of the document");
        format!("{} {}", node.tag_name().name(), names.join(" "))
    })
    .filter(|node: &String| !node.starts_with("fldSimple") && !node.starts_with("br "))
    .collect()
}

/// A part of a Word file: which kinds of elements it has, and each that is more than a paragraph of text. How many
/// paragraphs there are is another matter: a page turns on its side where the letters of a table are too wide.
pub fn held(name: &str, part: &str) -> Vec<String> {
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
