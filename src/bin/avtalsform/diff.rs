//! `diff PATH…`: what a change of rules or areas does to every area, and which part of it does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use avtalsform::compare::{After, Against, Before, Entry, RulesId, compare, renames};
use avtalsform::evaluate::Depth;
use avtalsform::explain::Recommendation;
use avtalsform::load::{self, Files, Lost, PassedOver, Shared};
use avtalsform::model::{Profile, RuleSet};
use avtalsform::page::diff::{self, Shown};
use avtalsform::portfolio::{Overview, Row, Totals};
use avtalsform::say::words::harmless;
use avtalsform::wire::baseline::{Baseline, BaselineFault, Wrong, baseline};
use avtalsform::wire::diff as wire;
use avtalsform::wire::lines::Lines;
use avtalsform::wire::recommendation::Field;
use avtalsform::write::markdown::comment;

use super::args::Diff;
use super::batch;
use super::format::{Format, PAGE};
use super::gather::{Gathered, Gatherer, Other};
use super::git::{GitFault, Given, Revision};
use super::output::Output;
use super::paths::Meant;
use super::session::{End, Said, Session};
use super::spool::{Spool, Spooled};

pub fn run(session: &Session<'_>, args: &Diff) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let twice = args.from.is_some() || args.from_rev.is_some();
    for path in &args.paths {
        session.allow(path)?;
    }
    // Standard input, a pipe or a device is there once only.
    let once =
        |path: &&PathBuf| *path == Path::new("-") || (path.exists() && !path.is_file() && !path.is_dir());
    if let Some(path) = args.paths.iter().find(once).filter(|_| twice) {
        return Err(session.error(session.texts.diff_stdin(load::shown_path(path))).into());
    }
    let rules = session.rules(&args.to)?;
    let advisor = session.advisor(&rules, args.profile.as_deref())?;
    let old = Old::load(session, args, &rules)?;
    let paths = old.paths(args);
    let input = args.input;
    let gatherer =
        Gatherer { session, advisor: &advisor, paths: &paths, input, depth: Depth::Full, kept: true };
    let mut now = Now::default();
    let lines = Lines::new(session.texts, Field::WHOLE);
    let gathered = gatherer.each(
        |recommendation| Made::new(&recommendation, &lines, args.write_baseline.is_some()),
        |made| now.take(made?),
    )?;
    if let Some(path) = &args.write_baseline {
        if gathered.areas == 0 {
            return Err(session.error(session.texts.nothing_evaluated()).into());
        }
        now.write(session, path, &gatherer, &gathered)?;
    }
    let failed = gathered.failed;
    let Some((before, old_failed, old_files)) = old.before(session, args, &gatherer, &gathered)? else {
        return Ok(if failed { End::Failed } else { End::Done });
    };
    if gathered.areas == 0 && before.entries.is_empty() {
        return Err(session.error(session.texts.nothing_evaluated()).into());
    }
    let (unread, profile) = (gathered.unread.clone(), advisor.profile());
    let after = After { entries: now.entries, unread, rules: &rules, profile };
    let fail_on = args.fail_on;
    let compared = compare(before, after);
    let texts = &*session.worded(format);
    let shown = Shown {
        comparison: &compared,
        old: old.rules(),
        new: &rules,
        to: &args.to,
        against: &old.against(args),
        fail_on,
        old_files: &old_files,
        files: &gathered.files,
        texts,
    };
    write(session, format, output, &shown)?;
    if !PAGE.contains(&format) {
        shown.left_out().iter().for_each(|said| session.hint(&harmless(said)));
    }
    Ok(if failed || old_failed || !compared.is_whole() {
        End::Failed
    } else if compared.trips(fail_on) {
        End::Tripped
    } else {
        End::Done
    })
}

