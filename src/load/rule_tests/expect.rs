//! What a test expects.
//!
//! In: the mapping under `expect`, a rule set. Out: every expectation with its place, or what is wrong with it.

use crate::evaluate::Firmness;
use crate::explain::Effect;
use crate::load::area;
use crate::load::decode::Fields;
use crate::load::fault::{Fault, Faults};
use crate::load::suggest::{nearest, nearest_form};
use crate::load::tree::{Node, Value};
use crate::model::{FormKey, Rule, RuleKind, RuleSet};
use crate::testing::{Expectation, Expected, LISTS, NONE, list_key};

const EXPECT_KEYS: [&str; 7] = ["outcome", "leads", "leaning", "firmness", "tie", "reasons", "conditions"];
const SIDES: [(&str, bool); 2] = [("with", true), ("without", false)];
const REASON_KEYS: &[&str] = &["rule", "effect", "form"];

/// Every expectation of a test, in the order of the file.
pub fn expected(node: &Node, rules: &RuleSet, whole: bool, faults: &mut Faults) -> Vec<Expected> {
    let before = faults.len();
    let mut reader = Reader { rules, whole, faults, expected: Vec::new() };
    let keys: Vec<&str> = EXPECT_KEYS.into_iter().chain(LISTS.map(|(key, _)| key)).collect();
    let Some(fields) = Fields::open(node, &keys, whole, reader.faults) else { return Vec::new() };
    reader.outcome(&fields);
    reader.sides(&fields, "reasons", Reader::reason);
    reader.sides(&fields, "conditions", |reader, node, present| {
        let criterion = area::criterion(node, reader.rules, reader.faults)?;
        Some(Expectation::Condition { present, criterion })
    });
    for (key, kind) in LISTS {
        reader.sides(&fields, key, move |reader, node, present| {
            let id = reader.listed(node, key, kind)?;
            Some(Expectation::Listed { present, kind, id })
        });
    }
    let mut expected = reader.expected;
    expected.sort_by_key(|expected| expected.place);
    if expected.is_empty() && faults.len() == before {
        faults.add(node.head(), Fault::ExpectsNothing, &[]);
    }
    expected
}

struct Reader<'a> {
    rules: &'a RuleSet,
    whole: bool,
    faults: &'a mut Faults,
    expected: Vec<Expected>,
}

