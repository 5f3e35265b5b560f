//! A file that is opened: a working file as it is, a table as the working file that it comes to.

use avtalsform::area_file::{Refusal, written};
use avtalsform::explain::Recommendation;
use avtalsform::load::{self, Diagnostic, LoadedAreas, SourceText};
use avtalsform::model::{Area, RuleSet};
use avtalsform::say::words::sentence;
use avtalsform::write::faults::{faults, said};

use crate::app::{App, Mode};
use crate::event::Reply;
use crate::view;

/// How wide the lines of faults are.
const WIDTH: usize = 90;

impl App {
    /// Opens a file in place of the one that is open; where it has faults, these are told and what is open stays.
    pub(crate) fn open(&mut self, name: &str, bytes: &[u8], reply: &mut Reply) -> Result<(), String> {
        let Some(rules) = self.rule_set() else { return Ok(()) };
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
        self.other_file(own_name, text)?;
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
                let moved = moved(&one.area, area, rules);
                moved == *area && std::ptr::eq(advisor.weighted(area).rules, one.rules)
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
        format!("{lead}\n\n{}", uncoloured(faults(texts, &loaded.source, &loaded.faults, WIDTH).trim_end()))
    }

    /// Why a text was not changed.
    pub(crate) fn said_of(&self, refusal: &Refusal) -> String {
        let texts = self.texts();
        match refusal {
            Refusal::Faulty(loaded) => {
                let one = |fault: &Diagnostic, source: &SourceText| {
                    let (message, help) = said(texts, source, fault);
                    let help = help.map_or_else(String::new, |help| format!(" {}", sentence(&help)));
                    format!("{}{help}", sentence(&message))
                };
                let told = loaded.faults.first().map(|fault| one(fault, &loaded.source));
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
