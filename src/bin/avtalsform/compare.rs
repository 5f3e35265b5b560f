//! `rules compare OLD NEW`: whether two rule sets recommend the same for every set of answers there can be.

use std::io::Write;
use std::path::Path;

use avtalsform::analyse::{Side, compare};
use avtalsform::evaluate::Scoring;
use avtalsform::page::analysis::compare::Compared;
use avtalsform::page::analysis::{areas, tests};
use avtalsform::texts::Text;
use avtalsform::write::plain::plain;

use super::args::{Compare, CompareFail, CompareFormat};
use super::output::Output;
use super::session::{End, Session};
use super::suggest::named;

pub fn run(session: &Session<'_>, args: &Compare) -> anyhow::Result<End> {
    if args.old == "-" && args.new == "-" {
        session.error(Text::StdinTwice, &[]);
        return Ok(End::Failed);
    }
    // What is wrong with either is said before stopping.
    let (old, new) = (session.rules(&args.old), session.rules(&args.new));
    let (Some(old), Some(new)) = (old, new) else { return Ok(End::Failed) };
    let profile = args.profile.as_deref();
    let (before, after) = (session.profile(&old, profile), session.profile(&new, profile));
    let (Some(before), Some(after)) = (before, after) else { return Ok(End::Failed) };
    // A rule set that loads can be computed with in every profile.
    let (Ok(lighter), Ok(heavier)) = (Scoring::new(&old, before), Scoring::new(&new, after)) else {
        return Ok(End::Failed);
    };
    let comparison =
        compare(Side { rules: &old, scoring: &lighter }, Side { rules: &new, scoring: &heavier });
    let texts = &*session.worded(args.format == CompareFormat::Plain);
    let compared =
        Compared { old: &old, new: &new, profiles: before.zip(after), comparison: &comparison, texts };
    let open = if matches!(args.format, CompareFormat::Text | CompareFormat::Plain) {
        Output::page
    } else {
        Output::data
    };
    let mut output = open(session, args.output.as_deref())?;
    match args.format {
        CompareFormat::Text => output.write_all(compared.text(session.width).as_bytes())?,
        CompareFormat::Plain => output.write_all(plain(&compared.document(), texts).as_bytes())?,
        CompareFormat::Json => {
            serde_json::to_writer_pretty(&mut output, &compared.json())?;
            writeln!(output)?;
        }
        CompareFormat::Areas => output.write_all(areas(&new, &compared.shown()).as_bytes())?,
        CompareFormat::Tests => {
            let path = avtalsform::load::embedded(&args.new).is_none().then(|| Path::new(&args.new));
            let folder = args.output.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
            let named = named(&new, folder, path.filter(|path| *path != Path::new("-")));
            output.write_all(tests(&new, &named, &compared.shown()).as_bytes())?;
        }
    }
    output.finish()?;
    Ok(match (comparison.is_equal(), args.fail_on) {
        // Nothing was found to differ, and nothing proven either.
        (None, _) => End::Failed,
        (Some(false), CompareFail::Outcome) => End::Tripped,
        _ => End::Done,
    })
}
