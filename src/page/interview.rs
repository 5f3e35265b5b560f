//! What an interview says: the question, where the recommendation stands, how it ends.
//!
//! In: an interview. Out: documents without a title, one after the other. Never asks, never saves.

use crate::document::{Document, Rich, Style};
use crate::interview::Interview;
use crate::load::{self, To};
use crate::model::{Area, CriterionKey, Fact, Field, RuleSet, folded};
use crate::portfolio::Row;
use crate::say::Speaker;
use crate::say::words::harmless;
use crate::texts::Texts;

/// A name of a service that is shorter than this says too little where it stands within another.
const SAYING: usize = 5;

/// What a conversation says.
#[derive(Debug, Clone, Copy)]
pub struct Talk<'a>(Speaker<'a>);

impl<'a> Talk<'a> {
    /// A conversation about areas under a rule set; for plain lines with the texts in words.
    #[must_use]
    pub const fn new(texts: &'a Texts, rules: &'a RuleSet) -> Self {
        Self(Speaker { texts, rules })
    }

    fn page(self) -> Document {
        Document::new(self.0.texts.lang, "")
    }

    /// Text on lines of its own.
    #[must_use]
    pub fn line(self, text: impl Into<Rich>) -> Document {
        let mut page = self.page();
        page.paragraph(text);
        page
    }

    /// The beginning: the area, how it goes, what the file holds already.
    #[must_use]
    pub fn opening(self, area: &Area, typed: bool) -> Document {
        let texts = self.0.texts;
        let mut page = self.line(Rich::strong(area.name.as_str()));
        page.paragraph(texts.interview_opening(&area.path));
        if typed {
            page.paragraph(texts.interview_typing());
        }
        let known = area.answers.iter().filter(|(_, answer)| answer.is_some()).count();
        if known > 0 {
            page.paragraph(texts.interview_known(known));
        }
        page
    }

    /// A question with what counts as each answer.
    #[must_use]
    pub fn question(self, interview: &Interview<'_, '_>, key: CriterionKey) -> Document {
        let Self(speaker) = self;
        let mut page = self.page();
        let title = speaker.texts.interview_question_of(speaker.criterion(key), interview.steps() + 1);
        page.heading(2, title, "question");
        page.paragraph(speaker.question(key));
        let evidence = interview.recommendation().area.evidence.at(key);
        if let Some(note) = evidence.as_ref().and_then(|evidence| evidence.note.as_deref()) {
            page.paragraph(Rich::own(&speaker.texts.interview_noted(note)));
        }
        let choices = speaker.rules.criteria.at(key).choices.iter();
        page.terms(choices.map(|choice| (speaker.say(&choice.name), speaker.say(&choice.help))));
        page
    }

    /// The beginning of an interview over a folder: how many areas, how it goes.
    #[must_use]
    pub fn round_opening(self, areas: usize, folder: &str, typed: bool) -> Document {
        let texts = self.0.texts;
        let mut page = self.line(texts.round_opening(areas, harmless(folder)));
        if typed {
            page.paragraph(texts.interview_typing());
        }
        page
    }

    /// A question for several areas with what counts as each answer.
    #[must_use]
    pub fn round_question(self, number: usize, key: CriterionKey, areas: &[&str]) -> Document {
        let Self(speaker) = self;
        let mut page = self.page();
        page.heading(2, speaker.texts.interview_question_of(speaker.criterion(key), number), "question");
        page.paragraph(speaker.question(key));
        page.paragraph(Rich::faint(speaker.texts.round_areas(areas.join(", "), areas.len())));
        let choices = speaker.rules.criteria.at(key).choices.iter();
        page.terms(choices.map(|choice| (speaker.say(&choice.name), speaker.say(&choice.help))));
        page
    }

    /// For whom an answer can be.
    #[must_use]
    pub fn whom(self, to: Option<&To>, areas: usize) -> String {
        let texts = self.0.texts;
        match to {
            Some(To::Board(name)) => texts.whom_board(areas, harmless(name)),
            Some(To::Group(name)) => texts.whom_group(areas, harmless(name)),
            Some(_) => texts.whom_all(areas),
            None => texts.whom_each().to_owned(),
        }
    }

    /// How many areas of several have a recommendation.
    #[must_use]
    pub fn round_standing(self, rows: &[Row]) -> Document {
        let named = rows.iter().filter(|row| row.outcome.is_some()).count();
        self.line(self.0.texts.round_standing(rows.len(), named))
    }

    /// How an interview over a folder ended; the folder, where all that was answered is saved in it.
    #[must_use]
    pub fn round_ending(self, rows: &[Row], saved: Option<&str>, read: &str) -> Document {
        let texts = self.0.texts;
        let mut page = self.round_standing(rows);
        if let Some(folder) = saved {
            page.paragraph(texts.interview_stopped(harmless(folder)));
        }
        page.paragraph(texts.round_read(read));
        page
    }

