//! What was found in a rule set, as a page, JSON, SARIF, a document with figures, and area files.
//!
//! In: a checked rule set. Out: bytes. Every format says the same findings in the same order.

mod document;
mod said;
mod text;

use super::witness::Shown;
use crate::analyse::{Check, RuleFinding, What};
use crate::model::{FindingCode, Fraction, Profile, RuleSet};
use crate::texts::Texts;
use crate::write::ci::{Finding, Level, Location, RuleHelp};

/// A checked rule set with what belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The weights, where a profile was asked for.
    pub profile: Option<&'a Profile>,
    /// The file the rules are in; `None` where they are built in.
    pub path: Option<&'a str>,
    /// What was found.
    pub check: &'a Check<'a>,
    /// The texts.
    pub texts: &'a Texts,
}

/// How grave a finding is.
#[must_use]
pub const fn level(what: &What) -> Level {
    match what {
        What::PrecedenceTie { .. } | What::IdleCriterion { used: true, .. } => Level::Note,
        _ => Level::Warning,
    }
}

/// What each code means, for services that show it.
#[must_use]
pub fn help(texts: &Texts) -> Vec<RuleHelp> {
    let of = |code: FindingCode| {
        let said = texts.finding(code);
        let full = said.map_or_else(String::new, |said| format!("{}\n\n{}", said.meaning, said.action));
        RuleHelp { code: code.id(), short: said.map_or_else(String::new, |said| said.name.clone()), full }
    };
    FindingCode::ALL.into_iter().map(of).collect()
}

impl Checked<'_> {
    /// The findings as continuous integration takes them.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.check.findings.iter().map(|finding| self.finding(finding)).collect()
    }

    fn finding(&self, finding: &RuleFinding<'_>) -> Finding {
        let (code, about) = (finding.what.code(), finding.what.about(self.rules));
        let title = self.texts.finding(code).map_or_else(String::new, |said| said.name.clone());
        let mut message = self.message(&finding.what);
        if let Some(witness) = self.witness(finding) {
            message = format!("{message}\n{witness}");
        }
        let place = self.place(&finding.what);
        Finding {
            code: code.id(),
            level: level(&finding.what),
            title: if about.is_empty() { title } else { format!("{title}: {about}") },
            message,
            location: self.path.map(|path| Location { path: path.to_owned(), place }),
            key: about,
            allowed: finding.allowed.map(|allowed| allowed.why.get(self.texts.lang).to_owned()),
        }
    }

    /// Where in the file it is.
    pub(crate) fn place(&self, what: &What) -> Option<(usize, usize)> {
        let places = &self.rules.places;
        match what {
            What::Stale { place, .. } => Some(*place),
            What::PrecedenceTie { .. } => Some(places.margin),
            _ => {
                let about = what.about(self.rules);
                places.rules.get(&about).or_else(|| places.criteria.get(&about)).copied()
            }
        }
    }

    /// The smallest areas, to be written as area files.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let with = self.check.findings.iter().filter_map(|finding| Some((finding, finding.witness.clone()?)));
        let one = |(place, (finding, witness)): (usize, (&RuleFinding<'_>, _))| Shown {
            id: format!("finding-{}", place + 1),
            title: format!("{} {}", finding.what.code().id(), finding.what.about(self.rules))
                .trim()
                .to_owned(),
            witness,
            outcome: String::new(),
            note: self.witness(finding),
        };
        with.enumerate().map(one).collect()
    }

    /// So many of all sets of answers.
    pub(crate) fn share(&self, ways: u128) -> Fraction {
        Fraction::new(ways, self.check.figures.ways.max(1))
    }
}
