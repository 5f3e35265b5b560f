//! A rule set in which things are called otherwise.
//!
//! In: a rule set, and new ids. Out: the same rules under these. What they do, and what files may call their criteria, stays.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::head::Head;
use super::rules::RuleSet;

impl RuleSet {
    /// The same with other ids for criteria and rules: each old id with the new one.
    #[must_use]
    pub fn renamed(&self, names: &BTreeMap<String, String>) -> Self {
        let mut renamed = self.clone();
        for key in renamed.criteria.keys() {
            let criterion = renamed.criteria.at_mut(key);
            if let Some(name) = names.get(&criterion.id) {
                // Areas that were written before the change still name it so.
                criterion.formerly.push(std::mem::replace(&mut criterion.id, name.clone()));
            }
        }
        let heads = renamed.gates.iter_mut().map(|rule| &mut rule.head);
        let heads = heads.chain(renamed.indicators.iter_mut().map(|rule| &mut rule.head));
        let heads = heads.chain(renamed.mix_rules.iter_mut().map(|rule| &mut rule.head));
        let heads = heads.chain(renamed.complements.iter_mut().flat_map(|rule| {
            std::iter::once(&mut rule.head).chain(rule.unless.iter_mut().map(|unless| &mut unless.head))
        }));
        let heads = heads.chain(renamed.variants.iter_mut().map(|rule| &mut rule.head));
        let heads = heads.chain(renamed.advice.iter_mut().map(|rule| &mut rule.head));
        for head in heads.chain(renamed.checks.iter_mut().map(|rule| &mut rule.head)) {
            if let Some(name) = names.get(&head.id) {
                *head = Arc::new(Head { id: name.clone(), ..Head::clone(head) });
            }
        }
        renamed.said = Arc::new(self.said.renamed(names));
        for edition in &mut renamed.editions {
            edition.rules = edition.rules.renamed(names);
        }
        renamed
    }
}
