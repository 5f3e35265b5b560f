//! The areas with all their answers: the sheet that is read back.
//!
//! In: areas and the rules they answer. Out: a sheet with a row an area, lists to choose from and colours that follow
//! what is chosen; and, where a list is too long to stand in the sheet, a hidden one that holds it.

use rust_xlsxwriter::{
    ConditionalFormatBlank, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation,
    DataValidationErrorStyle, Format, Formula,
};

use super::Written;
use super::look::Look;
use super::paper::Paper;
use crate::load::{Field, SheetKind, column_name};
use crate::model::{Area, Count, Criterion, Decimal, Lang, RuleSet};
use crate::render::words::{harmless, key};
use crate::texts::{Text, Texts};

/// Rows above the first area: names for machines, names for people.
const HEAD_ROWS: usize = 2;
/// The longest list that a cell can carry itself, in characters with commas between.
const MAX_LIST: usize = 255;
/// The longest title of a hint.
const MAX_TITLE: usize = 32;
/// The longest hint.
const MAX_HINT: usize = 255;
/// The largest number that keeps all its digits in a workbook.
const MAX_EXACT: Count = 999_999_999_999_999;

/// The sheet of areas, and the sheet of lists if there is need of one.
pub fn sheets<'l>(
    areas: &[&Area],
    rules: &RuleSet,
    texts: &Texts,
    spare: usize,
    look: &'l Look,
) -> Written<Vec<Paper<'l>>> {
    let mut paper = Paper::new(SheetKind::Areas.name(texts.lang), look)?;
    let mut lists = Lists { name: texts.get(Text::SheetLists), lists: Vec::new() };
    let last = HEAD_ROWS + (areas.len() + spare).max(1) - 1;
    headings(&mut paper, rules, texts)?;
    for (row, area) in (HEAD_ROWS..).zip(areas) {
        write(&mut paper, row, area, rules, texts)?;
    }
    for row in HEAD_ROWS..=last {
        let number = paper.row(row)?;
        paper.sheet.set_row_height(number, 30)?;
    }
    choices(&mut paper, last, rules, texts, &mut lists)?;
    colours(&mut paper, last, rules, texts)?;
    let (last_row, last_column) = (paper.row(last)?, column(Field::ALL.len() + rules.criteria.len() - 1));
    paper.sheet.autofilter(1, 0, last_row, last_column)?;
    paper.sheet.set_freeze_panes(2, 2)?;
    paper.sheet.set_repeat_rows(0, 1)?.set_repeat_columns(0, 1)?;
    // As many pages beside each other as it takes.
    paper.sheet.set_print_fit_to_pages(0, 0).set_print_scale(60);
    let mut papers = vec![paper];
    papers.extend(lists.sheet(look)?);
    Ok(papers)
}

