//! Which rule did what, and for which form.
//!
//! In: answers and what each rule made of them. Out: one reason for each rule, form and deciding criterion.

use crate::evaluate::{Truth, Verdict, deciding, holds};
use crate::model::{
    Answers, Bilingual, Condition, CriterionKey, FormKey, Gate, GateKind, Indicator, RuleSet, Source,
};

/// Which part of the model a reason comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A gate of stage 1.
    Gate,
    /// An indicator of stage 2.
    Indicator,
    /// A mix rule of stage 3.
    Mix,
    /// A variant of the outcome.
    Variant,
    /// A complement beside the outcome.
    Complement,
}

impl Stage {
    /// Its name in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::Indicator => "indicator",
            Self::Mix => "mix",
            Self::Variant => "variant",
            Self::Complement => "complement",
        }
    }
}

/// What a rule does to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It speaks for the form.
    For,
    /// It speaks against the form.
    Against,
    /// It makes the form, or the complement, impossible.
    Excludes,
    /// A prerequisite is met in part.
    Reservation,
    /// It depends on an open answer.
    Open,
}

impl Effect {
    /// Every effect with its name in files and results.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("for", Self::For),
        ("against", Self::Against),
        ("excludes", Self::Excludes),
        ("reservation", Self::Reservation),
        ("open", Self::Open),
    ];

    /// Its name in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Excludes => "excludes",
            Self::Reservation => "reservation",
            Self::Open => "open",
        }
    }
}

/// What one rule says of one form because of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason<'r> {
    /// Id of the rule.
    pub rule: &'r str,
    /// Where it belongs in the model.
    pub stage: Stage,
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
    pub sources: &'r [Source],
}

/// Every reason, in the order of the stages and of the rule set.
#[must_use]
pub fn reasons<'r>(rules: &'r RuleSet, answers: &Answers, verdict: &Verdict) -> Vec<Reason<'r>> {
    let mut reasons = Vec::with_capacity(rules.indicators.len() + 2 * rules.gates.len());
    for (gate, fires) in rules.gates.iter().zip(&verdict.gates) {
        gate_reasons(rules, answers, gate, *fires, &mut reasons);
    }
    reasons.extend(rules.indicators.iter().map(|indicator| indicator_reason(answers, indicator)));
    for (rule, fires) in rules.mix_rules.iter().zip(&verdict.mix_rules) {
        let said = Said { rule: &rule.id, stage: Stage::Mix, text: &rule.why, sources: &rule.sources };
        said.of_condition(answers, &rule.when, *fires, Effect::For, Some(rules.in_house), &mut reasons);
    }
    for variant in &rules.variants {
        if rules.forms_of(verdict.outcome).any(|form| form == variant.form) {
            let said = Said {
                rule: &variant.id,
                stage: Stage::Variant,
                text: &variant.why,
                sources: &variant.sources,
            };
            let fires = holds(&variant.when, answers);
            said.of_condition(answers, &variant.when, fires, Effect::For, Some(variant.form), &mut reasons);
        }
    }
    for complement in &rules.complements {
        let applies = holds(&complement.when, answers);
        let said = Said {
            rule: &complement.id,
            stage: Stage::Complement,
            text: &complement.why,
            sources: &complement.sources,
        };
        said.of_condition(answers, &complement.when, applies, Effect::For, None, &mut reasons);
        if applies != Truth::False {
            for unless in &complement.unless {
                let said = Said {
                    rule: &unless.id,
                    stage: Stage::Complement,
                    text: &unless.why,
                    sources: &unless.sources,
                };
                let refuses = holds(&unless.when, answers);
                said.of_condition(answers, &unless.when, refuses, Effect::Excludes, None, &mut reasons);
            }
        }
    }
    for reason in &mut reasons {
        // What a rule says when it fires is not known while it is open; the question is.
        if reason.effect == Effect::Open && reason.stage != Stage::Indicator {
            reason.text = &rules.criteria.at(reason.criterion).question;
        }
    }
    reasons
}

/// What a rule says, whatever it says it of.
#[derive(Clone, Copy)]
struct Said<'r> {
    rule: &'r str,
    stage: Stage,
    text: &'r Bilingual,
    sources: &'r [Source],
}

impl<'r> Said<'r> {
    fn reason(
        self,
        answers: &Answers,
        effect: Effect,
        form: Option<FormKey>,
        criterion: CriterionKey,
    ) -> Reason<'r> {
        let answer = answers.get(criterion);
        let Self { rule, stage, text, sources } = self;
        Reason { rule, stage, effect, form, criterion, answer, text, sources }
    }

    /// A reason for each criterion that makes the condition true or keeps it open.
    fn of_condition(
        self,
        answers: &Answers,
        condition: &Condition,
        truth: Truth,
        effect: Effect,
        form: Option<FormKey>,
        reasons: &mut Vec<Reason<'r>>,
    ) {
        let effect = match truth {
            Truth::True => effect,
            Truth::Open => Effect::Open,
            Truth::False => return,
        };
        let first = reasons.len();
        for criterion in deciding(condition, answers, truth) {
            if !is_named(reasons, first, criterion) {
                reasons.push(self.reason(answers, effect, form, criterion));
            }
        }
    }
}

fn gate_reasons<'r>(
    rules: &RuleSet,
    answers: &Answers,
    gate: &'r Gate,
    fires: Truth,
    reasons: &mut Vec<Reason<'r>>,
) {
    let said = Said { rule: &gate.id, stage: Stage::Gate, text: &gate.why, sources: &gate.sources };
    for form in rules.forms.keys().filter(|form| gate.excludes.contains(*form)) {
        if fires != Truth::False {
            said.of_condition(answers, &gate.when, fires, Effect::Excludes, Some(form), reasons);
            continue;
        }
        // What keeps the gate from firing is an answer that its condition does not name.
        let atoms = gate.when.terms.iter().flatten();
        let unnamed = atoms.filter(|(criterion, named)| {
            answers.get(*criterion).is_some_and(|answer| !named.contains(answer))
        });
        let first = reasons.len();
        for criterion in unnamed.map(|(criterion, _)| *criterion) {
            let Some(answer) = answers.get(criterion) else { continue };
            if is_named(reasons, first, criterion) {
                continue;
            }
            // Partly is the answer between the two that a prerequisite asks for.
            let partly =
                rules.criteria.at(criterion).graded && answer == 1 && gate.kind == GateKind::Prerequisite;
            let (effect, text) =
                if partly { (Effect::Reservation, &gate.reservation) } else { (Effect::For, &gate.met) };
            if let Some(text) = text {
                reasons.push(Said { text, ..said }.reason(answers, effect, Some(form), criterion));
            }
        }
    }
}

fn indicator_reason<'r>(answers: &Answers, indicator: &'r Indicator) -> Reason<'r> {
    let against = if indicator.reversed { 0 } else { 2 };
    let effect = match answers.get(indicator.criterion) {
        None => Effect::Open,
        Some(answer) if answer == against => Effect::Against,
        Some(_) => Effect::For,
    };
    let said = Said {
        rule: &indicator.id,
        stage: Stage::Indicator,
        text: &indicator.why,
        sources: &indicator.sources,
    };
    said.reason(answers, effect, Some(indicator.form), indicator.criterion)
}

/// Whether one of the reasons from the first on rests on a criterion.
fn is_named(reasons: &[Reason<'_>], first: usize, criterion: CriterionKey) -> bool {
    reasons.iter().skip(first).any(|reason| reason.criterion == criterion)
}
