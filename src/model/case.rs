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
