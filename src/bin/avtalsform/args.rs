//! What can be typed. The help texts stand with the tool's other texts.

use std::path::PathBuf;

use avtalsform::compare::{FailOn, Gravity};
use avtalsform::evaluate::Firmness;
use avtalsform::load::Input;
use avtalsform::portfolio::{GroupBy, Only, Sort};
use avtalsform::texts::Texts;
use clap::{ArgGroup, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

mod area_file;
mod home;
mod interview;
mod rules;
mod what_if;

pub use area_file::{Fmt, New};
pub use home::{Completions, Lookup, Man, ShellArg};
pub use interview::Interview;
pub use rules::{Check, CheckFail, Compare, CompareFail, Export, List, RulesCommand, Show};
pub use what_if::WhatIf;

use super::format::{Format, Out, Writes};
use super::language;

/// The rule set used unless another is named.
pub const DEFAULT_RULES: &str = "linkoping-vard-omsorg";

#[derive(Debug, Parser)]
#[command(name = "avtalsform", version)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    /// None asks where to begin.
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, clap::Args)]
pub struct Global {
    #[arg(long, global = true, value_name = "sv|en")]
    lang: Option<Language>,
    #[arg(
        long,
        global = true,
        value_name = "auto|always|never",
        default_value = "auto",
        hide_default_value = true
    )]
    pub color: Color,
    #[arg(long, short, global = true)]
    pub quiet: bool,
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=1000))]
    pub width: Option<u16>,
}

/// Read before the arguments, by [`language::wanted`]; here only so that clap knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    Sv,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Recommend(Recommend),
    Batch(Batch),
    Plan(PlanArgs),
    Diff(Diff),
    Interview(Interview),
    New(New),
    Fmt(Fmt),
    Test(Test),
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
    WhatIf(WhatIf),
    Schema(Schema),
    // To find one's way
    Explain(Lookup),
    Completions(Completions),
    Man(Man),
}

/// What is computed by.
#[derive(Debug, clap::Args)]
pub struct By {
    #[arg(long, value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub rules: String,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Recommend {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub by: By,
    #[arg(long, value_name = "short|full")]
    pub detail: Option<DetailArg>,
    #[arg(long, value_name = "firm|preliminary")]
    pub require: Option<Require>,
    #[command(flatten)]
    pub out: Out<Recommend>,
}

impl Writes for Recommend {
    const MORE: &'static [Format] = &[Format::Json, Format::Ndjson];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DetailArg {
    Short,
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Require {
    Firm,
    Preliminary,
}

/// The weakest firmness that is strong enough.
pub fn least(require: Option<Require>) -> Firmness {
    match require {
        None => Firmness::Undetermined,
        Some(Require::Preliminary) => Firmness::Preliminary,
        Some(Require::Firm) => Firmness::Firm,
    }
}

#[derive(Debug, clap::Args)]
pub struct Batch {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub by: By,
    #[arg(long, value_name = "yaml|ndjson|xlsx")]
    pub input: Option<InputArg>,
    #[arg(long, value_name = "KEY,…", value_delimiter = ',')]
    pub fields: Vec<String>,
    #[arg(long, value_name = "KEY", default_value = "path", hide_default_value = true)]
    pub sort: SortArg,
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    pub only: Vec<OnlyArg>,
    #[arg(long, value_name = "board|group")]
    pub group_by: Option<GroupArg>,
    #[arg(long, value_name = "firm|preliminary")]
    pub require: Option<Require>,
    #[command(flatten)]
    pub out: Out<Batch>,
}

impl Writes for Batch {
    const MORE: &'static [Format] = &[Format::Csv, Format::Json, Format::Ndjson, Format::Xlsx];
}

#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub by: By,
    #[arg(long, value_name = "yaml|ndjson|xlsx")]
    pub input: Option<InputArg>,
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    #[command(flatten)]
    pub out: Out<PlanArgs>,
}

impl Writes for PlanArgs {
    const DEFAULT: Format = Format::Markdown;
}

