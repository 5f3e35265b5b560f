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

/// The code of what the rules say otherwise.
const REWORDED: &str = "rules-reworded";
/// The code of rules that say something else under the same version.
const VERSION_KEPT: &str = "version-unchanged";

/// Every status that has a code, the gravest first.
const STATUSES: [Status; 8] = [
    Status::Changed(Gravity::Outcome),
    Status::Changed(Gravity::Firmness),
    Status::Changed(Gravity::Reasons),
    Status::Changed(Gravity::Scores),
    Status::Changed(Gravity::Meaning),
    Status::Added,
    Status::Removed,
    Status::NotCompared(Lacking::Both),
];

/// Workflow commands of GitHub Actions.
#[must_use]
pub fn github(shown: &Shown<'_>) -> String {
    ci::github(shown.texts, &shown.findings(), shown.root)
}

/// A SARIF log.
pub fn sarif(shown: &Shown<'_>) -> impl Serialize + use<> {
    let help = |status: &Status| RuleHelp {
        code: status.code().id(),
        short: single(*status, shown.texts).to_owned(),
        full: status.help(shown.texts).to_owned(),
    };
    let texts = shown.texts;
    let of_rules = [
        (REWORDED, texts.diff_reworded(), texts.diff_reworded_help()),
        (VERSION_KEPT, texts.diff_version_unchanged(), texts.diff_version_help()),
    ];
    let of_rules =
        of_rules.map(|(code, short, full)| RuleHelp { code, short: short.to_owned(), full: full.to_owned() });
    let rules: Vec<RuleHelp> = STATUSES.iter().map(help).chain(of_rules).collect();
    ci::sarif(shown.texts, &rules, &shown.findings(), shown.root)
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
    // The rules themselves are a case, too, where they say something else.
    let reworded: Vec<String> = shown.reworded().into_iter().map(|(_, text)| text).collect();
    let rules =
        AreaPlace { name: comparison.after.id.clone(), path: shown.to.to_owned(), ..AreaPlace::default() };
    if !reworded.is_empty() {
        let (message, details) = (harmless(shown.texts.diff_reworded()), reworded.join("\n"));
        let kind = REWORDED.to_owned();
        let failed = CaseEnd::Failed { kind, message, details };
        cases.push((&rules, if comparison.rules_trip(shown.fail_on) { failed } else { CaseEnd::Passed }));
    }
    cases.sort_by_key(|(place, _)| (&place.path, &place.id));
    let case = |(place, end): (&AreaPlace, CaseEnd)| {
        let name =
            place.id.as_ref().map_or_else(|| place.name.clone(), |id| format!("{} ({id})", place.name));
        let location = (!place.path.is_empty())
            .then(|| Location { path: place.path.clone(), place: place.line.map(|line| (line, 1)) });
        Case { name, class: place.path.clone(), location, end }
    };
    let suite = Suite {
        name: "avtalsform diff".to_owned(),
        properties: vec![("before".to_owned(), shown.before()), ("after".to_owned(), shown.after())],
        cases: cases.into_iter().map(case).collect(),
    };
    ci::junit("avtalsform", &[suite], shown.root)
}

impl Shown<'_> {
    fn findings(&self) -> Vec<Finding> {
        let areas = self.comparison.areas.iter().map(|area| self.finding(area));
        let rules = self.reworded().into_iter().map(|(place, text)| self.of_rules(REWORDED, &place, text));
        let version = self.comparison.keeps_version().then(|| {
            let text = self.texts.diff_version_kept(&self.comparison.after.version);
            self.of_rules(VERSION_KEPT, &[], text)
        });
        areas.chain(rules).chain(version).collect()
    }

    /// The things of which the rules say or do something else, each with what.
    fn reworded(&self) -> Vec<(Vec<String>, String)> {
        let mut things: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        let mut put = |thing: Vec<String>, line: String| match things
            .iter_mut()
            .find(|(other, _)| other.last() == thing.last())
        {
            Some((_, lines)) => lines.push(line),
            None => things.push((thing, vec![line])),
        };
        for change in self.comparison.changes.iter().flatten() {
            let id = change.id.clone().unwrap_or_else(|| self.comparison.after.id.clone());
            put(vec!["rules".to_owned(), id], format!("{}.", self.change(change, true)));
        }
        for one in self.comparison.rewordings.iter().flatten() {
            let said = |text: &Option<String>| text.clone().unwrap_or_else(|| self.or_none(&[]));
            let line =
                format!("{}: {}", one.place.join("."), self.stepped(&said(&one.before), &said(&one.after)));
            put(one.place.iter().take(2).cloned().collect(), line);
        }
        if self.comparison.are_unknown() {
            put(Vec::new(), self.texts.diff_rules_unknown().to_owned());
        }
        things.into_iter().map(|(thing, lines)| (thing, lines.join("\n"))).collect()
    }

    /// A finding about the rules, at the place of the thing that it is about.
    fn of_rules(&self, code: &'static str, place: &[String], text: String) -> Finding {
        let spot = place.get(1).and_then(|id| self.new.places.of(id));
        let trips = code == REWORDED && self.comparison.rules_trip(self.fail_on);
        let name = if place.is_empty() { self.comparison.after.id.clone() } else { place.join(".") };
        Finding {
            code,
            level: if trips { Level::Error } else { Level::Warning },
            title: harmless(&format!("{name}: {}", self.texts.diff_reworded().to_lowercase())),
            message: self
                .with_reason(text.lines().map(harmless).collect(), self.comparison.acknowledged.as_deref()),
            location: Location::in_rules(self.new, spot),
            key: name,
            allowed: self.comparison.acknowledged.clone(),
        }
    }

    fn finding(&self, area: &AreaDiff) -> Finding {
        let place = &area.place;
        // Where it was is no place in the file that is there now.
        let now = area.after.is_none() && area.status != Status::NotCompared(Lacking::Before);
        let fault = area.unread.iter().find_map(|unread| unread.line).filter(|_| now);
        let line = place.line.filter(|_| area.after.is_some()).or(fault);
        Finding {
            code: area.status.code().id(),
            level: self.level(area),
            title: self.headline(area),
            message: self.details(area),
            location: Some(Location { path: place.path.clone(), place: line.map(|line| (line, 1)) }),
            key: place.id.clone().unwrap_or_else(|| place.path.clone()),
            allowed: area.acknowledged.clone(),
        }
    }

    /// Lines with why it is let pass, where somebody has said so.
    fn with_reason(&self, mut lines: Vec<String>, reason: Option<&str>) -> String {
        lines.extend(
            reason.map(|reason| harmless(&format!("{}: {reason}", self.texts.diff_fact_acknowledged()))),
        );
        lines.join("\n")
    }

    fn level(&self, area: &AreaDiff) -> Level {
        match area.status {
            Status::NotCompared(_) => Level::Error,
            _ if area.trips(self.fail_on) => Level::Error,
            _ if area.acknowledged.is_some() => Level::Note,
            Status::Changed(Gravity::Outcome | Gravity::Firmness) => Level::Warning,
            _ => Level::Note,
        }
    }

    fn end(&self, area: &AreaDiff) -> CaseEnd {
        let (message, details) = (self.headline(area), self.details(area));
        match area.status {
            Status::NotCompared(_) => CaseEnd::Error { message, details },
            status if area.trips(self.fail_on) => {
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
