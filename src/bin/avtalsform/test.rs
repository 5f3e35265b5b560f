//! `test PATH…`: rule tests, and what no test has tried.

use std::collections::BTreeMap;
use std::path::Path;

use avtalsform::evaluate::Scoring;
use avtalsform::explain::Advisor;
use avtalsform::load::{self, Diagnostic, Files, Found, Lost, Shelf, SourceText};
use avtalsform::model::{Fraction, RuleSet, parse_ratio};
use avtalsform::page::test::words::{actual, expected, goal, label};
use avtalsform::page::test::{Covered, Report, document, github, junit};
use avtalsform::testing::{Coverage, End as TestEnd, Ran, RuleTest, Situation, is_unreachable};
use avtalsform::wire::batch::Fault;
use avtalsform::wire::test as wire;
use avtalsform::write::faults::said;
use rayon::prelude::*;
use regex::Regex;

use super::args::Test;
use super::format::{Format, PAGE};
use super::paths;
use super::session::{End, Said, Session};
use super::suggest;

pub fn run(session: &Session<'_>, args: &Test) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let also = args.also.chosen(session)?;
    if let Some(wrong) = args.suggest.as_ref().and_then(|folder| paths::not_folder(session, folder)) {
        anyhow::bail!(wrong);
    }
    let (wanted, least) = (wanted(session, args), least(session, args));
    let (wanted, least) = (wanted?, least?);
    let rules = session.rules(&args.by.rules)?;
    let mut shelf = Shelf::new(rules, session.disk.clone());
    let read = read(session, args, &mut shelf);
    session.inputs.add(shelf.read());
    let (tests, others): (Vec<RuleTest>, Vec<RuleTest>) =
        read.tests.into_iter().partition(|test| wanted.as_ref().is_none_or(|name| name.is_match(&test.name)));
    let advisors = advisors(session, args, &shelf, &tests)?;
    let ran: Vec<Ran<'_>> = tests
        .par_iter()
        .map(|test| {
            let advisor = advisors.get(&advisor_of(args, test));
            Ran { test, found: advisor.map(|advisor| advisor.recommend(test.area.clone())) }
        })
        .collect();
    let covered = covered(&shelf, &ran);
    let faults: Vec<(&SourceText, &[Diagnostic])> =
        read.faulty.iter().chain(shelf.noted()).map(|(source, found)| (source, found.as_slice())).collect();
    say_faults(session, &faults);
    let texts = &*session.worded(format);
    let report = Report {
        texts,
        ran: &ran,
        left_out: others.len(),
        covered: &covered,
        least,
        faults: &faults,
        files: &read.files,
        root: &session.root(),
    };
    let failed = read.failed || !faults.is_empty() || report.count(TestEnd::Error) > 0;
    if ran.is_empty() {
        match wanted.as_ref().filter(|_| !others.is_empty()) {
            Some(name) => session.error(session.texts.no_test_matches(name.as_str())),
            None => session.error(session.texts.no_test_found()),
        };
    }
    // A page without a test says nothing; what is read by programs says what was wrong.
    if !ran.is_empty() || (!PAGE.contains(&format) && !faults.is_empty()) {
        for (format, path) in also {
            write(session, format, Some(path), &Report { texts: &session.worded(format), ..report })?;
        }
        write(session, format, output, &report)?;
        session.files(format, &read.files);
    } else {
        session.passed_over(&read.files);
    }
    if let Some(folder) = &args.suggest {
        suggest::write(session, args, folder, &covered)?;
    }
    let below = covered.iter().any(|covered| report.is_below(covered));
    Ok(match (failed || ran.is_empty(), report.count(TestEnd::Failed) > 0 || below) {
        (true, _) => End::Failed,
        (false, true) => End::Tripped,
        (false, false) => End::Done,
    })
}

/// The names asked for; `None` where all are.
fn wanted(session: &Session<'_>, args: &Test) -> Result<Option<Regex>, Said> {
    let Some(pattern) = &args.run else { return Ok(None) };
    match Regex::new(pattern) {
        Ok(pattern) => Ok(Some(pattern)),
        Err(error) => {
            // The last line says what is wrong; those before it repeat the pattern.
            let said = error.to_string();
            let reason = said.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Err(session.error(session.texts.wrong_pattern(pattern, reason)))
        }
    }
}

/// The least coverage asked for, per cent.
fn least(session: &Session<'_>, args: &Test) -> Result<Option<Fraction>, Said> {
    let Some(word) = &args.min_coverage else { return Ok(None) };
    let number = word.trim().trim_end_matches('%').trim_end();
    let least = parse_ratio(number).filter(|least| *least <= Fraction::from_integer(100));
    least.map(Some).ok_or_else(|| session.error(session.texts.wrong_minimum(word)))
}

#[derive(Default)]
struct Read {
    tests: Vec<RuleTest>,
    faulty: Vec<(SourceText, Vec<Diagnostic>)>,
    files: Files,
    failed: bool,
}

