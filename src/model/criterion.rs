//! A criterion: a question about the area, with its possible answers.

use super::Fraction;
use super::bilingual::Bilingual;
use super::head::Citation;

/// A question about the area.
#[derive(Debug, Clone, Default)]
pub struct Criterion {
    /// Id, such as `market_exists`.
    pub id: String,
    /// The same thing in Swedish, such as `marknad_finns`; the id where it has no other name.
    pub alias: String,
    /// Names that it had, by which area files may still call it.
    pub formerly: Vec<String>,
    /// Whether every area should answer it.
    pub core: bool,
    /// Weight of its indicators unless a profile says otherwise.
    pub weight: Fraction,
    /// Short label.
    pub name: Bilingual,
    /// The question itself.
    pub question: Bilingual,
    /// The possible answers, each with what counts as it.
    pub choices: Vec<Choice>,
    /// Whether the choices are yes, partly and no, in that order.
    pub graded: bool,
    /// Where the guideline asks it.
    pub sources: Vec<Citation>,
}

impl Criterion {
    /// Whether `name`, in lower case, is one of its names.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.names().any(|other| other == name)
    }

    /// Its names in files: the id, the alias, those that it had.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let alias = (self.alias != self.id).then_some(&self.alias);
        std::iter::once(&self.id).chain(alias).chain(&self.formerly).map(String::as_str)
    }

    /// The answers as positions among the choices.
    pub fn answers(&self) -> impl DoubleEndedIterator<Item = u8> + use<> {
        0..u8::try_from(self.choices.len()).unwrap_or(u8::MAX)
    }

    /// The choice at this position.
    #[must_use]
    pub fn choice(&self, answer: u8) -> Option<&Choice> {
        self.choices.get(usize::from(answer))
    }

    /// The id of the answer at this position.
    #[must_use]
    pub fn answer_id(&self, answer: u8) -> &str {
        self.choice(answer).map_or("unknown", |choice| choice.id.as_str())
    }
}

/// One possible answer to a criterion.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Id: `yes`, `partly`, `no` or an option's.
    pub id: String,
    /// Another name for it in files.
    pub alias: Option<String>,
    /// What it is called.
    pub name: Bilingual,
    /// What counts as this answer.
    pub help: Bilingual,
}
