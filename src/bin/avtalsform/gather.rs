//! Every area under some paths: found, read, evaluated on all cores, handed on in the order of the paths.
//!
//! In: paths. Out: what a caller makes of each recommendation, one at a time. What is wrong is said as it is met, and
//! never stops the rest. Only so many areas are held at a time that memory does not grow with their number.

mod gathered;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;

use avtalsform::evaluate::Depth;
use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::load::{
    self, Diagnostic, Files, Input, LoadedAreas, PassedOver, Shared, SharedFile, SourceText, Why,
};
use avtalsform::model::Area;
use avtalsform::portfolio::{Alike, Likeness};
use avtalsform::say::words::harmless;
use avtalsform::say::words::place;
use avtalsform::write::faults::said as faults_said;
use rayon::prelude::*;

use super::git::Given;
use super::jobs::{Job, Jobs};
use super::paths;
use super::progress::Progress;
use super::session::Session;
pub use gathered::Gathered;

/// What to evaluate, and how.
pub struct Gatherer<'a, 'r> {
    pub session: &'a Session<'a>,
    pub advisor: &'a Advisor<'r>,
    pub paths: &'a [PathBuf],
    /// How the files are written, where their names are not to be trusted.
    pub input: Option<Input>,
    pub depth: Depth,
    /// Whether all is kept until the end, so that lines of a stream can be compared and every fault kept, too.
    pub kept: bool,
}

/// The other side of a comparison: the same areas, as they were.
pub struct Other<'a> {
    /// What to say before anything is said of it.
    pub lead: String,
    /// The files, where they are not those on disk, and what was passed over among them.
    pub files: Option<(Vec<Given>, Vec<PassedOver>)>,
    /// The files of shared answers, as they were.
    pub shared: Shared<'a>,
    /// What need not be said again.
    pub said: Option<&'a Gathered>,
}

/// The most files or lines that one core takes at a time, so that none waits long for another at the end of a chunk.
const PIECE: usize = 4;
/// How many chunks may wait to be handed on, so that memory stays flat.
const CHUNKS_AHEAD: usize = 1;

/// What came of one file or line.
struct Done<T> {
    areas: Vec<(Id, T)>,
    /// The file with its faults, if it has any.
    faults: Option<(SourceText, Vec<Diagnostic>)>,
    /// The file with what is only to be known of it.
    notes: Option<(SourceText, Vec<Diagnostic>)>,
    unreadable: Option<(String, String)>,
    /// A file of shared answers that is at fault, and how many areas it leaves out.
    blocked: Option<(Arc<SharedFile>, usize)>,
    /// The file, where it holds something that is no area.
    passed_over: Option<PassedOver>,
    alike: Alike,
}

/// An area's id and where it is, so that two of one id can be told.
struct Id {
    id: String,
    /// What no other area has.
    key: String,
    path: String,
    place: String,
    /// Lines of a stream are not compared with each other: that would take memory for each.
    streamed: bool,
}