/// Every test under the paths, in their order.
fn read(session: &Session<'_>, args: &Test, shelf: &mut Shelf) -> Read {
    let mut read = Read::default();
    let found = session.find(&args.paths, None);
    read.files = found.count();
    let Found { files, lost, .. } = found;
    for lost in &lost {
        read.failed = true;
        say_lost(session, lost);
        paths::help_lost(session, lost, false);
    }
    for path in files {
        let name = load::shown_path(&path);
        match session.disk.read(&path) {
            Err(error) => {
                read.failed = true;
                read.files.refused += 1;
                session.fail(&session.not_readable(&name, &load::reason(&error)));
            }
            Ok(bytes) => {
                let loaded = load::rule_tests(&name, bytes, shelf);
                read.tests.extend(loaded.tests);
                if !loaded.faults.is_empty() {
                    read.files.refused += 1;
                    read.faulty.push((loaded.source, loaded.faults));
                }
            }
        }
    }
    read
}

fn say_lost(session: &Session<'_>, lost: &Lost) {
    match lost {
        Lost::Missing(missing) => session.error(session.texts.no_such_path(load::shown_path(missing))),
        Lost::Empty(empty) => session.error(session.texts.no_test_files(load::shown_path(empty))),
        Lost::Unreadable(file, reason) => {
            session.fail(&session.not_readable(&load::shown_path(file), reason))
        }
    };
}

fn say_faults(session: &Session<'_>, faults: &[(&SourceText, &[Diagnostic])]) {
    for (source, found) in faults {
        session.faults(source, found);
        session.say("");
    }
    if !faults.is_empty() {
        let count: usize = faults.iter().map(|(_, found)| found.len()).sum();
        session.hint(&session.texts.faults_found(count, faults.len()));
    }
}

/// A rule set with a profile.
type AdvisorKey<'a> = (usize, Option<&'a str>);

/// The advisor that a test needs: its own profile, or else the one asked for.
fn advisor_of<'a>(args: &'a Test, test: &'a RuleTest) -> AdvisorKey<'a> {
    (test.rules, test.profile.as_deref().or(args.by.profile.as_deref()))
}

/// An advisor for each rule set and profile that the tests need; what is wrong is said.
fn advisors<'a>(
    session: &Session<'_>,
    args: &'a Test,
    shelf: &'a Shelf,
    tests: &'a [RuleTest],
) -> Result<BTreeMap<AdvisorKey<'a>, Advisor<'a>>, Said> {
    let mut advisors = BTreeMap::new();
    for test in tests {
        let key = advisor_of(args, test);
        if advisors.contains_key(&key) {
            continue;
        }
        let rules = shelf.sets().get(key.0).ok_or(Said)?;
        advisors.insert(key, session.advisor(rules, key.1)?);
    }
    Ok(advisors)
}

/// The coverage of every rule set that a test is of; where there is none, of the one asked for.
fn covered<'a>(shelf: &'a Shelf, ran: &[Ran<'_>]) -> Vec<Covered<'a>> {
    let mut all = Vec::new();
    for (position, rules) in shelf.sets().iter().enumerate() {
        let tests = ran.iter().filter(|ran| ran.test.rules == position);
        let mut coverage = Coverage::new(rules);
        let mut any = ran.is_empty() && position == Shelf::DEFAULT;
        for test in tests {
            any = true;
            if let Some(found) = &test.found {
                coverage.add(&Situation::of(rules, &found.area, found.outcome()));
            }
        }
        if any {
            let profiles = std::iter::once(None).chain(rules.profiles.iter().map(Some));
            let scorings: Vec<Scoring> =
                profiles.filter_map(|profile| Scoring::new(rules, profile).ok()).collect();
            coverage.rule_out(|goal| is_unreachable(rules, &scorings, goal));
            all.push(Covered { position, coverage });
        }
    }
    all
}

fn write(
    session: &Session<'_>,
    format: Format,
    output: Option<&Path>,
    report: &Report<'_>,
) -> anyhow::Result<()> {
    match format {
        Format::Json => session.emit_json(output, &json(report)),
        Format::Junit => session.emit_data(output, junit(report)?.as_bytes()),
        Format::Github => session.emit_data(output, github(report).as_bytes()),
        format => session.emit(format, output, &document(report)),
    }
}

/// What became of the tests, for machines.
fn json<'a>(report: &'a Report<'a>) -> wire::Tests<'a> {
    let texts = report.texts;
    let ruleset = |position| {
        let covered = report.covered.iter().find(|covered| covered.position == position);
        covered.map_or("", |covered| covered.coverage.rules().identity.id.as_str())
    };
    let tests = report.ran.iter().map(|ran| {
        wire::Test::new(ran, ruleset(ran.test.rules), texts.lang, |found, failure| wire::Failed {
            key: label(&failure.what),
            expected: expected(texts, found.rules, failure),
            actual: actual(texts, found, failure),
        })
    });
    let coverage = report.covered.iter().map(|covered| {
        let say = |rules: &RuleSet, one: &avtalsform::testing::Goal<'_>| goal(texts, rules, one);
        wire::Coverage::new(&covered.coverage, !report.is_below(covered), say)
    });
    let faults = report.faults.iter().flat_map(|(source, found)| {
        found.iter().map(|one| Fault::new(source, one, said(texts, source, one)))
    });
    wire::Tests::new(tests.collect(), report.left_out, coverage.collect(), faults.collect())
}
