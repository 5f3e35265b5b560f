//! What rules say otherwise, old and new words one below the other.
//!
//! In: texts with their places. Out: a section, or findings, one a thing. What differs is marked, and what is the same far from it
//! left out.

use crate::compare::Rewording;
use crate::document::{Block, Document, Entry, Rich, Sign, Style};
use crate::model::RuleSet;
use crate::say::words::harmless;
use crate::texts::Texts;
use crate::write::ci::{Finding, Level, Location, RuleHelp};

/// The code of what the rules say otherwise.
pub const REWORDED: &str = "rules-reworded";

/// So many texts are told at once.
const TEXTS: usize = 12;
/// So many words that are the same are kept beside what differs.
const AROUND: usize = 6;

/// A section of what the rules say otherwise, and of what is only called otherwise; nothing where there is neither.
pub fn reworded<'r>(
    document: &mut Document,
    title: &str,
    rewordings: &[Rewording],
    renames: impl IntoIterator<Item = (&'r String, &'r String)>,
    texts: &Texts,
) {
    let renames: Vec<Rich> =
        renames.into_iter().map(|(was, is)| texts.diff_renamed(harmless(is), harmless(was)).into()).collect();
    if rewordings.is_empty() && renames.is_empty() {
        return;
    }
    document.heading(2, title, "reworded");
    document.list(renames);
    let (first, rest) = rewordings.split_at(rewordings.len().min(TEXTS));
    for one in first {
        let (place, details) = told(one, texts);
        document.entry(Sign::Point, place, details);
    }
    if !rest.is_empty() {
        let entries = rest.iter().map(|one| {
            let (lead, details) = told(one, texts);
            Block::Entry(Entry { sign: Some(Sign::Point), lead, details })
        });
        document.fold(texts.more_reasons(rest.len()), entries.collect());
    }
}

/// The things of which rules say something else, by where they stand, each with what; a line each.
pub type Things = Vec<(Vec<String>, Vec<String>)>;

/// Adds a line to what is said of a thing.
pub fn put(things: &mut Things, thing: Vec<String>, line: String) {
    match things.iter_mut().find(|(other, _)| other.last() == thing.last()) {
        Some((_, lines)) => lines.push(line),
        None => things.push((thing, vec![line])),
    }
}

/// Adds every text that is another to what is said of its thing.
pub fn put_all(things: &mut Things, rewordings: &[Rewording], texts: &Texts) {
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| texts.no_value().to_owned());
    for one in rewordings {
        let line = format!("{}: {}", one.place.join("."), texts.step(said(&one.after), said(&one.before)));
        put(things, one.place.iter().take(2).cloned().collect(), line);
    }
}

/// A finding about a thing of the rules, at its place.
pub fn finding(rules: &RuleSet, texts: &Texts, trips: bool, place: &[String], lines: &[String]) -> Finding {
    let spot = place.get(1).and_then(|id| rules.places.of(id));
    let name = if place.is_empty() { rules.identity.id.clone() } else { place.join(".") };
    Finding {
        code: REWORDED,
        level: if trips { Level::Error } else { Level::Warning },
        title: harmless(&format!("{name}: {}", texts.diff_reworded().to_lowercase())),
        message: lines.iter().map(|line| harmless(line)).collect::<Vec<_>>().join("\n"),
        location: Location::in_rules(rules, spot),
        related: Vec::new(),
        key: name,
        allowed: None,
    }
}

/// What such a finding means.
pub fn help(texts: &Texts) -> RuleHelp {
    let [short, full] = [texts.diff_reworded(), texts.diff_reworded_help()].map(str::to_owned);
    RuleHelp { code: REWORDED, short, full }
}

/// Where a text stands, and what it said and says.
fn told(one: &Rewording, texts: &Texts) -> (Rich, Vec<Rich>) {
    let (before, after) = (one.before.as_deref(), one.after.as_deref());
    let (was, is) = marked(before.unwrap_or_default(), after.unwrap_or_default());
    let line = |name: &str, text: Option<Rich>| {
        let text = text.unwrap_or_else(|| Rich::faint(texts.no_value()));
        let mut line = Rich::plain(format!("{name}: "));
        line.spans.extend(text.spans);
        line
    };
    let lines =
        vec![line(texts.diff_before(), before.map(|_| was)), line(texts.diff_after(), after.map(|_| is))];
    (Rich::strong(harmless(&one.place.join("."))), lines)
}

/// Two texts, the words of each that the other lacks in strong type, and of the others those beside.
fn marked(old: &str, new: &str) -> (Rich, Rich) {
    let [old, new] = [old, new].map(|text| text.split_whitespace().collect::<Vec<_>>());
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let room = old.len().min(new.len()) - same;
    let behind = old.iter().rev().zip(new.iter().rev()).take(room);
    let behind = behind.take_while(|(one, other)| one == other).count();
    let shown = |words: &[&str]| {
        let (start, end) = (same.saturating_sub(AROUND), words.len() - behind.saturating_sub(AROUND));
        let part = |from: usize, to: usize| words.get(from..to).unwrap_or_default().join(" ");
        let ahead = if start > 0 { "… " } else { "" };
        let after = if end < words.len() { " …" } else { "" };
        let (before, differs) = (part(start, same), part(same, words.len() - behind));
        let rest = part(words.len() - behind, end);
        let blank = |text: &str| if text.is_empty() { "" } else { " " };
        Rich::plain(harmless(&format!("{ahead}{before}{}", blank(&before))))
            .and(harmless(&differs), Style::Strong)
            .and(harmless(&format!("{}{rest}{after}", blank(&differs))), Style::Plain)
    };
    (shown(&old), shown(&new))
}
