//! What the page knows: the text of the working file, and what follows from it.
//!
//! The text is the only truth: an answer is put into it as the command line does, and everything shown is read from it again.
//! To undo is to go back to an earlier text.

use std::collections::BTreeMap;

use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::load;
use avtalsform::model::{Area, CriterionKey, Evidence, Fact, Field, Lang, RuleSet, Service};
use avtalsform::say::Speaker;
use avtalsform::texts::Texts;

use crate::event::{Event, Reply};
use crate::view;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// How to begin.
    Start,
    /// One question at a time.
    Ask,
    /// All questions at a glance.
    All,
    /// What a decision takes beside the answers.
    Facts,
    /// The recommendation with all its reasons.
    Reasons,
    /// All areas, and the documents.
    Documents,
}

/// An earlier text, and of which file.
pub struct Earlier {
    pub name: String,
    pub text: String,
    pub at: usize,
    pub ruleset: usize,
}

/// What the last answer did, to see before and after.
pub struct Step {
    pub before: String,
    pub after: String,
}

/// What was typed and is no value, and why.
pub struct Refused {
    pub typed: String,
    pub why: String,
}

/// Everything that the page knows.
pub struct App {
    pub(crate) texts: [Texts; 2],
    pub(crate) lang: Lang,
    pub(crate) rules: Vec<&'static RuleSet>,
    pub(crate) advisors: Vec<&'static Advisor<'static>>,
    pub(crate) ruleset: usize,
    /// The files of rule sets that were opened, by name.
    pub(crate) own: BTreeMap<String, Vec<u8>>,
    /// What people have written for the plan: the name and bytes of its file.
    pub(crate) plan: Option<(String, Vec<u8>)>,
    /// Answers that the areas share: the name and bytes of their file.
    pub(crate) shared: Option<(String, Vec<u8>)>,
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) saved: bool,
    pub(crate) keep: bool,
    pub(crate) undo: Vec<Earlier>,
    /// The areas as the text has them, without what they share.
    pub(crate) areas: Vec<Area>,
    pub(crate) recommended: Vec<Recommendation<'static>>,
    pub(crate) at: usize,
    pub(crate) mode: Mode,
    pub(crate) asking: Option<CriterionKey>,
    /// The questions that were asked before this one, the last one last.
    pub(crate) asked: Vec<CriterionKey>,
    pub(crate) skipped: Vec<CriterionKey>,
    pub(crate) step: Option<Step>,
    /// By area and fact, until something else stands there.
    pub(crate) refused: BTreeMap<(usize, usize), Refused>,
    /// What is wrong, for people to read.
    pub(crate) message: String,
    /// What is sought among the questions.
    pub(crate) sought: String,
    /// What has been filled in before there is a file.
    pub(crate) form: BTreeMap<String, String>,
    /// The board whose plan is wanted.
    pub(crate) board: Option<String>,
    /// A text that an earlier visit left.
    pub(crate) draft: Option<(String, String)>,
}

/// The file of a rule set that is not built in.
pub fn own_path(rules: &RuleSet) -> Option<&str> {
    rules.layers.first().and_then(|layer| layer.path.as_deref())
}

impl Default for App {
    fn default() -> Self {
        Self::new()
    }
}

impl App {
    /// A page on which nothing has happened.
    #[must_use]
    pub fn new() -> Self {
        let load = |lang| Texts::load(lang).unwrap_or_else(|_| std::process::abort());
        let mut app = Self {
            texts: [load(Lang::Sv), load(Lang::En)],
            lang: Lang::Sv,
            rules: Vec::new(),
            advisors: Vec::new(),
            ruleset: 0,
            own: BTreeMap::new(),
            plan: None,
            shared: None,
            name: String::new(),
            text: String::new(),
            saved: true,
            keep: false,
            undo: Vec::new(),
            areas: Vec::new(),
            recommended: Vec::new(),
            at: 0,
            mode: Mode::Start,
            asking: None,
            asked: Vec::new(),
            skipped: Vec::new(),
            step: None,
            refused: BTreeMap::new(),
            message: String::new(),
            sought: String::new(),
            form: BTreeMap::new(),
            board: None,
            draft: None,
        };
        app.load_rules(1);
        app
    }

    /// Reads the shipped rule sets up to this number of them, where they are not yet: the page comes up with the first.
    pub(crate) fn load_rules(&mut self, most: usize) {
        for (id, text) in load::EMBEDDED.iter().take(most).skip(self.rules.len()) {
            let rules = load::rules(id, text.as_bytes().to_vec(), &load::no_files).rules;
            let Some(()) = rules.and_then(|set| self.add_rules(set)) else { return };
        }
    }

