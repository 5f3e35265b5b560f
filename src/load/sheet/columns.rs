//! What the sheets and their columns are called.
//!
//! In: names. Out: the sheet or column meant. The same keys as in an area file, a dot between the levels; sheets have
//! a name in each language, and both are known whichever language is spoken.

use std::collections::BTreeMap;

use super::super::fault::{Fault, Faults, Place};
use super::super::names::{is_key, is_path};
use super::super::place::column_name;
use super::super::suggest::nearest;
use super::super::tree::Value;
use super::cell::{Cell, CellKind};
use crate::model::{Criterion, CriterionKey, Lang, RuleSet};

/// A sheet that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// The areas, one a row.
    Areas,
    /// What stands beside each answer.
    Evidence,
    /// The geographic districts.
    Districts,
}

impl SheetKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Areas, Self::Evidence, Self::Districts];

    /// What the sheet is called.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Areas, Lang::Sv) => "Områden",
            (Self::Areas, Lang::En) => "Areas",
            (Self::Evidence, Lang::Sv) => "Belägg",
            (Self::Evidence, Lang::En) => "Evidence",
            (Self::Districts, Lang::Sv) => "Distrikt",
            (Self::Districts, Lang::En) => "Districts",
        }
    }

    /// What people read above the column that every row fills in, by which a row of headings is known.
    #[must_use]
    pub const fn heading(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Areas, Lang::Sv) => "Område",
            (Self::Areas, Lang::En) => "Area",
            (Self::Evidence, Lang::Sv) => "Kriterium",
            (Self::Evidence, Lang::En) => "Criterion",
            (Self::Districts, Lang::Sv) => "Distrikt",
            (Self::Districts, Lang::En) => "District",
        }
    }

    /// The sheet with this name, in either language.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let named =
            |kind: &Self| [Lang::Sv, Lang::En].iter().any(|lang| kind.name(*lang).to_lowercase() == name);
        Self::ALL.into_iter().find(named)
    }

    /// Whether this is a heading of the sheet, and no value.
    pub(super) fn is_heading(self, text: &str) -> bool {
        [Lang::Sv, Lang::En].iter().any(|lang| self.heading(*lang) == text)
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $key:literal $kind:ident,)*) => {
        /// A column of the areas that is no criterion.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// Every one, in the order in which they are written.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The keys that lead to it in an area file, a dot between them.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            pub(super) const fn kind(self) -> CellKind {
                match self { $(Self::$name => CellKind::$kind,)* }
            }
        }
    };
}

fields! {
    /// Identity.
    Id "id" Text,
    /// Name.
    Area "area" Text,
    /// Municipality.
    Municipality "municipality" Text,
    /// Board.
    Board "board" Text,
    /// Period.
    Period "period" Text,
    /// Group of missions.
    Group "group" Text,
    /// Kind of service.
    Service "service" Text,
    /// The form in use.
    CurrentForm "current.form" Word,
    /// The date of the figures.
    AsOf "current.as_of" Date,
    /// Users.
    Users "current.users" Number,
    /// Municipal providers.
    ProvidersMunicipal "current.providers.municipal" Number,
    /// Private providers.
    ProvidersPrivate "current.providers.private" Number,
    /// Non-profit providers.
    ProvidersNonprofit "current.providers.nonprofit" Number,
    /// Their share of the volume.
    ShareMunicipal "current.share.municipal" Percent,
    /// Their share of the volume.
    SharePrivate "current.share.private" Percent,
    /// Their share of the volume.
    ShareNonprofit "current.share.nonprofit" Percent,
    /// Geography.
    Geography "current.geography" Text,
    /// Description.
    Description "current.description" Text,
    /// The form proposed.
    ProposalForm "proposal.form" Word,
    /// The direction proposed, in words.
    ProposalDirection "proposal.direction" Text,
    /// Why.
    ProposalMotivation "proposal.motivation" Text,
    /// The form decided.
    DecisionForm "decision.form" Word,
    /// The direction decided, in words.
    DecisionDirection "decision.direction" Text,
    /// Its motivation.
    Motivation "decision.motivation" Text,
    /// Where it is recorded.
    DecisionSource "decision.source" Text,
    /// The year of the compensation.
    CompensationYear "compensation.year" Number,
    /// The cost of the year before.
    Cost "compensation.cost" Number,
    /// Change of the volume.
    VolumeChange "compensation.volume_change" Percent,
    /// Requirement of efficiency.
    Efficiency "compensation.efficiency" Percent,
    /// Requirements of quality.
    Quality "compensation.quality" Percent,
    /// Indexation.
    Indexation "compensation.index" Percent,
    /// The variable part.
    Variable "compensation.variable" Percent,
    /// Where the figures come from.
    CompensationSource "compensation.source" Text,
    /// Notes.
    Notes "notes" Text,
}

/// A column of the areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// One of the fixed ones.
    Field(Field),
    /// The answers to a criterion.
    Criterion(CriterionKey),
    /// What is noted of a consideration, by its name.
    Consideration(String),
    /// Where that can be checked.
    ConsiderationSource(String),
    /// A text of the matter, by its heading.
    Matter(String),
}

impl Column {
    /// The column with this name: the keys that lead to it in an area file, or a name of a criterion.
    pub(super) fn named(name: &str, rules: &RuleSet) -> Option<Self> {
        let field = Field::ALL.iter().find(|field| is_path(name, field.key()));
        let field = field.map(|field| Self::Field(*field));
        field.or_else(|| Self::beside(name)).or_else(|| rules.criterion_named(name).map(Self::Criterion))
    }

