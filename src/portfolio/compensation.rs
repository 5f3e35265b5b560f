//! The expected compensation of an in-house mission, step by step (uppdragsriktlinje 3.1.2, 3.1.3).
//!
//! In: the figures of one area. Out: each step with its change and the amount after it, or which figures are missing.
//! Never rounds but to show.
//!
//! The guideline names the parts: the cost of the year before, changed volumes, requirements of efficiency and of
//! quality or development, and indexation by the municipality's own model. It says neither in which order they
//! come nor what each per cent is taken of. That they follow in the order of [`StepKind`], and that each applies to
//! the amount reached so far, is an interpretation.

use std::collections::BTreeMap;

use bigdecimal::RoundingMode;

use crate::model::{Compensation, Exact};

/// The expected compensation with how it came about, all in kronor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The steps in order, each from the amount after the one before; without quality requirements, no step for them.
    pub steps: Vec<Step>,
    /// The expected compensation: the amount after the last step.
    pub total: Exact,
    /// The part that is fixed, such that both parts add up to the total; absent where the variable part is not given.
    pub fixed: Option<Exact>,
    /// The part that is variable; absent where it is not given. A variable part is what lets the compensation follow
    /// individuals within the year (3.1.3).
    pub variable: Option<Exact>,
}

/// One step from the cost of the year before to the expected compensation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which one.
    pub kind: StepKind,
    /// The per cent as given, efficiency without a sign; absent for the base.
    pub per_cent: Option<Exact>,
    /// What it changes, kronor, negative where it lowers; absent for the base.
    pub change: Option<Exact>,
    /// The amount reached, kronor.
    pub after: Exact,
}

/// The steps in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// The operating cost of the year before (3.1.3).
    Base,
    /// Changed volume (3.1.2, 3.1.3).
    Volume,
    /// Requirement of efficiency, taken off (3.1.2, 3.1.3).
    Efficiency,
    /// Requirements of quality (3.1.2) or development (3.1.3), added.
    Quality,
    /// Indexation (3.1.2).
    Index,
}

/// A figure without which there is no expected compensation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needed {
    /// The operating cost of the year before.
    Cost,
    /// Changed volume; 0 where it does not change.
    VolumeChange,
    /// Requirement of efficiency; 0 where there is none.
    Efficiency,
    /// Indexation.
    Index,
}

impl Needed {
    /// Its key in area files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::VolumeChange => "volume_change",
            Self::Efficiency => "efficiency",
            Self::Index => "index",
        }
    }
}

/// Computes the expected compensation, exactly.
///
/// # Errors
/// Every figure that is missing, in the order of the area file.
pub fn expected(given: &Compensation) -> Result<Expected, Vec<Needed>> {
    let (Some(cost), Some(volume), Some(efficiency), Some(index)) =
        (&given.cost, &given.volume_change, &given.efficiency, &given.index)
    else {
        return Err(missing(given));
    };
    let base = Step { kind: StepKind::Base, per_cent: None, change: None, after: cost.clone() };
    let mut steps = vec![base];
    let mut total = cost.clone();
    let changes = [
        (StepKind::Volume, Some(volume)),
        (StepKind::Efficiency, Some(efficiency)),
        (StepKind::Quality, given.quality.as_ref()),
        (StepKind::Index, Some(index)),
    ];
    for (kind, per_cent) in changes {
        let Some(per_cent) = per_cent else { continue };
        let part = part_of(&total, per_cent);
        let change = if kind == StepKind::Efficiency { -part } else { part };
        total += &change;
        steps.push(Step {
            kind,
            per_cent: Some(per_cent.clone()),
            change: Some(change),
            after: total.clone(),
        });
    }
    let variable = given.variable.as_ref().map(|per_cent| part_of(&total, per_cent));
    let fixed = variable.as_ref().map(|variable| &total - variable);
    Ok(Expected { steps, total, fixed, variable })
}

fn missing(given: &Compensation) -> Vec<Needed> {
    let needed = [
        (Needed::Cost, &given.cost),
        (Needed::VolumeChange, &given.volume_change),
        (Needed::Efficiency, &given.efficiency),
        (Needed::Index, &given.index),
    ];
    needed.into_iter().filter(|(_, figure)| figure.is_none()).map(|(needed, _)| needed).collect()
}

/// So many per cent of a number, exactly: a hundredth moves the decimal mark and divides nothing.
pub(super) fn part_of(whole: &Exact, per_cent: &Exact) -> Exact {
    whole * per_cent * Exact::new(1.into(), 2)
}

/// A number with two decimals, as volumes are shown: halves are rounded up, those of a negative change away from zero.
#[must_use]
pub fn hundredths(number: &Exact) -> Exact {
    number.with_scale_round(2, RoundingMode::HalfUp)
}

/// An amount in whole thousands of kronor, as amounts are shown: halves are rounded as those of [`hundredths`].
#[must_use]
pub fn thousands(kronor: &Exact) -> Exact {
    (kronor * Exact::new(1.into(), 3)).with_scale_round(0, RoundingMode::HalfUp)
}

/// The expected compensation of several, a year by itself: how many have the figures for it, and their amounts in
/// thousands as they are shown, added up. Those that name no year come first.
#[must_use]
pub fn by_year<'c>(
    given: impl IntoIterator<Item = &'c Compensation>,
) -> BTreeMap<Option<u16>, (usize, Exact)> {
    let mut years: BTreeMap<Option<u16>, (usize, Exact)> = BTreeMap::new();
    for one in given {
        let Ok(expected) = expected(one) else { continue };
        let (count, sum) = years.entry(one.year).or_default();
        *count += 1;
        *sum += thousands(&expected.total);
    }
    years
}
