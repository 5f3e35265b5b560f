//! The file of an area that is there, as `fmt` would have it.
//!
//! In: an area and its rules. Out: a file that reads back the same. Never writes what law settles: that follows from the
//! service.

use super::blank::{key, order, word};
use super::scalar;
use crate::model::{Area, Capacity, Decimal, Exact, Lang, Portions, RuleSet};

/// The text of an area's file, with its id unless the file's name will say it.
#[must_use]
pub fn written(area: &Area, rules: &RuleSet, lang: Lang, with_id: bool) -> String {
    let mut page = Page { text: String::new(), indent: 0, open: Vec::new() };
    page.text("area", Some(&area.name));
    page.text("id", with_id.then_some(&area.id));
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
    page.text
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
    page.within("list", |page| {
        for district in &given.list {
            page.item(|page| {
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
            });
        }
    });
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

/// A file while it is written.
struct Page {
    text: String,
    indent: usize,
    /// What begins on the next line that says something: the keys above it, and the mark of an item.
    open: Vec<String>,
}

impl Page {
    /// A key with a word or number that means the same without quotation marks.
    fn word(&mut self, key: &str, word: Option<String>) {
        if let Some(word) = word {
            self.put(key, &word);
        }
    }

    /// A key with a text.
    fn text(&mut self, key: &str, text: Option<&String>) {
        if let Some(text) = text {
            let text = scalar::block(text, self.indent + 2, "\n");
            self.put(key, &text);
        }
    }

    fn exact(&mut self, key: &str, number: Option<&Exact>) {
        self.word(key, number.map(|number| number.to_plain_string()));
    }

    fn put(&mut self, key: &str, value: &str) {
        let open = std::mem::take(&mut self.open);
        open.iter().for_each(|line| self.text.push_str(line));
        let is_item = self.text.ends_with("- ");
        let indent = if is_item { 0 } else { self.indent };
        let key = keyed(key, &" ".repeat(self.indent));
        self.text.push_str(&format!("{}{key} {value}\n", " ".repeat(indent)));
    }

    /// What stands below a key; nothing at all where nothing does.
    fn within(&mut self, key: &str, inner: impl FnOnce(&mut Self)) {
        let is_item = self.open.last().is_some_and(|open| open.ends_with("- "));
        let indent = if is_item { 0 } else { self.indent };
        let key = keyed(key, &" ".repeat(self.indent));
        self.open.push(format!("{}{key}\n", " ".repeat(indent)));
        self.deeper(2, inner);
    }

    /// An item of a list.
    fn item(&mut self, inner: impl FnOnce(&mut Self)) {
        self.open.push(format!("{}- ", " ".repeat(self.indent)));
        self.deeper(2, inner);
    }

    fn deeper(&mut self, by: usize, inner: impl FnOnce(&mut Self)) {
        let before = self.open.len();
        self.indent += by;
        inner(self);
        self.indent -= by;
        self.open.truncate(before.saturating_sub(1));
    }
}
