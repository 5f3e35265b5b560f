//! Where something stands in a file.
//!
//! In: lines and columns as they were counted. Out: a place, and what a sheet calls its columns.

/// A place in a file: of a text, or a cell of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// In a workbook the sheet, from 1; 0 in a text, and for what concerns a workbook as a whole.
    pub sheet: usize,
    /// Line, or row of a sheet, from 1.
    pub line: usize,
    /// Column in characters, or of a sheet, from 1.
    pub column: usize,
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Place {
    /// The beginning of a text.
    pub const TOP: Self = Self { sheet: 0, line: 1, column: 1, start: 0, end: 0 };
}

/// What a column of a sheet is called: A to Z, AA, AB and so on.
#[must_use]
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
