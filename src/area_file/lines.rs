//! Lines of a text, and changes to it.
//!
//! In: a text and bytes of it. Out: where the lines are, and the text with stretches of it exchanged. A line ends with
//! LF, CR LF or CR, as YAML has it.

use std::ops::Range;

/// The first byte of the line that this byte is in.
pub fn start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    // A byte-order mark is no part of a line.
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    before.rfind(['\n', '\r']).map_or(mark.min(at), |end| end + 1)
}

/// The byte behind the line that this byte is in, without what ends the line.
pub fn end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    rest.find(['\n', '\r']).map_or(text.len(), |end| at + end)
}

/// The first byte of the line behind the one that this byte is in.
pub fn next(text: &str, at: usize) -> usize {
    let end = end(text, at);
    let rest = text.get(end..).unwrap_or("");
    end + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
}

/// The byte before what ends the line above the one that begins here.
pub fn before(text: &str, start: usize) -> usize {
    let above = text.get(..start).unwrap_or("");
    let above = above.strip_suffix("\r\n").or_else(|| above.strip_suffix(['\n', '\r'])).unwrap_or(above);
    above.len()
}

/// How many characters stand before this byte on its line.
pub fn column(text: &str, at: usize) -> usize {
    text.get(start(text, at)..at).map_or(0, |before| before.chars().count())
}

/// Whether there is nothing but blanks before this byte on its line.
pub fn is_first(text: &str, at: usize) -> bool {
    text.get(start(text, at)..at).is_some_and(|before| before.trim().is_empty())
}

/// The lines of a text without what ends them; what is behind the last end is a line only if it is not empty.
pub fn all(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        found.extend(text.get(at..end(text, at)));
        at = next(text, at);
    }
    found
}

/// What ends the lines of a text: what ends its first.
pub fn ending(text: &str) -> &'static str {
    match text.find(['\n', '\r']).and_then(|at| text.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// Changes to a text, which do not overlap.
#[derive(Debug, Default)]
pub struct Changes(Vec<(Range<usize>, String)>);

impl Changes {
    /// Puts a text in the place of another.
    pub fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    /// Puts a text at a place, behind what was put there before.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The text with all of them; `None` if two of them overlap.
    pub fn apply(mut self, text: &str) -> Option<String> {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut changed = String::with_capacity(text.len() + 80);
        let mut done = 0;
        for (range, new) in self.0 {
            changed.push_str(text.get(done..range.start)?);
            changed.push_str(&new);
            done = range.end;
        }
        changed.push_str(text.get(done..)?);
        Some(changed)
    }
}
