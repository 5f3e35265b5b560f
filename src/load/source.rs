//! Bytes into text.
//!
//! In: a path or `-`. Out: the text as YAML can read it, or what is wrong with the bytes. Accepts a byte-order
//! mark; reads what is not UTF-8 as UTF-16 or Windows-1252, so that the faults behind it are found too.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::disk::{MAX_FILE_BYTES, Outside, is_held};
use super::fault::{Fault, Faults, Place};
use super::letters::{broken, utf16, windows_1252};

/// A text with the name it is known by.
#[derive(Debug, Clone)]
pub struct SourceText {
    /// The path as given, `-` for standard input.
    pub path: String,
    /// The text, without a byte-order mark; empty for a workbook.
    pub text: String,
    /// The sheets that were read, where this is a workbook.
    pub sheets: Option<Vec<Sheet>>,
}

/// A sheet of a workbook as far as its faults need it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its name, as the workbook gives it.
    pub name: String,
    /// What stands in the cells at fault, by row and column.
    pub cells: BTreeMap<(usize, usize), String>,
}

impl SourceText {
    /// The line at this place, without its line break.
    #[must_use]
    pub fn line(&self, place: Place) -> &str {
        let before = self.text.get(..place.start).unwrap_or(&self.text);
        let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let rest = self.text.get(start..).unwrap_or("");
        rest.split(['\n', '\r']).next().unwrap_or("")
    }

    /// The sheet of a workbook that this place is in.
    #[must_use]
    pub fn sheet(&self, place: Place) -> Option<&Sheet> {
        self.sheets.as_ref()?.get(place.sheet.checked_sub(1)?)
    }

    /// The id of an area that does not give one: the file's name without its extension.
    #[must_use]
    pub fn stem(&self) -> String {
        if self.path == "-" {
            return "stdin".to_owned();
        }
        let stem = Path::new(&self.path).file_stem();
        stem.map_or_else(|| self.path.clone(), |stem| stem.to_string_lossy().into_owned())
    }
}

/// Why something cannot be read or written: a word that the texts have sentences for, else what the system says.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        _ if error.get_ref().is_some_and(|error| error.is::<Outside>()) => "outside",
        _ if is_held(error) => "held",
        io::ErrorKind::NotFound => "gone",
        io::ErrorKind::PermissionDenied => "forbidden",
        io::ErrorKind::IsADirectory => "folder",
        io::ErrorKind::NotADirectory => "no-folder",
        io::ErrorKind::StorageFull => "full",
        io::ErrorKind::QuotaExceeded => "quota",
        io::ErrorKind::FileTooLarge => "too-large",
        io::ErrorKind::ReadOnlyFilesystem => "read-only",
        io::ErrorKind::InvalidFilename => "no-name",
        io::ErrorKind::InvalidInput => "no-file",
        // This kind has no name in the library yet.
        kind if kind.to_string().starts_with("filesystem loop") => "loop",
        _ => return error.to_string(),
    };
    format!("reason-{known}")
}

/// Makes text of bytes; what cannot be text at all comes out empty, with the fault.
#[must_use]
pub fn decode(path: &str, bytes: Vec<u8>, faults: &mut Faults) -> SourceText {
    let path = path.to_owned();
    let refuse = |path: String| SourceText { path, text: String::new(), sheets: None };
    if bytes.len() as u64 > MAX_FILE_BYTES {
        faults.add(Place::TOP, Fault::TooLarge, &[("limit", "256 MiB")]);
        return refuse(path);
    }
    let text = match utf16(&bytes) {
        Some(text) => {
            faults.add(Place::TOP, Fault::Utf16, &[]);
            text
        }
        None if is_no_text(&bytes) => {
            faults.add(Place::TOP, Fault::NotText, &[]);
            return refuse(path);
        }
        None => utf8(bytes, faults),
    };
    let text = without_marks(text);
    SourceText { path, text: without_controls(text, faults), sheets: None }
}

/// Whether bytes can be no text: the mark of an encoding that is not read, or more zeros than any text has.
fn is_no_text(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || zeros > bytes.len() / 8
}

/// The text of bytes that should be UTF-8, with what is broken in it.
fn utf8(bytes: Vec<u8>, faults: &mut Faults) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => {
            broken(&text, faults);
            text
        }
        Err(error) => not_utf8(error.as_bytes(), faults),
    }
}

/// The most control characters that are reported one by one.
const MAX_CONTROLS: usize = 20;

/// Whether a character steers a terminal or printer, and belongs in no text.
pub fn is_stray(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{85}')
}

/// Notes control characters, which no text needs, and puts blanks in their place so that reading can go on.
fn without_controls(text: String, faults: &mut Faults) -> String {
    // Nearly every text is without a byte that such a character could begin with: it need not be read by letters.
    let suspect = |byte: u8| (byte < b' ' && !b"\n\r\t".contains(&byte)) || byte == 0x7F || byte == 0xC2;
    let suspicious = |part: &[u8]| part.iter().fold(false, |found, byte| found | suspect(*byte));
    if !text.as_bytes().chunks(256).any(suspicious) || !text.contains(is_stray) {
        return text;
    }
    let (mut line, mut column) = (1, 0);
    let mut found = 0;
    let mut clean = String::with_capacity(text.len());
    for (start, letter) in text.char_indices() {
        column += 1;
        if letter == '\n' {
            (line, column) = (line + 1, 0);
        }
        if !is_stray(letter) {
            clean.push(letter);
            continue;
        }
        found += 1;
        if found <= MAX_CONTROLS {
            let place = Place { sheet: 0, line, column, start, end: start + letter.len_utf8() };
            let code = format!("U+{:04X}", u32::from(letter));
            faults.add(place, Fault::ControlCharacter, &[("code", &code)]);
        }
        clean.extend(std::iter::repeat_n(' ', letter.len_utf8()));
    }
    clean
}

/// Reads what is not UTF-8 as Windows-1252 does, and says where the first such byte is.
fn not_utf8(bytes: &[u8], faults: &mut Faults) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
        }
        text.extend(chunk.invalid().iter().map(|byte| windows_1252(*byte)));
    }
    // A byte-order mark is no column.
    let text_before = without_marks(text.get(..first.unwrap_or(0)).unwrap_or("").to_owned());
    let line = text_before.matches('\n').count() + 1;
    let column = text_before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let start = text_before.len();
    let bad_lines =
        bytes.split(|byte| *byte == b'\n').filter(|line| std::str::from_utf8(line).is_err()).count();
    let width = text.get(first.unwrap_or(0)..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let place = Place { sheet: 0, line, column, start, end: start + width };
    faults.add(place, Fault::NotUtf8, &[("lines", &bad_lines.to_string())]);
    text
}

/// A text without its byte-order mark; files joined end to end have one at the start of each.
fn without_marks(text: String) -> String {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.contains("\n\u{feff}---") { text.replace("\n\u{feff}---", "\n---") } else { text }
}
