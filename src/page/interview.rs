//! What an interview says: the question, where the recommendation stands, how it ends.
//!
//! In: an interview. Out: texts for people, laid out to a width or, plain, one fact a line. Never asks, never saves.

use crate::evaluate::{Firmness, Question};
use crate::interview::Interview;
use crate::model::{Area, Criterion, CriterionKey};
use crate::say::words::{answer, harmless, share};
use crate::texts::{Text, Texts};
use crate::write::laid_page::{Page, Tone};
use crate::write::plain::plain;

/// How a conversation is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Talk<'a> {
    /// The texts; for plain lines those in words.
    pub texts: &'a Texts,
    /// The width in columns; `None` for plain lines, one fact each.
    pub width: Option<usize>,
}

impl Talk<'_> {
    fn page(&self) -> Page {
        self.width.map_or_else(Page::plain, Page::new)
    }

    fn finish(&self, page: Page) -> String {
        if self.width.is_some() {
            return page.finish();
        }
        let gap = page.begins_apart();
        format!("{}{}", if gap { "\n" } else { "" }, plain(&page.document(self.texts), self.texts))
    }

    /// Text on lines of its own.
    #[must_use]
    pub fn line(&self, text: &str) -> String {
        let mut page = self.page();
        page.paragraph("", "", text, Tone::Plain);
        self.finish(page)
    }

    /// The beginning: the area, how it goes, what the file holds already.
    #[must_use]
    pub fn opening(&self, area: &Area, typed: bool) -> String {
        let mut page = self.page();
        page.paragraph("", "", &area.name, Tone::Strong);
        let opening = self.texts.interview_opening(&area.path);
        page.paragraph("", "", &opening, Tone::Plain);
        if typed {
            page.paragraph("", "", self.texts.interview_typing(), Tone::Plain);
        }
        let known = area.answers.iter().filter(|(_, answer)| answer.is_some()).count();
        if known > 0 {
            let known = self.texts.interview_known(known);
            page.paragraph("", "", &known, Tone::Plain);
        }
        self.finish(page)
    }

    /// A question with what counts as each answer.
    #[must_use]
    pub fn question(&self, interview: &Interview<'_, '_>, question: &Question) -> String {
        let lang = self.texts.lang;
        let criterion = interview.recommendation().rules.criteria.at(question.criterion);
        let mut page = self.page();
        let number = (interview.steps() + 1).to_string();
        page.heading(&self.texts.interview_question_of(criterion.name.get(lang), number.as_str()));
        page.paragraph("", "", criterion.question.get(lang), Tone::Plain);
        let evidence = interview.recommendation().area.evidence.at(question.criterion);
        if let Some(note) = evidence.as_ref().and_then(|evidence| evidence.note.as_deref()) {
            let noted = self.texts.interview_noted(note);
            page.paragraph("", "", &noted, Tone::Plain);
        }
        let rows: Vec<(&str, &str)> =
            criterion.choices.iter().map(|choice| (choice.name.get(lang), choice.help.get(lang))).collect();
        if self.width.is_some() {
            let rows: Vec<Vec<String>> =
                rows.iter().map(|(name, help)| vec![(*name).to_owned(), (*help).to_owned()]).collect();
            page.rows(" ", &rows, &[0]);
        } else {
            for (name, help) in rows {
                page.paragraph("", "", &format!("{name}: {help}"), Tone::Plain);
            }
        }
        self.finish(page)
    }

    /// What was answered.
    #[must_use]
    pub fn answered(&self, criterion: &Criterion, given: u8, note: Option<&str>) -> String {
        let mut page = self.page();
        let answer = answer(self.texts, criterion, Some(given));
        page.paragraph(
            "",
            "",
            &self.texts.interview_answered(answer, criterion.name.get(self.texts.lang)),
            Tone::Plain,
        );
        if let Some(note) = note {
            let noted = self.texts.interview_noted(note);
            page.paragraph("", "", &noted, Tone::Plain);
        }
        self.finish(page)
    }

    /// That a question was left for later.
    #[must_use]
    pub fn skipped(&self, criterion: &Criterion) -> String {
        self.line(&self.texts.interview_skipped(criterion.name.get(self.texts.lang)))
    }

    /// That an answer was taken back.
    #[must_use]
    pub fn undone(&self, criterion: &Criterion) -> String {
        self.line(&self.texts.interview_undone(criterion.name.get(self.texts.lang)))
    }

    /// What was typed is no answer.
    #[must_use]
    pub fn not_understood(&self, criterion: &Criterion, typed: &str) -> String {
        let names = criterion.choices.iter().map(|choice| choice.name.get(self.texts.lang));
        let names = names.collect::<Vec<_>>().join(", ");
        self.line(&self.texts.interview_not_understood(names.as_str(), typed))
    }

    /// Where the recommendation stands, and how many questions can still matter.
    #[must_use]
    pub fn standing(&self, interview: &Interview<'_, '_>) -> String {
        let mut page = self.page();
        self.stand(interview, &mut page);
        self.finish(page)
    }

    fn stand(&self, interview: &Interview<'_, '_>, page: &mut Page) {
        let recommendation = interview.recommendation();
        let evaluation = &recommendation.evaluation;
        let outcome = recommendation.rules.outcome_title(recommendation.outcome()).get(self.texts.lang);
        let support = evaluation
            .support()
            .map_or_else(|| self.texts.unknown().to_owned(), |support| share(self.texts, support));
        let firmness = self.firmness(evaluation.firmness);
        let words = [("outcome", outcome), ("firmness", firmness), ("support", support.as_str())];
        let (text, tone) = match evaluation.firmness {
            Firmness::Undetermined => (Text::InterviewThin, Tone::Plain),
            Firmness::Preliminary => (Text::InterviewStanding, Tone::Care),
            Firmness::Firm => (Text::InterviewStanding, Tone::Good),
        };
        let left = match interview.left() {
            0 => String::new(),
            1 => self.texts.interview_left_one().to_owned(),
            left => self.texts.interview_left(left),
        };
        page.paragraph("", "", &self.texts.with(text, &words), tone);
        if !left.is_empty() {
            page.paragraph("", "", &left, Tone::Plain);
        }
    }

    /// How it ended: what is recommended, what was left out, what to do next.
    #[must_use]
    pub fn ending(&self, interview: &Interview<'_, '_>, go_on: &str, read: &str) -> String {
        let recommendation = interview.recommendation();
        let lang = self.texts.lang;
        let mut page = self.page();
        let outcome = recommendation.rules.outcome_title(recommendation.outcome()).get(lang);
        page.gap();
        if interview.is_firm() {
            page.paragraph("", "", outcome, Tone::Good);
            page.paragraph("", "", self.texts.interview_firm(), Tone::Plain);
        } else if interview.left() == 0 {
            page.paragraph("", "", self.texts.interview_none_alone(), Tone::Plain);
        } else {
            self.stand(interview, &mut page);
        }
        let skipped = interview.skipped();
        if !skipped.is_empty() {
            let name = |key: &CriterionKey| recommendation.rules.criteria.at(*key).name.get(lang);
            let names = skipped.iter().map(name).collect::<Vec<_>>().join(", ");
            let text = self.texts.interview_skipped_left(&names);
            page.paragraph("", "", &text, Tone::Plain);
        }
        let path = harmless(&recommendation.area.path);
        let stopped = self.texts.interview_stopped(&path);
        page.paragraph("", "", &stopped, Tone::Plain);
        if interview.left() > 0 {
            page.paragraph("", "", &self.texts.interview_go_on(go_on), Tone::Plain);
        }
        page.paragraph("", "", &self.texts.interview_read(read), Tone::Plain);
        self.finish(page)
    }

    fn firmness(&self, firmness: Firmness) -> &str {
        self.texts.get(match firmness {
            Firmness::Firm => Text::ShortFirm,
            Firmness::Preliminary => Text::ShortPreliminary,
            Firmness::Undetermined => Text::ShortUndetermined,
        })
    }
}
