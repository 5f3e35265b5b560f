//! Markdown, read back with a parser of GitHub's dialect: what comes from data is text and nothing else.

use std::collections::BTreeSet;

use avtalsform::document::{Block, Document, Rich, Style};
use avtalsform::model::Lang;
use avtalsform::texts::Texts;
use avtalsform::write::markdown::markdown;
use comrak::nodes::{AstNode, ListType, NodeValue, TableAlignment};
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;

use super::expected::{Found, blocks, shown};
use super::hostile;
use super::sample::sample;

#[test]
fn a_document_as_markdown() {
    insta::assert_snapshot!(written(&sample()));
}

#[test]
fn ordinary_text_is_not_escaped() {
    for text in [
        "Social- och omsorgsnämnden (SON) beslutar, t.ex. om LOV/LOU: 50 % – 3 st.",
        "marknad_finns = ja; a/b, 5 > 3 & 2 < 3!",
        "R&D, \"citat\", 'apostrof', § 5, 2023-05-31, e-post, www-sidor, -5 grader",
        "2023.05.31 kl. 12:30",
    ] {
        let document = Document { blocks: vec![Block::Paragraph(Rich::plain(text))], ..sample() };
        assert!(written(&document).ends_with(&format!("\n{text}\n")), "{}", written(&document));
    }
}

#[test]
fn emphasis_survives_where_markdown_allows_it() {
    let strong = |rich: Rich| {
        let text = written(&Document { blocks: vec![Block::Paragraph(rich)], ..sample() });
        text.lines().last().unwrap().to_owned()
    };
    assert_eq!(strong(Rich::strong("Obs: ").and("text", Style::Plain)), "**Obs:** text");
    assert_eq!(strong(Rich::strong("a").and("b", Style::Strong)), "**ab**");
    assert_eq!(strong(Rich::plain("a").and("\"b\"", Style::Strong).and("c", Style::Plain)), "a\"b\"c");
    assert_eq!(strong(Rich::plain("a").and("b", Style::Strong).and("c", Style::Plain)), "a**b**c");
}

#[test]
fn hostile_text_stays_text() {
    for document in hostile::chosen() {
        check(&document);
    }
    check(&sample());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_text_stays_text(document in hostile::any_document()) {
        check(&document);
    }
}

fn written(document: &Document) -> String {
    markdown(document, &Texts::load(Lang::Sv).unwrap())
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.alerts = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options
}

/// Reads the Markdown back and compares it with what the document says.
fn check(document: &Document) {
    let text = written(document);
    let arena = Arena::new();
    let root = parse_document(&arena, &text, &options());
    let mut reader = Reader::new(document);
    let mut found = Vec::new();
    for node in root.children() {
        reader.block(node, &mut found);
    }
    let mut wanted = vec![Found::Heading(1, shown(&document.title).trim().to_owned())];
    for (name, value) in &document.facts {
        let said = format!("{} {}", shown(&format!("{name}:")), shown(value));
        wanted.push(Found::Point(said.trim().to_owned()));
    }
    let entries: Vec<Found> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level: 2 | 3, text, .. } => Some(shown(&text.text()).trim().to_owned()),
            _ => None,
        })
        .filter(|text| !text.is_empty())
        .map(Found::Point)
        .collect();
    if !entries.is_empty() {
        wanted.push(Found::Heading(2, "Innehåll".to_owned()));
        wanted.extend(entries);
    }
    wanted.extend(blocks(document, false));
    wanted.retain(|block| !block.is_empty());
    assert_eq!(found, wanted, "{text}\n{document:?}");
    let anchors: BTreeSet<&String> = reader.anchors.iter().collect();
    assert_eq!(anchors.len(), reader.anchors.len(), "anchors twice: {text}");
    for link in &reader.links {
        assert!(anchors.contains(link), "nowhere to go: {link}\n{text}");
    }
}

struct Reader {
    ids: BTreeSet<String>,
    anchors: Vec<String>,
    links: Vec<String>,
}

