//! One area on a line: what an overview says of it.
//!
//! In: a recommendation. Out: the few facts of it that an overview shows, small enough to keep for any number of
//! areas.

use super::open::{Open, distance, open};
use super::standing::{Agreement, Change, agreement, change, possible_today};
use super::tested::{Said, Tested, tested};
use crate::evaluate::{Counted, Firmness, Score, Share};
use crate::explain::Recommendation;
use crate::model::{Answers, CriterionKey, FormKey, Outcome, Stated};

/// One area in an overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Id of the area.
    pub id: String,
    /// What no other area of the portfolio has.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The municipality, where it is stated.
    pub municipality: Option<String>,
    /// The path it was read from.
    pub path: String,
    /// The board responsible.
    pub board: Option<String>,
    /// The period of the plan.
    pub period: Option<String>,
    /// The group of in-house missions.
    pub group: Option<String>,
    /// The form on record today.
    pub current: Option<Stated>,
    /// Every outcome the area can have today, as far as what is recorded tells.
    pub today: Vec<Outcome>,
    /// The outcome; there is none while undetermined.
    pub outcome: Option<Outcome>,
    /// The form that an undetermined area leans to.
    pub leaning: Option<FormKey>,
    /// Id of its variant.
    pub variant: Option<String>,
    /// Ids of what stands beside it.
    pub complements: Vec<String>,
    /// How firm it is.
    pub firmness: Firmness,
    /// The share of the ways to answer that give it.
    pub support: Option<Share>,
    /// Whether the ways were counted.
    pub counted: Counted,
    /// The open criteria on which it depends.
    pub conditions: Vec<CriterionKey>,
    /// Each form's score with its span, in order of precedence.
    pub scores: Vec<Score>,
    /// Whether the form changes.
    pub change: Change,
    /// The form decided.
    pub decision: Option<Stated>,
    /// Whether the outcome agrees with the decision.
    pub agreement: Option<Agreement>,
    /// The direction decided or else proposed, in its own words.
    pub direction: Option<String>,
    /// The form decided or else proposed.
    pub stated: Option<Stated>,
    /// How that stands to the guideline; `None` where nothing is decided or proposed.
    pub tested: Option<Tested>,
    /// What it answers, the law included.
    pub answers: Answers,
    /// The day as of which it is judged, ISO.
    pub day: Option<String>,
    /// The open criteria that can still change the outcome, most informative first.
    pub questions: Vec<CriterionKey>,
    /// Those and the core questions without an answer, with what an answer tells.
    pub open: Vec<Open>,
    /// How many more answers it must have at least before there can be an outcome; 0 where there is one.
    pub distance: usize,
    /// The largest share that an outcome has, named or not.
    pub leading: Share,
    /// How many contradictions there are.
    pub warnings: usize,
    /// Whether several forms score best.
    pub tie: bool,
}

impl Row {
    /// What an overview says of a recommendation.
    #[must_use]
    pub fn of(recommendation: &Recommendation<'_>) -> Self {
        let Recommendation { rules, area, evaluation, .. } = recommendation;
        let said = Said::of(area);
        Self {
            id: area.id.clone(),
            key: area.key(),
            name: area.name.clone(),
            municipality: area.municipality.clone(),
            path: area.path.clone(),
            board: area.board.clone(),
            period: area.period.clone(),
            group: area.group.clone(),
            current: area.current.form,
            today: possible_today(rules, area),
            outcome: recommendation.outcome(),
            leaning: evaluation.leaning.map(|(form, _)| form),
            variant: recommendation.variant.map(|variant| variant.head.id.clone()),
            complements: recommendation
                .complements
                .iter()
                .map(|complement| complement.head.id.clone())
                .collect(),
            firmness: evaluation.firmness,
            support: evaluation.support(),
            counted: evaluation.ways.counted(),
            conditions: evaluation.conditions.clone(),
            scores: evaluation.scores.clone(),
            change: change(recommendation),
            decision: area.decision.as_ref().and_then(|decision| decision.form),
            agreement: agreement(recommendation),
            direction: said.and_then(|said| said.direction).map(str::to_owned),
            stated: said.and_then(|said| said.form),
            tested: tested(recommendation),
            answers: area.answers.clone(),
            day: recommendation.day.clone(),
            questions: evaluation.questions.iter().map(|question| question.criterion).collect(),
            open: open(rules, &area.answers, evaluation),
            distance: distance(rules, &area.answers, evaluation),
            leading: evaluation.leading.share,
            warnings: recommendation.warnings.len(),
            tie: evaluation.tie,
        }
    }
}
