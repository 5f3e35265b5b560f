//! Letters that look like others, or like nothing: hard blanks, signs without width, quotation marks of word processors.
//!
//! In: a word that means nothing where it stands. Out: whether it would mean something without them, said as a fault.

use super::fault::{Fault, Faults, Place};

/// Whether a letter looks like a blank and is none to YAML.
#[must_use]
pub fn is_hard_blank(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, ' ' | '\t' | '\n' | '\r')
}

/// Whether a letter has no width.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a letter is a quotation mark to people and none to YAML.
pub const fn is_curly_quote(letter: char) -> bool {
    matches!(letter, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '´' | '`')
}

/// A word without letters that look otherwise than they are.
#[must_use]
pub fn bare(word: &str) -> String {
    let blanks = |letter: char| if is_hard_blank(letter) { ' ' } else { letter };
    let seen: String = word.chars().filter(|letter| !is_invisible(*letter)).map(blanks).collect();
    let is_quote = |letter: char| is_curly_quote(letter) || matches!(letter, '"' | '\'');
    seen.trim().trim_matches(is_quote).trim().to_owned()
}

/// Notes that a word has such letters, where it is known without them.
pub fn is_disguised(place: Place, word: &str, faults: &mut Faults, is_known: impl Fn(&str) -> bool) -> bool {
    let odd = |is_odd: fn(char) -> bool| word.chars().find(|letter| is_odd(*letter));
    let found = [
        (Fault::InvisibleCharacter, odd(is_invisible)),
        (Fault::HardBlank, odd(is_hard_blank)),
        (Fault::CurlyQuotes, odd(is_curly_quote)),
    ];
    let Some((fault, letter)) = found.into_iter().find_map(|(fault, letter)| Some((fault, letter?))) else {
        return false;
    };
    let bare = bare(word);
    if !is_known(&bare) {
        return false;
    }
    // Of a line that begins with such blanks as it should begin.
    let lead = word.chars().take_while(|letter| is_hard_blank(*letter)).count();
    let mended = format!("{}{bare}", " ".repeat(lead));
    let code = format!("U+{:04X}", u32::from(letter));
    faults.add(place, fault, &[("found", word), ("code", &code), ("mended", &mended)]);
    true
}
