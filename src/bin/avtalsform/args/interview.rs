//! What can be typed after `interview`.

use std::path::PathBuf;

use super::By;
use crate::format::Format;

#[derive(Debug, clap::Args)]
pub struct Interview {
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub area: Option<String>,
    #[command(flatten)]
    pub by: By,
    #[arg(long, value_name = "FORMAT", value_parser = Format::parser(&[Format::Text, Format::Plain]))]
    pub format: Option<Format>,
}
