//! What a file is by what stands in it, whatever its name says.
//!
//! In: bytes. Out: a kind of workbook, text, or the name of something that holds no areas. Reads no more of an archive
//! than its list of parts.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A workbook of today, with macros or without.
    Xlsx,
    /// A workbook as Excel wrote them before 2007.
    Xls,
    /// A workbook of `LibreOffice`.
    Ods,
    /// A workbook under a password.
    Locked,
    /// A package that cannot be opened.
    Broken,
    /// Text, of whatever kind.
    Text,
    /// Something that holds no areas, by the name that the texts have sentences for.
    Other(&'static str),
}

/// How files of other kinds begin.
const BEGINNINGS: [(&[u8], &str); 10] = [
    (b"%PDF", "file-pdf"),
    (b"\x89PNG", "file-image"),
    (b"\xFF\xD8\xFF", "file-image"),
    (b"GIF8", "file-image"),
    (b"{\\rtf", "file-word"),
    (b"version https://git-lfs.github.com/spec/", "file-lfs"),
    (b"\x1F\x8B", "file-archive"),
    (b"7z\xBC\xAF\x27\x1C", "file-archive"),
    (b"<!DOCTYPE html", "file-page"),
    (b"<html", "file-page"),
];

/// How a package begins: with a file, with its end, or with a part of it.
const PACKED: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"];

/// How a file in the format of before 2007 begins.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What a file is.
#[must_use]
pub fn kind(bytes: &[u8]) -> Kind {
    let start = bytes.trim_ascii_start();
    if let Some((_, name)) = BEGINNINGS.iter().find(|(beginning, _)| begins(start, beginning)) {
        return Kind::Other(name);
    }
    if PACKED.iter().any(|beginning| bytes.starts_with(beginning)) {
        return packed(bytes);
    }
    if !bytes.starts_with(COMPOUND) {
        return Kind::Text;
    }
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        Kind::Locked
    } else if holds("WordDocument") {
        Kind::Other("file-word")
    } else if holds("Workbook") || holds("Book") {
        Kind::Xls
    } else {
        Kind::Other("file-office")
    }
}

/// Whether a file in the format of before 2007 is one of today under a password; `None` where it is in another format.
#[must_use]
pub fn old_format(bytes: &[u8]) -> Option<bool> {
    bytes.starts_with(COMPOUND).then(|| kind(bytes) == Kind::Locked)
}

fn begins(bytes: &[u8], beginning: &[u8]) -> bool {
    bytes.get(..beginning.len()).is_some_and(|found| found.eq_ignore_ascii_case(beginning))
}

/// What a package holds.
fn packed(bytes: &[u8]) -> Kind {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Kind::Broken };
    let mut mimetype = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        // What cannot be read is no kind that is known.
        let _ = part.take(100).read_to_string(&mut mimetype);
    }
    match mimetype.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("spreadsheet") => return Kind::Ods,
        Some(kind) if kind.starts_with("text") => return Kind::Other("file-word"),
        Some(_) => return Kind::Other("file-office"),
        None => {}
    }
    let names = archive.file_names().filter_map(Result::ok);
    let names: Vec<String> = names.map(|name| name.replace('\\', "/").to_lowercase()).collect();
    let is_workbook = |name: &String| {
        name.ends_with(".xml") && name.rsplit('/').next().is_some_and(|name| name.starts_with("workbook"))
    };
    let begin = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if names.iter().any(is_workbook) {
        Kind::Xlsx
    } else if begin("word/") {
        Kind::Other("file-word")
    } else if begin("xl/") {
        Kind::Other("file-binary-workbook")
    } else if begin("ppt/") {
        Kind::Other("file-office")
    } else {
        Kind::Other("file-archive")
    }
}
