//! Areas as files of their own, one each, named by their ids.
//!
//! In: areas, wherever they were read. Out: a folder of files, or all of them one after the other on standard output. What is
//! in the way is never written over; the others are written all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use avtalsform::area_file::written;
use avtalsform::explain::Recommendation;
use avtalsform::load::shown_path;
use avtalsform::say::words::harmless;

use super::new::area_name;
use super::output::Output;
use super::session::{Said, Session};

/// Writes the areas into a folder.
pub fn write(
    session: &Session<'_>,
    areas: &[Recommendation<'_>],
    folder: Option<&Path>,
) -> anyhow::Result<()> {
    let lang = session.texts.lang;
    let Some(folder) = folder else {
        let files: Vec<String> = areas.iter().map(|one| written(&one.area, one.rules, lang, true)).collect();
        return session.emit_data(None, files.join("---\n").as_bytes());
    };
    session.allow(folder)?;
    if folder.exists() && !folder.is_dir() {
        return Err(session.error(session.texts.no_folder(shown_path(folder))).into());
    }
    std::fs::create_dir_all(folder)
        .map_err(|error| session.fail(&session.not_writable(folder, &avtalsform::load::reason(&error))))?;
    let (mut names, mut count, mut failed) = (BTreeSet::new(), 0, false);
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    areas.iter().for_each(|one| *ids.entry(&one.area.id).or_default() += 1);
    for one in areas {
        let area = &one.area;
        // Of several municipalities with one id each has its own.
        let several = ids.get(&*area.id).is_some_and(|count| *count > 1);
        let own = area.municipality.as_ref().filter(|_| several);
        let called = own.map_or_else(|| area.id.clone(), |own| format!("{own} {}", area.id));
        let name = area_name(&called).unwrap_or_else(|| format!("omrade-{}.yaml", area.line).into());
        let path = folder.join(&name);
        // On some systems two such names are one.
        if !names.insert(name.clone()) {
            session.error(session.texts.output_twice(shown_path(&path)));
            failed = true;
            continue;
        }
        if path.symlink_metadata().is_ok() {
            session.error(session.texts.area_file_exists(shown_path(&path)));
            failed = true;
            continue;
        }
        let is_stem = name.file_stem().is_some_and(|stem| *stem == *area.id);
        let write = || {
            let mut output = Output::new_file(session, &path, false)?;
            output.write_all(written(area, one.rules, lang, !is_stem).as_bytes())?;
            output.finish()
        };
        match write() {
            Ok(()) => count += 1,
            Err(error) => {
                if !error.is::<Said>() {
                    session.fail(&harmless(&error.to_string()));
                }
                failed = true;
            }
        }
    }
    session.hint(&session.texts.files_written(count, harmless(&shown_path(folder))));
    if failed { Err(Said.into()) } else { Ok(()) }
}
