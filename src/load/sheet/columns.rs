//! What the sheets and their columns are called.
//!
//! In: names. Out: the sheet or column meant. The same keys as in an area file, a dot between the levels; sheets have
//! a name in each language, and both are known whichever language is spoken.

use super::super::names::{is_key, is_path};
use super::cell::CellKind;
use super::fields::Field;
use crate::model::{Criterion, CriterionKey, Lang, RuleSet, folded};

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
        [Lang::Sv, Lang::En].iter().any(|lang| folded(self.heading(*lang)) == folded(text))
    }

    /// Whether a sheet of this name is made of the others, and holds no areas of its own.
    pub(super) fn is_made(name: &str) -> bool {
        headings::HEADINGS.iter().any(|(text, _)| text.starts_with("sheet-") && is_heading(name, text))
    }
}

mod headings {
    include!(concat!(env!("OUT_DIR"), "/headings.rs"));
}

/// Whether this is the heading with the name of this text, in whichever language.
pub(super) fn is_heading(heading: &str, text: &str) -> bool {
    let wanted = folded(heading);
    said(text).iter().any(|said| folded(said) == wanted)
}

/// What a text says in each language.
pub(super) fn said(text: &str) -> &'static [&'static str] {
    headings::HEADINGS.iter().find(|(name, _)| *name == text).map_or(&[], |(_, said)| *said)
}

/// What stands in a heading in place of the word of its text.
pub(super) fn within<'h>(heading: &'h str, text: &str, word: &str) -> Option<&'h str> {
    let word = format!("{{{word}}}");
    said(text).iter().find_map(|said| {
        let (before, after) = said.split_once(&word)?;
        let inner = heading.strip_prefix(before)?.strip_suffix(after)?.trim();
        (!inner.is_empty()).then_some(inner)
    })
}

impl Field {
    /// What people read above it.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        match (self, said(self.heading()), lang) {
            (Self::Area, ..) => SheetKind::Areas.heading(lang),
            (_, [swedish, _], Lang::Sv) => swedish,
            (_, [_, english], Lang::En) => english,
            _ => self.key(),
        }
    }
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

/// The heading of a question without what stands behind its name: that it is a core question.
pub(super) fn bare(heading: &str) -> &str {
    heading.rsplit_once('(').map_or(heading, |(bare, _)| bare.trim())
}

impl Column {
    /// The column with this name: the keys that lead to it in an area file, a name of a criterion, or the heading that
    /// people read above it.
    pub(super) fn named(name: &str, rules: &RuleSet) -> Option<Self> {
        let field = Field::ALL.iter().copied().find(|field| is_path(name, field.key())).map(Self::Field);
        field
            .or_else(|| Self::beside(name))
            .or_else(|| rules.criterion_named(name).map(Self::Criterion))
            .or_else(|| Self::headed(name, rules))
    }

    /// The column under this heading.
    fn headed(heading: &str, rules: &RuleSet) -> Option<Self> {
        // The overview calls today's form otherwise.
        let today = |field: Field| field == Field::CurrentForm && is_heading(heading, "column-today");
        let mut fields = Field::ALL.iter().copied();
        if let Some(field) = fields.find(|field| is_heading(heading, field.heading()) || today(*field)) {
            return Some(Self::Field(field));
        }
        if let Some(matter) = within(heading, "column-matter", "heading") {
            return Some(Self::Matter(matter.to_owned()));
        }
        let weighed = |name: &str| {
            let wanted = folded(name);
            let found = rules.considerations.iter().find(|one| one.name.is_called(&wanted));
            found.map(|found| found.id.clone())
        };
        if let Some(of) = within(heading, "column-source-of", "what") {
            return Some(Self::ConsiderationSource(weighed(of).unwrap_or_else(|| of.to_owned())));
        }
        let criterion = rules.criterion_named(bare(heading));
        criterion.map(Self::Criterion).or_else(|| weighed(heading).map(Self::Consideration))
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
        let criteria = rules.criteria.entries().iter().flat_map(Criterion::names);
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

    /// The column with this name or heading.
    pub(super) fn named(name: &str) -> Option<Self> {
        let heading = |part: Self| match part {
            Self::Area => "column-area-id",
            Self::Criterion => "column-criterion",
            Self::Note => "column-note",
            Self::Source => "column-source",
        };
        let is = |part: &Self| is_key(name, part.key()) || is_heading(name, heading(*part));
        Self::ALL.into_iter().find(is)
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

    /// The column with this name or heading.
    pub(super) fn named(name: &str) -> Option<Self> {
        let heading = |part: Self| match part {
            Self::Area => "column-area-id",
            Self::Name => "",
            Self::Volume => "column-volume",
            Self::InHouse => "column-in-house",
            Self::Capacity => "column-capacity",
            Self::CapacityMunicipal => "column-capacity-municipal",
            Self::CapacityPrivate => "column-capacity-private",
            Self::Unit => "column-unit",
            Self::Source => "column-districts-source",
        };
        let is = |part: &Self| is_path(name, part.key()) || is_heading(name, heading(*part));
        let district = SheetKind::Districts.is_heading(name).then_some(Self::Name);
        Self::ALL.into_iter().find(is).or(district)
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