/// What the areas are compared with.
enum Old {
    /// Nothing: a result is only saved.
    Nothing,
    /// Other rules, under the ids that they have now, and those that they had.
    Rules(Box<RuleSet>, Names),
    /// A saved result.
    Baseline(Box<Baseline>),
    /// Rules and areas as they were.
    Revision {
        revision: Revision,
        rules: Box<RuleSet>,
        names: Names,
        files: Vec<Given>,
        passed_over: Vec<PassedOver>,
        gone: Vec<PathBuf>,
        /// Its files of shared answers, by their paths from the folder of the repository.
        shared: BTreeMap<PathBuf, Vec<u8>>,
    },
}

impl Old {
    /// Reads it; what is wrong is said.
    fn load(session: &Session<'_>, args: &Diff, rules: &RuleSet) -> Result<Self, Said> {
        if let Some(name) = &args.from {
            let (old, names) = renamed(session.rules(name)?, rules);
            return Ok(Self::Rules(Box::new(old), names));
        }
        if let Some(path) = &args.baseline {
            return saved(session, args, path).map(|saved| Self::Baseline(Box::new(saved)));
        }
        match &args.from_rev {
            Some(name) => Self::revision(session, args, name, rules),
            None => Ok(Self::Nothing),
        }
    }

    fn revision(session: &Session<'_>, args: &Diff, name: &str, rules: &RuleSet) -> Result<Self, Said> {
        let say = |fault: GitFault| session.fail(&fault.message(session.texts));
        let revision = Revision::open(name, &session.disk).map_err(say)?;
        let old_rules = if load::embedded(&args.to).is_some() {
            rules.clone()
        } else {
            let shown = format!("{name}:{}", args.to);
            let bytes = revision.file(Path::new(&args.to)).map_err(say)?;
            let bytes = bytes.ok_or_else(|| session.error(session.texts.git_no_file(name, &args.to)))?;
            let beneath = |path: &Path| {
                let path = load::shown_path(path);
                let path = path.strip_prefix(&format!("{name}:")).unwrap_or(&path);
                let gone = || std::io::Error::from(std::io::ErrorKind::NotFound);
                revision.file(Path::new(path)).ok().flatten().ok_or_else(gone)
            };
            session.valid_rules(&shown, load::rules(&shown, bytes, &beneath))?
        };
        let input = args.input;
        let (mut files, mut passed_over, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for path in &args.paths {
            let (found, passed) = revision.areas(path, input).map_err(say)?;
            // What is not there any more is no fault: its areas are gone.
            let lost = session.disk.find(std::slice::from_ref(path), input).lost;
            let is_gone = |lost: &Lost| matches!(lost, Lost::Missing(_) | Lost::Empty(_));
            if !found.is_empty() && lost.iter().any(is_gone) {
                gone.push(path.clone());
            }
            files.extend(found);
            passed_over.extend(passed);
        }
        files.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        files.dedup_by(|(one, ..), (other, ..)| one == other);
        passed_over.sort_by(|one, other| one.path.cmp(&other.path));
        passed_over.dedup_by(|one, other| one.path == other.path);
        let shared = revision.shared().map_err(say)?;
        let (old, names) = renamed(old_rules, rules);
        Ok(Self::Revision { revision, rules: Box::new(old), names, files, passed_over, gone, shared })
    }

    /// The paths to read today.
    fn paths(&self, args: &Diff) -> Vec<PathBuf> {
        let gone = if let Self::Revision { gone, .. } = self { gone.as_slice() } else { &[] };
        args.paths.iter().filter(|path| !gone.contains(path)).cloned().collect()
    }

    /// The rules, where they are known.
    fn rules(&self) -> Option<&RuleSet> {
        match self {
            Self::Rules(rules, _) | Self::Revision { rules, .. } => Some(rules),
            Self::Nothing | Self::Baseline(_) => None,
        }
    }

    /// What the results say it is.
    fn against(&self, args: &Diff) -> Against {
        match self {
            Self::Nothing | Self::Rules(..) => Against::Rules(args.from.clone().unwrap_or_default()),
            Self::Baseline(_) => Against::Baseline(args.baseline.clone().unwrap_or_default()),
            Self::Revision { revision, .. } => {
                Against::Revision { name: revision.name.clone(), commit: revision.commit().to_owned() }
            }
        }
    }

    /// The old side, whether something of it could not be read, and what became of its files where they are others;
    /// `None` where there is none.
    fn before<'r>(
        &'r self,
        session: &Session<'_>,
        args: &Diff,
        new: &Gatherer<'_, '_>,
        said: &Gathered,
    ) -> anyhow::Result<Option<(Before<'r>, bool, Files)>> {
        let (rules, names, lead, files, shared, said) = match self {
            Self::Nothing => return Ok(None),
            Self::Baseline(saved) => {
                let Baseline { rules, entries, unread, more_unread } = saved.as_ref().clone();
                let renames = Names::new();
                let before = Before { entries, unread, more_unread, rules, known: None, renames };
                return Ok(Some((before, false, Files::default())));
            }
            Self::Rules(rules, names) => {
                let name = args.from.as_deref().unwrap_or_default();
                let lead = harmless(&session.texts.diff_with_rules(name));
                (rules, names, lead, None, session.shared(rules), Some(said))
            }
            Self::Revision { revision, rules, names, files, passed_over, shared, .. } => {
                let lead = harmless(&session.texts.diff_in_revision(&revision.name));
                let gone = || std::io::Error::from(std::io::ErrorKind::NotFound);
                let as_it_was = move |path: &Path| {
                    let within = revision.within(path).map_err(|_| gone())?;
                    shared.get(&within).cloned().ok_or_else(gone)
                };
                let files = Some((files.clone(), passed_over.clone()));
                (rules, names, lead, files, Shared::new(rules, as_it_was), None)
            }
        };
        let advisor = session.advisor(rules, args.profile.as_deref())?;
        let gatherer = Gatherer { advisor: &advisor, ..*new };
        let mut entries = Vec::new();
        let others = files.is_some();
        let gathered = gatherer.each_other(
            Other { lead, files, shared, said },
            |recommendation| Entry::of(&recommendation),
            |entry| {
                entries.push(entry);
                Ok(())
            },
        )?;
        let profile = advisor.profile();
        let known = Some((rules.as_ref(), profile));
        let (rules, unread) = (rules_id(rules, profile), gathered.unread.clone());
        let files = if others { gathered.files } else { Files::default() };
        let renames = names.clone();
        let before = Before { entries, unread, more_unread: false, rules, known, renames };
        Ok(Some((before, gathered.failed, files)))
    }
}

