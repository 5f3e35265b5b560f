//! What can be typed. The help texts stand with the tool's other texts.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anstream::ColorChoice;
use avtalsform::compare::FailOn;
use avtalsform::evaluate::Firmness;
use avtalsform::load::Input;
use avtalsform::model::Lang;
use avtalsform::page::recommend::Detail;
use avtalsform::portfolio::{GroupBy, Only, Sort};
use avtalsform::texts::Texts;
use avtalsform::write::xlsx::Sheet;
use clap::{ArgGroup, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

mod area_file;
mod home;
mod interview;
mod rules;
mod what_if;
mod words;

pub use area_file::{Fmt, New};
pub use home::{Completions, Lookup, Man, ShellArg};
pub use interview::Interview;
pub use rules::{Check, Compare, Export, List, NewRules, RulesCommand, Show};
pub use what_if::WhatIf;
pub use words::one_of;
use words::{COLOR, DETAIL, DIFFERENCES, LANG, REQUIRE, names};

use super::format::{Also, Format, Out, Writes};
use super::language;
use super::typed::{self, has_extension};

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
    /// Read before the arguments, by [`language::wanted`]; here only so that clap knows it.
    #[arg(long, global = true, value_name = names(&LANG), value_parser = one_of(LANG))]
    lang: Option<Lang>,
    #[arg(long, global = true, value_name = names(&COLOR), value_parser = one_of(COLOR), default_value = "auto",
        hide_default_value = true)]
    pub color: ColorChoice,
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Areas, rules and tests may be those of somebody who means harm.
    #[arg(long, global = true)]
    pub untrusted: bool,
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=1000))]
    pub width: Option<u16>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Recommend(Recommend),
    Memo(MemoArgs),
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
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Recommend {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub by: By,
    #[arg(long, value_name = names(&DETAIL), value_parser = one_of(DETAIL))]
    pub detail: Option<Detail>,
    #[arg(long, value_name = names(&REQUIRE), value_parser = one_of(REQUIRE))]
    pub require: Option<Firmness>,
    #[command(flatten)]
    pub out: Out<Recommend>,
}

impl Writes for Recommend {
    const MORE: &'static [Format] = &[Format::Json, Format::Ndjson];
}

#[derive(Debug, clap::Args)]
pub struct MemoArgs {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "ID")]
    pub area: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
    #[command(flatten)]
    pub by: By,
    #[command(flatten)]
    pub out: Out<MemoArgs>,
}

impl Writes for MemoArgs {}

#[derive(Debug, clap::Args)]
pub struct Batch {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub by: By,
    #[arg(long, value_name = names(&Input::NAMES), value_parser = one_of(Input::NAMES))]
    pub input: Option<Input>,
    #[arg(long, value_name = "KEY,…", value_delimiter = ',')]
    pub fields: Vec<String>,
    #[arg(long, value_name = "KEY", value_parser = one_of(Sort::NAMES), default_value = "path", hide_default_value = true)]
    pub sort: Sort,
    #[arg(long, value_name = "KIND,…", value_parser = one_of(Only::NAMES), value_delimiter = ',')]
    pub only: Vec<Only>,
    #[arg(long, value_name = names(&GroupBy::NAMES), value_parser = one_of(GroupBy::NAMES))]
    pub group_by: Option<GroupBy>,
    #[arg(long, value_name = names(&REQUIRE), value_parser = one_of(REQUIRE))]
    pub require: Option<Firmness>,
    #[arg(long, value_name = "KIND,…", value_parser = one_of(Sheet::NAMES), value_delimiter = ',')]
    pub sheets: Vec<Sheet>,
    #[arg(long, conflicts_with_all = ["format", "output", "input", "fields", "sort", "only", "group_by", "sheets"])]
    pub update: bool,
    #[command(flatten)]
    pub out: Out<Batch>,
}

impl Writes for Batch {
    const MORE: &'static [Format] = &[Format::Csv, Format::Json, Format::Ndjson, Format::Xlsx, Format::Yaml];
}

#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub by: By,
    #[arg(long, value_name = names(&Input::NAMES), value_parser = one_of(Input::NAMES))]
    pub input: Option<Input>,
    #[arg(long, value_name = "NAME")]
    pub board: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub annex: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
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
    #[arg(long, requires = "from_rev", conflicts_with_all = ["from", "baseline"])]
    pub merge_base: bool,
    #[arg(long, value_name = "REASON")]
    pub acknowledge: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, value_name = names(&DIFFERENCES), value_parser = one_of(DIFFERENCES), default_value = "outcome",
        hide_default_value = true)]
    pub fail_on: FailOn,
    #[arg(long, value_name = names(&Input::NAMES), value_parser = one_of(Input::NAMES))]
    pub input: Option<Input>,
    #[command(flatten)]
    pub out: Out<Diff>,
    #[command(flatten)]
    pub also: Also<Diff>,
}

impl Writes for Diff {
    const MORE: &'static [Format] = &[Format::Json, Format::Github, Format::Sarif, Format::Junit];
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
    #[arg(long, requires = "suggest")]
    pub force: bool,
    #[command(flatten)]
    pub out: Out<Test>,
    #[command(flatten)]
    pub also: Also<Test>,
}

impl Writes for Test {
    const MORE: &'static [Format] = &[Format::Json, Format::Junit, Format::Github];
}

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
    Shared,
    Rules,
    Test,
    Result,
    Batch,
    Baseline,
    Check,
    Compare,
    Diff,
    Explain,
    TestReport,
    WhatIf,
}

/// Reads the command line.
///
/// # Errors
/// What the library says of `--help`, `--version` and wrong arguments.
pub fn parse(texts: &Texts) -> Result<Cli, clap::Error> {
    let mut words = typed::words();
    if let Some(command) = command_for(words.get(1..).unwrap_or_default()) {
        words.insert(1, command.into());
    }
    let matches = language::localise(Cli::command(), texts).try_get_matches_from(words)?;
    Cli::from_arg_matches(&matches)
}

/// The command for files or folders that stand alone, as when they are dropped on the program, where none of them is called as a
/// command is.
fn command_for(words: &[OsString]) -> Option<&'static str> {
    let command = Cli::command();
    let is_command = |word: &OsString| {
        word == "help" || word.to_str().is_some_and(|word| command.find_subcommand(word).is_some())
    };
    if words.is_empty() || !words.iter().all(|word| Path::new(word).exists() && !is_command(word)) {
        return None;
    }
    let is_area = |word: &OsString| has_extension(Path::new(word), &["yaml", "yml", "json"]);
    Some(if words.iter().all(is_area) { "recommend" } else { "batch" })
}
