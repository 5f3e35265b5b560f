//! What results are written as: every format once, with its name and the endings of its files, and which of them a
//! command writes.
//!
//! What clap needs stands here as well, so that no list of formats is written twice: the values of `--format`, their
//! explanation in the help, the default.

use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use avtalsform::load::shown_path;
use avtalsform::texts::{Texts, fill};
use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, ValueEnum};

use super::args::one_of;
use super::session::{Said, Session};

/// A format; its name is the one typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Plain,
    Markdown,
    Html,
    Docx,
    Json,
    Ndjson,
    Csv,
    Xlsx,
    Yaml,
    Github,
    Sarif,
    Junit,
    Areas,
    Tests,
}

/// How every page can be written.
pub const PAGE: [Format; 5] = [Format::Text, Format::Plain, Format::Markdown, Format::Html, Format::Docx];

/// A command that writes pages.
pub trait Writes {
    /// The format where nothing says which.
    const DEFAULT: Format = Format::Text;
    /// What it writes beside pages.
    const MORE: &'static [Format] = &[];

    /// All it writes, the default first.
    fn formats() -> Vec<Format> {
        let others = PAGE.iter().chain(Self::MORE).filter(|format| **format != Self::DEFAULT);
        std::iter::once(&Self::DEFAULT).chain(others).copied().collect()
    }
}

/// How a command writes its result, and where to.
#[derive(Debug, clap::Args)]
pub struct Out<W: Writes> {
    #[arg(long, value_name = "FORMAT", value_parser = Format::parser(&W::formats()))]
    format: Option<Format>,
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(skip)]
    command: PhantomData<W>,
}

impl<W: Writes> Out<W> {
    /// The format and the file, if the result goes to one. That the command cannot write what the file's ending names is
    /// said.
    pub fn chosen(&self, session: &Session<'_>) -> Result<(Format, Option<&Path>), Said> {
        let format = self.format(session)?;
        session.writes(format);
        Ok((format, self.output.as_deref()))
    }

    /// The format asked for, else the one that the file's ending names, else the command's own.
    fn format(&self, session: &Session<'_>) -> Result<Format, Said> {
        match (self.format, &self.output) {
            (None, Some(path)) => named::<W>(session, path),
            (format, _) => Ok(format.unwrap_or(W::DEFAULT)),
        }
    }
}

/// What one run writes beside its result.
#[derive(Debug, clap::Args)]
pub struct Also<W: Writes> {
    #[arg(long, value_name = "FORMAT=FILE")]
    also: Vec<String>,
    #[arg(skip)]
    command: PhantomData<W>,
}

impl<W: Writes> Also<W> {
    /// The formats with their files, in their order; what is none is said.
    pub fn chosen<'a>(&'a self, session: &Session<'_>) -> Result<Vec<(Format, &'a Path)>, Said> {
        let of = |asked: &'a String| {
            let found =
                asked.split_once('=').filter(|(_, path)| !path.is_empty()).and_then(|(name, path)| {
                    let format = W::formats().into_iter().find(|format| format.name() == name)?;
                    Some((format, Path::new(path)))
                });
            found.ok_or_else(|| {
                let said = session.error(session.texts.also_wrong(asked));
                let names: Vec<String> = W::formats().into_iter().map(Format::name).collect();
                session.advise(session.texts.ending_formats(names.join(", ")));
                said
            })
        };
        self.also.iter().map(of).collect()
    }
}

/// The format that a file's ending names, else the command's own; one that the command does not write is refused.
pub fn named<W: Writes>(session: &Session<'_>, path: &Path) -> Result<Format, Said> {
    let Some(format) = Format::of(path) else { return Ok(W::DEFAULT) };
    let formats = W::formats();
    if formats.contains(&format) {
        return Ok(format);
    }
    session.error(session.texts.ending_not_written(format.name(), shown_path(path)));
    let names: Vec<String> = formats.into_iter().map(Format::name).collect();
    session.advise(session.texts.ending_formats(names.join(", ")));
    Err(Said)
}

impl Format {
    /// What `--format` takes where it can be one of these.
    pub fn parser(formats: &[Self]) -> impl TypedValueParser<Value = Self> {
        one_of(formats.iter().map(|format| (format.name(), *format)))
    }

    /// The name that is typed.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// How the names of its files end; none where that is how other files end, too.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[".txt"],
            Self::Markdown => &[".md", ".markdown"],
            Self::Html => &[".html", ".htm"],
            Self::Docx => &[".docx"],
            Self::Json => &[".json"],
            Self::Ndjson => &[".ndjson", ".jsonl"],
            Self::Csv => &[".csv"],
            Self::Xlsx => &[".xlsx"],
            Self::Sarif => &[".sarif", ".sarif.json"],
            Self::Junit => &[".xml"],
            Self::Plain | Self::Yaml | Self::Github | Self::Areas | Self::Tests => &[],
        }
    }

    /// The format that a file's ending names; of several endings the longest.
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let ends = |format: &Self| {
            format.endings().iter().filter(|ending| name.ends_with(**ending)).map(|ending| ending.len()).max()
        };
        Self::value_variants()
            .iter()
            .filter_map(|format| Some((ends(format)?, *format)))
            .max_by_key(|(length, _)| *length)
            .map(|(_, format)| format)
    }
}

/// The formats that an argument can be, for its help: the first is the default, and some are explained.
pub fn explained(arg: &Arg, texts: &Texts) -> String {
    let explain = |value: &PossibleValue| {
        let name = value.get_name();
        texts.help_of(&format!("format.{name}")).unwrap_or(name).to_owned()
    };
    let mut said: Vec<String> = arg.get_possible_values().iter().map(explain).collect();
    if let Some(first) = said.first_mut() {
        *first = fill(texts.help_of("format").unwrap_or_default(), &[("format", &**first)]);
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_name_formats() {
        for (path, format) in [
            ("a.md", Some(Format::Markdown)),
            ("b/A.DOCX", Some(Format::Docx)),
            ("x.sarif.json", Some(Format::Sarif)),
            ("x.jsonl", Some(Format::Ndjson)),
            ("html", None),
            ("a.yaml", None),
            ("/dev/null", None),
        ] {
            assert_eq!(Format::of(Path::new(path)), format, "{path}");
        }
    }

    #[test]
    fn no_two_formats_share_an_ending() {
        let mut endings: Vec<_> =
            Format::value_variants().iter().flat_map(|format| format.endings()).collect();
        let count = endings.len();
        endings.sort();
        endings.dedup();
        assert_eq!(endings.len(), count);
    }
}
