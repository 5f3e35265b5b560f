//! `explain CRITERION|RULE|FORM`: what a name stands for, where it matters, where it is said.

use std::io::Write;

use avtalsform::load::nearest;
use avtalsform::lookup::{named, things};
use avtalsform::page::explain::Lookup as Found;
use avtalsform::texts::Text;
use avtalsform::write::plain::plain;

use super::args::{Lookup, LookupFormat};
use super::output::Output;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &Lookup) -> anyhow::Result<End> {
    let Some(rules) = session.rules(&args.rules) else { return Ok(End::Failed) };
    let found = named(&rules, args.about.trim());
    if found.is_empty() {
        session.error(Text::LookupNothing, &[("rules", &rules.identity.id), ("name", &args.about)]);
        let all = things(&rules);
        let ids: Vec<String> = all.iter().map(|thing| thing.id(&rules)).collect();
        let aliases = all.iter().filter_map(|thing| thing.alias(&rules));
        let near = nearest(&args.about, ids.iter().map(String::as_str).chain(aliases));
        // Between names as short as `lov` and `lou` a letter exchanged is another form and no slip.
        match near.filter(|near| near.chars().count() > 3) {
            Some(near) => session.advise(Text::DidYouMean, &[("name", &near)]),
            None => session.advise(Text::LookupAll, &[]),
        }
        return Ok(End::Failed);
    }
    let texts = session.worded(args.format == LookupFormat::Plain);
    let found = Found { rules: &rules, name: &args.about, things: &found, texts: &texts };
    let open = if args.format == LookupFormat::Json { Output::data } else { Output::page };
    let mut output = open(session, args.output.as_deref())?;
    match args.format {
        LookupFormat::Text => output.write_all(found.text(session.width).as_bytes())?,
        LookupFormat::Plain => output.write_all(plain(&found.document(), &texts).as_bytes())?,
        LookupFormat::Json => {
            serde_json::to_writer_pretty(&mut output, &found.json())?;
            output.write_all(b"\n")?;
        }
    }
    output.finish()?;
    Ok(End::Done)
}
