//! The package of a Word file: an archive of named parts.
//!
//! In: the bytes of an archive, or parts. Out: the parts, or the bytes, the same for the same parts. Unpacks no more
//! than it has room for: the sizes that an archive declares are claims.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::fault::TemplateFault;
use crate::load::old_format;

/// The largest template that is read: 64 MiB.
const MAX_BYTES: usize = 64 << 20;
/// The most that all its parts together may unpack to: 256 MiB.
const MAX_UNPACKED: u64 = 256 << 20;
/// The most parts.
const MAX_PARTS: usize = 10_000;

/// A part by its name in the package.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// A Word file that could not be written: a defect of the tool itself.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// A part could not be written.
    #[error("a part of the Word file cannot be written")]
    Part(#[from] askama::Error),
    /// What the tool wrote is not XML.
    #[error("a part of the Word file is broken")]
    Broken,
    /// The parts could not be put together.
    #[error("the Word file cannot be put together")]
    Package(#[from] zip::result::ZipError),
    /// The package could not be written.
    #[error("the Word file cannot be written")]
    Write(#[from] std::io::Error),
}

/// The parts of a package that somebody else has made, in their order.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<Part>, TemplateFault> {
    if bytes.len() > MAX_BYTES {
        return Err(TemplateFault::TooLarge("64 MiB"));
    }
    // A document of before 2007, or one of today under a password.
    if let Some(locked) = old_format(bytes) {
        return Err(if locked { TemplateFault::Encrypted } else { TemplateFault::Old });
    }
    if !bytes.starts_with(b"PK") {
        return Err(TemplateFault::NotWord);
    }
    let damaged = |_| TemplateFault::Damaged;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(TemplateFault::Damaged);
    }
    let mut left = MAX_UNPACKED;
    let mut parts = Vec::new();
    for number in 0..archive.len() {
        let raw = archive.by_index_raw(number).map_err(damaged)?;
        let encrypted = raw.encrypted();
        drop(raw);
        if encrypted {
            return Err(TemplateFault::Encrypted);
        }
        let part = archive.by_index(number).map_err(damaged)?;
        if part.is_dir() {
            continue;
        }
        let name = part.name().map_err(damaged)?.into_owned();
        let mut bytes = Vec::new();
        let read = part.take(left + 1).read_to_end(&mut bytes).map_err(|_| TemplateFault::Damaged)?;
        left = u64::try_from(read)
            .ok()
            .and_then(|read| left.checked_sub(read))
            .ok_or(TemplateFault::TooLarge("256 MiB"))?;
        parts.push(Part { name, bytes });
    }
    Ok(parts)
}

/// Puts parts together.
pub(super) fn packed<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> Result<Vec<u8>, DocxError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // Neither the time nor the platform of writing: equal documents are equal files.
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        package.start_file(name, options)?;
        package.write_all(part)?;
    }
    Ok(package.finish()?.into_inner())
}
