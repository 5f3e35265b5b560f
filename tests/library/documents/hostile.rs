//! Documents whose every field is text that wants to be more than text: chosen ones, and random ones.

use avtalsform::document::{
    Block, Cell, Column, Document, Entry, Figure, Mark, Rich, Role, Sign, Span, Style, Table,
};
use avtalsform::model::Lang;
use proptest::prelude::*;

/// Texts that are markup somewhere.
pub const TEXTS: &[&str] = &[
    "|",
    "a | b",
    "*x*",
    "**x**",
    "_x_",
    "__x__",
    "a_b",
    "`x`",
    "``` x",
    "~~~ x",
    "~x~",
    "~~x~~",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- x -->",
    "<b",
    "a < b",
    "<http://x.se>",
    "<a@b.se>",
    "[x](javascript:alert(1))",
    "![x](http://x.se/y.png)",
    "[x]",
    "[x]: http://x.se",
    "[^1]",
    "[ ] x",
    "[x] x",
    "[!NOTE]",
    "# x",
    "####### x",
    "#x",
    "x #",
    "x ##",
    "#",
    "- x",
    "-",
    "--",
    "---",
    "- - -",
    "-5 %",
    "+ x",
    "* x",
    "* * *",
    "1. x",
    "1) x",
    "1.",
    "1234567890. x",
    "2023. x",
    "> x",
    ">x",
    "===",
    "=",
    "&amp;",
    "&#60;",
    "&#x3c;",
    "&copy;",
    "AT&T",
    "&",
    "http://x.se",
    "https://x.se/a?b=c",
    "https://x.se/a?b=c&amp;d&lt;e&#60;f&copy",
    "ftp://x.se",
    "HTTP://X.SE",
    "www.x.se",
    "WWW.x.se",
    "anna@kommun.se",
    "mailto:anna@kommun.se",
    "xmpp:a@b.se",
    "@linkoping",
    "a@",
    "x\ny",
    "x\r\n# y",
    "x\n\n- y",
    "x  \ny",
    "\\",
    "\\\\",
    "x\\",
    "\\|",
    "\\*",
    "\\\\|",
    "    kod",
    "\tkod",
    "$x$",
    "$$x$$",
    "^x^",
    "==x==",
    ":smile:",
    "x!",
    "{{ x }}",
    "{% x %}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}x",
    "\u{200b}",
    "\u{feff}",
    "\u{fffe}\u{ffff}",
    "\u{7f}\u{85}",
    "\u{b}\u{c}",
    "]]>",
    "<![CDATA[x]]>",
    "<?xml?>",
    "<w:p/>",
    "\"",
    "'",
    "\u{a0}",
    "\u{2028}x",
    "\u{1f600}",
    "e\u{301}",
    ":--",
    "| --- |",
    "--- | ---",
    "",
    " ",
];

const PIECES: &[&str] = &[
    "|",
    "*",
    "**",
    "_",
    "__",
    "`",
    "```",
    "~",
    "~~",
    "<",
    ">",
    "script>",
    "/a>",
    "<!--",
    "-->",
    "<br>",
    "[",
    "]",
    "](",
    "(",
    ")",
    "!",
    "#",
    "##",
    "-",
    "---",
    "+",
    "1",
    "2.",
    ".",
    ":",
    ":-",
    "=",
    "===",
    "&",
    "amp;",
    "#38;",
    ";",
    "http",
    "https:",
    "//",
    "://",
    "www",
    "www.",
    "ftp:",
    "a",
    "x",
    "å",
    "_b",
    "@",
    "x.se",
    "anna@",
    "mailto:",
    "\n",
    "\r",
    "\t",
    " ",
    "  ",
    "    ",
    "\\",
    "\\\\",
    "$",
    "^",
    "{",
    "}",
    "%",
    "\"",
    "'",
    "\u{0}",
    "\u{a0}",
    "\u{202e}",
    "\u{301}",
    "\u{ffff}",
    "–",
    "…",
    "§",
    "\u{2028}",
    "[x]",
    "[^1]",
    "[!NOTE]",
    "x)](http://e.se",
];

const TARGETS: &[&str] = &["a", "b-1", "finns-inte", "x)](http://e.se", "\"><script>", ""];

fn table(texts: &[&str]) -> Table {
    let columns = vec![Column::text(texts[0], 0), Column::numeric(texts[texts.len() / 2], 7)];
    let mut table = Table::new(texts[texts.len() - 1], columns);
    for (number, text) in texts.iter().enumerate() {
        let other = Rich::strong(*text).and("x", Style::Faint);
        table.rows.push(match number % 4 {
            0 => vec![Cell::plain(*text), Cell::rich(other)],
            1 => vec![Cell::several(vec![Rich::plain(*text), other, Rich::plain("")]).marked(Mark::Bad)],
            2 => vec![Cell::default(), Cell::plain(*text), Cell::plain("för mycket")],
            _ => vec![],
        });
    }
    table
}

