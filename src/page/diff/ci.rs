//! A comparison as findings and test results.
//!
//! In: a comparison. Out: workflow commands and SARIF with a finding for each area that is not the same; JUnit with a
//! case for each area.

use serde::Serialize;

use super::Shown;
use crate::compare::{AreaDiff, AreaPlace, Gravity, Lacking, Status};
use crate::say::words::harmless;
use crate::texts::Texts;
use crate::write::ci::{self, Case, CaseEnd, Finding, Level, Location, RuleHelp, Suite};

/// Every status that has a code, the gravest first.
const STATUSES: [Status; 7] = [
    Status::Changed(Gravity::Outcome),
    Status::Changed(Gravity::Firmness),
    Status::Changed(Gravity::Reasons),
    Status::Changed(Gravity::Scores),
    Status::Added,
    Status::Removed,
    Status::NotCompared(Lacking::Both),
];

/// Workflow commands of GitHub Actions.
#[must_use]
pub fn github(shown: &Shown<'_>) -> String {
    ci::github(&shown.findings())
}

/// A SARIF log.
pub fn sarif(shown: &Shown<'_>) -> impl Serialize + use<> {
    let help = |status: &Status| RuleHelp {
        code: status.code().id(),
        short: single(*status, shown.texts).to_owned(),
        full: status.help(shown.texts).to_owned(),
    };
    let rules: Vec<RuleHelp> = STATUSES.iter().map(help).collect();
    ci::sarif(shown.texts, &rules, &shown.findings())
}

/// A case for each area, those that are the same included, by path and id.
///
/// # Errors
/// When the XML cannot be written, which no text causes.
pub fn junit(shown: &Shown<'_>) -> anyhow::Result<String> {
    let comparison = shown.comparison;
    let same = comparison.unchanged.iter().map(|place| (place, CaseEnd::Passed));
    let mut cases: Vec<(&AreaPlace, CaseEnd)> =
        comparison.areas.iter().map(|area| (&area.place, shown.end(area))).chain(same).collect();
    cases.sort_by_key(|(place, _)| (&place.path, &place.id));
    let case = |(place, end): (&AreaPlace, CaseEnd)| {
        let name =
            place.id.as_ref().map_or_else(|| place.name.clone(), |id| format!("{} ({id})", place.name));
        Case { name, class: place.path.clone(), end }
    };
    let suite = Suite {
        name: "avtalsform diff".to_owned(),
        properties: vec![("before".to_owned(), shown.before()), ("after".to_owned(), shown.after())],
        cases: cases.into_iter().map(case).collect(),
    };
    ci::junit("avtalsform", &[suite])
}

impl Shown<'_> {
    fn findings(&self) -> Vec<Finding> {
        self.comparison.areas.iter().map(|area| self.finding(area)).collect()
    }

    fn finding(&self, area: &AreaDiff) -> Finding {
        let place = &area.place;
        // Where it was is no place in the file that is there now.
        let now = area.after.is_none() && area.status != Status::NotCompared(Lacking::Before);
        let fault = area.unread.iter().find_map(|unread| unread.line).filter(|_| now);
        let line = place.line.filter(|_| area.after.is_some()).or(fault);
        Finding {
            code: area.status.code().id(),
            level: self.level(area.status),
            title: self.headline(area),
            message: self.details(area),
            location: Some(Location { path: place.path.clone(), place: line.map(|line| (line, 1)) }),
            key: place.id.clone().unwrap_or_else(|| place.path.clone()),
            allowed: None,
        }
    }

    fn level(&self, status: Status) -> Level {
        match status {
            Status::NotCompared(_) => Level::Error,
            status if status.trips(self.fail_on) => Level::Error,
            Status::Changed(Gravity::Outcome | Gravity::Firmness) => Level::Warning,
            _ => Level::Note,
        }
    }

    fn end(&self, area: &AreaDiff) -> CaseEnd {
        let (message, details) = (self.headline(area), self.details(area));
        match area.status {
            Status::NotCompared(_) => CaseEnd::Error { message, details },
            status if status.trips(self.fail_on) => {
                CaseEnd::Failed { kind: status.code().id().to_owned(), message, details }
            }
            _ => CaseEnd::Passed,
        }
    }

    /// What became of an area in a line, harmless wherever it is shown.
    fn headline(&self, area: &AreaDiff) -> String {
        let status = || format!("{}: {}", area.place.name, single(area.status, self.texts).to_lowercase());
        harmless(&self.change_of(area).unwrap_or_else(status))
    }

    /// All there is to say of an area, a line each.
    fn details(&self, area: &AreaDiff) -> String {
        let facts = self.facts(area, true);
        let lines = facts.iter().flat_map(|fact| {
            fact.lines.iter().enumerate().map(|(number, line)| {
                let line = harmless(line);
                if number == 0 { format!("{}: {line}", fact.name) } else { format!("  {line}") }
            })
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// What is said of one area of this kind.
fn single(status: Status, texts: &Texts) -> &'static str {
    match status {
        Status::Added => texts.diff_one_added(),
        Status::Removed => texts.diff_one_removed(),
        status => status.title(texts),
    }
}
