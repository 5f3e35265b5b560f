//! `recommend FILE…`: every area in the files, with its recommendation.

use std::io::Write;
use std::path::{Path, PathBuf};

use avtalsform::evaluate::MAX_STATES;
use avtalsform::explain::Advisor;
use avtalsform::load::{self, Input};
use avtalsform::model::{Area, RuleSet};
use avtalsform::page::recommend::{Detail, document, documents, page};
use avtalsform::texts::Text;
use avtalsform::wire::result;
use avtalsform::write::plain::plain;

use super::args::{DetailArg, Recommend, least};
use super::format::Format;
use super::output::Output;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &Recommend) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let Some(rules) = session.rules(&args.rules) else { return Ok(End::Failed) };
    let Some(profile) = session.profile(&rules, args.profile.as_deref()) else { return Ok(End::Failed) };
    let Some(advisor) = Advisor::new(&rules, profile) else { return Ok(End::Failed) };
    let read = read(session, &rules, &args.files);
    let mut end = if read.failed { End::Failed } else { End::Done };
    let mut recommended = Vec::new();
    for area in read.areas {
        let name = area.name.clone();
        match advisor.recommend(area) {
            Ok(recommendation) => recommended.push(recommendation),
            Err(_) => {
                let words = [("area", name.as_str()), ("limit", &MAX_STATES.to_string())];
                session.error(Text::TooManyStates, &words);
                end = End::Failed;
            }
        }
    }
    if end == End::Done && recommended.iter().any(|one| one.evaluation.firmness < least(args.require)) {
        end = End::Tripped;
    }
    if recommended.is_empty() {
        session.error(Text::NothingEvaluated, &[]);
        return Ok(End::Failed);
    }
    let texts = &*session.worded(format);
    let detail = match (args.detail, format) {
        (Some(DetailArg::Short), _) => Detail::Short,
        // What is heard need not fit a screen.
        (Some(DetailArg::Full), _) | (None, Format::Plain) => Detail::Full,
        (None, _) => Detail::Short,
    };
    let ready = result::Ready::default();
    let result = |one| result::recommendation(one, texts, &ready);
    match (format, recommended.as_slice()) {
        (Format::Text, all) => {
            let pages: Vec<String> = all.iter().map(|one| page(one, texts, session.width, detail)).collect();
            session.emit_page(output, &pages.join(&format!("\n{}\n\n", "─".repeat(session.width))))?;
        }
        (Format::Plain, all) => {
            let pages: Vec<String> =
                all.iter().map(|one| plain(&document(one, texts, detail), texts)).collect();
            session.emit_page(output, &pages.join("\n"))?;
        }
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
        (format, all) => session.emit(format, output, &documents(all, texts, detail))?,
    }
    Ok(end)
}

/// What stands in some files.
pub struct Read {
    pub areas: Vec<Area>,
    pub documents: usize,
    /// Whether anything was at fault, which has been said.
    pub failed: bool,
}

/// Reads every file, so that all faults of all files are shown at once.
pub fn read(session: &Session<'_>, rules: &RuleSet, files: &[PathBuf]) -> Read {
    let mut read = Read { areas: Vec::new(), documents: 0, failed: false };
    let (mut faults, mut faulty) = (0, 0);
    let mut standard_input = false;
    for path in files {
        if path == Path::new("-") && std::mem::replace(&mut standard_input, true) {
            session.error(Text::StdinTwice, &[]);
            read.failed = true;
            continue;
        }
        let Some(bytes) = session.read(path) else {
            read.failed = true;
            read.documents += 1;
            continue;
        };
        let before = faults;
        for loaded in load::file(&path.display().to_string(), bytes, Input::of(path), rules) {
            read.documents += loaded.documents.max(1);
            read.areas.extend(loaded.areas);
            if !loaded.faults.is_empty() {
                read.failed = true;
                faults += loaded.faults.len();
                session.faults(&loaded.source, &loaded.faults);
                session.say("");
            }
        }
        faulty += usize::from(faults > before);
    }
    if faulty > 0 {
        let words = [("faults", faults.to_string()), ("files", faulty.to_string())];
        let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
        session.hint(&session.texts.with(Text::FaultsFound, &words));
    }
    read
}
