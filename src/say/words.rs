//! Numbers, shares, answers and sources in words.
//!
//! In: exact values. Out: short texts in the language of the reader. Never rounds a part up to the whole.

use crate::load::column_name;
use crate::model::{Area, Citation, Count, Criterion, Decimal, Exact, Fraction, Lang, Portions};
use crate::portfolio::compensation::to_ore;
use crate::texts::Texts;

/// A score as a percentage, rounded half up.
#[must_use]
pub fn percent(texts: &Texts, fraction: Fraction) -> String {
    let hundredths = (fraction.numer() * 200 + fraction.denom()) / (fraction.denom() * 2);
    texts.percent(hundredths)
}

/// A difference between two scores in percentage points, rounded half up.
#[must_use]
pub fn points(fraction: Fraction) -> String {
    ((fraction.numer() * 200 + fraction.denom()) / (fraction.denom() * 2)).to_string()
}

/// A span of percentages; nothing where it is a point.
#[must_use]
pub fn span(texts: &Texts, low: Fraction, high: Fraction) -> String {
    if low == high {
        return String::new();
    }
    let number = |fraction: Fraction| (fraction.numer() * 200 + fraction.denom()) / (fraction.denom() * 2);
    let (low, high) = (number(low).to_string(), number(high).to_string());
    let between = texts.from_to(&high, &low);
    texts.percent(&between)
}

/// A share as a percentage; a share short of the whole never reads as the whole, nor one above nothing as nothing.
#[must_use]
pub fn share(texts: &Texts, fraction: Fraction) -> String {
    let one = Fraction::from_integer(1);
    let rounded = (fraction.numer() * 200 + fraction.denom()) / (fraction.denom() * 2);
    if fraction < one && rounded == 100 {
        texts.almost().to_owned()
    } else if *fraction.numer() > 0 && rounded == 0 {
        texts.barely_any().to_owned()
    } else {
        percent(texts, fraction)
    }
}

/// A share of all sets of answers with one decimal, rounded half up; below a tenth of a per cent it says so, and one
/// short of the whole never reads as the whole.
#[must_use]
pub fn fine_share(texts: &Texts, fraction: Fraction) -> String {
    if *fraction.numer() == 0 || fraction == Fraction::from_integer(1) {
        return share(texts, fraction);
    }
    let tenths = (fraction * Fraction::from_integer(1000) + Fraction::new(1, 2)).to_integer();
    match tenths {
        0 => texts.barely_tenth().to_owned(),
        1000 => texts.almost_tenth().to_owned(),
        _ => texts.percent(format!("{}{}{}", tenths / 10, texts.decimal_mark(), tenths % 10)),
    }
}

/// So many of all sets of answers, as a number beside the number of all.
#[must_use]
pub fn of_all(texts: &Texts, ways: u128, all: u128) -> String {
    texts.count_of(number(texts, all), number(texts, ways))
}

/// A whole number with its thousands set apart.
#[must_use]
pub fn number(texts: &Texts, number: u128) -> String {
    let digits = number.to_string();
    let mark = texts.group_mark();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push_str(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// An exact number as it is written in the language: its thousands set apart, its decimal mark.
#[must_use]
pub fn exact(texts: &Texts, number: &Exact) -> String {
    decimals(texts, &number.normalized().to_plain_string())
}

/// An amount in kronor, rounded to öre only to be shown.
#[must_use]
pub fn kronor(texts: &Texts, amount: &Exact) -> String {
    texts.plan_amount(decimals(texts, &to_ore(amount)))
}

fn decimals(texts: &Texts, plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("−", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| number(texts, whole));
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}{}{part}", texts.decimal_mark())
    }
}

/// How many providers of each kind there are; nothing where that is not known.
#[must_use]
pub fn providers(texts: &Texts, providers: &Portions<Count>) -> String {
    let figures = [providers.municipal, providers.private, providers.nonprofit];
    kinds(texts, figures.map(|count| count.map(|count| number(texts, u128::from(count)))))
}

/// How the volume is divided between kinds of providers; nothing where that is not known.
#[must_use]
pub fn shares(texts: &Texts, share: &Portions<Decimal>) -> String {
    let figures = [share.municipal, share.private, share.nonprofit];
    kinds(texts, figures.map(|share| share.map(|share| as_written(texts, share))))
}

/// A share in per cent with the decimals it was written with.
fn as_written(texts: &Texts, share: Decimal) -> String {
    let value = share.value();
    let mut digits = value.to_integer().to_string();
    let mut rest = value.fract();
    if *rest.numer() > 0 {
        digits.push_str(texts.decimal_mark());
    }
    // A share has at most nine decimals.
    while *rest.numer() > 0 {
        rest *= Fraction::from_integer(10);
        digits.push_str(&rest.to_integer().to_string());
        rest = rest.fract();
    }
    texts.percent(&digits)
}

fn kinds(texts: &Texts, figures: [Option<String>; 3]) -> String {
    let [municipal, private, nonprofit] = figures;
    let named = [
        municipal.map(|number| texts.municipal(number)),
        private.map(|number| texts.private(number)),
        nonprofit.map(|number| texts.nonprofit(number)),
    ];
    named.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Binds what belongs together on a line: the parts of a reference to a law or a list.
#[must_use]
pub fn bound(text: &str) -> String {
    let mut bound = text.to_owned();
    for (loose, tight) in [
        (" §", "\u{a0}§"),
        (" kap.", "\u{a0}kap."),
        ("kap. ", "kap.\u{a0}"),
        ("punkt ", "punkt\u{a0}"),
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

/// Where something is said.
#[must_use]
pub fn source(texts: &Texts, source: &Citation) -> String {
    let place = format!("{}, {}", source.document, source.section);
    match source.item {
        None => place,
        Some(item) => format!("{place}, {}", texts.item(item)),
    }
}

/// All places where something is said.
#[must_use]
pub fn sources(texts: &Texts, sources: &[Citation]) -> String {
    let places: Vec<String> = sources.iter().map(|place| source(texts, place)).collect();
    places.join("; ")
}

/// Places in few words: items of one section together.
#[must_use]
pub fn grouped_sources(texts: &Texts, sources: &[&Citation]) -> String {
    let mut groups: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for source in sources {
        let item = source.item.map(|item| item.to_string());
        match groups
            .iter_mut()
            .find(|(document, section, _)| *document == source.document && *section == source.section)
        {
            Some((.., items)) => items.extend(item.filter(|item| !items.contains(item))),
            None => groups.push((&source.document, &source.section, item.into_iter().collect())),
        }
    }
    let place = |(document, section, items): &(&str, &str, Vec<String>)| {
        let place = format!("{document}, {section}");
        if items.is_empty() {
            return place;
        }
        format!("{place}, {}", texts.item(items.join(", ")))
    };
    groups.iter().map(place).collect::<Vec<_>>().join("; ")
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

/// Whether a sign begins what runners of CI jobs take for a command wherever a line begins with it (`::error::`), or
/// wherever it stands (`##[error]`).
fn begins_command(text: &str, at: usize) -> bool {
    let (before, rest) = (text.get(..at).unwrap_or(""), text.get(at..).unwrap_or(""));
    if let Some(name) = rest.strip_prefix("::") {
        let first =
            before.chars().next_back().is_none_or(|before| before.is_whitespace() || before.is_control());
        return first && !name.trim().is_empty();
    }
    let name = rest
        .strip_prefix("##")
        .map(|name| name.trim_start_matches(|letter: char| letter.is_ascii_lowercase()));
    name.is_some_and(|name| name.starts_with('['))
}
