//! What the view shows of an area, made ready for the markup.

use avtalsform::evaluate::Firmness;
use avtalsform::explain::{Effect, Recommendation};
use avtalsform::model::{Criterion, CriterionKey, Fraction, Lang, Provenance, Stage, folded};
use avtalsform::say::Speaker;
use avtalsform::say::words::sentence;

use crate::app::App;

/// How many open questions the panel names.
const FIRST: usize = 3;
/// How many reasons the panel names.
const REASONS: usize = 8;

/// How many colours outcomes have.
const COLOURS: usize = 12;

/// A question with its answers.
pub struct Asked<'a> {
    pub c: &'a Criterion,
    pub name: &'a str,
    pub question: &'a str,
    pub choices: Vec<Choice<'a>>,
    pub unknown: bool,
    pub note: String,
    pub source: String,
    pub leads: Vec<(&'a str, String)>,
    pub matters: bool,
    pub condition: bool,
    pub places: String,
    /// What law or an answer that areas share says of it, with its place.
    pub elsewhere: Option<(String, String)>,
}

/// An answer that can be given.
pub struct Choice<'a> {
    pub at: u8,
    pub name: &'a str,
    pub help: &'a str,
    pub chosen: bool,
}

/// Beside the questions: where the recommendation stands.
pub struct Panel<'a> {
    pub firmness: &'static str,
    pub open: bool,
    pub stance: String,
    pub stands: &'static str,
    pub lead: String,
    pub first: Vec<(&'a str, &'a str, String)>,
    pub shares: Vec<Part>,
    pub forms: Vec<Bar>,
    pub left: usize,
    pub core: (usize, usize),
    pub reasons: Vec<Told<'a>>,
    pub warnings: Vec<String>,
    pub service: Option<(String, Vec<String>)>,
}

/// A share of a bar, in thousandths.
pub struct Part {
    pub name: String,
    pub share: String,
    /// Which colour: that of the outcome, however many there are before it.
    pub colour: usize,
    pub from: u32,
    pub wide: u32,
}

/// A score, in thousandths.
pub struct Bar {
    pub name: String,
    pub score: String,
    pub low: u32,
    pub wide: u32,
    pub state: &'static str,
    pub word: &'static str,
}

/// A reason, and the question that it comes from.
pub struct Told<'a> {
    pub effect: &'static str,
    pub form: &'a str,
    pub text: String,
    pub source: String,
    pub id: &'a str,
    pub criterion: &'a str,
}

/// An area in the overview.
pub struct Line {
    pub name: String,
    pub board: String,
    pub today: String,
    pub stance: String,
    pub firm: &'static str,
    pub firmness: &'static str,
    pub support: String,
    pub left: usize,
}

fn thousandth(of: Fraction) -> u32 {
    u32::try_from(of.numer() * 1000 / of.denom()).unwrap_or(0)
}

/// The class of a firmness.
pub const fn firm(firmness: Firmness) -> &'static str {
    match firmness {
        Firmness::Firm => "firm",
        Firmness::Preliminary => "preliminary",
        Firmness::Undetermined => "undetermined",
    }
}

/// A question as it stands for an area.
pub fn asked<'a>(app: &'a App, one: &'a Recommendation<'static>, key: CriterionKey) -> Asked<'a> {
    let speaker = Speaker { texts: app.texts(), rules: one.rules };
    let c = one.rules.criteria.at(key);
    let (given, evidence) = app.own(key);
    let found = one.evaluation.questions.iter().find(|question| question.criterion == key);
    let leads = found.into_iter().flat_map(|found| {
        let leads = c.answers().zip(&found.leads);
        leads.map(|(answer, lead)| {
            let outcome = app.texts().web_lead(speaker.outcome(lead.outcome), speaker.share(lead.share));
            (speaker.answer(key, Some(answer)), outcome)
        })
    });
    let answer = speaker.answer(key, one.area.answers.get(key));
    let elsewhere = match one.rules.provenance(&one.area, key) {
        Provenance::Area => None,
        Provenance::Law => one.rules.service_of(&one.area).map(|service| {
            let said = app.texts().web_by_law(answer, speaker.say(&service.name));
            (said, speaker.sources(&service.sources))
        }),
        Provenance::Shared => one.area.evidence.at(key).as_ref().and_then(|evidence| {
            let said = app.texts().web_by_shared(answer, evidence.shared.as_ref()?);
            Some((said, evidence.source.clone().unwrap_or_default()))
        }),
    };
    let choices = c.answers().zip(&c.choices).map(|(at, choice)| Choice {
        at,
        name: speaker.answer(key, Some(at)),
        help: speaker.say(&choice.help),
        chosen: given == Some(at),
    });
    Asked {
        c,
        name: speaker.criterion(key),
        question: speaker.question(key),
        choices: choices.collect(),
        unknown: given.is_none(),
        note: evidence.note.unwrap_or_default(),
        source: evidence.source.unwrap_or_default(),
        leads: leads.collect(),
        matters: found.is_some(),
        condition: found.is_some_and(|found| found.condition),
        places: speaker.sources(&c.sources),
        elsewhere,
    }
}

