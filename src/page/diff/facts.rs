//! What there is to say of an area, as names and lines that every format shows in its own way.
//!
//! In: an area that is not the same. Out: only what differs, and the outcome.

use super::{HASH, Shown};
use crate::compare::{
    AreaDiff, Causes, Change, FormSide, Gravity, Lacking, ReasonChange, ReasonSide, Rewording, RulesId, Side,
    Status, Unknown, joined,
};
use crate::evaluate::FormStatus;
use crate::model::Fraction;
use crate::texts::Texts;

/// How many sets of changes are told of.
const SETS: usize = 10;

/// Something said of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    /// What it is about.
    pub name: &'static str,
    /// What is said.
    pub lines: Vec<String>,
}

impl Shown<'_> {
    /// Everything to say of an area, without its name.
    ///
    /// `whole` says whether changes of rules are told in full, where they are not listed beside.
    pub(super) fn facts(&self, area: &AreaDiff, whole: bool) -> Vec<Fact> {
        let (texts, mut facts) = (self.texts, Vec::new());
        let mut fact = |name: &'static str, lines: Vec<String>| {
            if !lines.is_empty() {
                facts.push(Fact { name, lines });
            }
        };
        fact(texts.diff_fact_acknowledged(), area.acknowledged.clone().into_iter().collect());
        match (&area.before, &area.after) {
            (Some(before), Some(after)) => {
                fact(
                    texts.diff_fact_outcome(),
                    vec![self.step(&self.recommended(before), &self.recommended(after))],
                );
                let firmness = |side: &Side| self.speaker().firmness(side.firmness).to_owned();
                fact(texts.overview_firmness(), self.differing(&firmness(before), &firmness(after)));
                fact(texts.overview_support(), self.differing(&self.support(before), &self.support(after)));
                fact(texts.diff_fact_forms(), self.forms(before, after));
                fact(texts.diff_fact_beside(), self.differing(&self.beside(before), &self.beside(after)));
                fact(
                    texts.diff_fact_conditions(),
                    self.differing(&self.conditions(before), &self.conditions(after)),
                );
                fact(texts.diff_fact_reasons(), self.reasons(&area.reasons));
                // What else is advised follows from another outcome, and need not be told beside it.
                if area.status == Status::Changed(Gravity::Meaning) {
                    fact(texts.advice_title(), self.advice(before, after));
                }
                fact(texts.diff_fact_evidence(), self.said(area));
                fact(texts.diff_fact_cause(), self.causes(&area.causes, whole));
            }
            (None, None) => fact(texts.diff_fact_why(), self.lacking(area)),
            (one, other) => {
                if matches!(area.status, Status::NotCompared(_)) {
                    fact(texts.diff_fact_why(), self.lacking(area));
                }
                for side in one.iter().chain(other) {
                    fact(texts.diff_fact_outcome(), vec![self.recommended(side)]);
                    fact(texts.overview_firmness(), vec![self.speaker().firmness(side.firmness).to_owned()]);
                    fact(texts.overview_support(), vec![self.support(side)]);
                }
            }
        }
        facts
    }

    /// What is advised no more, and what is now.
    fn advice(&self, before: &Side, after: &Side) -> Vec<String> {
        let (Some(was), Some(is)) = (&before.advice, &after.advice) else { return Vec::new() };
        let lacking = |all: &[String], other: &[String], say: fn(&Texts, &str) -> String| {
            let gone = all.iter().filter(|id| !other.contains(id));
            gone.map(|id| say(self.texts, &self.advice_named(id))).collect::<Vec<_>>()
        };
        let goes = lacking(was, is, |texts, id| texts.diff_goes(id));
        goes.into_iter().chain(lacking(is, was, |texts, id| texts.diff_comes(id))).collect()
    }

    /// What the area says of itself otherwise.
    fn said(&self, area: &AreaDiff) -> Vec<String> {
        let text = |said: &Option<String>| said.clone().unwrap_or_else(|| self.or_none(&[]));
        let of = |one: &Rewording| {
            let place = one.place.join(".");
            // Answers that are others stand among the causes, and what is warned of follows from the rest.
            let is_answer = place.strip_prefix("answers.").is_some_and(|rest| !rest.contains('.'));
            let told = (is_answer || place.starts_with("warnings."))
                && area.status != Status::Changed(Gravity::Meaning);
            (!told).then(|| format!("{place}: {}", self.stepped(&text(&one.before), &text(&one.after))))
        };
        area.rewordings.iter().filter_map(of).collect()
    }

    /// On which side the area could not be evaluated, and what is wrong there as far as that is known.
    fn lacking(&self, area: &AreaDiff) -> Vec<String> {
        let texts = self.texts;
        let text = match area.status {
            Status::NotCompared(Lacking::Before) => texts.diff_lacking_before(),
            Status::NotCompared(Lacking::After) => texts.diff_lacking_after(),
            _ => texts.diff_lacking_both(),
        };
        let why = area.unread.iter().map(|unread| match unread.line {
            None => format!("{}.", unread.message),
            Some(line) => self.texts.diff_unread(line, &unread.message),
        });
        std::iter::once(text.to_owned()).chain(why).collect()
    }

    fn step(&self, before: &str, after: &str) -> String {
        if before == after { before.to_owned() } else { self.stepped(before, after) }
    }

    fn differing(&self, before: &str, after: &str) -> Vec<String> {
        if before == after { Vec::new() } else { vec![self.step(before, after)] }
    }

    fn support(&self, side: &Side) -> String {
        side.support.map_or_else(|| self.or_none(&[]), |support| self.speaker().share(support))
    }

    fn beside(&self, side: &Side) -> String {
        let tie = side.tie.then(|| self.texts.diff_tie().to_owned());
        let names: Vec<String> = side.variant.iter().chain(&side.complements).cloned().chain(tie).collect();
        self.or_none(&names)
    }

    fn conditions(&self, side: &Side) -> String {
        let names: Vec<String> = side.conditions.iter().map(|criterion| self.criterion(criterion)).collect();
        self.or_none(&names)
    }

    /// A line for each form whose score, span or standing differs.
    fn forms(&self, before: &Side, after: &Side) -> Vec<String> {
        let gone = before.forms.iter().filter(|form| !after.forms.iter().any(|other| other.id == form.id));
        let mut lines = Vec::new();
        for form in after.forms.iter().chain(gone) {
            let of = |side: &'_ Side| side.forms.iter().find(|other| other.id == form.id).cloned();
            let (before, after) = (of(before), of(after));
            let figures = |form: &FormSide| (form.score, form.low, form.high);
            let mut said = Vec::new();
            if before.as_ref().map(figures) != after.as_ref().map(figures) {
                let of = |how: &dyn Fn(&FormSide) -> String| {
                    [&before, &after].map(|form| form.as_ref().map_or_else(|| self.or_none(&[]), how))
                };
                let [mut was, mut is] = of(&|form| self.score(form));
                if was == is {
                    // Rounded they look the same.
                    [was, is] = of(&|form| self.exact(form));
                }
                said.push(self.stepped(&was, &is));
            }
            let status = |form: &Option<FormSide>| form.as_ref().map(|form| self.status(form.status));
            if let (Some(before), Some(after)) = (status(&before), status(&after)) {
                said.extend(self.differing(before, after));
            }
            if !said.is_empty() {
                lines.push(format!("{}: {}", self.form(&form.id), said.join("; ")));
            }
        }
        lines
    }

    fn status(&self, status: FormStatus) -> &'static str {
        match status {
            FormStatus::Excluded => self.texts.score_excluded(),
            FormStatus::Conditional => self.texts.score_conditional(),
            FormStatus::Permitted => self.texts.form_possible(),
        }
    }

    fn score(&self, form: &FormSide) -> String {
        self.speaker().score(form.low, form.high)
    }

    /// A line for each rule and criterion, whatever the number of forms it concerns.
    fn reasons(&self, changes: &[ReasonChange]) -> Vec<String> {
        let said = joined(changes).into_iter().map(|(change, mut forms)| {
            self.in_precedence(&mut forms);
            let forms: Vec<String> = forms.iter().map(|form| self.form(form)).collect();
            self.reason(change, &forms.join(", "))
        });
        said.collect()
    }

    fn reason(&self, change: &ReasonChange, forms: &str) -> String {
        let answer = |side: &ReasonSide| self.answer(&change.key.criterion, &side.answer);
        let effect = |side: &ReasonSide| self.speaker().effect(side.effect).to_owned();
        let both = |said: &dyn Fn(&ReasonSide) -> String| {
            let (before, after) = (change.before.as_ref().map(said), change.after.as_ref().map(said));
            let before_or = before.clone().or_else(|| after.clone()).unwrap_or_default();
            self.step(&before_or, &after.or(before).unwrap_or_default())
        };
        let criterion = self.criterion(&change.key.criterion);
        let (answers, effects) = (both(&answer), both(&effect));
        let said = format!("{criterion}: {answers}, {effects} {forms}");
        let (rule, said) = (&change.key.rule, said.trim_end());
        match (&change.before, &change.after) {
            (None, _) => self.texts.diff_reason_came(rule, said),
            (_, None) => self.texts.diff_reason_went(rule, said),
            _ => self.texts.diff_reason_changed(rule, said),
        }
    }

    /// What caused it: one set of changes, or several of which each is enough.
    pub(super) fn causes(&self, causes: &Causes, whole: bool) -> Vec<String> {
        match causes {
            Causes::None => Vec::new(),
            Causes::Unknown(Unknown::RulesDiffer) => {
                let (before, after) = (&self.comparison.before, &self.comparison.after);
                let of = |rules: &RulesId| {
                    let short: String = rules.sha256.chars().take(HASH).collect();
                    format!("{}, sha256 {short}", rules.version)
                };
                vec![self.texts.diff_cause_rules_differ(of(after), of(before))]
            }
            Causes::Unknown(Unknown::AnswersHidden) => {
                vec![self.texts.diff_cause_answers_hidden().to_owned()]
            }
            Causes::Unknown(Unknown::Unexplained) => {
                vec![self.texts.diff_cause_unexplained().to_owned()]
            }
            Causes::Found { sets, exact } => {
                let set = |set: &Vec<Change>| {
                    let changes: Vec<String> = set.iter().map(|change| self.change(change, whole)).collect();
                    match changes.as_slice() {
                        [one] => format!("{one}."),
                        several => self.texts.diff_cause_together(several.join("; ")),
                    }
                };
                let mut lines = Vec::new();
                if sets.len() > 1 {
                    lines.push(self.texts.diff_cause_each().to_owned());
                }
                lines.extend(sets.iter().take(SETS).map(set));
                if sets.len() > SETS {
                    lines.push(self.texts.more_reasons(sets.len() - SETS));
                }
                if !exact {
                    lines.push(self.texts.diff_cause_minimal().to_owned());
                }
                lines
            }
        }
    }

    /// A score that rounding would hide the difference of.
    fn exact(&self, form: &FormSide) -> String {
        let [score, low, high] =
            [form.score, form.low, form.high].map(|fraction: Fraction| fraction.to_string());
        if low == high {
            return score;
        }
        format!("{score} ({})", self.texts.from_to(&high, &low))
    }
}
