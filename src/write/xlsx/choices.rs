//! What cells of the areas take, and how they are coloured.
//!
//! In: the rules. Out: lists to choose from, with the question as a hint, and conditions on colours; where a list is too
//! long to stand in the cells that offer it, a hidden sheet that holds it. Never writes an answer.

use rust_xlsxwriter::{
    ConditionalFormatBlank, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation,
    DataValidationErrorStyle, Format, Formula, Workbook,
};

use super::Written;
use super::areas::{HEAD_ROWS, column};
use super::look::Look;
use super::paper::Paper;
use crate::load::{Field, SheetKind, column_name};
use crate::model::{Criterion, Lang, RuleSet};
use crate::say::words::{harmless, key};
use crate::texts::Texts;

/// The longest list that a cell can carry itself, in characters with commas between.
const MAX_LIST: usize = 255;
/// The longest title of a hint.
const MAX_TITLE: usize = 32;
/// The longest hint.
const MAX_HINT: usize = 255;
/// The longest note.
const MAX_NOTE: usize = 2_000;
/// Rows of evidence below the last that are ready to be filled in.
const SPARE_EVIDENCE: usize = 500;

/// The word for an answer in files of this language.
pub fn word(criterion: &Criterion, answer: u8, lang: Lang) -> &str {
    let alias = criterion.choice(answer).and_then(|choice| choice.alias.as_deref());
    match lang {
        Lang::Sv => alias.unwrap_or(criterion.answer_id(answer)),
        Lang::En => criterion.answer_id(answer),
    }
}

/// Lists to choose from, with the question as a hint; anything else is refused.
pub fn choices(
    paper: &mut Paper<'_>,
    last: usize,
    rules: &RuleSet,
    texts: &Texts,
    lists: &mut Lists<'_>,
) -> Written {
    let (first, last) = (paper.row(HEAD_ROWS)?, paper.row(last)?);
    let forms: Vec<String> = rules.statable().map(|form| rules.stated_id(form)).collect();
    let services: Vec<String> = rules.services.iter().map(|service| service.id.clone()).collect();
    for (position, field) in Field::ALL.iter().enumerate() {
        let (words, hint) = match field {
            Field::Service if services.is_empty() => continue,
            Field::Service => (&services, texts.hint_service()),
            Field::CurrentForm => (&forms, texts.hint_current_form()),
            Field::ProposalForm => (&forms, texts.hint_proposal_form()),
            Field::DecisionForm => (&forms, texts.hint_decision_form()),
            _ => continue,
        };
        let title = field.title(texts.lang);
        let choice = hinted(lists.choice(words, texts)?, title, hint)?;
        paper.sheet.add_data_validation(first, column(position), last, column(position), &choice)?;
    }
    for (criterion, position) in rules.criteria.entries().iter().zip(Field::ALL.len()..) {
        let answers = criterion.answers().map(|answer| word(criterion, answer, texts.lang).to_owned());
        let answers: Vec<String> = answers.chain([texts.unknown().to_owned()]).collect();
        let (name, question) = (criterion.name.get(texts.lang), criterion.question.get(texts.lang));
        let choice = hinted(lists.choice(&answers, texts)?, name, question)?;
        paper.sheet.add_data_validation(first, column(position), last, column(position), &choice)?;
    }
    Ok(())
}

/// A question with what counts as each answer.
pub fn counted(criterion: &Criterion, texts: &Texts) -> String {
    let lang = texts.lang;
    let answers = criterion
        .answers()
        .zip(&criterion.choices)
        .map(|(answer, choice)| format!("{}: {}", word(criterion, answer, lang), choice.help.get(lang)));
    let said: Vec<String> = std::iter::once(criterion.question.get(lang).to_owned()).chain(answers).collect();
    shortened(&said.join("\n"), MAX_NOTE)
}

