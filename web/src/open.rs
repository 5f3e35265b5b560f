//! A file that is opened: a working file as it is, a table as the working file that it comes to.

use std::path::Path;

use avtalsform::area_file::{Refusal, written};
use avtalsform::explain::Recommendation;
use avtalsform::load::{self, Diagnostic, Fault, LoadedAreas, Shared, SourceText, Why};
use avtalsform::model::{Area, PlanFile, RuleSet};
use avtalsform::say::words::{capital, sentence};
use avtalsform::write::faults::{faults, said};

use crate::app::{App, Mode, own_path};
use crate::event::Reply;
use crate::view;

/// How wide the lines of faults are.
const WIDTH: usize = 90;

/// What cannot be opened here, whatever else is wrong with it.
const OTHER_KINDS: [Fault; 3] = [Fault::OtherFile, Fault::TestsFile, Fault::SharedFile];

impl App {
    /// Opens what stands in files: rule sets, what is written for a plan, areas, each known by what stands in it. Where one of
    /// them has faults, these are told and what is open stays.
    pub(crate) fn open_all(&mut self, files: Vec<(String, &[u8])>, reply: &mut Reply) -> Result<(), String> {
        let Some(rules) = self.rule_set() else { return Ok(()) };
        let (mut layers, mut plans, mut shared, mut areas) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (name, bytes) in files {
            let loaded = load::of_any_kind(&name, bytes.to_vec(), None, rules);
            let is = |fault| loaded.faults.iter().any(|found| found.fault == fault);
            if is(Fault::RulesFile) {
                layers.push((name, bytes.to_vec()));
            } else if loaded.passed_over == Some(Why::Plan) && loaded.documents == 1 {
                plans.push((name, bytes.to_vec()));
            } else if load::is_shared(Path::new(&name)) && is(Fault::SharedFile) {
                shared.push((name, bytes.to_vec()));
            } else {
                areas.push((name, bytes));
            }
        }
        if let Some(names) = several(&plans).or_else(|| several(&shared)).or_else(|| several(&areas)) {
            return Err(self.texts().web_one_at_a_time(names));
        }
        self.load_rules(usize::MAX);
        let before = (self.ruleset, self.own.clone(), self.plan.clone(), self.shared.clone());
        let known = self.rules.len();
        let opened = self.open_each(layers, plans.pop(), shared.pop(), areas.pop(), reply);
        if opened.is_err() {
            (self.ruleset, self.own, self.plan, self.shared) = before;
            self.rules.truncate(known);
            self.advisors.truncate(known);
            // Under the guideline that it was read with before.
            if !self.recommended.is_empty() {
                self.read(self.text.clone())?;
            }
        }
        opened
    }

    fn open_each(
        &mut self,
        layers: Vec<(String, Vec<u8>)>,
        plan: Option<(String, Vec<u8>)>,
        shared: Option<(String, Vec<u8>)>,
        areas: Option<(String, &[u8])>,
        reply: &mut Reply,
    ) -> Result<(), String> {
        let mut at = self.ruleset;
        if !layers.is_empty() {
            at = self.open_rules(layers)?;
            let name = self.rules.get(at).map_or("", |rules| rules.name.get(self.lang));
            reply.say = self.texts().web_said_rules(name);
        }
        let is_read_again = areas.is_none() && (at != self.ruleset || shared.is_some());
        if let Some((name, bytes)) = shared {
            let rules = self.rules.get(at).ok_or_else(|| self.texts().web_no_area().to_owned())?;
            let file = load::shared_file(&name, bytes.clone(), rules);
            if !file.faults.is_empty() {
                return Err(self.in_lines(&name, &[(&file.source, &file.faults)]));
            }
            reply.say = self.texts().web_shared(&name);
            self.shared = Some((name, bytes));
        }
        if is_read_again {
            self.other_rules(at)?;
        }
        if let Some((name, bytes)) = plan {
            self.own_plan(&name, &bytes, at)?;
            reply.say = self.texts().web_said_plan(&name);
            self.plan = Some((name, bytes));
        }
        match areas {
            Some((name, bytes)) => self.open(&name, bytes, at, reply),
            None => Ok(()),
        }
    }

