//! What is not YAML: the parser's own errors as faults, and reading on behind them.
//!
//! In: a document and the parser's error. Out: faults that an administrator can act on, at the character that is
//! wrong and not where the parser noticed. To find the faults behind an error, the line at fault is blanked out
//! together with what is indented below it, and the rest is read again.

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::fault::{Fault, Faults, Place};
use super::slip::{self, Slip};
use super::tree::{MAX_DEPTH, Node, Stopped, document};

/// The most errors of YAML itself that are looked for in one document.
const MAX_ERRORS: usize = 20;
/// Larger documents are not searched for further errors.
const MAX_SALVAGE_BYTES: usize = 256 * 1024;

/// Notes every error of YAML in a document and gives back what is left without the lines at fault; `first` is what
/// the parser said of it, `origin` where the document begins in the file.
pub fn salvage(text: &str, origin: Place, first: &ScanError, faults: &mut Faults) -> Option<Node> {
    if text.len() > MAX_SALVAGE_BYTES || *first.kind() == ErrorKind::RecursionLimitExceeded {
        let mark = first.marker();
        let start = mark.byte_offset().unwrap_or(origin.start);
        let place = Place { sheet: 0, line: mark.line(), column: mark.col() + 1, start, end: start };
        faults.add(place, classify(first.kind()), &[("limit", &MAX_DEPTH.to_string())]);
        return None;
    }
    let mut rest = text.to_owned();
    let before = faults.len();
    for _ in 0..MAX_ERRORS {
        let mut found = Faults::default();
        match document(&rest, origin, &mut found) {
            Ok(root) => {
                faults.extend(found);
                // What is no fault by itself is one where it stands: behind a document that has not ended.
                if faults.len() == before {
                    faults.add(beginning(text, origin), Fault::YamlDocument, &[]);
                }
                return root;
            }
            Err(stopped) => rest = pass_over(&rest, origin, &stopped, faults)?,
        }
    }
    None
}

/// The first thing in a document.
fn beginning(text: &str, origin: Place) -> Place {
    let comment = |line: &str| line.trim_start().starts_with('#');
    let lines = text.split_inclusive('\n').take_while(|line| line.trim().is_empty() || comment(line));
    let start: usize = lines.map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    let start = start + rest.len() - rest.trim_start().len();
    place(text, origin, start, start)
}

/// Notes an error and blanks the lines at fault; `None` when there is nothing left to blank.
fn pass_over(text: &str, origin: Place, stopped: &Stopped, faults: &mut Faults) -> Option<String> {
    let tabs = tabs(text);
    let near_tab =
        classify(stopped.error.kind()) == Fault::YamlTab || tabs.iter().any(|tab| near(text, *tab, stopped));
    if near_tab && !tabs.is_empty() {
        for tab in &tabs {
            faults.add(place(text, origin, *tab, tab + 1), Fault::YamlTab, &[]);
        }
        return Some(tabs.into_iter().fold(text.to_owned(), |text, tab| blank(&text, tab, false)));
    }
    let limit = MAX_DEPTH.to_string();
    let at = match slip(text, stopped) {
        Some(Slip { fault, at, words }) => {
            let words: Vec<_> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
            faults.add(place(text, origin, at, at), fault, &words);
            at
        }
        None => {
            let (fault, at) = culprit(text, stopped);
            faults.add(place(text, origin, at, at), fault, &[("limit", &limit)]);
            at
        }
    };
    let line = line_of(text, at);
    (!text.get(line.0..line.1)?.trim().is_empty()).then(|| blank(text, at, true))
}

/// The first tab in the indentation of each line that has one.
fn tabs(text: &str) -> Vec<usize> {
    let mut start = 0;
    let mut tabs = Vec::new();
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let blank = line.trim().is_empty();
        let tab = line.get(..indent).and_then(|indent| indent.find('\t')).filter(|_| !blank);
        tabs.extend(tab.map(|tab| start + tab));
        start += line.len();
    }
    tabs
}

/// Whether the parser stopped on the line of this tab or the one before.
fn near(text: &str, tab: usize, stopped: &Stopped) -> bool {
    let mark = stopped.error.marker().byte_offset().unwrap_or(0);
    let between = text.get(mark.min(tab)..mark.max(tab)).unwrap_or("");
    between.matches('\n').count() <= 1
}

