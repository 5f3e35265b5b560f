//! Text broken into lines for pictures, which cannot break it themselves.
//!
//! In: a text and the room for it in letters. Out: lines, the last with an ellipsis where the room is too small.
//! Widths are estimates on the wide side, since the reader's fonts are not known.

use unicode_width::UnicodeWidthStr;

use crate::render::words::harmless;

/// At most so many lines of at most so many letters each.
pub(super) fn lines(text: &str, letters: usize, most: usize) -> Vec<String> {
    // Spelt out before it is measured: what is spelt out is longer.
    let text = harmless(text);
    let options = textwrap::Options::new(letters.max(2))
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::HyphenSplitter);
    let mut lines: Vec<String> =
        textwrap::wrap(text.trim(), options).into_iter().map(|line| line.trim_end().to_owned()).collect();
    let cut = lines.len() > most;
    lines.truncate(most);
    if cut && let Some(last) = lines.last_mut() {
        while last.width() + 1 > letters && last.pop().is_some() {}
        last.truncate(last.trim_end().len());
        last.push('…');
    }
    lines
}

/// How wide the widest line is, in letters.
pub(super) fn widest<'a>(lines: impl IntoIterator<Item = &'a Vec<String>>) -> u64 {
    let widths = lines.into_iter().flatten().map(|line| line.width());
    widths.max().map_or(0, |width| u64::try_from(width).unwrap_or(u64::MAX))
}
