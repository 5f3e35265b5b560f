//! Any text as YAML that reads back the same.
//!
//! In: a text. Out: how it is written: as it is where that is safe, in quotation marks where it is not, on lines of its
//! own where it is long.

/// Longer texts are folded.
const LINE: usize = 100;

/// A text on one line, for a place outside braces.
pub fn line(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// The word for an answer: `no` and the like need no quotation marks, since nothing but words is read there.
pub fn word(word: &str) -> String {
    let is_word = word.chars().all(char::is_alphabetic) && !word.eq_ignore_ascii_case("null");
    if is_word { word.to_owned() } else { line(word) }
}

/// A text for a place outside braces, its own lines being indented by so many blanks.
pub fn block(text: &str, indent: usize, ending: &str) -> String {
    let pad = " ".repeat(indent);
    let fits = text.chars().count() + indent <= LINE;
    if text.contains('\n') && is_literal(text) {
        let lines =
            text.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("{pad}{line}") });
        return format!("|-{ending}{}", lines.collect::<Vec<_>>().join(ending));
    }
    if !fits && !text.contains('\n') && is_literal(text) {
        let lines = folded(text, LINE.saturating_sub(indent).max(40));
        let lines: Vec<String> = lines.iter().map(|line| format!("{pad}{line}")).collect();
        return format!(">-{ending}{}", lines.join(ending));
    }
    line(text)
}

/// Whether a text needs no quotation marks anywhere outside braces, whatever reads it.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next().is_some_and(char::is_alphanumeric);
    // What has no letters may be a number or a date to other readers.
    let has_letters = text.chars().any(char::is_alphabetic);
    let is_word = !matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | "null"
    );
    let is_number = text.trim_start_matches("0x").parse::<f64>().is_ok();
    first
        && has_letters
        && is_word
        && !is_number
        && text.chars().all(is_printed)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !text.contains(['\n', '\t'])
}

/// Whether a character stands for itself in every YAML text, and is seen.
fn is_printed(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text can stand on lines of its own.
fn is_literal(text: &str) -> bool {
    let starts = text.chars().next().is_some_and(|letter| !letter.is_whitespace() && letter != '#');
    starts
        && text.chars().all(|letter| letter == '\n' || is_printed(letter))
        && text.split('\n').all(|line| !line.ends_with(char::is_whitespace))
        && !text.ends_with('\n')
}

/// Cuts a text where a single blank stands between two words, so that folding puts it together again.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for (number, word) in text.split(' ').enumerate() {
        let fits = line.chars().count() + 1 + word.chars().count() <= width;
        // An empty word is one of several blanks in a row.
        let single = !line.ends_with(char::is_whitespace)
            && !word.starts_with(char::is_whitespace)
            && !word.is_empty();
        if !fits && single && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        } else if number > 0 {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && text.chars().all(is_printed) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    double(text)
}

/// A text on one line within `"`, as JSON has it, which can stand anywhere.
pub fn double(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            letter if is_printed(letter) => quoted.push(letter),
            letter => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
        }
    }
    quoted.push('"');
    quoted
}