impl<'r> Gatherer<'_, 'r> {
    /// Makes something of every recommendation, on all cores, and takes them in the order of the paths.
    pub fn each<T: Send>(
        &self,
        make: impl Fn(Recommendation<'r>) -> T + Send + Sync,
        take: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<Gathered> {
        let (gathered, files) = self.find(None);
        let progress = Progress::new(self.session, &files, self.input);
        let shared = self.session.shared(self.advisor.rules());
        self.work_off(self.jobs(files), &progress, &shared, (gathered, None), make, take)
    }

    /// The same for the other side of a comparison.
    pub fn each_other<T: Send>(
        &self,
        other: Other<'_>,
        make: impl Fn(Recommendation<'r>) -> T + Send + Sync,
        take: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<Gathered> {
        let Other { lead, files, shared, said } = other;
        let (mut gathered, jobs, progress) = match files {
            Some((files, passed_over)) => {
                let progress = Progress::new(self.session, &[], self.input);
                let found = files.len() + passed_over.len();
                let files_before = Files { found, refused: 0, passed_over };
                (Gathered { files: files_before, ..Gathered::default() }, Jobs::given(files), progress)
            }
            None => {
                let (gathered, files) = self.find(said);
                let progress = Progress::new(self.session, &files, self.input);
                (gathered, self.jobs(files), progress)
            }
        };
        gathered.lead = Some(lead);
        self.work_off(jobs, &progress, &shared, (gathered, said), make, take)
    }

    fn jobs(&self, files: Vec<PathBuf>) -> Jobs {
        Jobs::new(files, self.input, self.session.disk.clone())
    }

    /// The files under the paths; what is not there is said, unless it has been.
    fn find(&self, said: Option<&Gathered>) -> (Gathered, Vec<PathBuf>) {
        let found = self.session.find(self.paths, self.input);
        let mut gathered = Gathered { files: found.count(), ..Gathered::default() };
        for lost in &found.lost {
            let (path, message) = paths::lost_path(self.session, self.input, lost);
            if said.is_none() {
                self.session.fail(&message);
                paths::help_lost(self.session, lost, true);
            }
            gathered.lack(&path, None, message);
        }
        (gathered, found.files)
    }

    fn work_off<T: Send>(
        &self,
        mut jobs: Jobs,
        progress: &Progress,
        shared: &Shared<'_>,
        (mut gathered, said): (Gathered, Option<&Gathered>),
        make: impl Fn(Recommendation<'r>) -> T + Send + Sync,
        mut take: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<Gathered> {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut alike = Alike::default();
        // What one thread hands on, in order, the others have evaluated: no core waits for the writing.
        let (sender, chunks) = mpsc::sync_channel(CHUNKS_AHEAD);
        let mut chunk = jobs.chunk();
        let mut next = move || {
            // The next files are looked up and lines read while these are evaluated.
            let (done, next) = rayon::join(
                || {
                    let jobs = std::mem::take(&mut chunk).into_par_iter().with_max_len(PIECE);
                    jobs.map(|job| self.work(job, shared, &make)).collect::<Vec<_>>()
                },
                || jobs.chunk(),
            );
            chunk = next;
            (!done.is_empty()).then_some(done)
        };
        thread::scope(|threads| {
            let chunks: Box<dyn Iterator<Item = Vec<Done<T>>>> = if self.session.alone {
                Box::new(std::iter::from_fn(next))
            } else {
                // Nobody listens any more when something could not be handed on.
                let hand_on = move || while next().is_some_and(|done| sender.send(done).is_ok()) {};
                thread::Builder::new().spawn_scoped(threads, hand_on)?;
                Box::new(chunks.into_iter())
            };
            for mut one in chunks.flatten() {
                progress.step();
                alike.extend(std::mem::take(&mut one.alike));
                self.say(&one, &mut gathered, said, progress);
                for (id, made) in one.areas {
                    if self.is_new(id, &mut seen, &mut gathered, said, progress) {
                        gathered.areas += 1;
                        take(made)?;
                    }
                }
                if self.kept {
                    gathered.faults.extend(one.faults);
                }
            }
            anyhow::Ok(())
        })?;
        progress.finish();
        if said.is_none() {
            self.say_alike(&alike);
            // What could not be read may be what they are for.
            if gathered.left_out == 0 {
                self.say_unreached(shared, &gathered.files);
            }
        }
        if gathered.faulty > 0 && gathered.lead.is_none() {
            self.session.hint(&self.session.texts.faults_found(gathered.count, gathered.faulty));
        }
        // There will be no page to say it.
        if gathered.areas == 0 && gathered.lead.is_none() {
            self.session.passed_over(&gathered.files);
        }
        Ok(gathered)
    }

    /// Says what may stand twice.
    fn say_alike(&self, alike: &Alike) {
        let texts = self.session.texts;
        for found in alike.found() {
            let said = match found {
                Likeness::Areas { name, places } => texts.alike_areas(name, places.join(", ")),
                Likeness::Boards(one, other) => texts.alike_boards(one, other),
                Likeness::Groups(one, other) => texts.alike_groups(one, other),
            };
            self.session.hint(&harmless(&format!("{}: {said}", texts.note_label())));
        }
    }

    /// Says which shared answers no area under their file takes: what they are for may be misspelt.
    fn say_unreached(&self, shared: &Shared<'_>, files: &Files) {
        for over in files.passed_over.iter().filter(|over| over.why == Why::Shared) {
            for (line, said) in shared.unreached(&over.path) {
                let path = load::shown_path(&over.path);
                let said = self.session.texts.shared_unreached(line, path, said);
                self.session.hint(&harmless(&format!("{}: {said}", self.session.texts.note_label())));
            }
        }
    }

    fn work<T>(
        &self,
        job: Job,
        shared: &Shared<'_>,
        make: &(impl Fn(Recommendation<'r>) -> T + Sync),
    ) -> Done<T> {
        let mut done = Done {
            areas: Vec::new(),
            faults: None,
            unreadable: None,
            blocked: None,
            passed_over: None,
            notes: None,
            alike: Alike::default(),
        };
        let streamed = matches!(job, Job::Line { .. }) && !self.kept;
        let loaded = match job {
            Job::File { path, input } => {
                let name = load::shown_path(&path);
                match self.session.disk.read(&path) {
                    Ok(bytes) => load::of_any_kind(&name, bytes, input, self.advisor.rules()),
                    Err(error) => {
                        done.unreadable = Some((name, load::reason(&error)));
                        return done;
                    }
                }
            }
            Job::Given { path, bytes } => load::of_any_kind(&path, bytes, self.input, self.advisor.rules()),
            Job::Line { path, number, bytes } => load::line(&path, number, bytes, self.advisor.rules()),
            Job::Unreadable { path, reason } => {
                done.unreadable = Some((path, reason));
                return done;
            }
        };
        let LoadedAreas { areas, source, faults, notes, passed_over, .. } = loaded;
        done.passed_over = passed_over.map(|why| PassedOver { path: PathBuf::from(&source.path), why });
        done.notes = (!notes.is_empty()).then(|| (source.clone(), notes));
        done.faults = (!faults.is_empty()).then_some((source, faults));
        for mut area in areas {
            if let Err(faulty) = shared.fill(&mut area) {
                done.blocked.get_or_insert((faulty, 0)).1 += 1;
                continue;
            }
            let id = id(&area, streamed);
            if !streamed {
                done.alike.add(&area, &id.place);
            }
            done.areas.push((id, make(self.advisor.look(area, self.depth))));
        }
        done
    }

    /// Says what is wrong, unless the same has been said of the first side of a comparison.
    fn say<T>(&self, done: &Done<T>, gathered: &mut Gathered, said: Option<&Gathered>, progress: &Progress) {
        gathered.files.passed_over.extend(done.passed_over.clone());
        if let Some((path, reason)) = &done.unreadable {
            let again = said.is_some_and(|said| said.lacks(path));
            let message = self.session.not_readable(path, reason);
            progress.aside(|| {
                if !again {
                    self.lead(gathered);
                    self.session.fail(&message);
                }
            });
            gathered.leave_out(path, None, message);
        }
        if let Some((source, notes)) = done.notes.as_ref().filter(|_| said.is_none()) {
            progress.aside(|| self.session.notes(source, notes));
        }
        if let Some((file, areas)) = &done.blocked {
            let path = &file.source.path;
            let again = said.is_some_and(|said| said.blocked.contains(path));
            if gathered.blocked.insert(path.clone()) {
                gathered.faulty += 1;
                gathered.count += file.faults.len();
                progress.aside(|| {
                    if !again {
                        self.lead(gathered);
                        self.session.shared_fault(file);
                    }
                });
            }
            gathered.files.refused += 1;
            for _ in 0..*areas {
                gathered.lack(path, None, harmless(&self.session.texts.shared_faulty(path)));
            }
        }
        if let Some((source, faults)) = &done.faults {
            let same =
                |(other, found): &(SourceText, Vec<Diagnostic>)| other.path == source.path && found == faults;
            let again = said.is_some_and(|said| said.faults.iter().any(same));
            // Lines of one file follow each other.
            if gathered.last_faulty != source.path {
                gathered.faulty += 1;
                gathered.last_faulty.clone_from(&source.path);
            }
            if let Some(first) = faults.first() {
                let (message, _) = faults_said(self.session.texts, source, first);
                let line = source.sheets.is_none().then_some(first.place.line);
                gathered.leave_out(&source.path, line, message);
            }
            gathered.count += faults.len();
            progress.aside(|| {
                if !again {
                    self.lead(gathered);
                    self.session.faults(source, faults);
                    self.session.say("");
                }
            });
        }
    }

    /// Says once which side the rest is about.
    fn lead(&self, gathered: &mut Gathered) {
        if let Some(lead) = gathered.lead.take() {
            self.session.say(&lead);
        }
    }

    /// Notes the id; a second area of the same id is left out.
    fn is_new(
        &self,
        id: Id,
        seen: &mut BTreeMap<String, String>,
        gathered: &mut Gathered,
        said: Option<&Gathered>,
        progress: &Progress,
    ) -> bool {
        if id.streamed {
            return true;
        }
        let Some(first) = seen.get(&id.key) else {
            seen.insert(id.key, id.place);
            return true;
        };
        let again = said.is_some_and(|said| said.lacks(&id.path));
        let message = harmless(&self.session.texts.same_id(first, id.id.as_str(), &id.place));
        progress.aside(|| {
            if !again {
                self.lead(gathered);
                self.session.fail(&message);
            }
        });
        gathered.leave_out(&id.path, None, message);
        false
    }
}

fn id(area: &Area, streamed: bool) -> Id {
    let place = match area.sheet {
        _ if streamed => String::new(),
        Some(_) => place(area, area.line, 1),
        None => format!("{}:{}", area.path, area.line),
    };
    let kept = |text: &String| if streamed { String::new() } else { text.clone() };
    Id {
        id: kept(&area.id),
        key: if streamed { String::new() } else { area.key() },
        path: kept(&area.path),
        place,
        streamed,
    }
}