/// The questions that are sought, those of the core first.
pub fn all<'a>(app: &'a App, one: &'a Recommendation<'static>) -> [Vec<Asked<'a>>; 2] {
    let wanted = folded(&app.sought);
    let fits = |c: &Criterion| {
        let texts = [&c.name, &c.question].into_iter().chain(c.choices.iter().map(|choice| &choice.help));
        texts.map(|text| folded(text.get(app.lang))).any(|text| text.contains(&wanted))
    };
    [true, false].map(|core| {
        let of = one.rules.criteria.iter().filter(|(_, c)| c.core == core && fits(c));
        of.map(|(key, _)| asked(app, one, key)).collect()
    })
}

/// Where an area stands.
pub fn panel<'a>(app: &'a App, one: &'a Recommendation<'static>) -> Panel<'a> {
    let (texts, rules) = (app.texts(), one.rules);
    let speaker = Speaker { texts, rules };
    let evaluation = &one.evaluation;
    let mut from = 0;
    let shares =
        one.shares().into_iter().filter(|(_, share)| *share.part.numer() > 0).map(|(outcome, share)| {
            let wide = thousandth(share.part).max(2);
            from += wide;
            let name = speaker.outcome(outcome).to_owned();
            let colour = rules.outcomes().position(|one| one == outcome).unwrap_or(0) % COLOURS;
            Part { name, share: speaker.share(share), colour, from: from - wide, wide }
        });
    let forms = rules.forms.iter().zip(&evaluation.scores).map(|((key, _), score)| {
        let (excluded, open) =
            (evaluation.verdict.excluded.contains(key), evaluation.verdict.conditional.contains(key));
        let named = one.forms().any(|form| form == key);
        let (state, word) = match (excluded, named, open) {
            (true, ..) => ("bad", texts.web_excluded()),
            (_, true, _) => ("chosen", texts.web_named()),
            (.., true) => ("unknown", texts.web_unclear()),
            _ => ("other", texts.web_possible()),
        };
        let (low, high) = (thousandth(score.low), thousandth(score.high));
        Bar {
            name: speaker.form(key).to_owned(),
            score: speaker.score(score.low, score.high),
            low,
            wide: high.saturating_sub(low).max(12),
            state,
            word,
        }
    });
    let first = evaluation.questions.iter().take(FIRST).map(|question| {
        let c = rules.criteria.at(question.criterion);
        (c.id.as_str(), speaker.criterion(question.criterion), speaker.leads(one, question))
    });
    let core: Vec<CriterionKey> = rules.criteria.iter().filter(|(_, c)| c.core).map(|(key, _)| key).collect();
    let answered = core.iter().filter(|key| one.area.answers.get(**key).is_some()).count();
    let settled = rules.service_of(&one.area);
    Panel {
        firmness: firm(evaluation.firmness),
        open: one.outcome().is_none(),
        stance: speaker.stance(evaluation),
        stands: speaker.stands(evaluation.firmness),
        lead: if evaluation.firmness == Firmness::Preliminary { speaker.lead(one) } else { String::new() },
        first: first.collect(),
        shares: shares.collect(),
        forms: forms.collect(),
        left: evaluation.questions.len(),
        core: (answered, core.len()),
        reasons: reasons(one, speaker),
        warnings: one.warnings.iter().map(|warning| speaker.warning(&warning.kind)).collect(),
        service: settled.map(|service| (speaker.say(&service.name).to_owned(), speaker.service(service))),
    }
}

/// What weighs most, each thing once.
fn reasons<'a>(one: &'a Recommendation<'static>, speaker: Speaker<'a>) -> Vec<Told<'a>> {
    let weighs = one.reasons.iter().filter(|reason| match reason.effect {
        Effect::Excludes | Effect::Reservation => true,
        Effect::For => {
            reason.kind.stage() != Some(Stage::Gate)
                && reason.form.is_some_and(|form| one.forms().any(|of| of == form))
        }
        _ => false,
    });
    let mut told: Vec<Told<'a>> = Vec::new();
    for reason in weighs {
        let text = sentence(speaker.say(reason.text));
        if told.iter().any(|earlier| earlier.text == text) || told.len() == REASONS {
            continue;
        }
        told.push(Told {
            effect: speaker.effect(reason.effect),
            form: reason.form.map_or("", |form| speaker.form(form)),
            text,
            source: speaker.sources(reason.sources),
            id: &one.rules.criteria.at(reason.criterion).id,
            criterion: speaker.criterion(reason.criterion),
        });
    }
    told
}

/// An area as the overview has it.
pub fn line(app: &App, one: &Recommendation<'static>) -> Line {
    let speaker = Speaker { texts: app.texts(), rules: one.rules };
    Line {
        name: one.area.name.clone(),
        board: one.area.board.clone().unwrap_or_default(),
        today: one
            .area
            .current
            .form
            .map_or_else(|| app.texts().not_recorded().to_owned(), |form| speaker.short_stated(form)),
        stance: speaker.stance(&one.evaluation),
        firm: firm(one.evaluation.firmness),
        firmness: speaker.firmness(one.evaluation.firmness),
        support: speaker.support(one.evaluation.support()),
        left: one.evaluation.questions.len(),
    }
}

/// The texts of a language by what it is called.
pub const fn other(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Sv => ("en", "English"),
        Lang::En => ("sv", "Svenska"),
    }
}
