//! A file that is opened: a working file as it is, a table as the working file that it comes to.

use avtalsform::area_file::{Refusal, written};
use avtalsform::explain::Recommendation;
use avtalsform::load::{self, Diagnostic, Fault, LoadedAreas, SourceText, Why};
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
        let (mut layers, mut plans, mut areas) = (Vec::new(), Vec::new(), Vec::new());
        for (name, bytes) in files {
            let loaded = load::of_any_kind(&name, bytes.to_vec(), None, rules);
            if loaded.faults.iter().any(|fault| fault.fault == Fault::RulesFile) {
                layers.push((name, bytes.to_vec()));
            } else if loaded.passed_over == Some(Why::Plan) && loaded.documents == 1 {
                plans.push((name, bytes.to_vec()));
            } else {
                areas.push((name, bytes));
            }
        }
        if plans.len() > 1 || areas.len() > 1 {
            return Err(self.texts().web_one_at_a_time().to_owned());
        }
        self.load_rules(usize::MAX);
        let (ruleset, own, plan, known) =
            (self.ruleset, self.own.clone(), self.plan.clone(), self.rules.len());
        let opened = self.open_each(layers, plans.pop(), areas.pop(), reply);
        if opened.is_err() {
            (self.ruleset, self.own, self.plan) = (ruleset, own, plan);
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
        areas: Option<(String, &[u8])>,
        reply: &mut Reply,
    ) -> Result<(), String> {
        let mut at = self.ruleset;
        if !layers.is_empty() {
            at = self.open_rules(layers)?;
            if areas.is_none() {
                self.other_rules(at)?;
            }
            let name = self.rules.get(at).map_or("", |rules| rules.name.get(self.lang));
            reply.say = self.texts().web_said_rules(name);
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
                    let mut all = loaded.beneath;
                    all.push((loaded.source, loaded.faults));
                    let number = all.iter().map(|(_, faults)| faults.len()).sum::<usize>();
                    let lead = self.texts().web_faults(number, &name);
                    let told = all.iter().map(|(source, found)| {
                        uncoloured(faults(self.texts(), source, found, WIDTH).trim_end())
                    });
                    return Err(format!("{lead}\n\n{}", told.collect::<Vec<_>>().join("\n\n")));
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
        loaded.plan.ok_or_else(|| {
            let lead = self.texts().web_faults(loaded.faults.len(), name);
            let told = faults(self.texts(), &loaded.source, &loaded.faults, WIDTH);
            format!("{lead}\n\n{}", uncoloured(told.trim_end()))
        })
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
        let old = std::mem::take(&mut self.recommended);
        let mut old: Vec<Option<Recommendation<'static>>> = old.into_iter().map(Some).collect();
        let mut recommend = |(at, area): (usize, &Area)| {
            let same = |one: &mut Recommendation<'static>| {
                // Another rule set may have other questions.
                std::ptr::eq(advisor.weighted(area).rules, one.rules)
                    && moved(&one.area, area, rules) == *area
            };
            match old.get_mut(at).and_then(|one| one.take_if(same)) {
                Some(kept) => Recommendation { area: area.clone(), ..kept },
                None => advisor.recommend(area.clone()),
            }
        };
        self.recommended = loaded.areas.iter().enumerate().map(&mut recommend).collect();
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
        let lead = texts.web_faults(loaded.faults.len(), &loaded.source.path);
        if let Some(other) = loaded.faults.iter().find(|fault| OTHER_KINDS.contains(&fault.fault)) {
            let (message, _) = said(texts, &loaded.source, other);
            let path = &loaded.source.path;
            return texts.web_other_kind(path, sentence(&capital(&message)));
        }
        format!("{lead}\n\n{}", uncoloured(faults(texts, &loaded.source, &loaded.faults, WIDTH).trim_end()))
    }

    /// Where the file that is open says what the guideline chosen has not.
    pub(crate) fn unfit(&self) -> String {
        let (texts, Some(rules)) = (self.texts(), self.rule_set()) else { return String::new() };
        let loaded = load::areas(&self.name, self.text.clone().into_bytes(), rules);
        let lead = texts.web_unfit(&self.name, rules.name.get(self.lang));
        let line =
            |fault: &Diagnostic| texts.web_unfit_line(fault.place.line, self.in_words(fault, &loaded.source));
        [lead].into_iter().chain(loaded.faults.iter().map(line)).collect::<Vec<_>>().join("\n")
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
