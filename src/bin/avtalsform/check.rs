//! `rules check` and `rules explain`: what is found in a rule set itself, and what that means.

use avtalsform::analyse::{MAX_LAYERED, check};
use avtalsform::load;
use avtalsform::model::FindingCode;
use avtalsform::page::analysis::areas;
use avtalsform::page::analysis::check::{self as page, Checked, level};
use avtalsform::write::ci::{Level, sarif};

use super::args::{Check, CheckFail, Explain};
use super::format::Format;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &Check) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let rules = session.rules(&args.named)?;
    let advisor = session.advisor(&rules, args.profile.as_deref())?;
    let profile = advisor.profile();
    let Ok(check) = check(&rules, profile, advisor.scoring()) else {
        let limit = avtalsform::say::words::number(session.texts, MAX_LAYERED as u128);
        return Err(session.error(session.texts.check_too_large(&limit)).into());
    };
    let texts = &*session.worded(format);
    let is_file = args.named != "-" && load::embedded(&args.named).is_none();
    let path = is_file.then_some(args.named.as_str());
    let checked = Checked { rules: &rules, profile, path, check: &check, texts };
    match format {
        Format::Json => session.emit_json(output, &checked.json())?,
        Format::Sarif => {
            session.emit_json(output, &sarif(texts, &page::help(texts), &checked.findings()))?;
        }
        Format::Areas => session.emit_data(output, areas(&rules, &checked.shown()).as_bytes())?,
        Format::Text => session.emit_page(output, &checked.text(session.width))?,
        Format::Plain => session.emit(format, output, &checked.plain_document())?,
        format => session.emit(format, output, &checked.document())?,
    }
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
        session.error(session.texts.no_such_code(name));
        let codes = FindingCode::NAMES.map(|(name, _)| name).join(", ");
        session.hint(&session.texts.code_list(&codes));
        return Ok(End::Failed);
    }
    let (format, output) = args.out.chosen(session)?;
    let texts = session.worded(format);
    let code = code.and_then(|(_, code)| code);
    match format {
        Format::Text => session.emit_page(output, &page::explain(&texts, code, session.width))?,
        format => session.emit(format, output, &page::explanation(&texts, code))?,
    }
    Ok(End::Done)
}
