//! The decision document of an area (*tjänsteskrivelse*): what is proposed, what it rests on, what else was considered.
//!
//! In: a recommendation whose rule set says how such a document is built. Out: a document that becomes Markdown, HTML or a
//! Word file. Never computes an outcome; every sentence comes from the texts, the rule set or the area file, and what none
//! of them has is a marked gap.

mod alternatives;
mod annex;
mod assessment;
mod background;
mod consequences;
mod proposal;
mod reasons;
mod words;

use crate::document::{Document, Rich, Style};
use crate::evaluate::{Truth, holds};
use crate::explain::Recommendation;
use crate::model::{Bilingual, FormKey, Gate, MemoPart, Outcome, RuleSet, Section};
use crate::page::gaps::Gaps;
use crate::say::Speaker;
use crate::texts::Texts;

pub use proposal::{forbidden, proposed};

/// Writes the document; empty but for its head where the rule set says nothing of it.
#[must_use]
pub fn memo(found: &Recommendation<'_>, texts: &Texts) -> Document {
    let speaker = Speaker { texts, rules: found.rules };
    let document = Document::new(texts.lang, texts.memo_title(&found.area.name));
    let mut writer = Writer {
        found,
        texts,
        speaker,
        rules: found.rules,
        subject: proposed(found),
        document,
        gaps: Gaps::new(texts),
        told: Vec::new(),
        barred: Vec::new(),
        gaps_at: None,
    };
    writer.head();
    writer.sections();
    writer.list_gaps();
    writer.document
}

struct Writer<'a> {
    found: &'a Recommendation<'a>,
    texts: &'a Texts,
    speaker: Speaker<'a>,
    rules: &'a RuleSet,
    /// What is proposed: by the administration or else by the rules; none where too little is known.
    subject: Option<Outcome>,
    document: Document,
    /// What is left to fill in.
    gaps: Gaps<'a>,
    /// The criteria whose evidence has been given among the reasons for what is proposed.
    told: Vec<crate::model::CriterionKey>,
    /// What makes other forms impossible, each with the first form that it does.
    barred: Vec<(Vec<&'a Gate>, FormKey)>,
    /// Where in the document the list of gaps belongs.
    gaps_at: Option<usize>,
}

impl<'a> Writer<'a> {
    /// Municipality, board, reference, date, officer; each a gap where it is not given.
    fn head(&mut self) {
        let (area, texts) = (&self.found.area, self.texts);
        let facts = [
            (texts.plan_board(), area.board.as_deref(), texts.memo_gap_board()),
            (texts.memo_reference(), self.given("reference"), texts.memo_gap_reference()),
            (texts.memo_date(), self.given("date"), texts.memo_gap_date()),
            (texts.memo_officer(), self.given("officer"), texts.memo_gap_officer()),
        ];
        if let Some(municipality) = &area.municipality {
            self.document.fact(texts.column_municipality(), municipality.as_str());
        }
        for (name, value, gap) in facts {
            let value = value.map_or_else(|| self.gap(gap), str::to_owned);
            self.document.fact(name, value);
        }
    }

    fn sections(&mut self) {
        let rules = self.rules;
        let mut own = false;
        for section in &rules.memo.sections {
            let part = MemoPart::named(&section.id);
            // Headings of the area's own stand before what closes the document.
            if matches!(part, Some(MemoPart::Recipients | MemoPart::Annex | MemoPart::Gaps)) && !own {
                self.own_sections();
                own = true;
            }
            self.section(section, part);
        }
        if !own {
            self.own_sections();
        }
    }

    fn section(&mut self, section: &'a Section, part: Option<MemoPart>) {
        let in_force = section.validity.holds_on(self.found.day.as_deref());
        let stands = match &section.when {
            _ if !in_force => Truth::False,
            Some(when) => holds(when, &self.found.area.answers),
            None => Truth::True,
        };
        let own = self.own_text(section);
        if stands == Truth::False && own.is_none() {
            return;
        }
        self.begin(self.speaker.say(&section.heading), &section.id);
        if let Some(text) = section.text.as_ref().filter(|_| in_force) {
            self.document.paragraph(self.speaker.say(text));
        }
        // Points of the officer's own are numbered with the others.
        if let Some(own) = own.filter(|_| part != Some(MemoPart::Proposal)) {
            self.paragraphs(own);
        }
        match part {
            Some(MemoPart::Proposal) => self.proposal(own),
            Some(MemoPart::Matter) => self.matter(),
            Some(MemoPart::Basis) => self.basis(),
            Some(MemoPart::Background) => self.background(),
            Some(MemoPart::Assessment) => self.assessment(),
            Some(MemoPart::Alternatives) => self.alternatives(),
            Some(MemoPart::Risks) => self.risks(),
            Some(MemoPart::Economy) => self.economy(),
            Some(MemoPart::Annex) => self.annex(),
            Some(MemoPart::Gaps) => self.gaps_at = Some(self.document.blocks.len()),
            Some(MemoPart::Recipients) | None => {}
        }
        if own.is_none() {
            self.evidence(section);
        }
        if stands == Truth::Open {
            self.open_section(section);
        }
        if let Some(gap) = section.gap.as_ref().filter(|_| own.is_none()) {
            let gap = self.gap_of(gap);
            self.document.paragraph(gap);
        }
    }

