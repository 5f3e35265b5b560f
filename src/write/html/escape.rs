//! The one way from a text into the markup.
//!
//! In: any text. Out: the text escaped for elements and attributes, with control characters and those that turn the
//! reading direction spelt out. `askama.toml` names it for every template, so that no place in a page can leave it
//! out. Never lets markup through.

use std::fmt;

use askama::filters::{Escaper, Html};

use crate::say::words::harmless;

/// Escapes for markup.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Markup;

impl Escaper for Markup {
    fn write_escaped_str<W: fmt::Write>(&self, dest: W, string: &str) -> fmt::Result {
        Html.write_escaped_str(dest, &harmless(string))
    }
}
