//! `batch PATH…`: every area under the paths, on one page or in a file for other tools.

use std::io::Write;
use std::path::Path;

use avtalsform::evaluate::{Depth, Firmness};
use avtalsform::explain::Recommendation;
use avtalsform::page::batch::document;
use avtalsform::page::recommend::Detail;
use avtalsform::portfolio::{GroupBy, Only, Overview, Row, Sort, Totals, asked};
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;
use avtalsform::wire::batch as wire;
use avtalsform::wire::lines::Lines;
use avtalsform::wire::parts::RuleSetId;
use avtalsform::wire::recommendation::Field;
use avtalsform::write::csv::{Column, csv};
use avtalsform::write::faults::said;
use avtalsform::write::xlsx::{Sheet, WorkbookError, workbook};

use super::args::Batch;
use super::files;
use super::format::Format;
use super::gather::{Gathered, Gatherer};
use super::output::Output;
use super::session::{End, Said, Session};
use super::spool::{Fetched, Spool, Spooled};
use super::update;

pub fn run(session: &Session<'_>, args: &Batch) -> anyhow::Result<End> {
    if args.update {
        return update::run(session, args);
    }
    let (format, output) = args.out.chosen(session)?;
    let fields = Fields::new(session, args, format)?;
    let rules = session.rules(&args.by.rules)?;
    let advisor = session.advisor_by(&rules, &args.by)?;
    let gatherer = Gatherer {
        session,
        advisor: &advisor,
        paths: &args.paths,
        input: args.input,
        depth: fields.depth(args),
        kept: !fields.is_streamed(args),
    };
    let lines = Lines::new(session.texts, &fields.keys);
    let mut totals = Totals::default();
    let mut weak = false;
    let mut weigh = |firmness: Firmness| weak |= args.require.is_some_and(|least| firmness < least);
    let gathered = if fields.is_streamed(args) {
        stream(&gatherer, output, &lines, &mut weigh)?
    } else {
        let (mut entries, mut spool) = (Vec::new(), Spool::default());
        let gathered = gatherer.each(
            |recommendation| Entry::new(recommendation, &lines, &fields),
            |made| {
                let (mut entry, json) = made?;
                entry.json = json.map(|json| spool.put(&json)).transpose()?;
                weigh(entry.row.firmness);
                totals.add(&entry.row);
                entries.push(entry);
                Ok(())
            },
        )?;
        if gathered.areas > 0 {
            arrange(&mut entries, args);
            let group_by = args.group_by;
            write(output, &fields, &gatherer, group_by, (entries, &spool, &totals, &gathered))?;
        }
        gathered
    };
    if gathered.areas == 0 {
        session.error(session.texts.nothing_evaluated());
    } else {
        session.files(format, &gathered.files);
    }
    Ok(match (gathered.failed || gathered.areas == 0, weak) {
        (true, _) => End::Failed,
        (false, true) => End::Tripped,
        (false, false) => End::Done,
    })
}

/// The keys, columns or sheets to write.
struct Fields {
    format: Format,
    keys: Vec<Field>,
    columns: Vec<Column>,
    sheets: Vec<Sheet>,
}

