//! Answers and places in words, and texts made fit for where they are shown.
//!
//! In: names and texts. Out: the same, bound where no line may break, and harmless.

use crate::load::column_name;
use crate::model::{Area, Criterion, Lang};
use crate::texts::Texts;

/// Binds what belongs together on a line: the parts of a reference to a law or a list.
#[must_use]
pub fn bound(text: &str) -> String {
    let mut bound = text.to_owned();
    for (loose, tight) in [
        (" §", "\u{a0}§"),
        (" kap.", "\u{a0}kap."),
        ("kap. ", "kap.\u{a0}"),
        ("punkt ", "punkt\u{a0}"),
        ("punkterna ", "punkterna\u{a0}"),
        ("rad ", "rad\u{a0}"),
    ] {
        // A word that only ends so, such as `tidpunkt `, binds nothing.
        let begins = loose.starts_with(char::is_alphabetic);
        let mut parts = bound.split(loose);
        let mut joined = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let within = begins && joined.ends_with(char::is_alphabetic);
            joined.push_str(if within { loose } else { tight });
            joined.push_str(part);
        }
        bound = joined;
    }
    bound
}

/// An answer in words.
#[must_use]
pub fn answer<'a>(texts: &'a Texts, criterion: &'a Criterion, answer: Option<u8>) -> &'a str {
    answer
        .and_then(|answer| criterion.choice(answer))
        .map_or(texts.unknown(), |choice| choice.name.get(texts.lang))
}

/// The name of a criterion that belongs in a file in this language.
#[must_use]
pub fn key(criterion: &Criterion, lang: Lang) -> &str {
    match lang {
        Lang::Sv => &criterion.alias,
        Lang::En => &criterion.id,
    }
}

/// Where in its file something of an area stands: line and column, or sheet and cell.
#[must_use]
pub fn place(area: &Area, line: usize, column: usize) -> String {
    match &area.sheet {
        None => format!("{}:{line}:{column}", area.path),
        // A table in plain text is one sheet without a name.
        Some(sheet) if sheet.is_empty() => format!("{}:{}{line}", area.path, column_name(column)),
        Some(sheet) => format!("{}:{sheet}!{}{line}", area.path, column_name(column)),
    }
}

/// Binds a label to the word after it, so that no line ends in a label; what would be too long to fit is left.
#[must_use]
pub fn tied(text: &str) -> String {
    const MOST: usize = 24;
    let mut tied = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        tied.push_str(word);
        if let Some(next) = words.peek() {
            let binds = word.ends_with(':') && word.chars().count() + next.chars().count() < MOST;
            tied.push(if binds { '\u{a0}' } else { ' ' });
        }
    }
    tied
}

/// A row of a table in a sentence or a few: what it is about, then each column with what it says there.
///
/// A cell of several lines, and one that says nothing, are said as far as there is something to say.
#[must_use]
pub fn row_in_words(titles: &[String], cells: &[String]) -> String {
    let mut said: Vec<String> = Vec::new();
    for (number, cell) in cells.iter().enumerate() {
        let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let title =
            titles.get(number).map(|title| title.trim()).filter(|title| number > 0 && !title.is_empty());
        if !cell.is_empty() {
            said.push(title.map_or_else(|| cell.clone(), |title| format!("{title}: {cell}")));
        }
    }
    let last = said.len().saturating_sub(1);
    let sentences = said.iter().enumerate().map(|(number, said)| match said.chars().last() {
        Some('.' | '?' | '!' | ':') => said.clone(),
        _ if number == last => said.clone(),
        _ => format!("{said}."),
    });
    sentences.collect::<Vec<_>>().join(" ")
}

/// A text from a file made harmless: what could steer a terminal, turn the reading direction, break a line or be a
/// command to a service that reads the log, is spelt out.
#[must_use]
pub fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' | '\r' | '\t' => shown.push(' '),
            ':' | '#' if begins_command(text, at) => shown.extend(letter.escape_unicode()),
            '\u{200c}' | '\u{200d}' if joins(text, at) => shown.push(letter),
            '\u{180e}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{200b}'..='\u{200f}'
            | '\u{061c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {
                shown.extend(letter.escape_unicode());
            }
            control if control.is_control() => shown.extend(control.escape_unicode()),
            other => shown.push(other),
        }
    }
    shown
}

/// Whether a joiner stands where writing has one: between two letters of a script whose letters join, or between two pictures.
/// Elsewhere it is only unseen.
fn joins(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let mut rest = rest.chars();
    let (Some(before), joiner, Some(after)) = (before.chars().next_back(), rest.next(), rest.next()) else {
        return false;
    };
    // Arabic, Syriac, N’Ko and Mandaic; the scripts of India and its neighbours; Mongolian; forms of Arabic letters.
    let is_joining = |letter: char| {
        let joining = matches!(letter,
            '\u{620}'..='\u{65f}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{77f}' | '\u{7ca}'..='\u{7f5}' | '\u{840}'..='\u{8ff}'
            | '\u{900}'..='\u{dff}' | '\u{f40}'..='\u{fbc}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17dd}'
            | '\u{1820}'..='\u{18aa}' | '\u{fb50}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}');
        joining && !letter.is_numeric()
    };
    // What stands behind a picture is its colour or kind.
    let is_picture = |letter: char| {
        matches!(letter, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
            | '\u{1f000}'..='\u{1faff}')
    };
    let is_whole = |letter: char| letter == '\u{fe0f}' || is_picture(letter);
    (is_joining(before) && is_joining(after))
        || (joiner == Some('\u{200d}') && is_whole(before) && is_picture(after))
}

/// Whether a sign begins what runners of CI jobs take for a command wherever a line begins with it (`::error::`), or
/// wherever it stands (`##[error]`). Any line may begin in the middle of a word that is longer than the page is wide.
fn begins_command(text: &str, at: usize) -> bool {
    let (before, rest) = (text.get(..at).unwrap_or(""), text.get(at..).unwrap_or(""));
    if let Some(name) = rest.strip_prefix("::") {
        let first =
            before.chars().next_back().is_none_or(|before| before.is_whitespace() || before.is_control());
        let named = name.trim_start_matches(':').starts_with(|letter: char| letter.is_ascii_alphabetic());
        return named || (first && !name.trim().is_empty());
    }
    let name = rest
        .strip_prefix("##")
        .map(|name| name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()));
    name.is_some_and(|name| name.starts_with('['))
}

/// A name as it stands within a sentence: in lower case, where it is a word and no abbreviation.
#[must_use]
pub fn within(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

/// A name as it stands at the beginning of a line.
#[must_use]
pub fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Things side by side in a sentence: `a, b och c`.
#[must_use]
pub fn listed(texts: &Texts, mut things: Vec<String>) -> String {
    let Some(last) = things.pop() else { return String::new() };
    if things.is_empty() { last } else { format!("{}{}{last}", things.join(", "), texts.memo_and()) }
}

/// A sentence that ends with a full stop, once.
#[must_use]
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let ends = text.ends_with(['.', '?', '!', ':', '…']) || text.is_empty();
    if ends { text.to_owned() } else { format!("{text}.") }
}
