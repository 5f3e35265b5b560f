//! A recommendation for people to read: first what is recommended and how firmly, then why, then what could
//! change it.
//!
//! In: a recommendation, a width, how much to show. Out: a page. By default about a screen; in full, everything
//! the evaluation's trace holds.

mod basis;
mod follow;
mod head;

use crate::document::{Block, Document, Rich};
use crate::explain::{Effect, Reason, Recommendation};
use crate::model::{Bilingual, Criterion, CriterionKey, Form, FormKey, Outcome};
use crate::say::words::{key, sources};
use crate::texts::{Text, Texts};
use crate::write::laid_page::{Page, Tone};

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// What fits about a screen.
    #[default]
    Short,
    /// Everything.
    Full,
}

/// Lays out one recommendation.
#[must_use]
pub fn page(recommendation: &Recommendation<'_>, texts: &Texts, width: usize, detail: Detail) -> String {
    write(recommendation, texts, detail, Page::new(width)).finish()
}

/// The same as a document; with the texts of [`Texts::plain`], for a plain page.
#[must_use]
pub fn document(recommendation: &Recommendation<'_>, texts: &Texts, detail: Detail) -> Document {
    write(recommendation, texts, detail, Page::plain()).document(texts)
}

/// Several as one document, the areas under headings of their own.
#[must_use]
pub fn documents(recommendations: &[Recommendation<'_>], texts: &Texts, detail: Detail) -> Document {
    let mut all = recommendations.iter().map(|one| document(one, texts, detail));
    let Some(mut first) = all.next() else { return Page::plain().document(texts) };
    for (number, next) in (2..).zip(all) {
        let (text, id) = (Rich::plain(next.title), format!("area-{number}"));
        first.blocks.push(Block::Heading { level: 2, text, id });
        first.blocks.extend(next.blocks.into_iter().map(|block| match block {
            Block::Heading { level, text, id } => {
                Block::Heading { level: (level + 1).min(4), text, id: format!("area-{number}-{id}") }
            }
            block => block,
        }));
    }
    first
}

fn write(recommendation: &Recommendation<'_>, texts: &Texts, detail: Detail, page: Page) -> Page {
    let mut writer = Writer { recommendation, texts, detail, page, said: Vec::new() };
    writer.head();
    writer.basis();
    writer.follow();
    writer.page
}

struct Writer<'a> {
    recommendation: &'a Recommendation<'a>,
    texts: &'a Texts,
    detail: Detail,
    page: Page,
    /// The reasons that have been given one by one.
    said: Vec<SaidReason<'a>>,
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

    fn say(&self, text: &'a Bilingual) -> &'a str {
        text.get(self.texts.lang)
    }

    fn criterion(&self, criterion: CriterionKey) -> &'a Criterion {
        self.recommendation.rules.criteria.at(criterion)
    }

    fn criterion_name(&self, criterion: CriterionKey) -> &'a str {
        self.say(&self.criterion(criterion).name)
    }

    fn criterion_key(&self, criterion: CriterionKey) -> &'a str {
        key(self.criterion(criterion), self.texts.lang)
    }

    fn answer(&self, criterion: CriterionKey, answer: Option<u8>) -> &'a str {
        crate::say::words::answer(self.texts, self.criterion(criterion), answer)
    }

    fn form(&self, form: FormKey) -> &'a Form {
        self.recommendation.rules.forms.at(form)
    }

    fn form_name(&self, form: FormKey) -> &'a str {
        self.say(&self.form(form).name)
    }

    fn outcome(&self, outcome: Outcome) -> &'a str {
        self.say(self.recommendation.rules.outcome_title(outcome))
    }

    fn more(&mut self, indent: &str, text: Text, count: usize) {
        if count > 0 {
            let line = self.texts.with(text, &[("number", &count.to_string())]);
            self.page.line(&format!("{indent}{line}"), Tone::Faint);
        }
    }

    /// Facts of one kind: side by side on one line, or a line each where the page is plain.
    fn told(&self, facts: Vec<String>, between: &str) -> Vec<String> {
        if self.texts.is_plain() || facts.is_empty() { facts } else { vec![facts.join(between)] }
    }

    /// What a paragraph with a sign begins with.
    fn lead(&self, sign: Text) -> String {
        format!("  {} ", self.texts.get(sign))
    }

    /// A reason on its own: criterion and answer, what the rule says, its source, the area's own evidence.
    fn reason(&mut self, sign: Text, reason: &Reason<'a>) {
        self.said.push(apart_from_form(reason));
        let name = self.criterion_name(reason.criterion);
        let answer = self.answer(reason.criterion, reason.answer);
        let said = reason.text.get(self.texts.lang);
        let first = self.lead(sign);
        self.page.paragraph(&first, "    ", &format!("{name}: {answer}. {said}"), Tone::Plain);
        let words = [("id", reason.rule.to_owned()), ("sources", sources(self.texts, reason.sources))];
        let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
        self.page.paragraph("    ", "    ", &self.texts.with(Text::RuleAt, &words), Tone::Faint);
        self.evidence(reason.criterion);
    }

    /// The same with the source in the running text where the page is short.
    fn noted(&mut self, sign: Text, reason: &Reason<'a>) {
        if self.full() {
            return self.reason(sign, reason);
        }
        let name = self.criterion_name(reason.criterion);
        let answer = self.answer(reason.criterion, reason.answer);
        let said = reason.text.get(self.texts.lang);
        let place = sources(self.texts, reason.sources);
        let text = format!("{name}: {answer}. {said} ({place})");
        self.page.paragraph(&self.lead(sign), "    ", &text, Tone::Plain);
        self.evidence(reason.criterion);
    }

    /// The same on a line: criterion, answer and source, with the area's own evidence below.
    fn brief(&mut self, sign: Text, reason: &Reason<'_>) {
        let name = self.criterion_name(reason.criterion);
        let answer = self.answer(reason.criterion, reason.answer);
        let place = sources(self.texts, reason.sources);
        self.page.paragraph(&self.lead(sign), "    ", &format!("{name}: {answer} ({place})"), Tone::Plain);
        self.evidence(reason.criterion);
    }

    /// What the area file says beside an answer.
    fn evidence(&mut self, criterion: CriterionKey) {
        let Some(evidence) = self.recommendation.area.evidence.at(criterion) else { return };
        if self.texts.is_plain() {
            for (text, said) in [(Text::Evidence, &evidence.note), (Text::EvidenceSource, &evidence.source)] {
                let Some(said) = said else { continue };
                self.page.paragraph("    ", "    ", &self.texts.with(text, &[("text", said)]), Tone::Plain);
            }
            return;
        }
        let parts: Vec<&str> =
            [&evidence.note, &evidence.source].into_iter().flatten().map(String::as_str).collect();
        if parts.is_empty() {
            return;
        }
        let text = self.texts.evidence(parts.join(" – "));
        if self.full() {
            self.page.paragraph("    ", "    ", &text, Tone::Plain);
        } else {
            self.page.short("    ", &text, Tone::Plain);
        }
    }
}
