//! The areas with all their answers: the sheet that is read back.
//!
//! In: areas and the rules they answer. Out: a sheet with a row an area, and rows to fill in below. Never shows what
//! was computed: all of it is input.

use rust_xlsxwriter::Format;

use super::Written;
use super::choices::{Lists, choices, colours, counted, word};
use super::look::Look;
use super::paper::Paper;
use crate::area_file::spoken;
use crate::load::{CellKind, Column, Field};
use crate::model::{Area, Exact, Provenance, RuleSet};
use crate::say::Speaker;
use crate::say::words::key;
use crate::texts::Texts;

/// Rows above the first area: names for machines, names for people.
pub const HEAD_ROWS: usize = 2;
/// The height of a row: two lines.
const ROW_HEIGHT: f64 = 30.0;

/// The sheet of areas.
pub fn fill(
    paper: &mut Paper<'_>,
    (areas, spare): (&[&Area], usize),
    rules: &RuleSet,
    texts: &Texts,
    lists: &mut Lists<'_>,
) -> Written {
    let last = (HEAD_ROWS - 1).saturating_add(areas.len().saturating_add(spare).max(1));
    // Before anything is made ready for rows that no sheet has.
    paper.row(last)?;
    let beside = beside(areas);
    headings(paper, rules, texts, &beside)?;
    let rows = areas.iter().copied().map(Some).chain(std::iter::repeat(None));
    for (row, area) in (HEAD_ROWS..=last).zip(rows) {
        write(paper, row, area, rules, texts, &beside)?;
    }
    choices(paper, last, rules, texts, lists)?;
    colours(paper, last, rules, texts)?;
    let (last_row, last_column) =
        (paper.row(last)?, column(Field::ALL.len() + rules.criteria.len() + beside.len() - 1));
    paper.sheet.autofilter(1, 0, last_row, last_column)?;
    paper.sheet.set_freeze_panes(2, 2)?;
    paper.sheet.set_repeat_rows(0, 1)?.set_repeat_columns(0, 1)?;
    // As many pages beside each other as it takes.
    paper.sheet.set_print_fit_to_pages(0, 0).set_print_scale(60);
    Ok(())
}

/// A column's number as the writer wants it.
pub fn column(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

/// A row of names for machines, and one for people.
fn headings(paper: &mut Paper<'_>, rules: &RuleSet, texts: &Texts, beside: &[Column]) -> Written {
    let look = paper.look;
    let criteria = rules.criteria.entries();
    let fields = Field::ALL.iter().map(|field| field.key().to_owned());
    let keys = fields.chain(criteria.iter().map(|criterion| key(criterion, texts.lang).to_owned()));
    for (key, position) in keys.chain(beside.iter().map(Column::key)).zip(0..) {
        paper.text(0, column(position), &key, &look.key)?;
    }
    for (position, field) in Field::ALL.iter().enumerate() {
        paper.heading(1, column(position), field.title(texts.lang), field.width(), false)?;
    }
    for (criterion, position) in criteria.iter().zip(Field::ALL.len()..) {
        let name = criterion.name.get(texts.lang);
        let heading = if criterion.core { format!("{name}\n({})", texts.core()) } else { name.to_owned() };
        paper.heading(1, column(position), &heading, 20.0, criterion.core)?;
        paper.note(1, column(position), &counted(criterion, texts))?;
    }
    let speaker = Speaker { rules, texts };
    for (one, position) in beside.iter().zip(Field::ALL.len() + criteria.len()..) {
        let (heading, width) = match one {
            Column::Consideration(id) => (speaker.weighed(id), 48.0),
            Column::ConsiderationSource(id) => (texts.column_source_of(speaker.weighed(id)), 30.0),
            Column::Matter(heading) => (texts.column_matter(heading), 48.0),
            Column::Field(_) | Column::Criterion(_) => continue,
        };
        paper.heading(1, column(position), &heading, width, false)?;
    }
    paper.sheet.set_row_height(1, 66)?;
    Ok(())
}

/// The considerations and the texts of the matter that some area has, each in the order in which it first comes.
fn beside(areas: &[&Area]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let considerations = areas.iter().flat_map(|area| &area.considerations).flat_map(|one| {
        let source = one.source.iter().map(|_| Column::ConsiderationSource(one.id.clone()));
        std::iter::once(Column::Consideration(one.id.clone())).chain(source)
    });
    let matter = areas.iter().flat_map(|area| &area.matter);
    for column in considerations.chain(matter.map(|(heading, _)| Column::Matter(heading.clone()))) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}

/// What an area has in such a column, whatever its heading is called.
fn noted<'a>(column: &Column, area: &'a Area) -> Option<&'a str> {
    let weighed = |id: &String| area.considerations.iter().find(|one| one.id == *id);
    let matter = |heading: &String| area.matter.iter().find(|(other, _)| other == heading);
    match column {
        Column::Consideration(id) => Some(weighed(id)?.note.as_str()),
        Column::ConsiderationSource(id) => weighed(id)?.source.as_deref(),
        Column::Matter(heading) => matter(heading).map(|(_, text)| text.as_str()),
        Column::Field(_) | Column::Criterion(_) => None,
    }
}

