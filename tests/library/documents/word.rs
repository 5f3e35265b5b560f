//! Word files, unpacked and read back: everything that Word follows must lead somewhere, and the text is the
//! document's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use avtalsform::document::{Block, Document};
use avtalsform::model::Lang;
use avtalsform::texts::Texts;
use avtalsform::write::docx::docx;
use proptest::prelude::*;
use roxmltree::{Document as Xml, Node};

use super::expected::{Found, blocks, shown};
use super::hostile;
use super::sample::sample;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn file(document: &Document) -> Vec<u8> {
    docx(document, &Texts::load(document.lang).unwrap()).unwrap()
}

#[test]
fn a_document_as_a_word_file() {
    let bytes = file(&sample());
    // For `tests/word/check.sh`, which shows it to a word processor.
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/sample.docx"), &bytes).unwrap();
    insta::assert_snapshot!(outline(&Package::open(&bytes)));
}

#[test]
fn everything_in_it_leads_somewhere() {
    check(&sample());
}

#[test]
fn equal_documents_are_equal_files() {
    let bytes = file(&sample());
    // Times in packages have a precision of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert_eq!(bytes, file(&sample()));
    let package = Package::open(&bytes);
    let all: String = package.parts.values().cloned().collect();
    for word in ["dcterms", "creator", "lastModifiedBy", "rsid"] {
        assert!(!all.contains(word), "{word} tells when or by whom");
    }
}

#[test]
fn the_language_is_known_to_the_spell_checker() {
    for (lang, code) in [(Lang::Sv, "sv-SE"), (Lang::En, "en-GB")] {
        let package = Package::open(&file(&Document { lang, ..sample() }));
        let styles = package.xml("word/styles.xml");
        let lang = styles.descendants().find(|node| node.has_tag_name((W, "lang"))).unwrap();
        assert_eq!(lang.attribute((W, "val")), Some(code));
        let core = package.xml("docProps/core.xml");
        let property = |name: &str| {
            let node = core.descendants().find(|node| node.tag_name().name() == name);
            node.and_then(|node| node.text()).map(str::to_owned)
        };
        assert_eq!(property("title").as_deref(), Some("Konkurrensplan 2023–2026"));
        assert_eq!(property("language").as_deref(), Some(code));
    }
}

#[test]
fn headings_are_in_the_outline() {
    let package = Package::open(&file(&sample()));
    let styles = package.xml("word/styles.xml");
    for level in 1..=4 {
        let id = format!("Heading{level}");
        let style = styles.descendants().find(|node| node.attribute((W, "styleId")) == Some(&id)).unwrap();
        let value = |name: &str| {
            let node = style.descendants().find(|node| node.has_tag_name((W, name)));
            node.and_then(|node| node.attribute((W, "val"))).map(str::to_owned)
        };
        // The names that Word knows as its own, and translates.
        assert_eq!(value("name"), Some(format!("heading {level}")));
        assert_eq!(value("outlineLvl"), Some((level - 1).to_string()));
    }
}

#[test]
fn an_empty_document_is_a_file() {
    check(&Document { facts: vec![], blocks: vec![], title: String::new(), ..sample() });
}

#[test]
fn hostile_text_stays_text() {
    for document in hostile::chosen() {
        check(&document);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_text_stays_text(document in hostile::any_document()) {
        check(&document);
    }
}

/// The parts of a file by their names.
struct Package {
    parts: BTreeMap<String, String>,
}

impl Package {
    fn open(bytes: &[u8]) -> Self {
        Self { parts: crate::support::parts(bytes).into_iter().collect() }
    }

    fn xml(&self, name: &str) -> Xml<'_> {
        let part = self.parts.get(name).unwrap_or_else(|| panic!("no part {name}"));
        Xml::parse(part).unwrap_or_else(|error| panic!("{name}: {error}\n{part}"))
    }
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.has_tag_name((W, name)))
}

fn all<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.has_tag_name((W, name)))
}

