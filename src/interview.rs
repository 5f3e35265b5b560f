//! An interview: one question at a time, only what can still change the outcome, the most telling first.
//!
//! In: an advisor and an area. Out: the next question, and the recommendation as it stands. Never prompts, never reads or
//! writes a file.

use crate::area_file::spoken;
use crate::evaluate::{Firmness, Question};
use crate::explain::{Advisor, Recommendation};
use crate::model::{Area, CriterionKey, Evidence, Fact};

/// An interview about one area.
#[derive(Debug, Clone)]
pub struct Interview<'a, 'r> {
    advisor: &'a Advisor<'r>,
    recommendation: Recommendation<'r>,
    skipped: Vec<CriterionKey>,
    steps: Vec<Step>,
}

/// What one step changed, so that it can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The criterion that was asked about.
    pub criterion: CriterionKey,
    /// Whether the question was skipped.
    pub skipped: bool,
    /// The answer before.
    pub answer: Option<u8>,
    /// What stood beside it.
    pub evidence: Option<Evidence>,
}

impl<'a, 'r> Interview<'a, 'r> {
    /// An interview that begins with what the area has answered.
    #[must_use]
    pub fn new(advisor: &'a Advisor<'r>, area: Area) -> Self {
        let recommendation = advisor.recommend(area);
        Self { advisor, recommendation, skipped: Vec::new(), steps: Vec::new() }
    }

    /// Where the recommendation stands.
    #[must_use]
    pub const fn recommendation(&self) -> &Recommendation<'r> {
        &self.recommendation
    }

    /// The next question: the first that can still change the outcome and has not been skipped; `None` when there is no
    /// such question.
    #[must_use]
    pub fn next(&self) -> Option<&Question> {
        self.questions().find(|question| !self.skipped.contains(&question.criterion))
    }

    /// The next core question that is open and has not been skipped, whether it can change the outcome or not.
    #[must_use]
    pub fn next_core(&self) -> Option<CriterionKey> {
        let Recommendation { rules, area, .. } = &self.recommendation;
        let mut core = rules.criteria.iter().filter(|(_, criterion)| criterion.core).map(|(key, _)| key);
        core.find(|key| area.answers.get(*key).is_none() && !self.skipped.contains(key))
    }

    /// What a decision document needs beside the answers and the area lacks, in the order to ask.
    #[must_use]
    pub fn lacking(&self) -> Vec<Fact<'r>> {
        let Recommendation { rules, area, .. } = &self.recommendation;
        let spoken = spoken(area, rules);
        Fact::all(rules).filter(|fact| fact.said(&spoken).is_none()).collect()
    }

    /// Whether anybody has answered anything; what law answers is no answer of theirs.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        let area = &self.recommendation.area;
        let answered = |key| area.evidence.at(key).as_ref().is_some_and(|evidence| evidence.answered);
        area.answers.iter().any(|(key, answer)| answer.is_some() && answered(key))
    }

    /// Questions that can still change the outcome, the skipped ones included.
    #[must_use]
    pub fn left(&self) -> usize {
        self.questions().count()
    }

    /// The skipped questions that can still change the outcome, in the order to ask them.
    #[must_use]
    pub fn skipped(&self) -> Vec<CriterionKey> {
        let skipped = self.questions().map(|question| question.criterion);
        skipped.filter(|criterion| self.skipped.contains(criterion)).collect()
    }

    /// How many questions have been answered or skipped and not taken back.
    #[must_use]
    pub const fn steps(&self) -> usize {
        self.steps.len()
    }

    /// Whether there is an answer to take back: of this interview, or one that the area had before it.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.steps.is_empty() || self.earlier().is_some()
    }

    /// The answer that the area had before the interview and that stands last in its file, as a step of its own: what
    /// stands beside it stays.
    fn earlier(&self) -> Option<Step> {
        let area = &self.recommendation.area;
        let answered = area.answers.iter().filter_map(|(criterion, answer)| {
            let evidence = area.evidence.at(criterion).as_ref().filter(|evidence| evidence.answered)?;
            answer.map(|_| (evidence, criterion))
        });
        let (evidence, criterion) = answered.max_by_key(|(evidence, _)| (evidence.line, evidence.column))?;
        let is_noted = evidence.note.is_some() || evidence.source.is_some();
        let evidence = is_noted.then(|| Evidence { answered: false, ..evidence.clone() });
        Some(Step { criterion, skipped: false, answer: None, evidence })
    }

    /// Whether no answer still open can change the outcome.
    #[must_use]
    pub fn is_firm(&self) -> bool {
        self.recommendation.evaluation.firmness == Firmness::Firm
    }

    fn questions(&self) -> impl Iterator<Item = &Question> {
        self.recommendation.evaluation.questions.iter()
    }

    /// Answers a question.
    pub fn answer(&mut self, criterion: CriterionKey, answer: u8, note: Option<String>) {
        let mut area = self.recommendation.area.clone();
        let evidence = area.evidence.at(criterion).clone();
        let step = Step { criterion, skipped: false, answer: area.answers.get(criterion), evidence };
        area.answers.set(criterion, Some(answer));
        *area.evidence.at_mut(criterion) =
            Some(Evidence { answered: true, shared: None, ..noted(step.evidence.clone(), note) });
        self.recommendation = self.advisor.recommend(area);
        self.steps.push(step);
    }

    /// Leaves a question open and goes on to the next; what is noted of it stays in the area.
    pub fn skip(&mut self, criterion: CriterionKey, note: Option<String>) {
        let area = &self.recommendation.area;
        let (answer, evidence) = (area.answers.get(criterion), area.evidence.at(criterion).clone());
        if note.is_some() {
            let mut area = area.clone();
            *area.evidence.at_mut(criterion) = Some(noted(evidence.clone(), note));
            self.recommendation = self.advisor.recommend(area);
        }
        self.steps.push(Step { criterion, skipped: true, answer, evidence });
        self.skipped.push(criterion);
    }

    /// Takes the last step back, or at the beginning an answer that the area had before, and gives back what it had
    /// changed; `None` where there is none.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.steps.pop().or_else(|| self.earlier())?;
        let mut area = self.recommendation.area.clone();
        area.answers.set(step.criterion, step.answer);
        area.evidence.at_mut(step.criterion).clone_from(&step.evidence);
        self.recommendation = self.advisor.recommend(area);
        self.skipped.retain(|criterion| *criterion != step.criterion);
        Some(step)
    }

    /// Goes on with the area as it is now, where somebody else has answered the same meanwhile: the last step is as if it
    /// had not been taken.
    pub fn give_way(&mut self, area: Area) {
        self.go_on_with(area);
        if let Some(step) = self.steps.pop() {
            self.skipped.retain(|criterion| *criterion != step.criterion);
        }
    }

    /// Goes on with the area as it is now, where it was changed elsewhere.
    pub fn go_on_with(&mut self, area: Area) {
        self.recommendation = self.advisor.recommend(area);
    }
}

/// What stands beside an answer with something more noted: what a file says already is kept before it.
fn noted(earlier: Option<Evidence>, note: Option<String>) -> Evidence {
    let earlier = earlier.unwrap_or_default();
    let notes: Vec<String> = earlier.note.into_iter().chain(note).collect();
    Evidence { note: (!notes.is_empty()).then(|| notes.join("\n")), ..earlier }
}
