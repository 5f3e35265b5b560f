//! What can be typed after `interview`.

use std::path::PathBuf;

use super::DEFAULT_RULES;
use crate::format::Format;

#[derive(Debug, clap::Args)]
pub struct Interview {
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub area: Option<String>,
    #[arg(long, value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub rules: String,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, value_name = "FORMAT", value_parser = Format::parser(&[Format::Text, Format::Plain]))]
    pub format: Option<Format>,
}