/// A slip of the hand that explains why the parser stopped: on its line, on the one above, or within braces.
fn slip(text: &str, stopped: &Stopped) -> Option<Slip> {
    let mark = stopped.error.marker().byte_offset().unwrap_or(0).min(text.len());
    let fault = classify(stopped.error.kind());
    let (start, end) = line_of(text, mark);
    let moved = |slip: Slip, by: usize| Slip { at: slip.at + by, ..slip };
    if let Some(flow) = stopped.flow {
        return slip::in_braces(text.get(flow..end)?).map(|slip| moved(slip, flow));
    }
    if !matches!(fault, Fault::YamlColon | Fault::YamlIndent | Fault::YamlSyntax) {
        return None;
    }
    let line = text.get(start..end)?;
    let above = line_of(text, start.saturating_sub(1));
    let above_line = text.get(above.0..above.1).filter(|_| start > 0).unwrap_or("");
    if is_too_deep(text, start) {
        return slip::below(above_line, line).map(|slip| moved(slip, start));
    }
    let here = slip::in_line(line).map(|slip| moved(slip, start));
    here.or_else(|| slip::in_line(above_line).map(|slip| moved(slip, above.0)))
}

/// What is wrong and at which byte, from where the parser stopped and what it had read.
fn culprit(text: &str, stopped: &Stopped) -> (Fault, usize) {
    let mark = stopped.error.marker().byte_offset().unwrap_or(0).min(text.len());
    let fault = classify(stopped.error.kind());
    let unread = |from: usize| text.get(from.min(mark)..mark).unwrap_or("");
    // A quoted text begins after what was last read.
    let quote = unread(stopped.read).find(['"', '\'']).map(|found| stopped.read + found);
    let line = line_of(text, mark);
    let before = text.get(line.0..mark).unwrap_or("");
    let first_on_line = before.trim().is_empty();
    match fault {
        Fault::YamlQuote => (fault, quote.unwrap_or(mark)),
        // Text after a quotation mark that closes another line's: the first of the two is the one left open.
        Fault::YamlAfterQuote => match quote.filter(|quote| unread(*quote).contains('\n')) {
            Some(quote) => (Fault::YamlQuote, quote),
            None => (fault, mark),
        },
        Fault::YamlEscape => {
            let rest = text.get(mark..).unwrap_or("");
            (fault, rest.find('\\').map_or(mark, |found| mark + found))
        }
        Fault::YamlBracket => (fault, stopped.flow.unwrap_or(mark)),
        _ if stopped.flow.is_some() && fault != Fault::YamlNesting => {
            (Fault::YamlBracket, stopped.flow.unwrap_or(mark))
        }
        // The first colon of a line that is indented deeper than it can be.
        Fault::YamlColon if is_too_deep(text, line.0) && !before.trim_end_matches(':').contains(':') => {
            let indent = before.len() - before.trim_start().len();
            (Fault::YamlIndent, line.0 + indent)
        }
        Fault::YamlIndent if !first_on_line => (Fault::YamlSyntax, mark),
        _ => (fault, mark),
    }
}

/// Whether a line is indented deeper than the one before, which does not open anything.
fn is_too_deep(text: &str, start: usize) -> bool {
    let here = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let earlier = text.get(..start).unwrap_or("").lines().rev();
    let before =
        earlier.into_iter().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    before.is_some_and(|before| depth(here) > depth(before) && !before.trim_end().ends_with(':'))
}

/// The place of some bytes of a document in its file.
pub(super) fn place(text: &str, origin: Place, start: usize, end: usize) -> Place {
    let before = text.get(..start).unwrap_or(text);
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let (start, end) = (origin.start + start, origin.start + end);
    Place { sheet: 0, line: origin.line + line + 1, column, start, end }
}

/// The first byte of the line with this byte, and the byte after its last.
fn line_of(text: &str, at: usize) -> (usize, usize) {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |end| at + end);
    (start, end)
}

/// Replaces the line with this byte, and if asked the lines indented below it, with as many spaces.
fn blank(text: &str, at: usize, and_below: bool) -> String {
    let (from, _) = line_of(text, at);
    let mut start = 0;
    let mut inside = None;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        inside = match inside {
            _ if start == from => Some(depth(line)),
            Some(above) if and_below && (line.trim().is_empty() || depth(line) > above) => Some(above),
            _ => None,
        };
        if inside.is_some() {
            out.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        } else {
            out.push_str(line);
        }
        start += line.len();
    }
    out
}

/// How far a line is indented; a tab counts as eight.
fn depth(line: &str) -> usize {
    let blanks = line.chars().take_while(|letter| *letter == ' ' || *letter == '\t');
    blanks.map(|letter| if letter == '\t' { 8 } else { 1 }).sum()
}

fn classify(kind: &ErrorKind) -> Fault {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => Fault::YamlTab,
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => Fault::YamlQuote,
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            Fault::YamlAfterQuote
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::InvalidFlowScalarIndent => Fault::YamlBracket,
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::InvalidBlockScalarIndent => Fault::YamlIndent,
        ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidMappingValueWhitespace
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::FlowMappingValueAdjacentCollection
        | ErrorKind::MappingValueNotAllowed => Fault::YamlColon,
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => Fault::YamlEscape,
        ErrorKind::RecursionLimitExceeded => Fault::YamlNesting,
        _ => Fault::YamlSyntax,
    }
}