    /// One rule set more to choose, behind the others. They live as long as the page.
    pub(crate) fn add_rules(&mut self, rules: RuleSet) -> Option<()> {
        let rules = &*Box::leak(Box::new(rules));
        let advisor = Advisor::new(rules, None)?;
        self.rules.push(rules);
        self.advisors.push(Box::leak(Box::new(advisor)));
        Some(())
    }

    /// The rule sets that can be chosen, with their numbers: of a file that was opened again as it was the last time.
    pub(crate) fn choosable(&self) -> impl Iterator<Item = (usize, &'static RuleSet)> {
        let newer =
            |at: usize, path: &str| self.rules.iter().skip(at + 1).any(|later| own_path(later) == Some(path));
        let all = self.rules.iter().copied().enumerate();
        let in_use = self.ruleset;
        all.filter(move |(at, rules)| *at == in_use || own_path(rules).is_none_or(|path| !newer(*at, path)))
    }

    /// The text of the working file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is looked at.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    pub(crate) fn texts(&self) -> &Texts {
        let [sv, en] = &self.texts;
        match self.lang {
            Lang::Sv => sv,
            Lang::En => en,
        }
    }

    pub(crate) fn rule_set(&self) -> Option<&'static RuleSet> {
        self.rules.get(self.ruleset).copied()
    }

    pub(crate) fn speaker(&self) -> Option<Speaker<'_>> {
        Some(Speaker { texts: self.texts(), rules: self.rule_set()? })
    }

    pub(crate) fn here(&self) -> Option<&Recommendation<'static>> {
        self.recommended.get(self.at)
    }

    /// What the text says of a question itself: its answer and what stands beside that. What is shared, or law, is no part of it.
    pub(crate) fn own(&self, criterion: CriterionKey) -> (Option<u8>, Evidence) {
        let Some(area) = self.areas.get(self.at) else { return Default::default() };
        let evidence = area.evidence.at(criterion).clone().unwrap_or_default();
        (area.answers.get(criterion).filter(|_| evidence.answered), evidence)
    }

    /// How many of the shared answers the area takes.
    pub(crate) fn taken(&self) -> usize {
        let evidence = self.here().into_iter().flat_map(|one| one.area.evidence.iter());
        evidence.filter(|(_, evidence)| evidence.as_ref().is_some_and(|one| one.shared.is_some())).count()
    }

    /// Every fact that the page has a field for, in the order of their numbers.
    pub(crate) fn facts(&self) -> Vec<Fact<'static>> {
        let Some(rules) = self.rule_set() else { return Vec::new() };
        Fact::all(rules).chain(Field::ALL.iter().copied().map(Fact::Field)).collect()
    }

    /// The services whose names have in them what was sought, those that begin with it first.
    pub(crate) fn services(&self, sought: &str) -> Vec<&'static Service> {
        let Some(rules) = self.rule_set() else { return Vec::new() };
        let wanted = avtalsform::model::folded(sought);
        let place = |service: &&'static Service| {
            let own = [service.name.get(Lang::Sv), service.name.get(Lang::En)];
            let names = service.names().chain(own).map(avtalsform::model::folded);
            names.filter_map(|name| name.find(&wanted)).min()
        };
        let found = rules.services.iter().filter_map(|one| Some((place(&one)?, one)));
        let mut found: Vec<(usize, &'static Service)> = found.collect();
        found.sort_by_key(|(place, one)| (*place > 0, one.name.get(self.lang)));
        found.into_iter().map(|(_, service)| service).collect()
    }

    /// Takes an event, with the bytes of a file that was opened, and says what the page is to do.
    pub fn take(&mut self, event: &Event, file: &[u8]) -> Reply {
        let mut reply = Reply::default();
        self.message.clear();
        if let Err(message) = self.act(event, file, &mut reply) {
            reply.say.clone_from(&message);
            self.message = message;
        }
        reply.html = view::page(self);
        reply.lang = self.lang.code();
        reply.saved = self.saved;
        reply.keep = self.keep && !self.recommended.is_empty();
        let texts = self.texts();
        reply.title = match self.here().filter(|_| self.mode != Mode::Start) {
            Some(one) => texts.web_title_of(&one.area.name),
            None => texts.web_title().to_owned(),
        };
        reply.text = (!self.recommended.is_empty()).then(|| (self.name.clone(), self.text.clone()));
        reply
    }
}
