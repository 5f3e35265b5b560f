//! How it is written: a file a format, each of which takes a document and nothing else.
//!
//! In: documents, tables of an overview, diagnostics. Out: text or bytes. Never decides what is said, never prints.

pub mod ci;
pub mod csv;
pub mod docx;
pub mod faults;
pub mod html;
pub mod markdown;
pub mod plain;
pub mod screen;
pub mod xlsx;
mod xml;

use crate::document::Sign;
use crate::texts::Texts;

/// A sign as it is written, a word where the texts say signs in words; a bullet says nothing.
fn sign(texts: &Texts, sign: Sign) -> &str {
    match sign {
        Sign::Point => "•",
        Sign::For => texts.sign_for(),
        Sign::Against => texts.sign_against(),
        Sign::Open => texts.sign_open(),
        Sign::Care => texts.sign_care(),
        Sign::Excludes => texts.sign_excludes(),
        Sign::Met => texts.sign_met(),
        Sign::Failed => texts.sign_failed(),
    }
}
