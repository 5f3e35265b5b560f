//! `test --suggest DIR`: the tests that are missing, written as files to review.

use std::io::Write;
use std::path::{Component, Path, PathBuf};

use avtalsform::explain::Recommendation;
use avtalsform::load;
use avtalsform::model::{Area, CurrentFact, Outcome, RuleSet, Spot, Stated};
use avtalsform::page::test::{Covered, goal, suggestions};
use avtalsform::say::words::harmless;
use avtalsform::testing::{Missed, Suggestion, suggest};

use super::args::Test;
use super::output::{Output, make_folder};
use super::session::Session;

/// Writes a file for each rule set of which something is missing.
pub fn write(
    session: &Session<'_>,
    args: &Test,
    folder: &Path,
    covered: &[Covered<'_>],
) -> anyhow::Result<()> {
    for one in covered {
        let rules = one.coverage.rules();
        let advisor = session.advisor_by(rules, &args.by)?;
        let found = suggest(&one.coverage, advisor.scoring());
        for why in [Missed::Unreachable, Missed::TooMany] {
            for (missed, _) in found.missed.iter().filter(|(_, missed)| *missed == why) {
                let (goal, rule) = (goal(session.texts, rules, missed), missed.rule.id());
                session.hint(&harmless(&match why {
                    Missed::Unreachable => session.texts.suggest_unreachable(goal, rule),
                    Missed::TooMany => session.texts.suggest_too_many(goal, rule),
                }));
            }
        }
        let id = rules.identity.id.as_str();
        if found.tests.is_empty() {
            session.hint(&session.texts.suggest_nothing(id));
            continue;
        }
        let recommended = found.tests.iter().map(|one| (one, advisor.recommend(area(rules, one))));
        let recommended: Vec<(&Suggestion<'_>, Recommendation<'_>)> = recommended.collect();
        let path = folder.join(format!("{id}-suggested.yaml"));
        let named = named(rules, folder);
        let shown: Vec<_> = recommended.iter().map(|(one, found)| (*one, found)).collect();
        let text =
            suggestions(session.texts, &named, advisor.profile().map(|profile| profile.id.as_str()), &shown);
        put(session, folder, &path, &text, args.force)?;
        let path = harmless(&load::shown_path(&path));
        session.hint(&session.texts.suggest_written(shown.len(), path));
    }
    Ok(())
}

fn put(session: &Session<'_>, folder: &Path, path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    make_folder(session, folder)?;
    let mut output = Output::new_file(session, path, force)?;
    output.write_all(text.as_bytes())?;
    output.finish()
}

/// The area that a suggestion describes.
fn area(rules: &RuleSet, suggestion: &Suggestion<'_>) -> Area {
    let mut area = Area::unanswered(String::new(), String::new(), 1, rules.criteria.len());
    area.answers = suggestion.answers.clone();
    for fact in &suggestion.recorded {
        match fact {
            CurrentFact::PrivateProviders => area.current.providers.private = Some(1),
            CurrentFact::CompetitiveForm => {
                area.current.form = rules.competitive().next().map(Outcome::single).map(Stated::Outcome);
            }
        }
    }
    area
}

/// What a file in a folder calls a rule set: its id where it is built in, else the way to its file.
pub fn named(rules: &RuleSet, folder: &Path) -> String {
    let id = rules.identity.id.as_str();
    let built_in = load::built_in(id).is_some_and(|built_in| built_in.identity == rules.identity);
    match rules.path_of(Spot::default()).filter(|_| !built_in) {
        None => id.to_owned(),
        Some(path) => load::shown_path(&way(folder, Path::new(path))),
    }
}

/// The way from a folder to a file; the whole way where they share no beginning.
fn way(folder: &Path, file: &Path) -> PathBuf {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let file = file.canonicalize().unwrap_or_else(|_| whole(file));
    // The folder may not be there yet; what is there of it may be a link.
    let folder = whole(folder);
    let there = folder.ancestors().find(|part| part.exists()).unwrap_or(&folder);
    let rest = folder.strip_prefix(there).unwrap_or(Path::new(""));
    let folder = there.canonicalize().unwrap_or_else(|_| there.to_owned()).join(rest);
    let shared = folder.components().zip(file.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return file;
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(file.components().skip(shared)).collect()
}
