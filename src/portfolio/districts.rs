//! What districts amount to: volumes in-house and private, and what exceeds the ceilings (hemtjanst-2020).
//!
//! In: the districts of one area. Out: figures for each and for all, absent where something they need is not given.
//! Never rounds.
//!
//! The proposal of 2020 gives the municipality's own provider a percentage of each geographic district, lets
//! private providers alone compete for the rest, and lets users queue where a provider has reached its ceiling.

use super::compensation::part_of;
use crate::model::{Capacity, District, Districts, Exact, Fraction};

/// The figures of all districts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Each district in the order of the file.
    pub districts: Vec<Row>,
    /// All of them together.
    pub totals: Totals,
}

/// The figures of one district, in the unit of the area file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The volume needed.
    pub volume: Exact,
    /// The part of it kept in-house, per cent.
    pub in_house_per_cent: Option<Exact>,
    /// The volume kept in-house.
    pub in_house: Option<Exact>,
    /// The volume of private providers: all that is not kept in-house.
    pub private: Option<Exact>,
    /// The ceilings as given.
    pub ceilings: ByCeiling,
    /// How much of the volume is above each ceiling, and so would have to queue; zero where all of it fits.
    pub excess: ByCeiling,
}

/// The figures of all districts together; each is absent unless every district has it, and where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// The volume needed.
    pub volume: Option<Exact>,
    /// The volume kept in-house.
    pub in_house: Option<Exact>,
    /// The volume of private providers.
    pub private: Option<Exact>,
    /// The ceilings.
    pub ceilings: ByCeiling,
    /// What is above the ceilings, district by district: room in one serves nobody in another.
    pub excess: ByCeiling,
    /// The part of the whole volume kept in-house, from 0 to 1; absent also where there is no volume.
    pub in_house_share: Option<Fraction>,
}

/// One figure for each kind of ceiling.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByCeiling {
    /// For the municipality's own provider.
    pub municipal: Option<Exact>,
    /// For all private providers together.
    pub private: Option<Exact>,
    /// For the district as a whole.
    pub district: Option<Exact>,
}

/// Computes the figures of all districts, exactly.
#[must_use]
pub fn overview(given: &Districts) -> Overview {
    let districts: Vec<Row> = given.list.iter().map(row).collect();
    let totals = totals(&districts);
    Overview { districts, totals }
}

fn row(given: &District) -> Row {
    let volume = &given.volume;
    let in_house = given.in_house.as_ref().map(|per_cent| part_of(volume, per_cent));
    let private = in_house.as_ref().map(|in_house| volume - in_house);
    let ceilings = ceilings(given.capacity.as_ref());
    let excess = ByCeiling {
        municipal: above(in_house.as_ref(), ceilings.municipal.as_ref()),
        private: above(private.as_ref(), ceilings.private.as_ref()),
        district: above(Some(volume), ceilings.district.as_ref()),
    };
    Row {
        name: given.name.clone(),
        volume: volume.clone(),
        in_house_per_cent: given.in_house.clone(),
        in_house,
        private,
        ceilings,
        excess,
    }
}

fn ceilings(given: Option<&Capacity>) -> ByCeiling {
    match given.cloned() {
        None => ByCeiling::default(),
        Some(Capacity::District(ceiling)) => ByCeiling { district: Some(ceiling), ..ByCeiling::default() },
        Some(Capacity::Providers { municipal, private }) => ByCeiling { municipal, private, district: None },
    }
}

fn above(volume: Option<&Exact>, ceiling: Option<&Exact>) -> Option<Exact> {
    Some((volume? - ceiling?).max(Exact::default()))
}

fn totals(rows: &[Row]) -> Totals {
    let volume = total(rows, |row| Some(&row.volume));
    let in_house = total(rows, |row| row.in_house.as_ref());
    let in_house_share = share(in_house.as_ref(), volume.as_ref());
    let by_ceiling = |of: fn(&Row) -> &ByCeiling| ByCeiling {
        municipal: total(rows, |row| of(row).municipal.as_ref()),
        private: total(rows, |row| of(row).private.as_ref()),
        district: total(rows, |row| of(row).district.as_ref()),
    };
    Totals {
        private: total(rows, |row| row.private.as_ref()),
        ceilings: by_ceiling(|row| &row.ceilings),
        excess: by_ceiling(|row| &row.excess),
        volume,
        in_house,
        in_house_share,
    }
}

/// The sum over the districts, if there are any and each has the figure.
fn total<'r>(rows: &'r [Row], figure: impl Fn(&'r Row) -> Option<&'r Exact>) -> Option<Exact> {
    let figures: Vec<&Exact> = rows.iter().map(figure).collect::<Option<_>>()?;
    (!figures.is_empty()).then(|| figures.into_iter().sum())
}

/// A part of a whole as a fraction in lowest terms.
fn share(part: Option<&Exact>, whole: Option<&Exact>) -> Option<Fraction> {
    let (part, whole) = (part?, whole?);
    let scale = part.fractional_digit_count().max(whole.fractional_digit_count());
    // On one scale the digits of both are whole numbers in the same ratio.
    let digits = |number: &Exact| u128::try_from(number.with_scale(scale).into_bigint_and_scale().0).ok();
    match (digits(part)?, digits(whole)?) {
        (_, 0) => None,
        (part, whole) => Some(Fraction::new(part, whole)),
    }
}
