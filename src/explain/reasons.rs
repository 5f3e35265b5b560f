//! Which rule did what, and for which form.
//!
//! In: a rule set, then answers and their outcome. Out: one reason for each rule, form and deciding criterion.
//!
//! What a rule says of a form because of an answer is the same in every area: it is made ready once, and picked out by
//! the answers.

use crate::evaluate::{Truth, deciding, holds};
use crate::model::words;
use crate::model::{
    AnswerSet, Answers, Bilingual, Citation, Condition, Criterion, CriterionKey, FormKey, GateKind, Head,
    Indicator, Outcome, Rule, RuleKind, RuleSet,
};

words! {
    /// What a rule does to a form.
    pub enum Effect {
        /// It speaks for the form.
        For = "for",
        /// It does not speak for the form.
        NotFor = "not_for",
        /// It makes the form, or the complement, impossible.
        Excludes = "excludes",
        /// A prerequisite is met in part.
        Reservation = "reservation",
        /// It depends on an open answer.
        Open = "open",
    }
}

/// What one rule says of one form because of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason<'r> {
    /// Id of the rule.
    pub rule: &'r str,
    /// Its kind.
    pub kind: RuleKind,
    /// What it does.
    pub effect: Effect,
    /// The form it concerns; a complement concerns none.
    pub form: Option<FormKey>,
    /// The criterion it rests on.
    pub criterion: CriterionKey,
    /// The answer to that criterion, if there is one.
    pub answer: Option<u8>,
    /// What it says.
    pub text: &'r Bilingual,
    /// Where it is said.
    pub sources: &'r [Citation],
}

/// Every reason that a rule set can give.
#[derive(Debug, Clone)]
pub struct Reasons<'r> {
    rules: &'r RuleSet,
    /// In the order of the stages and of the rule set.
    groups: Vec<Group<'r>>,
    /// Of each row first the reason of an open answer, then those of the others in order. Boxed, so that picking one out
    /// does not read it.
    ready: Vec<Option<Box<Reason<'r>>>>,
}

/// What rules say under one condition.
#[derive(Debug, Clone)]
struct Group<'r> {
    said: Said<'r>,
    /// The rule's condition where it names several criteria. Where it names one, that criterion's answer says all, and
    /// the rows of several rules may stand together.
    joint: Option<&'r Condition>,
    rows: Vec<Row>,
}

/// When a group is said at all.
#[derive(Debug, Clone, Copy)]
enum Said<'r> {
    Always,
    /// When the form is part of the outcome.
    Of(FormKey),
    /// Unless the condition is false.
    Beside(&'r Condition),
}

/// Where the reasons of one criterion begin.
#[derive(Debug, Clone, Copy)]
struct Row {
    criterion: CriterionKey,
    /// While the condition holds or is open.
    first: usize,
    /// While it does not hold.
    quiet: usize,
}

impl<'r> Reasons<'r> {
    /// Makes them ready.
    #[must_use]
    pub fn new(rules: &'r RuleSet) -> Self {
        let mut writer = Writer(Self { rules, groups: Vec::new(), ready: Vec::new() });
        for gate in &rules.gates {
            for form in gate.excludes.iter() {
                let saying = Saying { effect: Effect::Excludes, ..Saying::of(Rule::Gate(gate), Some(form)) };
                writer.condition(Said::Always, &gate.when, saying);
            }
        }
        for indicator in &rules.indicators {
            writer.indicator(indicator, Saying::of(Rule::Indicator(indicator), Some(indicator.form)));
        }
        // Of several bases no rule says which one it keeps: that is for the scores.
        let mut bases = rules.bases();
        let base = bases.next().filter(|_| bases.next().is_none());
        for mix in &rules.mix_rules {
            writer.condition(Said::Always, &mix.when, Saying::of(Rule::MixRule(mix), base));
        }
        for variant in &rules.variants {
            let saying = Saying::of(Rule::Variant(variant), Some(variant.form));
            writer.condition(Said::Of(variant.form), &variant.when, saying);
        }
        for complement in &rules.complements {
            let saying = Saying::of(Rule::Complement(complement), None);
            writer.condition(Said::Always, &complement.when, saying);
            for unless in &complement.unless {
                let saying = Saying::of(Rule::Unless(complement, unless), None);
                let saying = Saying { effect: Effect::Excludes, ..saying };
                writer.condition(Said::Beside(&complement.when), &unless.when, saying);
            }
        }
        writer.0
    }

    /// Those that these answers give with the outcome, where there is one, in the order of the stages and of the rule set.
    #[must_use]
    pub fn of(&self, answers: &Answers, outcome: Option<Outcome>) -> Vec<&Reason<'r>> {
        let mut reasons = Vec::with_capacity(self.groups.iter().map(|group| group.rows.len()).sum());
        for group in &self.groups {
            let is_said = match group.said {
                Said::Always => true,
                Said::Of(form) => {
                    outcome.is_some_and(|outcome| self.rules.forms_of(outcome).any(|part| part == form))
                }
                Said::Beside(condition) => holds(condition, answers) != Truth::False,
            };
            if !is_said {
                continue;
            }
            let picked = |row: &Row, first: usize| self.picked(first, answers.place(row.criterion));
            let Some(condition) = group.joint else {
                reasons.extend(group.rows.iter().filter_map(|row| picked(row, row.first)));
                continue;
            };
            let truth = holds(condition, answers);
            for criterion in rests_on(condition, truth, answers) {
                let row = group.rows.iter().find(|row| row.criterion == criterion);
                let first = |row: &Row| if truth == Truth::False { row.quiet } else { row.first };
                reasons.extend(row.and_then(|row| picked(row, first(row))));
            }
        }
        reasons
    }

    /// The reason at a place of a row, if there is one; an answer is one of its criterion's.
    fn picked(&self, first: usize, place: usize) -> Option<&Reason<'r>> {
        self.ready.get(first + place)?.as_deref()
    }
}

