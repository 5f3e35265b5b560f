//! Texts in both languages, and which of the two a reader wants.

/// The language of a text that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Swedish, the default.
    #[default]
    Sv,
    /// English.
    En,
}

impl Lang {
    /// The two-letter code used on the command line and in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }
}

/// One text in Swedish and English; a rule set that lacks either does not load.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bilingual {
    /// The Swedish text.
    pub sv: String,
    /// The English text.
    pub en: String,
}

impl Bilingual {
    /// The text in the language asked for.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }

    /// Whether it is this in either language, folded as names are that people do not tell apart.
    #[must_use]
    pub fn is_called(&self, folded_name: &str) -> bool {
        [&self.sv, &self.en].into_iter().any(|own| super::case::folded(own) == folded_name)
    }
}