fn column(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

fn headings(paper: &mut Paper<'_>, rules: &RuleSet, texts: &Texts) -> Written {
    let look = paper.look;
    for (position, field) in Field::ALL.iter().enumerate() {
        let (heading, width) = heading(*field, texts);
        paper.text(0, column(position), field.key(), &look.key)?;
        paper.heading(1, column(position), heading, width, false)?;
    }
    for (criterion, position) in rules.criteria.entries().iter().zip(Field::ALL.len()..) {
        let name = criterion.name.get(texts.lang);
        let heading =
            if criterion.core { format!("{name}\n({})", texts.get(Text::Core)) } else { name.to_owned() };
        paper.text(0, column(position), key(criterion, texts.lang), &look.key)?;
        paper.heading(1, column(position), &heading, 20.0, criterion.core)?;
    }
    paper.sheet.set_row_height(1, 66)?;
    Ok(())
}

fn heading(field: Field, texts: &Texts) -> (&str, f64) {
    let (text, width) = match field {
        Field::Area => return (SheetKind::Areas.heading(texts.lang), 36.0),
        Field::Id => (Text::ColumnId, 26.0),
        Field::Board => (Text::ColumnBoard, 24.0),
        Field::Period => (Text::ColumnPeriod, 12.0),
        Field::Group => (Text::ColumnGroup, 18.0),
        Field::CurrentForm => (Text::ColumnCurrentForm, 26.0),
        Field::AsOf => (Text::ColumnAsOf, 12.0),
        Field::Users => (Text::ColumnUsers, 11.0),
        Field::ProvidersMunicipal => (Text::ColumnProvidersMunicipal, 13.0),
        Field::ProvidersPrivate => (Text::ColumnProvidersPrivate, 13.0),
        Field::ProvidersNonprofit => (Text::ColumnProvidersNonprofit, 13.0),
        Field::ShareMunicipal => (Text::ColumnShareMunicipal, 13.0),
        Field::SharePrivate => (Text::ColumnSharePrivate, 13.0),
        Field::ShareNonprofit => (Text::ColumnShareNonprofit, 13.0),
        Field::Geography => (Text::ColumnGeography, 36.0),
        Field::Description => (Text::ColumnDescription, 48.0),
        Field::DecisionForm => (Text::ColumnDecisionForm, 26.0),
        Field::Motivation => (Text::ColumnMotivation, 48.0),
        Field::DecisionSource => (Text::ColumnDecisionSource, 30.0),
        Field::Notes => (Text::ColumnNotes, 48.0),
    };
    (texts.get(text), width)
}

fn write(paper: &mut Paper<'_>, row: usize, area: &Area, rules: &RuleSet, texts: &Texts) -> Written {
    for (position, field) in Field::ALL.iter().enumerate() {
        value(paper, row, column(position), *field, area, rules)?;
    }
    let look = paper.look;
    for ((criterion, answer), position) in area.answers.iter().zip(Field::ALL.len()..) {
        let answer = match (answer, area.evidence.at(criterion)) {
            (Some(answer), _) => word(rules.criteria.at(criterion), answer, texts.lang),
            // Named, but not known: that it was asked is kept.
            (None, Some(_)) => texts.get(Text::Unknown),
            (None, None) => "",
        };
        paper.text(row, column(position), answer, &look.word)?;
    }
    Ok(())
}

fn value(paper: &mut Paper<'_>, row: usize, at: u16, field: Field, area: &Area, rules: &RuleSet) -> Written {
    let (look, current, decision) = (paper.look, &area.current, area.decision.as_ref());
    let form = |outcome| rules.outcome_id(outcome);
    match field {
        Field::Id => paper.text(row, at, &area.id, &look.faint),
        Field::Area => paper.text(row, at, &area.name, &look.name),
        Field::Board => paper.optional(row, at, area.board.as_deref(), &look.wrapped),
        Field::Period => paper.optional(row, at, area.period.as_deref(), &look.text),
        Field::Group => paper.optional(row, at, area.group.as_deref(), &look.wrapped),
        Field::CurrentForm => paper.optional(row, at, current.form.map(form).as_deref(), &look.text),
        Field::AsOf => paper.date(row, at, current.as_of.as_deref(), &look.date),
        Field::Users => count(paper, row, at, current.users),
        Field::ProvidersMunicipal => count(paper, row, at, current.providers.municipal),
        Field::ProvidersPrivate => count(paper, row, at, current.providers.private),
        Field::ProvidersNonprofit => count(paper, row, at, current.providers.nonprofit),
        Field::ShareMunicipal => share(paper, row, at, current.share.municipal),
        Field::SharePrivate => share(paper, row, at, current.share.private),
        Field::ShareNonprofit => share(paper, row, at, current.share.nonprofit),
        Field::Geography => paper.optional(row, at, current.geography.as_deref(), &look.wrapped),
        Field::Description => paper.optional(row, at, current.description.as_deref(), &look.wrapped),
        Field::DecisionForm => {
            let form = decision.and_then(|decision| decision.form).map(form);
            paper.optional(row, at, form.as_deref(), &look.text)
        }
        Field::Motivation => {
            let motivation = decision.and_then(|decision| decision.motivation.as_deref());
            paper.optional(row, at, motivation, &look.wrapped)
        }
        Field::DecisionSource => {
            let source = decision.and_then(|decision| decision.source.as_deref());
            paper.optional(row, at, source, &look.wrapped)
        }
        Field::Notes => paper.optional(row, at, area.notes.as_deref(), &look.wrapped),
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers that would lose digits are written as text")]
fn count(paper: &mut Paper<'_>, row: usize, at: u16, count: Option<Count>) -> Written {
    let format = &paper.look.count;
    match count {
        Some(count) if count > MAX_EXACT => paper.text(row, at, &count.to_string(), format),
        count => paper.number(row, at, count.map(|count| count as f64), format),
    }
}

/// A share, of at most a hundred and nine decimals: fewer digits than a number keeps.
#[expect(clippy::cast_precision_loss, reason = "at most twelve digits")]
fn share(paper: &mut Paper<'_>, row: usize, at: u16, share: Option<Decimal>) -> Written {
    let number = share.map(|share| *share.value().numer() as f64 / *share.value().denom() as f64);
    paper.number(row, at, number, &paper.look.number)
}

/// The word for an answer in files of this language.
fn word(criterion: &Criterion, answer: u8, lang: Lang) -> &str {
    let alias = criterion.choice(answer).and_then(|choice| choice.alias.as_deref());
    match lang {
        Lang::Sv => alias.unwrap_or(criterion.answer_id(answer)),
        Lang::En => criterion.answer_id(answer),
    }
}

/// Lists to choose from, with the question as a hint; anything else is refused.
fn choices(
    paper: &mut Paper<'_>,
    last: usize,
    rules: &RuleSet,
    texts: &Texts,
    lists: &mut Lists<'_>,
) -> Written {
    let (first, last) = (paper.row(HEAD_ROWS)?, paper.row(last)?);
    let forms: Vec<String> = rules.outcomes().map(|outcome| rules.outcome_id(outcome)).collect();
    let forms = lists.choice(&forms, texts)?;
    for (position, field) in Field::ALL.iter().enumerate() {
        let hint = match field {
            Field::CurrentForm => Text::HintCurrentForm,
            Field::DecisionForm => Text::HintDecisionForm,
            _ => continue,
        };
        let title = heading(*field, texts).0;
        let choice = hinted(forms.clone(), title, texts.get(hint))?;
        paper.sheet.add_data_validation(first, column(position), last, column(position), &choice)?;
    }
    for (criterion, position) in rules.criteria.entries().iter().zip(Field::ALL.len()..) {
        let answers = criterion.answers().map(|answer| word(criterion, answer, texts.lang).to_owned());
        let answers: Vec<String> = answers.chain([texts.get(Text::Unknown).to_owned()]).collect();
        let (name, question) = (criterion.name.get(texts.lang), criterion.question.get(texts.lang));
        let choice = hinted(lists.choice(&answers, texts)?, name, question)?;
        paper.sheet.add_data_validation(first, column(position), last, column(position), &choice)?;
    }
    Ok(())
}

fn hinted(choice: DataValidation, title: &str, hint: &str) -> Written<DataValidation> {
    Ok(choice.set_input_title(shortened(title, MAX_TITLE))?.set_input_message(shortened(hint, MAX_HINT))?)
}

/// A hint on one line; one that is too long ends in an ellipsis, and the whole of it stands in the rules.
fn shortened(text: &str, most: usize) -> String {
    let text = harmless(text);
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
fn colours(paper: &mut Paper<'_>, last: usize, rules: &RuleSet, texts: &Texts) -> Written {
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
        colour(texts.get(Text::Unknown), &look.unknown)?;
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
struct Lists<'t> {
    name: &'t str,
    lists: Vec<Vec<String>>,
}

impl Lists<'_> {
    /// A choice of these words and no others.
    fn choice(&mut self, words: &[String], texts: &Texts) -> Written<DataValidation> {
        let choice = DataValidation::new()
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title(shortened(texts.get(Text::ChoiceTitle), MAX_TITLE))?
            .set_error_message(shortened(texts.get(Text::ChoiceError), MAX_HINT))?;
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

    fn sheet(self, look: &Look) -> Written<Option<Paper<'_>>> {
        if self.lists.is_empty() {
            return Ok(None);
        }
        let mut paper = Paper::new(self.name, look)?;
        for (position, list) in self.lists.iter().enumerate() {
            for (row, word) in list.iter().enumerate() {
                paper.text(row, column(position), word, &look.text)?;
            }
        }
        paper.sheet.set_hidden(true);
        Ok(Some(paper))
    }
}
