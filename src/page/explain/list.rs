//! All that has a name, by kind.

use super::Lookup;
use crate::document::Document;
use crate::lookup::Thing;
use crate::texts::Text;

impl Lookup<'_> {
    /// The things of each kind under a heading, a line each.
    pub(super) fn list(&self) -> Document {
        let (texts, speaker) = (self.texts, self.speaker());
        let mut document = Document::new(texts.lang, texts.lookup_list(&self.rules.identity.id));
        for things in self.things.chunk_by(|one, next| group(*one) == group(*next)) {
            let Some(first) = things.first() else { continue };
            let (title, id) = group(*first);
            document.heading(2, texts.get(title), id);
            document.terms(things.iter().map(|thing| match *thing {
                Thing::Criterion(key) => {
                    (speaker.criterion_key(key).to_owned(), speaker.criterion(key).to_owned())
                }
                Thing::Rule(rule) => (rule.id().to_owned(), self.kind(*thing).to_owned()),
                Thing::Finding(code) => (
                    code.id().to_owned(),
                    texts.finding(code).map(|said| said.name.clone()).unwrap_or_default(),
                ),
                thing => {
                    (thing.id(self.rules), thing.name(self.rules, texts.lang).unwrap_or_default().to_owned())
                }
            }));
        }
        document
    }
}

/// The heading that a thing stands under, and its id.
const fn group(thing: Thing<'_>) -> (Text, &'static str) {
    match thing {
        Thing::Criterion(_) => (Text::RulesCriteria, "criteria"),
        Thing::Form(_) | Thing::Mix(_) => (Text::LookupForms, "forms"),
        Thing::Rule(_) => (Text::LookupRules, "rules"),
        Thing::Profile(_) => (Text::RulesProfiles, "profiles"),
        Thing::Finding(_) => (Text::CheckFindings, "findings"),
    }
}
