//! A recommendation for people to read: first what is recommended and how firmly, then why, then what could
//! change it.
//!
//! In: a recommendation, how much to show. Out: a document. By default a screen, a point for each kind of reason; in full,
//! everything the evaluation's trace holds.

mod basis;
mod follow;
mod head;

use crate::document::{Block, Document, Entry, Rich, Sign, Style, anchor};
use crate::explain::{Effect, Reason, Recommendation};
use crate::model::{Citation, CriterionKey};
use crate::say::speaker::Speaker;
use crate::texts::Texts;

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// What fits on a screen.
    #[default]
    Short,
    /// Everything.
    Full,
}

/// One recommendation, or several as the chapters of one document.
#[must_use]
pub fn document(recommendations: &[Recommendation<'_>], texts: &Texts, detail: Detail) -> Document {
    if let [one] = recommendations {
        return of(one, texts, detail);
    }
    let chapter = |one: &Recommendation<'_>| (anchor(&one.area.key()), of(one, texts, detail));
    Document::of(texts.lang, texts.overview_title(), recommendations.iter().map(chapter).collect())
}

fn of(recommendation: &Recommendation<'_>, texts: &Texts, detail: Detail) -> Document {
    let speaker = Speaker { texts, rules: recommendation.rules };
    let document = Document::new(texts.lang, recommendation.area.name.as_str());
    let (said, points) = (Vec::new(), Vec::new());
    let mut writer = Writer { recommendation, texts, speaker, detail, document, said, points };
    writer.head();
    writer.warnings();
    let points_at = writer.document.blocks.len();
    // Where too little is known, what to find out comes first.
    if writer.is_undetermined() {
        writer.questions();
    }
    writer.basis();
    writer.follow();
    writer.put_points(points_at);
    let contents_depth = if writer.full() { 2 } else { 0 };
    Document { contents_depth, ..writer.document }
}

/// How many lines a short page has at 80 columns: a screen.
const SCREEN: usize = 40;

/// The points of a short page: where they do not all fit on a screen, the last of these go first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Excludes,
    Remedy,
    For,
    Mix,
    Met,
    Flips,
    Advice,
    ForBase,
    Complement,
    Law,
    Against,
    Considerations,
    AgainstBase,
}

struct Writer<'a> {
    recommendation: &'a Recommendation<'a>,
    texts: &'a Texts,
    speaker: Speaker<'a>,
    detail: Detail,
    document: Document,
    /// The reasons that have been given one by one.
    said: Vec<SaidReason<'a>>,
    /// What a short page has to say.
    points: Vec<(Rank, Entry)>,
}

/// A reason without its form: what concerns several is said once.
type SaidReason<'a> = (&'a str, CriterionKey, Effect);

const fn apart_from_form<'a>(reason: &Reason<'a>) -> SaidReason<'a> {
    (reason.rule, reason.criterion, reason.effect)
}

impl<'a> Writer<'a> {
    const fn full(&self) -> bool {
        matches!(self.detail, Detail::Full)
    }

    /// How many of `all` to show when the short page has room for `room`.
    fn shown(&self, all: usize, room: usize) -> usize {
        // A line that says one more was left out takes the place of that one.
        if self.full() || all <= room + 1 { all } else { room }
    }

    /// What there is room for; the rest folded under a line that counts it.
    fn some(&mut self, mut all: Vec<Block>, room: usize, more: impl Fn(&Texts, usize) -> String) {
        let rest = all.split_off(self.shown(all.len(), room));
        self.document.blocks.extend(all);
        self.document.fold(more(self.texts, rest.len()), rest);
    }

    /// What a short page says of one kind, under its sign.
    fn point(&mut self, rank: Rank, sign: Sign, heading: &str, text: &str, sources: &[&Citation]) {
        let lead = Rich::strong(format!("{heading}:")).and(format!(" {text}"), Style::Plain);
        let lead = match sources {
            [] => lead,
            sources => {
                lead.and(format!(" ({})", self.speaker.sources(sources.iter().copied())), Style::Faint)
            }
        };
        self.points.push((rank, Entry { sign: Some(sign), lead, details: Vec::new() }));
    }

    /// Puts the points for which there is room at their place; the rest folded under a line that counts it.
    fn put_points(&mut self, at: usize) {
        let used: usize = self.document.blocks.iter().map(lines).sum();
        let mut room = SCREEN.saturating_sub(used + AROUND);
        let mut by_rank: Vec<(Rank, usize)> = self.points.iter().map(|(rank, _)| *rank).zip(0..).collect();
        by_rank.sort_unstable();
        let mut kept = vec![true; self.points.len()];
        let mut is_full = false;
        for (_, place) in by_rank {
            let needed = self.points.get(place).map_or(0, |(_, entry)| wrapped(&entry.lead, 76));
            is_full |= needed > room;
            room = room.saturating_sub(needed);
            kept.get_mut(place).into_iter().for_each(|kept| *kept = !is_full);
        }
        let points = std::mem::take(&mut self.points).into_iter().map(|(_, entry)| Block::Entry(entry));
        let (kept, rest): (Vec<_>, Vec<_>) = points.zip(kept).partition(|(_, kept)| *kept);
        let mut folded = Document::new(self.texts.lang, "");
        folded.fold(self.texts.more_points(rest.len()), rest.into_iter().map(|(point, _)| point).collect());
        let blocks: Vec<Block> = kept.into_iter().map(|(point, _)| point).chain(folded.blocks).collect();
        self.document.blocks.splice(at..at, blocks);
    }

    /// A reason in full: criterion and answer, what the rule says, its source, the area's own evidence.
    fn reason(&mut self, sign: Sign, reason: &Reason<'a>) -> Block {
        let (texts, speaker) = (self.texts, self.speaker);
        self.said.push(apart_from_form(reason));
        let name = speaker.criterion(reason.criterion);
        let answer = speaker.answer(reason.criterion, reason.answer);
        let lead = Rich::plain(format!("{name}: {answer}. {}", speaker.say(reason.text)));
        let mut details = vec![Rich::faint(texts.rule_at(reason.rule, speaker.sources(reason.sources)))];
        let found = self.recommendation;
        let provenance = speaker.provenance(&found.area, reason.criterion);
        details.extend(provenance.map(Rich::faint));
        if let Some(evidence) = found.area.evidence.at(reason.criterion) {
            let source = evidence.source.iter().map(|source| texts.evidence_source(source));
            let note = evidence.note.iter().map(|note| texts.evidence(note));
            details.extend(note.chain(source).map(|said| Rich::own(&said)));
        }
        Block::Entry(Entry { sign: Some(sign), lead, details })
    }
}

/// Title, facts and the empty lines between what stands apart.
const AROUND: usize = 8;

/// How many lines a block of a short page takes.
fn lines(block: &Block) -> usize {
    match block {
        Block::Paragraph(text) => wrapped(text, 80),
        Block::Entry(entry) => {
            wrapped(&entry.lead, 76) + entry.details.iter().map(|text| wrapped(text, 76)).sum::<usize>()
        }
        Block::Table(table) => table.rows.len() + 3,
        _ => 2,
    }
}

fn wrapped(text: &Rich, width: usize) -> usize {
    textwrap::wrap(&text.text(), width).len()
}
