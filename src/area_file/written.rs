//! The file of an area that is there, as `fmt` would have it.
//!
//! In: an area and its rules. Out: what its file says, as a tree of keys and as a text that reads back the same. Never says what
//! law settles: that follows from the service.

use std::collections::BTreeMap;

use super::blank::{key, order, word};
use super::scalar;
use crate::model::{Area, Capacity, Decimal, Exact, Lang, Portions, RuleSet};

/// The text of an area's file, with its id unless the file's name will say it.
#[must_use]
pub fn written(area: &Area, rules: &RuleSet, lang: Lang, with_id: bool) -> String {
    let mut text = String::new();
    let mut page = said(area, rules, lang);
    if with_id {
        page.0.insert(1, ("id".to_owned(), Node::Text(area.id.clone())));
    }
    emit(&page, 0, &mut text);
    text
}

/// Everything that an area says of itself, by the keys of its file joined by dots, but for its id.
#[must_use]
pub fn spoken(area: &Area, rules: &RuleSet) -> BTreeMap<String, String> {
    let mut spoken = BTreeMap::new();
    flatten(said(area, rules, Lang::En), "", &mut spoken);
    spoken
}

/// What a file says under a key.
pub enum Node {
    /// A word or number, which means the same without quotation marks.
    Word(String),
    Text(String),
    Keys(Page),
    List(Vec<Page>),
}

/// Keys, in the order of a file.
#[derive(Default)]
pub struct Page(pub Vec<(String, Node)>);

fn said(area: &Area, rules: &RuleSet, lang: Lang) -> Page {
    let mut page = Page::default();
    page.text("area", Some(&area.name));
    page.text("municipality", area.municipality.as_ref());
    page.text("board", area.board.as_ref());
    page.text("period", area.period.as_ref());
    page.text("group", area.group.as_ref());
    page.word("service", area.service.clone());
    page.within("current", |page| current(page, area, rules));
    if let Some(proposal) = &area.proposal {
        page.within("proposal", |page| {
            page.word("form", proposal.form.map(|form| rules.stated_id(form)));
            page.text("direction", proposal.direction.as_ref());
            page.text("motivation", proposal.motivation.as_ref());
        });
    }
    if let Some(decision) = &area.decision {
        page.within("decision", |page| {
            page.word("form", decision.form.map(|form| rules.stated_id(form)));
            page.text("direction", decision.direction.as_ref());
            page.text("motivation", decision.motivation.as_ref());
            page.text("source", decision.source.as_ref());
        });
    }
    page.within("compensation", |page| compensation(page, area));
    page.within("districts", |page| districts(page, area));
    page.within("answers", |page| answers(page, area, rules, lang));
    page.within("considerations", |page| {
        for one in &area.considerations {
            page.within(&one.id, |page| {
                page.text("note", Some(&one.note));
                page.text("source", one.source.as_ref());
            });
        }
    });
    page.within("matter", |page| {
        area.matter.iter().for_each(|(heading, text)| page.text(heading, Some(text)));
    });
    page.text("notes", area.notes.as_ref());
    page
}

fn current(page: &mut Page, area: &Area, rules: &RuleSet) {
    let current = &area.current;
    page.word("form", current.form.map(|form| rules.stated_id(form)));
    page.word("as_of", current.as_of.clone());
    page.word("users", current.users.map(|users| users.to_string()));
    portions(page, "providers", &current.providers, u64::to_string);
    portions(page, "share", &current.share, Decimal::to_string);
    page.text("geography", current.geography.as_ref());
    page.text("description", current.description.as_ref());
}

fn portions<T>(page: &mut Page, key: &str, portions: &Portions<T>, said: impl Fn(&T) -> String) {
    page.within(key, |page| {
        page.word("municipal", portions.municipal.as_ref().map(&said));
        page.word("private", portions.private.as_ref().map(&said));
        page.word("nonprofit", portions.nonprofit.as_ref().map(&said));
    });
}

fn compensation(page: &mut Page, area: &Area) {
    let Some(given) = &area.compensation else { return };
    page.word("year", given.year.map(|year| year.to_string()));
    page.exact("cost", given.cost.as_ref());
    page.exact("volume_change", given.volume_change.as_ref());
    page.exact("efficiency", given.efficiency.as_ref());
    page.exact("quality", given.quality.as_ref());
    page.exact("index", given.index.as_ref());
    page.exact("variable", given.variable.as_ref());
    page.text("source", given.source.as_ref());
}

