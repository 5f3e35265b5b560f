//! The parts that several published shapes share, each defined once.
//!
//! In: what was found. Out: values whose keys, order and bytes depend on the input alone. The words that describe a key
//! here are its description in the schema.

pub mod digits;
pub mod pairs;
mod questions;
mod sides;

pub use questions::{Flip, Led, Question};
pub use sides::sorted;

use std::borrow::Cow;
use std::num::NonZero;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::analyse;
use crate::compare::{FormSide, RulesId};
use crate::evaluate::{self, Evaluation, FormStatus, Interval, Truth, of_whole};
use crate::explain::Effect;
use crate::model::{Area, Citation, FormKey, Fraction, Lang, Provenance, RuleSet, Stage};

/// A text that is borrowed where it is written, and owned where it is read.
pub type Text<'a> = Cow<'a, str>;

/// The word for an answer that is open.
pub const UNKNOWN: &str = "unknown";

/// The tool that a result was made by.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Tool<'a> {
    /// Its name.
    #[schemars(extend("const" = "avtalsform"))]
    pub name: Text<'a>,
    /// Its version.
    pub version: Text<'a>,
}

impl Tool<'_> {
    /// This one.
    pub const THIS: Self = Self {
        name: Cow::Borrowed(env!("CARGO_PKG_NAME")),
        version: Cow::Borrowed(env!("CARGO_PKG_VERSION")),
    };
}

/// Which rules a result rests on.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct RuleSetId<'a> {
    /// Id of the rule set.
    pub id: Text<'a>,
    /// Its version, as written in its file.
    pub version: Text<'a>,
    /// SHA-256 of its rules as read, those inherited included.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: Text<'a>,
    /// Id of the profile whose weights were used; null: the criteria's own weights.
    pub profile: Option<Text<'a>>,
    /// The day as of which the law that it cites was read; null where it does not say.
    #[serde(default)]
    pub law_read_on: Option<Text<'a>>,
}

impl<'a> RuleSetId<'a> {
    /// A rule set, with the profile by id.
    #[must_use]
    pub fn new(rules: &'a RuleSet, profile: Option<&'a str>) -> Self {
        let identity = &rules.identity;
        let [id, version, sha256] = [&identity.id, &identity.version, &identity.sha256].map(Text::from);
        let law_read_on = identity.law_read_on.as_deref().map(Text::from);
        Self { id, version, sha256, profile: profile.map(Text::from), law_read_on }
    }
}

impl<'a> From<&'a RulesId> for RuleSetId<'a> {
    fn from(rules: &'a RulesId) -> Self {
        let [id, version, sha256] = [&rules.id, &rules.version, &rules.sha256].map(Text::from);
        let [profile, law_read_on] =
            [&rules.profile, &rules.law_read_on].map(|word| word.as_deref().map(Text::from));
        Self { id, version, sha256, profile, law_read_on }
    }
}

impl From<RuleSetId<'_>> for RulesId {
    fn from(rules: RuleSetId<'_>) -> Self {
        let [id, version, sha256] = [rules.id, rules.version, rules.sha256].map(Cow::into_owned);
        let [profile, law_read_on] = [rules.profile, rules.law_read_on].map(|word| word.map(Cow::into_owned));
        Self { id, version, sha256, profile, law_read_on }
    }
}

/// Which area a result is of.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct AreaId<'a> {
    /// Its id.
    pub id: Text<'a>,
    /// What it is called.
    pub name: Text<'a>,
    /// The municipality.
    #[serde(default)]
    pub municipality: Option<Text<'a>>,
    /// The board responsible.
    pub board: Option<Text<'a>>,
    /// The file it was read from.
    pub path: Text<'a>,
}

impl<'a> From<&'a Area> for AreaId<'a> {
    fn from(area: &'a Area) -> Self {
        let [id, name, path] = [&area.id, &area.name, &area.path].map(Text::from);
        let [municipality, board] =
            [&area.municipality, &area.board].map(|text| text.as_deref().map(Text::from));
        Self { id, name, municipality, board, path }
    }
}

