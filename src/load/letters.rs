//! Letters that were broken on the way into a file: lost for good, or written as two where one was meant.
//!
//! In: a text. Out: a fault for each line that has such letters. Puts nothing right: what was meant is for the author to say.

use encoding_rs::WINDOWS_1252;

use super::fault::{Fault, Faults, Place};

/// The most lines of a file that are told.
const MAX_LINES: usize = 20;

/// What a byte stands for in Windows-1252, which contains Latin-1.
pub fn windows_1252(byte: u8) -> char {
    let byte = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&byte);
    // Bytes without a letter come out as characters that steer.
    text.chars().next().filter(|letter| !letter.is_control() || letter.is_ascii()).unwrap_or('\u{fffd}')
}

/// Text in UTF-16, where it is nothing else: with its mark, or every other byte zero.
pub fn utf16(bytes: &[u8]) -> Option<String> {
    let (is_big, bytes) = match bytes {
        // The mark of UTF-32 begins as that of UTF-16.
        [0xFF, 0xFE, 0, 0, ..] => return None,
        [0xFF, 0xFE, rest @ ..] => (false, rest),
        [0xFE, 0xFF, rest @ ..] => (true, rest),
        _ => {
            let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
            let (even, odd) = (zeros(0), zeros(1));
            let most = bytes.len() / 4;
            match (even > most && odd == 0, odd > most && even == 0) {
                (true, false) => (true, bytes),
                (false, true) => (false, bytes),
                _ => return None,
            }
        }
    };
    let pair = |pair: &[u8]| {
        let pair: [u8; 2] = pair.try_into().unwrap_or_default();
        if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    };
    let text: Result<String, _> = char::decode_utf16(bytes.chunks_exact(2).map(pair)).collect();
    text.ok().filter(|text| !text.contains('\0'))
}

/// Notes the lines that have letters broken on the way.
pub fn broken(text: &str, faults: &mut Faults) {
    let suspicious = ["\u{fffd}", "Ã", "â€", "├"];
    if text.is_ascii() || !suspicious.iter().any(|letters| text.contains(letters)) {
        return;
    }
    let mut start = 0;
    let mut told = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        if let Some((at, length, fault, words)) = first_broken(line) {
            let column = line.get(..at).unwrap_or("").chars().count() + 1;
            let (from, to) = (start + at, start + at + length);
            let place = Place { sheet: 0, line: number, column, start: from, end: to };
            let words: Vec<_> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
            faults.add(place, fault, &words);
            told += 1;
        }
        if told == MAX_LINES {
            return;
        }
        start += line.len();
    }
}

/// The first broken letter of a line, how many bytes it has, and what to say of it.
type Broken = (usize, usize, Fault, Vec<(&'static str, String)>);

fn first_broken(line: &str) -> Option<Broken> {
    line.char_indices().find_map(|(at, letter)| match letter {
        '\u{fffd}' => Some((at, letter.len_utf8(), Fault::LostLetter, Vec::new())),
        'Ã' | 'â' => {
            let (found, meant) = twice_encoded(line.get(at..)?)?;
            let length = found.len();
            Some((at, length, Fault::TwiceEncoded, vec![("found", found), ("meant", meant.to_string())]))
        }
        '├' => {
            let second = line.get(at + letter.len_utf8()..)?.chars().next()?;
            let (_, meant) = IN_A_CONSOLE.iter().find(|(found, _)| *found == second)?;
            let found = format!("{letter}{second}");
            let words = vec![("found", found.clone()), ("meant", (*meant).to_string())];
            Some((at, found.len(), Fault::TwiceEncoded, words))
        }
        _ => None,
    })
}

/// What follows a ├ where letters in UTF-8 were read as a console of Windows does (code page 850), and the letters meant.
const IN_A_CONSOLE: [(char, char); 8] =
    [('Ñ', 'å'), ('ñ', 'ä'), ('Â', 'ö'), ('à', 'Å'), ('ä', 'Ä'), ('û', 'Ö'), ('®', 'é'), ('╝', 'ü')];

/// What stands at the beginning of a text as two or three letters, and the one that was meant.
fn twice_encoded(text: &str) -> Option<(String, char)> {
    let length = if text.starts_with('Ã') { 2 } else { 3 };
    let found: String = text.chars().take(length).collect();
    let bytes: Option<Vec<u8>> = found.chars().map(byte_of).collect();
    let meant = String::from_utf8(bytes?).ok()?;
    let mut letters = meant.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    Some((found, letter))
}

/// The byte that stands for a letter in Windows-1252 and is none of ASCII.
fn byte_of(letter: char) -> Option<u8> {
    (0x80..=0xFF).find(|byte| windows_1252(*byte) == letter)
}
