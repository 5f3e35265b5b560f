//! Names in upper or lower case, which people do not tell apart.
//!
//! In: a name as it is written. Out: the same in lower case, without a copy where that is plain to see.

use std::borrow::Cow;

/// A name in lower case.
#[must_use]
pub fn lower_case(name: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if name.bytes().all(plain) { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) }
}

/// A name without what people write in different ways: capitals, dots over letters, hyphens, blanks.
#[must_use]
pub fn folded(name: &str) -> String {
    let letter = |letter: char| match letter {
        'å' | 'ä' => Some('a'),
        'ö' | 'ó' => Some('o'),
        'é' | 'è' => Some('e'),
        'ü' => Some('u'),
        '-' | '_' | '–' | '§' => None,
        letter if letter.is_whitespace() => None,
        letter => Some(letter),
    };
    lower_case(name).chars().filter_map(letter).collect()
}
