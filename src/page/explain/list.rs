//! All that has a name, by kind.

use super::Lookup;
use crate::document::Document;
use crate::lookup::Thing;
use crate::model::{Consideration, Lang};
use crate::texts::Texts;

impl Lookup<'_> {
    /// The things of each kind under a heading, a line each.
    pub(super) fn list(&self) -> Document {
        let (texts, speaker) = (self.texts, self.speaker());
        let mut document = Document::new(texts.lang, texts.lookup_list(&self.rules.identity.id));
        for things in self.things.chunk_by(|one, next| group(texts, *one) == group(texts, *next)) {
            let Some(first) = things.first() else { continue };
            let (title, id) = group(texts, *first);
            document.heading(2, title, id);
            document.terms(things.iter().map(|thing| match *thing {
                Thing::Criterion(key) => {
                    (speaker.criterion_key(key).to_owned(), speaker.criterion(key).to_owned())
                }
                Thing::Rule(rule) => (rule.id().to_owned(), self.kind(*thing).to_owned()),
                Thing::Finding(code) => (
                    code.id().to_owned(),
                    texts.finding(code).map(|said| said.name.clone()).unwrap_or_default(),
                ),
                // What can be typed: in Swedish the Swedish name, where there is one.
                Thing::Consideration(Consideration { alias: Some(alias), name, .. })
                    if texts.lang == Lang::Sv =>
                {
                    (alias.clone(), speaker.say(name).to_owned())
                }
                Thing::Firmness(firmness) => {
                    (firmness.id().to_owned(), speaker.firmness(firmness).to_owned())
                }
                thing => {
                    (thing.id(self.rules), thing.name(self.rules, texts.lang).unwrap_or_default().to_owned())
                }
            }));
        }
        document
    }
}

/// The heading that a thing stands under, and its id.
fn group(texts: &Texts, thing: Thing<'_>) -> (&'static str, &'static str) {
    match thing {
        Thing::Criterion(_) => (texts.rules_criteria(), "criteria"),
        Thing::Form(_) | Thing::Mix(_) => (texts.lookup_forms(), "forms"),
        Thing::Rule(_) => (texts.lookup_rules(), "rules"),
        Thing::Profile(_) => (texts.rules_profiles(), "profiles"),
        Thing::Service(_) => (texts.rules_services(), "services"),
        Thing::Consideration(_) => (texts.rules_considerations(), "considerations"),
        Thing::Document(_) => (texts.rules_documents(), "documents"),
        Thing::Finding(_) => (texts.check_findings(), "findings"),
        Thing::Firmness(_) => (texts.overview_firmness(), "firmness"),
    }
}
