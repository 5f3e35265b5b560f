//! The parts of a recommendation as JSON, each in the published shape.
//!
//! In: a recommendation. Out: objects whose keys, order and bytes depend on the input alone.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::evaluate::FormStatus;
use crate::explain::{Reason, Recommendation, Warning, WarningKind};
use crate::model::{Advice, Citation, CriterionKey, FormKey, Fraction, Lang, RuleSet};
use crate::texts::Texts;

use super::ready::{Piece, Ready};

#[derive(Serialize)]
pub struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
pub struct RuleSetId<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
    profile: Option<&'a str>,
}

#[derive(Serialize)]
pub struct AreaId<'a> {
    id: &'a str,
    name: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
pub struct OutcomeObject<'a> {
    id: String,
    name: &'a str,
    forms: Vec<&'a str>,
    variant: Option<&'a str>,
    complements: Vec<&'a str>,
    tie: bool,
    mix_rules: Vec<&'a str>,
}

/// A fraction whose numbers can exceed 2⁵³: as text.
#[derive(Serialize)]
pub struct BigFraction {
    numerator: String,
    denominator: String,
}

impl From<Fraction> for BigFraction {
    fn from(fraction: Fraction) -> Self {
        Self { numerator: fraction.numer().to_string(), denominator: fraction.denom().to_string() }
    }
}

#[derive(Serialize)]
pub struct Alternative {
    id: String,
    #[serde(flatten)]
    share: BigFraction,
}

/// A score: small numbers.
#[derive(Serialize)]
pub struct SmallFraction {
    numerator: u64,
    denominator: u64,
}

impl From<Fraction> for SmallFraction {
    fn from(fraction: Fraction) -> Self {
        // Weights are bounded so that scores are far below 2⁵³.
        let small = |number: &u128| u64::try_from(*number).unwrap_or(u64::MAX);
        Self { numerator: small(fraction.numer()), denominator: small(fraction.denom()) }
    }
}

#[derive(Serialize)]
pub struct FormObject<'a> {
    id: &'a str,
    status: FormStatus,
    score: SmallFraction,
    low: SmallFraction,
    high: SmallFraction,
    excluded_by: Vec<&'a str>,
    conditional_on: Vec<&'a str>,
}

#[derive(Serialize)]
pub struct ReasonObject<'a> {
    rule: &'a str,
    stage: Option<crate::model::Stage>,
    effect: &'static str,
    form: Option<&'a str>,
    criterion: &'a str,
    answer: &'a str,
    text: Piece<'a, &'a str>,
    source: Option<Piece<'a, SourceObject<'a>>>,
    note: Option<&'a str>,
}

/// Where the guideline says something.
#[derive(Serialize)]
pub struct SourceObject<'a> {
    document: &'a str,
    section: &'a str,
    item: Option<u32>,
}

#[derive(Serialize)]
pub struct QuestionObject<'a> {
    criterion: &'a str,
    information: f64,
    flips: Changes<'a, String>,
}

#[derive(Serialize)]
pub struct FlipObject<'a> {
    set: Changes<'a, &'a str>,
    outcome: String,
}

/// A mapping in the order it was made, which is the order of the rule set.
pub struct Changes<'a, V>(Vec<(&'a str, V)>);

impl<V: Serialize> Serialize for Changes<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
pub struct AdviceObject<'a> {
    id: &'a str,
    kind: &'static str,
    text: &'a str,
    source: Option<SourceObject<'a>>,
}

#[derive(Serialize)]
pub struct WarningObject<'a> {
    code: &'a str,
    text: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

impl<'a> SourceObject<'a> {
    /// The first source, which is the one that carries the rule.
    pub fn first(sources: &'a [Citation]) -> Option<Self> {
        let source = sources.first()?;
        Some(Self { document: &source.document, section: &source.section, item: source.item })
    }
}

impl<'a> AdviceObject<'a> {
    /// An advice in one language.
    pub fn of(advice: &'a Advice, lang: Lang) -> Self {
        Self {
            id: &advice.head.id,
            kind: advice.kind.id(),
            text: advice.head.why.get(lang),
            source: SourceObject::first(&advice.head.sources),
        }
    }
}

/// A recommendation seen in one language.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub recommendation: &'a Recommendation<'a>,
    pub texts: &'a Texts,
    pub lang: Lang,
    pub ready: &'a Ready,
}