impl Reader<'_> {
    fn outcome(&mut self, fields: &Fields<'_>) {
        if let Some(node) = fields.given("outcome") {
            let none = is_none(node);
            let outcome =
                if none { Some(None) } else { area::outcome(node, self.rules, self.faults).map(Some) };
            self.put(node, outcome.map(Expectation::Outcome));
        }
        if let Some(node) = fields.given("leads") {
            let outcome = area::outcome(node, self.rules, self.faults);
            self.put(node, outcome.map(Expectation::Leads));
        }
        if let Some(node) = fields.given("leaning") {
            let form = if is_none(node) { Some(None) } else { self.form(node).map(Some) };
            self.put(node, form.map(Expectation::Leaning));
        }
        if let Some(node) = fields.given("firmness") {
            let firmness: Option<Firmness> = node.one_of(&Firmness::NAMES, true, self.faults);
            self.put(node, firmness.map(Expectation::Firmness));
        }
        if let Some(node) = fields.given("tie") {
            let words = [
                ("yes", true),
                ("no", false),
                ("ja", true),
                ("nej", false),
                ("true", true),
                ("false", false),
            ];
            let tie = node.one_of(&words, true, self.faults);
            self.put(node, tie.map(Expectation::Tie));
        }
    }

    fn put(&mut self, node: &Node, what: Option<Expectation>) {
        let Some(what) = what else { return };
        let place = node.head();
        if let Some(other) = self.expected.iter().find(|other| other.what.contradicts(&what)) {
            let words = [("line", other.place.0.to_string())];
            let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
            self.faults.add(place, Fault::ExpectsBoth, &words);
        }
        self.expected.push(Expected { what, place: (place.line, place.column) });
    }

    /// What must be there, and what must not.
    fn sides(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: impl Fn(&mut Self, &Node, bool) -> Option<Expectation>,
    ) {
        let Some(node) = fields.given(key) else { return };
        let known = SIDES.map(|(side, _)| side);
        let Some(sides) = Fields::open(node, &known, self.whole, self.faults) else { return };
        let mut empty = sides.whole;
        for (side, present) in SIDES {
            let Some(list) = sides.given(side) else { continue };
            empty = false;
            if list.one_or_more().is_empty() {
                self.faults.add(list.head(), Fault::ExpectsNothing, &[]);
            }
            for node in list.one_or_more() {
                let what = read(self, node, present);
                self.put(node, what);
            }
        }
        if empty {
            self.faults.add(node.head(), Fault::ExpectsNothing, &[]);
        }
    }

    /// A rule by its id, perhaps with what it does and to which form.
    fn reason(&mut self, node: &Node, present: bool) -> Option<Expectation> {
        if !matches!(node.value, Value::Mapping(_)) {
            let rule = self.rule(node)?;
            return Some(Expectation::Reason { present, rule, effect: None, form: None });
        }
        let fields = Fields::open(node, REASON_KEYS, self.whole, self.faults)?;
        let rule = fields.require("rule", self.faults).map(|node| self.rule(node));
        let effect = fields.given("effect").map(|node| node.one_of(&Effect::NAMES, true, self.faults));
        let form = fields.given("form").map(|node| self.form(node));
        let (effect, form) = (absent_or(effect)?, absent_or(form)?);
        Some(Expectation::Reason { present, rule: rule??, effect, form })
    }

    fn rule(&mut self, node: &Node) -> Option<String> {
        self.named(node, "reasons", RuleKind::gives_reasons, &[])
    }

    fn listed(&mut self, node: &Node, key: &'static str, kind: RuleKind) -> Option<String> {
        let more: &[&str] = if kind == RuleKind::Check { &crate::explain::WarningKind::CODES } else { &[] };
        self.named(node, key, |found| found == kind, more)
    }

    /// The id of a rule of a fitting kind.
    fn named(
        &mut self,
        node: &Node,
        key: &'static str,
        fits: impl Fn(RuleKind) -> bool,
        more: &[&str],
    ) -> Option<String> {
        let name = node.text(self.faults)?;
        let all: Vec<Rule<'_>> = self.rules.rules().collect();
        let fitting = || all.iter().filter(|rule| fits(rule.kind()));
        if let Some(rule) = fitting().find(|rule| rule.is_named(&name)) {
            return Some(rule.id().to_owned());
        }
        let known: Vec<&str> = fitting().map(|rule| rule.id()).chain(more.iter().copied()).collect();
        if known.contains(&name.as_str()) {
            return Some(name);
        }
        if let Some(rule) = all.iter().find(|rule| rule.is_named(&name)) {
            let words = [("name", name.as_str()), ("key", key), ("other", list_key(rule.kind()))];
            self.faults.add(node.place, Fault::RuleElsewhere, &words);
        } else {
            let words = [("name", name.as_str()), ("rules", &self.rules.identity.id)];
            self.faults.suggest(node.place, Fault::UnknownRule, &words, nearest(&name, known));
        }
        None
    }

    fn form(&mut self, node: &Node) -> Option<FormKey> {
        let name = node.text(self.faults)?.to_lowercase();
        let found = self.rules.forms.iter().find(|(_, form)| form.id == name);
        if found.is_none() {
            let ids: Vec<&str> = self.rules.forms.entries().iter().map(|form| form.id.as_str()).collect();
            let words = [("found", name.as_str()), ("known", &ids.join(", "))];
            let suggestion = nearest_form(&name, ids.iter().copied());
            self.faults.suggest(node.place, Fault::UnknownForm, &words, suggestion);
        }
        found.map(|(key, _)| key)
    }
}

/// Whether nothing is expected.
fn is_none(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar { text, .. } if text == NONE)
}

/// What is left out is none; what is at fault is lost.
#[expect(clippy::option_option, reason = "left out, faulty, given")]
const fn absent_or<T: Copy>(given: Option<Option<T>>) -> Option<Option<T>> {
    match given {
        None => Some(None),
        Some(None) => None,
        Some(found) => Some(found),
    }
}