    /// What was answered.
    #[must_use]
    pub fn answered(self, criterion: CriterionKey, given: u8, note: Option<&str>) -> Document {
        let Self(speaker) = self;
        let answer = speaker.answer(criterion, Some(given));
        let mut page = self.line(speaker.texts.interview_answered(answer, speaker.criterion(criterion)));
        if let Some(note) = note {
            page.paragraph(Rich::own(&speaker.texts.interview_noted(note)));
        }
        page
    }

    /// How the rest is asked that the decision document needs.
    #[must_use]
    pub fn rest(self) -> Document {
        self.line(self.0.texts.interview_rest_how())
    }

    /// Which service an area is: what its name says, and, the first time, every service there is.
    #[must_use]
    pub fn service(self, area: &str, first: bool) -> Document {
        let Self(speaker) = self;
        let (texts, mut page) = (speaker.texts, self.page());
        page.heading(2, area, "question");
        page.paragraph(texts.interview_service());
        let (services, called) = (&speaker.rules.services, folded(area));
        let fits = |name: &str| {
            let name = folded(name);
            name == called || (name.len() > SAYING && called.contains(&name))
        };
        let found =
            services.iter().find(|service| service.names().any(fits) || fits(service.name.get(texts.lang)));
        if let Some(service) = found {
            page.paragraph(texts.interview_service_perhaps(&service.id));
        }
        if first {
            let mut names: Vec<&str> = services.iter().map(|service| service.id.as_str()).collect();
            names.sort_unstable();
            page.paragraph(Rich::faint(names.join(", ")));
        }
        page
    }

    /// A question about a fact, with what the file says of it already.
    #[must_use]
    pub fn fact(self, fact: Fact<'_>, said: Option<&str>) -> Document {
        let Self(speaker) = self;
        let texts = speaker.texts;
        let mut page = self.page();
        page.heading(2, self.fact_name(fact), "question");
        page.paragraph(match fact {
            Fact::Service => texts.interview_service(),
            Fact::Board => texts.interview_board(),
            Fact::Period => texts.interview_period(),
            Fact::Form => texts.interview_form(),
            Fact::Users => texts.interview_users(),
            Fact::Municipal => texts.interview_municipal(),
            Fact::Private => texts.interview_private(),
            Fact::Nonprofit => texts.interview_nonprofit(),
            Fact::Consideration(of) => speaker.say(&of.question),
            Fact::Field(field) => field_name(texts, field),
        });
        match fact {
            Fact::Service => {
                let services = speaker.rules.services.iter();
                let names: Vec<&str> = services.map(|service| service.id.as_str()).collect();
                page.paragraph(Rich::faint(names.join(", ")));
            }
            Fact::Form => {
                let forms = speaker.rules.statable();
                page.terms(forms.map(|form| (speaker.rules.stated_id(form), speaker.stated(form))));
            }
            Fact::Consideration(of) => page.paragraph(speaker.say(&of.help)),
            _ => {}
        }
        if let Some(said) = said {
            page.paragraph(texts.interview_in_file(said));
        }
        page
    }

    /// What a fact now is.
    #[must_use]
    pub fn stated(self, fact: Fact<'_>, value: &str) -> Document {
        self.line(self.0.texts.interview_stated(self.fact_name(fact), value))
    }

    /// What somebody else has written of a fact meanwhile, which stays in the file.
    #[must_use]
    pub fn written(self, fact: Fact<'_>, value: &str) -> Document {
        self.line(self.0.texts.interview_taken(value, self.fact_name(fact)))
    }

    /// What a fact is called.
    #[must_use]
    pub fn fact_name(self, fact: Fact<'_>) -> String {
        let texts = self.0.texts;
        let name = match fact {
            Fact::Service => texts.column_service(),
            Fact::Board => texts.column_board(),
            Fact::Period => texts.column_period(),
            Fact::Form => texts.column_current_form(),
            Fact::Users => texts.column_users(),
            Fact::Municipal => texts.column_providers_municipal(),
            Fact::Private => texts.column_providers_private(),
            Fact::Nonprofit => texts.column_providers_nonprofit(),
            Fact::Consideration(of) => self.0.say(&of.name),
            Fact::Field(field) => field_name(texts, field),
        };
        name.to_owned()
    }

    /// What somebody else has answered meanwhile, which stays in the file.
    #[must_use]
    pub fn taken(self, criterion: CriterionKey, area: &Area) -> Document {
        let Self(speaker) = self;
        let answer = speaker.answer(criterion, area.answers.get(criterion));
        let mut page = self.line(speaker.texts.interview_taken(answer, speaker.criterion(criterion)));
        if let Some(note) = area.evidence.at(criterion).as_ref().and_then(|found| found.note.as_deref()) {
            page.paragraph(Rich::own(&speaker.texts.interview_noted(note)));
        }
        page
    }

