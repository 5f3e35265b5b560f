//! What was found in a rule set, as one JSON object: `avtalsform/check/2`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::{RuleSetId, Share, Text, Tool, Witness, digits};

use crate::analyse::{self, Extent, Happens, What};
use crate::evaluate::{self, Counted, Interval};
use crate::model::{FindingCode, Fraction, Lang, Level, Profile, RuleSet, Stage};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/check/2";

/// A rule set in figures over every set of answers, and what was found in it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Check<'a> {
    /// The name of this shape.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: Text<'a>,
    /// The tool that made it.
    pub tool: Tool<'a>,
    /// The rules that were checked.
    pub ruleset: RuleSetId<'a>,
    /// How many sets of answers there are with nothing left open.
    #[serde(with = "digits")]
    #[schemars(with = "String", regex(pattern = "^[0-9]+$"))]
    pub sets: u128,
    /// Whether all sets were counted; if not, `sets` says how many were drawn, and every share has the ends of its interval.
    pub counted: Counted,
    /// How the shares of an area with nothing answered are found.
    pub areas: Counted,
    /// The share of them that leave some competitive form.
    pub contested: Share,
    /// How often each outcome is recommended.
    pub outcomes: Vec<OutcomeFigure<'a>>,
    /// How often forms score the same.
    pub ties: Ties<'a>,
    /// How often another answer to a criterion alone changes the outcome.
    pub criteria: Vec<Figure<'a>>,
    /// How often the outcome would be another without a rule.
    pub rules: Vec<RuleFigure<'a>>,
    /// What was found.
    pub findings: Vec<Finding<'a>>,
}

/// How often something happens.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Figure<'a> {
    /// Id of what it is of.
    pub id: Text<'a>,
    /// In which share of the sets of answers it does.
    pub share: Share,
    /// An area in which it does; null where there is none, or where none was drawn.
    pub witness: Option<Witness<'a>>,
}

/// How often an outcome is recommended.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct OutcomeFigure<'a> {
    /// How often in all.
    #[serde(flatten)]
    pub figure: Figure<'a>,
    /// Its share where some competitive form is left.
    pub contested_share: Share,
}

/// How often a rule matters.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct RuleFigure<'a> {
    /// How often.
    #[serde(flatten)]
    pub figure: Figure<'a>,
    /// Where the rule belongs in the model.
    #[schemars(with = "Stage")]
    pub stage: Option<Stage>,
}

/// How often forms score the same.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Ties<'a> {
    /// Ties between the best forms, or between the best of the competitive ones or of the others.
    pub all: Figure<'a>,
    /// Those in which another order of precedence would give another outcome.
    pub decided: Figure<'a>,
}

/// Something that was found.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Finding<'a> {
    /// What kind of thing.
    pub code: FindingCode,
    /// How grave it is.
    pub level: Level,
    /// Id of the rule, criterion or outcome it is about; empty for the rule set as a whole.
    pub about: Text<'a>,
    /// What was found, in a sentence or two.
    pub message: Text<'a>,
    /// In which share of the sets of answers it shows, where that was counted.
    pub share: Option<Share>,
    /// Why the rule set allows it; null where it does not.
    pub allowed: Option<Text<'a>>,
    /// Id of the rule set that it is inherited from; null where it stands in this one's own file.
    pub inherited_from: Option<Text<'a>>,
    /// The line in that file.
    pub line: Option<usize>,
    /// The column in that file.
    pub column: Option<usize>,
    /// An area that shows it; null where nothing can.
    pub witness: Option<Witness<'a>>,
    /// The answer that, put in the witness, makes the form lose.
    pub changed_to: Option<Text<'a>>,
}

impl<'a> Check<'a> {
    /// The whole object, with what is said of each finding.
    #[must_use]
    pub fn new(
        rules: &'a RuleSet,
        profile: Option<&'a Profile>,
        check: &'a analyse::Check<'a>,
        lang: Lang,
        say: impl Fn(&What<'_>) -> String,
    ) -> Self {
        let figures = &check.figures;
        let drawn = figures.extent != Extent::Exact;
        let of = |ways: u128, all: u128| {
            // Far fewer are drawn than fit.
            let number = |ways: u128| u32::try_from(ways).unwrap_or(u32::MAX);
            let interval = drawn.then(|| Interval::wilson(number(ways), number(all)));
            Share::from(evaluate::Share { part: Fraction::new(ways, all.max(1)), interval })
        };
        let share = |ways| of(ways, figures.ways);
        let figure = |id: Text<'a>, happens: &'a Happens| Figure {
            id,
            share: share(happens.ways),
            witness: happens.example.as_ref().map(Witness::from),
        };
        let outcomes = figures.outcomes.iter().map(|outcome| OutcomeFigure {
            figure: figure(rules.outcome_id(outcome.outcome).into(), &outcome.happens),
            contested_share: of(outcome.contested, figures.contested),
        });
        let criteria = figures.criteria.iter();
        let criteria =
            criteria.map(|one| figure(Text::from(&rules.criteria.at(one.criterion).id), &one.happens));
        let by_rule = figures.rules.iter().map(|one| RuleFigure {
            figure: figure(one.rule.id().into(), &one.happens),
            stage: one.rule.kind().stage(),
        });
        let findings = check.findings.iter().map(|finding| {
            let (ways, changed_to) = match &finding.what {
                What::PrecedenceTie { decided, .. } => (Some(*decided), None),
                What::Backfires { ways, answer, .. } => (Some(*ways), Some(Text::from(answer))),
                _ => (None, None),
            };
            let spot = finding.what.place(rules);
            Finding {
                code: finding.what.code(),
                level: finding.what.level(),
                about: finding.what.about(rules).into(),
                message: say(&finding.what).into(),
                share: ways.map(share),
                allowed: finding.allowed.map(|allowed| allowed.why.get(lang).into()),
                inherited_from: spot.and_then(|spot| Some(Text::from(&rules.inherited_from(spot)?.id))),
                line: spot.map(|spot| spot.line),
                column: spot.map(|spot| spot.column),
                witness: finding.witness.as_ref().map(Witness::from),
                changed_to,
            }
        });
        Self {
            schema: SCHEMA.into(),
            tool: Tool::THIS,
            ruleset: RuleSetId::new(rules, profile.map(|profile| profile.id.as_str())),
            sets: figures.ways,
            counted: if drawn { Counted::Sampled } else { Counted::Exact },
            areas: check.areas,
            contested: share(figures.contested),
            outcomes: outcomes.collect(),
            ties: Ties {
                all: figure("all".into(), &figures.ties),
                decided: figure("decided".into(), &figures.decided),
            },
            criteria: criteria.collect(),
            rules: by_rule.collect(),
            findings: findings.collect(),
        }
    }
}