impl Reader {
    fn new(document: &Document) -> Self {
        let ids = document.blocks.iter().filter_map(|block| match block {
            Block::Heading { id, .. } => Some(id.clone()),
            _ => None,
        });
        Self { ids: ids.collect(), anchors: Vec::new(), links: Vec::new() }
    }

    fn block<'a>(&mut self, node: &'a AstNode<'a>, found: &mut Vec<Found>) {
        let value = node.data.borrow().value.clone();
        match value {
            NodeValue::Heading(heading) => found.push(Found::Heading(heading.level, self.inline(node))),
            NodeValue::Paragraph => {
                let caption = node.children().count() == 1
                    && matches!(node.first_child().unwrap().data.borrow().value, NodeValue::Emph);
                let text = self.inline(node);
                found.push(if caption { Found::Caption(text) } else { Found::Paragraph(text) });
            }
            NodeValue::BlockQuote => {
                assert_eq!(node.children().count(), 1);
                found.push(Found::Notice(self.inline(node.first_child().unwrap())));
            }
            NodeValue::List(list) => {
                for item in node.children() {
                    self.item(item, list.list_type, found);
                }
            }
            NodeValue::Table(table) => {
                let mut rows = Vec::new();
                for row in node.children() {
                    let cells: Vec<String> = row.children().map(|cell| self.inline(cell)).collect();
                    assert_eq!(cells.len(), table.num_columns);
                    rows.push(cells);
                }
                assert!(
                    table
                        .alignments
                        .iter()
                        .all(|side| { matches!(side, TableAlignment::None | TableAlignment::Right) })
                );
                found.push(Found::Table(rows));
            }
            other => panic!("a block that no document has: {other:?}"),
        }
    }

    fn item<'a>(&mut self, item: &'a AstNode<'a>, kind: ListType, found: &mut Vec<Found>) {
        assert!(matches!(item.data.borrow().value, NodeValue::Item(_)), "no list of tasks");
        let point = |text| match kind {
            ListType::Bullet => Found::Point(text),
            ListType::Ordered => Found::Numbered(text),
        };
        let mut children = item.children().peekable();
        let paragraph = |node: &&'a AstNode<'a>| matches!(node.data.borrow().value, NodeValue::Paragraph);
        let first = children.next_if(paragraph);
        found.push(point(first.map(|node| self.inline(node)).unwrap_or_default()));
        // Only the table of contents has lists in lists.
        for child in children {
            assert!(
                matches!(child.data.borrow().value, NodeValue::List(_)),
                "{:?}",
                child.data.borrow().value
            );
            self.block(child, found);
        }
    }

    fn inline<'a>(&mut self, node: &'a AstNode<'a>) -> String {
        let mut text = String::new();
        for child in node.children() {
            self.span(child, &mut text);
        }
        text.trim().to_owned()
    }

    fn span<'a>(&mut self, node: &'a AstNode<'a>, text: &mut String) {
        let value = node.data.borrow().value.clone();
        match value {
            NodeValue::Text(piece) => text.push_str(&piece),
            NodeValue::Strong | NodeValue::Emph => {
                for child in node.children() {
                    self.span(child, text);
                }
            }
            NodeValue::Link(link) => {
                let from = text.len();
                for child in node.children() {
                    self.span(child, text);
                }
                assert!(link.title.is_empty());
                match link.url.strip_prefix('#') {
                    Some(target) => {
                        assert!(self.ids.contains(target));
                        self.links.push(target.to_owned());
                    }
                    // Out of the document only to the address that is read.
                    None => assert_eq!(text.get(from..), Some(link.url.as_str())),
                }
            }
            NodeValue::LineBreak => text.push('\n'),
            NodeValue::HtmlInline(html) => match html.as_str() {
                "<br>" => text.push('\n'),
                "<!-- -->" | "</a>" => {}
                anchor => {
                    let id = anchor.strip_prefix("<a id=\"").and_then(|rest| rest.strip_suffix("\">"));
                    let id = id.expect("no HTML but anchors").to_owned();
                    assert!(self.ids.contains(&id));
                    self.anchors.push(id);
                }
            },
            other => panic!("a span that no document has: {other:?}"),
        }
    }
}
