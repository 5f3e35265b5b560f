//! `rules check` and `rules explain`: what is found in a rule set itself, and what that means.

use std::io::Write;

use avtalsform::analyse::{MAX_LAYERED, check};
use avtalsform::evaluate::Scoring;
use avtalsform::load;
use avtalsform::model::FindingCode;
use avtalsform::page::analysis::areas;
use avtalsform::page::analysis::check::{self as page, Checked, level};
use avtalsform::texts::Text;
use avtalsform::write::ci::{Level, sarif};
use avtalsform::write::html::html;
use avtalsform::write::plain::plain;

use super::args::{Check, CheckFail, CheckFormat, Explain, PageFormat};
use super::output::Output;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &Check) -> anyhow::Result<End> {
    let Some(rules) = session.rules(&args.named) else { return Ok(End::Failed) };
    let Some(profile) = session.profile(&rules, args.profile.as_deref()) else { return Ok(End::Failed) };
    // A rule set that loads can be computed with in every profile.
    let Ok(scoring) = Scoring::new(&rules, profile) else { return Ok(End::Failed) };
    let Ok(check) = check(&rules, profile, &scoring) else {
        let limit = avtalsform::say::words::number(session.texts, MAX_LAYERED as u128);
        session.error(Text::CheckTooLarge, &[("limit", &limit)]);
        return Ok(End::Failed);
    };
    let texts = &*session.worded(args.format == CheckFormat::Plain);
    let is_file = args.named != "-" && load::embedded(&args.named).is_none();
    let path = is_file.then_some(args.named.as_str());
    let checked = Checked { rules: &rules, profile, path, check: &check, texts };
    let open = if matches!(args.format, CheckFormat::Text | CheckFormat::Plain) {
        Output::page
    } else {
        Output::data
    };
    let mut output = open(session, args.output.as_deref())?;
    match args.format {
        CheckFormat::Text => output.write_all(checked.text(session.width).as_bytes())?,
        CheckFormat::Plain => output.write_all(plain(&checked.plain_document(), texts).as_bytes())?,
        CheckFormat::Json => {
            serde_json::to_writer_pretty(&mut output, &checked.json())?;
            writeln!(output)?;
        }
        CheckFormat::Sarif => {
            serde_json::to_writer_pretty(
                &mut output,
                &sarif(texts, &page::help(texts), &checked.findings()),
            )?;
            writeln!(output)?;
        }
        CheckFormat::Html => output.write_all(html(&checked.document(), texts)?.as_bytes())?,
        CheckFormat::Areas => output.write_all(areas(&rules, &checked.shown()).as_bytes())?,
    }
    output.finish()?;
    let least = match args.fail_on {
        CheckFail::Warning => Some(Level::Warning),
        CheckFail::Note => Some(Level::Note),
        CheckFail::None => None,
    };
    let trips = |least: Level| {
        let mut open = check.findings.iter().filter(|finding| finding.allowed.is_none());
        open.any(|finding| level(&finding.what) >= least)
    };
    Ok(if least.is_some_and(trips) { End::Tripped } else { End::Done })
}

pub fn explain(session: &Session<'_>, args: &Explain) -> anyhow::Result<End> {
    let code = args.code.as_deref().map(|name| (name, FindingCode::named(name)));
    if let Some((name, None)) = code {
        session.error(Text::NoSuchCode, &[("code", name)]);
        let codes = FindingCode::NAMES.map(|(name, _)| name).join(", ");
        session.hint(&session.texts.with(Text::CodeList, &[("codes", &codes)]));
        return Ok(End::Failed);
    }
    let mut output = Output::page(session, None)?;
    let texts = session.worded(args.format == PageFormat::Plain);
    let code = code.and_then(|(_, code)| code);
    let text = match args.format {
        PageFormat::Text => page::explain(&texts, code, session.width),
        PageFormat::Plain => plain(&page::explanation(&texts, code), &texts),
    };
    output.write_all(text.as_bytes())?;
    output.finish()?;
    Ok(End::Done)
}
