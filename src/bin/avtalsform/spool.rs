//! Results that wait until all are there: in memory while they are few, after that in a file without a name.
//!
//! In: JSON, a value at a time. Out: the same values, in any order. Memory does not grow with their number.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom, Write};

use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use tempfile::SpooledTempFile;

/// So much is kept in memory: 64 MiB.
const IN_MEMORY: usize = 64 * 1024 * 1024;

/// There is no room for results that wait; they wait where the system keeps temporary files.
#[derive(Debug, thiserror::Error)]
#[error("temporary files cannot be written")]
pub struct NoRoom(#[from] pub io::Error);

/// The values.
#[derive(Debug)]
pub struct Spool {
    file: RefCell<SpooledTempFile>,
    length: u64,
}

/// Where a value is.
#[derive(Debug, Clone, Copy)]
pub struct Spooled {
    start: u64,
    length: usize,
}

impl Default for Spool {
    fn default() -> Self {
        Self { file: RefCell::new(SpooledTempFile::new(IN_MEMORY)), length: 0 }
    }
}

impl Spool {
    /// Puts a value behind the others.
    pub fn put(&mut self, json: &[u8]) -> Result<Spooled, NoRoom> {
        let start = self.length;
        let file = self.file.get_mut();
        file.seek(SeekFrom::Start(start))?;
        file.write_all(json)?;
        self.length += json.len() as u64;
        Ok(Spooled { start, length: json.len() })
    }

    /// The text of a value.
    pub fn text(&self, spooled: Spooled) -> io::Result<String> {
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(spooled.start))?;
        let mut bytes = vec![0; spooled.length];
        file.read_exact(&mut bytes)?;
        String::from_utf8(bytes).map_err(io::Error::other)
    }
}

/// A value that is fetched when it is written.
pub struct Fetched<'a>(pub &'a Spool, pub Spooled);

impl Serialize for Fetched<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let text = self.0.text(self.1).map_err(S::Error::custom)?;
        RawValue::from_string(text).map_err(S::Error::custom)?.serialize(to)
    }
}