/// What the evidence takes: the areas that there are, and the questions.
pub fn evidence(
    paper: &mut Paper<'_>,
    areas: usize,
    rules: &RuleSet,
    texts: &Texts,
    lists: &mut Lists<'_>,
) -> Written {
    let (first, last) = (paper.row(HEAD_ROWS)?, paper.row(HEAD_ROWS + areas + SPARE_EVIDENCE)?);
    // Before there are areas, those that are filled in are known by their names.
    let letter = if areas > 0 { 'A' } else { 'B' };
    let sheet = SheetKind::Areas.name(texts.lang);
    let rows = HEAD_ROWS + areas.max(1) + SPARE_EVIDENCE;
    let ids = Formula::new(format!("='{sheet}'!${letter}${}:${letter}${rows}", HEAD_ROWS + 1));
    let ids = DataValidation::new().allow_list_formula(ids).show_error_message(false);
    paper.sheet.add_data_validation(first, 0, last, 0, &ids)?;
    let criteria = rules.criteria.entries().iter();
    let criteria: Vec<String> = criteria.map(|criterion| key(criterion, texts.lang).to_owned()).collect();
    paper.sheet.add_data_validation(first, 1, last, 1, &lists.choice(&criteria, texts)?)?;
    Ok(())
}

fn hinted(choice: DataValidation, title: &str, hint: &str) -> Written<DataValidation> {
    Ok(choice.set_input_title(shortened(title, MAX_TITLE))?.set_input_message(shortened(hint, MAX_HINT))?)
}

/// A hint on one line; one that is too long ends in an ellipsis, and the whole of it stands in the rules.
fn shortened(text: &str, most: usize) -> String {
    let text = text.split('\n').map(harmless).collect::<Vec<_>>().join("\n");
    if text.encode_utf16().count() <= most {
        return text;
    }
    let mut short = String::new();
    for letter in text.chars() {
        if short.encode_utf16().count() + letter.len_utf16() >= most {
            break;
        }
        short.push(letter);
    }
    short + "…"
}

/// Colours by answer. They are conditions, so that they follow what is chosen.
pub fn colours(paper: &mut Paper<'_>, last: usize, rules: &RuleSet, texts: &Texts) -> Written {
    let look = paper.look;
    let (first, last) = (paper.row(HEAD_ROWS)?, paper.row(last)?);
    for (criterion, position) in rules.criteria.entries().iter().zip(Field::ALL.len()..) {
        let at = column(position);
        let mut colour = |word: &str, format: &Format| -> Written {
            let rule = ConditionalFormatCellRule::EqualTo(word.to_owned());
            let condition =
                ConditionalFormatCell::new().set_rule(rule).set_format(format).set_stop_if_true(true);
            paper.sheet.add_conditional_format(first, at, last, at, &condition)?;
            Ok(())
        };
        colour(texts.unknown(), &look.unknown)?;
        if criterion.graded {
            for (answer, format) in (0..).zip([&look.good, &look.between, &look.bad]) {
                colour(word(criterion, answer, texts.lang), format)?;
            }
        } else {
            let condition = ConditionalFormatBlank::new().invert().set_format(&look.plain);
            paper.sheet.add_conditional_format(first, at, last, at, &condition)?;
        }
    }
    Ok(())
}

/// Lists that are too long to stand in the cells that offer them.
pub struct Lists<'t> {
    name: &'t str,
    lists: Vec<Vec<String>>,
}

impl<'t> Lists<'t> {
    /// No lists yet, for a sheet of this name.
    pub const fn new(name: &'t str) -> Self {
        Self { name, lists: Vec::new() }
    }

    /// A choice of these words and no others.
    fn choice(&mut self, words: &[String], texts: &Texts) -> Written<DataValidation> {
        let choice = DataValidation::new()
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title(shortened(texts.choice_title(), MAX_TITLE))?
            .set_error_message(shortened(texts.choice_error(), MAX_HINT))?;
        // The words are ids, which have no commas.
        if words.join(",").encode_utf16().count() <= MAX_LIST {
            return Ok(choice.allow_list_strings(words)?);
        }
        if !self.lists.iter().any(|list| list == words) {
            self.lists.push(words.to_vec());
        }
        let position = self.lists.iter().position(|list| list == words).unwrap_or(0);
        let letter = column_name(position + 1);
        let range = format!("='{}'!${letter}$1:${letter}${}", self.name, words.len());
        Ok(choice.allow_list_formula(Formula::new(range)))
    }

    /// The hidden sheet, if there is need of one.
    pub fn sheet<'l>(self, book: &mut Workbook, look: &'l Look) -> Written<Option<Paper<'l>>> {
        if self.lists.is_empty() {
            return Ok(None);
        }
        let mut paper = Paper::new(book, self.name, false, look)?;
        for (position, list) in self.lists.iter().enumerate() {
            for (row, word) in list.iter().enumerate() {
                paper.text(row, column(position), word, &look.text)?;
            }
        }
        paper.sheet.set_hidden(true);
        Ok(Some(paper))
    }
}
