//! The columns of the areas that are no criteria.
//!
//! In: nothing. Out: of each its key, what its cells hold, its heading and its width.

use super::cell::CellKind;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $key:literal $kind:ident $heading:literal $width:literal,)*) => {
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

            /// What its cells hold.
            #[must_use]
            pub const fn kind(self) -> CellKind {
                match self { $(Self::$name => CellKind::$kind,)* }
            }

            /// How wide it is in a workbook, in letters.
            #[must_use]
            pub const fn width(self) -> f64 {
                match self { $(Self::$name => $width,)* }
            }

            /// The text that is its heading.
            pub(super) const fn heading(self) -> &'static str {
                match self { $(Self::$name => $heading,)* }
            }
        }
    };
}

fields! {
    /// Identity.
    Id "id" Text "column-id" 26.0,
    /// Name.
    Area "area" Text "column-area" 36.0,
    /// Municipality.
    Municipality "municipality" Text "column-municipality" 18.0,
    /// Board.
    Board "board" Text "column-board" 24.0,
    /// Period.
    Period "period" Text "column-period" 12.0,
    /// Group of missions.
    Group "group" Text "column-group" 18.0,
    /// Kind of service.
    Service "service" Text "column-service" 26.0,
    /// The form in use.
    CurrentForm "current.form" Word "column-current-form" 26.0,
    /// The date of the figures.
    AsOf "current.as_of" Date "column-as-of" 12.0,
    /// Users.
    Users "current.users" Number "column-users" 11.0,
    /// Municipal providers.
    ProvidersMunicipal "current.providers.municipal" Number "column-providers-municipal" 13.0,
    /// Private providers.
    ProvidersPrivate "current.providers.private" Number "column-providers-private" 13.0,
    /// Non-profit providers.
    ProvidersNonprofit "current.providers.nonprofit" Number "column-providers-nonprofit" 13.0,
    /// Their share of the volume.
    ShareMunicipal "current.share.municipal" Percent "column-share-municipal" 13.0,
    /// Their share of the volume.
    SharePrivate "current.share.private" Percent "column-share-private" 13.0,
    /// Their share of the volume.
    ShareNonprofit "current.share.nonprofit" Percent "column-share-nonprofit" 13.0,
    /// Geography.
    Geography "current.geography" Text "column-geography" 36.0,
    /// Description.
    Description "current.description" Text "column-description" 48.0,
    /// The form proposed.
    ProposalForm "proposal.form" Word "column-proposal-form" 26.0,
    /// The direction proposed, in words.
    ProposalDirection "proposal.direction" Text "column-proposal-direction" 30.0,
    /// Why.
    ProposalMotivation "proposal.motivation" Text "column-proposal-motivation" 48.0,
    /// The form decided.
    DecisionForm "decision.form" Word "column-decision-form" 26.0,
    /// The direction decided, in words.
    DecisionDirection "decision.direction" Text "column-direction" 30.0,
    /// Its motivation.
    Motivation "decision.motivation" Text "column-motivation" 48.0,
    /// Where it is recorded.
    DecisionSource "decision.source" Text "column-decision-source" 30.0,
    /// The year of the compensation.
    CompensationYear "compensation.year" Number "column-compensation-year" 13.0,
    /// The cost of the year before.
    Cost "compensation.cost" Number "column-cost" 18.0,
    /// Change of the volume.
    VolumeChange "compensation.volume_change" Percent "column-volume-change" 14.0,
    /// Requirement of efficiency.
    Efficiency "compensation.efficiency" Percent "column-efficiency" 14.0,
    /// Requirements of quality.
    Quality "compensation.quality" Percent "column-quality" 14.0,
    /// Indexation.
    Indexation "compensation.index" Percent "column-indexation" 14.0,
    /// The variable part.
    Variable "compensation.variable" Percent "column-variable" 14.0,
    /// Where the figures come from.
    CompensationSource "compensation.source" Text "column-compensation-source" 30.0,
    /// Notes.
    Notes "notes" Text "column-notes" 48.0,
}