fn value<'a>(node: Node<'a, 'a>, name: &'static str) -> Option<&'a str> {
    all(node, name).next().and_then(|node| node.attribute((W, "val")))
}

fn texts(node: Node) -> String {
    let pieces = node.descendants().map(|piece| match piece.tag_name().name() {
        "t" => piece.text().unwrap_or_default(),
        "br" => "\n",
        // A field that leads to the address that is read in it.
        "fldSimple" => {
            let leads = piece.attribute((W, "instr")).unwrap().strip_prefix("HYPERLINK ").unwrap();
            assert_eq!(leads, format!("\"{}\"", texts(piece.first_child().unwrap())));
            ""
        }
        _ => "",
    });
    pieces.collect()
}

fn style<'a>(paragraph: Node<'a, 'a>) -> &'a str {
    value(paragraph, "pStyle").unwrap_or("Normal")
}

/// A text as XML can hold it.
fn held(text: &str) -> String {
    text.replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}")
}

/// Reads the file back, follows all references, and compares it with what the document says.
fn check(document: &Document) {
    let package = Package::open(&file(document));
    for name in package.parts.keys() {
        package.xml(name);
    }
    relationships(&package);
    let main = package.xml("word/document.xml");
    let body = child(main.root_element(), "body").unwrap();
    references(&package, body);
    let paragraphs: Vec<Node> = body.children().filter(|node| node.has_tag_name((W, "p"))).collect();
    assert_eq!(style(paragraphs[0]), "Title");
    assert_eq!(texts(paragraphs[0]), held(&shown(&document.title)));
    let facts = paragraphs.iter().filter(|paragraph| style(**paragraph) == "Facts").map(|node| texts(*node));
    let fact = |(name, value): &(String, String)| held(&(shown(&format!("{name}:")) + &shown(value)));
    let wanted = document.facts.iter().map(fact);
    assert_eq!(facts.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
    contents(document, body);
    tables(body);
    let mut wanted: Vec<Found> =
        blocks(document, true).into_iter().map(|block| block.map(|text| held(&text))).collect();
    wanted.retain(|block| !block.is_empty());
    assert_eq!(found(body), wanted, "{document:?}");
}

/// Every part is described, every relationship leads to a part, and every one that is used exists.
fn relationships(package: &Package) {
    let types = package.xml("[Content_Types].xml");
    for part in types.descendants().filter_map(|node| node.attribute("PartName")) {
        assert!(package.parts.contains_key(part.trim_start_matches('/')), "{part}");
    }
    let mut ids = BTreeSet::new();
    for (name, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        for node in package.xml(name).descendants().filter(|node| node.has_attribute("Target")) {
            let target = format!("{folder}{}", node.attribute("Target").unwrap());
            assert!(package.parts.contains_key(&target), "{target}");
            assert!(ids.insert((name, node.attribute("Id").unwrap().to_owned())));
        }
    }
    let main = package.xml("word/document.xml");
    for id in main.descendants().filter_map(|node| node.attribute((R, "id"))) {
        assert!(ids.contains(&("word/_rels/document.xml.rels", id.to_owned())), "{id}");
    }
}

/// Styles, numberings and bookmarks exist, and fields are closed.
fn references(package: &Package, body: Node) {
    let styles = package.xml("word/styles.xml");
    let defined: BTreeSet<&str> =
        styles.descendants().filter_map(|node| node.attribute((W, "styleId"))).collect();
    let numbering = package.xml("word/numbering.xml");
    let lists: BTreeSet<&str> =
        numbering.descendants().filter_map(|node| node.attribute((W, "numId"))).collect();
    let mut bookmarks = BTreeSet::new();
    let mut links = Vec::new();
    let mut open = Vec::new();
    for node in body.descendants().filter(Node::is_element) {
        let of = |name: &str| node.attribute((W, name));
        match node.tag_name().name() {
            "pStyle" | "rStyle" | "tblStyle" => assert!(defined.contains(of("val").unwrap()), "{node:?}"),
            "numId" => assert!(lists.contains(of("val").unwrap()), "{node:?}"),
            "bookmarkStart" => {
                let name = of("name").unwrap();
                assert!(name.len() <= 40 && name.starts_with("_Ref") && bookmarks.insert(name));
                assert!(
                    all(node.parent().unwrap(), "bookmarkEnd")
                        .any(|end| end.attribute((W, "id")) == of("id"))
                );
            }
            "hyperlink" => links.push(of("anchor").unwrap()),
            "fldChar" => match of("fldCharType").unwrap() {
                "begin" => open.push(()),
                "end" => open.pop().unwrap(),
                _ => assert!(!open.is_empty()),
            },
            _ => {}
        }
    }
    assert!(open.is_empty(), "a field is open");
    for link in links {
        assert!(bookmarks.contains(link), "nowhere to go: {link}");
    }
}

/// The table of contents has every heading, with the page it stands on.
fn contents(document: &Document, body: Node) {
    let mut ids = BTreeSet::new();
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, text, id } => Some((level, text, id)),
        _ => None,
    });
    let wanted: Vec<(String, String)> = headings
        .filter(|(_, _, id)| ids.insert((*id).clone()))
        .map(|(level, text, _)| (format!("TOC{}", level - 1), held(&shown(&text.text()))))
        .collect();
    let entries = all(body, "p").filter(|paragraph| style(*paragraph).starts_with("TOC"));
    let mut before = 1;
    let mut entries = entries.map(|paragraph| {
        let text = texts(paragraph);
        let Some(link) = all(paragraph, "hyperlink").next() else {
            return (style(paragraph).to_owned(), text);
        };
        // The page of the heading that the line leads to, never before that of the line above.
        let field = all(paragraph, "instrText").next().unwrap().text().unwrap();
        assert_eq!(field.trim(), format!("PAGEREF {} \\h", link.attribute((W, "anchor")).unwrap()));
        let page = all(paragraph, "t").last().unwrap().text().unwrap();
        let number: usize = page.parse().unwrap();
        assert!(number >= before, "{text}");
        before = number;
        (style(paragraph).to_owned(), text.strip_suffix(page).unwrap().to_owned())
    });
    if wanted.is_empty() {
        assert_eq!(entries.next(), None);
        return;
    }
    let title = match document.lang {
        Lang::Sv => "Innehåll",
        Lang::En => "Contents",
    };
    assert_eq!(entries.next(), Some(("TOCHeading".to_owned(), title.to_owned())));
    assert_eq!(entries.collect::<Vec<_>>(), wanted);
}

