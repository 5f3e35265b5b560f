//! Text broken into lines for pictures, which cannot break it themselves.
//!
//! In: a text and the room for it in letters. Out: lines, the last with an ellipsis where the room is too small.
//! Widths are estimates on the wide side, since the reader's fonts are not known.

use unicode_width::UnicodeWidthStr;

use crate::say::words::harmless;

/// At most so many lines of at most so many letters each; lines are of about the same length.
pub(super) fn lines(text: &str, letters: usize, most: usize) -> Vec<String> {
    // Spelt out before it is measured: what is spelt out is longer.
    let text = harmless(text);
    let mut lines = wrapped(&text, letters);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while last.width() + 1 > letters && last.pop().is_some() {}
            last.truncate(last.trim_end().len());
            last.push('…');
        }
        return lines;
    }
    // The narrowest room that needs no more lines leaves no word alone on the last one.
    let longest = text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
    for narrower in (longest..letters).rev() {
        let even = wrapped(&text, narrower);
        if even.len() > lines.len() {
            break;
        }
        lines = even;
    }
    lines
}

fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let options = textwrap::Options::new(letters.max(2))
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text.trim(), options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// How wide the widest line is, in letters.
pub(super) fn widest<'a>(lines: impl IntoIterator<Item = &'a Vec<String>>) -> u64 {
    let widths = lines.into_iter().flatten().map(|line| line.width());
    widths.max().map_or(0, count)
}

/// How many, in a picture's units.
pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
