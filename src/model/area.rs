//! One activity area, as its file describes it.

use super::answers::{Answers, Evidence};
use super::case::folded;
use super::decimal::Decimal;
use super::figures::{Compensation, Districts};
use super::keys::{CriterionKey, Table};
use super::outcome::Stated;

/// How many of something there are.
pub type Count = u64;

/// A validated area: every answer belongs to the rule set it was read for.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Identity within a portfolio; the file's stem unless the file gives one.
    pub id: String,
    /// The name people use.
    pub name: String,
    /// The path the area was read from, `-` for standard input.
    pub path: String,
    /// The sheet it was read from, if it was read from a workbook.
    pub sheet: Option<String>,
    /// The line its description begins on, from 1; of a workbook the row.
    pub line: usize,
    /// The municipality, within which ids are unique.
    pub municipality: Option<String>,
    /// The board responsible.
    pub board: Option<String>,
    /// The period the plan concerns, such as `2023-2026`.
    pub period: Option<String>,
    /// Groups in-house missions in a plan.
    pub group: Option<String>,
    /// Id of the service that it is, of those in the rule set's catalogue.
    pub service: Option<String>,
    /// The current-state analysis (uppdragsriktlinje 2.1).
    pub current: Current,
    /// What the administration proposes, where it does.
    pub proposal: Option<Proposal>,
    /// What the board has decided, where it has.
    pub decision: Option<Decision>,
    /// What the decision rests on beside the guideline.
    pub considerations: Vec<Weighed>,
    /// The matter's own texts by heading: `reference`, `date`, `officer`, and headings of its own.
    pub matter: Vec<(String, String)>,
    /// What the expected compensation of an in-house mission is computed from.
    pub compensation: Option<Compensation>,
    /// Its geographic districts.
    pub districts: Option<Districts>,
    /// The answers to the criteria.
    pub answers: Answers,
    /// What stands beside each answer; present exactly where the file names the criterion.
    pub evidence: Table<CriterionKey, Option<Evidence>>,
    /// Anything else worth keeping.
    pub notes: Option<String>,
}

impl Area {
    /// An area of which nothing is known but how it is found, for a rule set with this many criteria.
    #[must_use]
    pub fn unanswered(id: String, path: String, line: usize, criteria: usize) -> Self {
        Self {
            id,
            name: String::new(),
            path,
            sheet: None,
            line,
            municipality: None,
            board: None,
            period: None,
            group: None,
            service: None,
            current: Current::default(),
            proposal: None,
            decision: None,
            considerations: Vec::new(),
            matter: Vec::new(),
            compensation: None,
            districts: None,
            answers: Answers::unknown(criteria),
            evidence: Table::new(vec![None; criteria]),
            notes: None,
        }
    }
}

impl Area {
    /// What no other area of a portfolio has: its id within its municipality.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.municipality {
            Some(municipality) => format!("{} {}", folded(municipality), self.id),
            None => self.id.clone(),
        }
    }

    /// The first day of its period, ISO, where the period begins with a year.
    #[must_use]
    pub fn begins(&self) -> Option<String> {
        first_day(self.period.as_deref()?)
    }
}

/// The first day of a period, ISO, where it begins with a year.
#[must_use]
pub fn first_day(period: &str) -> Option<String> {
    let year = period.trim().get(..4)?;
    year.bytes().all(|digit| digit.is_ascii_digit()).then(|| format!("{year}-01-01"))
}

/// The current state: form, users, providers, distribution, geography (uppdragsriktlinje 2.1).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Current {
    /// The form in use today.
    pub form: Option<Stated>,
    /// The date the figures concern, ISO.
    pub as_of: Option<String>,
    /// Number of users.
    pub users: Option<Count>,
    /// Number of providers by kind.
    pub providers: Portions<Count>,
    /// Share of the volume by kind of provider, per cent, adding up to 100.
    pub share: Portions<Decimal>,
    /// Geographic distribution.
    pub geography: Option<String>,
    /// The state in words.
    pub description: Option<String>,
}

/// One figure for each kind of provider; absent where the file gives none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Portions<T> {
    /// The municipality itself.
    pub municipal: Option<T>,
    /// Private companies.
    pub private: Option<T>,
    /// Non-profit organisations.
    pub nonprofit: Option<T>,
}

impl<T> Default for Portions<T> {
    fn default() -> Self {
        Self { municipal: None, private: None, nonprofit: None }
    }
}

impl Portions<Count> {
    /// The kind that has them all, from 0 in their order, where it is known of the others that they have none.
    #[must_use]
    pub fn sole(&self) -> Option<usize> {
        let kinds = [self.municipal, self.private, self.nonprofit];
        let some = |kind: &Option<Count>| kind.is_some_and(|count| count > 0);
        let one = kinds.iter().all(Option::is_some) && kinds.iter().filter(|kind| some(kind)).count() == 1;
        kinds.iter().position(some).filter(|_| one)
    }
}

/// What the administration proposes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposal {
    /// The form proposed.
    pub form: Option<Stated>,
    /// The direction in words, as a plan says it.
    pub direction: Option<String>,
    /// Why.
    pub motivation: Option<String>,
}

/// Something that the decision rests on beside the guideline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// Id of a consideration of the rule set, or a heading of the area's own.
    pub id: String,
    /// What is known of it.
    pub note: String,
    /// Where that can be checked.
    pub source: Option<String>,
}

/// A recorded decision.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decision {
    /// The form decided, where the decision names one.
    pub form: Option<Stated>,
    /// The direction in words, as a plan says it.
    pub direction: Option<String>,
    /// Why.
    pub motivation: Option<String>,
    /// Where it is recorded.
    pub source: Option<String>,
}
