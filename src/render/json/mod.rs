//! Recommendations as JSON, for machines: `avtalsform/recommendation/1`.
//!
//! In: recommendations. Out: objects whose keys, order and bytes depend on the input alone.

mod parts;
mod ready;

pub use parts::{ruleset, status, tool};
pub use ready::Ready;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::explain::Recommendation;
use crate::portfolio::{agreement, change};
use crate::texts::Texts;
use parts::View;

/// The name of the shape of a result.
pub const SCHEMA: &str = "avtalsform/recommendation/1";

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// A key of a result.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// Every key, those of a whole result first, in their order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

fields! {
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

impl Field {
    /// How many of the keys make a whole result; the others place the area in its portfolio.
    const WHOLE: usize = 15;

    /// The keys of a whole result, in their order.
    #[must_use]
    pub fn whole() -> &'static [Self] {
        Self::ALL.get(..Self::WHOLE).unwrap_or(Self::ALL)
    }

    /// The key with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.id() == name)
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
            entry(&mut map, self.view, *field)?;
        }
        map.end()
    }
}

fn entry<M: SerializeMap>(map: &mut M, view: View<'_>, field: Field) -> Result<(), M::Error> {
    let recommendation = view.recommendation;
    let area = &recommendation.area;
    let id = field.id();
    let outcome_id = |outcome| view.rules().outcome_id(outcome);
    match field {
        Field::Schema => map.serialize_entry(id, SCHEMA),
        Field::Tool => map.serialize_entry(id, &tool()),
        Field::Ruleset => map.serialize_entry(id, &view.ruleset()),
        Field::Area => map.serialize_entry(id, &view.area()),
        Field::Outcome => map.serialize_entry(id, &view.outcome()),
        Field::Firmness => map.serialize_entry(id, recommendation.evaluation.firmness.id()),
        Field::Support => map.serialize_entry(id, &view.support()),
        Field::Conditions => map.serialize_entry(id, &view.conditions()),
        Field::Alternatives => map.serialize_entry(id, &view.alternatives()),
        Field::Forms => map.serialize_entry(id, &view.forms()),
        Field::Reasons => map.serialize_entry(id, &view.reasons()),
        Field::NextQuestions => map.serialize_entry(id, &view.questions()),
        Field::Flips => map.serialize_entry(id, &view.flips()),
        Field::Advice => map.serialize_entry(id, &view.all_advice()),
        Field::Warnings => map.serialize_entry(id, &view.warnings()),
        Field::Board => map.serialize_entry(id, &area.board),
        Field::Period => map.serialize_entry(id, &area.period),
        Field::Group => map.serialize_entry(id, &area.group),
        Field::Current => map.serialize_entry(id, &area.current.form.map(outcome_id)),
        Field::Decision => {
            let decided = area.decision.as_ref().and_then(|decision| decision.form);
            map.serialize_entry(id, &decided.map(outcome_id))
        }
        Field::Change => map.serialize_entry(id, change(recommendation).id()),
        Field::Agreement => {
            let agreement = agreement(recommendation).map(crate::portfolio::Agreement::id);
            map.serialize_entry(id, &agreement)
        }
    }
}
