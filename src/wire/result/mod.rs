//! Recommendations as JSON, for machines: `avtalsform/recommendation/1`.
//!
//! In: recommendations. Out: objects whose keys, order and bytes depend on the input alone.

mod line;
mod parts;
mod ready;

pub use line::Lines;
pub use parts::{BigFraction, SmallFraction, SourceObject, ruleset, tool};
pub use ready::Ready;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::explain::Recommendation;
use crate::model::words;
use crate::portfolio::{agreement, change};
use crate::texts::Texts;
use parts::View;

/// The name of the shape of a result.
pub const SCHEMA: &str = "avtalsform/recommendation/1";

words! {
    /// A key of a result, those of a whole result first.
    pub enum Field {
        /// The name of the shape.
        Schema = "schema",
        /// The tool and its version.
        Tool = "tool",
        /// The rule set with its version, hash and profile.
        Ruleset = "ruleset",
        /// Id, name and path.
        Area = "area",
        /// The outcome with what shapes it.
        Outcome = "outcome",
        /// How firm it is.
        Firmness = "firmness",
        /// The share of the ways to answer that give it.
        Support = "support",
        /// The open criteria on which it depends.
        Conditions = "conditions",
        /// The other outcomes still possible.
        Alternatives = "alternatives",
        /// Scores and spans.
        Forms = "forms",
        /// Why.
        Reasons = "reasons",
        /// What to find out.
        NextQuestions = "next_questions",
        /// What would change it.
        Flips = "flips",
        /// What else to think of.
        Advice = "advice",
        /// Contradictions.
        Warnings = "warnings",
        /// The board responsible.
        Board = "board",
        /// The period of the plan.
        Period = "period",
        /// The group of in-house missions.
        Group = "group",
        /// The form on record today.
        Current = "current",
        /// The form decided.
        Decision = "decision",
        /// Whether the form changes.
        Change = "change",
        /// Whether the outcome agrees with the decision.
        Agreement = "agreement",
    }
}

impl Field {
    /// How many of the keys make a whole result; the others place the area in its portfolio.
    const WHOLE: usize = 15;

    /// The keys of a whole result, in their order.
    #[must_use]
    pub fn whole() -> &'static [Self] {
        Self::ALL.get(..Self::WHOLE).unwrap_or(&Self::ALL)
    }

    /// Whether all of the recommendation must be worked out for it, and not its outline alone.
    #[must_use]
    pub const fn is_deep(self) -> bool {
        matches!(self, Self::Reasons | Self::NextQuestions | Self::Flips | Self::Advice | Self::Warnings)
    }
}

/// One recommendation as a JSON value that serialises in the published order.
#[must_use]
pub fn recommendation<'a>(
    recommendation: &'a Recommendation<'a>,
    texts: &'a Texts,
    ready: &'a Ready,
) -> impl Serialize + 'a {
    selection(recommendation, texts, ready, Field::whole())
}

/// Some keys of one recommendation, in the order given.
#[must_use]
pub fn selection<'a>(
    recommendation: &'a Recommendation<'a>,
    texts: &'a Texts,
    ready: &'a Ready,
    fields: &'a [Field],
) -> impl Serialize + 'a {
    Selection { view: View { recommendation, texts, lang: texts.lang, ready }, fields }
}

struct Selection<'a> {
    view: View<'a>,
    fields: &'a [Field],
}

impl Serialize for Selection<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for field in self.fields {
            map.serialize_entry(field.id(), &Part { view: self.view, field: *field })?;
        }
        map.end()
    }
}

/// The value of one key.
struct Part<'a> {
    view: View<'a>,
    field: Field,
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let view = self.view;
        let recommendation = view.recommendation;
        let area = &recommendation.area;
        let outcome_id = |outcome| view.rules().outcome_id(outcome);
        match self.field {
            Field::Schema => SCHEMA.serialize(to),
            Field::Tool => tool().serialize(to),
            Field::Ruleset => view.ruleset().serialize(to),
            Field::Area => view.area().serialize(to),
            Field::Outcome => view.outcome().serialize(to),
            Field::Firmness => recommendation.evaluation.firmness.id().serialize(to),
            Field::Support => view.support().serialize(to),
            Field::Conditions => view.conditions().serialize(to),
            Field::Alternatives => view.alternatives().serialize(to),
            Field::Forms => view.forms().serialize(to),
            Field::Reasons => view.reasons().serialize(to),
            Field::NextQuestions => view.questions().serialize(to),
            Field::Flips => view.flips().serialize(to),
            Field::Advice => view.all_advice().serialize(to),
            Field::Warnings => view.warnings().serialize(to),
            Field::Board => area.board.serialize(to),
            Field::Period => area.period.serialize(to),
            Field::Group => area.group.serialize(to),
            Field::Current => area.current.form.map(outcome_id).serialize(to),
            Field::Decision => {
                let decided = area.decision.as_ref().and_then(|decision| decision.form);
                decided.map(outcome_id).serialize(to)
            }
            Field::Change => change(recommendation).id().serialize(to),
            Field::Agreement => {
                let agreement = agreement(recommendation).map(crate::portfolio::Agreement::id);
                agreement.serialize(to)
            }
        }
    }
}
