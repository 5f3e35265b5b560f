//! The old side of a comparison: other rules, a saved result, or rules and areas of a revision.
//!
//! In: arguments. Out: areas as they were, with what could not be read of them; what is wrong is said.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use avtalsform::compare::{Against, AreaPlace, Before, Comparison, Entry, RulesId, Status, renames};
use avtalsform::evaluate::Depth;
use avtalsform::explain::Advisor;
use avtalsform::load::{self, Files, Lost, PassedOver, Shared};
use avtalsform::model::{Profile, RuleSet};
use avtalsform::say::words::harmless;
use avtalsform::wire::baseline::{Baseline, BaselineFault, Wrong, baseline};
use avtalsform::wire::saved;

use crate::args::Diff;
use crate::gather::{Gathered, Gatherer, Other};
use crate::git::{GitFault, Given, Revision};
use crate::paths::Meant;
use crate::session::{Said, Session};

/// What the areas are compared with.
pub enum Old {
    /// Nothing: a result is only saved.
    Nothing,
    /// Other rules, under the ids that they have now, and those that they had.
    Rules(Box<RuleSet>, Names),
    /// A saved result.
    Baseline(Box<Baseline>),
    /// Rules and areas as they were.
    Revision {
        revision: Box<Revision>,
        rules: Box<RuleSet>,
        names: Names,
        files: Vec<Given>,
        /// Files elsewhere that are there no more.
        moved: Vec<Given>,
        /// The paths under which it has nothing.
        lacking: Vec<PathBuf>,
        passed_over: Vec<PassedOver>,
        gone: Vec<PathBuf>,
        /// Its files of shared answers, by their paths from the folder of the repository.
        shared: BTreeMap<PathBuf, Vec<u8>>,
    },
}

impl Old {
    /// Reads it; what is wrong is said.
    pub fn load(session: &Session<'_>, args: &Diff, rules: &RuleSet) -> Result<Self, Said> {
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
        // As git writes it: what both sides of `main...` have in common.
        let (named, base) = match name.strip_suffix("...") {
            Some(named) => (named, true),
            None => (name, args.merge_base),
        };
        let name = named;
        let revision = match Revision::open(name, base, &session.disk) {
            Err(fault @ GitFault::NoCommits) => {
                session.hint(&fault.message(session.texts));
                return Ok(Self::Nothing);
            }
            opened => opened.map_err(say)?,
        };
        let old_rules = if load::embedded(&args.to).is_some() {
            rules.clone()
        } else {
            let bytes = revision.file(Path::new(&args.to)).map_err(say)?;
            let found = match bytes {
                Some(bytes) => Some((args.to.clone(), bytes)),
                None => moved_rules(session, &revision, &args.to, rules).map_err(say)?,
            };
            let (was, bytes) =
                found.ok_or_else(|| session.error(session.texts.git_no_file(name, &args.to)))?;
            // What it extends is looked for from where it was.
            let shown = format!("{name}:{was}");
            let beneath = |path: &Path| {
                let path = load::shown_path(path);
                let path = path.strip_prefix(&format!("{name}:")).unwrap_or(&path);
                let gone = || std::io::Error::from(std::io::ErrorKind::NotFound);
                revision.file(Path::new(path)).ok().flatten().ok_or_else(gone)
            };
            session.valid_rules(&shown, load::rules(&shown, bytes, &beneath))?
        };
        let input = args.input;
        let (mut files, mut passed_over, mut gone, mut lacking) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for path in &args.paths {
            let (found, passed) = revision.areas(path, input).map_err(say)?;
            // What is not there any more is no fault: its areas are gone.
            let lost = session.disk.find(std::slice::from_ref(path), input).lost;
            let is_gone = |lost: &Lost| matches!(lost, Lost::Missing(_) | Lost::Empty(_));
            if !found.is_empty() && lost.iter().any(is_gone) {
                gone.push(path.clone());
            }
            if found.is_empty() {
                lacking.push(path.clone());
            }
            files.extend(found);
            passed_over.extend(passed);
        }
        files.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        files.dedup_by(|(one, ..), (other, ..)| one == other);
        passed_over.sort_by(|one, other| one.path.cmp(&other.path));
        passed_over.dedup_by(|one, other| one.path == other.path);
        let shared = revision.shared().map_err(say)?;
        let mut moved = revision.gone(input).map_err(say)?;
        moved.retain(|(path, ..)| files.iter().all(|(other, ..)| other != path));
        let (old, names) = renamed(old_rules, rules);
        let (rules, revision) = (Box::new(old), Box::new(revision));
        Ok(Self::Revision { revision, rules, names, files, moved, lacking, passed_over, gone, shared })
    }

    /// The paths to read today.
    pub fn paths(&self, args: &Diff) -> Vec<PathBuf> {
        let gone = if let Self::Revision { gone, .. } = self { gone.as_slice() } else { &[] };
        args.paths.iter().filter(|path| !gone.contains(path)).cloned().collect()
    }

    /// The rules, where they are known.
    pub fn rules(&self) -> Option<&RuleSet> {
        match self {
            Self::Rules(rules, _) | Self::Revision { rules, .. } => Some(rules),
            Self::Nothing | Self::Baseline(_) => None,
        }
    }

