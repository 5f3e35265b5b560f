//! The fields of what a decision takes beside the answers, made ready for the markup, and what is typed into their cells.

use avtalsform::area_file::spoken;
use avtalsform::explain::Recommendation;
use avtalsform::model::{Fact, Field, Lang, folded};
use avtalsform::page::interview::Talk;
use avtalsform::say::Speaker;
use avtalsform::texts::Texts;

use crate::app::App;

/// Fields under a heading.
pub struct Section {
    pub id: &'static str,
    pub heading: &'static str,
    pub help: &'static str,
    pub fields: Vec<Filled>,
}

/// A field.
pub struct Filled {
    pub at: usize,
    pub name: String,
    pub help: String,
    pub value: String,
    /// What can be chosen, with what it is called.
    pub choices: Vec<(String, String)>,
    /// The cells of what stands in rows.
    pub rows: Vec<Row>,
    pub kind: &'static str,
    pub why: Option<String>,
}

/// A row of cells.
pub struct Row {
    pub name: String,
    /// What each is called, and what stands in it.
    pub cells: Vec<(&'static str, String)>,
}

/// Where a field stands.
fn section(fact: Fact<'_>) -> &'static str {
    match fact {
        Fact::Service | Fact::Board | Fact::Period => "head",
        Fact::Consideration(_) => "weighed",
        Fact::Form | Fact::Users | Fact::Municipal | Fact::Private | Fact::Nonprofit => "state",
        Fact::Field(field) => match field {
            Field::Name | Field::Municipality | Field::Group => "head",
            Field::AsOf | Field::Shares | Field::Geography | Field::Description => "state",
            Field::ProposedForm | Field::ProposedDirection | Field::ProposedMotivation => "proposal",
            Field::DecidedForm
            | Field::DecidedDirection
            | Field::DecidedMotivation
            | Field::DecidedSource => "decision",
            Field::Unit | Field::DistrictsSource | Field::Districts => "districts",
            Field::Reference | Field::Date | Field::Officer => "matter",
            Field::Notes => "weighed",
            _ => "compensation",
        },
    }
}

/// How a value is typed.
const fn kind(fact: Fact<'_>) -> &'static str {
    match fact {
        _ if !fact.columns().is_empty() => "rows",
        Fact::Service | Fact::Form | Fact::Field(Field::ProposedForm | Field::DecidedForm) => "choice",
        Fact::Consideration(_)
        | Fact::Field(
            Field::Description | Field::ProposedMotivation | Field::DecidedMotivation | Field::Notes,
        ) => "long",
        Fact::Field(Field::AsOf | Field::Date) => "date",
        Fact::Users | Fact::Municipal | Fact::Private | Fact::Nonprofit | Fact::Field(Field::Year) => {
            "number"
        }
        Fact::Field(_) if !fact.is_text() => "figure",
        _ => "short",
    }
}

/// The fields under their headings.
pub fn facts(app: &App, one: &Recommendation<'static>) -> Vec<Section> {
    let texts = app.texts();
    let all = app.facts();
    let of = |id: &'static str, heading, help| {
        let own = all.iter().enumerate().filter(|(_, fact)| section(**fact) == id);
        let mut fields: Vec<Filled> = own.filter_map(|(at, fact)| filled(app, one, at, *fact)).collect();
        // The name before all else.
        fields.sort_by_key(|field| all.get(field.at) != Some(&Fact::Field(Field::Name)));
        Section { id, heading, help, fields }
    };
    vec![
        of("matter", texts.web_facts_matter(), ""),
        of("head", texts.web_facts_head(), ""),
        of("state", texts.web_facts_state(), ""),
        of("proposal", texts.web_facts_proposal(), ""),
        of("decision", texts.web_facts_decision(), texts.web_help_decision()),
        of("compensation", texts.web_facts_compensation(), texts.web_help_compensation()),
        of("districts", texts.plan_section_districts(), texts.web_help_districts()),
        of("weighed", texts.web_facts_weighed(), ""),
    ]
}

fn filled(app: &App, one: &Recommendation<'static>, at: usize, fact: Fact<'static>) -> Option<Filled> {
    let (texts, rules) = (app.texts(), app.rule_set()?);
    let talk = Talk::new(texts, rules);
    let speaker = Speaker { texts, rules };
    let kind = kind(fact);
    let refused = app.refused.get(&(app.at, at));
    let mut value = fact.said(&spoken(&one.area, rules)).unwrap_or_default();
    if matches!(kind, "figure" | "rows") && app.lang == Lang::Sv {
        value = in_swedish(&value, fact == Fact::Field(Field::Districts));
    }
    let value = refused.map_or(value, |refused| refused.typed.clone());
    let choices = match fact {
        Fact::Service => {
            let mut all = rules.services.iter().collect::<Vec<_>>();
            all.sort_by_key(|service| folded(service.name.get(app.lang)));
            all.iter().map(|one| (one.id.clone(), speaker.say(&one.name).to_owned())).collect()
        }
        _ if kind == "choice" => {
            rules.statable().map(|form| (rules.stated_id(form), speaker.stated(form).to_owned())).collect()
        }
        _ => Vec::new(),
    };
    let help = match fact {
        Fact::Consideration(of) => format!("{} {}", speaker.say(&of.question), speaker.say(&of.help)),
        Fact::Period => texts.web_help_period().to_owned(),
        Fact::Field(Field::Date | Field::AsOf) => texts.web_help_date().to_owned(),
        Fact::Field(Field::Shares) => texts.web_help_shares().to_owned(),
        Fact::Field(Field::Unit) => texts.web_help_unit().to_owned(),
        _ => String::new(),
    };
    Some(Filled {
        at,
        name: talk.fact_name(fact),
        help,
        rows: if kind == "rows" { rows(texts, fact, &value) } else { Vec::new() },
        value,
        choices,
        kind,
        why: refused.map(|refused| refused.why.clone()),
    })
}

/// Figures with a decimal comma; a name before them stays as it is.
fn in_swedish(value: &str, named: bool) -> String {
    let row = |row: &str| match row.split_once('\t').filter(|_| named) {
        Some((name, figures)) => format!("{name}\t{}", figures.replace('.', ",")),
        None => row.replace('.', ","),
    };
    value.lines().map(row).collect::<Vec<_>>().join("\n")
}

/// The cells of each row; a list has an empty row to begin another in.
fn rows(texts: &Texts, fact: Fact<'_>, value: &str) -> Vec<Row> {
    let is_list = fact == Fact::Field(Field::Districts);
    let more = (is_list || value.is_empty()).then_some("");
    let row = |row: &str| {
        let mut cells = row.split('\t');
        let cells = fact.columns().iter().map(|key| {
            let name = if is_list { district_column(texts, key) } else { share_column(texts, key) };
            (name, cells.next().unwrap_or_default().trim().to_owned())
        });
        let cells: Vec<_> = cells.collect();
        let name = match cells.first() {
            _ if !is_list => String::new(),
            Some((_, name)) if !name.is_empty() => name.clone(),
            _ => texts.web_new_district().to_owned(),
        };
        Row { name, cells }
    };
    value.lines().chain(more).map(row).collect()
}

fn share_column(texts: &Texts, key: &str) -> &'static str {
    match key {
        "municipal" => texts.column_share_municipal(),
        "private" => texts.column_share_private(),
        _ => texts.column_share_nonprofit(),
    }
}

fn district_column(texts: &Texts, key: &str) -> &'static str {
    match key {
        "name" => texts.plan_column_district(),
        "volume" => texts.column_volume(),
        "in_house" => texts.column_in_house(),
        "capacity" => texts.web_capacity(),
        "capacity.municipal" => texts.column_capacity_municipal(),
        _ => texts.column_capacity_private(),
    }
}

