//! Where results go: standard output, or a file that is written whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anstream::adapter::StripBytes;
use anyhow::Context;
use avtalsform::render::words::harmless;
use avtalsform::texts::Text;

use super::paths;
use super::session::Session;

/// An open destination.
pub enum Output {
    /// Standard output, for pages: colour is taken out where it does not belong.
    Page(BufWriter<anstream::AutoStream<io::Stdout>>),
    /// Standard output, for data, which has no colour.
    Data(BufWriter<io::Stdout>),
    /// A file to be.
    File(Box<Pending>),
    /// A device or pipe, which cannot be put in place of another.
    Device(BufWriter<std::fs::File>),
}

/// A temporary file beside the one it will become; colour does not belong in files.
pub struct Pending {
    writer: BufWriter<tempfile::NamedTempFile>,
    /// Takes colour out of pages; data is written as it is.
    strip: Option<StripBytes>,
    path: PathBuf,
    failed: String,
    /// What to say where the file exists, if it must not be written over.
    exists: Option<String>,
}

/// How much data is put together before it is written; what is longer goes out as it is, without being copied.
const DATA_BYTES: usize = 16 * 1024;

impl Output {
    /// Opens the destination of pages.
    pub fn page(session: &Session<'_>, path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => Ok(Self::Page(BufWriter::new(anstream::AutoStream::new(io::stdout(), session.color)))),
            Some(path) => Self::file(session, path, Some(StripBytes::new()), None),
        }
    }

    /// Opens the destination of data.
    pub fn data(session: &Session<'_>, path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => Ok(Self::Data(BufWriter::with_capacity(DATA_BYTES, io::stdout()))),
            Some(path) => Self::file(session, path, None, None),
        }
    }

    /// Opens a file of data that must not exist, neither now nor when it is put in its place.
    pub fn new_file(session: &Session<'_>, path: &Path) -> anyhow::Result<Self> {
        let exists =
            session.texts.with(Text::FileExists, &[("path", &harmless(&path.display().to_string()))]);
        // A link that leads nowhere is a file, too.
        if path.symlink_metadata().is_ok() {
            anyhow::bail!(exists);
        }
        Self::file(session, path, None, Some(exists))
    }

    fn file(
        session: &Session<'_>,
        path: &Path,
        strip: Option<StripBytes>,
        exists: Option<String>,
    ) -> anyhow::Result<Self> {
        let failed = session.texts.with(Text::NotWritable, &[("path", &path.display().to_string())]);
        if let Some(wrong) = paths::not_writable(session, path) {
            anyhow::bail!(wrong);
        }
        // What a link leads to is written, and the link stays.
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if path.exists() && !path.is_file() {
            let device = std::fs::OpenOptions::new().write(true).open(path);
            return Ok(Self::Device(BufWriter::new(device.with_context(|| failed.clone())?)));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new()
            .prefix(".avtalsform-")
            .tempfile_in(folder)
            .with_context(|| failed.clone())?;
        let writer = BufWriter::new(file);
        Ok(Self::File(Box::new(Pending { writer, strip, path: path.to_owned(), failed, exists })))
    }

    /// Writes what is left, and puts a file in its place.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Page(mut stream) => stream.flush()?,
            Self::Data(mut stream) => stream.flush()?,
            Self::Device(mut device) => device.flush()?,
            Self::File(pending) => {
                let Pending { writer, path, failed, exists, .. } = *pending;
                let file = writer.into_inner().map_err(io::IntoInnerError::into_error);
                let file = file.with_context(|| failed.clone())?;
                readable(file.as_file(), &path).with_context(|| failed.clone())?;
                let Some(exists) = exists else {
                    file.persist(&path).map_err(|error| error.error).context(failed)?;
                    return Ok(());
                };
                file.persist_noclobber(&path).map_err(|error| {
                    let taken = error.error.kind() == io::ErrorKind::AlreadyExists;
                    anyhow::Error::new(error.error).context(if taken { exists } else { failed })
                })?;
            }
        }
        Ok(())
    }
}

/// Gives a new file the rights that a file written in place would have: a temporary one is its owner's alone.
#[cfg(unix)]
fn readable(file: &std::fs::File, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |before| before.permissions().mode());
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File, _: &Path) -> io::Result<()> {
    Ok(())
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Page(stream) => stream.write(bytes),
            Self::Data(stream) => stream.write(bytes),
            Self::Device(device) => device.write(bytes),
            Self::File(pending) => {
                let Pending { writer, strip, .. } = pending.as_mut();
                match strip {
                    None => return writer.write(bytes),
                    Some(strip) => {
                        for printable in strip.strip_next(bytes) {
                            writer.write_all(printable)?;
                        }
                    }
                }
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Page(stream) => stream.flush(),
            Self::Data(stream) => stream.flush(),
            Self::Device(device) => device.flush(),
            Self::File(pending) => pending.writer.flush(),
        }
    }
}