impl Fields {
    /// Those asked for, or all; that one of them does not exist in the format is said.
    fn new(session: &Session<'_>, args: &Batch, format: Format) -> Result<Self, Said> {
        let (keys, columns) = (Field::WHOLE.to_vec(), Column::ALL.to_vec());
        if !args.sheets.is_empty() && format != Format::Xlsx {
            return Err(session.error(session.texts.sheets_not_here()));
        }
        let sheets = match &*args.sheets {
            [] => Sheet::ALL.to_vec(),
            asked => asked.to_vec(),
        };
        let mut fields = Self { format, keys, columns, sheets };
        if args.fields.is_empty() {
            return Ok(fields);
        }
        let refuse = |name: &str, known: &[&str]| {
            session.error(session.texts.no_such_field(name));
            session.hint(&session.texts.field_list(known.join(", ")));
        };
        let names: Vec<&str> = args.fields.iter().map(|name| name.trim()).collect();
        match format {
            Format::Ndjson => {
                fields.keys.clear();
                for name in names {
                    match Field::named(name) {
                        Some(key) if !fields.keys.contains(&key) => fields.keys.push(key),
                        Some(_) => {}
                        None => {
                            refuse(name, &Field::ALL.iter().map(|key| key.id()).collect::<Vec<_>>());
                            return Err(Said);
                        }
                    }
                }
            }
            Format::Csv => {
                fields.columns.clear();
                for name in names {
                    match Column::named(name) {
                        Some(column) if !fields.columns.contains(&column) => fields.columns.push(column),
                        Some(_) => {}
                        None => {
                            refuse(name, &Column::ALL.iter().map(|column| column.id()).collect::<Vec<_>>());
                            return Err(Said);
                        }
                    }
                }
            }
            _ => {
                return Err(session.error(session.texts.fields_not_here()));
            }
        }
        Ok(fields)
    }

    /// How deeply each area must be looked into for what is written.
    fn depth(&self, args: &Batch) -> Depth {
        let deep = match self.format {
            Format::Json | Format::Ndjson => self.keys.iter().any(|key| key.is_deep()),
            Format::Csv => self.columns.iter().any(|column| column.is_deep()),
            _ => true,
        };
        let warnings = args.only.contains(&Only::Warnings);
        if deep || warnings { Depth::Full } else { Depth::Outline }
    }

    /// Whether each result can be written as soon as it is there.
    fn is_streamed(&self, args: &Batch) -> bool {
        let arranged = args.sort != Sort::Path || !args.only.is_empty() || args.group_by.is_some();
        self.format == Format::Ndjson && !arranged
    }
}

fn stream(
    gatherer: &Gatherer<'_, '_>,
    output: Option<&Path>,
    lines: &Lines<'_>,
    weigh: &mut impl FnMut(Firmness),
) -> anyhow::Result<Gathered> {
    let session = gatherer.session;
    let mut output = Output::data(session, output)?;
    // Most lines fit, and need not be moved while they grow.
    let room = if gatherer.depth == Depth::Full { 24 * 1024 } else { 512 };
    let gathered = gatherer.each(
        |recommendation| {
            let mut line = Vec::with_capacity(room);
            lines.write(&mut line, &recommendation)?;
            line.push(b'\n');
            anyhow::Ok((recommendation.evaluation.firmness, line))
        },
        |made| {
            let (firmness, line) = made?;
            weigh(firmness);
            Ok(output.write_all(&line)?)
        },
    )?;
    if gathered.areas > 0 {
        output.finish()?;
    }
    Ok(gathered)
}

/// What is kept of an area until all are there.
struct Entry<'r> {
    row: Row,
    json: Option<Spooled>,
    whole: Option<Recommendation<'r>>,
}

impl<'r> Entry<'r> {
    /// With its JSON where that is what is to be written.
    fn new(
        recommendation: Recommendation<'r>,
        lines: &Lines<'_>,
        fields: &Fields,
    ) -> anyhow::Result<(Self, Option<Vec<u8>>)> {
        let json = matches!(fields.format, Format::Json | Format::Ndjson);
        let whole = !matches!(fields.format, Format::Text | Format::Csv | Format::Json | Format::Ndjson);
        let json = if json { Some(lines.json(&recommendation)?) } else { None };
        let row = Row::of(&recommendation);
        Ok((Self { row, json: None, whole: whole.then_some(recommendation) }, json))
    }
}

