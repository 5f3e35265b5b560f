//! Rows of cells as YAML.
//!
//! In: a line a row with a tab between its cells, and the key of each. Out: a mapping, or a list of them. Never judges what
//! stands in a cell.

use super::scalar;
use crate::load::key_in;
use crate::model::Lang;

/// The cells of each row that hold anything, with the keys that lead to them.
fn cells<'a>(
    text: &'a str,
    columns: &'static [&'static str],
) -> impl Iterator<Item = Vec<(&'static str, Option<&'static str>, &'a str)>> {
    text.lines().map(move |row| {
        let cells = row.split('\t').map(str::trim).zip(columns).filter(|(cell, _)| !cell.is_empty());
        let keyed = cells.map(|(cell, column)| match column.split_once('.') {
            Some((above, key)) => (above, Some(key), cell),
            None => (*column, None, cell),
        });
        keyed.collect()
    })
}

/// A number is one to other readers, too.
fn is_number(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ')
}

/// The rows on lines of their own, indented by so many blanks.
pub fn block(
    text: &str,
    columns: &'static [&'static str],
    is_list: bool,
    lang: Lang,
    indent: usize,
    ending: &str,
) -> String {
    let mut lines = String::new();
    let pad = " ".repeat(indent);
    for row in cells(text, columns) {
        let (mut mark, mut open) = (if is_list { "- " } else { "" }, None);
        let rest = if is_list { "  " } else { "" };
        for (key, below, cell) in row {
            let named = key != "name" && is_number(cell);
            let cell = if named { cell.to_owned() } else { scalar::line(cell) };
            let said = match below {
                Some(below) if open == Some(key) => format!("{pad}{rest}  {}: {cell}", key_in(below, lang)),
                Some(below) => {
                    let above = key_in(key, lang);
                    format!("{pad}{mark}{above}:{ending}{pad}{rest}  {}: {cell}", key_in(below, lang))
                }
                None => format!("{pad}{mark}{}: {cell}", key_in(key, lang)),
            };
            lines.push_str(&format!("{ending}{said}"));
            (mark, open) = (rest, below.map(|_| key));
        }
    }
    lines
}

/// The rows within braces.
pub fn flow(text: &str, columns: &'static [&'static str], is_list: bool, lang: Lang) -> String {
    let row = |cells: Vec<(&'static str, Option<&'static str>, &str)>| {
        let (mut said, mut open) = (Vec::new(), Vec::new());
        for (key, below, cell) in cells {
            let cell = if key != "name" && is_number(cell) { cell.to_owned() } else { scalar::double(cell) };
            match below {
                Some(below) => open.push(format!("{}: {cell}", key_in(below, lang))),
                None => said.push(format!("{}: {cell}", key_in(key, lang))),
            }
        }
        if !open.is_empty() {
            said.push(format!("{}: {{ {} }}", key_in("capacity", lang), open.join(", ")));
        }
        format!("{{ {} }}", said.join(", "))
    };
    let rows = cells(text, columns).filter(|cells| !cells.is_empty()).map(row).collect::<Vec<_>>().join(", ");
    if is_list { format!("[{rows}]") } else { rows }
}