    /// Reads rule sets of one's own, and gives the number of the one that extends the others.
    fn open_rules(&mut self, layers: Vec<(String, Vec<u8>)>) -> Result<usize, String> {
        self.own.extend(layers.iter().cloned());
        let mut found = Vec::new();
        for (name, bytes) in layers {
            let beside = |path: &std::path::Path| {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
                let file = name.and_then(|name| self.own.get(&name).cloned());
                file.ok_or_else(|| std::io::ErrorKind::NotFound.into())
            };
            let mut loaded = load::rules(&name, bytes, &beside);
            match loaded.rules.take() {
                Some(rules) => found.push(rules),
                None => {
                    let mut all: Vec<(&SourceText, &[Diagnostic])> =
                        loaded.beneath.iter().map(|(source, found)| (source, found.as_slice())).collect();
                    all.push((&loaded.source, &loaded.faults));
                    return Err(self.in_lines(&name, &all));
                }
            }
        }
        // A file is known by its name, whatever folder another says it stands in.
        let name =
            |path: Option<&str>| path.and_then(|path| path.rsplit(['/', '\\']).next().map(str::to_owned));
        let is_below = |path: Option<&str>| {
            let mut below = found.iter().flat_map(|rules| rules.layers.iter().skip(1));
            below.any(|layer| layer.path.is_some() && name(layer.path.as_deref()) == name(path))
        };
        let tops = found.iter().filter(|rules| !is_below(own_path(rules)));
        let top = tops.map(|rules| own_path(rules).map(str::to_owned)).next_back().flatten();
        for rules in found {
            if self.add_rules(rules).is_none() {
                return Err(self.texts().web_no_area().to_owned());
            }
        }
        let at = self.rules.iter().rposition(|rules| own_path(rules) == top.as_deref());
        at.ok_or_else(|| self.texts().web_no_area().to_owned())
    }

    /// What is written for a plan, or what is wrong with its file.
    pub(crate) fn own_plan(&self, name: &str, bytes: &[u8], at: usize) -> Result<PlanFile, String> {
        let rules = self.rules.get(at).ok_or_else(|| self.texts().web_no_area().to_owned())?;
        let loaded = load::plan_file(name, bytes.to_vec(), rules);
        loaded.plan.ok_or_else(|| self.in_lines(name, &[(&loaded.source, &loaded.faults)]))
    }

    /// Opens a file in place of the one that is open, under the rule set of this number; where it has faults, these are told and what
    /// is open stays.
    pub(crate) fn open(
        &mut self,
        name: &str,
        bytes: &[u8],
        at: usize,
        reply: &mut Reply,
    ) -> Result<(), String> {
        let Some(rules) = self.rules.get(at).copied() else { return Ok(()) };
        let loaded = load::of_any_kind(name, bytes.to_vec(), None, rules);
        if !loaded.faults.is_empty() || loaded.areas.is_empty() || loaded.passed_over.is_some() {
            return Err(self.told(&loaded));
        }
        let is_table = loaded.source.sheets.is_some();
        let text = if is_table {
            let areas = loaded.areas.iter().map(|area| written(area, rules, self.lang, true));
            areas.collect::<Vec<_>>().join("---\n")
        } else {
            loaded.source.text
        };
        let own_name = if is_table {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            format!("{stem}.yaml")
        } else {
            name.to_owned()
        };
        self.other_file(own_name, text, at)?;
        self.draft = None;
        self.board = None;
        // What was made of a table has not been saved as what it is now.
        self.saved = !is_table;
        self.go(if self.recommended.len() > 1 { Mode::Documents } else { Mode::Ask });
        "title".clone_into(&mut reply.focus);
        reply.say = format!(
            "{} {}",
            self.texts().web_said_opened(self.recommended.len(), &self.name),
            view::said(self)
        );
        Ok(())
    }

