//! What ids are called, and changes in sentences.
//!
//! In: ids and changes. Out: short texts. What neither rule set knows is called by its id.

use super::Shown;
use crate::compare::{AreaDiff, Change, ChangeKind, Part, PartChange, Side, Value, Way};
use crate::model::{Criterion, RuleSet};
use crate::say::Speaker;

/// So many words of an advice tell it from others.
const WORDS: usize = 8;

impl<'a> Shown<'a> {
    /// Speaks of what both rule sets have, by the new one.
    pub(super) const fn speaker(&self) -> Speaker<'a> {
        Speaker { texts: self.texts, rules: self.new }
    }

    /// What is said of something by the new rules, else by the old.
    fn named<T>(&self, say: impl Fn(Speaker<'a>) -> Option<T>) -> Option<T> {
        let rules = std::iter::once(self.new).chain(self.old);
        rules.map(|rules| Speaker { texts: self.texts, rules }).find_map(say)
    }

    /// An outcome as a recommendation.
    pub(super) fn outcome(&self, id: &str) -> String {
        let title = self.named(|speaker| Some(speaker.outcome(speaker.rules.outcome_named(id)?)));
        title.unwrap_or(id).to_owned()
    }

    /// What is recommended on a side; while nothing is, the form that the answers lean to.
    pub(super) fn recommended(&self, side: &Side) -> String {
        match (&side.outcome, &side.leaning) {
            (Some(outcome), _) => self.outcome(outcome),
            (None, Some(form)) => self.leans(form),
            (None, None) => self.texts.no_recommendation().to_owned(),
        }
    }

    fn leans(&self, form: &str) -> String {
        self.texts.overview_leans(crate::say::words::within(&self.form(form)))
    }

    /// Outcome and firmness of a side in a few letters.
    pub(super) fn brief(&self, side: &Side) -> String {
        let short = |id: &String| {
            let of = |speaker: Speaker<'_>| Some(speaker.short_outcome(speaker.rules.outcome_named(id)?));
            self.named(of).unwrap_or_else(|| id.clone())
        };
        let leaning = || side.leaning.as_deref().map(|form| self.leans(form));
        let Some(outcome) = side.outcome.as_ref().map(short).or_else(leaning) else {
            return self.speaker().firmness(side.firmness).to_owned();
        };
        format!("{outcome} ({})", self.speaker().firmness(side.firmness))
    }

    /// An area with outcome and firmness before and after, where they are others.
    pub(super) fn change_of(&self, area: &AreaDiff) -> Option<String> {
        let [before, after] = [&area.before, &area.after].map(|side| Some(self.brief(side.as_ref()?)));
        let (before, after) = (before?, after?);
        (before != after).then(|| format!("{}: {}", area.place.name, self.stepped(&before, &after)))
    }

    pub(super) fn form(&self, id: &str) -> String {
        let short = self.named(|speaker| {
            let form = speaker.rules.forms.entries().iter().find(|form| form.id == id)?;
            Some(form.short.get(self.texts.lang))
        });
        short.unwrap_or(id).to_owned()
    }

    /// Advice by its first words, with its id.
    pub(super) fn advice_named(&self, id: &str) -> String {
        let text = self.named(|speaker| {
            let advice = speaker.rules.advice.iter().find(|advice| advice.head.id == id)?;
            Some(speaker.say(&advice.head.why))
        });
        let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
        let first = words.get(..WORDS.min(words.len())).unwrap_or_default().join(" ");
        if words.len() > WORDS { format!("{first} … [{id}]") } else { format!("{first} [{id}]") }
    }

    /// Puts forms in the order of precedence.
    pub(super) fn in_precedence<Id: AsRef<str>>(&self, forms: &mut [Id]) {
        let place = |rules: &RuleSet, id: &str| rules.forms.entries().iter().position(|form| form.id == id);
        forms.sort_by_key(|id| {
            (place(self.new, id.as_ref()), self.old.and_then(|old| place(old, id.as_ref())))
        });
    }

    /// Where an answer stands among those of its criterion.
    fn answer_place(&self, criterion: &str, id: &str) -> Option<usize> {
        let choices = self.criterion_of(criterion).map(|criterion| &criterion.choices);
        choices.and_then(|choices| choices.iter().position(|choice| choice.id == id))
    }

    fn criterion_of(&self, id: &str) -> Option<&'a Criterion> {
        self.named(|speaker| speaker.rules.criteria.entries().iter().find(|criterion| criterion.id == id))
    }

    pub(super) fn criterion(&self, id: &str) -> String {
        let name = self.criterion_of(id).map(|criterion| criterion.name.get(self.texts.lang));
        name.unwrap_or(id).to_owned()
    }

    pub(super) fn answer(&self, criterion: &str, id: &str) -> String {
        if id == "unknown" {
            return self.texts.unknown().to_owned();
        }
        let name = self.named(|speaker| {
            let criterion = speaker.rules.criteria.entries().iter().find(|found| found.id == criterion)?;
            let choice = criterion.choices.iter().find(|choice| choice.id == id)?;
            Some(choice.name.get(self.texts.lang))
        });
        name.unwrap_or(id).to_owned()
    }

    /// A change in a sentence, with where the guideline says what it is about; of a rule in full or by name alone.
    pub(super) fn change(&self, change: &Change, whole: bool) -> String {
        let id = change.id.as_deref().unwrap_or_default();
        let name = self.criterion(id);
        let what = match change.kind {
            ChangeKind::Forms => self.texts.diff_forms().to_owned(),
            ChangeKind::Margin => self.texts.diff_margin().to_owned(),
            ChangeKind::Criterion => self.texts.diff_criterion(&name),
            ChangeKind::Weight => self.texts.diff_weight(&name),
            ChangeKind::Answer => self.texts.diff_answer(&name),
            ChangeKind::Rule(kind) => self.texts.diff_rule(id, self.speaker().stage(kind)),
        };
        let mut sentence = match (change.kind, change.change) {
            // An answer that comes was open, and one that goes is.
            (ChangeKind::Answer, _) | (_, Way::Changed) => self.texts.diff_changed(&what),
            (_, Way::Added) => self.texts.diff_comes(&what),
            (_, Way::Removed) => self.texts.diff_goes(&what),
        };
        let told = whole || change.kind == ChangeKind::Answer;
        let parts: Vec<String> =
            change.parts.iter().filter(|_| told).map(|part| self.part(change, part)).collect();
        if !parts.is_empty() {
            sentence = format!("{sentence}: {}", parts.join("; "));
        }
        if change.sources.is_empty() || change.kind == ChangeKind::Answer {
            return sentence;
        }
        format!("{sentence} ({})", self.speaker().sources(&change.sources))
    }

    fn part(&self, change: &Change, part: &PartChange) -> String {
        let criterion = change.id.as_deref().unwrap_or_default();
        let value = |value: &Option<Value>| match value {
            Some(value) => self.value(part.part, criterion, value),
            None if part.part == Part::Answer => self.texts.unknown().to_owned(),
            None => self.texts.no_value().to_owned(),
        };
        let fine = |held: &Option<Value>| match held {
            Some(Value::Number(number)) => number.to_string(),
            other => value(other),
        };
        let said = match change.change {
            _ if part.before != part.after && value(&part.before) == value(&part.after) => {
                // Rounded they would be the same.
                self.stepped(&fine(&part.before), &fine(&part.after))
            }
            Way::Added if part.part != Part::Answer => value(&part.after),
            Way::Removed if part.part != Part::Answer => value(&part.before),
            _ => self.stepped(&value(&part.before), &value(&part.after)),
        };
        let texts = self.texts;
        let name = match part.part {
            // There is nothing else that it could be.
            Part::Answer | Part::Margin => return said,
            Part::Weight if change.kind == ChangeKind::Weight => return said,
            Part::Weight => texts.diff_part_weight(),
            Part::InForce => texts.diff_part_in_force(),
            Part::Id => texts.diff_part_id(),
            Part::When => texts.diff_part_when(),
            Part::Excludes => texts.diff_part_excludes(),
            Part::Kind => texts.diff_part_kind(),
            Part::Presumed => texts.diff_part_presumed(),
            Part::SaysMet => texts.diff_part_says_met(),
            Part::SaysReservation => texts.diff_part_says_reservation(),
            Part::Form => texts.diff_part_form(),
            Part::Criterion => texts.diff_part_criterion(),
            Part::SpeaksFor => texts.diff_part_speaks_for(),
            Part::Unless | Part::UnlessWhen => texts.diff_part_unless(),
            Part::Core => texts.diff_part_core(),
            Part::Answers => texts.diff_part_answers(),
            Part::Order => texts.diff_part_order(),
            Part::AlwaysLawful => texts.diff_part_always_lawful(),
            Part::Competitive => texts.diff_part_competitive(),
        };
        format!("{name} {said}")
    }

    /// From one thing to another.
    pub(super) fn stepped(&self, before: &str, after: &str) -> String {
        self.texts.step(after, before)
    }

    /// Names side by side, or that there is none.
    pub(super) fn or_none(&self, names: &[String]) -> String {
        if names.is_empty() { self.texts.no_value().to_owned() } else { names.join(", ") }
    }

    fn yes_or_no(&self, yes: bool) -> &'static str {
        if yes { self.texts.answer_yes() } else { self.texts.answer_no() }
    }

    fn value(&self, part: Part, criterion: &str, value: &Value) -> String {
        match value {
            Value::Flag(flag) => self.yes_or_no(*flag).to_owned(),
            Value::Number(number) if part == Part::Margin => self.speaker().percent(*number),
            Value::Number(number) => number.to_string(),
            Value::Words(words) => {
                let mut words = words.clone();
                if part == Part::Excludes {
                    self.in_precedence(&mut words);
                }
                let word = |word: &String| match part {
                    Part::Excludes | Part::Order | Part::AlwaysLawful | Part::Competitive => self.form(word),
                    Part::Answers => self.answer(criterion, word),
                    _ => word.clone(),
                };
                let words: Vec<String> = words.iter().map(word).collect();
                self.or_none(&words)
            }
            Value::Word(word) => match (part, word.as_str()) {
                (Part::Form, form) => self.form(form),
                (Part::Criterion, criterion) => self.criterion(criterion),
                (Part::Answer, answer) => self.answer(criterion, answer),
                (Part::Kind, "law") => self.texts.kind_gate_law().to_owned(),
                (Part::Kind, _) => self.texts.kind_gate_prerequisite().to_owned(),
                (Part::SpeaksFor, answer) => self.yes_or_no(answer == "yes").to_owned(),
                (_, word) => word.to_owned(),
            },
            Value::When(terms) => {
                let atom = |(criterion, answers): &(String, Vec<String>)| {
                    let mut answers = answers.clone();
                    answers.sort_by_key(|answer| self.answer_place(criterion, answer));
                    let answers: Vec<String> =
                        answers.iter().map(|answer| self.answer(criterion, answer)).collect();
                    self.texts.is(answers.join(self.texts.answers_or()), self.criterion(criterion))
                };
                let term = |term: &Vec<(String, Vec<String>)>| {
                    let atoms: Vec<String> = term.iter().map(atom).collect();
                    atoms.join(self.texts.and())
                };
                let terms: Vec<String> = terms.iter().map(term).collect();
                if terms.is_empty() { self.or_none(&[]) } else { terms.join(self.texts.or()) }
            }
        }
    }
}
