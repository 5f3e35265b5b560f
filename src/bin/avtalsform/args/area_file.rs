//! What can be typed after `new` and `fmt`.

use std::path::PathBuf;

use super::DEFAULT_RULES;
use crate::format::Format;

#[derive(Debug, clap::Args)]
pub struct New {
    #[arg(value_name = "NAME")]
    pub name: PathBuf,
    /// Where none is given, the name's ending tells.
    #[arg(long, value_name = "FORMAT", value_parser = Format::parser(&[Format::Yaml, Format::Xlsx]))]
    pub format: Option<Format>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=2000))]
    pub rows: Option<u16>,
    #[arg(long)]
    pub no_schema: bool,
    #[arg(long)]
    pub force: bool,
    #[arg(long, value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub rules: String,
}

#[derive(Debug, clap::Args)]
pub struct Fmt {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long)]
    pub check: bool,
    #[arg(long, value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub rules: String,
}
