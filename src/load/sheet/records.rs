//! A look into a workbook of before 2007 before it is opened.
//!
//! In: bytes. Out: whether opening it costs bounded memory. Its reader makes room for as many cells as a sheet says that it
//! has, and for every cell between the first and the last that it has.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

/// The largest workbook of this kind that is read: 64 MiB, twice what sixty thousand rows take.
const MAX_STREAM: u64 = 64 << 20;
/// The most cells between the first and the last of a sheet.
const MAX_AREA: u64 = 4_000_000;
/// The record in which a sheet says how large it is.
const DIMENSIONS: u16 = 0x0200;
/// The records of cells, which begin with their row and column.
const CELLS: [u16; 8] = [0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];

/// Whether the workbook can be opened without harm.
pub fn can_be_opened(bytes: &[u8]) -> bool {
    let Ok(mut file) = CompoundFile::open(Cursor::new(bytes)) else { return false };
    ["/Workbook", "/Book"].into_iter().any(|name| {
        let Ok(stream) = file.open_stream(name) else { return false };
        let mut records = Vec::new();
        stream.take(MAX_STREAM + 1).read_to_end(&mut records).is_ok()
            && records.len() as u64 <= MAX_STREAM
            && is_bounded(&records)
    })
}

/// Whether no sheet is larger than is read, as it says or as its cells stand.
fn is_bounded(mut rest: &[u8]) -> bool {
    let word = |data: &[u8], at: usize| {
        data.get(at..at + 2)
            .map_or(0, |two| two.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte)))
    };
    let (mut rows, mut columns) = (0, 0);
    while let Some((head, more)) = rest.split_at_checked(4) {
        let Some((data, next)) = more.split_at_checked(usize::try_from(word(head, 2)).unwrap_or(0)) else {
            break;
        };
        let kind = u16::try_from(word(head, 0)).unwrap_or(0);
        if kind == DIMENSIONS {
            // The last row takes four bytes, and both ends are one too far.
            rows = rows.max(word(data, 4) | word(data, 6) << 16);
            columns = columns.max(word(data, if data.len() < 14 { 6 } else { 10 }));
        } else if CELLS.contains(&kind) {
            rows = rows.max(word(data, 0) + 1);
            columns = columns.max(word(data, 2) + 1);
        }
        rest = next;
    }
    rows * columns <= MAX_AREA
}
