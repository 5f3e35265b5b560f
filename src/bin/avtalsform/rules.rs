//! `rules list|show|export|new`: rule sets in readable form and as files, and one of one's own to begin with.

use std::io::Write;

use avtalsform::area_file::quoted;
use avtalsform::area_file::whole;
use avtalsform::load::{self, EMBEDDED};
use avtalsform::page::rules;
use avtalsform::say::words::harmless;

use super::args::{Export, List, NewRules, Show};
use super::new::{area_path, readable};
use super::output::Output;
use super::paths;
use super::session::{End, Session, word};

pub fn list(session: &Session<'_>, args: &List) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let sets = EMBEDDED.iter().map(|(id, _)| session.rules(id)).collect::<Result<Vec<_>, _>>()?;
    session.emit(format, output, &rules::list(&sets, &session.worded(format)))?;
    Ok(End::Done)
}

pub fn show(session: &Session<'_>, args: &Show) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let set = session.rules(args.which.rules())?;
    session.emit(format, output, &rules::document(&set, &session.worded(format)))?;
    Ok(End::Done)
}

pub fn export(session: &Session<'_>, args: &Export) -> anyhow::Result<End> {
    let text = match load::embedded(args.which.rules()) {
        Some(text) if !args.whole => for_itself(text).to_owned(),
        None if !args.whole => return Err(paths::no_built_in(session, args.which.rules()).into()),
        _ => whole(&session.whole_rules(args.which.rules())?),
    };
    let mut output = match &args.output {
        Some(path) => Output::new_file(session, path, args.force)?,
        None => Output::data(session, None)?,
    };
    output.write_all(text.as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}

/// A rule set without the line that names its schema: that lies beside the built-in one only.
fn for_itself(text: &str) -> &str {
    let rest = text.split_once('\n').filter(|(first, _)| first.starts_with("# yaml-language-server:"));
    rest.map_or(text, |(_, rest)| rest)
}

pub fn new(session: &Session<'_>, args: &NewRules) -> anyhow::Result<End> {
    let texts = session.texts;
    readable(session, &args.name)?;
    let Some((path, name)) = area_path(&args.name) else {
        return Err(session.error(texts.not_file_name(load::shown_path(&args.name))).into());
    };
    let shown = load::shown_path(&path);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let allowed =
        |letter: &char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(*letter);
    let id: String = stem.to_lowercase().chars().filter(allowed).take(64).collect();
    let id = if id.is_empty() { "regler".to_owned() } else { id };
    let mut output = Output::new_file(session, &path, args.force)?;
    // A name is a comment, too: a line break would end it.
    let line: String = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    output.write_all(texts.rule_file(&shown, id, &line, quoted(&line)).as_bytes())?;
    output.finish()?;
    let named = word(&harmless(&shown));
    let (show, area) =
        (format!("avtalsform rules show {named}"), format!("avtalsform new Hemtjänst --rules {named}"));
    session.hint(texts.rules_new_written(area, harmless(&shown), show).trim_end());
    Ok(End::Done)
}
