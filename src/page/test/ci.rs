//! The report for continuous integration: JUnit and workflow commands.
//!
//! In: a report. Out: a suite a file and one for coverage; or a command for each thing that went wrong.

use super::coverage::{below, by_rule, goal_lines};
use super::words::{actual, expected, label, outcome, reasons};
use super::{Covered, Report};
use crate::load::{Diagnostic, SourceText};
use crate::say::Speaker;
use crate::testing::{End, Ran, State};
use crate::write::ci::{self, Case, CaseEnd, Finding, Level, Location, Suite};
use crate::write::faults::said;

/// The report as JUnit XML.
///
/// # Errors
/// When the XML cannot be written, which no text causes.
pub fn junit(report: &Report<'_>) -> anyhow::Result<String> {
    let mut suites: Vec<Suite> = Vec::new();
    for ran in report.ran {
        let case = Case {
            name: ran.test.name.clone(),
            class: ran.test.path.clone(),
            location: Some(Location { path: ran.test.path.clone(), place: Some(ran.test.place) }),
            end: report.case_end(ran),
        };
        suite(&mut suites, &ran.test.path).cases.push(case);
    }
    for (source, faults) in report.faults {
        for fault in *faults {
            let (message, help) = said(report.texts, source, fault);
            let name = format!("{}:{}:{}", source.path, fault.place.line, fault.place.column);
            let details = format!("{name}: {message}\n{}", help.unwrap_or_default()).trim_end().to_owned();
            let place = Some((fault.place.line, fault.place.column));
            let location = Some(Location { path: source.path.clone(), place });
            let end = CaseEnd::Error { message, details };
            let case = Case { name, class: source.path.clone(), location, end };
            suite(&mut suites, &source.path).cases.push(case);
        }
    }
    for covered in report.covered {
        suites.push(report.coverage_suite(covered));
    }
    ci::junit("avtalsform test", &suites, report.root)
}

/// The suite of a file.
fn suite<'s>(suites: &'s mut Vec<Suite>, path: &str) -> &'s mut Suite {
    let at = suites.iter().position(|suite| suite.name == path).unwrap_or_else(|| {
        suites.push(Suite { name: path.to_owned(), properties: Vec::new(), cases: Vec::new() });
        suites.len() - 1
    });
    // Just found, or just put there.
    #[expect(clippy::indexing_slicing, reason = "the position is of this list")]
    &mut suites[at]
}

/// The report as workflow commands: what failed, and of coverage what is missing where it is not enough.
#[must_use]
pub fn github(report: &Report<'_>) -> String {
    let mut findings: Vec<Finding> = report.ran.iter().filter_map(|ran| report.finding(ran)).collect();
    for (source, faults) in report.faults {
        findings.extend(faults.iter().map(|fault| report.fault(source, fault)));
    }
    for covered in report.covered {
        if report.is_below(covered) {
            report.coverage_findings(covered, &mut findings);
        }
    }
    ci::github(report.texts, &findings, report.root)
}

