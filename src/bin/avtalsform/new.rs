//! `new NAME`: an empty file to fill in: one area, or a workbook of them.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

use avtalsform::area_file::blank;
use avtalsform::load;
use avtalsform::model::RuleSet;
use avtalsform::say::words::harmless;
use avtalsform::wire::schema;
use avtalsform::write::xlsx;

use super::args::{DEFAULT_RULES, New};
use super::format::Format;
use super::output::Output;
use super::session::{End, Said, Session, word};
use super::typed::has_extension;

/// The rows of a workbook unless another number is asked for.
const ROWS: u16 = 20;
/// The folder beside area files that holds what editors read; a name that begins so is passed over by `batch`.
const EDITORS: &str = ".avtalsform";

pub fn run(session: &Session<'_>, args: &New) -> anyhow::Result<End> {
    let is_book = match args.format {
        Some(format) => format == Format::Xlsx,
        None => has_extension(&args.name, &["xlsx"]),
    };
    if !is_book && args.rows.is_some() {
        return Err(session.error(session.texts.rows_of_workbook()).into());
    }
    readable(session, &args.name)?;
    let named = if is_book {
        workbook_path(&args.name).map(|path| (path, String::new()))
    } else {
        area_path(&args.name)
    };
    let Some((path, area)) = named else {
        return Err(session.error(session.texts.not_file_name(load::shown_path(&args.name))).into());
    };
    let rules = session.rules(&args.rules)?;
    let shown = load::shown_path(&path);
    let command = |command: &str| {
        let rules = if args.rules == DEFAULT_RULES {
            String::new()
        } else {
            format!(" --rules {}", word(&harmless(&args.rules)))
        };
        format!("avtalsform {command} {}{rules}", word(&harmless(&shown)))
    };
    let said = if is_book {
        let mut output = Output::new_file(session, &path, args.force)?;
        let book = xlsx::blank(&rules, session.texts, args.rows.unwrap_or(ROWS).into());
        let book = book.map_err(|error| anyhow::anyhow!(error.message(session.texts)))?;
        output.write_all(&book.bytes)?;
        output.finish()?;
        session.texts.new_written(command("batch"), harmless(&shown))
    } else {
        area_file(session, &rules, &path, &area, (!args.no_schema, args.force))?;
        let (interview, recommend) = (command("interview"), command("recommend"));
        session.texts.new_area_written(interview, harmless(&shown), recommend).trim_end().to_owned()
    };
    session.hint(&said);
    Ok(End::Done)
}

/// Writes an area file that must not exist unless it is forced, and if asked the schema that it names.
pub fn area_file(
    session: &Session<'_>,
    rules: &RuleSet,
    path: &Path,
    area: &str,
    (with_schema, force): (bool, bool),
) -> anyhow::Result<()> {
    let mut output = Output::new_file(session, path, force)?;
    let schema = if with_schema { Some(schema_beside(session, rules, path)?) } else { None };
    output.write_all(blank(rules, session.texts, area, schema.as_deref()).as_bytes())?;
    output.finish()
}

/// Puts the schema of area files in a folder beside the file, and gives back its path as seen from there. A schema of
/// other rules by the same name, or of another version of the tool, gives way, which is said; anything else stays.
fn schema_beside(session: &Session<'_>, rules: &RuleSet, file: &Path) -> anyhow::Result<String> {
    let name = format!("{EDITORS}/{}.{}.json", rules.identity.id, session.texts.lang.code());
    let path = file.with_file_name(&name);
    let shown = load::shown_path(&path);
    let text = serde_json::to_string_pretty(&schema::area(rules, session.texts))? + "\n";
    let found = session.disk.read_plain(&path).ok();
    if found.as_deref() == Some(text.as_bytes()) {
        return Ok(name);
    }
    let is_own = |found: &[u8]| {
        let schema: Option<serde_json::Value> = serde_json::from_slice(found).ok();
        let id = schema.as_ref().and_then(|schema| schema.get("$id")?.as_str().map(str::to_owned));
        id.is_some_and(|id| id.starts_with("avtalsform/area/"))
    };
    if found.as_deref().is_some_and(|found| !is_own(found)) {
        anyhow::bail!(harmless(&session.texts.schema_taken(&shown)));
    }
    if let Some(folder) = path.parent() {
        // What is wrong with the folder is said of the file in it.
        let _ = std::fs::create_dir(folder);
    }
    let mut output = Output::data(session, Some(&path))?;
    output.write_all(text.as_bytes())?;
    output.finish()?;
    let said = match found {
        Some(_) => session.texts.schema_updated(shown),
        None => session.texts.schema_written(shown),
    };
    session.hint(&harmless(&said));
    Ok(name)
}

