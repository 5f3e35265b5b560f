//! What an event changes.

use avtalsform::area_file::{Given, put, set};
use avtalsform::explain::Recommendation;
use avtalsform::model::{Fact, Field, Lang};

use crate::app::{App, Earlier, Mode, Refused, Step};
use crate::event::{Event, HandedOut, Reply};
use crate::view;

/// How many earlier texts are kept.
const MOST_UNDO: usize = 200;

/// What is changed of an answer.
enum Change<'a> {
    Answer(Option<u8>),
    Note(&'a str),
    Source(&'a str),
}

impl App {
    pub(crate) fn act(&mut self, event: &Event, file: &[u8], reply: &mut Reply) -> Result<(), String> {
        let arg = event.arg.as_str();
        match event.act.as_str() {
            // The page has come up, with what an earlier visit left.
            "begin" => {
                let left = |name: &str| event.fields.get(name).filter(|text| !text.is_empty()).cloned();
                self.draft = left("name").zip(left("text"));
                self.keep = self.draft.is_some();
            }
            // It has come up, and there is time for the other rule sets.
            "rest" => self.load_rules(usize::MAX),
            "lang" => self.lang = if arg == "en" { Lang::En } else { Lang::Sv },
            "rules" => self.other_rules(event.value.parse().unwrap_or(0))?,
            "keep" => self.keep = event.value == "on",
            "forget" => self.draft = None,
            "form" => {
                self.form.insert(arg.to_owned(), event.value.clone());
                if arg.ends_with("sought") {
                    reply.say = self.texts().web_services_found(self.services(&event.value).len());
                }
            }
            "start" => self.start(&event.fields, reply)?,
            "open" => {
                let mut rest = file;
                let files = event.files.iter().map(|(name, length)| {
                    let (own, others) = rest.split_at_checked(*length).unwrap_or((rest, &[]));
                    rest = others;
                    (name.clone(), own)
                });
                self.open_all(files.collect(), reply)?;
            }
            "no-plan" => self.plan = None,
            "no-shared" => {
                self.shared = None;
                self.other_rules(self.ruleset)?;
                reply.say = view::said(self);
            }
            "resume" => {
                // Where it does not open, as under another guideline, it can still be tried.
                if let Some((name, text)) = self.draft.clone() {
                    self.open(&name, text.as_bytes(), self.ruleset, reply)?;
                    self.saved = false;
                }
            }
            "add" => self.add(event, reply)?,
            "remove" => self.remove(reply)?,
            "area" => {
                self.at = arg.parse().unwrap_or(0);
                self.leave_questions();
                self.go(if self.mode == Mode::Documents { Mode::Reasons } else { self.mode });
                "title".clone_into(&mut reply.focus);
            }
            "mode" => {
                self.go(match arg {
                    "ask" => Mode::Ask,
                    "all" => Mode::All,
                    "facts" => Mode::Facts,
                    "reasons" => Mode::Reasons,
                    "documents" => Mode::Documents,
                    _ => Mode::Start,
                });
                reply.focus = if self.mode == Mode::Start { "title" } else { "view" }.to_owned();
            }
            "answer" => {
                self.change(arg, Change::Answer(event.value.parse().ok()))?;
                reply.say = view::said(self);
            }
            "note" => self.change(arg, Change::Note(&event.value))?,
            "source" => self.change(arg, Change::Source(&event.value))?,
            "fact" => self.fact(arg.parse().unwrap_or(usize::MAX), &event.value, Ok(()), reply)?,
            "cell" => {
                if let Some((at, value, why)) = self.with_cell(arg, &event.value) {
                    self.fact(at, &value, why, reply)?;
                }
            }
            "find" => {
                self.sought.clone_from(&event.value);
                reply.say = self.texts().web_questions_found(view::found(self));
            }
            "next" => {
                self.asked.extend(self.asking);
                self.next();
                "question".clone_into(&mut reply.focus);
            }
            "skip" => {
                self.asked.extend(self.asking);
                self.skipped.extend(self.asking);
                self.next();
                "question".clone_into(&mut reply.focus);
            }
            "back" => {
                if let Some(earlier) = self.asked.pop() {
                    self.skipped.retain(|key| *key != earlier);
                    self.asking = Some(earlier);
                }
                "question".clone_into(&mut reply.focus);
            }
            "again" => {
                self.skipped.clear();
                self.next();
                "question".clone_into(&mut reply.focus);
            }
            "ask" => {
                self.asked.extend(self.asking);
                self.asking = self.rule_set().and_then(|rules| rules.criterion_named(arg));
                self.mode = Mode::Ask;
                "question".clone_into(&mut reply.focus);
            }
            "undo" => self.undo(reply)?,
            "board" => self.board = Some(event.value.clone()).filter(|board| !board.is_empty()),
            "save" => {
                let (name, bytes) = (self.name.clone(), self.text.clone().into_bytes());
                reply.file = Some(HandedOut { name, kind: "application/yaml", bytes });
            }
            // The page has written it.
            "saved" => {
                self.saved = true;
                reply.say = self.texts().web_said_saved(&self.name);
            }
            "document" => self.document(arg, reply)?,
            "print" => {
                self.document(arg, reply)?;
                reply.say.clear();
                reply.print = true;
            }
            // What becomes of a fault in the engine can be tried.
            "panic" => view::crash(self),
            _ => {}
        }
        Ok(())
    }

    pub(crate) fn go(&mut self, mode: Mode) {
        self.mode = mode;
        if mode == Mode::Ask && self.asking.is_none() {
            self.next();
        }
    }

    /// The next question: the first that can still change the outcome and has not been skipped, then what else is open of the
    /// core.
    pub(crate) fn next(&mut self) {
        let Some(one) = self.here() else { return };
        let open = one.evaluation.questions.iter().map(|question| question.criterion);
        let core = one.rules.criteria.iter().filter(|(_, criterion)| criterion.core).map(|(key, _)| key);
        let core = core.filter(|key| one.area.answers.get(*key).is_none());
        let next = open.chain(core).find(|key| !self.skipped.contains(key) && self.asking != Some(*key));
        self.asking = next;
    }

    pub(crate) fn leave_questions(&mut self) {
        self.skipped.clear();
        self.asked.clear();
        (self.asking, self.step) = (None, None);
    }

    /// A text in place of the one before, which can be gone back to.
    pub(crate) fn replace(&mut self, text: String) -> Result<(), String> {
        if text == self.text {
            return Ok(());
        }
        let (name, before) = (self.name.clone(), self.text.clone());
        let earlier = Earlier { name, text: before, at: self.at, ruleset: self.ruleset };
        self.read(text)?;
        self.keep_earlier(earlier);
        self.saved = false;
        Ok(())
    }

    fn keep_earlier(&mut self, earlier: Earlier) {
        if self.undo.len() == MOST_UNDO {
            self.undo.remove(0);
        }
        self.undo.push(earlier);
    }

    /// Another file in the place of the working file. Where that was not saved, it can be gone back to, which is told.
    pub(crate) fn other_file(&mut self, name: String, text: String, ruleset: usize) -> Result<(), String> {
        let (before, at) = (self.text.clone(), self.at);
        let ruleset = std::mem::replace(&mut self.ruleset, ruleset);
        let name = std::mem::replace(&mut self.name, name);
        let earlier = Earlier { name, text: before, at, ruleset };
        if let Err(message) = self.read(text) {
            (self.name, self.ruleset) = (earlier.name, earlier.ruleset);
            return Err(message);
        }
        if self.saved {
            self.undo.clear();
        } else {
            self.message = self.texts().web_replaced(&earlier.name);
            self.keep_earlier(earlier);
        }
        self.refused.clear();
        self.form.clear();
        self.leave_questions();
        self.at = 0;
        Ok(())
    }

    fn undo(&mut self, reply: &mut Reply) -> Result<(), String> {
        let Some(earlier) = self.undo.pop() else { return Ok(()) };
        let name = std::mem::replace(&mut self.name, earlier.name.clone());
        if self.read(earlier.text.clone()).is_err() {
            // It was written for another guideline.
            let ruleset = std::mem::replace(&mut self.ruleset, earlier.ruleset);
            if let Err(message) = self.read(earlier.text.clone()) {
                (self.name, self.ruleset) = (name, ruleset);
                self.undo.push(earlier);
                return Err(message);
            }
        }
        self.refused.clear();
        self.step = None;
        self.at = earlier.at.min(self.recommended.len().saturating_sub(1));
        self.saved = false;
        reply.say = format!("{} {}", self.texts().web_said_undone(), view::said(self));
        Ok(())
    }

    pub(crate) fn other_rules(&mut self, at: usize) -> Result<(), String> {
        self.load_rules(usize::MAX);
        let before = std::mem::replace(&mut self.ruleset, at);
        if self.rule_set().is_none() {
            self.ruleset = before;
            return Ok(());
        }
        self.form.retain(|field, _| !field.ends_with("service"));
        if !self.recommended.is_empty() {
            let text = self.text.clone();
            if let Err(message) = self.read(text) {
                let message = self.unfit().unwrap_or(message);
                self.ruleset = before;
                return Err(message);
            }
            // What was typed belongs to a field of the guideline before.
            self.refused.clear();
            self.leave_questions();
            self.go(self.mode);
        }
        Ok(())
    }

    fn change(&mut self, name: &str, change: Change<'_>) -> Result<(), String> {
        let Some((rules, one)) = self.rule_set().zip(self.here()) else { return Ok(()) };
        let Some(criterion) = rules.criterion_named(name) else { return Ok(()) };
        let before = self.stance(one);
        let (answer, evidence) = self.own(criterion);
        let given =
            Given { criterion, answer, note: evidence.note.as_deref(), source: evidence.source.as_deref() };
        let is_answer = matches!(change, Change::Answer(_));
        let given = match change {
            Change::Answer(answer) => Given { answer, ..given },
            Change::Note(note) => Given { note: Some(note), ..given },
            Change::Source(source) => Given { source: Some(source), ..given },
        };
        let text =
            set(&self.text, rules, self.lang, self.at, given).map_err(|refusal| self.said_of(&refusal))?;
        self.replace(text)?;
        if is_answer {
            let after = self.here().map(|one| self.stance(one)).unwrap_or_default();
            self.step = Some(Step { before, after });
        }
        Ok(())
    }

    /// What is recommended and how firmly, in a few words.
    pub(crate) fn stance(&self, one: &Recommendation<'_>) -> String {
        let Some(speaker) = self.speaker() else { return String::new() };
        let texts = self.texts();
        let (stance, firmness) = (speaker.stance(&one.evaluation), speaker.firmness(one.evaluation.firmness));
        match one.outcome() {
            Some(_) => texts.web_stance(firmness, stance, speaker.support(one.evaluation.support())),
            None => texts.web_stance_open(stance),
        }
    }

    /// Puts a fact in, unless it cannot be one yet.
    fn fact(
        &mut self,
        at: usize,
        value: &str,
        whole: Result<(), String>,
        reply: &mut Reply,
    ) -> Result<(), String> {
        let (Some(rules), Some(fact)) = (self.rule_set(), self.facts().get(at).copied()) else {
            return Ok(());
        };
        let changed = whole.and_then(|()| {
            put(&self.text, rules, self.at, fact, value).map_err(|refusal| self.said_of(&refusal))
        });
        match changed.and_then(|text| self.replace(text)) {
            Ok(()) => {
                self.refused.remove(&(self.at, at));
                reply.say = if fact == Fact::Service {
                    view::said(self)
                } else {
                    self.texts().web_said_kept().to_owned()
                };
            }
            Err(why) => {
                reply.say.clone_from(&why);
                self.refused.insert((self.at, at), Refused { typed: value.to_owned(), why });
            }
        }
        if fact == Fact::Field(Field::Name) || fact == Fact::Service {
            self.step = None;
        }
        Ok(())
    }
}