/// Old ids, each with the new one.
type Names = BTreeMap<String, String>;

/// The old rules under the ids that the new ones have for what says and does the same.
fn renamed(old: RuleSet, new: &RuleSet) -> (RuleSet, Names) {
    let names = renames(&old.said, &new.said);
    (if names.is_empty() { old } else { old.renamed(&names) }, names)
}

fn rules_id(rules: &RuleSet, profile: Option<&Profile>) -> RulesId {
    let identity = &rules.identity;
    RulesId {
        id: identity.id.clone(),
        version: identity.version.clone(),
        sha256: identity.sha256.clone(),
        profile: profile.map(|profile| profile.id.clone()),
        law_read_on: identity.law_read_on.clone(),
    }
}

/// A saved result; what is wrong with it is said.
fn saved(session: &Session<'_>, args: &Diff, path: &Path) -> Result<Baseline, Said> {
    let name = load::shown_path(path);
    let bytes = session.read(path, Meant::Saved)?;
    let named = |profile: Option<&str>| profile.unwrap_or(session.texts.all_equal()).to_owned();
    match baseline(&bytes) {
        Ok(saved) if saved.rules.profile == args.profile => return Ok(saved),
        Ok(saved) => {
            let (then, now) = (named(saved.rules.profile.as_deref()), named(args.profile.as_deref()));
            session.error(session.texts.baseline_profile(now, name, then));
        }
        Err(BaselineFault::TooLarge) => {
            let reason = session.texts.baseline_too_large();
            session.error(session.texts.not_readable(name, reason));
        }
        Err(BaselineFault::Shape { line, column, wrong }) => {
            let reason = match wrong {
                Wrong::NotJson => session.texts.baseline_not_json().to_owned(),
                Wrong::Ends => session.texts.baseline_ends().to_owned(),
                Wrong::More => session.texts.baseline_more().to_owned(),
                Wrong::Value => session.texts.baseline_value().to_owned(),
                Wrong::Missing(key) => session.texts.baseline_missing(key),
            };
            session.error(session.texts.baseline_shape(column, line, name, reason));
        }
        Err(BaselineFault::Schema(found)) => {
            let found = found.unwrap_or_else(|| "–".to_owned());
            session.error(session.texts.baseline_schema(found, name, avtalsform::wire::batch::SCHEMA));
        }
        Err(BaselineFault::Partial { shown, areas }) => {
            session.error(session.texts.baseline_partial(areas, name, shown));
        }
        Err(BaselineFault::SameId(id)) => {
            session.error(session.texts.baseline_same_id(id, name));
        }
    }
    Err(Said)
}

