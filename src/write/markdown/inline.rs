//! Running text as Markdown: emphasis and links, and everything else only as text.
//!
//! In: spans of text. Out: one line of Markdown. Escapes what could be taken for markup, and nothing else, so that
//! ordinary prose stays as readable as it was.

use crate::document::{Rich, Role, Style};
use crate::say::words::harmless;

/// Where a line of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the beginning of a block, where `-` begins a list and `#` a heading.
    Block,
    /// After something else.
    Line,
}

/// Running text as stretches of one kind, no two alike beside each other.
#[derive(Debug)]
pub(super) struct Inline(Vec<Stretch>);

#[derive(Debug)]
struct Stretch {
    text: String,
    strong: bool,
    role: Role,
}

impl Inline {
    /// Takes in text; links whose target is not known are text.
    pub(super) fn new(text: &Rich, known: impl Fn(&str) -> bool) -> Self {
        let mut inline = Self(Vec::new());
        for span in &text.spans {
            let role = match &span.role {
                Role::Heading(id) if !known(id) => Role::Text,
                Role::Break => {
                    inline.0.push(Stretch { text: String::from("<br>"), strong: false, role: Role::Break });
                    continue;
                }
                role => role.clone(),
            };
            let strong = matches!(span.style, Style::Strong | Style::Good | Style::Care);
            let text = harmless(&span.text);
            let bare = text.trim();
            let (before, after) = match text.split_once(bare) {
                Some(around) if !bare.is_empty() => around,
                _ => (text.as_str(), ""),
            };
            // Emphasis and links must not begin or end in blanks.
            inline.push(before, false, Role::Text);
            inline.push(bare, strong, role);
            inline.push(after, false, Role::Text);
        }
        inline.trim();
        inline.settle();
        inline
    }

    fn push(&mut self, text: &str, strong: bool, role: Role) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.strong == strong && last.role == Role::Text && role == Role::Text => {
                last.text.push_str(text);
            }
            _ => self.0.push(Stretch { text: text.to_owned(), strong, role }),
        }
    }

    /// Blanks at either end: at the beginning they could make code of a paragraph.
    fn trim(&mut self) {
        if let Some(first) = self.0.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = self.0.last_mut() {
            last.text = last.text.trim_end().to_owned();
        }
        self.0.retain(|stretch| !stretch.text.is_empty());
    }

    /// Gives up emphasis where its marks would not be taken for marks: `**` between a letter and a sign stands for
    /// itself.
    fn settle(&mut self) {
        let stretches = std::mem::take(&mut self.0);
        let edge = |stretch: Option<&Stretch>, last: bool| {
            let stretch = stretch?;
            match (&stretch.role, last) {
                (Role::Heading(_), true) => Some(')'),
                (Role::Heading(_), false) => Some('['),
                (Role::Page, true) => Some('>'),
                (Role::Page, false) => Some('<'),
                (Role::Text | Role::Break, true) => stretch.text.chars().next_back(),
                (Role::Text | Role::Break, false) => stretch.text.chars().next(),
            }
        };
        for (position, stretch) in stretches.iter().enumerate() {
            let outside = |near: Option<char>| {
                near.is_none_or(|near| near.is_whitespace() || near.is_ascii_punctuation())
            };
            let inside = |near: Option<char>| near.is_some_and(is_letter);
            let before = position.checked_sub(1).and_then(|position| stretches.get(position));
            let opens = outside(edge(before, true)) || inside(stretch.text.chars().next());
            let closes =
                outside(edge(stretches.get(position + 1), false)) || inside(stretch.text.chars().next_back());
            let strong = stretch.strong && (stretch.role != Role::Text || (opens && closes));
            self.push(&stretch.text, strong, stretch.role.clone());
        }
    }

    /// Writes it as one line.
    pub(super) fn write(&self, place: Place) -> String {
        let mut line = String::new();
        for stretch in &self.0 {
            let start =
                place == Place::Block && line.is_empty() && !stretch.strong && stretch.role == Role::Text;
            let mut text = match stretch.role {
                Role::Break => stretch.text.clone(),
                Role::Page => format!("<{}>", address(&stretch.text)),
                Role::Text | Role::Heading(_) => escaped(&stretch.text),
            };
            if start {
                text = at_start(text);
            }
            if stretch.strong {
                text = format!("**{text}**");
            }
            if let Role::Heading(target) = &stretch.role {
                // An exclamation mark before a link would make a picture of it.
                if line.ends_with('!') {
                    line.pop();
                    line.push_str("\\!");
                }
                // A circumflex behind the bracket would make a footnote of it.
                if text.starts_with('^') {
                    text.insert(0, '\\');
                }
                // Emphasis stands inside of the brackets, where it cannot run together with that of its neighbours.
                text = format!("[{text}](#{target})");
            }
            line.push_str(&text);
        }
        line
    }
}

