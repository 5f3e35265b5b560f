//! `rules check`: what is found in a rule set itself.

use std::path::Path;

use avtalsform::analyse::check;
use avtalsform::page::analysis::areas;
use avtalsform::page::analysis::check::{self as page, Checked};
use avtalsform::wire::check as wire;
use avtalsform::write::ci::{Level, github, junit, sarif, suite_of};

use super::args::Check;
use super::format::Format;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &Check) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let also = args.also.chosen(session)?;
    let rules = session.rules(&args.named)?;
    let advisor = session.advisor(&rules, args.profile.as_deref())?;
    let profile = advisor.profile();
    let check = check(&rules, profile, advisor.scoring());
    let root = session.root();
    let write = |format: Format, output: Option<&Path>| {
        let texts = &*session.worded(format);
        let checked = Checked { rules: &rules, profile, check: &check, texts };
        match format {
            Format::Json => session.emit_json(
                output,
                &wire::Check::new(&rules, profile, &check, texts.lang, |what| checked.message(what)),
            ),
            Format::Github => session.emit_data(output, github(texts, &checked.findings(), &root).as_bytes()),
            Format::Sarif => {
                session.emit_json(output, &sarif(texts, &page::help(texts), &checked.findings(), &root))
            }
            Format::Junit => {
                let (name, findings) = (&rules.identity.id, checked.findings());
                let suite = suite_of(name, texts.check_clean(), &findings, args.fail_on);
                session.emit_data(output, junit("avtalsform rules check", &[suite], &root)?.as_bytes())
            }
            Format::Areas => session.emit_data(output, areas(&rules, &checked.shown()).as_bytes()),
            format => session.emit(format, output, &checked.document()),
        }
    };
    for (format, path) in also {
        write(format, Some(path))?;
    }
    write(format, output)?;
    let trips = |least: Level| {
        let mut open = check.findings.iter().filter(|finding| finding.allowed.is_none());
        open.any(|finding| finding.what.level() >= least)
    };
    Ok(if args.fail_on.is_some_and(trips) { End::Tripped } else { End::Done })
}
