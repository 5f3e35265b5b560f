//! `rules list|show|export`: the rule sets that are built in, in readable form and as files.

use std::io::Write;

use avtalsform::area_file::whole;
use avtalsform::load::{self, EMBEDDED};
use avtalsform::page::rules;

use super::args::{Export, List, Show};
use super::output::Output;
use super::paths;
use super::session::{End, Session};

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
        Some(text) if !args.whole => text.to_owned(),
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
