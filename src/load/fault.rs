//! What is wrong with a file, as data: a code, a place, and the words involved; and all that is wrong with one file while it is
//! read, with what is only to be known of it.
//!
//! In: faults as they are met. Out: all of them in the order of their places, none twice.

use std::collections::BTreeSet;

pub use super::code::Fault;
pub use super::place::Place;

/// One fault at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
    /// The words that its sentence names.
    pub words: Vec<(&'static str, String)>,
    /// A name that exists and is near the one given.
    pub suggestion: Option<String>,
}

/// The most faults of one file that are told one by one.
pub const MAX_FAULTS: usize = 10_000;

/// Collects faults; reading goes on after each.
#[derive(Debug, Default)]
pub struct Faults {
    told: Vec<Diagnostic>,
    /// What is only to be known, and is no fault.
    notes: Vec<Diagnostic>,
    /// How many there are, those included that are too many to be told.
    found: usize,
    /// Whether the last key that has a Swedish name was written with it.
    pub in_swedish: bool,
}

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, place: Place, fault: Fault, words: &[(&'static str, &str)]) {
        self.suggest(place, fault, words, None);
    }

    /// Notes a fault, with a name that is near.
    pub fn suggest(
        &mut self,
        place: Place,
        fault: Fault,
        words: &[(&'static str, &str)],
        suggestion: Option<String>,
    ) {
        let words = words.iter().map(|(name, word)| (*name, (*word).to_owned())).collect();
        self.tell(Diagnostic { place, fault, words, suggestion });
    }

    fn tell(&mut self, found: Diagnostic) {
        if found.fault.is_note() {
            if self.notes.len() < MAX_FAULTS {
                self.notes.push(found);
            }
            return;
        }
        self.found += 1;
        if self.told.len() < MAX_FAULTS {
            self.told.push(found);
        } else if self.told.len() == MAX_FAULTS {
            let words = vec![("limit", MAX_FAULTS.to_string())];
            let (place, fault) = (found.place, Fault::TooManyFaults);
            self.told.push(Diagnostic { place, fault, words, suggestion: None });
        }
    }

    /// Takes over the faults of another collection.
    pub fn extend(&mut self, others: Self) {
        others.told.into_iter().chain(others.notes).for_each(|found| self.tell(found));
    }

    /// Moves every place down: what was read is a part of a longer file.
    pub fn shift(&mut self, lines: usize) {
        for found in self.told.iter_mut().chain(&mut self.notes) {
            found.place.line += lines;
        }
    }

    /// What is only to be known, in the order of the places.
    #[must_use]
    pub fn take_notes(&mut self) -> Vec<Diagnostic> {
        let mut notes = std::mem::take(&mut self.notes);
        notes.sort();
        notes.dedup();
        notes
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found == 0
    }

    /// All of them in the order of their places, none twice.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.told.sort();
        self.told.dedup();
        let lines = |faults: &[Fault]| -> BTreeSet<usize> {
            // The cells of a row do not depend on each other as the characters of a line do.
            let found =
                self.told.iter().filter(|found| found.place.sheet == 0 && faults.contains(&found.fault));
            found.map(|found| found.place.line).collect()
        };
        // What a stray character or a refused sign makes of its line says nothing about the rest of the line.
        let letters = [Fault::ControlCharacter, Fault::LostLetter, Fault::TwiceEncoded];
        let stray = lines(&letters);
        let refused = lines(&[Fault::YamlAlias, Fault::YamlTag]);
        self.told.retain(|found| {
            if found.place.sheet > 0 {
                return true;
            }
            let syntax = matches!(found.fault, Fault::YamlSyntax | Fault::YamlIndent);
            (letters.contains(&found.fault) || !stray.contains(&found.place.line))
                && !(syntax && refused.contains(&found.place.line))
        });
        self.told
    }
}
