//! The engines that are Rust libraries, each behind the same three steps.

pub mod by_hand;
pub mod cel;
pub mod ours;
pub mod regorus;
pub mod terms;
pub mod zen;

use crate::said::Said;
use avtalsform::model::Answers;

/// An engine that has read its rules.
pub trait Engine {
    /// One area as this engine takes it.
    type Input;
    /// What it gives back.
    type Output;

    /// Its row in the table.
    fn card(&self) -> Card;
    /// Brings an area into the engine's own form; not measured.
    fn input(&self, answers: &Answers) -> Self::Input;
    /// Evaluates one area; this is what is measured.
    fn run(&mut self, input: &Self::Input) -> Self::Output;
    /// The result in the words of all engines; not measured.
    fn said(&self, output: &Self::Output) -> Said;
}

/// What the table says of an engine.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The language that it is called from.
    pub language: String,
    /// How it is used here.
    pub how: String,
}