/// A share in lowest terms; its numbers can exceed 2⁵³ and are texts.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// The number above the line, as a text.
    #[serde(with = "digits")]
    #[schemars(with = "String", regex(pattern = "^[0-9]+$"))]
    pub numerator: u128,
    /// The number below the line, as a text.
    #[serde(with = "digits")]
    #[schemars(with = "String", regex(pattern = "^[1-9][0-9]*$"))]
    pub denominator: NonZero<u128>,
    /// Only where it was drawn and not counted: the least that the true share is, with a confidence of 95 per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub low: Option<f64>,
    /// Only where it was drawn: the most that it is, with the same confidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub high: Option<f64>,
}

impl From<Fraction> for Share {
    fn from(fraction: Fraction) -> Self {
        evaluate::Share::from(fraction).into()
    }
}

impl From<evaluate::Share> for Share {
    fn from(evaluate::Share { part, interval }: evaluate::Share) -> Self {
        let denominator = NonZero::new(*part.denom()).unwrap_or(NonZero::<u128>::MIN);
        let [low, high] = [interval.map(|ends| of_whole(ends.low)), interval.map(|ends| of_whole(ends.high))];
        Self { numerator: *part.numer(), denominator, low, high }
    }
}

impl From<Share> for evaluate::Share {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 1")]
    fn from(share: Share) -> Self {
        let millionths = |end: f64| (end.clamp(0.0, 1.0) * 1e6).round() as u32;
        let ends = share.low.zip(share.high);
        let interval = ends.map(|(low, high)| Interval { low: millionths(low), high: millionths(high) });
        Self { part: Fraction::new(share.numerator, share.denominator.get()), interval }
    }
}

/// A score from 0 to 1 in lowest terms.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// The number above the line.
    pub numerator: u64,
    /// The number below the line.
    pub denominator: NonZero<u64>,
}

impl From<Fraction> for Score {
    fn from(fraction: Fraction) -> Self {
        // Weights are bounded so that scores are far below 2⁵³.
        let small = |number: &u128| u64::try_from(*number).unwrap_or(u64::MAX);
        let denominator = NonZero::new(small(fraction.denom())).unwrap_or(NonZero::<u64>::MIN);
        Self { numerator: small(fraction.numer()), denominator }
    }
}

impl From<Score> for Fraction {
    fn from(score: Score) -> Self {
        Self::new(score.numerator.into(), score.denominator.get().into())
    }
}

/// Where something is said.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Source<'a> {
    /// Id of a document of the rule set.
    pub document: Text<'a>,
    /// What a board would call it.
    pub name: Text<'a>,
    /// The section, as the document heads it; empty where the document is cited as a whole.
    pub section: Text<'a>,
    /// Item of a list in the section.
    #[schemars(range(min = 1))]
    pub item: Option<u32>,
}

impl<'a> Source<'a> {
    /// Every place where something is said.
    #[must_use]
    pub fn all(citations: &'a [Citation], lang: Lang) -> Vec<Self> {
        let source = |citation: &'a Citation| Self {
            document: Text::from(&citation.document.id),
            name: citation.document.name.get(lang).into(),
            section: Text::from(&citation.section),
            item: citation.item,
        };
        citations.iter().map(source).collect()
    }
}

/// How a form stands in an area.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Form<'a> {
    /// Id of the form.
    pub id: Text<'a>,
    /// Whether it is open to the area.
    pub status: FormStatus,
    /// How well it suits the answers given.
    pub score: Score,
    /// The least that the open answers can leave it.
    pub low: Score,
    /// The most that they can.
    pub high: Score,
    /// Ids of the gates that exclude it.
    pub excluded_by: Vec<Text<'a>>,
    /// Ids of the gates that are open and could exclude it.
    pub conditional_on: Vec<Text<'a>>,
}

impl<'a> Form<'a> {
    /// Every form, in order of precedence.
    #[must_use]
    pub fn all(rules: &'a RuleSet, evaluation: &Evaluation) -> Vec<Self> {
        let verdict = &evaluation.verdict;
        let gates = |form: FormKey, truth: Truth| {
            let named = rules.gates.iter().zip(&verdict.gates);
            let named = named.filter(|(gate, fires)| **fires == truth && gate.excludes.contains(form));
            named.map(|(gate, _)| Text::from(&gate.head.id)).collect()
        };
        let scored = rules.forms.iter().zip(&evaluation.scores);
        let form =
            |((key, form), score): ((FormKey, &'a crate::model::Form), &crate::evaluate::Score)| Self {
                id: Text::from(&form.id),
                status: verdict.status(key),
                score: score.score.into(),
                low: score.low.into(),
                high: score.high.into(),
                excluded_by: gates(key, Truth::True),
                conditional_on: gates(key, Truth::Open),
            };
        scored.map(form).collect()
    }
}

impl<'a> From<&'a FormSide> for Form<'a> {
    fn from(form: &'a FormSide) -> Self {
        Self {
            id: Text::from(&form.id),
            status: form.status,
            score: form.score.into(),
            low: form.low.into(),
            high: form.high.into(),
            excluded_by: form.excluded_by.iter().map(Text::from).collect(),
            conditional_on: form.conditional_on.iter().map(Text::from).collect(),
        }
    }
}

