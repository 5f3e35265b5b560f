//! The tool's own texts in both languages; those of the rules stand in the rule sets.
//!
//! In: a language. Out: texts with their words filled in. The texts themselves are data: `texts/sv.yaml` and
//! `texts/en.yaml`, of which the build makes a method for each text, and JSON of what is looked up by name.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::sync::Arc;

use serde::Deserialize;

use crate::load::Fault;
use crate::model::{FindingCode, Lang};

const SWEDISH: &str = include_str!(concat!(env!("OUT_DIR"), "/sv.json"));
const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/en.json"));

/// The method of each text.
#[allow(
    clippy::too_many_arguments,
    clippy::wrong_self_convention,
    reason = "they are named as the texts are"
)]
mod said {
    use std::fmt::Display;

    use super::{Texts, fill};

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// Every text of one language.
#[derive(Debug, Clone)]
pub struct Texts {
    /// The language.
    pub lang: Lang,
    file: Arc<File>,
    /// Whether signs are said in words.
    plain: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    faults: BTreeMap<Fault, FaultText>,
    /// What is said otherwise of a fault in a workbook.
    #[serde(rename = "faults-in-workbooks")]
    in_workbooks: BTreeMap<Fault, FaultText>,
    kinds: BTreeMap<String, String>,
    findings: BTreeMap<FindingCode, FindingText>,
    help: BTreeMap<String, String>,
}

/// What is said of a fault.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultText {
    /// What is wrong.
    pub message: String,
    /// What to do about it, when no near name is known.
    pub help: Option<String>,
}

/// What is said of a kind of finding in rule sets.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingText {
    /// What it is called.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// What to do about it.
    pub action: String,
}

/// A text file that cannot be read: a defect of the tool itself, which its tests would show.
#[derive(Debug, thiserror::Error)]
#[error("the tool's own texts cannot be read: {0}")]
pub struct BrokenTexts(String);

impl Texts {
    /// Loads the texts of a language.
    ///
    /// # Errors
    /// Only if the tool was built with a faulty text file.
    pub fn load(lang: Lang) -> Result<Self, BrokenTexts> {
        let text = match lang {
            Lang::Sv => SWEDISH,
            Lang::En => ENGLISH,
        };
        let file: File = serde_json::from_str(text).map_err(|error| BrokenTexts(error.to_string()))?;
        Ok(Self { lang, file: Arc::new(file), plain: false })
    }

    /// The same texts with every sign said in words, for those who hear the page read aloud.
    #[must_use]
    pub fn plain(&self) -> Self {
        Self { plain: true, ..self.clone() }
    }

    /// Whether signs are said in words.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.plain
    }

    /// A text as it is in this language: usual, or in words.
    fn pick(&self, [sv, en]: [[&'static str; 2]; 2]) -> &'static str {
        let [usual, plain] = match self.lang {
            Lang::Sv => sv,
            Lang::En => en,
        };
        if self.plain { plain } else { usual }
    }

    /// What is said of a fault, if anything is.
    #[must_use]
    pub fn fault(&self, fault: Fault) -> Option<&FaultText> {
        self.file.faults.get(&fault)
    }

    /// What is said of a fault in a workbook, if anything is.
    #[must_use]
    pub fn workbook_fault(&self, fault: Fault) -> Option<&FaultText> {
        self.file.in_workbooks.get(&fault).or_else(|| self.fault(fault))
    }

    /// What is said of a kind of finding in rule sets; a test proves that something is.
    #[must_use]
    pub fn finding(&self, code: FindingCode) -> Option<&FindingText> {
        self.file.findings.get(&code)
    }

    /// The word for a kind of thing, such as a mapping.
    #[must_use]
    pub fn kind<'a>(&'a self, kind: &'a str) -> &'a str {
        self.file.kinds.get(kind).map_or(kind, String::as_str)
    }

    /// The help text of a command or argument, such as `recommend.format`.
    #[must_use]
    pub fn help_of(&self, name: &str) -> Option<&str> {
        self.file.help.get(name).map(String::as_str)
    }
}

/// Puts words in the places that name them in braces; a place that no word is given for stays as it is.
#[must_use]
pub fn fill(template: &str, words: &[(&str, impl Display)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let word = after.split_once('}').and_then(|(name, after)| {
            words.iter().find(|(word, _)| *word == name).map(|(_, word)| (word, after))
        });
        rest = match word {
            Some((word, after)) => {
                // Nothing that is said fails to be written.
                let _ = write!(filled, "{word}");
                after
            }
            None => {
                filled.push('{');
                after
            }
        };
    }
    filled.push_str(rest);
    filled
}