impl Report<'_> {
    fn case_end(&self, ran: &Ran<'_>) -> CaseEnd {
        match ran.end() {
            End::Passed => CaseEnd::Passed,
            End::Failed => CaseEnd::Failed {
                kind: "expectation".to_owned(),
                message: self.short(ran),
                details: self.details(ran),
            },
            End::Error => CaseEnd::Error { message: self.short(ran), details: self.details(ran) },
        }
    }

    /// The first thing that is not as expected, and how many more there are.
    fn short(&self, ran: &Ran<'_>) -> String {
        let Some(found) = &ran.found else { return self.uncounted(ran) };
        let failures = ran.failures();
        let Some(first) = failures.first() else { return String::new() };
        let short = self.texts.test_short(
            actual(self.texts, found, first),
            expected(self.texts, found.rules, first),
            label(&first.what),
        );
        match failures.len() - 1 {
            0 => short,
            more => {
                format!("{short} {}", self.texts.more_reasons(more))
            }
        }
    }

    fn uncounted(&self, ran: &Ran<'_>) -> String {
        self.texts.test_uncomputable(ran.test.name.as_str())
    }

    /// Everything that is not as expected, and what the rules say.
    fn details(&self, ran: &Ran<'_>) -> String {
        let Some(found) = &ran.found else { return self.uncounted(ran) };
        let mut lines = Vec::new();
        for failure in ran.failures() {
            lines.push(self.texts.test_line(label(&failure.what), failure.place.0));
            let expected = expected(self.texts, found.rules, failure);
            lines.push(format!("  {}: {expected}", self.texts.test_expected()));
            let actual = actual(self.texts, found, failure);
            lines.push(format!("  {}: {actual}", self.texts.test_actual()));
        }
        lines.push(self.texts.test_reasons(outcome(found)));
        lines.extend(reasons(self.texts, found).into_iter().map(|line| format!("  {line}")));
        lines.join("\n")
    }

    fn finding(&self, ran: &Ran<'_>) -> Option<Finding> {
        let place = match ran.failures().first() {
            Some(failure) => failure.place,
            None => ran.test.place,
        };
        let code = match ran.end() {
            End::Passed => return None,
            End::Failed => "test-failed",
            End::Error => "test-error",
        };
        Some(Finding {
            code,
            level: Level::Error,
            title: ran.test.name.clone(),
            message: self.details(ran),
            location: Some(Location { path: ran.test.path.clone(), place: Some(place) }),
            related: Vec::new(),
            key: format!("{}/{}", ran.test.path, ran.test.name),
            allowed: None,
        })
    }

    fn fault(&self, source: &SourceText, fault: &Diagnostic) -> Finding {
        let (message, help) = said(self.texts, source, fault);
        let place = (fault.place.line, fault.place.column);
        Finding {
            code: "fault",
            level: Level::Error,
            title: self.texts.error().to_owned(),
            message: [Some(message), help].into_iter().flatten().collect::<Vec<_>>().join("\n"),
            location: Some(Location { path: source.path.clone(), place: Some(place) }),
            related: Vec::new(),
            key: format!("{}:{}:{}", source.path, place.0, place.1),
            allowed: None,
        }
    }

    fn coverage_suite(&self, covered: &Covered<'_>) -> Suite {
        let coverage = &covered.coverage;
        let id = &coverage.rules().identity.id;
        let counts = [coverage.count(), coverage.sides(), coverage.branches()];
        let names = ["coverage", "coverage.rules", "coverage.branches"];
        let properties = names.into_iter().zip(counts);
        let properties =
            properties.map(|(name, (reached, all))| (name.to_owned(), format!("{reached}/{all}"))).collect();
        let end = if self.is_below(covered) {
            let details = goal_lines(self.texts, coverage, State::Missing).join("\n");
            CaseEnd::Failed { kind: "coverage".to_owned(), message: below(self, coverage), details }
        } else {
            CaseEnd::Passed
        };
        let name = self.texts.coverage_case().to_owned();
        Suite {
            name: id.clone(),
            properties,
            cases: vec![Case { name, class: id.clone(), location: None, end }],
        }
    }

    fn coverage_findings(&self, covered: &Covered<'_>, findings: &mut Vec<Finding>) {
        let rules = covered.coverage.rules();
        let id = &rules.identity.id;
        let location = |spot| Location::in_rules(rules, spot);
        findings.push(Finding {
            code: "coverage-below",
            level: Level::Error,
            title: self.texts.coverage_title(id, &rules.identity.version),
            message: below(self, &covered.coverage),
            location: location(None),
            related: Vec::new(),
            key: id.clone(),
            allowed: None,
        });
        for (rule, said) in by_rule(self.texts, &covered.coverage, State::Missing) {
            findings.push(Finding {
                code: "not-tested",
                level: Level::Warning,
                title: self.texts.coverage_missing().to_owned(),
                message: format!(
                    "{} {}: {said}",
                    Speaker { texts: self.texts, rules }.kind(rule.kind()),
                    rule.id()
                ),
                location: location(rules.places.rules.get(rule.id()).copied()),
                related: Vec::new(),
                key: format!("{id}/{}", rule.id()),
                allowed: None,
            });
        }
    }
}
