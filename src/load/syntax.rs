//! What is not YAML: the parser's own errors as faults, and reading on behind them.
//!
//! In: a text and the parser's error. Out: a fault that an administrator can act on. To find the faults behind an
//! error, the line at fault is blanked out together with what is indented below it, and the rest is read again.

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::fault::{Fault, Faults, Place};
use super::tree::{Node, document};

/// The most errors of YAML itself that are looked for in one document.
const MAX_ERRORS: usize = 20;
/// Larger documents are not searched for further errors.
const MAX_SALVAGE_BYTES: usize = 256 * 1024;

/// Notes an error of the parser; `origin` is where the text begins in the file.
pub fn report(text: &str, error: &ScanError, origin: Place, faults: &mut Faults) {
    let mark = error.marker();
    let fault = classify(error.kind(), text.get(mark.byte_offset().unwrap_or(0)..).unwrap_or(""));
    let start = mark.byte_offset().unwrap_or(0).min(text.len()) + origin.start;
    let place = Place { line: mark.line() + origin.line, column: mark.col() + 1, start, end: start };
    faults.add(place, fault, &[("limit", &super::tree::MAX_DEPTH.to_string())]);
}

/// What is left of a document when the lines at fault are passed over.
pub fn salvage(text: &str, error: &ScanError, origin: Place, faults: &mut Faults) -> Option<Node> {
    if text.len() > MAX_SALVAGE_BYTES || matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return None;
    }
    let mut rest = text.to_owned();
    let mut line = error.marker().line().checked_sub(origin.line + 1)?;
    for _ in 0..MAX_ERRORS {
        rest = blank(&rest, line)?;
        let mut found = Faults::default();
        match document(&rest, origin, &mut found) {
            Ok(root) => {
                faults.extend(found);
                return root;
            }
            Err(error) => {
                report(&rest, &error, origin, faults);
                line = error.marker().line().checked_sub(1)?;
            }
        }
    }
    None
}

/// Replaces a line, and the lines indented below it, with spaces; `None` when there is nothing to replace.
fn blank(text: &str, line: usize) -> Option<String> {
    let target = text.split_inclusive('\n').nth(line)?;
    if target.trim().is_empty() {
        return None;
    }
    let depth = depth(target);
    let mut inside = false;
    let lines = text.split_inclusive('\n').enumerate().map(|(number, content)| {
        inside = number == line || (inside && (content.trim().is_empty() || self::depth(content) > depth));
        if inside {
            content.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
        } else {
            content.to_owned()
        }
    });
    Some(lines.collect())
}

/// How far a line is indented; a tab counts as eight.
fn depth(line: &str) -> usize {
    let blanks = line.chars().take_while(|letter| *letter == ' ' || *letter == '\t');
    blanks.map(|letter| if letter == '\t' { 8 } else { 1 }).sum()
}

fn classify(kind: &ErrorKind, rest: &str) -> Fault {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => Fault::YamlTab,
        _ if rest.starts_with('\t') => Fault::YamlTab,
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
        | ErrorKind::BlockSequenceEntryNotAllowed
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
