//! A saved result, `avtalsform/baseline/1`: of every area what a later comparison needs, and no more.
//!
//! In: areas as they are compared, and the rules. Out: JSON of which people can read what differs: sorted, a key a line, and of
//! a list an element a line. Reading it gives the same areas.

use std::collections::BTreeMap;
use std::io;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use sha2::{Digest, Sha256};

use super::diff::{Side, Unreadable};
use super::parts::{RuleSetId, Text};
use crate::compare::{AreaPlace, Entry, ReasonKey, ReasonSide, Unread};
use crate::explain::Effect;
use crate::model::{RuleSet, Said, Stage};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/baseline/1";

/// What the rules make of some areas, to be compared with later.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SavedResult")]
pub struct Saved<'a> {
    /// The name of this shape.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: Text<'a>,
    /// The rules it rests on.
    pub ruleset: RuleSetId<'a>,
    /// SHA-256 of what the rules say and do, whatever version they are called.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub meaning: Text<'a>,
    /// Every area, by municipality and id.
    pub areas: Vec<SavedArea<'a>>,
    /// What could not be read.
    pub unread: Vec<Unreadable<'a>>,
}

/// What the rules make of one area.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SavedArea<'a> {
    /// Its id.
    pub id: Text<'a>,
    /// What it is called.
    pub name: Text<'a>,
    /// The municipality, within which ids are unique.
    pub municipality: Option<Text<'a>>,
    /// The file it was read from.
    pub path: Text<'a>,
    /// The day as of which the rules are judged, where they tell days apart.
    pub day: Option<Text<'a>>,
    /// What it comes to.
    #[serde(flatten)]
    pub side: Side<'a>,
    /// Which rule says what.
    pub reasons: Vec<SavedReason<'a>>,
    /// Its answers by criterion, without those that are open.
    pub answers: BTreeMap<Text<'a>, Text<'a>>,
    /// Everything that it says of itself, by the keys of area files; and what is warned of.
    pub said: BTreeMap<Text<'a>, Text<'a>>,
}

/// What one rule says of one form because of one criterion.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SavedReason<'a> {
    /// Id of the rule.
    pub rule: Text<'a>,
    /// Where the rule belongs in the model.
    #[schemars(with = "Stage")]
    pub stage: Option<Stage>,
    /// Id of the form, if it concerns one.
    pub form: Option<Text<'a>>,
    /// Id of the criterion.
    pub criterion: Text<'a>,
    /// What the rule does to the form.
    pub effect: Effect,
    /// Id of the answer it rests on, or `unknown`.
    pub answer: Text<'a>,
}

impl<'a> Saved<'a> {
    /// What is kept of areas under some rules, and of what could not be read.
    #[must_use]
    pub fn new(
        rules: &'a RuleSet,
        profile: Option<&'a str>,
        entries: &'a [Entry],
        unread: &'a [Unread],
    ) -> Self {
        let mut areas: Vec<SavedArea<'a>> = entries.iter().map(SavedArea::from).collect();
        areas.sort_by(|one, other| (&one.municipality, &one.id).cmp(&(&other.municipality, &other.id)));
        Self {
            schema: SCHEMA.into(),
            ruleset: RuleSetId::new(rules, profile),
            meaning: meaning(rules).into(),
            areas,
            unread: unread.iter().map(Unreadable::from).collect(),
        }
    }

