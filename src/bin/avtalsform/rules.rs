//! `rules list|show|export`: the rule sets that are built in, in readable form and as files.

use std::io::Write;

use avtalsform::load::{self, EMBEDDED};
use avtalsform::render::rules::{list as list_page, show as show_page};

use super::args::Show;
use super::output::Output;
use super::paths;
use super::session::{End, Session};

pub fn list(session: &Session<'_>) -> anyhow::Result<End> {
    let sets: Option<Vec<_>> = EMBEDDED.iter().map(|(id, _)| session.rules(id)).collect();
    let Some(sets) = sets else { return Ok(End::Failed) };
    let mut output = Output::page(session, None)?;
    output.write_all(list_page(&sets, session.texts, session.width).as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}

pub fn show(session: &Session<'_>, args: &Show) -> anyhow::Result<End> {
    let Some(rules) = session.rules(args.rules()) else { return Ok(End::Failed) };
    let mut output = Output::page(session, args.output.as_deref())?;
    output.write_all(show_page(&rules, session.texts, session.width).as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}

pub fn export(session: &Session<'_>, args: &Show) -> anyhow::Result<End> {
    let Some(text) = load::embedded(args.rules()) else {
        paths::no_built_in(session, args.rules());
        return Ok(End::Failed);
    };
    let mut output = Output::data(session, args.output.as_deref())?;
    output.write_all(text.as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}