    /// What the results say it is.
    pub fn against(&self, args: &Diff) -> Against {
        match self {
            Self::Nothing | Self::Rules(..) => Against::Rules(args.from.clone().unwrap_or_default()),
            Self::Baseline(_) => Against::Baseline(args.baseline.clone().unwrap_or_default()),
            Self::Revision { revision, .. } => Against::Revision {
                name: revision.name.clone(),
                commit: revision.commit().to_owned(),
                base: revision.base,
            },
        }
    }

    /// The areas of files elsewhere that are there no more; what is wrong with them is nobody's concern here.
    fn moved(&self, advisor: &Advisor<'_>) -> Vec<Entry> {
        let Self::Revision { revision, moved, shared, .. } = self else { return Vec::new() };
        let files = Shared::new(advisor.rules(), |path| {
            let gone = || std::io::Error::from(std::io::ErrorKind::NotFound);
            let within = revision.within(path).map_err(|_| gone())?;
            shared.get(&within).cloned().ok_or_else(gone)
        });
        let mut entries = Vec::new();
        for (path, input, bytes) in moved {
            let loaded =
                load::of_any_kind(&load::shown_path(path), bytes.clone(), Some(*input), advisor.rules());
            for mut area in loaded.areas {
                if files.fill(&mut area).is_ok() {
                    entries.push(Entry::of(&advisor.look(area, Depth::Full)));
                }
            }
        }
        entries
    }

    /// What a file of the repository held then; none where the old side is no revision.
    pub fn file(&self, path: &Path) -> Option<Option<Vec<u8>>> {
        let Self::Revision { revision, .. } = self else { return None };
        Some(revision.file(path).ok().flatten())
    }

    /// The paths of which the revision has nothing, where nothing has been moved there either.
    pub fn unexplained<'a>(&'a self, compared: &'a Comparison) -> impl Iterator<Item = &'a PathBuf> {
        let lacking = if let Self::Revision { lacking, .. } = self { lacking.as_slice() } else { &[] };
        let below = |place: &AreaPlace, path: &Path| Path::new(&place.path).starts_with(path);
        lacking.iter().filter(move |path| {
            let known = compared.areas.iter().filter(|area| area.before.is_some()).map(|area| &area.place);
            let new =
                compared.areas.iter().filter(|area| area.status == Status::Added).map(|area| &area.place);
            let mut known = known.chain(&compared.unchanged);
            let path = Path::new(path);
            let path = path.strip_prefix(".").unwrap_or(path);
            new.into_iter().any(|place| below(place, path)) && !known.any(|place| below(place, path))
        })
    }

    /// The old side, whether something of it could not be read, and what became of its files where they are others;
    /// `None` where there is none.
    pub fn before<'r>(
        &'r self,
        session: &Session<'_>,
        args: &Diff,
        new: &Gatherer<'_, 'r>,
        said: &Gathered,
    ) -> anyhow::Result<Option<(Before<'r>, bool, Files)>> {
        let (rules, names, lead, files, shared, said) = match self {
            Self::Nothing => return Ok(None),
            Self::Baseline(saved) => {
                let Baseline { rules, meaning, entries, unread, more_unread } = saved.as_ref().clone();
                let renames = Names::new();
                // Rules that say and do the same are the same rules, and all answers are known then.
                let now = (new.advisor.rules(), new.advisor.profile());
                let known = meaning.filter(|meaning| *meaning == saved::meaning(now.0)).map(|_| now);
                let gone = Vec::new();
                let before = Before { entries, gone, unread, more_unread, rules, known, renames };
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
        let gone = self.moved(&advisor);
        let before = Before { entries, gone, unread, more_unread: false, rules, known, renames };
        Ok(Some((before, gathered.failed, files)))
    }
}

/// Old ids, each with the new one.
type Names = BTreeMap<String, String>;

/// The old rules under the ids that the new ones have for what says and does the same.
fn renamed(old: RuleSet, new: &RuleSet) -> (RuleSet, Names) {
    let names = renames(&old, new);
    (if names.is_empty() { old } else { old.renamed(&names) }, names)
}

/// The rule file as it was called in a revision, found by the id of its rules, with its bytes; which is said.
fn moved_rules(
    session: &Session<'_>,
    revision: &Revision,
    to: &str,
    rules: &RuleSet,
) -> Result<Option<(String, Vec<u8>)>, GitFault> {
    let is_it = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let id =
            text.lines().find_map(|line| line.trim_matches('"').split_once("ruleset")?.1.split_once(':'));
        let id = id.map(|(_, id)| id.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']));
        id == Some(rules.identity.id.as_str())
    };
    let mut found = revision.gone(Some(load::Input::Yaml))?.into_iter().filter(|(.., bytes)| is_it(bytes));
    let (Some((was, _, bytes)), None) = (found.next(), found.next()) else { return Ok(None) };
    let was = load::shown_path(&was);
    let said = session.texts.git_moved_rules(&revision.name, &was);
    session.hint(&harmless(&format!("{to}: {}: {said}", session.texts.note_label())));
    Ok(Some((was, bytes)))
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
            session.error(session.texts.baseline_schema(found, name, saved::SCHEMA));
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
