//! What a reader must find in a document, whatever the format: the blocks as plain text, worked out from the document
//! alone.

use avtalsform::document::{Block, Document, Mark, Rich, Role, Sign, Span};
use avtalsform::say::words::harmless;

/// A block as a reader finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Heading(u8, String),
    Paragraph(String),
    Notice(String),
    Point(String),
    Numbered(String),
    /// The caption of a table or figure.
    Caption(String),
    /// The rows with their cells; the head is the first.
    Table(Vec<Vec<String>>),
}

/// A text as it is shown: control characters spelt out.
pub fn shown(text: &str) -> String {
    harmless(text)
}

/// A text in several styles as it is shown: each stretch of it is a text of its own.
pub fn said(text: &Rich) -> String {
    let said = |span: &Span| if span.role == Role::Break { "\n".to_owned() } else { shown(&span.text) };
    text.spans.iter().map(said).collect()
}

/// The blocks below the table of contents; `drawn` where bars have a column.
pub fn blocks(document: &Document, drawn: bool) -> Vec<Found> {
    let mut found = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading { level, text, .. } => found.push(Found::Heading(*level, said(text))),
            Block::Paragraph(text) => found.push(Found::Paragraph(said(text))),
            Block::Notice(text) => found.push(Found::Notice(said(text))),
            Block::List(points) => found.extend(points.iter().map(|text| Found::Point(said(text)))),
            Block::Numbered(points) => {
                found.extend(points.iter().map(|text| Found::Numbered(said(text))));
            }
            Block::Terms(terms) => found.extend(terms.iter().map(|(name, value)| {
                let name: String = name.spans.iter().map(|span| span.text.as_str()).collect();
                Found::Point(format!("{} {}", shown(&format!("{name}:")), said(value)))
            })),
            Block::Entry(entry) => {
                let sign = match entry.sign {
                    None | Some(Sign::Point) => "",
                    Some(Sign::For) => "+ ",
                    Some(Sign::Against) => "− ",
                    Some(Sign::Open) => "? ",
                    Some(Sign::Care) => "! ",
                    Some(Sign::Excludes) => "× ",
                    Some(Sign::Met) => "✓ ",
                    Some(Sign::Failed) => "✗ ",
                };
                let lead = format!("{sign}{}", said(&entry.lead));
                let lines = std::iter::once(lead).chain(entry.details.iter().map(said));
                let lines = lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
                let text = lines.collect::<Vec<_>>().join("\n");
                found.push(if entry.sign.is_some() { Found::Point(text) } else { Found::Paragraph(text) });
            }
            Block::Fold { summary, .. } => found.push(Found::Paragraph(said(summary))),
            Block::Table(table) => {
                let table = if drawn { table.clone() } else { table.undrawn() };
                found.push(Found::Caption(shown(&table.caption)));
                if table.columns.is_empty() {
                    continue;
                }
                let mut rows = vec![table.columns.iter().map(|column| shown(&column.title)).collect()];
                for cells in &table.rows {
                    let cell = |texts: &[Rich]| {
                        let texts = texts.iter().map(|text| said(text).trim().to_owned());
                        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
                    };
                    let mut cells: Vec<String> = cells.iter().map(|found| cell(&found.text)).collect();
                    cells.resize(table.columns.len(), String::new());
                    rows.push(cells);
                }
                found.push(Found::Table(rows));
            }
            Block::Figure(figure) => {
                found.push(Found::Caption(shown(&figure.caption)));
                found.push(Found::Paragraph(shown(&figure.alternative)));
                if figure.rows.is_empty() || figure.columns.is_empty() {
                    continue;
                }
                let others = figure.rows.iter().flat_map(|(_, answers)| answers);
                let others =
                    others.filter(|(mark, _)| *mark == Mark::Other).map(|(_, answer)| answer.clone());
                let mut own: Vec<String> = Vec::new();
                others.for_each(|answer| {
                    if !own.contains(&answer) {
                        own.push(answer)
                    }
                });
                let letter = |text: &str| shown(&text.chars().take(1).collect::<String>().to_uppercase());
                let of = |(mark, answer): &(Mark, String)| {
                    if *mark == Mark::Unknown {
                        return "–".to_owned();
                    }
                    if *mark == Mark::Other {
                        return (own.iter().position(|one| one == answer).unwrap() + 1).to_string();
                    }
                    let name = figure.legend.iter().find(|(_, kind)| kind == mark).map(|(name, _)| name);
                    letter(name.unwrap_or(answer))
                };
                let said = figure.legend.iter().filter(|(_, mark)| *mark != Mark::Other).cloned();
                let said: Vec<String> = said
                    .chain(own.iter().map(|answer| (answer.clone(), Mark::Other)))
                    .map(|(name, mark)| format!("{}: {}", of(&(mark, name.clone())), shown(&name)))
                    .collect();
                found.push(Found::Paragraph(said.join(". ")));
                let parts = figure.columns.len().div_ceil(32);
                let across = figure.columns.len().div_ceil(parts);
                for (number, columns) in figure.columns.chunks(across).enumerate() {
                    let head = std::iter::once(String::new()).chain(columns.iter().map(|name| shown(name)));
                    let mut rows = vec![head.collect::<Vec<_>>()];
                    for (name, answers) in &figure.rows {
                        let answers = answers.iter().skip(number * across).take(across).map(of);
                        let mut row: Vec<String> = std::iter::once(shown(name)).chain(answers).collect();
                        row.resize(columns.len() + 1, String::new());
                        rows.push(row);
                    }
                    found.push(Found::Table(rows));
                }
            }
        }
    }
    found.into_iter().map(Found::trimmed).collect()
}

impl Found {
    /// The same without blanks around it, which no format keeps.
    pub fn trimmed(self) -> Self {
        self.map(|text| text.trim().to_owned())
    }

    /// The same with other texts.
    pub fn map(self, change: impl Fn(String) -> String) -> Self {
        match self {
            Self::Heading(level, text) => Self::Heading(level, change(text)),
            Self::Paragraph(text) => Self::Paragraph(change(text)),
            Self::Notice(text) => Self::Notice(change(text)),
            Self::Point(text) => Self::Point(change(text)),
            Self::Numbered(text) => Self::Numbered(change(text)),
            Self::Caption(text) => Self::Caption(change(text)),
            Self::Table(rows) => {
                Self::Table(rows.into_iter().map(|cells| cells.into_iter().map(&change).collect()).collect())
            }
        }
    }

    /// Whether nothing is said, so that a format may leave it out.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Paragraph(text) | Self::Notice(text) | Self::Caption(text) => text.is_empty(),
            _ => false,
        }
    }
}
