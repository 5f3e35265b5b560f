//! `diff PATH…`: what a change of rules or areas does to every area, and which part of it does.

mod acknowledged;
mod old;

use std::path::{Path, PathBuf};

use avtalsform::compare::{After, Entry, compare};
use avtalsform::evaluate::Depth;
use avtalsform::load;
use avtalsform::page::diff::{self, Shown};
use avtalsform::say::words::harmless;
use avtalsform::wire::diff as wire;
use avtalsform::wire::saved::Saved;
use avtalsform::write::markdown::{OF_AREAS, comment};

use super::args::Diff;
use super::format::{Format, PAGE};
use super::gather::Gatherer;
use super::session::{End, Session};
use old::Old;

pub fn run(session: &Session<'_>, args: &Diff) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let also = args.also.chosen(session)?;
    let twice = args.from.is_some() || args.from_rev.is_some();
    for path in &args.paths {
        session.allow(path)?;
    }
    // Standard input, a pipe or a device is there once only.
    let once =
        |path: &&PathBuf| *path == Path::new("-") || (path.exists() && !path.is_file() && !path.is_dir());
    if let Some(path) = args.paths.iter().find(once).filter(|_| twice) {
        return Err(session.error(session.texts.diff_stdin(load::shown_path(path))).into());
    }
    let rules = session.rules(&args.to)?;
    let advisor = session.advisor(&rules, args.profile.as_deref())?;
    let old = Old::load(session, args, &rules)?;
    let paths = old.paths(args);
    let input = args.input;
    let gatherer =
        Gatherer { session, advisor: &advisor, paths: &paths, input, depth: Depth::Full, kept: true };
    let mut entries = Vec::new();
    let gathered = gatherer.each(
        |recommendation| Entry::of(&recommendation),
        |entry| {
            entries.push(entry);
            Ok(())
        },
    )?;
    if let Some(path) = &args.write_baseline {
        if gathered.areas == 0 {
            return Err(session.error(session.texts.nothing_evaluated()).into());
        }
        let saved = Saved::new(&rules, args.profile.as_deref(), &entries, &gathered.unread);
        session.emit_data(Some(path), &saved.json()?)?;
    }
    let failed = gathered.failed;
    let Some((before, old_failed, old_files)) = old.before(session, args, &gatherer, &gathered)? else {
        return Ok(if failed { End::Failed } else { End::Done });
    };
    if gathered.areas == 0 && before.entries.is_empty() {
        return Err(session.error(session.texts.nothing_evaluated()).into());
    }
    let (unread, profile) = (gathered.unread.clone(), advisor.profile());
    let after = After { entries, unread, rules: &rules, profile };
    let fail_on = args.fail_on;
    let mut compared = compare(before, after);
    acknowledged::apply(session, &old, &mut compared)?;
    let texts = &*session.worded(format);
    let shown = Shown {
        comparison: &compared,
        old: old.rules(),
        new: &rules,
        to: &args.to,
        against: &old.against(args),
        fail_on,
        old_files: &old_files,
        files: &gathered.files,
        root: &session.root(),
        texts,
    };
    for (format, path) in also {
        write(session, format, Some(path), &Shown { texts: &session.worded(format), ..shown })?;
    }
    write(session, format, output, &shown)?;
    let mut unexplained = false;
    for path in old.unexplained(&compared) {
        unexplained = true;
        let name = args.from_rev.as_deref().unwrap_or_default();
        session.error(session.texts.git_new_path(name, load::shown_path(path)));
    }
    if let Some(reason) = &args.acknowledge {
        acknowledged::write(session, &compared, reason)?;
    }
    if !PAGE.contains(&format) {
        shown.left_out().iter().for_each(|said| session.hint(&harmless(said)));
    }
    Ok(if failed || old_failed || unexplained || !compared.is_whole() {
        End::Failed
    } else if args.acknowledge.is_none() && compared.trips(fail_on) {
        End::Tripped
    } else {
        End::Done
    })
}

fn write(
    session: &Session<'_>,
    format: Format,
    output: Option<&Path>,
    shown: &Shown<'_>,
) -> anyhow::Result<()> {
    match format {
        Format::Json => session.emit_json(
            output,
            &wire::Diff::new(shown.comparison, shown.against, shown.to, shown.fail_on, session.texts.lang),
        ),
        Format::Github => session.emit_data(output, diff::github(shown).as_bytes()),
        Format::Junit => session.emit_data(output, diff::junit(shown)?.as_bytes()),
        Format::Sarif => session.emit_json(output, &diff::sarif(shown)),
        // What is said on a change is said in a comment.
        Format::Markdown => {
            session.emit_data(output, comment(&diff::document(shown), session.texts, OF_AREAS).as_bytes())
        }
        format => session.emit(format, output, &diff::document(shown)),
    }
}
