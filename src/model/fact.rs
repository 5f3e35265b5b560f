//! What a decision takes of an area beside its answers, and a person can be asked for.
//!
//! In: an area. Out: what it says of one such fact. Never asks, never reads or writes a file.

use super::advice::Consideration;
use super::area::{Area, Count};
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
        }
    }

    /// Whether it is words of the area's own, which are kept as they were written.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Board | Self::Period | Self::Consideration(_))
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
        }
    }
}