/// Text with everything escaped that could be markup anywhere in a line.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let ahead = rest.as_str();
        let next = ahead.chars().next();
        let word = |near: Option<char>| near.is_some_and(is_letter);
        let escape = match letter {
            '\\' | '`' | '*' | '~' | '[' | ']' | '|' | '$' => true,
            // Inside a word it is a letter like others.
            '_' => !(word(before) && word(next)),
            '<' => !next.is_some_and(char::is_whitespace),
            '&' => entity(ahead),
            // Addresses of pages become links by themselves.
            ':' => ahead.starts_with("//"),
            '.' => written.len() >= 3 && ends_in_www(&written),
            _ => false,
        };
        if escape {
            written.push('\\');
        }
        written.push(letter);
        // Mail addresses and names do so even when they are escaped; only a break in the text helps.
        let named = |near: char| near.is_alphanumeric() || matches!(near, '-' | '_' | '.');
        // A sign before digits would refer to an issue.
        let issue = letter == '#' && next.is_some_and(|next| next.is_ascii_digit());
        if issue || letter == '@' && next.is_none_or(named) {
            written.push_str("<!-- -->");
        }
        before = Some(letter);
    }
    written
}

/// An address in which nothing is taken for a character reference.
fn address(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        written.push(letter);
        if letter == '&' && text.get(at + 1..).is_some_and(entity) {
            written.push_str("amp;");
        }
    }
    written
}

/// Whether what follows an ampersand makes a character reference of it, or could with more text behind it.
fn entity(ahead: &str) -> bool {
    let name = ahead.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '#');
    name.is_empty() || (name.starts_with(';') && !ahead.starts_with(';'))
}

/// Whether Markdown takes it for a letter or digit: letters in circles and squares are signs to it.
fn is_letter(near: char) -> bool {
    let enclosed = matches!(near, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    near.is_alphanumeric() && !enclosed
}

fn ends_in_www(written: &str) -> bool {
    written.chars().rev().take(3).all(|letter| matches!(letter, 'w' | 'W'))
}

/// Text at the beginning of a block, where some signs begin a block of their own.
fn at_start(text: String) -> String {
    let blank = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
    let marks = text.trim_start_matches('#');
    let hashes = text.len() - marks.len();
    let escape = match text.chars().next() {
        Some('#') => hashes <= 6 && blank(marks),
        Some('>' | '=') => true,
        Some('-' | '+') => text.get(1..).is_some_and(|rest| blank(rest) || rest.starts_with('-')),
        _ => false,
    };
    if escape {
        return format!("\\{text}");
    }
    let after = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = text.len() - after.len();
    match (after.strip_prefix(['.', ')']), text.get(..digits)) {
        (Some(rest), Some(number)) if (1..=9).contains(&digits) && blank(rest) => {
            let mark = if after.starts_with('.') { '.' } else { ')' };
            format!("{number}\\{mark}{rest}")
        }
        _ => text,
    }
}