/// Tables have a head that is repeated, rows that are whole, and exactly the width of the text.
fn tables(body: Node) {
    let width = |node: Node, name: &str| node.attribute((W, name)).unwrap().parse::<u64>().unwrap();
    for table in all(body, "tbl") {
        let grid: Vec<u64> = all(table, "gridCol").map(|column| width(column, "w")).collect();
        let section = table.next_siblings().flat_map(|node| all(node, "sectPr")).next().unwrap();
        let (size, margin) = (all(section, "pgSz").next().unwrap(), all(section, "pgMar").next().unwrap());
        let text = width(size, "w") - width(margin, "left") - width(margin, "right");
        assert_eq!(grid.iter().sum::<u64>(), text);
        assert_eq!(width(all(table, "tblW").next().unwrap(), "w"), text);
        assert!(grid.iter().all(|column| *column > 0), "{grid:?}");
        for (number, row) in all(table, "tr").enumerate() {
            let cells: Vec<Node> = row.children().filter(|node| node.has_tag_name((W, "tc"))).collect();
            let widths: Vec<u64> =
                cells.iter().map(|cell| width(all(*cell, "tcW").next().unwrap(), "w")).collect();
            assert_eq!(widths, grid);
            assert!(cells.iter().all(|cell| child(*cell, "p").is_some()), "a cell without a paragraph");
            assert!(all(row, "cantSplit").next().is_some());
            assert_eq!(all(row, "tblHeader").next().is_some(), number == 0);
        }
    }
}

