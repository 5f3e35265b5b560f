//! A recommendation as JSON: `avtalsform/recommendation/2`.
//!
//! In: a recommendation. Out: its published keys, each defined once with its description, its type and where it is from;
//! all of them in their order, or some in the order asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::parts::{AreaId, Flip, Form, Led, Question, Reason, RuleSetId, Shape, Share, Source, Text, Tool};
use crate::evaluate::{Counted, Firmness};
use crate::model::{AdviceKind, CriterionKey, Lang, Relevance, RuleSet};
use crate::portfolio::{Agreement, Change, agreement, change};
use crate::say::Speaker;
use crate::texts::Texts;

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/recommendation/2";

/// The keys of a whole result, and beside them those that place an area in its portfolio.
macro_rules! keys {
    (
        $view:ident
        { $($(#[$is:meta])* $key:ident $name:ident: $type:ty = $value:expr;)+ }
        { $($more_key:ident $more:ident: $more_type:ty = $more_value:expr;)+ }
    ) => {
        /// One recommendation. Fractions are in lowest terms.
        #[derive(Debug, Serialize, Deserialize, JsonSchema)]
        pub struct Recommendation<'a> { $($(#[$is])* pub $key: $type,)+ }

        impl<'a> From<View<'a>> for Recommendation<'a> {
            fn from($view: View<'a>) -> Self {
                Self { $($key: $value,)+ }
            }
        }

        /// A key of a result, those of a whole result first.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the keys say what they hold")]
        pub enum Field { $($name,)+ $($more,)+ }

        impl Field {
            /// The keys of a whole result, in their order.
            pub const WHOLE: &[Self] = &[$(Self::$name,)+];

            /// Every key.
            pub const ALL: &[Self] = &[$(Self::$name,)+ $(Self::$more,)+];

            /// Its name.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($key),)+
                    $(Self::$more => stringify!($more_key),)+
                }
            }

            /// Writes its value.
            pub(super) fn write<'a, S: Serializer>(self, $view: View<'a>, to: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$name => <$type as Serialize>::serialize(&$value, to),)+
                    $(Self::$more => <$more_type as Serialize>::serialize(&$more_value, to),)+
                }
            }
        }
    };
}

keys! {
    view
    {
        /// The name of this shape.
        #[schemars(extend("const" = SCHEMA))]
        schema Schema: Text<'a> = Text::from(SCHEMA);
        /// The tool that made it.
        tool Tool: Tool<'a> = Tool::THIS;
        /// The rules it rests on.
        ruleset Ruleset: RuleSetId<'a> = view.ruleset();
        /// Which area it is of.
        area Area: AreaId<'a> = AreaId::from(&view.found.area);
        /// How firm the outcome is.
        firmness Firmness: Firmness = view.found.evaluation.firmness;
        /// What is recommended; null while undetermined.
        outcome Outcome: Option<Outcome<'a>> = view.outcome();
        /// The outcome's share of the ways to answer what is open; null while undetermined.
        support Support: Option<Share> = view.found.evaluation.support().map(Share::from);
        /// The form whose outcomes together have more than half of the shares; null where an outcome is named, where no form has so
        /// much and where nothing is answered.
        leaning Leaning: Option<Leaning<'a>> = view.leaning();
        /// Ids of what can stand beside the outcome.
        complements Complements: Vec<Text<'a>> = view.complements();
        /// How the shares were found.
        counted Counted: Counted = view.found.evaluation.ways.counted();
        /// Every outcome that is still possible with its share of the ways to answer what is open, largest first.
        shares Shares: Vec<PossibleOutcome<'a>> = view.shares();
        /// Ids of the criteria of open gates of which an answer makes the gate fire and another outcome lead, sorted.
        conditions Conditions: Vec<Text<'a>> = view.conditions();
        /// Every form, in order of precedence.
        forms Forms: Vec<Form<'a>> = Form::all(view.found.rules, &view.found.evaluation);
        /// Why, in the order of the stages and of the rule set.
        reasons Reasons: Vec<Reason<'a>> = view.reasons();
        /// The open criteria that can still change the outcome, in the order to ask.
        next_questions NextQuestions: Vec<Question<'a>> = view.questions();
        /// The fewest changes of given answers that make another outcome lead; none while undetermined.
        flips Flips: Vec<Flip<'a>> = view.flips();
        /// What else to think of.
        advice Advice: Vec<Advice<'a>> =
            view.found.advice.iter().map(|advice| Advice::new(advice, view.texts.lang)).collect();
        /// What the decision rests on beside the guideline; nothing of it is scored.
        considerations Considerations: Vec<Consideration<'a>> = view.considerations();
        /// Contradictions within the area file.
        warnings Warnings: Vec<Warning<'a>> = view.warnings();
    }
    {
        board Board: Option<&str> = view.found.area.board.as_deref();
        period Period: Option<&str> = view.found.area.period.as_deref();
        group Group: Option<&str> = view.found.area.group.as_deref();
        service Service: Option<&str> = view.found.area.service.as_deref();
        current Current: Option<String> =
            view.found.area.current.form.map(|form| view.found.rules.stated_id(form));
        decision Decision: Option<String> = view.found.area.decision.as_ref()
            .and_then(|decision| decision.form).map(|form| view.found.rules.stated_id(form));
        change Change: Change = change(view.found);
        agreement Agreement: Option<Agreement> = agreement(view.found);
    }
}

