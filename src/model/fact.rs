//! What a decision takes of an area beside its answers, and a person can be asked for.
//!
//! In: an area. Out: what it says of one such fact. Never asks, never reads or writes a file.

use super::advice::Consideration;
use super::area::{Area, Count, Proposal};
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
    /// Its group in a plan.
    Group,
    /// The day that the figures concern.
    AsOf,
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
    /// The reference number of the matter.
    Reference,
    /// The date of the decision document.
    Date,
    /// Who has written it.
    Officer,
}

impl Field {
    /// All of them, in the order of a file.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Group,
        Self::AsOf,
        Self::Geography,
        Self::Description,
        Self::ProposedForm,
        Self::ProposedDirection,
        Self::ProposedMotivation,
        Self::Reference,
        Self::Date,
        Self::Officer,
    ];

    const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["area"],
            Self::Group => &["group"],
            Self::AsOf => &["current", "as_of"],
            Self::Geography => &["current", "geography"],
            Self::Description => &["current", "description"],
            Self::ProposedForm => &["proposal", "form"],
            Self::ProposedDirection => &["proposal", "direction"],
            Self::ProposedMotivation => &["proposal", "motivation"],
            Self::Reference => &["matter", "reference"],
            Self::Date => &["matter", "date"],
            Self::Officer => &["matter", "officer"],
        }
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
        match self {
            Self::Name => Some(area.name.clone()),
            Self::Group => area.group.clone(),
            Self::AsOf => area.current.as_of.clone(),
            Self::Geography => area.current.geography.clone(),
            Self::Description => area.current.description.clone(),
            Self::ProposedForm => proposal?.form.map(|form| rules.stated_id(form)),
            Self::ProposedDirection => proposal?.direction.clone(),
            Self::ProposedMotivation => proposal?.motivation.clone(),
            Self::Reference | Self::Date | Self::Officer => {
                let heading = self.heading()?;
                area.matter.iter().find(|(name, _)| name == heading).map(|(_, text)| text.clone())
            }
        }
    }

    fn forget(self, area: &mut Area) {
        // A proposal that says nothing is none.
        let mut proposal = area.proposal.take().unwrap_or_default();
        match self {
            Self::Name => area.name.clear(),
            Self::Group => area.group = None,
            Self::AsOf => area.current.as_of = None,
            Self::Geography => area.current.geography = None,
            Self::Description => area.current.description = None,
            Self::ProposedForm => proposal.form = None,
            Self::ProposedDirection => proposal.direction = None,
            Self::ProposedMotivation => proposal.motivation = None,
            Self::Reference | Self::Date | Self::Officer => {
                area.matter.retain(|(name, _)| Some(name.as_str()) != self.heading());
            }
        }
        area.proposal = (proposal != Proposal::default()).then_some(proposal);
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

    /// Whether it is words of the area's own, which are kept as they were written.
    #[must_use]
    pub const fn is_text(self) -> bool {
        let words = !matches!(self, Self::Field(Field::AsOf | Field::Date | Field::ProposedForm));
        words && matches!(self, Self::Board | Self::Period | Self::Consideration(_) | Self::Field(_))
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