fn districts(page: &mut Page, area: &Area) {
    let Some(given) = &area.districts else { return };
    page.text("unit", given.unit.as_ref());
    page.text("source", given.source.as_ref());
    let list = given.list.iter().map(|district| {
        let mut page = Page::default();
        page.text("name", Some(&district.name));
        page.exact("volume", Some(&district.volume));
        page.exact("in_house", district.in_house.as_ref());
        match &district.capacity {
            None => {}
            Some(Capacity::District(ceiling)) => page.exact("capacity", Some(ceiling)),
            Some(Capacity::Providers { municipal, private }) => page.within("capacity", |page| {
                page.exact("municipal", municipal.as_ref());
                page.exact("private", private.as_ref());
            }),
        }
        page
    });
    page.0.extend((!given.list.is_empty()).then(|| ("list".to_owned(), Node::List(list.collect()))));
}

fn answers(page: &mut Page, area: &Area, rules: &RuleSet, lang: Lang) {
    for criterion in order(rules) {
        let Some(evidence) = area.evidence.at(criterion) else { continue };
        let named = rules.criteria.at(criterion);
        let answer = scalar::word(word(named, area.answers.get(criterion), lang));
        if evidence.note.is_none() && evidence.source.is_none() {
            page.word(key(named, lang), Some(answer));
        } else {
            page.within(key(named, lang), |page| {
                page.word("answer", Some(answer));
                page.text("note", evidence.note.as_ref());
                page.text("source", evidence.source.as_ref());
            });
        }
    }
}

/// A key with its colon; one too long to stand before it stands above.
fn keyed(key: &str, indent: &str) -> String {
    const LONGEST: usize = 1_000;
    let key = scalar::line(key);
    if key.chars().count() <= LONGEST { format!("{key}:") } else { format!("? {key}\n{indent}:") }
}

impl Page {
    fn word(&mut self, key: &str, word: Option<String>) {
        self.0.extend(word.map(|word| (key.to_owned(), Node::Word(word))));
    }

    fn text(&mut self, key: &str, text: Option<&String>) {
        self.0.extend(text.map(|text| (key.to_owned(), Node::Text(text.clone()))));
    }

    fn exact(&mut self, key: &str, number: Option<&Exact>) {
        self.word(key, number.map(|number| number.to_plain_string()));
    }

    /// What stands below a key; nothing at all where nothing does.
    fn within(&mut self, key: &str, inner: impl FnOnce(&mut Self)) {
        let mut page = Self::default();
        inner(&mut page);
        if !page.0.is_empty() {
            self.0.push((key.to_owned(), Node::Keys(page)));
        }
    }
}

/// The keys as the lines of a file.
pub fn emit(page: &Page, indent: usize, text: &mut String) {
    let pad = " ".repeat(indent);
    for (key, node) in &page.0 {
        let key = keyed(key, &pad);
        match node {
            Node::Word(word) => text.push_str(&format!("{pad}{key} {word}\n")),
            Node::Text(said) => {
                text.push_str(&format!("{pad}{key} {}\n", scalar::block(said, indent + 2, "\n")));
            }
            Node::Keys(inner) => {
                text.push_str(&format!("{pad}{key}\n"));
                emit(inner, indent + 2, text);
            }
            Node::List(items) => {
                text.push_str(&format!("{pad}{key}\n"));
                self::items(items, indent + 2, text);
            }
        }
    }
}

/// Items of a list.
pub fn items(items: &[Page], indent: usize, text: &mut String) {
    for item in items {
        let mut lines = String::new();
        emit(item, indent + 2, &mut lines);
        text.push_str(&format!("{}- {}", " ".repeat(indent), lines.trim_start()));
    }
}

/// The keys within braces.
pub fn inline(page: &Page) -> String {
    let said = page.0.iter().map(|(key, node)| match node {
        Node::Word(word) => format!("{key}: {word}"),
        Node::Text(said) => format!("{key}: {}", scalar::double(said)),
        Node::Keys(inner) => format!("{key}: {}", inline(inner)),
        Node::List(items) => format!("{key}: [{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
    });
    format!("{{ {} }}", said.collect::<Vec<_>>().join(", "))
}

/// The same, each under the way to it. An answer is one thing with or without what it rests on, as is what is weighed; an open
/// question says nothing.
fn flatten(page: Page, way: &str, spoken: &mut BTreeMap<String, String>) {
    for (key, node) in page.0 {
        // A heading of one's own may be called as these are, and may have dots.
        let below = |top: &str| way.strip_prefix(top).is_some_and(|name| !name.is_empty());
        let whole = (below("answers.") && key == "answer") || (below("considerations.") && key == "note");
        let key = if key.contains('.') { scalar::double(&key) } else { key };
        let key = if whole { way.trim_end_matches('.').to_owned() } else { format!("{way}{key}") };
        match node {
            Node::Word(word) if key.starts_with("answers.") && word == "unknown" => {}
            Node::Word(said) | Node::Text(said) => {
                spoken.insert(key, said);
            }
            Node::Keys(inner) => flatten(inner, &format!("{key}."), spoken),
            Node::List(items) => {
                for (at, item) in (1..).zip(items) {
                    flatten(item, &format!("{key}.{at}."), spoken);
                }
            }
        }
    }
}