impl Field {
    /// The key with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.id() == name)
    }

    /// Whether all of the recommendation must be worked out for it, and not its outline alone.
    #[must_use]
    pub const fn is_deep(self) -> bool {
        matches!(
            self,
            Self::Conditions
                | Self::Reasons
                | Self::NextQuestions
                | Self::Flips
                | Self::Advice
                | Self::Warnings
        )
    }
}

/// What is recommended.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Outcome<'a> {
    /// Its id: that of the form, or of the forms of a mix with `+` between.
    pub id: Text<'a>,
    /// What it is called.
    pub name: Text<'a>,
    /// Ids of its forms; of a mix the competitive one first.
    #[schemars(length(min = 1, max = 2))]
    pub forms: Vec<Text<'a>>,
    /// How it came about.
    #[serde(flatten)]
    pub shape: Shape<'a>,
}

/// The form that an undetermined area leans to.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Leaning<'a> {
    /// Id of the form.
    pub form: Text<'a>,
    /// The share of the ways that lead to it, alone or beside a share kept in-house.
    #[serde(flatten)]
    pub share: Share,
}

/// An outcome that is still possible.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PossibleOutcome<'a> {
    /// Id of the outcome.
    pub id: Text<'a>,
    /// The share of the ways to answer what is open that give it.
    #[serde(flatten)]
    pub share: Share,
}

/// A text that follows from the outcome and never changes it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Advice<'a> {
    /// Its id.
    pub id: Text<'a>,
    /// What it is about.
    pub kind: AdviceKind,
    /// How much it bears on the decision.
    pub relevance: Relevance,
    /// The first day on which it holds; null: it always has.
    pub from: Option<Text<'a>>,
    /// The last day; null: it has no end.
    pub to: Option<Text<'a>>,
    /// What it says.
    pub text: Text<'a>,
    /// Where that is said.
    pub sources: Vec<Source<'a>>,
}

impl<'a> Advice<'a> {
    /// An advice in one language.
    #[must_use]
    pub fn new(advice: &'a crate::model::Advice, lang: Lang) -> Self {
        let head = &advice.head;
        let (id, text) = (Text::from(&head.id), head.why.get(lang).into());
        Self {
            id,
            kind: advice.kind,
            relevance: advice.relevance,
            from: head.validity.from.as_deref().map(Text::from),
            to: head.validity.to.as_deref().map(Text::from),
            text,
            sources: Source::all(&head.sources, lang),
        }
    }
}

/// Something that the decision rests on beside the guideline.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Consideration<'a> {
    /// Id of a consideration of the rule set, or a heading of the area's own.
    pub id: Text<'a>,
    /// What it is called.
    pub text: Text<'a>,
    /// What is known of it.
    pub note: Text<'a>,
    /// Where that can be checked.
    pub source: Option<Text<'a>>,
}

/// A contradiction within an area file.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Warning<'a> {
    /// Id of the check that finds it, or `precedence-tie`.
    pub code: Text<'a>,
    /// What contradicts what.
    pub text: Text<'a>,
    /// The file.
    pub path: Text<'a>,
    /// The line there.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
    /// The column there.
    #[schemars(range(min = 1))]
    pub column: Option<usize>,
}

/// A recommendation seen in one language.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// What was found.
    pub found: &'a crate::explain::Recommendation<'a>,
    /// The language.
    pub texts: &'a Texts,
}

