//! `recommend FILE…`: every area in the files, with its recommendation.

use std::io::Write;

use avtalsform::document::Rich;
use avtalsform::page::recommend::{Detail, document};
use avtalsform::say::files::left_out;
use avtalsform::wire::recommendation::{Recommendation, View};

use super::args::Recommend;
use super::format::Format;
use super::output::Output;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &Recommend) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let rules = session.rules(&args.by.rules)?;
    let advisor = session.advisor_by(&rules, &args.by)?;
    let read = session.areas(&rules, &args.files);
    let mut end = if read.failed { End::Failed } else { End::Done };
    let recommended: Vec<_> = read.areas.into_iter().map(|area| advisor.recommend(area)).collect();
    if end == End::Done
        && recommended.iter().any(|one| args.require.is_some_and(|least| one.evaluation.firmness < least))
    {
        end = End::Tripped;
    }
    if recommended.is_empty() {
        return Err(session.error(session.texts.nothing_evaluated()).into());
    }
    let texts = &*session.worded(format);
    let detail = match (args.detail, format) {
        // Only a screen is short of room.
        (Some(Detail::Short), _) | (None, Format::Text) => Detail::Short,
        (Some(Detail::Full) | None, _) => Detail::Full,
    };
    let result = |found| Recommendation::from(View { found, texts });
    match (format, recommended.as_slice()) {
        (Format::Ndjson, all) => {
            let mut output = Output::data(session, output)?;
            for one in all {
                serde_json::to_writer(&mut output, &result(one))?;
                output.write_all(b"\n")?;
            }
            output.finish()?;
        }
        (Format::Json, [one]) if read.documents <= 1 => session.emit_json(output, &result(one))?,
        (Format::Json, all) => session.emit_json(output, &all.iter().map(result).collect::<Vec<_>>())?,
        (format, all) => {
            let mut page = document(all, texts, detail);
            left_out(texts, &read.files).into_iter().for_each(|said| page.paragraph(Rich::faint(said)));
            session.emit(format, output, &page)?;
        }
    }
    session.files(format, &read.files);
    Ok(end)
}
