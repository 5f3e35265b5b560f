//! Changes to answers that stand a line each.

use super::{Changes, Editor, Marker, lines};
use crate::area_file::layout::{Shape, Spot, SpotKind, Style};
use crate::area_file::scalar;

impl Editor<'_> {
    /// The first answer of a file without the key `answers`.
    pub(super) fn begin_answers(&self, changes: &mut Changes) -> Option<()> {
        let root = &self.document.root;
        let indent = self.column(root.entries().first()?.0.range.start);
        let entry = self.entry(self.name(), indent + 2);
        let lines = format!("{}{}:{}{entry}", " ".repeat(indent), self.key("answers"), self.ending());
        self.insert_behind(root.range.end, &lines, changes);
        Some(())
    }

    /// A first answer in place of nothing, or one more at the end.
    pub(super) fn add(&self, key: &Spot, answers: &Spot, changes: &mut Changes) -> Option<()> {
        self.empty(key, answers, changes)?;
        let outer = self.column(key.range.start);
        let first = answers.entries().first();
        let indent = first.map_or(outer + 2, |(name, _)| self.column(name.range.start));
        let behind = if first.is_none() { self.colon(key)? } else { answers.range.end };
        // Commented questions that are indented as answers are belong to them.
        let comments = self.layout.comments_in(behind..self.region_end(key)).map(|comment| comment.start);
        let own = comments.take_while(|at| !lines::is_first(self.text, *at) || self.column(*at) > outer);
        let entry = self.entry(self.name(), indent);
        self.insert_behind(own.last().unwrap_or(behind), &entry, changes);
        Some(())
    }

    /// An answer in the place of its commented line.
    pub(super) fn answer_marker(
        &self,
        key: &Spot,
        answers: &Spot,
        marker: &Marker<'_>,
        changes: &mut Changes,
    ) -> Option<()> {
        self.empty(key, answers, changes)?;
        let outer = self.column(key.range.start);
        let start = lines::start(self.text, marker.comment.start);
        let pad = self.text.get(start..marker.comment.start)?;
        // What is not indented as an answer is, or with tabs, says nothing of where answers stand.
        let own = (pad.len() > outer && !pad.contains('\t')).then_some(pad.len());
        let first = answers.entries().first().map(|(name, _)| self.column(name.range.start));
        let indent = first.or(own).unwrap_or(outer + 2);
        let line = start..lines::end(self.text, marker.comment.start);
        changes.replace(line, self.entry(marker.name, indent));
        Some(())
    }

    /// Another answer, or other evidence, where there is one.
    pub(super) fn change(&self, name: &Spot, value: &Spot, changes: &mut Changes) -> Option<()> {
        if value.is_flow() {
            return self.change_flow(name, value, changes);
        }
        let SpotKind::Mapping(fields, Shape::Block) = &value.kind else {
            return match self.evidence().next() {
                None => self.put(name, value, self.word(), 0, changes),
                Some(_) => self.spread(name, value, changes),
            };
        };
        let (key, answer) = value.entry("answer")?;
        if !self.same_answer {
            self.put(key, answer, self.word(), 0, changes)?;
        }
        let indent = self.column(fields.first()?.0.range.start);
        let mut behind = answer.range.end.max(self.colon(key)?);
        for (key, wanted) in [("note", self.given.note), ("source", self.given.source)] {
            match (value.entry(key), wanted) {
                (Some((name, found)), Some(wanted)) => {
                    if !reads(found, wanted) {
                        self.put(name, found, wanted, indent + 2, changes)?;
                    }
                    behind = found.range.end.max(self.colon(name)?);
                }
                (Some((name, found)), None) => self.remove(name, found, None, changes)?,
                (None, Some(wanted)) => self.insert_behind(behind, &self.field(key, wanted, indent), changes),
                (None, None) => {}
            }
        }
        Some(())
    }

    /// Takes an answer out; where its question stands above it, its commented line comes back.
    pub(super) fn take_out(
        &self,
        answers: &Spot,
        name: &Spot,
        value: &Spot,
        changes: &mut Changes,
    ) -> Option<()> {
        if answers.is_flow() {
            return self.take_out_of_flow(answers, name, value, changes);
        }
        let marker = self.is_asked_above(name).then(|| format!("# {}:", name.text().unwrap_or_default()));
        self.remove(name, value, marker, changes)
    }

    /// Takes the lines of an entry out. Comments on them stay, each on a line of its own.
    fn remove(&self, name: &Spot, value: &Spot, leave: Option<String>, changes: &mut Changes) -> Option<()> {
        let text = self.text;
        let start = lines::start(text, name.range.start);
        let last = value.range.end.max(self.colon(name)?);
        let end = lines::end(text, last);
        let pad = text.get(start..name.range.start).filter(|pad| pad.trim().is_empty())?;
        let comments = self.layout.comments_in(name.range.start..end);
        let comments = comments.filter_map(|comment| text.get(comment.clone()).map(str::to_owned));
        let left: Vec<String> = comments.chain(leave).map(|line| format!("{pad}{line}")).collect();
        if !left.is_empty() {
            changes.replace(start..end, left.join(self.ending()));
        } else if lines::next(text, last) > end {
            changes.replace(start..lines::next(text, last), "");
        } else {
            // The last line of a file without a line break leaves none behind.
            changes.replace(lines::before(text, start)..end, "");
        }
        Some(())
    }

    /// Whether the comment above a key asks the question.
    fn is_asked_above(&self, name: &Spot) -> bool {
        let mut above = Vec::new();
        let mut start = lines::start(self.text, name.range.start);
        while start > 0 {
            let end = lines::before(self.text, start);
            let line = lines::start(self.text, end);
            match self.text.get(line..end).and_then(|line| line.trim().strip_prefix('#')) {
                Some(comment) if end < start => above.push(comment),
                _ => break,
            }
            start = line;
        }
        above.reverse();
        let above = words(&above.join(" "));
        let question = &self.criterion.question;
        let asked = [words(&question.sv), words(&question.en)];
        asked.iter().any(|question| !question.is_empty() && above.contains(question.as_str()))
    }

    /// Makes a word a mapping with that word and what it rests on.
    fn spread(&self, name: &Spot, value: &Spot, changes: &mut Changes) -> Option<()> {
        let colon = self.colon(name)?;
        let between = self.text.get(colon..value.range.start).unwrap_or("");
        let on_line = value.range.is_empty() || !between.contains(['\n', '\r', '#']);
        let column = self.column(value.range.start);
        let indent = if on_line { self.column(name.range.start) + self.step() } else { column };
        let word = self.text.get(value.range.clone()).filter(|word| self.same_answer && !word.is_empty());
        let pad = " ".repeat(indent);
        let answer = word.map_or_else(
            || self.field("answer", self.word(), indent),
            |word| format!("{pad}{}: {word}", self.key("answer")),
        );
        let rest = self.evidence().map(|(key, text)| self.field(key, text, indent));
        let lines = [answer].into_iter().chain(rest).collect::<Vec<_>>().join(self.ending());
        if value.range.is_empty() {
            self.insert_behind(colon, &lines, changes);
        } else if on_line {
            changes.replace(colon..value.range.end, "");
            self.insert_behind(value.range.end, &lines, changes);
        } else {
            changes.replace(value.range.clone(), lines.trim_start());
        }
        Some(())
    }

    /// Puts a word or text in the place of another; a word within the same quotation marks.
    pub(super) fn put(
        &self,
        key: &Spot,
        old: &Spot,
        new: &str,
        indent: usize,
        changes: &mut Changes,
    ) -> Option<()> {
        let line = if indent == 0 { scalar::word(new) } else { scalar::line(new) };
        if old.range.is_empty() {
            changes.insert(self.colon(key)?, format!(" {line}"));
            return Some(());
        }
        // The comment behind the sign of a text on lines of its own.
        let inside = self.layout.comments_in(old.range.clone()).next();
        let behind = self.layout.comments_in(old.range.end..lines::end(self.text, old.range.end)).next();
        let new = match (inside, behind, &old.kind) {
            (Some(comment), ..) => format!("{line}  {}", self.text.get(comment.clone())?),
            (_, _, SpotKind::Scalar(_, Style::Single)) if indent == 0 => format!("'{new}'"),
            (_, _, SpotKind::Scalar(_, Style::Double)) if indent == 0 => format!("\"{new}\""),
            (None, Some(_), _) => line,
            _ if indent == 0 => line,
            _ => self.long(new, indent),
        };
        changes.replace(old.range.clone(), new);
        Some(())
    }

    /// The lines of a whole entry, the first of them indented, too.
    fn entry(&self, name: &str, indent: usize) -> String {
        let head = format!("{}{}:", " ".repeat(indent), scalar::line(name));
        if self.evidence().next().is_none() {
            return format!("{head} {}", scalar::word(self.word()));
        }
        let fields = [("answer", self.word())].into_iter().chain(self.evidence());
        let fields = fields.map(|(key, text)| self.field(key, text, indent + self.step()));
        [head].into_iter().chain(fields).collect::<Vec<_>>().join(self.ending())
    }

    /// The line or lines of a part of an entry.
    fn field(&self, key: &'static str, text: &str, indent: usize) -> String {
        let text = if key == "answer" { scalar::word(text) } else { self.long(text, indent + 2) };
        format!("{}{}: {text}", " ".repeat(indent), self.key(key))
    }

    fn long(&self, text: &str, indent: usize) -> String {
        if self.folds { scalar::block(text, indent, self.ending()) } else { scalar::line(text) }
    }

    /// How much deeper than the answer the file indents what belongs to it.
    fn step(&self) -> usize {
        let Some((key, answers)) = self.document.root.entry("answers") else { return 2 };
        let nested = |(name, value): &(Spot, Spot)| {
            let SpotKind::Mapping(fields, Shape::Block) = &value.kind else { return None };
            self.column(fields.first()?.0.range.start).checked_sub(self.column(name.range.start))
        };
        let first = answers.entries().first().filter(|_| !answers.is_flow());
        let outer =
            first.map(|(name, _)| self.column(name.range.start).saturating_sub(self.column(key.range.start)));
        answers.entries().iter().find_map(nested).or(outer).unwrap_or(2).max(1)
    }

    /// Takes away what says that there are no answers.
    fn empty(&self, key: &Spot, answers: &Spot, changes: &mut Changes) -> Option<()> {
        if !answers.entries().is_empty() || answers.range.is_empty() {
            return Some(());
        }
        let nothing = self.colon(key)?..answers.range.end;
        // With a comment or line break before it, it is not this simple.
        let is_simple = !self.text.get(nothing.clone())?.contains(['#', '\n', '\r']);
        is_simple.then(|| changes.replace(nothing, ""))
    }

    /// Puts lines behind the line of a byte.
    fn insert_behind(&self, at: usize, lines: &str, changes: &mut Changes) {
        changes.insert(lines::end(self.text, at), format!("{}{lines}", self.ending()));
    }

    fn ending(&self) -> &'static str {
        lines::ending(self.text)
    }

    fn column(&self, at: usize) -> usize {
        lines::column(self.text, at)
    }
}

/// Whether a text reads as wanted.
pub(super) fn reads(found: &Spot, wanted: &str) -> bool {
    !found.is_null() && found.text().is_some_and(|text| text.trim() == wanted)
}

/// The words of a text, one blank apart.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
