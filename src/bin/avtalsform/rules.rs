//! `rules list|show|export`: the rule sets that are built in, in readable form and as files.

use std::io::Write;

use avtalsform::load::{self, EMBEDDED};
use avtalsform::page::rules;
use avtalsform::write::plain::plain;

use super::args::{Export, List, PageFormat, Show};
use super::output::Output;
use super::paths;
use super::session::{End, Session};

pub fn list(session: &Session<'_>, args: &List) -> anyhow::Result<End> {
    let sets: Option<Vec<_>> = EMBEDDED.iter().map(|(id, _)| session.rules(id)).collect();
    let Some(sets) = sets else { return Ok(End::Failed) };
    let mut output = Output::page(session, None)?;
    let texts = session.worded(args.format == PageFormat::Plain);
    let page = match args.format {
        PageFormat::Text => rules::list(&sets, &texts, session.width),
        PageFormat::Plain => plain(&rules::list_document(&sets, &texts), &texts),
    };
    output.write_all(page.as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}

pub fn show(session: &Session<'_>, args: &Show) -> anyhow::Result<End> {
    let Some(set) = session.rules(args.of.rules()) else { return Ok(End::Failed) };
    let mut output = Output::page(session, args.of.output.as_deref())?;
    let texts = session.worded(args.format == PageFormat::Plain);
    let page = match args.format {
        PageFormat::Text => rules::show(&set, &texts, session.width),
        PageFormat::Plain => plain(&rules::document(&set, &texts), &texts),
    };
    output.write_all(page.as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}

pub fn export(session: &Session<'_>, args: &Export) -> anyhow::Result<End> {
    let Some(text) = load::embedded(args.rules()) else {
        paths::no_built_in(session, args.rules());
        return Ok(End::Failed);
    };
    let mut output = Output::data(session, args.output.as_deref())?;
    output.write_all(text.as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}
