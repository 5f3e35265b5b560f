//! What every part of a rule set needs while it is read: names declared so far, texts, sources, ids.

use std::sync::Arc;

use crate::load::area::is_date;
use crate::load::decode::Fields;
use crate::load::fault::{Fault, Faults, Place};
use crate::load::suggest::{nearest, nearest_form};
use crate::load::tree::Node;
use crate::model::{
    Bilingual, Citation, CitedDocument, Criterion, CriterionKey, FormKey, Head, Places, Spot, Validity,
};

use super::layer::Removals;

/// Reads parts of a rule set, noting every fault.
pub struct Context<'a> {
    /// Where faults go.
    pub faults: &'a mut Faults,
    /// Whether the whole file could be read as YAML.
    pub whole: bool,
    /// The documents declared.
    pub documents: Vec<Arc<CitedDocument>>,
    /// Ids of the forms, in order.
    pub forms: Vec<String>,
    /// The criteria, in order.
    pub criteria: Vec<Criterion>,
    /// Where what has an id is declared, and the margin.
    pub places: Places,
    /// Where what is inherited has its place.
    pub extends: Option<Place>,
    /// What has been taken away of it.
    pub removals: Removals,
    /// The id of what is being read.
    reading: String,
    /// Whether a form or criterion could not even be named: then a name that is not known may be its.
    pub lost: bool,
    /// Whether it cannot be said which forms are always lawful.
    pub unclear_forms: bool,
}

impl<'a> Context<'a> {
    /// Nothing declared yet.
    pub fn new(faults: &'a mut Faults, whole: bool) -> Self {
        Self {
            faults,
            whole,
            documents: Vec::new(),
            forms: Vec::new(),
            criteria: Vec::new(),
            places: Places::default(),
            extends: None,
            removals: Vec::new(),
            reading: String::new(),
            lost: false,
            unclear_forms: false,
        }
    }

