//! `explain [NAME]`: what a name stands for, where it matters, where it is said; without a name, all that has one.

use avtalsform::load::nearest;
use avtalsform::lookup::{named, things};
use avtalsform::page::explain::Lookup as Found;
use avtalsform::wire::explain::Explain;

use super::args::Lookup;
use super::format::Format;
use super::session::{End, Said, Session};

pub fn run(session: &Session<'_>, args: &Lookup) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let rules = session.rules(&args.rules)?;
    let all = things(&rules);
    let name = args.about.as_deref();
    let found = name.map_or_else(|| all.clone(), |name| named(&rules, name.trim()));
    if let Some(name) = name.filter(|_| found.is_empty()) {
        session.error(session.texts.lookup_nothing(name, &rules.identity.id));
        let ids: Vec<String> = all.iter().map(|thing| thing.id(&rules)).collect();
        let aliases = all.iter().filter_map(|thing| thing.alias(&rules));
        let near = nearest(name, ids.iter().map(String::as_str).chain(aliases));
        // Between names as short as `lov` and `lou` a letter exchanged is another form and no slip.
        match near.filter(|near| near.chars().count() > 3) {
            Some(near) => session.advise(session.texts.did_you_mean(&near)),
            None => session.advise(session.texts.lookup_all()),
        }
        return Err(Said.into());
    }
    let texts = session.worded(format);
    let found = Found { rules: &rules, name, things: &found, texts: &texts };
    match format {
        Format::Json => session.emit_json(
            output,
            &Explain::new(&rules, name, found.things, &texts, |thing| found.line(thing)),
        )?,
        format => session.emit(format, output, &found.document())?,
    }
    Ok(End::Done)
}
