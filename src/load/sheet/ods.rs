//! The sheets of a workbook that `LibreOffice` keeps in its own format.
//!
//! In: the text of `content.xml`. Out: filled cells with what the sheet shows. What is repeated is read as often as it is
//! said to stand there, as far as the limits of a sheet go.

use roxmltree::{Document, Node, ParsingOptions};

use super::cell::{Content, Shown};
use super::grid::{Filling, MAX_COLUMNS};

/// The most elements of a workbook.
const MAX_NODES: u32 = 20_000_000;

const OFFICE: &str = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
const TABLE: &str = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
const TEXT: &str = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
const CALC: &str = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";

/// A workbook that has been taken apart.
pub struct Ods<'t>(Document<'t>);

impl<'t> Ods<'t> {
    /// Takes a workbook apart; `None` where that cannot be done.
    pub fn new(content: &'t str) -> Option<Self> {
        let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        Document::parse_with_options(content, options).ok().map(Self)
    }

    /// The names of its sheets.
    pub fn names(&self) -> Vec<String> {
        self.tables().filter_map(|table| table.attribute((TABLE, "name"))).map(str::to_owned).collect()
    }

    fn tables(&self) -> impl Iterator<Item = Node<'_, 't>> {
        let body = self.0.root_element().children().find(|node| node.has_tag_name((OFFICE, "body")));
        let sheets = body.into_iter().flat_map(|body| body.children());
        let sheets = sheets.filter(|node| node.has_tag_name((OFFICE, "spreadsheet")));
        sheets.flat_map(|sheets| sheets.children()).filter(|node| node.has_tag_name((TABLE, "table")))
    }

    /// Reads a sheet.
    pub fn read(&self, name: &str, filling: &mut Filling<'_>) {
        let Some(table) = self.tables().find(|table| table.attribute((TABLE, "name")) == Some(name)) else {
            return;
        };
        let mut line = 1;
        // Rows may stand within groups and headings.
        for row in table.descendants().filter(|node| node.has_tag_name((TABLE, "table-row"))) {
            let cells = cells(row);
            let times = number(row, "number-rows-repeated");
            if !cells.is_empty() {
                for line in (line..).take(times) {
                    for (column, content, spans) in &cells {
                        filling.merge((line, *column), *spans);
                        if !filling.put(line, *column, content.clone()) {
                            return;
                        }
                    }
                }
            }
            line = line.saturating_add(times);
        }
    }
}

/// The filled cells of a row: column, content, over how many rows and columns each stands.
fn cells(row: Node<'_, '_>) -> Vec<(usize, Content, (usize, usize))> {
    let (mut column, mut cells) = (1usize, Vec::new());
    for cell in row.children().filter(Node::is_element) {
        let times = number(cell, "number-columns-repeated");
        // What another cell covers is not shown.
        let content = if cell.has_tag_name((TABLE, "table-cell")) { content(cell) } else { None };
        if let Some(content) = content {
            let spans = (number(cell, "number-rows-spanned"), number(cell, "number-columns-spanned"));
            for column in (column..).take(times).take_while(|column| *column <= MAX_COLUMNS + 1) {
                cells.push((column, content.clone(), spans));
            }
        }
        column = column.saturating_add(times);
    }
    cells
}

fn number(node: Node<'_, '_>, name: &str) -> usize {
    node.attribute((TABLE, name)).and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}

fn content(cell: Node<'_, '_>) -> Option<Content> {
    let text = || {
        let paragraphs = cell.children().filter(|node| node.has_tag_name((TEXT, "p")));
        paragraphs.map(said).collect::<Vec<_>>().join("\n")
    };
    if cell.attribute((CALC, "value-type")) == Some("error") {
        return Some(Content::Error(text()));
    }
    let value = |name: &str| cell.attribute((OFFICE, name));
    let number = || value("value").and_then(|number| number.parse::<f64>().ok());
    match value("value-type") {
        Some("percentage") => Some(Content::Number(number()?, Shown::Percent)),
        Some("float" | "currency") => {
            let shown = if text().trim_end().ends_with('%') { Shown::Signed } else { Shown::Plain };
            Some(Content::Number(number()?, shown))
        }
        Some("date") => Some(Content::date(value("date-value")?)),
        Some("time") => Some(Content::Date(text(), false)),
        Some("boolean") => Some(Content::Bool(value("boolean-value") == Some("true"))),
        Some("string") => Content::text(value("string-value").map_or_else(text, str::to_owned).as_str()),
        _ if cell.has_attribute((TABLE, "formula")) => Some(Content::Formula),
        _ => Content::text(&text()),
    }
}

/// The text of a paragraph, with the blanks that XML would not keep.
fn said(paragraph: Node<'_, '_>) -> String {
    let mut said = String::new();
    for node in paragraph.descendants() {
        match node.tag_name().name() {
            "s" => {
                let times =
                    node.attribute((TEXT, "c")).and_then(|times| times.parse().ok()).unwrap_or(1usize);
                said.extend(std::iter::repeat_n(' ', times.min(1_000)));
            }
            "tab" => said.push('\t'),
            "line-break" => said.push('\n'),
            _ => said.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default()),
        }
    }
    said
}