impl<'a> View<'a> {
    pub fn rules(self) -> &'a RuleSet {
        self.recommendation.rules
    }

    pub fn ruleset(self) -> RuleSetId<'a> {
        let profile = self.recommendation.profile.map(|profile| profile.id.as_str());
        ruleset(self.rules(), profile)
    }

    pub fn area(self) -> AreaId<'a> {
        let area = &self.recommendation.area;
        AreaId { id: &area.id, name: &area.name, path: &area.path }
    }

    pub fn support(self) -> Option<BigFraction> {
        self.recommendation.evaluation.support().map(BigFraction::from)
    }

    pub fn conditions(self) -> Vec<&'a str> {
        let conditions = &self.recommendation.evaluation.conditions;
        let mut names: Vec<&str> = conditions.iter().map(|criterion| self.criterion(*criterion)).collect();
        names.sort_unstable();
        names
    }

    pub fn alternatives(self) -> Vec<Alternative> {
        let alternative = |(outcome, share): (_, Fraction)| Alternative {
            id: self.rules().outcome_id(outcome),
            share: share.into(),
        };
        self.recommendation.alternatives().into_iter().map(alternative).collect()
    }

    pub fn reasons(self) -> Vec<ReasonObject<'a>> {
        self.recommendation.reasons.iter().map(|reason| self.reason(reason)).collect()
    }

    pub fn all_advice(self) -> Vec<Piece<'a, AdviceObject<'a>>> {
        let piece = |advice: &'a Advice| self.ready.or(advice, || AdviceObject::of(advice, self.lang));
        self.recommendation.advice.iter().map(|advice| piece(advice)).collect()
    }

    pub fn warnings(self) -> Vec<WarningObject<'a>> {
        self.recommendation.warnings.iter().map(|warning| self.warning(warning)).collect()
    }

    pub fn outcome(self) -> OutcomeObject<'a> {
        let (rules, recommendation) = (self.rules(), self.recommendation);
        let outcome = recommendation.outcome();
        let verdict = &recommendation.evaluation.verdict;
        let fired = rules.mix_rules.iter().zip(&verdict.mix_rules);
        OutcomeObject {
            id: rules.outcome_id(outcome),
            name: rules.outcome_title(outcome).get(self.lang),
            forms: rules.forms_of(outcome).map(|form| self.form(form)).collect(),
            variant: recommendation.variant.map(|variant| variant.head.id.as_str()),
            complements: recommendation
                .complements
                .iter()
                .map(|complement| complement.head.id.as_str())
                .collect(),
            tie: verdict.standing.tie,
            mix_rules: fired
                .filter(|(_, truth)| **truth == crate::evaluate::Truth::True)
                .map(|(rule, _)| rule.head.id.as_str())
                .collect(),
        }
    }

    pub fn forms(self) -> Vec<FormObject<'a>> {
        use crate::evaluate::Truth;
        let (rules, evaluation) = (self.rules(), &self.recommendation.evaluation);
        let verdict = &evaluation.verdict;
        let gates = |form: FormKey, truth: Truth| {
            let named = rules.gates.iter().zip(&verdict.gates);
            let named = named.filter(|(gate, fires)| **fires == truth && gate.excludes.contains(form));
            named.map(|(gate, _)| gate.head.id.as_str()).collect()
        };
        let object = |(form, score): (FormKey, &crate::evaluate::Score)| FormObject {
            id: self.form(form),
            status: verdict.status(form),
            score: score.score.into(),
            low: score.low.into(),
            high: score.high.into(),
            excluded_by: gates(form, Truth::True),
            conditional_on: gates(form, Truth::Open),
        };
        rules.forms.keys().zip(&evaluation.scores).map(object).collect()
    }

    fn reason(self, reason: &Reason<'a>) -> ReasonObject<'a> {
        ReasonObject { note: self.note(reason), ..self.reason_without_note(reason) }
    }

    /// What the area file says beside the answer that a reason rests on.
    pub fn note(self, reason: &Reason<'_>) -> Option<&'a str> {
        let evidence = self.recommendation.area.evidence.at(reason.criterion);
        evidence.as_ref().and_then(|evidence| evidence.note.as_deref())
    }

    /// A reason as the rule set alone gives it.
    pub fn reason_without_note<'v>(self, reason: &Reason<'v>) -> ReasonObject<'v>
    where
        'a: 'v,
    {
        ReasonObject {
            rule: reason.rule,
            stage: reason.kind.stage(),
            effect: reason.effect.id(),
            form: reason.form.map(|form| self.form(form)),
            criterion: self.criterion(reason.criterion),
            answer: reason.answer.map_or("unknown", |answer| self.answer(reason.criterion, answer)),
            text: self.ready.or(reason.text, || reason.text.get(self.lang)),
            source: reason.sources.first().and_then(|source| {
                let object = SourceObject::first(reason.sources)?;
                Some(self.ready.or(source, || object))
            }),
            note: None,
        }
    }

    pub fn questions(self) -> Vec<QuestionObject<'a>> {
        let object = |question: &'a crate::evaluate::Question| QuestionObject {
            criterion: self.criterion(question.criterion),
            information: question.information,
            flips: Changes(
                question
                    .flips
                    .iter()
                    .map(|(answer, outcome)| {
                        (self.answer(question.criterion, *answer), self.rules().outcome_id(*outcome))
                    })
                    .collect(),
            ),
        };
        self.recommendation.evaluation.questions.iter().map(object).collect()
    }

    pub fn flips(self) -> Vec<FlipObject<'a>> {
        let object = |flip: &'a crate::evaluate::Flip| FlipObject {
            set: Changes(
                flip.changes
                    .iter()
                    .map(|(criterion, answer)| (self.criterion(*criterion), self.answer(*criterion, *answer)))
                    .collect(),
            ),
            outcome: self.rules().outcome_id(flip.outcome),
        };
        self.recommendation.evaluation.flips.iter().map(object).collect()
    }

    fn warning(self, warning: &'a Warning<'a>) -> WarningObject<'a> {
        WarningObject {
            code: warning.kind.code(),
            text: match &warning.kind {
                WarningKind::Check(check) => check.head.why.get(self.lang),
                WarningKind::PrecedenceTie => self.texts.precedence_tie(),
            },
            line: warning.place.map(|(line, _)| line),
            column: warning.place.map(|(_, column)| column),
        }
    }

    fn form(self, form: FormKey) -> &'a str {
        &self.rules().forms.at(form).id
    }

    fn criterion(self, criterion: CriterionKey) -> &'a str {
        &self.rules().criteria.at(criterion).id
    }

    fn answer(self, criterion: CriterionKey, answer: u8) -> &'a str {
        self.rules().criteria.at(criterion).answer_id(answer)
    }
}

/// The rule set that a result rests on.
pub fn ruleset<'a>(rules: &'a RuleSet, profile: Option<&'a str>) -> RuleSetId<'a> {
    let identity = &rules.identity;
    RuleSetId { id: &identity.id, version: &identity.version, sha256: &identity.sha256, profile }
}

/// The tool that a result was made by.
pub const fn tool() -> Tool {
    Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }
}
