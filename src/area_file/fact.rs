//! One fact put into an area file, or written anew.
//!
//! In: the text of an area file, and a value as a person writes it. Out: the same text with that and nothing else
//! changed, if the value is one; else the faults that it would have in a file.

use std::borrow::Cow;

use super::layout::{Document, Layout, Spot};
use super::lines::{self, Changes};
use super::{Refusal, colon, placeless, read, rows, scalar, sorted_comments, spoken};
use crate::load::{is_key, key_in, keys_of};
use crate::model::{Area, Consideration, Fact, Field, Lang, RuleSet, composed};

/// The text with one fact in it; `number` counts the areas of the file from 0. New keys are in the language of those
/// that the file has. No value leaves the key with nothing behind it, and writes none that is not there.
///
/// # Errors
/// When the value is none of the fact, when the file has faults or no such area, or when the change cannot be made
/// exactly.
pub fn put(
    text: &str,
    rules: &RuleSet,
    number: usize,
    fact: Fact<'_>,
    value: &str,
) -> Result<String, Refusal> {
    // The first cells of a row may hold nothing.
    let rows = !fact.columns().is_empty() && !value.trim().is_empty();
    let value = composed(if rows { value } else { value.trim() });
    let areas = read(text, rules)?;
    let area = areas.get(number).ok_or(Refusal::NoArea { number: number + 1 })?;
    if fact.said(&spoken(area, rules)).is_none() && value.is_empty() {
        return Ok(text.to_owned());
    }
    let (layout, path) = (Layout::read(text), fact.path());
    let document = layout.as_ref().and_then(|layout| Some((layout, layout.documents.get(number)?)));
    let refusal = Refusal::ByHand {
        name: path.clone(),
        line: document
            .map_or(1, |(_, document)| text.get(..document.start).unwrap_or("").lines().count() + 1),
    };
    // A cell that holds what stands between cells would be taken for two.
    let splits = |(key, said): (&String, &String)| key.starts_with(&path) && said.contains(['\t', '\n']);
    let Some((layout, document)) = document.filter(|_| !rows || !spoken(area, rules).iter().any(splits))
    else {
        return Err(refusal);
    };
    // What is no value is none in a file that holds nothing else either, and its faults are told from there.
    let alone = Editor { text, layout, document, fact, value: &value, folds: false };
    let name = if fact == Fact::Field(Field::Name) { "" } else { "area: A\n" };
    read(&format!("{name}{}\n", alone.below(&alone.names(), 0)), rules)?;
    for folds in [true, false] {
        let editor = Editor { text, layout, document, fact, value: &value, folds };
        let Some(changed) = editor.changes().and_then(|changes| changes.apply(text)) else { continue };
        if let Ok(now) = read(&changed, rules)
            && editor.is_right(&changed, &areas, &now, number, rules)
        {
            return Ok(changed);
        }
    }
    Err(refusal)
}

/// Where the entry behind a key begins.
fn next(parent: &Spot, key: &Spot) -> Option<usize> {
    let starts = parent.entries().iter().map(|(key, _)| key.range.start);
    starts.filter(|start| *start > key.range.start).min()
}

/// One fact of one document.
struct Editor<'a> {
    text: &'a str,
    layout: &'a Layout,
    document: &'a Document,
    fact: Fact<'a>,
    value: &'a str,
    /// Whether a long text is broken into lines.
    folds: bool,
}

