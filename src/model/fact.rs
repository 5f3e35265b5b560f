//! What a decision takes of an area beside its answers, and a person can be asked for.
//!
//! In: an area. Out: what it says of one such fact. Never asks, never reads or writes a file.

use super::advice::Consideration;
use super::area::{Area, Count, Decision, Portions, Proposal};
use super::decimal::Exact;
use super::figures::{Compensation, Districts};
use super::rows;
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

    /// The heading under which the matter has it, if it is of the matter.
    const fn heading(self) -> Option<&'static str> {
        match self {
            Self::Reference => Some("reference"),
            Self::Date => Some("date"),
            Self::Officer => Some("officer"),
            _ => None,
        }
    }

    fn said(self, area: &Area, rules: &RuleSet) -> Option<String> {
        let proposal = area.proposal.as_ref();
        let decision = area.decision.as_ref();
        let figures = area.compensation.as_ref();
        let districts = area.districts.as_ref();
        let exact = |number: Option<&Exact>| number.map(Exact::to_plain_string);
        match self {
            Self::Name => Some(area.name.clone()),
            Self::Municipality => area.municipality.clone(),
            Self::Group => area.group.clone(),
            Self::AsOf => area.current.as_of.clone(),
            Self::Shares => rows::shares(&area.current.share),
            Self::Geography => area.current.geography.clone(),
            Self::Description => area.current.description.clone(),
            Self::ProposedForm => proposal?.form.map(|form| rules.stated_id(form)),
            Self::ProposedDirection => proposal?.direction.clone(),
            Self::ProposedMotivation => proposal?.motivation.clone(),
            Self::DecidedForm => decision?.form.map(|form| rules.stated_id(form)),
            Self::DecidedDirection => decision?.direction.clone(),
            Self::DecidedMotivation => decision?.motivation.clone(),
            Self::DecidedSource => decision?.source.clone(),
            Self::Year => figures?.year.map(|year| year.to_string()),
            Self::Cost => exact(figures?.cost.as_ref()),
            Self::VolumeChange => exact(figures?.volume_change.as_ref()),
            Self::Efficiency => exact(figures?.efficiency.as_ref()),
            Self::Quality => exact(figures?.quality.as_ref()),
            Self::Index => exact(figures?.index.as_ref()),
            Self::Variable => exact(figures?.variable.as_ref()),
            Self::FiguresSource => figures?.source.clone(),
            Self::Unit => districts?.unit.clone(),
            Self::DistrictsSource => districts?.source.clone(),
            Self::Districts => rows::districts(&districts?.list),
            Self::Reference | Self::Date | Self::Officer => {
                let heading = self.heading()?;
                area.matter.iter().find(|(name, _)| name == heading).map(|(_, text)| text.clone())
            }
            Self::Notes => area.notes.clone(),
        }
    }

    fn forget(self, area: &mut Area) {
        // What says nothing any more is as if it were not there.
        let mut proposal = area.proposal.take().unwrap_or_default();
        let mut decision = area.decision.take().unwrap_or_default();
        let mut figures = area.compensation.take().unwrap_or_default();
        let mut districts = area.districts.take().unwrap_or_default();
        match self {
            Self::Name => area.name.clear(),
            Self::Municipality => area.municipality = None,
            Self::Group => area.group = None,
            Self::AsOf => area.current.as_of = None,
            Self::Shares => area.current.share = Portions::default(),
            Self::Geography => area.current.geography = None,
            Self::Description => area.current.description = None,
            Self::ProposedForm => proposal.form = None,
            Self::ProposedDirection => proposal.direction = None,
            Self::ProposedMotivation => proposal.motivation = None,
            Self::DecidedForm => decision.form = None,
            Self::DecidedDirection => decision.direction = None,
            Self::DecidedMotivation => decision.motivation = None,
            Self::DecidedSource => decision.source = None,
            Self::Year => figures.year = None,
            Self::Cost => figures.cost = None,
            Self::VolumeChange => figures.volume_change = None,
            Self::Efficiency => figures.efficiency = None,
            Self::Quality => figures.quality = None,
            Self::Index => figures.index = None,
            Self::Variable => figures.variable = None,
            Self::FiguresSource => figures.source = None,
            Self::Unit => districts.unit = None,
            Self::DistrictsSource => districts.source = None,
            Self::Districts => districts.list.clear(),
            Self::Reference | Self::Date | Self::Officer => {
                area.matter.retain(|(name, _)| Some(name.as_str()) != self.heading());
            }
            Self::Notes => area.notes = None,
        }
        area.proposal = (proposal != Proposal::default()).then_some(proposal);
        area.decision = (decision != Decision::default()).then_some(decision);
        area.compensation = (figures != Compensation::default()).then_some(figures);
        area.districts = (districts != Districts::default()).then_some(districts);
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

    /// What an area says of it, as a file may.
    #[must_use]
    pub fn said(self, area: &Area, rules: &RuleSet) -> Option<String> {
        let current = &area.current;
        let number = |count: Option<Count>| count.map(|count| count.to_string());
        match self {
            Self::Service => area.service.clone(),
            Self::Board => area.board.clone(),
            Self::Period => area.period.clone(),
            Self::Form => current.form.map(|form| rules.stated_id(form)),
            Self::Users => number(current.users),
            Self::Municipal => number(current.providers.municipal),
            Self::Private => number(current.providers.private),
            Self::Nonprofit => number(current.providers.nonprofit),
            Self::Consideration(of) => {
                let weighed = area.considerations.iter().find(|weighed| weighed.id == of.id);
                weighed.map(|weighed| weighed.note.clone())
            }
            Self::Field(field) => field.said(area, rules),
        }
    }

    /// Leaves an area without it.
    pub fn forget(self, area: &mut Area) {
        let current = &mut area.current;
        match self {
            Self::Service => area.service = None,
            Self::Board => area.board = None,
            Self::Period => area.period = None,
            Self::Form => current.form = None,
            Self::Users => current.users = None,
            Self::Municipal => current.providers.municipal = None,
            Self::Private => current.providers.private = None,
            Self::Nonprofit => current.providers.nonprofit = None,
            Self::Consideration(of) => area.considerations.retain(|weighed| weighed.id != of.id),
            Self::Field(field) => field.forget(area),
        }
    }
}
