//! What stands between keys: comments and empty lines, and to which key they belong.
//!
//! In: the lines between two keys. Out: those that belong to what came before, and those of what comes after.

use crate::area_file::lines;

/// A line between two keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// A comment, with the column it begins at.
    Comment(usize, String),
    /// An empty line.
    Empty,
}

impl Gap {
    /// Whether this is a comment that begins left of or at a column.
    fn is_at_most(&self, column: usize) -> bool {
        matches!(self, Self::Comment(at, _) if *at <= column)
    }

    /// The line at another indentation.
    pub fn at(&self, indent: usize) -> String {
        match self {
            Self::Comment(_, text) => format!("{}{text}", " ".repeat(indent)),
            Self::Empty => String::new(),
        }
    }
}

/// The lines of a stretch of text that holds nothing but comments; `None` if it holds anything else.
pub fn read(text: &str) -> Option<Vec<Gap>> {
    lines::all(text)
        .into_iter()
        .map(|line| {
            let comment = line.trim();
            let column = line.chars().take_while(|letter| letter.is_whitespace()).count();
            match comment.is_empty() {
                true => Some(Gap::Empty),
                false => comment.starts_with('#').then(|| Gap::Comment(column, comment.to_owned())),
            }
        })
        .collect()
}

/// Cuts lines in two: first those that belong to what is nested in an entry at `column`, being indented deeper, then
/// the rest.
pub fn cut(gap: Vec<Gap>, column: usize) -> (Vec<Gap>, Vec<Gap>) {
    let deep: Vec<usize> = gap
        .iter()
        .enumerate()
        .take_while(|(_, line)| !line.is_at_most(column))
        .filter(|(_, line)| **line != Gap::Empty)
        .map(|(position, _)| position)
        .collect();
    let mut nested = gap;
    let rest = nested.split_off(deep.last().map_or(0, |last| last + 1));
    (nested, rest)
}

/// Cuts the lines above the first key of a file in two: first what stands at the top whatever comes after, then what
/// belongs to the key. What stands apart from the key, by an empty line, is the top; so is a line for editors, and a
/// single block of comments.
pub fn cut_top(gap: Vec<Gap>) -> (Vec<Gap>, Vec<Gap>) {
    let mut top = gap;
    let first = top.iter().position(|line| *line != Gap::Empty).unwrap_or(top.len());
    top.drain(..first);
    let last_empty = top.iter().rposition(|line| *line == Gap::Empty);
    let editors = |line: &Gap| matches!(line, Gap::Comment(_, text) if text.contains("yaml-language-server"));
    let last_for_editors = top.iter().rposition(editors);
    let end = match (last_empty, last_for_editors) {
        (None, _) => top.len(),
        (Some(empty), for_editors) if for_editors.is_none_or(|editors| editors < empty) => empty + 1,
        _ => top.len(),
    };
    let rest = top.split_off(end);
    (top, rest)
}
