//! Rows of cells as YAML.
//!
//! In: a line a row with a tab between its cells, and the key of each. Out: a mapping, or a list of them. Never judges what
//! stands in a cell.

use super::written::{Node, Page, emit, inline, items};
use crate::load::key_in;
use crate::model::Lang;

/// The rows, each with the cells that hold anything under the keys that lead to them.
fn rows(text: &str, columns: &[&'static str], lang: Lang) -> Vec<Page> {
    let row = |row: &str| {
        let mut page = Page::default();
        let cells = row.split('\t').map(str::trim).zip(columns);
        for (cell, column) in cells.filter(|(cell, _)| !cell.is_empty()) {
            let (above, key) = column.rsplit_once('.').unwrap_or(("", column));
            // A number is one to other readers, too.
            let is_number = key != "name" && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
            let node = if is_number { Node::Word(cell.to_owned()) } else { Node::Text(cell.to_owned()) };
            let named = (key_in(key, lang).to_owned(), node);
            match page.0.last_mut() {
                _ if above.is_empty() => page.0.push(named),
                Some((last, Node::Keys(inner))) if last == key_in(above, lang) => inner.0.push(named),
                _ => page.0.push((key_in(above, lang).to_owned(), Node::Keys(Page(vec![named])))),
            }
        }
        page
    };
    text.lines().map(row).filter(|page| !page.0.is_empty()).collect()
}

/// The rows on lines of their own, indented by so many blanks.
pub fn block(
    text: &str,
    columns: &[&'static str],
    is_list: bool,
    lang: Lang,
    indent: usize,
    ending: &str,
) -> String {
    let (rows, mut lines) = (rows(text, columns, lang), String::new());
    if is_list {
        items(&rows, indent, &mut lines);
    } else {
        rows.iter().for_each(|row| emit(row, indent, &mut lines));
    }
    lines.trim_end_matches('\n').split('\n').map(|line| format!("{ending}{line}")).collect()
}

/// The rows within braces.
pub fn flow(text: &str, columns: &[&'static str], is_list: bool, lang: Lang) -> String {
    let rows = rows(text, columns, lang).iter().map(inline).collect::<Vec<_>>().join(", ");
    if is_list { format!("[{rows}]") } else { rows }
}
