//! `rules compare OLD NEW`: whether two rule sets recommend the same for every set of answers there can be.

use std::path::Path;

use avtalsform::analyse::compare;
use avtalsform::compare::{FailOn, renames, rewordings};
use avtalsform::evaluate::Weighted;
use avtalsform::page::analysis::compare::Compared;
use avtalsform::page::analysis::{areas, tests};
use avtalsform::wire::compare as wire;

use super::args::Compare;
use super::format::Format;
use super::session::{End, Session};
use super::suggest::named;

pub fn run(session: &Session<'_>, args: &Compare) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    if args.old == "-" && args.new == "-" {
        return Err(session.error(session.texts.stdin_twice()).into());
    }
    // What is wrong with either is said before stopping.
    let (old, new) = (session.rules(&args.old), session.rules(&args.new));
    let (old, new) = (old?, new?);
    // What is only called otherwise does the same.
    let names = renames(&old.said, &new.said);
    let old = old.renamed(&names);
    let words = rewordings(&old.said, &new.said);
    let profile = args.profile.as_deref();
    let (before, after) = (session.advisor(&old, profile), session.advisor(&new, profile));
    let (before, after) = (before?, after?);
    let comparison = compare(
        Weighted { rules: &old, scoring: before.scoring() },
        Weighted { rules: &new, scoring: after.scoring() },
    );
    let profiles = before.profile().zip(after.profile());
    let texts = &*session.worded(format);
    let compared = Compared {
        old: &old,
        new: &new,
        profiles,
        comparison: &comparison,
        rewordings: &words,
        renames: &names,
        texts,
    };
    match format {
        Format::Json => session
            .emit_json(output, &wire::Compare::new([&old, &new], profile, &comparison, (&words, &names)))?,
        Format::Areas => session.emit_data(output, areas(&new, &compared.shown()).as_bytes())?,
        Format::Tests => {
            let folder = output.and_then(Path::parent).unwrap_or(Path::new(""));
            let named = named(&new, folder);
            session.emit_data(output, tests(&new, &named, &compared.shown()).as_bytes())?;
        }
        format => session.emit(format, output, &compared.document())?,
    }
    Ok(match (comparison.is_equal(), args.fail_on) {
        // Nothing was found to differ, and nothing proven either.
        (None, _) => End::Failed,
        (Some(false), FailOn::AtLeast(_)) => End::Tripped,
        (_, fail_on) if fail_on.heeds_words() && !words.is_empty() => End::Tripped,
        _ => End::Done,
    })
}
