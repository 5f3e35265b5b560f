//! A look into a workbook before it is opened.
//!
//! In: bytes. Out: that opening them costs bounded time and memory, or why they are refused. Keeps nothing of what it
//! unpacks.
//!
//! A workbook is an archive of XML parts. Its reader keeps every text, sheet and link of them, however short, makes
//! room for as many texts as the workbook claims to have, and copies a style to every format that names it; and the
//! sizes that an archive declares are claims, too. Therefore each part is unpacked here once, through limits, and
//! thrown away. A bomb of 64 MiB that unpacks to 64 GiB is given up after [`MAX_UNPACKED`].

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::fault::Fault;
use super::super::kind::Kind;

/// The largest workbook that is read: 64 MiB.
pub const MAX_WORKBOOK_BYTES: usize = 64 << 20;
/// The most that all parts together may unpack to: 1 GiB.
const MAX_UNPACKED: usize = 1 << 30;
/// The most that one part may unpack to: 256 MiB, which is some ten thousand areas with all their reasons.
const MAX_PART: usize = 256 << 20;
/// The most that the one part may unpack to in which `LibreOffice` keeps all sheets: 64 MiB. It is taken apart as a whole.
pub const MAX_CONTENT: usize = 64 << 20;
/// The most that the styles may unpack to: 8 MiB. Each of them can be copied many times.
const MAX_STYLES: usize = 8 << 20;
/// The longest element of a part with its text: a full cell, with every character escaped, is a third of it.
const MAX_ELEMENT: usize = 1 << 20;
/// The longest element of the styles; a font's name or a number's format is copied with each style.
const MAX_STYLE_ELEMENT: usize = 2 << 10;
/// The most texts that a workbook may share between its cells, or claim to.
const MAX_TEXTS: u64 = 4_000_000;
/// The most sheets, names and links between parts: what else is kept, however short it is.
const MAX_ENTRIES: u64 = 1_000_000;
/// The most parts of an archive.
const MAX_PARTS: usize = 10_000;

/// Why a workbook is not opened: the fault, and the limit where it is one.
pub type Refusal = (Fault, Option<&'static str>);

/// Whether the bytes are a workbook or table that can be opened without harm.
pub fn check(bytes: &[u8], kind: Kind) -> Result<(), Refusal> {
    if bytes.len() > MAX_WORKBOOK_BYTES {
        return Err((Fault::TooLarge, Some("64 MiB")));
    }
    match kind {
        Kind::Xlsx | Kind::Ods => {}
        Kind::Xls | Kind::Text => return Ok(()),
        Kind::Locked => return Err((Fault::LockedWorkbook, None)),
        Kind::Broken => return Err((Fault::BrokenWorkbook, None)),
        Kind::Other(_) => return Err((Fault::NotWorkbook, None)),
    }
    let broken = |_| (Fault::BrokenWorkbook, None);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MAX_PARTS {
        return Err((Fault::BrokenWorkbook, None));
    }
    let mut left = MAX_UNPACKED;
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).map_err(broken)?;
        let name = part.name().map_err(broken)?.replace('\\', "/").to_lowercase();
        left -= unpack(&mut part, &name, left, kind == Kind::Xlsx)?;
    }
    Ok(())
}

