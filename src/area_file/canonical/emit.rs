//! A document written anew: its keys in order, indented by two, each with the comments that belong to it.

use super::gaps::{self, Gap, cut, cut_top};
use crate::area_file::layout::{Document, Layout, Shape, Spot, SpotKind, Style};
use crate::area_file::lines;
use crate::load::{is_key, keys_of};
use crate::model::{CriterionKey, RuleSet};

/// How much deeper what belongs to a key is indented.
const STEP: usize = 2;

/// What writing needs to know.
pub struct Emitter<'a> {
    pub text: &'a str,
    pub layout: &'a Layout,
    pub rules: &'a RuleSet,
    pub order: &'a [CriterionKey],
}

/// An entry with what stands above it, or a commented question.
struct Piece {
    rank: usize,
    above: Vec<Gap>,
    lines: Vec<Line>,
}

/// A line to write.
enum Line {
    /// A part of a value or key, which stays as it is.
    Kept(String),
    /// A comment or an empty line.
    Gap(String),
}

impl Emitter<'_> {
    /// The lines of a document.
    pub fn document(&self, document: &Document) -> Option<Vec<String>> {
        let root = &document.root;
        let first = lines::start(self.text, root.range.start).max(document.start);
        let (top, above) = cut_top(gaps::read(self.text.get(document.start..first)?)?);
        let behind = lines::next(self.text, root.range.end).min(document.end);
        let tail = gaps::read(self.text.get(behind..document.end)?)?;
        let mut lines: Vec<Line> = top.iter().map(|line| Line::Gap(line.at(0))).collect();
        lines.extend(self.mapping(root.entries(), None, above, tail, 0)?);
        Some(settled(lines))
    }

    /// The entries of a mapping that has a line for each: `above` is what stands above the first, `tail` what is left
    /// behind the last.
    fn mapping(
        &self,
        entries: &[(Spot, Spot)],
        under: Option<&str>,
        above: Vec<Gap>,
        tail: Vec<Gap>,
        indent: usize,
    ) -> Option<Vec<Line>> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut above = if entries.is_empty() { [above, tail.clone()].concat() } else { above };
        for (position, (key, value)) in entries.iter().enumerate() {
            let next = entries.get(position + 1).map(|(key, _)| key.range.start);
            let behind = match next {
                Some(next) => self.gap(key, value, next)?,
                None => tail.clone(),
            };
            let column = lines::column(self.text, key.range.start);
            let holds =
                matches!(value.kind, SpotKind::Mapping(_, Shape::Block) | SpotKind::List(_, Shape::Block));
            let (nested, rest) =
                if holds || value.range.is_empty() { cut(behind, column) } else { (Vec::new(), behind) };
            let above = self.questions(std::mem::replace(&mut above, rest), under, &mut pieces);
            let lines = self.entry(key, value, nested, indent)?;
            pieces.push(Piece { rank: self.rank(key, under), above, lines });
        }
        let tail = self.questions(above, under, &mut pieces);
        pieces.sort_by_key(|piece| piece.rank);
        let mut lines = Vec::new();
        for piece in pieces {
            // The first of them stands right below what it belongs to.
            let skipped = if lines.is_empty() {
                piece.above.iter().take_while(|line| **line == Gap::Empty).count()
            } else {
                0
            };
            lines.extend(piece.above.iter().skip(skipped).map(|line| Line::Gap(line.at(indent))));
            lines.extend(piece.lines);
        }
        lines.extend(tail.iter().map(|line| Line::Gap(line.at(indent))));
        Some(lines)
    }

    /// Takes commented questions out of some comments, as pieces of their own, and gives back the rest.
    fn questions(&self, gap: Vec<Gap>, under: Option<&str>, pieces: &mut Vec<Piece>) -> Vec<Gap> {
        let mut rest = Vec::new();
        for line in gap {
            let rank = match &line {
                Gap::Comment(_, text) if is_answers(under) => self.asked(text),
                _ => None,
            };
            rest.push(line);
            if let Some(rank) = rank {
                pieces.push(Piece { rank, above: std::mem::take(&mut rest), lines: Vec::new() });
            }
        }
        rest
    }

    /// The rank of the criterion whose commented line this is.
    fn asked(&self, comment: &str) -> Option<usize> {
        let name = comment.trim_start_matches('#').trim().strip_suffix(':')?.trim_end();
        self.criterion_rank(name)
    }

    fn criterion_rank(&self, name: &str) -> Option<usize> {
        let key = self.rules.criterion_named(name)?;
        self.order.iter().position(|other| *other == key)
    }

    /// Where a key stands among those beside it.
    pub(super) fn rank(&self, key: &Spot, under: Option<&str>) -> usize {
        let name = key.text().unwrap_or("");
        let rank = match under {
            _ if is_answers(under) => self.criterion_rank(name),
            _ => keys_of(under).iter().position(|known| is_key(name, known)),
        };
        rank.unwrap_or(usize::MAX)
    }

    /// The lines between the end of an entry and what begins at `next`.
    fn gap(&self, key: &Spot, value: &Spot, next: usize) -> Option<Vec<Gap>> {
        let last = value.range.end.max(self.colon(key)?);
        let next = lines::start(self.text, next);
        gaps::read(self.text.get(lines::next(self.text, last)..next)?)
    }

    /// A key with its value; `nested` are the comments behind it that belong within.
    fn entry(&self, key: &Spot, value: &Spot, nested: Vec<Gap>, indent: usize) -> Option<Vec<Line>> {
        let name = self.text.get(key.range.clone())?;
        let colon = self.colon(key)?;
        let line_end = lines::end(self.text, colon);
        let head = format!("{}{name}:", " ".repeat(indent));
        let on_line = value.range.is_empty() || value.range.start < line_end;
        let under = key.text();
        let is_block =
            matches!(value.kind, SpotKind::Mapping(_, Shape::Block) | SpotKind::List(_, Shape::Block));
        if is_block || !on_line || value.range.is_empty() {
            // Behind the colon, a comment at most.
            let behind = self.comment(colon)?;
            let mut lines = vec![Line::Kept(format!("{head}{behind}"))];
            if value.range.is_empty() {
                lines.extend(self.mapping(&[], under, Vec::new(), nested, indent + STEP)?);
                return Some(lines);
            }
            let first = lines::start(self.text, value.range.start);
            let above = gaps::read(self.text.get(lines::next(self.text, colon)..first)?)?;
            lines.extend(match &value.kind {
                SpotKind::Mapping(_, Shape::Block) => {
                    self.mapping(value.entries(), under, above, nested, indent + STEP)?
                }
                SpotKind::List(items, Shape::Block) => {
                    self.list(items, under, above, nested, indent + STEP)?
                }
                _ => {
                    let mut lines: Vec<Line> =
                        above.iter().map(|line| Line::Gap(line.at(indent + STEP))).collect();
                    let pad = " ".repeat(indent + STEP);
                    lines.extend(self.value(value, under, &pad, key, indent)?);
                    lines
                }
            });
            return Some(lines);
        }
        let between = self.text.get(colon..value.range.start)?;
        self.value(value, under, &format!("{head}{between}"), key, indent)
    }

    /// A word, a text, or what stands within braces, behind `head`; the lines that follow are indented anew.
    fn value(
        &self,
        value: &Spot,
        under: Option<&str>,
        head: &str,
        key: &Spot,
        indent: usize,
    ) -> Option<Vec<Line>> {
        let raw = self.flow(value, under)?;
        let mut raw_lines = lines::all(&raw);
        // The last of the empty lines that belong to a text.
        if raw.ends_with(['\n', '\r']) {
            raw_lines.push("");
        }
        let (first, rest) = raw_lines.split_first()?;
        let column = lines::column(self.text, key.range.start);
        let shifted = |line: &str, from: usize, to: usize| {
            let depth = line.len() - line.trim_start_matches(' ').len();
            match line.trim_matches(' ').is_empty() && depth <= from {
                true => String::new(),
                false => format!(
                    "{}{}",
                    " ".repeat((depth + to).saturating_sub(from)),
                    line.trim_start_matches(' ')
                ),
            }
        };
        let mut lines = vec![format!("{head}{first}")];
        match &value.kind {
            SpotKind::Scalar(_, Style::Block) => {
                let sign = first.split('#').next().unwrap_or("");
                let own = rest.iter().find(|line| !line.trim().is_empty());
                let own = own.map_or(0, |line| line.len() - line.trim_start_matches(' ').len());
                let told = sign.contains(|letter: char| letter.is_ascii_digit());
                let (from, to) = if told { (column, indent) } else { (own, indent + STEP) };
                lines.extend(rest.iter().map(|line| shifted(line, from, to)));
            }
            SpotKind::Scalar(..) => {
                let pad = " ".repeat(indent + STEP);
                lines.extend(rest.iter().map(|line| match line.trim_start() {
                    "" => String::new(),
                    text => format!("{pad}{text}"),
                }));
            }
            _ => lines.extend(rest.iter().map(|line| shifted(line, column, indent))),
        }
        if !matches!(value.kind, SpotKind::Scalar(_, Style::Block)) {
            let behind = self.comment(value.range.end)?;
            lines.last_mut()?.push_str(behind);
        }
        Some(lines.into_iter().map(Line::Kept).collect())
    }

    /// The items of a list that has a line for each.
    fn list(
        &self,
        items: &[Spot],
        under: Option<&str>,
        above: Vec<Gap>,
        tail: Vec<Gap>,
        indent: usize,
    ) -> Option<Vec<Line>> {
        let pad = " ".repeat(indent);
        let mut lines: Vec<Line> = above.iter().map(|line| Line::Gap(line.at(indent))).collect();
        for (position, item) in items.iter().enumerate() {
            let start = lines::start(self.text, item.range.start);
            let dash = self.text.get(start..item.range.start)?;
            let column = dash.find('-').filter(|_| dash.trim() == "-")?;
            let behind = match items.get(position + 1) {
                Some(next) => {
                    let next = lines::start(self.text, next.range.start);
                    gaps::read(self.text.get(lines::next(self.text, item.range.end)..next)?)?
                }
                None => tail.clone(),
            };
            let (nested, rest) = cut(behind, column);
            match &item.kind {
                SpotKind::Mapping(_, Shape::Block) => {
                    let entries = self.mapping(item.entries(), under, Vec::new(), nested, indent + STEP)?;
                    let mut is_first = true;
                    for line in entries {
                        lines.push(match line {
                            Line::Kept(text) if is_first => {
                                is_first = false;
                                Line::Kept(format!("{pad}- {}", text.trim_start()))
                            }
                            // What stands above the first key stands above its dash.
                            Line::Gap(text) if is_first && !text.is_empty() => {
                                Line::Gap(format!("{pad}{}", text.trim_start()))
                            }
                            line => line,
                        });
                    }
                }
                SpotKind::List(_, Shape::Block) => return None,
                _ => {
                    lines.extend(self.value(item, under, &format!("{pad}- "), item, indent)?);
                    lines.extend(nested.iter().map(|line| Line::Gap(line.at(indent))));
                }
            }
            lines.extend(rest.iter().map(|line| Line::Gap(line.at(indent))));
        }
        Some(lines)
    }

    /// The comment behind a byte on its line, with the blanks before it; `None` if anything else is there.
    fn comment(&self, at: usize) -> Option<&str> {
        let behind = self.text.get(at..lines::end(self.text, at))?.trim_end();
        (behind.is_empty() || behind.trim_start().starts_with('#')).then_some(behind)
    }

    /// The byte behind the colon of a key.
    pub(super) fn colon(&self, key: &Spot) -> Option<usize> {
        super::super::colon(self.text, key)
    }
}

/// The lines with no more than one empty line in a row, and none at the beginning or end.
fn settled(lines: Vec<Line>) -> Vec<String> {
    let mut settled: Vec<String> = Vec::with_capacity(lines.len());
    let mut last_is_kept = false;
    for line in lines {
        match line {
            Line::Kept(text) => {
                settled.push(text);
                last_is_kept = true;
            }
            Line::Gap(text) => {
                let again = settled.last().is_none_or(String::is_empty) && !last_is_kept;
                if !(text.is_empty() && again) {
                    settled.push(text);
                }
                last_is_kept = false;
            }
        }
    }
    while !last_is_kept && settled.last().is_some_and(String::is_empty) {
        settled.pop();
    }
    settled
}

/// Whether this key holds the answers.
fn is_answers(under: Option<&str>) -> bool {
    under.is_some_and(|under| is_key(under, "answers"))
}
