//! What a plan says is to be done with an area: go on, change, find out.
//!
//! In: a recommendation. Out: its direction, and whether its in-house part belongs to a mission.

use super::standing::{Change, change, possible_today};
use crate::evaluate::Firmness;
use crate::explain::Recommendation;

/// The direction for an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Go on as today.
    Continue,
    /// Change the form.
    Change,
    /// The form is recommended, but what is recorded of today does not tell whether it is a change.
    Decide,
    /// The basis is too thin: find out first.
    Investigate,
}

/// The direction for an area.
#[must_use]
pub fn direction(recommendation: &Recommendation<'_>) -> Direction {
    match change(recommendation) {
        _ if recommendation.evaluation.firmness == Firmness::Undetermined => Direction::Investigate,
        Change::Unchanged => Direction::Continue,
        Change::Changed => Direction::Change,
        Change::NotComparable => Direction::Decide,
    }
}

/// How much of an area belongs to an in-house mission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissionPart {
    /// All of it is recommended to be in-house.
    Whole,
    /// A share is recommended to stay in-house beside a competitive form.
    Share,
    /// Some or all of it is in-house today; whether it will be is to be found out.
    Open,
}

/// The part of an area in an in-house mission; `None` where nothing of it is or would be in-house.
#[must_use]
pub fn mission_part(recommendation: &Recommendation<'_>) -> Option<MissionPart> {
    let rules = recommendation.rules;
    let Some(outcome) = recommendation.outcome() else {
        let today = possible_today(rules, &recommendation.area);
        let in_house = |outcome| rules.forms_of(outcome).any(|form| !rules.forms.at(form).competitive);
        return today.iter().any(|outcome| in_house(*outcome)).then_some(MissionPart::Open);
    };
    if outcome.is_mix() {
        Some(MissionPart::Share)
    } else {
        (!rules.forms.at(outcome.form).competitive).then_some(MissionPart::Whole)
    }
}