    /// That a question was left for later.
    #[must_use]
    pub fn skipped(self, criterion: CriterionKey) -> Document {
        self.line(self.0.texts.interview_skipped(self.0.criterion(criterion)))
    }

    /// That an answer was taken back.
    #[must_use]
    pub fn undone(self, criterion: CriterionKey) -> Document {
        self.line(self.0.texts.interview_undone(self.0.criterion(criterion)))
    }

    /// What was typed is no answer, or not one alone; which was perhaps meant.
    #[must_use]
    pub fn not_understood(self, criterion: CriterionKey, typed: &str, perhaps: Option<&str>) -> Document {
        let texts = self.0.texts;
        let choices = self.0.rules.criteria.at(criterion).choices.iter();
        let names: Vec<&str> = choices.map(|choice| self.0.say(&choice.name)).collect();
        let answers = names.join(", ");
        self.line(match perhaps {
            Some(perhaps) => texts.interview_perhaps(perhaps, answers, typed),
            None => texts.interview_not_understood(answers, typed),
        })
    }

    /// Where the recommendation stands, if anything shows that yet, and how many questions can still matter.
    #[must_use]
    pub fn standing(self, interview: &Interview<'_, '_>) -> Document {
        let mut page = self.page();
        self.stand(interview, &mut page);
        page
    }

    fn stand(self, interview: &Interview<'_, '_>, page: &mut Document) {
        let Self(speaker) = self;
        let texts = speaker.texts;
        let recommendation = interview.recommendation();
        let evaluation = &recommendation.evaluation;
        let standing = || {
            let support = speaker.share(evaluation.leading.share);
            texts.interview_standing(
                speaker.firmness(evaluation.firmness),
                speaker.stance(evaluation),
                support,
            )
        };
        match (recommendation.outcome(), evaluation.leaning) {
            (Some(_), _) if interview.is_firm() => page.paragraph(Rich::styled(standing(), Style::Good)),
            // Before anybody has answered anything there is no leaning to speak of.
            _ if !interview.is_begun() => {}
            (Some(_), _) => page.paragraph(Rich::styled(standing(), Style::Care)),
            (None, Some((form, share))) => {
                page.paragraph(texts.interview_thin(speaker.form_within(form), speaker.share(share)));
            }
            (None, None) => {}
        }
        match interview.left() {
            0 => {}
            1 => page.paragraph(texts.interview_left_one()),
            left => page.paragraph(texts.interview_left(left)),
        }
    }

    /// That it was stopped in the middle, and how to go on.
    #[must_use]
    pub fn interrupted(self, path: &str, go_on: &str) -> Document {
        let texts = self.0.texts;
        let mut page = self.line(texts.interview_interrupted(harmless(path)));
        page.paragraph(texts.interview_go_on(go_on));
        page
    }

    /// How it ended: what is recommended, what was left out, what to do next.
    #[must_use]
    pub fn ending(self, interview: &Interview<'_, '_>, go_on: &str, read: &str) -> Document {
        let texts = self.0.texts;
        let recommendation = interview.recommendation();
        let mut page = self.page();
        if interview.is_firm() {
            page.paragraph(Rich::styled(self.0.stance(&recommendation.evaluation), Style::Good));
            page.paragraph(texts.interview_firm());
        } else if interview.left() == 0 {
            page.paragraph(texts.interview_none_alone());
        } else {
            self.stand(interview, &mut page);
        }
        let skipped = interview.skipped();
        if !skipped.is_empty() {
            page.paragraph(texts.interview_skipped_left(self.0.criteria(skipped.iter().copied())));
        }
        page.paragraph(texts.interview_stopped(harmless(&recommendation.area.path)));
        if interview.left() > 0 {
            page.paragraph(texts.interview_go_on(go_on));
        }
        page.paragraph(texts.interview_read(read));
        page
    }
}

/// What a field is called: as the column of a workbook, where it is one.
fn field_name(texts: &Texts, field: Field) -> &'static str {
    match field {
        Field::Shares => texts.plan_column_shares(),
        Field::Year => texts.web_year(),
        Field::FiguresSource | Field::DistrictsSource => texts.web_figures_source(),
        Field::Unit => texts.web_unit(),
        Field::Districts => texts.plan_section_districts(),
        Field::Reference => texts.column_reference(),
        Field::Date => texts.column_date(),
        Field::Officer => texts.column_officer(),
        field => {
            let path = Fact::Field(field).path();
            let column = load::Field::ALL.iter().find(|column| column.key() == path);
            column.map_or("", |column| column.title(texts.lang))
        }
    }
}
