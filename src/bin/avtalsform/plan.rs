//! `plan PATH…`: the competition plan as a document.

use std::io::Write;

use avtalsform::evaluate::Depth;
use avtalsform::explain::Advisor;
use avtalsform::page::plan::{Plan, plan};
use avtalsform::texts::Text;
use avtalsform::write::docx::docx;
use avtalsform::write::html::html;
use avtalsform::write::markdown::markdown;
use avtalsform::write::plain::plain;

use super::args::{DocumentFormat, PlanArgs};
use super::gather::Gatherer;
use super::output::Output;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &PlanArgs) -> anyhow::Result<End> {
    let Some(rules) = session.rules(&args.rules) else { return Ok(End::Failed) };
    let Some(profile) = session.profile(&rules, args.profile.as_deref()) else { return Ok(End::Failed) };
    let Some(advisor) = Advisor::new(&rules, profile) else { return Ok(End::Failed) };
    let gatherer = Gatherer {
        session,
        rules: &rules,
        advisor: &advisor,
        paths: &args.paths,
        input: args.input.map(Into::into),
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
        session.error(Text::NothingEvaluated, &[]);
        return Ok(End::Failed);
    }
    let texts = &*session.worded(args.format == DocumentFormat::Plain);
    let document = plan(&Plan {
        rules: &rules,
        profile,
        areas: &areas,
        left_out: gathered.left_out(),
        title: args.title.as_deref(),
        texts,
    });
    let mut output = Output::data(session, args.output.as_deref())?;
    match args.format {
        DocumentFormat::Markdown => output.write_all(markdown(&document).as_bytes())?,
        DocumentFormat::Html => output.write_all(html(&document, session.texts)?.as_bytes())?,
        DocumentFormat::Plain => output.write_all(plain(&document, texts).as_bytes())?,
        DocumentFormat::Docx => output.write_all(&docx(&document, session.texts)?)?,
    }
    output.finish()?;
    Ok(if gathered.failed { End::Failed } else { End::Done })
}
