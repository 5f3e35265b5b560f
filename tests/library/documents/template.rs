//! A document in a template, where pages turn for a wide table: sections and widths are the template's.

use std::io::{Cursor, Read};

use avtalsform::document::Document;
use avtalsform::texts::Texts;
use avtalsform::write::docx::{Template, docx, docx_in};
use roxmltree::{Document as Xml, Node};
use zip::ZipArchive;

use super::sample::sample;
use crate::support::root;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn template(name: &str) -> Template {
    Template::read(&std::fs::read(root().join("tests/templates").join(name)).unwrap()).unwrap()
}

fn filled(document: &Document, name: &str) -> String {
    let texts = Texts::load(document.lang).unwrap();
    part(&docx_in(document, &texts, &template(name)).unwrap(), "word/document.xml")
}

fn number(node: Node<'_, '_>, element: &str, name: &str) -> u64 {
    let found = node.children().find(|node| node.has_tag_name((W, element))).unwrap();
    found.attribute((W, name)).unwrap().parse().unwrap()
}

/// The sections of a body, with how wide their text is and the widest table in each.
fn sections(text: &str) -> Vec<(bool, u64, u64)> {
    let document = Xml::parse(text).unwrap();
    let (mut sections, mut widest) = (Vec::new(), 0);
    for node in document.descendants() {
        if node.has_tag_name((W, "tblPr")) {
            widest = widest.max(number(node, "tblW", "w"));
        }
        if node.has_tag_name((W, "sectPr")) {
            let (width, height) = (number(node, "pgSz", "w"), number(node, "pgSz", "h"));
            let text = width - number(node, "pgMar", "left") - number(node, "pgMar", "right");
            sections.push((width > height, text, std::mem::take(&mut widest)));
        }
    }
    sections
}

#[test]
fn sections_are_those_of_the_template() {
    let document = sample();
    let alone = docx(&document, &Texts::load(document.lang).unwrap()).unwrap();
    let turned = |text: &str| sections(text).iter().map(|section| section.0).collect::<Vec<_>>();
    let expected = turned(&part(&alone, "word/document.xml"));
    assert!(expected.contains(&true), "the sample has a wide table");
    for name in ["kommun.docx", "utan-marke.docx"] {
        let text = filled(&document, name);
        let found = turned(&text);
        assert_eq!(found.get(..expected.len()), Some(expected.as_slice()), "{name}");
        // Every section has the template's header.
        let headers = text.matches("<w:headerReference w:type=\"default\" r:id=\"rId2\"/>").count();
        assert_eq!(headers, found.len(), "{name}");
        assert_eq!(text.matches("<w:footerReference").count(), found.len(), "{name}");
        for (turned, width, table) in sections(&text) {
            assert!(table <= width, "{name}: a table of {table} on {width}");
            assert_eq!(width, if turned { 16838 } else { 11906 } - 1984 - 1417, "{name}");
        }
    }
}

/// What is right in any template is right in this one: nothing that the tool writes has no place in it.
#[test]
fn a_file_of_our_own_is_a_template() {
    let document = sample();
    let texts = Texts::load(document.lang).unwrap();
    let first = docx(&document, &texts).unwrap();
    let again = Template::read(&first).unwrap();
    let second = docx_in(&document, &texts, &again).unwrap();
    assert_eq!(part(&first, "word/styles.xml"), part(&second, "word/styles.xml"), "it has every style");
    let text = part(&second, "word/document.xml");
    let xml = Xml::parse(&text).unwrap();
    let bookmarks = xml.descendants().filter(|node| node.has_tag_name((W, "bookmarkStart")));
    let mut names: Vec<_> = bookmarks.filter_map(|node| node.attribute((W, "name"))).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
