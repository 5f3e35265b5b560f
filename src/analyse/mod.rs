//! What a rule set means, over every set of answers there can be: proofs, exact shares, and areas that show them.
//!
//! In: one or two rule sets with their weights. Out: figures, findings, differences, each with an area that shows it. Knows
//! no file format and no language.
//!
//! *Every set of answers* takes open answers in: whatever is found never to happen does not happen for an area that is
//! half answered either. *Shares* are of the sets in which every criterion is answered that a gate, an indicator or a
//! mix rule names, each set counted once, as for support (decision-model, "Firmness").

mod check;
mod compare;
mod figures;
mod implied;
mod sample;
mod together;
mod whole;
mod witness;

pub use check::{Check, RuleFinding, What, check};
pub use compare::{Comparison, Difference, Extent, Share};
pub use figures::{Backfire, CriterionFigure, Figures, Happens, OutcomeFigure, RuleFigure};
pub use sample::SAMPLES;
pub use whole::{compare, figures};
pub use witness::Witness;
