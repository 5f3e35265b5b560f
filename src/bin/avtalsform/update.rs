//! `batch FILE --update`: the results put into the workbook that they were made of.
//!
//! In: a workbook. Out: the same workbook with new values in its columns of results. What is wrong with its areas is said
//! as it is for any other output, and marked in their rows.

use std::io::Write;
use std::path::Path;

use avtalsform::evaluate::Depth;
use avtalsform::load::{AreaTable, Kind, area_table, kind, shown_path};
use avtalsform::say::words::harmless;
use avtalsform::write::xlsx::{Found, Updated, updated};

use super::args::Batch;
use super::gather::Gatherer;
use super::output::Output;
use super::paths::Meant;
use super::session::{End, Said, Session};

pub fn run(session: &Session<'_>, args: &Batch) -> anyhow::Result<End> {
    let path = only(session, &args.paths)?;
    let shown = shown_path(path);
    let rules = session.rules(&args.by.rules)?;
    let advisor = session.advisor_by(&rules, &args.by)?;
    let bytes = session.read(path, Meant::Areas)?;
    if !matches!(kind(&bytes), Kind::Xlsx | Kind::Locked | Kind::Broken) {
        return Err(session.error(session.texts.update_not_xlsx(shown)).into());
    }
    let paths = [path.to_owned()];
    let gatherer =
        Gatherer { session, advisor: &advisor, paths: &paths, input: None, depth: Depth::Full, kept: true };
    let mut recommendations = Vec::new();
    let gathered = gatherer.each(
        |recommendation| recommendation,
        |recommendation| {
            recommendations.push(recommendation);
            Ok(())
        },
    )?;
    if gathered.areas == 0 {
        session.error(session.texts.nothing_evaluated());
    }
    if let Some(table) = area_table(&shown, &bytes, &rules).filter(|table| !table.rows.is_empty()) {
        let faults = gathered.faults.first().map(|(source, faults)| (source, faults.as_slice()));
        let found = Found { recommendations: &recommendations, faults };
        let updated = updated(&bytes, &table, found, session.texts)
            .map_err(|fault| session.error(fault.message(&shown, session.texts)))?;
        put(session, path, &bytes, &updated)?;
        say(session, &shown, &table, &updated);
    }
    let is_weak = |least| recommendations.iter().any(|one| one.evaluation.firmness < least);
    Ok(match (gathered.failed || gathered.areas == 0, args.require.is_some_and(is_weak)) {
        (true, _) => End::Failed,
        (false, true) => End::Tripped,
        (false, false) => End::Done,
    })
}

/// The one workbook that is named.
fn only<'p>(session: &Session<'_>, paths: &'p [std::path::PathBuf]) -> Result<&'p Path, Said> {
    let texts = session.texts;
    match paths {
        [path] if path == Path::new("-") => Err(session.error(texts.update_stdin())),
        [path] if session.disk.allow(path).is_ok() && path.is_dir() => {
            Err(session.error(texts.update_folder(shown_path(path))))
        }
        [path] => Ok(path),
        _ => Err(session.error(texts.update_several())),
    }
}

/// Puts the workbook in the place of the one that was read, if that is there as it was and anything is new.
fn put(session: &Session<'_>, path: &Path, before: &[u8], updated: &Updated) -> anyhow::Result<()> {
    if updated.bytes == before {
        return Ok(());
    }
    let mut output = Output::in_place(session, path)?;
    output.write_all(&updated.bytes)?;
    if session.disk.read(path).ok().as_deref() != Some(before) {
        return Err(session.error(session.texts.update_changed(shown_path(path))).into());
    }
    output.finish()
}

/// Says what was done, and what was not.
fn say(session: &Session<'_>, path: &str, table: &AreaTable, updated: &Updated) {
    let texts = session.texts;
    let note = |said: String| session.hint(&harmless(&format!("{}: {said}", texts.note_label())));
    if !updated.formulas.is_empty() {
        note(texts.update_formulas(updated.formulas.join(", ")));
    }
    if !table.made.is_empty() {
        note(texts.update_stale(table.made.join(", ")));
    }
    session.hint(&harmless(&texts.update_done(updated.areas, updated.faulty, path)));
    if let Some((first, last)) = &updated.added {
        let columns = if first == last { first.clone() } else { format!("{first}–{last}") };
        session.hint(&harmless(&texts.update_added(columns, table.sheet.trim())));
    }
}