    /// Opens a mapping with these keys.
    pub fn open<'n>(&mut self, node: &'n Node, keys: &[&'static str]) -> Option<Fields<'n>> {
        Fields::open(node, keys, self.whole, self.faults)
    }

    /// The entries of a list under a key that may be left out.
    pub fn entries<'n>(&mut self, fields: &Fields<'n>, key: &str) -> &'n [Node] {
        fields.given(key).map_or(&[], |node| node.list(self.faults))
    }

    /// A text in both languages that must be there.
    pub fn bilingual(&mut self, fields: &Fields<'_>, key: &'static str) -> Option<Bilingual> {
        let node = fields.require(key, self.faults)?;
        self.text_of(node)
    }

    /// A text in both languages that may be left out.
    pub fn optional_bilingual(&mut self, fields: &Fields<'_>, key: &str) -> Option<Bilingual> {
        self.text_of(fields.given(key)?)
    }

    /// A text in one language, or by language; what a language lacks is said in the other.
    pub fn text_of(&mut self, node: &Node) -> Option<Bilingual> {
        if node.is_scalar() {
            let text = node.text(self.faults)?;
            return Some(Bilingual { sv: text.clone(), en: text });
        }
        let fields = self.open(node, &["sv", "en"])?;
        let (sv, en) = (fields.get("sv"), fields.get("en"));
        if sv.is_none() && en.is_none() && fields.whole {
            self.faults.add(node.head(), Fault::EmptyText, &[]);
        }
        let (sv, en) = (sv.map(|node| node.text(self.faults)), en.map(|node| node.text(self.faults)));
        Some(Bilingual { sv: sv.clone().or_else(|| en.clone())??, en: en.or(sv)?? })
    }

    /// The spot of a place in the layer's own file; what is inherited gets its own once all is read.
    pub const fn spot(place: Place) -> Spot {
        Spot { layer: 0, line: place.line, column: place.column }
    }

    /// Notes a name that is used and not there: where a layer takes it away, that is said, and where.
    fn unknown(
        &mut self,
        node: &Node,
        name: &str,
        fault: Fault,
        words: &[(&'static str, &str)],
        near: Option<String>,
    ) {
        let taken = self.removals.iter().find(|(id, _)| id == name);
        match taken.filter(|_| self.extends == Some(node.place)) {
            Some((_, place)) => {
                let words = [("found", name), ("name", self.reading.as_str())];
                self.faults.add(*place, Fault::StillUsed, &words);
            }
            None if self.lost => {}
            None => self.faults.suggest(node.place, fault, words, near),
        }
    }

    /// An id: lower-case letters, digits, hyphens and underscores.
    pub fn id(&mut self, fields: &Fields<'_>, key: &'static str) -> Option<(String, Place)> {
        let node = fields.require(key, self.faults)?;
        let id = node.text(self.faults)?;
        if !is_id(&id) {
            self.faults.add(node.place, Fault::WrongId, &[("found", &id)]);
            return None;
        }
        if key == "id" {
            self.reading.clone_from(&id);
        }
        Some((id, node.place))
    }

    /// An id that no other rule, advice or check of the set has.
    pub fn rule_id(&mut self, fields: &Fields<'_>) -> Option<String> {
        let (id, place) = self.id(fields, "id")?;
        if let Some(Spot { line, .. }) = self.places.rules.get(&id) {
            let words = [("found", id.as_str()), ("line", &line.to_string())];
            self.faults.add(place, Fault::DuplicateId, &words);
            return None;
        }
        self.places.rules.insert(id.clone(), Self::spot(place));
        Some(id)
    }

    /// What is said of a rule; its words stand under `why` or, of advice and checks, under `text`.
    pub fn head(&mut self, fields: &Fields<'_>, words: &'static str) -> Option<Arc<Head>> {
        let id = self.rule_id(fields);
        let sources = self.sources(fields);
        self.head_of(fields, id, words, sources)
    }

    /// The same where a source can be left out.
    pub fn head_of_check(&mut self, fields: &Fields<'_>) -> Option<Arc<Head>> {
        let id = self.rule_id(fields);
        let sources = fields.get("source").map_or_else(|| Some(Vec::new()), |_| self.sources(fields));
        self.head_of(fields, id, "text", sources)
    }

    fn head_of(
        &mut self,
        fields: &Fields<'_>,
        id: Option<String>,
        words: &'static str,
        sources: Option<Vec<Citation>>,
    ) -> Option<Arc<Head>> {
        let why = self.bilingual(fields, words);
        let interpretation = self.flag(fields, "interpretation").unwrap_or(false);
        let formerly = self.formerly(fields)?;
        let validity = self.validity(fields);
        Some(Arc::new(Head { id: id?, formerly, why: why?, sources: sources?, interpretation, validity }))
    }

    /// The ids that something had; none of them may be another's.
    pub fn formerly(&mut self, fields: &Fields<'_>) -> Option<Vec<String>> {
        let Some(node) = fields.given("formerly") else { return Some(Vec::new()) };
        let mut ids = Vec::new();
        for node in node.one_or_more() {
            let id = node.text(self.faults)?;
            if !is_id(&id) {
                self.faults.add(node.place, Fault::WrongId, &[("found", &id)]);
                return None;
            }
            ids.push(id);
        }
        Some(ids)
    }

    /// A day of the calendar.
    pub fn day(&mut self, fields: &Fields<'_>, key: &str) -> Option<String> {
        let node = fields.given(key)?;
        let day = node.text(self.faults)?;
        if is_date(&day) {
            return Some(day);
        }
        self.faults.add(node.place, Fault::WrongDate, &[("found", &day)]);
        None
    }

    /// When something holds.
    pub fn validity(&mut self, fields: &Fields<'_>) -> Validity {
        let validity = Validity { from: self.day(fields, "from"), to: self.day(fields, "to") };
        if let (Some(node), true) = (fields.get("to"), validity.to < validity.from && validity.to.is_some()) {
            let first = validity.from.as_deref().unwrap_or_default();
            self.faults.add(node.place, Fault::EndsBefore, &[("from", first)]);
        }
        validity
    }

    /// `true` or `false`, false when left out; `None` when it is neither.
    pub fn flag(&mut self, fields: &Fields<'_>, key: &str) -> Option<bool> {
        let Some(node) = fields.given(key) else { return Some(false) };
        node.one_of(&[("true", true), ("false", false)], false, self.faults)
    }

    /// The sources under `source`, at least one.
    pub fn sources(&mut self, fields: &Fields<'_>) -> Option<Vec<Citation>> {
        let node = fields.require("source", self.faults)?;
        let list = node.one_or_more();
        if list.is_empty() {
            self.faults.add(node.head(), Fault::EmptyText, &[]);
            return None;
        }
        list.iter().map(|node| self.source(node)).collect()
    }

    fn source(&mut self, node: &Node) -> Option<Citation> {
        let fields = self.open(node, &["document", "section", "item"])?;
        let document = fields.require("document", self.faults).and_then(|node| self.document(node));
        // A ruling has no sections.
        let section = match fields.given("section") {
            None => Some(String::new()),
            Some(node) => node.text(self.faults),
        };
        let item = match fields.given("item") {
            None => None,
            Some(node) => {
                let word = node.word(self.faults)?;
                let number = word.parse::<u32>().ok().filter(|number| (1..10_000).contains(number));
                if number.is_none() {
                    self.faults.add(node.place, Fault::WrongItem, &[("found", word)]);
                }
                number
            }
        };
        Some(Citation { document: document?, section: section?, item })
    }

    fn document(&mut self, node: &Node) -> Option<Arc<CitedDocument>> {
        let name = node.text(self.faults)?;
        if let Some(found) = self.documents.iter().find(|document| document.id == name) {
            return Some(Arc::clone(found));
        }
        let suggestion = nearest(&name, self.documents.iter().map(|document| document.id.as_str()));
        self.unknown(node, &name, Fault::UnknownDocument, &[("found", &name)], suggestion);
        None
    }

    /// A form that the set has.
    pub fn form(&mut self, node: &Node) -> Option<FormKey> {
        let name = node.text(self.faults)?;
        let found = self.forms.iter().position(|id| *id == name);
        if found.is_none() {
            let known = self.forms.join(", ");
            let suggestion = nearest_form(&name, self.forms.iter().map(String::as_str));
            let words = [("found", name.as_str()), ("known", &known)];
            self.unknown(node, &name, Fault::UnknownForm, &words, suggestion);
        }
        found.map(FormKey::new)
    }

    /// A criterion that the set has, by id or alias.
    pub fn criterion(&mut self, node: &Node, name: &str) -> Option<CriterionKey> {
        let found = self.criteria.iter().position(|criterion| criterion.is_named(name));
        if found.is_none() {
            let names = self.criteria.iter().flat_map(Criterion::names);
            let suggestion = nearest(name, names);
            let ids: Vec<&str> = self.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
            let known = ids.join(", ");
            let words = [("name", name), ("known", known.as_str())];
            self.unknown(node, name, Fault::UndeclaredCriterion, &words, suggestion);
        }
        found.map(CriterionKey::new)
    }
}

/// Whether a word can be an id.
pub fn is_id(word: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter);
    !word.is_empty() && word.len() <= 64 && word.chars().all(fits)
}