/// Unpacks a part and says how long it is; only where its reader copies them are styles more limited than the rest.
fn unpack(part: &mut impl Read, name: &str, left: usize, copies: bool) -> Result<usize, Refusal> {
    let styles = copies && name.ends_with("styles.xml");
    let most = left.min(match name {
        _ if styles => MAX_STYLES,
        "content.xml" => MAX_CONTENT,
        _ => MAX_PART,
    });
    let longest = if styles { MAX_STYLE_ELEMENT } else { MAX_ELEMENT };
    let xml = name.ends_with(".xml") || name.ends_with(".rels");
    let shared = name.ends_with("sharedstrings.xml");
    let limit = match most {
        MAX_STYLES => "8 MiB",
        MAX_CONTENT => "64 MiB",
        MAX_PART => "256 MiB",
        _ => "1 GiB",
    };
    let broken = (Fault::BrokenWorkbook, None);
    let mut chunk = vec![0; 64 << 10];
    let (mut length, mut element, mut kept) = (0, Vec::new(), Kept::default());
    loop {
        let read = part.read(&mut chunk).map_err(|_| broken)?;
        if read == 0 {
            return Ok(length);
        }
        length += read;
        if length > most {
            return Err((Fault::SwollenWorkbook, Some(limit)));
        }
        if !xml {
            continue;
        }
        let bytes = chunk.get(..read).unwrap_or_default();
        // Parts in UTF-16 exist in the standard only, and would hide what is looked for here.
        if bytes.contains(&0) {
            return Err(broken);
        }
        let mut pieces = bytes.split(|byte| *byte == b'<').peekable();
        while let Some(piece) = pieces.next() {
            element.extend_from_slice(piece);
            if element.len() > longest || (shared && claims_too_much(&element)) {
                return Err(broken);
            }
            if pieces.peek().is_some() {
                if is_nowhere(&element) {
                    return Err(broken);
                }
                kept.count(&element);
                element.clear();
            }
        }
        if kept.too_many() {
            return Err(broken);
        }
    }
}

/// How many elements there are that the reader keeps.
#[derive(Default)]
struct Kept {
    texts: u64,
    entries: u64,
}

impl Kept {
    /// Counts an element, given without its first bracket, by its name without a prefix.
    fn count(&mut self, element: &[u8]) {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let name = element.split(is_end).next().unwrap_or_default();
        match name.rsplit(|byte| *byte == b':').next().unwrap_or_default() {
            b"si" => self.texts += 1,
            b"sheet" | b"definedName" | b"Relationship" => self.entries += 1,
            _ => {}
        }
    }

    const fn too_many(&self) -> bool {
        self.texts > MAX_TEXTS || self.entries > MAX_ENTRIES
    }
}

/// Whether an element claims that the workbook has more texts than any has.
fn claims_too_much(element: &[u8]) -> bool {
    const CLAIM: &[u8] = b"uniqueCount";
    let mut rest = element;
    while let Some(at) = rest.windows(CLAIM.len()).position(|window| window == CLAIM) {
        rest = rest.get(at + CLAIM.len()..).unwrap_or_default();
        let is_mark = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'');
        let digits = rest.iter().skip_while(|byte| is_mark(byte)).take_while(|byte| byte.is_ascii_digit());
        let number = digits
            .fold(0u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        if number > MAX_TEXTS {
            return true;
        }
    }
    false
}

/// Whether an element names a cell that no sheet has, the last being XFD1048576, or a range that ends before it begins:
/// the reader would count on from the first.
fn is_nowhere(element: &[u8]) -> bool {
    let mut rest = element;
    loop {
        let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'');
        let Some(at) = rest.iter().position(is_quote) else { return false };
        let (before, quoted) = rest.split_at(at);
        let Some((quote, quoted)) = quoted.split_first() else { return false };
        // What follows the element is text.
        if before.contains(&b'>') {
            return false;
        }
        let name = before.trim_ascii_end().strip_suffix(b"=").unwrap_or_default().trim_ascii_end();
        let name = name.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
        let places = matches!(name, b"r" | b"ref");
        // A value does not go on into the next element.
        let Some(end) = quoted.iter().position(|byte| byte == quote) else { return places };
        let (value, after) = quoted.split_at(end);
        if places && !is_range(value) {
            return true;
        }
        rest = after.get(1..).unwrap_or_default();
    }
}

/// Whether a value can be a cell, or a range from one to a later one; what is neither is left to the reader.
fn is_range(value: &[u8]) -> bool {
    let mut first = (0, 0);
    for part in value.split(|byte| *byte == b':') {
        let letters = part.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (letters, rest) = part.split_at(letters);
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if letters.len() > 3 || digits > 7 {
            return false;
        }
        let letter = |letter: &u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        let column = letters.iter().fold(0, |column, byte| column * 26 + letter(byte));
        let digits = rest.iter().take(digits);
        let row = digits.fold(0, |row, digit| row * 10 + u32::from(digit - b'0'));
        if column < first.0 || row < first.1 {
            return false;
        }
        first = (column, row);
    }
    !value.contains(&b'&')
}