    /// The evidence of the criteria that belong in a section.
    fn evidence(&mut self, section: &Section) {
        for criterion in &section.criteria {
            if let Some(said) = self.noted(*criterion) {
                self.document.paragraph(Rich::own(&said));
            }
        }
    }

    /// That it is not known whether a section belongs in the document.
    fn open_section(&mut self, section: &Section) {
        let answers = &self.found.area.answers;
        let when = section.when.iter();
        let open: Vec<&str> = when
            .flat_map(|when| crate::evaluate::deciding(when, answers, Truth::Open))
            .map(|criterion| self.speaker.question(criterion))
            .collect();
        self.document.paragraph(self.texts.memo_open_question(open.join(" ")));
    }

    /// Texts of the matter under headings that are none of the document's.
    fn own_sections(&mut self) {
        let known = ["reference", "date", "officer"];
        let found = self.found;
        let texts = found.area.matter.iter().filter(|(heading, _)| {
            let of = |section: &Section| section.is_named(heading);
            !known.contains(&heading.as_str()) && !self.rules.memo.sections.iter().any(of)
        });
        for (at, (heading, text)) in texts.enumerate() {
            self.begin(heading, &format!("own-{}", at + 1));
            self.paragraphs(text);
        }
    }

    fn begin(&mut self, heading: &'a str, id: &str) {
        self.gaps.begin(heading);
        self.document.heading(2, heading, id);
    }

    /// A text of the matter by its key.
    fn given(&self, key: &str) -> Option<&'a str> {
        self.found.area.matter.iter().find(|(known, _)| known == key).map(|(_, text)| text.as_str())
    }

    /// The officer's own text for a section.
    fn own_text(&self, section: &Section) -> Option<&'a str> {
        let own = self.found.area.matter.iter().find(|(heading, _)| section.is_named(heading));
        own.map(|(_, text)| text.as_str())
    }

    /// Whether the document has a section that is written by the tool.
    fn has(&self, part: MemoPart) -> bool {
        self.rules.memo.sections.iter().any(|section| section.id == part.id())
    }

    /// Notes something that is left to fill in, and gives its mark.
    fn gap(&mut self, what: impl std::fmt::Display) -> String {
        self.gaps.mark(what)
    }

    /// The same for what a rule set says belongs in a section.
    fn gap_of(&mut self, what: &Bilingual) -> Rich {
        let what = self.speaker.say(what);
        self.gaps.marked(what)
    }

    /// A sentence with a gap in it, which stands out.
    fn with_gap(&mut self, what: impl std::fmt::Display, said: impl FnOnce(&Texts, &str) -> String) -> Rich {
        let mark = self.gap(what);
        marked(&said(self.texts, &mark), &mark)
    }

    /// Texts that people wrote: a paragraph each, points as a list.
    fn paragraphs(&mut self, text: &str) {
        let mut points: Vec<Rich> = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(point) = line.strip_prefix("- ").or_else(|| line.strip_prefix("• ")) {
                points.push(Rich::own(point));
                continue;
            }
            self.document.list(std::mem::take(&mut points));
            self.document.paragraph(Rich::own(line));
        }
        self.document.list(points);
    }
}

/// A text in which a mark stands out wherever it stands.
fn marked(text: &str, mark: &str) -> Rich {
    let mut rich = Rich::default();
    for (at, part) in text.split(mark).enumerate() {
        if at > 0 {
            rich = rich.and(mark, Style::Care);
        }
        if !part.is_empty() {
            rich = rich.and(part, Style::Plain);
        }
    }
    rich
}
