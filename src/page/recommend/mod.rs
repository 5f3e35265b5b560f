//! A recommendation for people to read: first what is recommended and how firmly, then why, then what could
//! change it.
//!
//! In: a recommendation, how much to show. Out: a document. By default about a screen; in full, everything the
//! evaluation's trace holds.

mod basis;
mod follow;
mod head;

use crate::document::{Block, Document, Entry, Rich, Sign, anchor};
use crate::explain::{Effect, Reason, Recommendation};
use crate::model::CriterionKey;
use crate::say::speaker::Speaker;
use crate::texts::Texts;

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// What fits about a screen.
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
    let chapter = |one: &Recommendation<'_>| (anchor(&one.area.id), of(one, texts, detail));
    Document::of(texts.lang, texts.overview_title(), recommendations.iter().map(chapter).collect())
}

fn of(recommendation: &Recommendation<'_>, texts: &Texts, detail: Detail) -> Document {
    let speaker = Speaker { texts, rules: recommendation.rules };
    let document = Document::new(texts.lang, recommendation.area.name.as_str());
    let mut writer = Writer { recommendation, texts, speaker, detail, document, said: Vec::new() };
    writer.head();
    // Where too little is known, what to find out comes first.
    if writer.is_undetermined() {
        writer.questions();
    }
    writer.basis();
    writer.follow();
    let contents_depth = if writer.full() { 2 } else { 0 };
    Document { contents_depth, ..writer.document }
}

struct Writer<'a> {
    recommendation: &'a Recommendation<'a>,
    texts: &'a Texts,
    speaker: Speaker<'a>,
    detail: Detail,
    document: Document,
    /// The reasons that have been given one by one.
    said: Vec<SaidReason<'a>>,
}

/// A reason without its form: what concerns several is said once.
type SaidReason<'a> = (&'a str, CriterionKey, Effect);

const fn apart_from_form<'a>(reason: &Reason<'a>) -> SaidReason<'a> {
    (reason.rule, reason.criterion, reason.effect)
}

/// How much is said of a reason on a short page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    /// What the rule says, with its source.
    Noted,
    /// The answer with its source.
    Brief,
    /// The same without the area's own evidence, which stands elsewhere.
    Bare,
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

    /// A text of which the short page shows a line at most.
    fn shortly(&self, text: impl Into<Rich>) -> Rich {
        if self.full() { text.into() } else { text.into().briefly() }
    }

    /// A reason: criterion and answer, what the rule says, its source, the area's own evidence; in full all of it.
    fn reason(&mut self, sign: Sign, length: Length, reason: &Reason<'a>) -> Block {
        let Speaker { texts, .. } = self.speaker;
        let name = self.speaker.criterion(reason.criterion);
        let answer = self.speaker.answer(reason.criterion, reason.answer);
        let said = self.speaker.say(reason.text);
        let sources = self.speaker.sources(reason.sources);
        let mut details = Vec::new();
        let lead = match (self.detail, length) {
            (Detail::Full, _) => {
                self.said.push(apart_from_form(reason));
                details.push(Rich::faint(texts.rule_at(reason.rule, sources)));
                format!("{name}: {answer}. {said}")
            }
            (Detail::Short, Length::Noted) => format!("{name}: {answer}. {said} ({sources})"),
            (Detail::Short, Length::Brief | Length::Bare) => format!("{name}: {answer} ({sources})"),
        };
        let found = self.recommendation;
        if found.rules.is_settled(&found.area, reason.criterion) && length != Length::Bare {
            details.push(Rich::faint(texts.by_law()));
        }
        if let Some(evidence) = self.recommendation.area.evidence.at(reason.criterion) {
            let said = |note: &String| texts.evidence(note);
            let source = evidence.source.iter().map(|source| texts.evidence_source(source));
            if self.full() {
                details.extend(evidence.note.iter().map(said).chain(source).map(Rich::from));
            } else if length != Length::Bare {
                let given = [&evidence.note, &evidence.source].into_iter().flatten().cloned();
                let given: Vec<String> = given.collect();
                details.extend((!given.is_empty()).then(|| Rich::from(said(&given.join(" – "))).briefly()));
            }
        }
        Block::Entry(Entry { sign: Some(sign), lead: lead.into(), details })
    }
}
