//! What a decision takes of an area beside its answers, and a person can be asked for.
//!
//! In: what an area says of itself. Out: what it says of one such fact. Never asks, never reads or writes a file.

use std::collections::BTreeMap;

use super::advice::Consideration;
use super::rules::RuleSet;

/// Something that a decision document needs and no criterion asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact<'r> {
    /// The service that it is, from which law answers some questions.
    Service,
    /// The board responsible.
    Board,
    /// The period that is decided on.
    Period,
    /// The form in use today.
    Form,
    /// Number of users.
    Users,
    /// Number of the municipality's own providers.
    Municipal,
    /// Number of private providers.
    Private,
    /// Number of non-profit providers.
    Nonprofit,
    /// Something that the guideline does not ask.
    Consideration(&'r Consideration),
    /// Something that no interview asks for and a form has a field for.
    Field(Field),
}

/// What an area file says in words of its own or as a date, and no interview asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name of the area.
    Name,
    /// The municipality.
    Municipality,
    /// Its group in a plan.
    Group,
    /// The day that the figures concern.
    AsOf,
    /// The distribution between kinds of providers: a row with a cell for each.
    Shares,
    /// Where its users are.
    Geography,
    /// The current state in words.
    Description,
    /// The form that is proposed.
    ProposedForm,
    /// What is proposed, in words.
    ProposedDirection,
    /// Why that is proposed.
    ProposedMotivation,
    /// The form that is decided.
    DecidedForm,
    /// What is decided, in words.
    DecidedDirection,
    /// Why that is decided.
    DecidedMotivation,
    /// Where the decision is recorded.
    DecidedSource,
    /// The year that the compensation concerns.
    Year,
    /// The operating cost of the year before.
    Cost,
    /// Change of the volume.
    VolumeChange,
    /// Requirement of efficiency.
    Efficiency,
    /// Requirements of quality.
    Quality,
    /// Indexation.
    Index,
    /// The variable part of the compensation.
    Variable,
    /// Where the figures of the compensation come from.
    FiguresSource,
    /// What volumes of districts are counted in.
    Unit,
    /// Where the figures of the districts come from.
    DistrictsSource,
    /// The districts: a row of each.
    Districts,
    /// The reference number of the matter.
    Reference,
    /// The date of the decision document.
    Date,
    /// Who has written it.
    Officer,
    /// Anything else worth keeping.
    Notes,
}

impl Field {
    /// All of them, in the order of a file.
    pub const ALL: [Self; 29] = [
        Self::Name,
        Self::Municipality,
        Self::Group,
        Self::AsOf,
        Self::Shares,
        Self::Geography,
        Self::Description,
        Self::ProposedForm,
        Self::ProposedDirection,
        Self::ProposedMotivation,
        Self::DecidedForm,
        Self::DecidedDirection,
        Self::DecidedMotivation,
        Self::DecidedSource,
        Self::Year,
        Self::Cost,
        Self::VolumeChange,
        Self::Efficiency,
        Self::Quality,
        Self::Index,
        Self::Variable,
        Self::FiguresSource,
        Self::Unit,
        Self::DistrictsSource,
        Self::Districts,
        Self::Reference,
        Self::Date,
        Self::Officer,
        Self::Notes,
    ];