    /// A consideration or a text of the matter: what stands after the first dot is a name, with dots of its own perhaps.
    fn beside(name: &str) -> Option<Self> {
        let (part, name) = name.split_once('.').filter(|(_, name)| !name.trim().is_empty())?;
        if is_key(part, "matter") {
            return Some(Self::Matter(name.to_owned()));
        }
        let source = name.rsplit_once('.').filter(|(_, last)| is_key(last, "source"));
        let column = source.map_or_else(
            || Self::Consideration(name.to_owned()),
            |(of, _)| Self::ConsiderationSource(of.to_owned()),
        );
        is_key(part, "considerations").then_some(column)
    }

    /// The name that it is written with, of what is no criterion.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Field(field) => field.key().to_owned(),
            Self::Criterion(_) => String::new(),
            Self::Consideration(name) => format!("considerations.{name}"),
            Self::ConsiderationSource(name) => format!("considerations.{name}.source"),
            Self::Matter(heading) => format!("matter.{heading}"),
        }
    }

    /// Every name that a column of the areas can have.
    pub(super) fn names(rules: &RuleSet) -> impl Iterator<Item = &str> {
        let criteria = rules.criteria.entries().iter();
        let criteria = criteria.flat_map(Criterion::names);
        Field::ALL.iter().map(|field| field.key()).chain(criteria)
    }
}

/// A column of the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The id of the area.
    Area,
    /// The criterion.
    Criterion,
    /// The note.
    Note,
    /// The source.
    Source,
}

impl Part {
    /// Every one, in the order in which they are written.
    pub const ALL: [Self; 4] = [Self::Area, Self::Criterion, Self::Note, Self::Source];

    /// Its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Area => "id",
            Self::Criterion => "criterion",
            Self::Note => "note",
            Self::Source => "source",
        }
    }
}

/// A column of the districts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DistrictPart {
    /// The id of the area.
    Area,
    /// The name of the district.
    Name,
    /// Its volume.
    Volume,
    /// The part kept in-house.
    InHouse,
    /// The ceiling for all providers together.
    Capacity,
    /// That of the municipality.
    CapacityMunicipal,
    /// That of private providers.
    CapacityPrivate,
    /// What the area's volumes are counted in.
    Unit,
    /// Where the area's figures come from.
    Source,
}

impl DistrictPart {
    /// Every one, in the order in which they are written.
    pub const ALL: [Self; 9] = [
        Self::Area,
        Self::Name,
        Self::Volume,
        Self::InHouse,
        Self::Capacity,
        Self::CapacityMunicipal,
        Self::CapacityPrivate,
        Self::Unit,
        Self::Source,
    ];

    /// Its name; that of a district's figure is the keys that lead to it, a dot between them.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Area => "id",
            Self::Name => "name",
            Self::Volume => "volume",
            Self::InHouse => "in_house",
            Self::Capacity => "capacity",
            Self::CapacityMunicipal => "capacity.municipal",
            Self::CapacityPrivate => "capacity.private",
            Self::Unit => "unit",
            Self::Source => "source",
        }
    }

    pub(super) const fn kind(self) -> CellKind {
        match self {
            Self::Area | Self::Name | Self::Unit | Self::Source => CellKind::Text,
            Self::Volume | Self::Capacity | Self::CapacityMunicipal | Self::CapacityPrivate => {
                CellKind::Number
            }
            Self::InHouse => CellKind::Percent,
        }
    }
}

/// The columns of a sheet by their position.
#[derive(Debug)]
pub struct Header<C> {
    columns: BTreeMap<usize, C>,
    /// Whether every column is known, and known once.
    pub sound: bool,
}

impl<C: Clone + PartialEq> Header<C> {
    /// Reads the row of names. Where the required one is missing, and is not merely misspelt, the row is no such row,
    /// and nothing is said of each.
    pub fn read(
        row: &[Cell],
        named: impl Fn(&str) -> Option<C>,
        names: &[&str],
        required: (C, &str),
        faults: &mut Faults,
    ) -> Self {
        let mut header = Self { columns: BTreeMap::new(), sound: true };
        let mut unknown: Vec<(Place, String)> = Vec::new();
        for cell in row {
            let node = cell.node(CellKind::Text, faults);
            let Value::Scalar { text: name, .. } = node.value else {
                header.sound = false;
                continue;
            };
            let Some(column) = named(&name) else {
                unknown.push((cell.place, name.into()));
                continue;
            };
            if let Some(earlier) = header.position(&column) {
                header.sound = false;
                let words = [("key", name.as_str()), ("column", &column_name(earlier))];
                faults.add(cell.place, Fault::DuplicateColumn, &words);
            } else {
                header.columns.insert(cell.place.column, column);
            }
        }
        let misspelt = unknown.iter().any(|(_, name)| nearest(name, [required.1]).is_some());
        if header.position(&required.0).is_some() || misspelt {
            header.sound &= unknown.is_empty();
            for (place, name) in unknown {
                let suggestion = nearest(&name, names.iter().copied());
                faults.suggest(place, Fault::UnknownColumn, &[("key", &name)], suggestion);
            }
        }
        header
    }

    /// The position of a column, if the sheet has it.
    pub fn position(&self, column: &C) -> Option<usize> {
        self.columns.iter().find(|(_, found)| *found == column).map(|(position, _)| *position)
    }

    /// The column that a cell belongs to.
    pub fn of(&self, cell: &Cell) -> Option<C> {
        self.columns.get(&cell.place.column).cloned()
    }

    /// The cell of a row in this column.
    pub fn cell<'c>(&self, row: &'c [Cell], column: &C) -> Option<&'c Cell> {
        row.iter().find(|cell| self.columns.get(&cell.place.column) == Some(column))
    }
}
