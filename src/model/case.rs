//! Names that people do not tell apart: in upper or lower case, with their letters written in one way or another.
//!
//! In: a name as it is written. Out: the same in the form that is compared, without a copy where that is plain to see.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A name in lower case.
#[must_use]
pub fn lower_case(name: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if name.bytes().all(plain) { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) }
}

/// A text in the one form in which texts are compared: letters with their marks are one character each (NFC).
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// A name in the one form by which boards, groups and areas are told from each other: without regard to capitals, to how
/// letters are put together, to signs that nobody sees, and to how many blanks of which kind stand between its words.
#[must_use]
pub fn matched(name: &str) -> String {
    let is_seen =
        |letter: &char| !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let seen: String = composed(name).chars().filter(is_seen).flat_map(char::to_lowercase).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name without what people write in different ways: capitals, dots over letters, hyphens, blanks.
#[must_use]
pub fn folded(name: &str) -> String {
    let counts = |letter: &char| {
        !is_combining_mark(*letter) && !letter.is_whitespace() && !matches!(letter, '-' | '_' | '–' | '§')
    };
    lower_case(name).nfd().filter(counts).collect()
}

/// What pages call a word that is closed in files, where it is called otherwise.
pub const CALLED: [(&str, &str); 4] = [
    ("fast", "firm"),
    ("preliminär", "preliminary"),
    ("otillräckligt underlag", "undetermined"),
    ("insufficient basis", "undetermined"),
];

/// The word of a closed set that is meant: itself, or by what pages call it.
#[must_use]
pub fn meant(word: &str) -> &str {
    let wanted = folded(word);
    CALLED.iter().find(|(called, _)| folded(called) == wanted).map_or(word, |(_, id)| *id)
}
