//! Bytes into text.
//!
//! In: a path or `-`. Out: the text as YAML can read it, or what is wrong with the bytes. Accepts a byte-order
//! mark; reads what is not UTF-8 as Windows-1252 does, so that the faults behind it are found too.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::fault::{Fault, Faults, Place};

/// The largest file that is read: 256 MiB.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// A text with the name it is known by.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as given, `-` for standard input.
    pub path: String,
    /// The text, without a byte-order mark.
    pub text: String,
}

impl Source {
    /// The line at this place, without its line break.
    #[must_use]
    pub fn line(&self, place: Place) -> &str {
        let before = self.text.get(..place.start).unwrap_or(&self.text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let rest = self.text.get(start..).unwrap_or("");
        rest.lines().next().unwrap_or("")
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

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// Whatever the system says.
pub fn read(path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large from one that just fits.
    if path == "-" {
        io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Makes text of bytes; what cannot be text at all comes out empty, with the fault.
#[must_use]
pub fn decode(path: &str, bytes: Vec<u8>, faults: &mut Faults) -> Source {
    let path = path.to_owned();
    let refuse = |path: String| Source { path, text: String::new() };
    let top = Place { line: 1, column: 1, start: 0, end: 0 };
    if bytes.len() as u64 > MAX_FILE_BYTES {
        faults.add(top, Fault::TooLarge, &[("limit", "256 MiB")]);
        return refuse(path);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.contains(&0) {
        faults.add(top, Fault::NotText, &[]);
        return refuse(path);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let text: String = error.as_bytes().iter().map(|byte| windows_1252(*byte)).collect();
            not_utf8(error.as_bytes(), error.utf8_error().valid_up_to(), faults);
            text
        }
    };
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Source { path, text }
}

/// Says where the first byte is that is not UTF-8, and how many lines have such bytes.
fn not_utf8(bytes: &[u8], first: usize, faults: &mut Faults) {
    let before = bytes.get(..first).unwrap_or(bytes);
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    // In the text as it will be shown, every byte above 127 has become a character of two or three bytes.
    let shown = |bytes: &[u8]| bytes.iter().map(|byte| windows_1252(*byte).len_utf8()).sum::<usize>();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = first - line_start + 1;
    let bad_lines =
        bytes.split(|byte| *byte == b'\n').filter(|line| std::str::from_utf8(line).is_err()).count();
    let start = shown(before);
    let width = bytes.get(first).map_or(0, |byte| windows_1252(*byte).len_utf8());
    let place = Place { line, column, start, end: start + width };
    faults.add(place, Fault::NotUtf8, &[("lines", &bad_lines.to_string())]);
}

/// What a byte stands for in Windows-1252, which contains Latin-1.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
        '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    let high = byte.checked_sub(0x80).and_then(|high| HIGH.get(usize::from(high)));
    high.copied().unwrap_or(char::from(byte))
}
