//! `new NAME`: an empty file to fill in with areas.

use std::ffi::OsString;
use std::io::Write;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use avtalsform::model::RuleSet;
use avtalsform::render::words::harmless;
use avtalsform::render::xlsx;
use avtalsform::texts::Text;

use super::args::{DEFAULT_RULES, New, NewFormat};
use super::output::Output;
use super::session::{End, Session};

impl NewFormat {
    /// The extension of its files.
    const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
        }
    }

    /// An empty file.
    fn blank(self, session: &Session<'_>, rules: &RuleSet, args: &New) -> anyhow::Result<Vec<u8>> {
        match self {
            Self::Xlsx => xlsx::blank(rules, session.texts, args.rows.into())
                .map_err(|error| anyhow::anyhow!(error.message(session.texts))),
        }
    }
}

pub fn run(session: &Session<'_>, args: &New) -> anyhow::Result<End> {
    let Some(path) = path(&args.name, args.format.extension()) else {
        session.error(Text::NotFileName, &[("path", &args.name.display().to_string())]);
        return Ok(End::Failed);
    };
    let Some(rules) = session.rules(&args.rules) else { return Ok(End::Failed) };
    let mut output = Output::new_file(session, &path)?;
    output.write_all(&args.format.blank(session, &rules, args)?)?;
    output.finish()?;
    let path = path.display().to_string();
    let mut command = format!("avtalsform batch {}", word(&path));
    if args.rules != DEFAULT_RULES {
        command.push_str(&format!(" --rules {}", word(&args.rules)));
    }
    session.hint(&session.texts.with(Text::NewWritten, &[("path", &harmless(&path)), ("command", &command)]));
    Ok(End::Done)
}

/// The file to write: the name with the extension, which is added if it is missing; `None` for what names no file.
fn path(name: &Path, extension: &str) -> Option<PathBuf> {
    let ends_in_folder = name.as_os_str().to_string_lossy().ends_with(['/', MAIN_SEPARATOR]);
    let file = name.file_name().filter(|file| !ends_in_folder && *file != "-")?;
    if name.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension)) {
        return Some(name.to_owned());
    }
    let mut file: OsString = file.to_owned();
    file.push(".");
    file.push(extension);
    Some(name.with_file_name(file))
}

/// A word as it is typed: in quotation marks where a shell would cut it in two.
pub fn word(text: &str) -> String {
    let text = harmless(text);
    let is_plain = |letter: char| letter.is_alphanumeric() || "._-+/\\:~".contains(letter);
    if text.chars().all(is_plain) { text } else { format!("\"{text}\"") }
}

pub fn area_file(
    session: &Session<'_>,
    rules: &RuleSet,
    path: Option<&Path>,
    name: &str,
) -> anyhow::Result<Option<PathBuf>> {
    let path = path.map_or_else(|| PathBuf::from(format!("{name}.yaml")), Path::to_owned);
    let mut output = Output::new_file(session, &path)?;
    output.write_all(avtalsform::area_file::blank(rules, session.texts, name, None).as_bytes())?;
    output.finish()?;
    Ok(Some(path))
}
