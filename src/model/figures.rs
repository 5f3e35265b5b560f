//! The figures of an area that are computed with and never weighed: compensation and districts.
//!
//! In: what the loader has checked. Out: exact numbers as they were written. Absent where the file gives none:
//! missing is never zero.

use super::decimal::Exact;

/// What the expected compensation of an in-house mission is computed from (uppdragsriktlinje 3.1.2, 3.1.3).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compensation {
    /// The year the compensation concerns, 1900 to 2999.
    pub year: Option<u16>,
    /// The operating cost of the year before, kronor from 0, at most twelve digits and two decimals (3.1.3; 3.1.2
    /// says the budget of the year before).
    pub cost: Option<Exact>,
    /// Change of the volume, per cent from -100 to 1000: fewer or more places, hours and the like (3.1.3).
    pub volume_change: Option<Exact>,
    /// Requirement of efficiency, per cent taken off, 0 to 100 (3.1.2, 3.1.3).
    pub efficiency: Option<Exact>,
    /// Requirements of quality (3.1.2) or development (3.1.3), per cent added, 0 to 100.
    pub quality: Option<Exact>,
    /// Indexation under the municipality's own model, per cent from -100 to 1000 (3.1.2).
    pub index: Option<Exact>,
    /// The part of the compensation that is variable, per cent of the whole, 0 to 100 (3.1.2, 3.1.3).
    pub variable: Option<Exact>,
    /// Where the figures come from.
    pub source: Option<String>,
}

/// Geographic districts, each with a part kept in-house and ceilings of capacity (hemtjanst-2020, the proposed model).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Districts {
    /// What volumes and ceilings are counted in, such as hours a week.
    pub unit: Option<String>,
    /// Where the figures come from.
    pub source: Option<String>,
    /// The districts in the order of the file; no two have the same name.
    pub list: Vec<District>,
}

/// One geographic district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its name.
    pub name: String,
    /// The volume needed, in the unit of [`Districts`], from 0, at most twelve digits and two decimals.
    pub volume: Exact,
    /// The part of the volume kept in-house, per cent from 0 to 100; private providers have the rest.
    pub in_house: Option<Exact>,
    /// The most that can be delivered.
    pub capacity: Option<Capacity>,
}

/// Ceilings of capacity in the unit of [`Districts`], with the range of [`District::volume`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Capacity {
    /// One ceiling for the whole district.
    District(Exact),
    /// A ceiling for each kind of provider.
    Providers {
        /// That of the municipality itself.
        municipal: Option<Exact>,
        /// That of all private providers together.
        private: Option<Exact>,
    },
}
