//! Why a file cannot be the template of a Word file, and what to do about it.

use crate::texts::Texts;

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// It is something else than a Word file.
    #[error("not a Word file")]
    NotWord,
    /// It is of the format before 2007.
    #[error("a Word file of the format before 2007")]
    Old,
    /// It is under a password.
    #[error("encrypted")]
    Encrypted,
    /// It holds programs.
    #[error("holds macros")]
    Macros,
    /// It is of the strict variant, whose elements have other names.
    #[error("a strict Open XML document")]
    Strict,
    /// It is larger than what is read, packed or unpacked.
    #[error("larger than {0}")]
    TooLarge(&'static str),
    /// The part that holds the text is not there.
    #[error("without a main part")]
    NoText,
    /// The package cannot be unpacked.
    #[error("cannot be unpacked")]
    Damaged,
    /// A part is not what it should be.
    #[error("the part {0} is broken")]
    Broken(String),
    /// The mark stands in a paragraph with other text.
    #[error("the mark does not stand alone")]
    MarkBeside,
    /// The mark stands in a table, a text box or the like.
    #[error("the mark stands in no paragraph of the body")]
    MarkWithin,
    /// The mark stands more than once.
    #[error("the mark stands more than once")]
    MarkTwice,
}

impl TemplateFault {
    /// The same in the language of the reader, with what to do.
    #[must_use]
    pub fn message(&self, path: &str, mark: &str, texts: &Texts) -> String {
        match self {
            Self::NotWord => texts.template_not_word(path),
            Self::Old => texts.template_old(path),
            Self::Encrypted => texts.template_encrypted(path),
            Self::Macros => texts.template_macros(path),
            Self::Strict => texts.template_strict(path),
            Self::TooLarge(limit) => texts.template_too_large(limit, path),
            Self::NoText => texts.template_no_text(path),
            Self::Damaged => texts.template_damaged(path),
            Self::Broken(part) => texts.template_broken(part, path),
            Self::MarkBeside => texts.template_mark_beside(mark, path),
            Self::MarkWithin => texts.template_mark_within(mark, path),
            Self::MarkTwice => texts.template_mark_twice(mark, path),
        }
    }
}
