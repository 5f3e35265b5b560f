//! `fmt PATH…`: area files in canonical order, in their place; with `--check`, which of them are not.

use std::io::Write;
use std::path::Path;

use avtalsform::area_file::{Refusal, canonical};
use avtalsform::load::{self, Input, PassedOver, Why};
use avtalsform::model::RuleSet;
use avtalsform::say::words::harmless;

use super::args::Fmt;
use super::output::Output;
use super::paths::lost_path;
use super::paths::{self, Meant};
use super::session::{End, Session};

/// What came of the files.
#[derive(Debug, Default)]
struct Tally {
    changed: usize,
    kept: usize,
    failed: usize,
    passed_over: Vec<PassedOver>,
}

pub fn run(session: &Session<'_>, args: &Fmt) -> anyhow::Result<End> {
    let rules = session.rules(&args.rules)?;
    if args.paths.len() > 1 && args.paths.iter().any(|path| path == Path::new("-")) {
        return Err(session.error(session.texts.fmt_stdin_alone()).into());
    }
    let mut tally = Tally::default();
    let found = session.find(&args.paths, None);
    for lost in &found.lost {
        session.fail(&lost_path(session, None, lost).1);
        paths::help_lost(session, lost, true);
        tally.failed += 1;
    }
    let mut list = Output::data(session, None)?;
    for path in &found.files {
        one(session, &rules, path, args.check, &mut list, &mut tally)?;
    }
    list.finish()?;
    if !found.files.is_empty() && !found.files.iter().any(|path| path == Path::new("-")) {
        let (texts, Tally { changed, kept, failed, .. }) = (session.texts, &tally);
        session.hint(&match args.check {
            true => texts.fmt_checked(changed, failed, kept),
            false => texts.fmt_done(changed, failed, kept),
        });
    }
    let mut files = found.count();
    files.refused += tally.failed - found.lost.len();
    files.passed_over.append(&mut tally.passed_over);
    session.passed_over(&files);
    Ok(match tally {
        Tally { failed: 1.., .. } => End::Failed,
        Tally { changed: 1.., .. } if args.check => End::Tripped,
        _ => End::Done,
    })
}

/// Puts one file in order, or says why not.
fn one(
    session: &Session<'_>,
    rules: &RuleSet,
    path: &Path,
    check: bool,
    list: &mut Output<'_>,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let shown = load::shown_path(path);
    let (text, ordered) = match ordered(session, rules, path, &shown) {
        Ordered::Areas(text, ordered) => (text, ordered),
        Ordered::PassedOver(why) => {
            tally.passed_over.push(PassedOver { path: path.to_owned(), why });
            return Ok(());
        }
        Ordered::Refused => {
            tally.failed += 1;
            return Ok(());
        }
    };
    let is_stdin = path == Path::new("-");
    if is_stdin && !check {
        list.write_all(ordered.as_bytes())?;
    } else if ordered == text {
        tally.kept += 1;
        return Ok(());
    } else {
        if !check && let Err(error) = write(session, path, &ordered) {
            session.fail(&format!("{error}"));
            tally.failed += 1;
            return Ok(());
        }
        writeln!(list, "{}", harmless(&shown))?;
    }
    tally.changed += 1;
    Ok(())
}

/// A file as it is and as it should be.
enum Ordered {
    /// Its text, and the same in order.
    Areas(String, String),
    /// It holds no areas, and why.
    PassedOver(Why),
    /// Something is wrong with it, which has been said.
    Refused,
}

/// What is to be done with a file; what is wrong is said.
fn ordered(session: &Session<'_>, rules: &RuleSet, path: &Path, shown: &str) -> Ordered {
    if Input::of(path) != Input::Yaml {
        session.error(session.texts.fmt_not_yaml(shown));
        return Ordered::Refused;
    }
    // What is no file of its own has no place to be put in order in, and may be without end.
    if path != Path::new("-") && path.exists() && !path.is_file() {
        session.fail(&session.not_writable(path, "reason-no-file"));
        return Ordered::Refused;
    }
    let Ok(bytes) = session.read(path, Meant::Areas) else { return Ordered::Refused };
    // Read under its own name first, so that what is wrong with it is said of it.
    let loaded = load::areas(shown, bytes.clone(), rules);
    if let Some(why) = loaded.passed_over.filter(|_| loaded.areas.is_empty() && loaded.faults.is_empty()) {
        return Ordered::PassedOver(why);
    }
    let text = String::from_utf8(bytes).ok().filter(|_| loaded.faults.is_empty());
    let Some(text) = text else {
        session.faults(&loaded.source, &loaded.faults);
        session.say("");
        return Ordered::Refused;
    };
    match canonical(&text, rules) {
        Ok(ordered) => Ordered::Areas(text, ordered),
        Err(Refusal::Faulty(loaded)) => {
            session.faults(&loaded.source, &loaded.faults);
            Ordered::Refused
        }
        Err(refusal) => {
            session.fail(&format!("{}: {}", harmless(shown), refusal.message(session.texts)));
            Ordered::Refused
        }
    }
}

/// Puts a text in the place of a file's.
fn write(session: &Session<'_>, path: &Path, text: &str) -> anyhow::Result<()> {
    let mut output = Output::in_place(session, path)?;
    output.write_all(text.as_bytes())?;
    output.finish()
}