/// What a reader finds below the table of contents.
fn found(body: Node) -> Vec<Found> {
    let mut found = Vec::new();
    for node in body.children().filter(Node::is_element) {
        let text = texts(node).trim().to_owned();
        match node.tag_name().name() {
            "p" => match style(node) {
                "Title" | "Facts" | "TOCHeading" | "TOC1" | "TOC2" | "TOC3" => {}
                "Normal" => found.push(Found::Paragraph(text)),
                "Notice" => found.push(Found::Notice(text)),
                "Caption" => found.push(Found::Caption(text)),
                "ListBullet" => found.push(Found::Point(text)),
                "Lead" => found.push(Found::Paragraph(text)),
                // The sign stands before a tab.
                "Entry" => {
                    let (sign, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
                    found.push(Found::Point(format!("{sign} {rest}").trim().to_owned()));
                }
                "Detail" => match found.last_mut() {
                    Some(Found::Point(lead) | Found::Paragraph(lead))
                        if text.is_empty() || lead.is_empty() =>
                    {
                        lead.push_str(&text);
                    }
                    Some(Found::Point(lead) | Found::Paragraph(lead)) => {
                        lead.push('\n');
                        lead.push_str(&text);
                    }
                    other => panic!("what does it belong to? {other:?}"),
                },
                "ListNumber" => found.push(Found::Numbered(text)),
                // Ends of sections.
                "TableText" => assert_eq!(text, ""),
                heading => {
                    let level: u8 = heading.strip_prefix("Heading").unwrap().parse().unwrap();
                    found.push(Found::Heading(level + 1, text));
                }
            },
            "tbl" => {
                let cell = |cell: Node| {
                    let paragraphs = cell.children().filter(|node| node.has_tag_name((W, "p")));
                    let texts = paragraphs.map(|paragraph| texts(paragraph).trim().to_owned());
                    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
                };
                let cells = |row: Node| {
                    row.children().filter(|node| node.has_tag_name((W, "tc"))).map(cell).collect()
                };
                found.push(Found::Table(
                    node.children().filter(|node| node.has_tag_name((W, "tr"))).map(cells).collect(),
                ));
            }
            "sdt" | "sectPr" => {}
            other => panic!("unknown: {other}"),
        }
    }
    found.retain(|block| !block.is_empty());
    found
}

/// The text with the styles it is in.
fn outline(package: &Package) -> String {
    let main = package.xml("word/document.xml");
    let mut lines = String::new();
    let nodes = main.descendants().filter(|node| {
        matches!(node.tag_name().name(), "p" | "tbl" | "tr" | "pgSz")
            && node.tag_name().namespace() == Some(W)
    });
    for node in nodes {
        match node.tag_name().name() {
            "tbl" => {
                let widths: Vec<&str> =
                    all(node, "gridCol").map(|column| column.attribute((W, "w")).unwrap()).collect();
                writeln!(lines, "[table {}]", widths.join(" ")).unwrap();
            }
            "tr" => writeln!(lines, "[row]").unwrap(),
            "pgSz" => {
                writeln!(lines, "[section {}]", node.attribute((W, "orient")).unwrap_or("portrait")).unwrap();
            }
            _ => {
                let list = value(node, "numId").map(|list| format!(" #{list}")).unwrap_or_default();
                let mut line = format!("{}{list}: ", style(node));
                for run in all(node, "r") {
                    let link = run.parent().unwrap().attribute((W, "anchor"));
                    match (value(run, "rStyle"), link) {
                        (_, Some(link)) => write!(line, "{{{}→{link}}}", texts(run)).unwrap(),
                        (Some(style), None) => write!(line, "{{{}|{style}}}", texts(run)).unwrap(),
                        (None, None) => line.push_str(&texts(run)),
                    }
                }
                if let Some(fill) =
                    all(node.parent().unwrap(), "tcPr").next().and_then(|cell| child(cell, "shd"))
                {
                    write!(line, " [{}]", fill.attribute((W, "fill")).unwrap()).unwrap();
                }
                writeln!(lines, "{}", line.trim_end()).unwrap();
            }
        }
    }
    lines
}
