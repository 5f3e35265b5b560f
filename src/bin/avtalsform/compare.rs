//! `rules compare OLD NEW`: whether two rule sets recommend the same for every set of answers there can be.

use std::path::Path;

use avtalsform::analyse::compare;
use avtalsform::compare::{FailOn, renames, rewordings};
use avtalsform::evaluate::Weighted;
use avtalsform::page::analysis::compare::Compared;
use avtalsform::page::analysis::{areas, tests};
use avtalsform::wire::compare as wire;
use avtalsform::write::ci::{Level, github, junit, sarif, suite_of};
use avtalsform::write::markdown::{OF_RULES, comment};

use super::args::Compare;
use super::format::Format;
use super::session::{End, Session};
use super::suggest::named;

pub fn run(session: &Session<'_>, args: &Compare) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let also = args.also.chosen(session)?;
    if args.old == "-" && args.new == "-" {
        return Err(session.error(session.texts.stdin_twice()).into());
    }
    // What is wrong with either is said before stopping.
    let (old, new) = (session.rules(&args.old), session.rules(&args.new));
    let (old, new) = (old?, new?);
    // What is only called otherwise does the same.
    let names = renames(&old, &new);
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
    let root = session.root();
    let write = |format: Format, output: Option<&Path>| {
        let texts = &*session.worded(format);
        let compared = Compared {
            old: &old,
            new: &new,
            profiles,
            comparison: &comparison,
            rewordings: &words,
            renames: &names,
            fail_on: args.fail_on,
            texts,
        };
        match format {
            Format::Json => session
                .emit_json(output, &wire::Compare::new([&old, &new], profile, &comparison, (&words, &names))),
            Format::Areas => session.emit_data(output, areas(&new, &compared.shown()).as_bytes()),
            Format::Tests => {
                let named = named(&new, output.and_then(Path::parent).unwrap_or(Path::new("")));
                session.emit_data(output, tests(&new, &named, &compared.shown()).as_bytes())
            }
            Format::Github => {
                session.emit_data(output, github(texts, &compared.findings(), &root).as_bytes())
            }
            Format::Sarif => {
                session.emit_json(output, &sarif(texts, &compared.help(), &compared.findings(), &root))
            }
            Format::Junit => {
                let findings = compared.findings();
                let suite = suite_of(&new.identity.id, texts.compare_equal(), &findings, Some(Level::Error));
                session.emit_data(output, junit("avtalsform rules compare", &[suite], &root)?.as_bytes())
            }
            // What is said on a change is said in a comment.
            Format::Markdown => {
                session.emit_data(output, comment(&compared.document(), session.texts, OF_RULES).as_bytes())
            }
            format => session.emit(format, output, &compared.document()),
        }
    };
    for (format, path) in also {
        write(format, Some(path))?;
    }
    write(format, output)?;
    Ok(match (comparison.is_equal(), args.fail_on) {
        // Nothing was found to differ, and nothing proven either.
        (None, _) => End::Failed,
        (Some(false), FailOn::AtLeast(_)) => End::Tripped,
        (_, fail_on) if fail_on.heeds_words() && !words.is_empty() => End::Tripped,
        _ => End::Done,
    })
}