/// What one rule says of one form because of one criterion.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reason<'a> {
    /// Id of the rule.
    pub rule: Text<'a>,
    /// Where the rule belongs in the model.
    #[schemars(with = "Stage")]
    pub stage: Option<Stage>,
    /// What the rule does.
    pub effect: Effect,
    /// Id of the form it concerns; null for a complement, which concerns none, and for a mix rule where several forms could be
    /// kept beside another.
    pub form: Option<Text<'a>>,
    /// Id of the criterion it rests on.
    pub criterion: Text<'a>,
    /// Id of the answer, or `unknown`.
    pub answer: Text<'a>,
    /// Where the answer comes from; null while it is open.
    pub provenance: Option<Provenance>,
    /// What it says.
    pub text: Text<'a>,
    /// Where that is said, what carries the rule first.
    pub sources: Vec<Source<'a>>,
    /// What the area file says beside the answer.
    pub note: Option<Text<'a>>,
}

impl<'a> Reason<'a> {
    /// A reason in one language.
    #[must_use]
    pub fn new(
        found: &crate::explain::Recommendation<'a>,
        lang: Lang,
        reason: &crate::explain::Reason<'a>,
        note: Option<&'a str>,
    ) -> Self {
        let rules = found.rules;
        let criterion = rules.criteria.at(reason.criterion);
        Self {
            rule: reason.rule.into(),
            stage: reason.kind.stage(),
            effect: reason.effect,
            form: reason.form.map(|form| Text::from(&rules.forms.at(form).id)),
            criterion: Text::from(&criterion.id),
            answer: reason.answer.map_or(UNKNOWN, |answer| criterion.answer_id(answer)).into(),
            provenance: reason.answer.map(|_| rules.provenance(&found.area, reason.criterion)),
            text: reason.text.get(lang).into(),
            sources: Source::all(reason.sources, lang),
            note: note.map(Text::from),
        }
    }
}

/// What an area comes to, in short.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Standing<'a> {
    /// Id of the outcome; null while undetermined.
    pub outcome: Option<Text<'a>>,
    /// Id of the form that an undetermined area leans to; null where there is none.
    pub leaning: Option<Text<'a>>,
    /// How firm it is.
    pub firmness: crate::evaluate::Firmness,
    /// The outcome's share of the ways to answer what is open; null while undetermined.
    pub support: Option<Share>,
}

impl<'a> Standing<'a> {
    /// What an evaluation comes to.
    #[must_use]
    pub fn new(rules: &'a RuleSet, evaluation: &Evaluation) -> Self {
        Self {
            outcome: evaluation.outcome().map(|outcome| rules.outcome_id(outcome).into()),
            leaning: evaluation.leaning.map(|(form, _)| Text::from(&rules.forms.at(form).id)),
            firmness: evaluation.firmness,
            support: evaluation.support().map(Share::from),
        }
    }
}

/// How an outcome came about.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Shape<'a> {
    /// Id of the special shape that a form of it takes.
    pub variant: Option<Text<'a>>,
    /// Whether several forms score best, so that precedence decided.
    pub tie: bool,
    /// Ids of the rules that keep a share in-house.
    pub mix_rules: Vec<Text<'a>>,
}

/// An area that shows something.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Witness<'a> {
    /// Answers by criterion, both by id, in the order of the rule set; every other question is open.
    #[serde(with = "pairs")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub answers: Vec<(Text<'a>, Text<'a>)>,
    /// Whether no area with fewer answers shows it, for certain.
    pub smallest: bool,
}

impl<'a> From<&'a analyse::Witness> for Witness<'a> {
    fn from(witness: &'a analyse::Witness) -> Self {
        let answers = witness.answers.iter().map(|(id, answer)| (Text::from(id), Text::from(answer)));
        Self { answers: answers.collect(), smallest: witness.smallest }
    }
}
