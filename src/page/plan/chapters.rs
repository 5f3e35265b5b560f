//! The chapters of the plan: those that the rule set lays out, with what people have written in its place.
//!
//! In: the rule set's chapters and the plan file. Out: each chapter in its order: what always stands in it, people's own
//! text or a marked gap, what the tool writes.

use super::Writer;
use crate::document::{Block, Rich, Style, anchor};
use crate::evaluate::Firmness;
use crate::model::{OwnChapter, PlanPart, Section, folded};
use crate::page::own;
use crate::say::files::left_out;

/// A chapter as it stands in the document.
#[derive(Clone, Copy)]
enum Chapter<'a> {
    /// One of the rule set's.
    Laid(&'a Section),
    /// One that the tool writes where the rule set lays out none.
    Bare(PlanPart),
    /// One of people's own.
    Own(&'a OwnChapter),
}

/// What the tool writes where the rule set lays out no chapters.
const BARE: [PlanPart; 7] = [
    PlanPart::Introduction,
    PlanPart::Forms,
    PlanPart::State,
    PlanPart::Measures,
    PlanPart::Economy,
    PlanPart::Basis,
    PlanPart::Gaps,
];

impl<'a> Writer<'a> {
    pub(super) fn chapters(&mut self) {
        for (at, chapter) in self.in_order().into_iter().enumerate() {
            match chapter {
                Chapter::Laid(section) => self.chapter(section),
                Chapter::Bare(part) => {
                    let before = self.blocks.len();
                    self.begin(self.bare_heading(part), part.id());
                    self.part(part);
                    // A heading with nothing below it says nothing.
                    if self.blocks.len() == before + 1 && part != PlanPart::Gaps {
                        self.blocks.truncate(before);
                    }
                }
                Chapter::Own(own) => {
                    let id = format!("own-{}", at + 1);
                    self.begin(&own.heading, &id);
                    self.blocks.extend(own::blocks(&own.text, &id));
                }
            }
        }
    }

    /// The rule set's chapters with people's own among them.
    fn in_order(&self) -> Vec<Chapter<'a>> {
        let (rules, own) = (self.rules, &self.plan.own.chapters);
        let in_force = |chapter: &&Section| chapter.validity.holds_on(self.day());
        let mut chapters: Vec<Chapter<'a>> =
            rules.plan.chapters.iter().filter(in_force).map(Chapter::Laid).collect();
        if rules.plan.chapters.is_empty() {
            chapters = BARE.into_iter().map(Chapter::Bare).collect();
        }
        for new in own {
            let known = chapters.iter().position(|chapter| self.is_named(*chapter, &new.heading));
            if known.is_some() && new.beside.is_none() {
                continue;
            }
            let chapter = known.map_or(Chapter::Own(new), |at| chapters.remove(at));
            // Without a word of where it belongs it stands before what closes the document.
            let closing = |chapter: &Chapter<'a>| match chapter {
                Chapter::Laid(section) => {
                    [PlanPart::Basis.id(), PlanPart::Gaps.id()].contains(&section.id.as_str())
                }
                Chapter::Bare(part) => matches!(part, PlanPart::Basis | PlanPart::Gaps),
                Chapter::Own(_) => false,
            };
            let at = match &new.beside {
                Some((other, after)) => {
                    let beside = chapters.iter().position(|chapter| self.is_named(*chapter, other));
                    beside.map(|at| at + usize::from(*after))
                }
                None => chapters.iter().position(closing),
            };
            chapters.insert(at.unwrap_or(chapters.len()), chapter);
        }
        chapters
    }

    /// Whether a chapter has this heading, however that is written.
    fn is_named(&self, chapter: Chapter<'a>, heading: &str) -> bool {
        match chapter {
            Chapter::Laid(section) => section.is_named(heading),
            Chapter::Bare(part) => folded(self.bare_heading(part)) == folded(heading),
            Chapter::Own(own) => own.is_named(heading),
        }
    }

    fn bare_heading(&self, part: PlanPart) -> &'a str {
        match part {
            PlanPart::Introduction => self.texts.plan_section_procedure(),
            PlanPart::Forms => self.texts.plan_section_forms(),
            PlanPart::State => self.texts.plan_section_state(),
            PlanPart::Technology => self.texts.plan_section_technology(),
            PlanPart::Measures => self.texts.plan_section_measures(),
            PlanPart::Economy => self.texts.plan_section_economy(),
            PlanPart::Basis => self.texts.plan_section_about(),
            PlanPart::Gaps => self.texts.plan_section_gaps(),
        }
    }

    fn begin(&mut self, heading: &'a str, id: &str) {
        self.gaps.begin(heading);
        self.section(heading, &anchor(id), None);
    }

    fn chapter(&mut self, section: &'a Section) {
        let own = self.plan.own.chapters.iter().find(|own| section.is_named(&own.heading));
        self.begin(self.speaker.say(&section.heading), &section.id);
        if let Some(text) = &section.text {
            let text = self.speaker.say(text);
            self.blocks.extend(own::blocks(text, &anchor(&section.id)));
        }
        self.statements(&section.id);
        if let Some(own) = own {
            self.blocks.extend(own::blocks(&own.text, &format!("{}-own", anchor(&section.id))));
        }
        let part = PlanPart::named(&section.id);
        part.into_iter().for_each(|part| self.part(part));
        // Solutions that people list are what the chapter asks for.
        let is_listed = part == Some(PlanPart::Technology) && !self.plan.own.technology.is_empty();
        if let Some(gap) = section.gap.as_ref().filter(|_| own.is_none() && !is_listed) {
            let gap = self.gaps.marked(self.speaker.say(gap));
            self.blocks.push(Block::Paragraph(gap));
        }
    }

    fn part(&mut self, part: PlanPart) {
        match part {
            PlanPart::Introduction => self.handled(),
            PlanPart::Forms => self.forms(),
            PlanPart::State => self.state(),
            PlanPart::Technology => self.technology(),
            PlanPart::Measures => self.measures(),
            PlanPart::Economy => self.economy(),
            PlanPart::Basis => self.basis(),
            PlanPart::Gaps => self.gaps_at = Some(self.blocks.len()),
        }
    }

    /// What the rule set says in a chapter.
    fn statements(&mut self, chapter: &str) {
        let rules = self.rules;
        let statements = rules.plan.statements();
        self.stated(statements.filter(|statement| statement.chapter.as_deref() == Some(chapter)).collect());
    }

    /// How the plan is handled, as far as no other chapter says it.
    fn handled(&mut self) {
        let rules = self.rules;
        self.stated(rules.plan.procedure.iter().filter(|statement| statement.chapter.is_none()).collect());
    }

    fn stated(&mut self, statements: Vec<&'a crate::model::Statement>) {
        for statement in statements {
            if statement.validity.has_ended(self.day()) {
                continue;
            }
            let text = self.speaker.from_day(&statement.text, &statement.validity, self.day());
            let source = format!(" ({})", self.speaker.sources(&statement.sources));
            self.blocks.push(Block::Paragraph(Rich::plain(text).and(source, Style::Faint)));
        }
    }

    fn economy(&mut self) {
        let given: Vec<_> =
            self.plan.areas.iter().filter_map(|area| area.area.compensation.as_ref()).collect();
        let all = self.plan.areas.len();
        let said: Vec<String> =
            [self.sums(given, all), self.technology_cost()].into_iter().flatten().collect();
        if !said.is_empty() {
            self.paragraph(said.join(" "));
        }
    }

    /// What the plan rests on, and what it leaves out.
    fn basis(&mut self) {
        let (rules, texts) = (self.rules, self.texts);
        let identity = &rules.identity;
        let count =
            |firmness| self.plan.areas.iter().filter(|area| area.evaluation.firmness == firmness).count();
        let firmness = texts.plan_summary_firmness(
            count(Firmness::Firm),
            count(Firmness::Preliminary),
            count(Firmness::Undetermined),
        );
        let mut said =
            vec![texts.memo_annex_rules(self.speaker.say(&rules.name), &identity.version), firmness];
        said.extend(identity.law_read_on.as_ref().map(|day| texts.memo_annex_law(day)));
        if let Some(profile) = self.plan.profile {
            said.push(texts.memo_annex_profile(self.speaker.say(&profile.name)));
        }
        said.extend(self.plan.annexed.then(|| texts.plan_annexed().to_owned()));
        self.paragraph(said.join(" "));
        if self.plan.left_out > 0 {
            self.notice(texts.plan_incomplete(self.plan.left_out));
        }
        if let Some(said) = left_out(texts, self.plan.files) {
            self.blocks.push(Block::Paragraph(Rich::faint(said)));
        }
        self.blocks.push(Block::Paragraph(Rich::faint(texts.memo_annex_hash(&identity.sha256))));
        self.notice(texts.plan_board_decides());
    }
}