/// Leaves out what is not asked for, and sorts the rest; what is equal stays in the order of the paths.
fn arrange(entries: &mut Vec<Entry<'_>>, args: &Batch) {
    let only = &args.only;
    entries.retain(|entry| only.is_empty() || only.iter().any(|only| only.shows(&entry.row)));
    let (sort, group_by) = (args.sort, args.group_by);
    entries.sort_by(|one, other| {
        let groups = group_by.map(|by| by.compare(&one.row, &other.row));
        groups.unwrap_or(std::cmp::Ordering::Equal).then_with(|| sort.compare(&one.row, &other.row))
    });
}

fn write(
    output: Option<&Path>,
    fields: &Fields,
    gatherer: &Gatherer<'_, '_>,
    group_by: Option<GroupBy>,
    (entries, spool, totals, gathered): (Vec<Entry<'_>>, &Spool, &Totals, &Gathered),
) -> anyhow::Result<()> {
    let (mut rows, mut jsons, mut wholes) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        rows.push(entry.row);
        jsons.extend(entry.json);
        wholes.extend(entry.whole);
    }
    let session = gatherer.session;
    let texts = &*session.worded(fields.format);
    let is_page = super::format::PAGE.contains(&fields.format);
    // Areas of several municipalities are called by these, too.
    let first = rows.first().and_then(|row| row.municipality.clone());
    if is_page && rows.iter().any(|row| row.municipality != first) {
        for row in &mut rows {
            row.name.extend(row.municipality.iter().map(|of| format!(" ({of})")));
        }
    }
    let asked = if is_page { asked(gatherer.advisor, &rows) } else { Vec::new() };
    let overview = Overview {
        asked: &asked,
        rules: gatherer.advisor.rules(),
        profile: gatherer.advisor.profile(),
        rows: &rows,
        totals,
        left_out: gathered.left_out(),
        group_by,
    };
    match fields.format {
        Format::Csv => session.emit_data(output, &csv(&overview, &fields.columns)?),
        Format::Json => {
            let mut output = Output::data(session, output)?;
            write_json(&mut output, &overview, texts, (spool, &jsons), gathered)?;
            output.finish()
        }
        Format::Ndjson => {
            let mut output = Output::data(session, output)?;
            for json in jsons {
                writeln!(output, "{}", spool.text(json)?)?;
            }
            output.finish()
        }
        Format::Xlsx => {
            let workbook = workbook(&wholes, gatherer.advisor.rules(), session.texts, &fields.sheets);
            let book = workbook.map_err(|error| {
                let said = session.error(error.message(session.texts));
                if matches!(error, WorkbookError::TooManyRows { .. }) {
                    session.advise(session.texts.workbook_sheets_help());
                }
                said
            })?;
            for one in &book.shortened {
                session.hint(&harmless(&format!("{}: {}", texts.note_label(), one.message(texts))));
            }
            session.emit_data(output, &book.bytes)
        }
        Format::Yaml => files::write(session, &wholes, output),
        format => {
            // Only a screen is short of room.
            let detail = if format == Format::Text { Detail::Short } else { Detail::Full };
            session.emit(format, output, &document(&overview, &wholes, &gathered.files, texts, detail))
        }
    }
}

/// Writes an overview as one JSON object.
fn write_json(
    output: &mut Output<'_>,
    overview: &Overview<'_>,
    texts: &Texts,
    (spool, areas): (&Spool, &[Spooled]),
    gathered: &Gathered,
) -> anyhow::Result<()> {
    let faults = gathered.faults.iter();
    let faults = faults.flat_map(|(source, found)| {
        found.iter().map(|one| wire::Fault::new(source, one, said(texts, source, one)))
    });
    let ruleset = RuleSetId::new(overview.rules, overview.profile.map(|profile| profile.id.as_str()));
    let totals = wire::Totals::new(overview.rules, overview.totals, overview.rows.len(), overview.left_out);
    let areas = areas.iter().map(|area| Fetched(spool, *area)).collect();
    let whole = wire::Batch::new(ruleset, totals, areas, faults.collect());
    serde_json::to_writer(&mut *output, &whole)?;
    Ok(output.write_all(b"\n")?)
}
