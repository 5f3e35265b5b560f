//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anstream::adapter::StripBytes;
use avtalsform::load::{reason, shown_path};
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;

use super::paths;
use super::session::Session;

/// An open destination.
pub struct Output<'a> {
    to: To,
    wrong: Wrong<'a>,
}

enum To {
    /// Standard output, for pages: colour is taken out where it does not belong.
    Page(BufWriter<anstream::AutoStream<io::Stdout>>),
    /// Standard output, for data, which has no colour.
    Data(BufWriter<io::Stdout>),
    /// A file to be.
    File(Box<Pending>),
    /// A device or pipe, which cannot be put in place of another.
    Device(BufWriter<fs::File>),
}

/// A temporary file beside the one it will become; colour does not belong in files.
struct Pending {
    writer: BufWriter<tempfile::NamedTempFile>,
    /// Takes colour out of pages; data is written as it is.
    strip: Option<StripBytes>,
    path: PathBuf,
    /// What to say where the file exists, if it must not be written over.
    exists: Option<String>,
}

/// What is said where something cannot be written.
struct Wrong<'a> {
    texts: &'a Texts,
    what: String,
}

impl Wrong<'_> {
    /// The same error in words; its kind stays, by which a closed pipe is known.
    fn error(&self, error: io::Error) -> io::Error {
        let why = self.texts.kind(&reason(&error)).to_owned();
        io::Error::new(error.kind(), format!("{}: {why}", self.what))
    }
}

/// How much data is put together before it is written; what is longer goes out as it is, without being copied.
const DATA_BYTES: usize = 16 * 1024;

impl<'a> Output<'a> {
    /// Opens the destination of pages.
    pub fn page(session: &Session<'a>, path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => {
                let stream = anstream::AutoStream::new(io::stdout(), session.color);
                Ok(Self::stdout(session, To::Page(BufWriter::new(stream))))
            }
            Some(path) => Self::file(session, path, Some(StripBytes::new()), None),
        }
    }

    /// Opens the destination of data.
    pub fn data(session: &Session<'a>, path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => Ok(Self::stdout(session, To::Data(BufWriter::with_capacity(DATA_BYTES, io::stdout())))),
            Some(path) => Self::file(session, path, None, None),
        }
    }

    /// Opens a file of data that must not exist, neither now nor when it is put in its place.
    pub fn new_file(session: &Session<'a>, path: &Path) -> anyhow::Result<Self> {
        let exists = harmless(&session.texts.file_exists(shown_path(path)));
        // A link that leads nowhere is a file, too.
        if path.symlink_metadata().is_ok() {
            anyhow::bail!(exists);
        }
        Self::file(session, path, None, Some(exists))
    }

    fn stdout(session: &Session<'a>, to: To) -> Self {
        let what = session.texts.result_not_writable().to_owned();
        Self { to, wrong: Wrong { texts: session.texts, what } }
    }

    fn file(
        session: &Session<'a>,
        path: &Path,
        strip: Option<StripBytes>,
        exists: Option<String>,
    ) -> anyhow::Result<Self> {
        let what = harmless(&session.texts.not_writable(shown_path(path)));
        let wrong = Wrong { texts: session.texts, what };
        if let Some(wrong) = paths::not_writable(session, path) {
            anyhow::bail!(wrong);
        }
        let path = target(path).map_err(|error| wrong.error(error))?;
        if let Some(wrong) = paths::not_writable(session, &path) {
            anyhow::bail!(wrong);
        }
        if path.exists() && !path.is_file() {
            let device = fs::OpenOptions::new().write(true).open(path);
            let device = device.map_err(|error| wrong.error(error))?;
            return Ok(Self { to: To::Device(BufWriter::new(device)), wrong });
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new().prefix(".avtalsform-").tempfile_in(folder);
        let writer = BufWriter::new(file.map_err(|error| wrong.error(error))?);
        Ok(Self { to: To::File(Box::new(Pending { writer, strip, path, exists })), wrong })
    }

    /// Writes what is left, and puts a file in its place.
    pub fn finish(self) -> anyhow::Result<()> {
        let Self { to, wrong } = self;
        let failed = |error: io::Error| wrong.error(error);
        match to {
            To::Page(mut stream) => stream.flush().map_err(failed)?,
            To::Data(mut stream) => stream.flush().map_err(failed)?,
            To::Device(mut device) => device.flush().map_err(failed)?,
            To::File(pending) => {
                let Pending { writer, path, exists, .. } = *pending;
                let file = writer.into_inner().map_err(|error| failed(error.into_error()))?;
                readable(file.as_file(), &path).map_err(failed)?;
                kept(file.as_file()).map_err(failed)?;
                let Some(exists) = exists else {
                    file.persist(&path).map_err(|error| failed(error.error))?;
                    return Ok(());
                };
                file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
                    io::ErrorKind::AlreadyExists => anyhow::anyhow!(exists),
                    _ => failed(error.error).into(),
                })?;
            }
        }
        Ok(())
    }
}

/// Where a path leads: what a link leads to is written, there or not, and the link stays.
fn target(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // The system has found that the links end somewhere.
            let mut path = path.to_owned();
            while let Ok(next) = fs::read_link(&path) {
                path = path.parent().unwrap_or(Path::new("")).join(next);
            }
            Ok(path)
        }
        found => found,
    }
}

/// Waits until a file is on its disk: put in another's place before, it could be empty after a power cut.
fn kept(file: &fs::File) -> io::Result<()> {
    match file.sync_all() {
        // There are file systems that cannot say.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        done => done,
    }
}

/// Gives a new file the rights that a file written in place would have: a temporary one is its owner's alone.
#[cfg(unix)]
fn readable(file: &fs::File, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_or(0o644, |before| before.permissions().mode());
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn readable(_: &fs::File, _: &Path) -> io::Result<()> {
    Ok(())
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.to {
            To::Page(stream) => stream.write(bytes),
            To::Data(stream) => stream.write(bytes),
            To::Device(device) => device.write(bytes),
            To::File(pending) => pending.write(bytes),
        };
        written.map_err(|error| self.wrong.error(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = match &mut self.to {
            To::Page(stream) => stream.flush(),
            To::Data(stream) => stream.flush(),
            To::Device(device) => device.flush(),
            To::File(pending) => pending.writer.flush(),
        };
        flushed.map_err(|error| self.wrong.error(error))
    }
}

impl Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(strip) = &mut self.strip else { return self.writer.write(bytes) };
        for printable in strip.strip_next(bytes) {
            self.writer.write_all(printable)?;
        }
        Ok(bytes.len())
    }
}