    /// Reads a text in place of the working file, or says what is wrong with it and keeps what there was. An area that stands
    /// as before need not be worked out again.
    pub(crate) fn read(&mut self, text: String) -> Result<(), String> {
        let (Some(rules), Some(advisor)) = (self.rule_set(), self.advisors.get(self.ruleset).copied()) else {
            return Ok(());
        };
        let name = if self.name.is_empty() { "-" } else { &self.name };
        let loaded = load::areas(name, text.clone().into_bytes(), rules);
        if !loaded.faults.is_empty() || loaded.areas.is_empty() || loaded.passed_over.is_some() {
            return Err(self.told(&loaded));
        }
        let mut filled = loaded.areas.clone();
        let shared = Shared::new(rules, |path| {
            let file = self.shared.as_ref().filter(|(name, _)| path == Path::new(name));
            file.map(|(_, bytes)| bytes.clone()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
        });
        for area in &mut filled {
            shared
                .fill(area)
                .map_err(|file| self.in_lines(&file.source.path, &[(&file.source, &file.faults)]))?;
        }
        let old = std::mem::take(&mut self.recommended);
        let mut old: Vec<Option<Recommendation<'static>>> = old.into_iter().map(Some).collect();
        let mut recommend = |(at, area): (usize, Area)| {
            let same = |one: &mut Recommendation<'static>| {
                // Another rule set may have other questions.
                std::ptr::eq(advisor.weighted(&area).rules, one.rules)
                    && moved(&one.area, &area, rules) == area
            };
            match old.get_mut(at).and_then(|one| one.take_if(same)) {
                Some(kept) => Recommendation { area, ..kept },
                None => advisor.recommend(area),
            }
        };
        self.recommended = filled.into_iter().enumerate().map(&mut recommend).collect();
        self.areas = loaded.areas;
        self.text = text;
        Ok(())
    }

    /// What is wrong with a file, as the program tells it.
    fn told(&self, loaded: &LoadedAreas) -> String {
        let texts = self.texts();
        if loaded.passed_over.is_some() {
            return texts.web_plan_file().to_owned();
        }
        if loaded.faults.is_empty() {
            return texts.web_no_area().to_owned();
        }
        if let Some(other) = loaded.faults.iter().find(|fault| OTHER_KINDS.contains(&fault.fault)) {
            let (message, _) = said(texts, &loaded.source, other);
            let path = &loaded.source.path;
            return texts.web_other_kind(path, sentence(&capital(&message)));
        }
        self.in_lines(&loaded.source.path, &[(&loaded.source, &loaded.faults)])
    }

    /// Faults with their lines, of a file and those that it rests on.
    fn in_lines(&self, name: &str, files: &[(&SourceText, &[Diagnostic])]) -> String {
        let number = files.iter().map(|(_, found)| found.len()).sum::<usize>();
        let told = files
            .iter()
            .map(|(source, found)| uncoloured(faults(self.texts(), source, found, WIDTH).trim_end()));
        let parts = [self.texts().web_faults(number, name)].into_iter().chain(told);
        parts.collect::<Vec<_>>().join("\n\n")
    }

    /// Where the file that is open says what the guideline chosen has not, if it does.
    pub(crate) fn unfit(&self) -> Option<String> {
        let (texts, rules) = (self.texts(), self.rule_set()?);
        let loaded = load::areas(&self.name, self.text.clone().into_bytes(), rules);
        if loaded.faults.is_empty() {
            return None;
        }
        let lead = texts.web_unfit(&self.name, rules.name.get(self.lang));
        let line =
            |fault: &Diagnostic| texts.web_unfit_line(fault.place.line, self.in_words(fault, &loaded.source));
        Some([lead].into_iter().chain(loaded.faults.iter().map(line)).collect::<Vec<_>>().join("\n"))
    }

    fn in_words(&self, fault: &Diagnostic, source: &SourceText) -> String {
        let (message, help) = said(self.texts(), source, fault);
        let help = help.map_or_else(String::new, |help| format!(" {}", sentence(&capital(&help))));
        format!("{}{help}", sentence(&capital(&message)))
    }

    /// Why a text was not changed.
    pub(crate) fn said_of(&self, refusal: &Refusal) -> String {
        let texts = self.texts();
        match refusal {
            Refusal::Faulty(loaded) => {
                let told = loaded.faults.first().map(|fault| self.in_words(fault, &loaded.source));
                told.unwrap_or_else(|| refusal.message(texts))
            }
            _ => refusal.message(texts),
        }
    }
}

/// The names of files, where there is more than one.
fn several<T>(files: &[(String, T)]) -> Option<String> {
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    (names.len() > 1).then(|| names.join(", "))
}

/// An area as it was, at the places where another is now: what stands above it may have grown.
fn moved(was: &Area, now: &Area, rules: &RuleSet) -> Area {
    let mut moved = Area { line: now.line, ..was.clone() };
    for key in rules.criteria.keys() {
        if let (Some(old), Some(new)) = (moved.evidence.at_mut(key), now.evidence.at(key)) {
            (old.line, old.column) = (new.line, new.column);
        }
    }
    moved
}

/// A text without the colours of a terminal.
fn uncoloured(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}