impl App {
    /// The value of a fact in rows when a cell is typed into, or why it cannot be one yet. What is named by `place` is the
    /// number of the fact, the row and the column.
    pub(crate) fn with_cell(&self, place: &str, typed: &str) -> Option<(usize, String, Result<(), String>)> {
        let mut place = place.split('-').map(str::parse::<usize>);
        let (at, row, column) = (place.next()?.ok()?, place.next()?.ok()?, place.next()?.ok()?);
        let (fact, one, texts) = (self.facts().get(at).copied()?, self.here()?, self.texts());
        let refused = self.refused.get(&(self.at, at)).map(|refused| refused.typed.clone());
        let value = refused.or_else(|| fact.said(&spoken(&one.area, one.rules))).unwrap_or_default();
        let wide = fact.columns().len();
        let cells = |row: &str| -> Vec<String> {
            row.split('\t')
                .chain(std::iter::repeat(""))
                .take(wide)
                .map(|cell| cell.trim().to_owned())
                .collect()
        };
        let mut rows: Vec<Vec<String>> = value.lines().map(cells).collect();
        while rows.len() <= row {
            rows.push(cells(""));
        }
        // A tab would begin another cell.
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        *rows.get_mut(row)?.get_mut(column)? = typed;
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let mut why = Ok(());
        if fact == Fact::Field(Field::Districts) {
            let given = |row: &[String], at: usize| row.get(at).is_some_and(|cell| !cell.is_empty());
            if rows.iter().any(|row| !given(row, 0) || !given(row, 1)) {
                why = Err(texts.web_half_district().to_owned());
            } else if rows.iter().any(|row| given(row, 3) && (given(row, 4) || given(row, 5))) {
                why = Err(texts.web_two_ceilings().to_owned());
            }
        }
        let value = rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n");
        Some((at, value, why))
    }
}