/// A line each, since one line with all of them is wider than a page.
pub const DIFF_USAGE: &str = "avtalsform diff --from <ID|FILE> [OPTIONS] <PATH>...
  avtalsform diff --baseline <FILE> [OPTIONS] <PATH>...
  avtalsform diff --from-rev <REV> [OPTIONS] <PATH>...
  avtalsform diff --write-baseline <FILE> [OPTIONS] <PATH>...";

#[derive(Debug, clap::Args)]
#[command(
    group = ArgGroup::new("against").args(["from", "baseline", "from_rev"]),
    group = ArgGroup::new("needed").args(["from", "baseline", "from_rev", "write_baseline"]).multiple(true).required(true)
)]
pub struct Diff {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = "ID|FILE")]
    pub from: Option<String>,
    /// What other commands call `--rules` is this.
    #[arg(long, alias = "rules", value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub to: String,
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    pub from_rev: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(
        long,
        value_name = "outcome|firmness|reasons|scores|any|none",
        default_value = "outcome",
        hide_default_value = true
    )]
    pub fail_on: FailOnArg,
    #[arg(long, value_name = "yaml|ndjson|xlsx")]
    pub input: Option<InputArg>,
    #[command(flatten)]
    pub out: Out<Diff>,
}

impl Writes for Diff {
    const MORE: &'static [Format] = &[Format::Json, Format::Github, Format::Sarif, Format::Junit];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOnArg {
    Outcome,
    Firmness,
    Reasons,
    Scores,
    Any,
    None,
}

impl From<FailOnArg> for FailOn {
    fn from(argument: FailOnArg) -> Self {
        match argument {
            FailOnArg::Outcome => Self::AtLeast(Gravity::Outcome),
            FailOnArg::Firmness => Self::AtLeast(Gravity::Firmness),
            FailOnArg::Reasons => Self::AtLeast(Gravity::Reasons),
            FailOnArg::Scores => Self::AtLeast(Gravity::Scores),
            FailOnArg::Any => Self::Any,
            FailOnArg::None => Self::Never,
        }
    }
}

#[derive(Debug, clap::Args)]
pub struct Test {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub by: By,
    #[arg(long, value_name = "REGEX")]
    pub run: Option<String>,
    #[arg(long, value_name = "PERCENT")]
    pub min_coverage: Option<String>,
    #[arg(long, value_name = "DIR")]
    pub suggest: Option<PathBuf>,
    #[command(flatten)]
    pub out: Out<Test>,
}

impl Writes for Test {
    const MORE: &'static [Format] = &[Format::Json, Format::Junit, Format::Github];
}

/// Gives every argument whose values are those of a type of the library its names, and the way to that type.
macro_rules! same {
    ($name:ident for $library:ty { $($value:ident),* }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
        pub enum $name { $($value),* }

        impl From<$name> for $library {
            fn from(argument: $name) -> Self {
                match argument { $($name::$value => Self::$value),* }
            }
        }
    };
}

same!(InputArg for Input { Yaml, Ndjson, Xlsx });
same!(SortArg for Sort { Path, Name, Outcome, Firmness, Support, Change });
same!(OnlyArg for Only { Undetermined, Preliminary, Firm, Changed, Unchanged, Same, Differs, Warnings, Tie });
same!(GroupArg for GroupBy { Board, Group });

#[derive(Debug, clap::Args)]
pub struct Schema {
    #[arg(value_name = "KIND")]
    pub kind: SchemaKind,
    #[arg(long, value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub rules: String,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    Area,
    Rules,
    Test,
    Result,
    Batch,
    Check,
    Compare,
    Diff,
    Explain,
    WhatIf,
}

/// Reads the command line.
///
/// # Errors
/// What the library says of `--help`, `--version` and wrong arguments.
pub fn parse(texts: &Texts) -> Result<Cli, clap::Error> {
    let matches = language::localise(Cli::command(), texts).try_get_matches()?;
    Cli::from_arg_matches(&matches)
}