/// A row of an area; without one, a row to fill in.
fn write(
    paper: &mut Paper<'_>,
    row: usize,
    area: Option<&Area>,
    rules: &RuleSet,
    texts: &Texts,
    beside: &[Column],
) -> Written {
    let look = paper.look;
    if let Some(area) = area {
        paper.about(area);
    }
    let mut said = area.map(|area| spoken(area, rules)).unwrap_or_default();
    said.extend(area.map(|area| (Field::Id.key().to_owned(), area.id.clone())));
    for (position, field) in Field::ALL.iter().enumerate() {
        let (at, format) = (column(position), format(*field, look));
        let text = said.get(field.key()).map_or("", String::as_str);
        match (field.kind(), text.parse::<Exact>()) {
            (CellKind::Date, _) => paper.date(row, at, Some(text), format)?,
            (CellKind::Number | CellKind::Percent, Ok(number)) => {
                let format = if *field == Field::Cost { look.figure(&number) } else { format };
                paper.exact(row, at, &number, format)?;
            }
            _ => paper.text(row, at, text, format)?,
        }
    }
    for (criterion, position) in rules.criteria.keys().zip(Field::ALL.len()..) {
        let answer =
            area.map_or("", |area| match (area.answers.get(criterion), area.evidence.at(criterion)) {
                // What law settles follows from the service, and is no answer of the area's own.
                _ if rules.provenance(area, criterion) == Provenance::Law => "",
                (Some(answer), _) => word(rules.criteria.at(criterion), answer, texts.lang),
                // Named, but not known: that it was asked is kept.
                (None, Some(_)) => texts.unknown(),
                (None, None) => "",
            });
        paper.text(row, column(position), answer, &look.word)?;
    }
    for (one, position) in beside.iter().zip(Field::ALL.len() + rules.criteria.len()..) {
        let noted = area.and_then(|area| noted(one, area)).unwrap_or_default();
        paper.text(row, column(position), noted, &look.wrapped)?;
    }
    let row = paper.row(row)?;
    paper.sheet.set_row_height(row, ROW_HEIGHT)?;
    Ok(())
}

const fn format(field: Field, look: &Look) -> &Format {
    match (field, field.kind()) {
        (Field::Id, _) => &look.faint,
        (Field::Area, _) => &look.name,
        (Field::CompensationYear, _) => &look.number,
        (Field::Period, _) | (_, CellKind::Word) => &look.text,
        (_, CellKind::Text) => &look.wrapped,
        (_, CellKind::Date) => &look.date,
        (_, CellKind::Number) => &look.count,
        (_, CellKind::Percent) => &look.per_cent,
    }
}