/// The area file to write and the area's name: a name that ends as area files do is the file's, any other the area's.
pub fn area_path(name: &Path) -> Option<(PathBuf, String)> {
    let file = file_name(name)?;
    if has_extension(name, &["yaml", "yml"]) {
        return Some((name.to_owned(), name.file_stem()?.to_string_lossy().into_owned()));
    }
    if leads_nowhere(name) {
        let area = name.to_string_lossy().trim().to_owned();
        return Some((area_name(&area)?, area));
    }
    let area = file.to_string_lossy().trim().to_owned();
    Some((name.with_file_name(area_name(&area)?), area))
}

/// Whether a name is no path though it has a stroke in it, as in `barn/unga`: there is no folder of what stands before.
fn leads_nowhere(name: &Path) -> bool {
    let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty());
    let is_plain = name.components().all(|part| matches!(part, Component::Normal(_)));
    is_plain && folder.is_some_and(|folder| !folder.exists())
}

/// Says so where a name has letters that cannot be read: it would be kept as something else.
pub fn readable(session: &Session<'_>, name: &Path) -> Result<(), Said> {
    let is_text = name.to_str().is_some_and(|name| !name.contains(char::REPLACEMENT_CHARACTER));
    if is_text { Ok(()) } else { Err(session.error(session.texts.name_not_text(load::shown_path(name)))) }
}

/// The file of an area with this name; `None` where nothing in it can stand in the name of a file.
pub fn area_name(area: &str) -> Option<PathBuf> {
    let plain = plain(area);
    // Windows takes these for devices, whatever stands behind a dot.
    let suffix = if is_device(&plain) { "-1" } else { "" };
    (!plain.is_empty()).then(|| PathBuf::from(format!("{plain}{suffix}.yaml")))
}

/// Whether Windows takes a name, in small letters, for a device.
fn is_device(name: &str) -> bool {
    let numbered =
        |kind| name.strip_prefix(kind).is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']));
    matches!(name, "aux" | "con" | "nul" | "prn") || numbered("com") || numbered("lpt")
}

/// A name in small letters without accents, its words joined by hyphens, as every system takes it for a file.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'å' | 'ä' | 'á' | 'à' => plain.push('a'),
            'æ' => plain.push_str("ae"),
            'ö' | 'ø' | 'ó' => plain.push('o'),
            'é' | 'è' | 'ë' => plain.push('e'),
            'ü' => plain.push('u'),
            // A mark above or below the letter before it.
            '\u{300}'..='\u{36f}' => {}
            letter if letter.is_alphanumeric() => plain.push(letter),
            _ if plain.ends_with('-') || plain.is_empty() => {}
            _ => plain.push('-'),
        }
    }
    plain.trim_end_matches('-').to_owned()
}

/// The workbook to write: the name with the extension, which is added if it is missing.
fn workbook_path(name: &Path) -> Option<PathBuf> {
    let mut file = file_name(name)?;
    if has_extension(name, &["xlsx"]) {
        return Some(name.to_owned());
    }
    file.push(".xlsx");
    Some(name.with_file_name(file))
}

/// The last part of a path; `None` for what names no file.
fn file_name(name: &Path) -> Option<OsString> {
    let ends_in_folder = name.as_os_str().to_string_lossy().ends_with(['/', MAIN_SEPARATOR]);
    name.file_name().filter(|file| !ends_in_folder && *file != "-").map(OsString::from)
}
