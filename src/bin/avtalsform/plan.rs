//! `plan PATH…`: the competition plan as a document.

use avtalsform::evaluate::Depth;
use avtalsform::page::plan::{Plan, plan};

use super::args::PlanArgs;
use super::gather::Gatherer;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &PlanArgs) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let form = session.form(format, args.template.as_deref(), &args.paths)?;
    let rules = session.rules(&args.by.rules)?;
    let advisor = session.advisor_by(&rules, &args.by)?;
    let gatherer = Gatherer {
        session,
        advisor: &advisor,
        paths: &args.paths,
        input: args.input,
        depth: Depth::Full,
        kept: true,
    };
    let mut areas = Vec::new();
    let gathered = gatherer.each(
        |recommendation| recommendation,
        |recommendation| {
            areas.push(recommendation);
            Ok(())
        },
    )?;
    if areas.is_empty() {
        return Err(session.error(session.texts.nothing_evaluated()).into());
    }
    let texts = &*session.worded(format);
    let document = plan(&Plan {
        rules: &rules,
        profile: advisor.profile(),
        areas: &areas,
        left_out: gathered.left_out(),
        files: &gathered.files,
        title: args.title.as_deref(),
        texts,
    });
    session.emit_as(&form, output, &document)?;
    Ok(if gathered.failed { End::Failed } else { End::Done })
}
