//! A comparison as findings and test results.
//!
//! In: a comparison. Out: workflow commands and SARIF with a finding for each area that is not the same; JUnit with a
//! case for each area.

use serde::Serialize;

use super::Shown;
use super::reworded::{self, REWORDED, Things, put, put_all};
use crate::compare::{AreaDiff, AreaPlace, Causes, Change, ChangeKind, Gravity, Lacking, Status};
use crate::say::words::harmless;
use crate::texts::Texts;
use crate::write::ci::{self, Case, CaseEnd, Finding, Level, Location, RuleHelp, Suite};

/// The code of rules that say something else under the same version.
const VERSION_KEPT: &str = "version-unchanged";

/// So many areas are named with a rule.
const AREAS: usize = 20;

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
    let [short, full] = [texts.diff_version_unchanged(), texts.diff_version_help()].map(str::to_owned);
    let of_rules = [reworded::help(texts), RuleHelp { code: VERSION_KEPT, short, full }];
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
    let reworded: Vec<Finding> =
        shown.reworded().iter().map(|(place, lines)| shown.of_rules(place, lines)).collect();
    let reworded: Vec<String> = reworded.into_iter().map(|finding| finding.message).collect();
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
        let things = self.reworded();
        let rules = things.iter().map(|(place, lines)| self.of_rules(place, lines));
        let version = self.comparison.keeps_version().then(|| {
            let text = self.texts.diff_version_kept(&self.comparison.after.version);
            Finding {
                code: VERSION_KEPT,
                title: harmless(self.texts.diff_version_unchanged()),
                level: Level::Warning,
                ..self.of_rules(&[], &[text])
            }
        });
        areas.chain(rules).chain(version).collect()
    }

    /// The things of which the rules say or do something else, each with what.
    fn reworded(&self) -> Things {
        let mut things = Things::new();
        for change in self.comparison.changes.iter().flatten() {
            let place = vec!["rules".to_owned(), self.named_in(change).to_owned()];
            put(&mut things, place, format!("{}.", self.change(change, true)));
        }
        put_all(&mut things, self.comparison.rewordings.as_deref().unwrap_or_default(), self.texts);
        if self.comparison.are_unknown() {
            put(&mut things, Vec::new(), self.texts.diff_rules_unknown().to_owned());
        }
        things
    }

    /// What a change of rules is about, by id.
    fn named_in<'c>(&'c self, change: &'c Change) -> &'c str {
        change.id.as_deref().unwrap_or(&self.comparison.after.id)
    }

    /// A finding about the rules, at the place of the thing that it is about, with the areas that it makes others.
    fn of_rules(&self, place: &[String], lines: &[String]) -> Finding {
        let comparison = self.comparison;
        let mut found =
            reworded::finding(self.new, self.texts, comparison.rules_trip(self.fail_on), place, lines);
        let areas: Vec<&AreaDiff> =
            comparison.areas.iter().filter(|area| self.is_due_to(area, place)).collect();
        let mut lines: Vec<String> = found.message.lines().map(str::to_owned).collect();
        if !areas.is_empty() {
            let named: Vec<String> =
                areas.iter().take(AREAS).map(|area| harmless(&area.place.name)).collect();
            let more = areas.len().saturating_sub(AREAS);
            let more = (more > 0).then(|| self.texts.more_reasons(more));
            lines.push(format!(
                "{}: {}",
                self.texts.diff_fact_areas(),
                named.into_iter().chain(more).collect::<Vec<_>>().join(", ")
            ));
        }
        found.related = areas.into_iter().map(|area| (at(area), self.headline(area))).collect();
        found.message = self.with_reason(lines, comparison.acknowledged.as_deref());
        found.allowed.clone_from(&comparison.acknowledged);
        found
    }

    /// Whether a change of what stands at a place of the rules is among the causes of what an area has become.
    fn is_due_to(&self, area: &AreaDiff, place: &[String]) -> bool {
        let Causes::Found { sets, .. } = &area.causes else { return false };
        let mut changes = sets.iter().flatten().filter(|change| change.kind != ChangeKind::Answer);
        changes.any(|change| place.get(1).is_some_and(|id| id == self.named_in(change)))
    }

    fn finding(&self, area: &AreaDiff) -> Finding {
        let place = &area.place;
        Finding {
            code: area.status.code().id(),
            level: self.level(area),
            title: self.headline(area),
            message: self.details(area),
            location: Some(at(area)),
            related: Vec::new(),
            key: match (&place.municipality, &place.id) {
                (_, None) => place.path.clone(),
                (None, Some(id)) => id.clone(),
                (Some(municipality), Some(id)) => format!("{municipality}/{id}"),
            },
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

/// Where an area is; what was is no place in the file that is there now.
fn at(area: &AreaDiff) -> Location {
    let now = area.after.is_none() && area.status != Status::NotCompared(Lacking::Before);
    let fault = area.unread.iter().find_map(|unread| unread.line).filter(|_| now);
    let line = area.place.line.filter(|_| area.after.is_some()).or(fault);
    Location { path: area.place.path.clone(), place: line.map(|line| (line, 1)) }
}

/// What is said of one area of this kind.
fn single(status: Status, texts: &Texts) -> &'static str {
    match status {
        Status::Added => texts.diff_one_added(),
        Status::Removed => texts.diff_one_removed(),
        status => status.title(texts),
    }
}