/// What is kept of an area as it is now.
struct Made {
    entry: Entry,
    saved: Option<(Row, Vec<u8>)>,
}

impl Made {
    fn new(recommendation: &Recommendation<'_>, lines: &Lines<'_>, save: bool) -> anyhow::Result<Self> {
        let saved = if save { Some((Row::of(recommendation), lines.json(recommendation)?)) } else { None };
        Ok(Self { entry: Entry::of(recommendation), saved })
    }
}

/// Every area as it is now.
#[derive(Default)]
struct Now {
    entries: Vec<Entry>,
    rows: Vec<Row>,
    spool: Spool,
    jsons: Vec<Spooled>,
    totals: Totals,
}

impl Now {
    fn take(&mut self, made: Made) -> anyhow::Result<()> {
        self.entries.push(made.entry);
        if let Some((row, json)) = made.saved {
            self.totals.add(&row);
            self.rows.push(row);
            self.jsons.push(self.spool.put(&json)?);
        }
        Ok(())
    }

    /// Saves the result as `batch --format json` writes it.
    fn write(
        &self,
        session: &Session<'_>,
        path: &Path,
        gatherer: &Gatherer<'_, '_>,
        gathered: &Gathered,
    ) -> anyhow::Result<()> {
        let overview = Overview {
            asked: &[],
            rules: gatherer.advisor.rules(),
            profile: gatherer.advisor.profile(),
            rows: &self.rows,
            totals: &self.totals,
            left_out: gathered.left_out(),
            group_by: None,
        };
        let mut output = Output::data(session, Some(path))?;
        batch::write_json(&mut output, &overview, session.texts, (&self.spool, &self.jsons), gathered)?;
        output.finish()
    }
}

fn write(
    session: &Session<'_>,
    format: Format,
    output: Option<&Path>,
    shown: &Shown<'_>,
) -> anyhow::Result<()> {
    match format {
        Format::Json => session.emit_json(
            output,
            &wire::Diff::new(shown.comparison, shown.against, shown.to, shown.fail_on, session.texts.lang),
        ),
        Format::Github => session.emit_data(output, diff::github(shown).as_bytes()),
        Format::Junit => session.emit_data(output, diff::junit(shown)?.as_bytes()),
        Format::Sarif => session.emit_json(output, &diff::sarif(shown)),
        // What is said on a change is said in a comment.
        Format::Markdown => {
            session.emit_data(output, comment(&diff::document(shown), session.texts).as_bytes())
        }
        format => session.emit(format, output, &diff::document(shown)),
    }
}
