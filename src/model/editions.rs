//! A rule set as it is in force on a day: gates begin and end.
//!
//! In: a rule set. Out: the same with the gates of other days left standing, but without condition and effect, so that all else
//! keeps its place in it.

use super::head::Condition;
use super::keys::FormSet;
use super::rules::{Edition, RuleSet};

impl RuleSet {
    /// The rules as of a day, ISO; where it is not known, every gate is in force.
    #[must_use]
    pub fn on(&self, day: Option<&str>) -> &Self {
        if self.editions.is_empty() {
            return self;
        }
        let wanted = self.in_force(day);
        self.editions.iter().find(|edition| edition.in_force == wanted).map_or(self, |edition| &edition.rules)
    }

    fn in_force(&self, day: Option<&str>) -> Vec<bool> {
        self.gates.iter().map(|gate| gate.head.validity.holds_on(day)).collect()
    }

    /// The same with an edition for each set of gates that is in force on some day, but for all of them.
    #[must_use]
    pub fn with_editions(mut self) -> Self {
        let bounds = self.gates.iter().map(|gate| &gate.head.validity);
        // Days are compared as texts: an empty one is before all, and one with a letter after it before the next.
        let days = bounds.flat_map(|validity| {
            let after = validity.to.iter().map(|last| format!("{last}~"));
            validity.from.iter().chain(&validity.to).cloned().chain(after)
        });
        let days: Vec<String> = days.chain([String::new()]).collect();
        let mut editions: Vec<Edition> = Vec::new();
        for in_force in days.iter().map(|day| self.in_force(Some(day))) {
            if in_force.contains(&false) && !editions.iter().any(|edition| edition.in_force == in_force) {
                let mut rules = self.clone();
                for (gate, _) in rules.gates.iter_mut().zip(&in_force).filter(|(_, holds)| !**holds) {
                    (gate.when, gate.excludes) = (Condition::default(), FormSet::default());
                }
                editions.push(Edition { in_force, rules });
            }
        }
        self.editions = editions;
        self
    }
}