    const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["area"],
            Self::Municipality => &["municipality"],
            Self::Group => &["group"],
            Self::AsOf => &["current", "as_of"],
            Self::Shares => &["current", "share"],
            Self::Geography => &["current", "geography"],
            Self::Description => &["current", "description"],
            Self::ProposedForm => &["proposal", "form"],
            Self::ProposedDirection => &["proposal", "direction"],
            Self::ProposedMotivation => &["proposal", "motivation"],
            Self::DecidedForm => &["decision", "form"],
            Self::DecidedDirection => &["decision", "direction"],
            Self::DecidedMotivation => &["decision", "motivation"],
            Self::DecidedSource => &["decision", "source"],
            Self::Year => &["compensation", "year"],
            Self::Cost => &["compensation", "cost"],
            Self::VolumeChange => &["compensation", "volume_change"],
            Self::Efficiency => &["compensation", "efficiency"],
            Self::Quality => &["compensation", "quality"],
            Self::Index => &["compensation", "index"],
            Self::Variable => &["compensation", "variable"],
            Self::FiguresSource => &["compensation", "source"],
            Self::Unit => &["districts", "unit"],
            Self::DistrictsSource => &["districts", "source"],
            Self::Districts => &["districts", "list"],
            Self::Reference => &["matter", "reference"],
            Self::Date => &["matter", "date"],
            Self::Officer => &["matter", "officer"],
            Self::Notes => &["notes"],
        }
    }

    /// Of what stands in rows, the key of each cell, a dot between keys; its value has a tab between cells, and a line a row.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Shares => &["municipal", "private", "nonprofit"],
            Self::Districts => {
                &["name", "volume", "in_house", "capacity", "capacity.municipal", "capacity.private"]
            }
            _ => &[],
        }
    }

    const fn is_text(self) -> bool {
        use Field::{
            AsOf, Cost, Date, DecidedForm, Districts, Efficiency, Index, ProposedForm, Quality, Shares,
            Variable, VolumeChange, Year,
        };
        let figure = matches!(self, Year | Cost | VolumeChange | Efficiency | Quality | Index | Variable);
        let other = matches!(self, AsOf | Date | ProposedForm | DecidedForm | Shares | Districts);
        !figure && !other
    }
}

impl<'r> Fact<'r> {
    /// All of them, in the order to ask.
    pub fn all(rules: &'r RuleSet) -> impl Iterator<Item = Self> {
        let service = (!rules.services.is_empty()).then_some(Self::Service);
        let own = [
            Self::Board,
            Self::Period,
            Self::Form,
            Self::Users,
            Self::Municipal,
            Self::Private,
            Self::Nonprofit,
        ];
        service.into_iter().chain(own).chain(rules.considerations.iter().map(Self::Consideration))
    }

    /// The keys that lead to it in an area file, in English; below the last one a consideration has its own name.
    #[must_use]
    pub const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Service => &["service"],
            Self::Board => &["board"],
            Self::Period => &["period"],
            Self::Form => &["current", "form"],
            Self::Users => &["current", "users"],
            Self::Municipal => &["current", "providers", "municipal"],
            Self::Private => &["current", "providers", "private"],
            Self::Nonprofit => &["current", "providers", "nonprofit"],
            Self::Consideration(_) => &["considerations"],
            Self::Field(field) => field.keys(),
        }
    }

    /// Of what stands in rows, the key of each cell.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Field(field) => field.columns(),
            _ => &[],
        }
    }

    /// Whether it is words of the area's own, which are kept as they were written.
    #[must_use]
    pub const fn is_text(self) -> bool {
        match self {
            Self::Field(field) => field.is_text(),
            _ => matches!(self, Self::Board | Self::Period | Self::Consideration(_)),
        }
    }

    /// The way to it through what an area says of itself, a dot between keys.
    #[must_use]
    pub fn path(self) -> String {
        let own = if let Self::Consideration(of) = self { Some(of.id.as_str()) } else { None };
        self.keys().iter().copied().chain(own).collect::<Vec<_>>().join(".")
    }

    /// What an area says of it, of all that it says of itself; of what stands in rows a line a row, with a tab between cells.
    #[must_use]
    pub fn said(self, spoken: &BTreeMap<String, String>) -> Option<String> {
        let path = self.path();
        if self.columns().is_empty() {
            return spoken.get(&path).cloned();
        }
        let row = |way: String| {
            let cells = self.columns().iter().map(|key| spoken.get(&format!("{way}.{key}")));
            let cells: Vec<&str> = cells.map(|cell| cell.map_or("", String::as_str)).collect();
            cells.iter().any(|cell| !cell.is_empty()).then(|| cells.join("\t"))
        };
        let list = (1..).map_while(|at| row(format!("{path}.{at}"))).collect::<Vec<_>>().join("\n");
        row(path.clone()).or_else(|| (!list.is_empty()).then_some(list))
    }
}