/// Every text in every place.
pub fn chosen() -> Vec<Document> {
    let mut documents = Vec::new();
    for text in TEXTS {
        let inside =
            Rich::plain("före").and(*text, Style::Strong).and("efter", Style::Faint).link(*text, "a");
        let heading = |level, id: &str| Block::Heading { level, text: Rich::plain(*text), id: id.to_owned() };
        documents.push(Document {
            lang: Lang::En,
            title: (*text).to_owned(),
            facts: vec![((*text).to_owned(), (*text).to_owned())],
            contents_depth: 4,
            apart: None,
            blocks: vec![
                heading(2, "a"),
                heading(3, text),
                heading(4, "a"),
                Block::Paragraph(Rich::plain(*text)),
                Block::Paragraph(Rich::strong(*text).and("x", Style::Plain)),
                Block::Paragraph(inside.clone()),
                Block::Paragraph(Rich::own(text)),
                Block::List(vec![Rich::strong("x").and_own(text)]),
                Block::Notice(Rich::plain(*text)),
                Block::Notice(inside.clone()),
                Block::List(vec![Rich::plain(*text), inside.clone()]),
                Block::List(vec![Rich::plain(*text).link("x", *text), Rich::plain(*text).link("x", "a")]),
                Block::Numbered(vec![Rich::plain(*text), inside.clone()]),
                Block::Numbered(vec![Rich::strong(*text)]),
                Block::Table(table(&[text, "x", text, "y", text])),
                entry(Some(Sign::For), inside.clone(), vec![Rich::plain(*text), inside.clone()]),
                entry(Some(Sign::Point), Rich::plain(*text), vec![]),
                entry(None, Rich::plain(*text), vec![Rich::plain(*text)]),
                Block::Terms(vec![(Rich::plain(*text), inside.clone())]),
                Block::Figure(Figure {
                    id: (*text).to_owned(),
                    caption: (*text).to_owned(),
                    alternative: (*text).to_owned(),
                    legend: vec![],
                    columns: vec![],
                    rows: vec![],
                }),
            ],
        });
    }
    documents
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(PIECES), 0..9).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => prop::sample::select(TEXTS).prop_map(str::to_owned),
    ]
}

fn rich() -> impl Strategy<Value = Rich> {
    let style = prop::sample::select(&[Style::Plain, Style::Strong, Style::Faint][..]);
    let target = prop::option::weighted(0.3, prop::sample::select(TARGETS).prop_map(str::to_owned));
    let role = target.prop_map(|target| target.map_or(Role::Text, Role::Heading));
    let span = (text(), style, role).prop_map(|(text, style, role)| Span { text, style, role });
    prop_oneof![
        3 => prop::collection::vec(span, 0..5).prop_map(|spans| Rich { spans }),
        1 => prop::collection::vec(text(), 1..4).prop_map(|lines| Rich::own(&lines.join("\n"))),
    ]
}

fn cell() -> impl Strategy<Value = Cell> {
    let mark = prop::option::of(prop::sample::select(&[Mark::Good, Mark::Chosen][..]));
    (prop::collection::vec(rich(), 0..3), mark).prop_map(|(text, mark)| Cell { text, mark, bar: None })
}

fn random_table() -> impl Strategy<Value = Table> {
    let column = (text(), any::<bool>(), any::<u16>());
    let column =
        column.prop_map(
            |(title, numeric, width)| {
                if numeric { Column::numeric(title, width) } else { Column::text(title, width) }
            },
        );
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..5), 0..4);
    (text(), prop::collection::vec(column, 0..10), rows).prop_map(|(caption, columns, rows)| Table {
        caption,
        columns,
        rows,
        wide: false,
    })
}

fn sign() -> impl Strategy<Value = Option<Sign>> {
    prop::option::of(prop::sample::select(&[Sign::Point, Sign::For, Sign::Open, Sign::Failed][..]))
}

fn entry(sign: Option<Sign>, lead: Rich, details: Vec<Rich>) -> Block {
    Block::Entry(Entry { sign, lead, details })
}

fn block() -> impl Strategy<Value = Block> {
    let list = || prop::collection::vec(rich(), 0..4);
    let id = prop::sample::select(TARGETS).prop_map(str::to_owned);
    prop_oneof![
        (2u8..=4, rich(), id).prop_map(|(level, text, id)| Block::Heading { level, text, id }),
        rich().prop_map(Block::Paragraph),
        rich().prop_map(Block::Notice),
        list().prop_map(Block::List),
        list().prop_map(Block::Numbered),
        random_table().prop_map(Block::Table),
        prop::collection::vec((rich(), rich()), 0..3).prop_map(Block::Terms),
        (sign(), rich(), list()).prop_map(|(sign, lead, details)| entry(sign, lead, details)),
        (text(), text()).prop_map(|(caption, alternative)| {
            Block::Figure(Figure {
                id: "figur".to_owned(),
                caption,
                alternative,
                legend: vec![],
                columns: vec![],
                rows: vec![],
            })
        }),
    ]
}

/// Any document.
pub fn any_document() -> impl Strategy<Value = Document> {
    let facts = prop::collection::vec((text(), text()), 0..3);
    (text(), facts, prop::collection::vec(block(), 0..8)).prop_map(|(title, facts, blocks)| Document {
        lang: Lang::Sv,
        title,
        facts,
        contents_depth: 4,
        apart: None,
        blocks,
    })
}