impl Editor<'_> {
    /// The keys from the top, as they are written where the file has none of them.
    fn names(&self) -> Vec<&str> {
        let lang = self.document.lang();
        let own = match (self.fact, lang) {
            (Fact::Consideration(Consideration { alias: Some(alias), .. }), Lang::Sv) => Some(alias.as_str()),
            (Fact::Consideration(of), _) => Some(of.id.as_str()),
            _ => None,
        };
        self.fact.keys().iter().map(|key| key_in(key, lang)).chain(own).collect()
    }

    /// The entry that a mapping has of the key at this depth, whatever it is called there.
    fn entry<'s>(&self, mapping: &'s Spot, depth: usize) -> Option<&'s (Spot, Spot)> {
        match (self.fact.keys().get(depth), self.fact) {
            (Some(key), _) => mapping.entry(key),
            (None, Fact::Consideration(of)) => {
                mapping.entries().iter().find(|(key, _)| key.text().is_some_and(|key| of.is_named(key)))
            }
            (None, _) => None,
        }
    }

    fn changes(&self) -> Option<Changes> {
        let names = self.names();
        let mut changes = Changes::default();
        let (mut parent, mut above, mut until) = (&self.document.root, None, self.document.end);
        for depth in 0..names.len() {
            let rest = names.get(depth..)?;
            let order = above.map_or_else(|| keys_of(None), |key| keys_of(Some(key)));
            let Some((key, value)) = self.entry(parent, depth) else {
                self.add(parent, order, rest, until, &mut changes)?;
                return Some(changes);
            };
            let is_last = rest.len() == 1;
            if !is_last && value.entries().is_empty() {
                self.begin(parent, key, value, names.get(depth + 1..)?, &mut changes)?;
                return Some(changes);
            }
            if is_last {
                // What is noted beside a source stands below the name.
                let (key, value) = value.entry("note").map_or((key, value), |(key, value)| (key, value));
                let flow = parent.is_flow() || key.range.start != self.first(key.range.start);
                self.replace(key, value, flow, &mut changes)?;
                return Some(changes);
            }
            until = next(parent, key).unwrap_or(until);
            (parent, above) = (value, self.fact.keys().get(depth).copied());
        }
        None
    }

    /// The first byte of its line that is no blank.
    fn first(&self, at: usize) -> usize {
        let start = lines::start(self.text, at);
        let line = self.text.get(start..).unwrap_or("");
        start + line.len() - line.trim_start_matches(' ').len()
    }

    /// Another value.
    fn replace(&self, key: &Spot, value: &Spot, flow: bool, changes: &mut Changes) -> Option<()> {
        let indent = lines::column(self.text, key.range.start) + 2;
        if let Some(rows) = self.rows(indent).filter(|_| !flow) {
            let behind = colon(self.text, key)?;
            changes.replace(behind..value.range.end.max(behind), rows);
            return Some(());
        }
        let new = if flow { self.short() } else { self.long(indent) };
        if value.range.is_empty() {
            changes.insert(colon(self.text, key)?, format!(" {new}"));
        } else {
            changes.replace(value.range.clone(), new.into_owned());
        }
        Some(())
    }

    /// What a key holds that holds nothing yet.
    fn begin(
        &self,
        parent: &Spot,
        key: &Spot,
        value: &Spot,
        rest: &[&str],
        changes: &mut Changes,
    ) -> Option<()> {
        let behind = colon(self.text, key)?;
        let end = value.range.end.max(behind);
        if !value.range.is_empty() {
            // With a comment or line break before it, it is not this simple.
            self.text.get(behind..end).filter(|nothing| !nothing.contains(['#', '\n', '\r']))?;
            changes.replace(behind..end, "");
        }
        if parent.is_flow() {
            changes.insert(end, format!(" {{ {} }}", self.within(parent, rest)));
        } else {
            let indent = lines::column(self.text, key.range.start) + 2;
            self.insert_behind(end, &self.below(rest, indent), changes);
        }
        Some(())
    }

    /// One entry more, behind those that come before it in order.
    fn add(
        &self,
        parent: &Spot,
        order: &[&str],
        rest: &[&str],
        until: usize,
        changes: &mut Changes,
    ) -> Option<()> {
        let entries = parent.entries();
        if parent.is_flow() {
            let (key, value) = entries.last()?;
            let end = value.range.end.max(key.range.end);
            changes.insert(end, format!(", {}", self.within(parent, rest)));
            return Some(());
        }
        let place = |key: &str| order.iter().position(|known| is_key(key, known));
        let own = place(rest.first()?);
        let mut earlier = entries.iter().filter(|(key, _)| key.text().and_then(place) < own);
        let (key, value) = earlier.next_back().or_else(|| entries.last())?;
        let column = lines::column(self.text, entries.first()?.0.range.start);
        let end = if value.range.is_empty() { colon(self.text, key)? } else { value.range.end };
        // Commented questions that are indented as answers are belong to them.
        let next = next(parent, key).unwrap_or(until);
        let own = self.layout.comments_in(end..next).map(|comment| comment.start);
        let own =
            own.take_while(|at| !lines::is_first(self.text, *at) || lines::column(self.text, *at) > column);
        self.insert_behind(own.last().unwrap_or(end), &self.below(rest, column), changes);
        Some(())
    }

    /// The lines of keys below each other and the value.
    fn below(&self, names: &[&str], indent: usize) -> String {
        let mut said = String::new();
        for (depth, name) in names.iter().enumerate() {
            if depth > 0 {
                said.push_str(lines::ending(self.text));
            }
            said.push_str(&format!("{}{}:", " ".repeat(indent + 2 * depth), scalar::line(name)));
        }
        let indent = indent + 2 * names.len();
        said + &self.rows(indent).unwrap_or_else(|| format!(" {}", self.long(indent)))
    }

    /// What stands in rows, on lines of its own.
    fn rows(&self, indent: usize) -> Option<String> {
        let columns =
            Some(self.fact.columns()).filter(|columns| !columns.is_empty() && !self.value.is_empty())?;
        let lang = self.document.lang();
        Some(rows::block(self.value, columns, self.is_list(), lang, indent, lines::ending(self.text)))
    }

    fn is_list(&self) -> bool {
        self.fact.keys().contains(&"list")
    }

    /// The same within braces.
    fn within(&self, around: &Spot, names: &[&str]) -> String {
        let first = around.entries().first().and_then(|(key, _)| self.text.get(key.range.clone()));
        let quoted = first.is_some_and(|first| first.starts_with('"'));
        let name = |name: &&str| if quoted { scalar::double(name) } else { (*name).to_owned() };
        let opened = names.iter().map(name).collect::<Vec<_>>().join(": { ");
        format!("{opened}: {}{}", self.short(), " }".repeat(names.len().saturating_sub(1)))
    }

    /// The value on one line, for any place: a number is one to other readers, too.
    fn short(&self) -> Cow<'_, str> {
        if self.value.is_empty() {
            return "".into();
        }
        if !self.fact.columns().is_empty() {
            return rows::flow(self.value, self.fact.columns(), self.is_list(), self.document.lang()).into();
        }
        let digits = self.value.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
        if digits && !self.fact.is_text() { self.value.into() } else { scalar::double(self.value).into() }
    }

    /// The value outside braces.
    fn long(&self, indent: usize) -> Cow<'_, str> {
        match self.short() {
            number @ Cow::Borrowed(_) => number,
            Cow::Owned(_) if self.folds => scalar::block(self.value, indent, lines::ending(self.text)).into(),
            Cow::Owned(_) => scalar::line(self.value).into(),
        }
    }

    /// Puts lines behind the line of a byte.
    fn insert_behind(&self, at: usize, new: &str, changes: &mut Changes) {
        changes.insert(lines::end(self.text, at), format!("{}{new}", lines::ending(self.text)));
    }

    /// Whether the changed text says this and nothing else anew, and has every comment.
    fn is_right(&self, changed: &str, areas: &[Area], now: &[Area], number: usize, rules: &RuleSet) -> bool {
        let rest = |area: &Area| {
            let mut spoken = spoken(area, rules);
            let path = self.fact.path();
            let within = |key: &str| key.strip_prefix(&path).is_some_and(|rest| rest.starts_with('.'));
            spoken.retain(|key, _| *key != path && (self.fact.columns().is_empty() || !within(key)));
            // What law answers goes with the service, and is nothing that the area says.
            (spoken, area.id.clone(), placeless(area.clone(), rules).evidence)
        };
        let alike = |(at, (now, before)): (usize, (&Area, &Area))| match at == number {
            true => rest(now) == rest(before),
            false => placeless(now.clone(), rules) == placeless(before.clone(), rules),
        };
        let same = now.len() == areas.len() && now.iter().zip(areas).enumerate().all(alike);
        let said = now.get(number).and_then(|area| self.fact.said(&spoken(area, rules)));
        let filled = |rows: &str| rows.split(['\t', '\n']).filter(|cell| !cell.trim().is_empty()).count();
        let said = match said {
            Some(said) if !self.fact.columns().is_empty() => filled(&said) == filled(self.value),
            Some(said) => !self.value.is_empty() && (!self.fact.is_text() || said == self.value),
            None => self.value.is_empty(),
        };
        let comments = Layout::read(changed).is_some_and(|layout| {
            sorted_comments(changed, &layout) == sorted_comments(self.text, self.layout)
        });
        same && said && comments
    }
}