    /// The bytes of its file.
    ///
    /// # Errors
    /// Only if a part cannot be JSON, which none is.
    pub fn json(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.serialize(&mut Serializer::with_formatter(&mut bytes, Layout::default()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// What tells the meaning of rules from every other: a hash of all that they say and do, whatever version they are called.
#[must_use]
pub fn meaning(rules: &RuleSet) -> String {
    fn put(said: &Said, hash: &mut Sha256) {
        match said {
            Said::Text(text) => hash.update(format!("\"{}:{text}", text.len())),
            Said::List(items) => {
                hash.update("[");
                items.iter().for_each(|item| put(item, hash));
                hash.update("]");
            }
            Said::Map(entries) => {
                let mut entries: Vec<_> = entries.iter().collect();
                entries.sort_by_key(|(key, _)| key);
                hash.update("{");
                for (key, said) in entries {
                    hash.update(format!("\"{}:{key}", key.len()));
                    put(said, hash);
                }
                hash.update("}");
            }
        }
    }
    let mut hash = Sha256::new();
    put(&rules.said, &mut hash);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl<'a> From<&'a Entry> for SavedArea<'a> {
    fn from(entry: &'a Entry) -> Self {
        let reason = |(key, side): (&'a ReasonKey, &'a ReasonSide)| SavedReason {
            rule: Text::from(&key.rule),
            stage: key.stage,
            form: key.form.as_deref().map(Text::from),
            criterion: Text::from(&key.criterion),
            effect: side.effect,
            answer: Text::from(&side.answer),
        };
        let answers = entry.answers.iter();
        let said = match &entry.said {
            Some(Said::Map(said)) => said.as_slice(),
            _ => &[],
        };
        let said = said.iter().filter_map(|(key, said)| match said {
            Said::Text(text) => Some((Text::from(key), Text::from(text))),
            _ => None,
        });
        Self {
            id: entry.place.id.as_deref().unwrap_or_default().into(),
            name: Text::from(&entry.place.name),
            municipality: entry.place.municipality.as_deref().map(Text::from),
            path: Text::from(&entry.place.path),
            day: entry.day.as_deref().map(Text::from),
            side: Side::from(&entry.side),
            reasons: entry.side.reasons.iter().map(reason).collect(),
            answers: answers
                .filter_map(|(key, answer)| Some((Text::from(key), answer.as_deref()?.into())))
                .collect(),
            said: said.collect(),
        }
    }
}

impl From<SavedArea<'_>> for Entry {
    fn from(area: SavedArea<'_>) -> Self {
        let reasons = area.reasons.into_iter().map(|reason| {
            let [rule, criterion, answer] =
                [reason.rule, reason.criterion, reason.answer].map(Text::into_owned);
            let form = reason.form.map(Text::into_owned);
            let key = ReasonKey { rule, stage: reason.stage, form, criterion };
            (key, ReasonSide { effect: reason.effect, answer })
        });
        let [id, name, path] = [area.id, area.name, area.path].map(Text::into_owned);
        let municipality = area.municipality.map(Text::into_owned);
        let answers = area.answers.into_iter();
        let said = area.said.into_iter().map(|(key, text)| (key.into_owned(), Said::Text(text.into_owned())));
        Self {
            place: AreaPlace { id: Some(id), municipality, name, path, line: None },
            side: area.side.with(reasons.collect()),
            answers: answers.map(|(key, answer)| (key.into_owned(), Some(answer.into_owned()))).collect(),
            day: area.day.map(Text::into_owned),
            said: Some(Said::Map(said.collect())),
        }
    }
}

/// A key a line, and of lists an element a line; what an element of a list of an area holds stands on its line.
#[derive(Default)]
struct Layout {
    pretty: PrettyFormatter<'static>,
    /// The lists that one is in.
    lists: usize,
    /// How far within an element that stands on one line.
    within: usize,
}

impl Layout {
    /// Begins something: whether it stands on the line that there is.
    const fn inline(&mut self) -> bool {
        let inline = self.within > 0 || self.lists == 2;
        self.within += inline as usize;
        inline
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        if self.inline() {
            return to.write_all(b"[");
        }
        self.lists += 1;
        self.pretty.begin_array(to)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        if self.within > 0 {
            self.within -= 1;
            return to.write_all(b"]");
        }
        self.lists -= 1;
        self.pretty.end_array(to)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        match (self.within, first) {
            (0, _) => self.pretty.begin_array_value(to, first),
            (_, true) => Ok(()),
            (_, false) => to.write_all(b", "),
        }
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        if self.within == 0 { self.pretty.end_array_value(to) } else { Ok(()) }
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        if self.inline() { to.write_all(b"{") } else { self.pretty.begin_object(to) }
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        if self.within > 0 {
            self.within -= 1;
            return to.write_all(b"}");
        }
        self.pretty.end_object(to)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        match (self.within, first) {
            (0, _) => self.pretty.begin_object_key(to, first),
            (_, true) => Ok(()),
            (_, false) => to.write_all(b", "),
        }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, to: &mut W) -> io::Result<()> {
        if self.within == 0 { self.pretty.end_object_value(to) } else { Ok(()) }
    }
}
