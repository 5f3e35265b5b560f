//! What every page calls a thing of the rules, and how it says answers, conditions, sources and figures.
//!
//! In: the tool's texts and a rule set. Out: short texts in the language of the reader.

use super::words;
use crate::evaluate::{Evaluation, Firmness, Lead, Question, Share};
use crate::explain::{Effect, Recommendation, Remedy};
use crate::model::{
    AnswerSet, Area, Bilingual, Citation, Condition, CriterionKey, Form, FormKey, FormSet, Outcome,
    Provenance, RuleSet, Stated, Term,
};
use crate::portfolio::{Agreement, Change, Tested};
use crate::texts::Texts;

/// How many missing answers are named.
const MISSING: usize = 3;

/// Speaks of the things of a rule set in one language.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'a> {
    /// The tool's texts.
    pub texts: &'a Texts,
    /// The rule set.
    pub rules: &'a RuleSet,
}

impl<'a> Speaker<'a> {
    /// A text of the rules in the language of the reader.
    #[must_use]
    pub fn say(self, text: &Bilingual) -> &str {
        text.get(self.texts.lang)
    }

    /// The name of a criterion.
    #[must_use]
    pub fn criterion(self, criterion: CriterionKey) -> &'a str {
        self.say(&self.rules.criteria.at(criterion).name)
    }

    /// The names of criteria side by side.
    #[must_use]
    pub fn criteria(self, criteria: impl IntoIterator<Item = CriterionKey>) -> String {
        criteria.into_iter().map(|criterion| self.criterion(criterion)).collect::<Vec<_>>().join(", ")
    }

    /// The name of a criterion that belongs in a file in this language.
    #[must_use]
    pub fn criterion_key(self, criterion: CriterionKey) -> &'a str {
        words::key(self.rules.criteria.at(criterion), self.texts.lang)
    }

    /// What a criterion asks.
    #[must_use]
    pub fn question(self, criterion: CriterionKey) -> &'a str {
        self.say(&self.rules.criteria.at(criterion).question)
    }

    /// An answer to a criterion, or that there is none.
    #[must_use]
    pub fn answer(self, criterion: CriterionKey, answer: Option<u8>) -> &'a str {
        words::answer(self.texts, self.rules.criteria.at(criterion), answer)
    }

    /// A criterion with its answer.
    #[must_use]
    pub fn given(self, criterion: CriterionKey, answer: Option<u8>) -> String {
        self.texts.is(self.answer(criterion, answer), self.criterion(criterion))
    }

    /// The name of a form.
    #[must_use]
    pub fn form(self, form: FormKey) -> &'a str {
        self.say(&self.rules.forms.at(form).name)
    }

    /// The name of a form within a sentence.
    #[must_use]
    pub fn form_within(self, form: FormKey) -> String {
        words::within(self.form(form))
    }

    /// The names of forms within a sentence, in the order of precedence.
    #[must_use]
    pub fn forms(self, forms: FormSet) -> String {
        forms.iter().map(|form| self.form_within(form)).collect::<Vec<_>>().join(", ")
    }

    /// What is to be known of a form beside its name, where it does not follow from the rest: that it is always lawful;
    /// whether it is competitive, where that is not simply what is not always lawful.
    #[must_use]
    pub fn form_standing(self, form: &Form) -> Vec<&'a str> {
        let lawful = form.always_lawful.then(|| self.texts.always_lawful());
        let competitive = match (form.always_lawful, form.competitive) {
            (true, true) => Some(self.texts.form_competitive()),
            (false, false) => Some(self.texts.form_not_competitive()),
            _ => None,
        };
        lawful.into_iter().chain(competitive).collect()
    }

    /// What an outcome is called as a recommendation.
    #[must_use]
    pub fn outcome(self, outcome: Outcome) -> &'a str {
        self.say(self.rules.outcome_title(outcome))
    }

    /// An outcome in a few letters: its forms' names, the competitive one first.
    #[must_use]
    pub fn short_outcome(self, outcome: Outcome) -> String {
        let forms = self.rules.forms_of(outcome);
        let names: Vec<&str> = forms.map(|form| self.say(&self.rules.forms.at(form).short)).collect();
        names.join(self.texts.forms_together())
    }

    /// A form as an area file names it, as a recommendation would.
    #[must_use]
    pub fn stated(self, stated: Stated) -> &'a str {
        stated.outcome().map_or_else(|| self.texts.stated_mix(), |outcome| self.outcome(outcome))
    }

    /// The same in a few letters.
    #[must_use]
    pub fn short_stated(self, stated: Stated) -> String {
        stated
            .outcome()
            .map_or_else(|| self.texts.today_mix().to_owned(), |outcome| self.short_outcome(outcome))
    }

    /// Where the answer to a criterion comes from, if it is not the area's own.
    #[must_use]
    pub fn provenance(self, area: &Area, criterion: CriterionKey) -> Option<String> {
        match self.rules.provenance(area, criterion) {
            Provenance::Area => None,
            Provenance::Law => Some(self.texts.by_law().to_owned()),
            Provenance::Shared => {
                let shared = area.evidence.at(criterion).as_ref()?.shared.as_deref()?;
                Some(self.texts.shared_answer(shared))
            }
        }
    }

    /// How an area is provided today, of what is possible by what is recorded.
    #[must_use]
    pub fn today(self, possible: &[Outcome]) -> String {
        match possible {
            [] => self.texts.not_recorded().to_owned(),
            [one] => self.short_outcome(*one),
            [first, ..] if first.is_mix() => self.texts.today_mix().to_owned(),
            [first, ..] if self.rules.forms.at(first.form).competitive => {
                self.texts.today_competitive().to_owned()
            }
            _ => self.texts.today_in_house().to_owned(),
        }
    }

    /// A condition in words.
    #[must_use]
    pub fn condition(self, condition: &Condition) -> String {
        let terms: Vec<String> = condition.terms.iter().map(|term| self.term(term)).collect();
        terms.join(self.texts.or())
    }

    fn term(self, term: &Term) -> String {
        let atom = |(criterion, named): &(CriterionKey, AnswerSet)| {
            let answers = self.rules.criteria.at(*criterion).answers();
            let answers = answers.filter(|answer| named.contains(*answer));
            let answers: Vec<&str> = answers.map(|answer| self.answer(*criterion, Some(answer))).collect();
            self.texts.is(answers.join(self.texts.answers_or()), self.criterion(*criterion))
        };
        term.iter().map(atom).collect::<Vec<_>>().join(self.texts.and())
    }

    /// How firm a recommendation is, in a word.
    #[must_use]
    pub fn firmness(self, firmness: Firmness) -> &'static str {
        match firmness {
            Firmness::Undetermined => self.texts.short_undetermined(),
            Firmness::Preliminary => self.texts.short_preliminary(),
            Firmness::Firm => self.texts.short_firm(),
        }
    }

    /// How firm a recommendation is, in a sentence.
    #[must_use]
    pub fn stands(self, firmness: Firmness) -> &'static str {
        match firmness {
            Firmness::Undetermined => self.texts.undetermined(),
            Firmness::Preliminary => self.texts.preliminary(),
            Firmness::Firm => self.texts.firm(),
        }
    }

    /// An outcome, where one is named.
    #[must_use]
    pub fn recommended(self, outcome: Option<Outcome>) -> &'a str {
        outcome.map_or_else(|| self.texts.no_recommendation(), |outcome| self.outcome(outcome))
    }

    /// What is recommended in few words: the outcome, with a word where forms are level, or the form that is leaned to.
    #[must_use]
    pub fn stance(self, evaluation: &Evaluation) -> String {
        match (evaluation.outcome(), evaluation.leaning) {
            (Some(outcome), _) if evaluation.tie => self.texts.overview_tie(self.outcome(outcome)),
            (Some(outcome), _) => self.outcome(outcome).to_owned(),
            (None, Some((form, _))) => self.texts.overview_leans(self.form_within(form)),
            (None, None) => self.texts.no_recommendation().to_owned(),
        }
    }

    /// A support, where there is one.
    #[must_use]
    pub fn support(self, support: Option<Share>) -> String {
        support.map_or_else(|| self.texts.no_value().to_owned(), |support| self.share(support))
    }

    /// What becomes of today's form.
    #[must_use]
    pub fn change(self, change: Change) -> &'static str {
        match change {
            Change::Changed => self.texts.change_changed(),
            Change::Unchanged => self.texts.change_unchanged(),
            Change::NotComparable => self.texts.change_not_comparable(),
        }
    }

    /// Whether the recommendation is what was decided.
    #[must_use]
    pub fn agreement(self, agreement: Agreement) -> &'static str {
        match agreement {
            Agreement::Same => self.texts.agreement_same(),
            Agreement::Differs => self.texts.agreement_differs(),
            Agreement::NotComparable => self.texts.agreement_not_comparable(),
        }
    }

    /// What is decided or proposed: its own words, else the form.
    #[must_use]
    pub fn direction(self, words: Option<&str>, form: Option<Stated>) -> Option<String> {
        words.map(str::to_owned).or_else(|| Some(self.stated(form?).to_owned()))
    }

    /// How what is decided or proposed stands to the guideline, in sentences.
    #[must_use]
    pub fn tested(self, tested: &Tested) -> String {
        match tested {
            Tested::InLine => self.texts.tested_in_line().to_owned(),
            Tested::Against(bars) => {
                let gates = self.rules.gates.iter().filter(|gate| bars.contains(&gate.head.id));
                let whys: Vec<String> = gates.map(|gate| words::sentence(self.say(&gate.head.why))).collect();
                self.texts.tested_against(whys.join(" "))
            }
            Tested::Differs(outcome) => self.texts.tested_differs(words::within(self.outcome(*outcome))),
            Tested::Unnamed => self.texts.tested_no_form().to_owned(),
            Tested::Untested(missing) => {
                let named = self.criteria(missing.iter().take(MISSING).copied());
                match missing.len().checked_sub(MISSING) {
                    None | Some(0) => self.texts.tested_open(named),
                    Some(more) => self.texts.tested_open_more(named, more),
                }
            }
        }
    }

    /// What stands behind the firmness: the outcome with its support, or the outcomes still possible with their shares.
    #[must_use]
    pub fn lead(self, recommendation: &Recommendation<'_>) -> String {
        if let Some(outcome) = recommendation.outcome() {
            return self
                .texts
                .lead_outcome(self.outcome(outcome), self.share(recommendation.evaluation.leading.share));
        }
        let named = |(outcome, share)| format!("{} {}", self.outcome(outcome), self.share(share));
        let listed: Vec<String> = recommendation.shares().into_iter().map(named).collect();
        let listed = listed.join("; ");
        let possible = match recommendation.evaluation.ways.drawn {
            false => self.texts.still_possible(listed),
            true => self.texts.drawn_outcomes(listed),
        };
        match recommendation.evaluation.leaning {
            Some((form, share)) => {
                format!("{} {possible}", self.texts.leaning(self.form_within(form), self.share(share)))
            }
            None => possible,
        }
    }

    /// Which answers make another outcome lead, and which; while none is named, what leads after each. Answers with the same
    /// outcome stand together.
    #[must_use]
    pub fn leads(self, recommendation: &Recommendation<'_>, question: &Question) -> String {
        let answers = recommendation.rules.criteria.at(question.criterion).answers();
        let mut outcomes: Vec<(Outcome, Vec<&str>)> = Vec::new();
        for (answer, lead) in answers.zip(&question.leads) {
            if Some(lead.outcome) == recommendation.outcome() {
                continue;
            }
            let answer = self.answer(question.criterion, Some(answer));
            match outcomes.iter_mut().find(|(other, _)| *other == lead.outcome) {
                Some((_, answers)) => answers.push(answer),
                None => outcomes.push((lead.outcome, vec![answer])),
            }
        }
        let alike = |lead: &Lead| lead.outcome == recommendation.evaluation.leading.outcome;
        if question.leads.iter().all(alike) {
            return self.texts.question_joint().to_owned();
        }
        let lead = |(outcome, answers): (Outcome, Vec<&str>)| {
            self.texts.question_flips(answers.join(", "), self.outcome(outcome))
        };
        outcomes.into_iter().map(lead).collect::<Vec<_>>().join("; ")
    }

    /// When what is met in part is to be remedied.
    #[must_use]
    pub fn remedy(self, remedy: Remedy) -> &'static str {
        match remedy {
            Remedy::BeforeCompetition => self.texts.remedy(),
            Remedy::First => self.texts.remedy_first(),
            Remedy::Later => self.texts.remedy_later(),
        }
    }

    /// What a rule does.
    #[must_use]
    pub fn effect(self, effect: Effect) -> &'static str {
        match effect {
            Effect::For => self.texts.effect_for(),
            Effect::NotFor => self.texts.effect_against(),
            Effect::Excludes => self.texts.effect_excludes(),
            Effect::Reservation => self.texts.effect_reservation(),
            Effect::Open => self.texts.effect_open(),
        }
    }

    /// Where something is said.
    #[must_use]
    pub fn source(self, source: &Citation) -> String {
        self.place_in(source, source.item.as_slice())
    }

    /// The places where something is said, the items of one section together.
    #[must_use]
    pub fn sources<'c>(self, sources: impl IntoIterator<Item = &'c Citation>) -> String {
        let mut groups: Vec<(&Citation, Vec<u32>)> = Vec::new();
        for source in sources {
            let same =
                |other: &Citation| other.document.id == source.document.id && other.section == source.section;
            match groups.iter_mut().find(|(other, _)| same(other)) {
                Some((_, items)) => items.extend(source.item),
                None => groups.push((source, source.item.into_iter().collect())),
            }
        }
        let places = groups.into_iter().map(|(place, mut items)| {
            items.sort_unstable();
            items.dedup();
            self.place_in(place, &items)
        });
        places.collect::<Vec<_>>().join("; ")
    }

    /// A place as a board cites it: `LOV 1 kap. 1 §`, `Konkurrensutsättningsplan 2023–2026, Inledning, punkt 2`.
    fn place_in(self, source: &Citation, items: &[u32]) -> String {
        let (document, section) = (self.say(&source.document.name), source.section.as_str());
        let is_number = section.split('.').all(|part| part.chars().all(|digit| digit.is_ascii_digit()));
        let place = if section.is_empty() {
            document.to_owned()
        } else if section.contains(['§']) || section.contains("kap.") || section.starts_with("bilaga") {
            format!("{document} {section}")
        } else if is_number {
            format!("{document}, {}", self.texts.section(section))
        } else {
            format!("{document}, {section}")
        };
        match items {
            [] => place,
            [item] => format!("{place}, {}", self.texts.item(item)),
            items => format!("{place}, {}", self.texts.items(words::listed(self.texts, spans(items)))),
        }
    }
}

/// Numbers in order, three or more in a row as a span: `1`, `3–6`.
fn spans(numbers: &[u32]) -> Vec<String> {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let said = runs.flat_map(|run| match run {
        [first, _, .., last] => vec![format!("{first}–{last}")],
        run => run.iter().map(u32::to_string).collect(),
    });
    said.collect()
}