/// The criteria that make a condition what it is; where it does not hold, those whose answers it does not name.
fn rests_on(condition: &Condition, truth: Truth, answers: &Answers) -> Vec<CriterionKey> {
    let unnamed = |(criterion, named): &&(CriterionKey, AnswerSet)| {
        answers.get(*criterion).is_some_and(|answer| !named.contains(answer))
    };
    let all: Vec<CriterionKey> = match truth {
        Truth::False => condition.terms.iter().flatten().filter(unnamed).map(|(key, _)| *key).collect(),
        Truth::Open | Truth::True => deciding(condition, answers, truth).collect(),
    };
    let mut once = Vec::new();
    for criterion in all {
        if !once.contains(&criterion) {
            once.push(criterion);
        }
    }
    once
}

/// What a rule says while its condition holds.
#[derive(Clone, Copy)]
struct Saying<'r> {
    rule: Rule<'r>,
    effect: Effect,
    form: Option<FormKey>,
}

impl<'r> Saying<'r> {
    const fn of(rule: Rule<'r>, form: Option<FormKey>) -> Self {
        Self { rule, effect: Effect::For, form }
    }

    fn reason(
        self,
        criterion: CriterionKey,
        answer: Option<u8>,
        effect: Effect,
        text: &'r Bilingual,
    ) -> Reason<'r> {
        let (kind, Head { id, sources, .. }) = (self.rule.kind(), self.rule.head());
        Reason { rule: id, kind, effect, form: self.form, criterion, answer, text, sources }
    }

    /// While the condition holds because of this answer, or is open for want of it.
    fn firing(self, criterion: CriterionKey, question: &'r Bilingual, answer: Option<u8>) -> Reason<'r> {
        match answer {
            Some(_) => self.reason(criterion, answer, self.effect, &self.rule.head().why),
            // What a rule says when it fires is not known while it is open; the question is.
            None => self.reason(criterion, answer, Effect::Open, question),
        }
    }

    /// While the condition does not hold because of this answer: only a gate has something to say.
    fn quiet(self, criterion: CriterionKey, graded: bool, answer: u8) -> Option<Reason<'r>> {
        let Rule::Gate(gate) = self.rule else { return None };
        // Partly is the answer between the two that a prerequisite asks for.
        let partly = graded && answer == 1 && gate.kind == GateKind::Prerequisite;
        let (effect, text) =
            if partly { (Effect::Reservation, &gate.reservation) } else { (Effect::For, &gate.met) };
        Some(self.reason(criterion, Some(answer), effect, text.as_ref()?))
    }
}

/// Writes down what each rule can say.
struct Writer<'r>(Reasons<'r>);

impl<'r> Writer<'r> {
    /// Writes one row: a reason, if there is one, for the open answer and each other; returns where it begins.
    fn row(&mut self, criterion: CriterionKey, reason: impl Fn(Option<u8>) -> Option<Reason<'r>>) -> usize {
        let first = self.0.ready.len();
        let answers = self.0.rules.criteria.at(criterion).answers().map(Some);
        self.0
            .ready
            .extend(std::iter::once(None).chain(answers).map(reason).map(|reason| reason.map(Box::new)));
        first
    }

    fn indicator(&mut self, indicator: &'r Indicator, saying: Saying<'r>) {
        let first = self.row(indicator.criterion, |answer| {
            let effect = match answer {
                None => Effect::Open,
                Some(answer) if answer == indicator.opposing() => Effect::NotFor,
                Some(_) => Effect::For,
            };
            Some(saying.reason(indicator.criterion, answer, effect, &indicator.head.why))
        });
        let rows = vec![Row { criterion: indicator.criterion, first, quiet: first }];
        self.group(Group { said: Said::Always, joint: None, rows });
    }

    /// Adds a group, to the last one where nothing parts them.
    fn group(&mut self, group: Group<'r>) {
        let always = |group: &Group<'_>| matches!((group.said, group.joint), (Said::Always, None));
        match self.0.groups.last_mut() {
            Some(last) if always(last) && always(&group) => last.rows.extend(group.rows),
            _ => self.0.groups.push(group),
        }
    }

    /// A reason for each criterion that makes the condition true or keeps it open, and of a gate for each that keeps it
    /// from firing.
    fn condition(&mut self, said: Said<'r>, when: &'r Condition, saying: Saying<'r>) {
        let atoms: Vec<&(CriterionKey, AnswerSet)> = when.terms.iter().flatten().collect();
        let mut rows: Vec<Row> = Vec::new();
        for (criterion, named) in &atoms {
            if rows.iter().any(|row| row.criterion == *criterion) {
                continue;
            }
            let Criterion { question, graded, .. } = self.0.rules.criteria.at(*criterion);
            let firing = |answer| Some(saying.firing(*criterion, question, answer));
            let quiet = |answer: Option<u8>| saying.quiet(*criterion, *graded, answer?);
            let row = if let [_] = atoms.as_slice() {
                let unnamed = |answer: u8| !named.contains(answer);
                let first = self.row(*criterion, |answer| {
                    if answer.is_some_and(unnamed) { quiet(answer) } else { firing(answer) }
                });
                Row { criterion: *criterion, first, quiet: first }
            } else {
                let (first, quiet) = (self.row(*criterion, firing), self.row(*criterion, quiet));
                Row { criterion: *criterion, first, quiet }
            };
            rows.push(row);
        }
        let joint = (atoms.len() > 1).then_some(when);
        self.group(Group { said, joint, rows });
    }
}