impl<'a> View<'a> {
    const fn rules(self) -> &'a RuleSet {
        self.found.rules
    }

    fn ruleset(self) -> RuleSetId<'a> {
        RuleSetId::new(self.rules(), self.found.profile.map(|profile| profile.id.as_str()))
    }

    fn criterion(self, criterion: CriterionKey) -> Text<'a> {
        Text::from(&self.rules().criteria.at(criterion).id)
    }

    fn answer(self, criterion: CriterionKey, answer: u8) -> Text<'a> {
        self.rules().criteria.at(criterion).answer_id(answer).into()
    }

    fn outcome(self) -> Option<Outcome<'a>> {
        let (rules, outcome) = (self.rules(), self.found.outcome()?);
        Some(Outcome {
            id: rules.outcome_id(outcome).into(),
            name: rules.outcome_title(outcome).get(self.texts.lang).into(),
            forms: self.found.forms().map(|form| Text::from(&rules.forms.at(form).id)).collect(),
            shape: Shape {
                variant: self.found.variant.map(|variant| Text::from(&variant.head.id)),
                tie: self.found.evaluation.tie,
                mix_rules: self.found.mix_rules().map(|rule| Text::from(&rule.head.id)).collect(),
            },
        })
    }

    fn leaning(self) -> Option<Leaning<'a>> {
        let (form, share) = self.found.evaluation.leaning?;
        Some(Leaning { form: Text::from(&self.rules().forms.at(form).id), share: share.into() })
    }

    fn complements(self) -> Vec<Text<'a>> {
        self.found.complements.iter().map(|complement| Text::from(&complement.head.id)).collect()
    }

    fn shares(self) -> Vec<PossibleOutcome<'a>> {
        let id = |outcome| self.rules().outcome_id(outcome).into();
        let shares = self.found.shares().into_iter();
        shares.map(|(outcome, share)| PossibleOutcome { id: id(outcome), share: share.into() }).collect()
    }

    fn conditions(self) -> Vec<Text<'a>> {
        let conditions = self.found.evaluation.conditions.iter();
        let mut names: Vec<Text<'a>> = conditions.map(|criterion| self.criterion(*criterion)).collect();
        names.sort_unstable();
        names
    }

    fn reasons(self) -> Vec<Reason<'a>> {
        let reasons = self.found.reasons.iter();
        let note = |one: &crate::explain::Reason<'_>| self.found.note(one.criterion);
        reasons.map(|one| Reason::new(self.found, self.texts.lang, one, note(one))).collect()
    }

    pub(super) fn questions(self) -> Vec<Question<'a>> {
        let question = |one: &crate::evaluate::Question| {
            let answers = self.rules().criteria.at(one.criterion).answers().zip(&one.leads);
            let led = answers.map(|(answer, lead)| Led {
                answer: self.answer(one.criterion, answer),
                leads: self.rules().outcome_id(lead.outcome).into(),
                share: lead.share.into(),
            });
            let criterion = self.criterion(one.criterion);
            Question { criterion, information: one.information, answers: led.collect() }
        };
        self.found.evaluation.questions.iter().map(question).collect()
    }

    pub(super) fn flips(self) -> Vec<Flip<'a>> {
        let flip = |one: &crate::evaluate::Flip| {
            let set = one.changes.iter();
            let set = set.map(|(key, answer)| (self.criterion(*key), self.answer(*key, *answer)));
            Flip { set: set.collect(), leads: self.rules().outcome_id(one.leads).into() }
        };
        self.found.evaluation.flips.iter().map(flip).collect()
    }

    fn considerations(self) -> Vec<Consideration<'a>> {
        let speaker = Speaker { texts: self.texts, rules: self.rules() };
        let one = |weighed: &'a crate::model::Weighed| Consideration {
            id: Text::from(&weighed.id),
            text: speaker.weighed(&weighed.id).into(),
            note: Text::from(&weighed.note),
            source: weighed.source.as_deref().map(Text::from),
        };
        self.found.area.considerations.iter().map(one).collect()
    }

    fn warnings(self) -> Vec<Warning<'a>> {
        let warning = |one: &'a crate::explain::Warning<'a>| Warning {
            code: one.kind.code().into(),
            text: Speaker { texts: self.texts, rules: self.rules() }.warning(&one.kind).into(),
            path: Text::from(&self.found.area.path),
            line: one.place.map(|(line, _)| line),
            column: one.place.map(|(_, column)| column),
        };
        self.found.warnings.iter().map(warning).collect()
    }
}
