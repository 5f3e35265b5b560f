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

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $kind:ident $($key:literal)+,)*) => {
        /// What an area file says and no interview asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// All of them, in the order of a file.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            const fn keys(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($key),+],)* }
            }

            const fn is_words(self) -> bool {
                match self { $(Self::$name => matches!(Kind::$kind, Kind::Words),)* }
            }
        }
    };
}

/// How the value of a field is kept.
enum Kind {
    /// Words of the area's own, as they were written.
    Words,
    /// Anything that can be written in several ways.
    Value,
}

fields! {
    /// The name of the area.
    Name Words "area",
    /// The municipality.
    Municipality Words "municipality",
    /// Its group in a plan.
    Group Words "group",
    /// The day that the figures concern.
    AsOf Value "current" "as_of",
    /// The distribution between kinds of providers: a row with a cell for each.
    Shares Value "current" "share",
    /// Where its users are.
    Geography Words "current" "geography",
    /// The current state in words.
    Description Words "current" "description",
    /// The form that is proposed.
    ProposedForm Value "proposal" "form",
    /// What is proposed, in words.
    ProposedDirection Words "proposal" "direction",
    /// Why that is proposed.
    ProposedMotivation Words "proposal" "motivation",
    /// The form that is decided.
    DecidedForm Value "decision" "form",
    /// What is decided, in words.
    DecidedDirection Words "decision" "direction",
    /// Why that is decided.
    DecidedMotivation Words "decision" "motivation",
    /// Where the decision is recorded.
    DecidedSource Words "decision" "source",
    /// The year that the compensation concerns.
    Year Value "compensation" "year",
    /// The operating cost of the year before.
    Cost Value "compensation" "cost",
    /// Change of the volume.
    VolumeChange Value "compensation" "volume_change",
    /// Requirement of efficiency.
    Efficiency Value "compensation" "efficiency",
    /// Requirements of quality.
    Quality Value "compensation" "quality",
    /// Indexation.
    Index Value "compensation" "index",
    /// The variable part of the compensation.
    Variable Value "compensation" "variable",
    /// Where the figures of the compensation come from.
    FiguresSource Words "compensation" "source",
    /// What volumes of districts are counted in.
    Unit Words "districts" "unit",
    /// Where the figures of the districts come from.
    DistrictsSource Words "districts" "source",
    /// The districts: a row of each.
    Districts Value "districts" "list",
    /// The reference number of the matter.
    Reference Words "matter" "reference",
    /// The date of the decision document.
    Date Value "matter" "date",
    /// Who has written it.
    Officer Words "matter" "officer",
    /// Anything else worth keeping.
    Notes Words "notes",
}

impl Field {
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
            Self::Field(field) => field.is_words(),
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
