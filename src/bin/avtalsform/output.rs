//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstream::adapter::StripBytes;
use avtalsform::load::{reason, shown_path};
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;

use super::inputs::{self, Inputs};
use super::paths;
use super::pending::Pending;
use super::session::Session;
use super::start::is_output_closed;

/// An open destination.
pub struct Output<'a> {
    to: To,
    wrong: Wrong<'a>,
    /// What standard output must not lead into; looked at before the first byte, when all that is read is known.
    unseen: Option<Arc<Inputs>>,
}

enum To {
    /// Standard output, for pages: colour is taken out where it does not belong.
    Page(BufWriter<anstream::AutoStream<io::Stdout>>),
    /// Standard output, for data, which has no colour.
    Data(BufWriter<io::Stdout>),
    /// A file to be.
    File(Box<Whole>),
    /// A device or pipe, which cannot be put in place of another.
    Device(BufWriter<fs::File>),
}

/// A file that is put in its place when it is whole; colour does not belong in files.
struct Whole {
    file: Pending,
    /// The path as it was named.
    named: PathBuf,
    /// Takes colour out of pages; data is written as it is.
    strip: Option<StripBytes>,
    place: Place,
    inputs: Arc<Inputs>,
}

/// What may stand where a file is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Anything that this run does not read.
    Free,
    /// Nothing.
    Empty,
    /// The file that this run has read, which is what it is to change.
    Own,
}

/// What is said where something cannot be written.
struct Wrong<'a> {
    texts: &'a Texts,
    what: String,
    /// Whether this is standard output, whose reader may go.
    standard: bool,
}

impl Wrong<'_> {
    /// The same error in words; its kind stays, by which a closed pipe is known, unless the pipe was named.
    fn error(&self, error: io::Error) -> io::Error {
        let why = self.texts.kind(&reason(&error)).to_owned();
        let kind = if self.standard { error.kind() } else { io::ErrorKind::Other };
        io::Error::new(kind, format!("{}: {why}", self.what))
    }
}

/// How much data is put together before it is written; what is longer goes out as it is, without being copied.
const DATA_BYTES: usize = 16 * 1024;

impl<'a> Output<'a> {
    /// Opens the destination of pages.
    pub fn page(session: &Session<'a>, path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => {
                let stream = anstream::AutoStream::new(stdout(session.texts)?, session.color);
                Ok(Self::stdout(session, To::Page(BufWriter::new(stream))))
            }
            Some(path) => Self::file(session, path, Some(StripBytes::new()), Place::Free),
        }
    }

    /// Opens the destination of data.
    pub fn data(session: &Session<'a>, path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => {
                let stream = BufWriter::with_capacity(DATA_BYTES, stdout(session.texts)?);
                Ok(Self::stdout(session, To::Data(stream)))
            }
            Some(path) => Self::file(session, path, None, Place::Free),
        }
    }

    /// Opens a file of data that must not exist, neither now nor when it is put in its place; with `force` it may.
    pub fn new_file(session: &Session<'a>, path: &Path, force: bool) -> anyhow::Result<Self> {
        Self::file(session, path, None, if force { Place::Free } else { Place::Empty })
    }

    /// Opens a file that this run has read, and changes.
    pub fn in_place(session: &Session<'a>, path: &Path) -> anyhow::Result<Self> {
        Self::file(session, path, None, Place::Own)
    }

    fn stdout(session: &Session<'a>, to: To) -> Self {
        let what = session.texts.result_not_writable().to_owned();
        let unseen = Some(session.inputs.clone());
        Self { to, wrong: Wrong { texts: session.texts, what, standard: true }, unseen }
    }

    fn file(
        session: &Session<'a>,
        path: &Path,
        strip: Option<StripBytes>,
        place: Place,
    ) -> anyhow::Result<Self> {
        let what = harmless(&session.texts.not_writable(shown_path(path)));
        let wrong = Wrong { texts: session.texts, what, standard: false };
        session.disk.allow(path).map_err(|error| wrong.error(error))?;
        if let Some(wrong) = paths::not_writable(session, path) {
            anyhow::bail!(wrong);
        }
        // A link that leads nowhere is a file, too.
        if place == Place::Empty && path.symlink_metadata().is_ok() {
            anyhow::bail!(harmless(&session.texts.file_exists(shown_path(path))));
        }
        // `/dev/stdout` and its like: what stands before in the file and comes after it is not this run's to lose.
        if inputs::is_standard(path) && place != Place::Own {
            return match strip {
                Some(_) => Self::page(session, None),
                None => Self::data(session, None),
            };
        }
        if cfg!(windows) && path.as_os_str().eq_ignore_ascii_case("nul") {
            let nothing =
                fs::OpenOptions::new().write(true).open(path).map_err(|error| wrong.error(error))?;
            return Ok(Self { to: To::Device(BufWriter::new(nothing)), wrong, unseen: None });
        }
        let named = path;
        let path = target(path).map_err(|error| wrong.error(error))?;
        if let Some(wrong) = paths::not_writable(session, &path) {
            anyhow::bail!(wrong);
        }
        if path.exists() && !path.is_file() {
            let device = fs::OpenOptions::new().write(true).open(path);
            let device = device.map_err(|error| wrong.error(error))?;
            return Ok(Self { to: To::Device(BufWriter::new(device)), wrong, unseen: None });
        }
        let inputs = session.inputs.clone();
        // Looked at before anything is written, and again when everything has been read.
        not_lost(&inputs, named, place, &wrong)?;
        if place != Place::Own && session.outputs.hold(&path) {
            anyhow::bail!(harmless(&wrong.texts.output_twice(shown_path(named))));
        }
        session.outputs.add([path.as_path()]);
        let file = Pending::new(path).map_err(|error| wrong.error(error))?;
        let whole = Whole { file, named: named.to_owned(), strip, place, inputs };
        Ok(Self { to: To::File(Box::new(whole)), wrong, unseen: None })
    }

    /// Writes what is left, and puts a file in its place.
    pub fn finish(self) -> anyhow::Result<()> {
        let Self { to, wrong, .. } = self;
        let failed = |error: io::Error| wrong.error(error);
        match to {
            To::Page(mut stream) => stream.flush().map_err(failed)?,
            To::Data(mut stream) => stream.flush().map_err(failed)?,
            To::Device(mut device) => device.flush().map_err(failed)?,
            To::File(whole) => {
                let Whole { file, named, place, inputs, .. } = *whole;
                not_lost(&inputs, &named, place, &wrong)?;
                file.finish(place == Place::Empty).map_err(|error| match error.kind() {
                    io::ErrorKind::AlreadyExists => {
                        anyhow::anyhow!(harmless(&wrong.texts.file_exists(shown_path(&named))))
                    }
                    _ => failed(error).into(),
                })?;
            }
        }
        Ok(())
    }
}

/// Standard output, if there is one.
pub fn stdout(texts: &Texts) -> anyhow::Result<io::Stdout> {
    if is_output_closed() {
        anyhow::bail!("{}: {}", texts.result_not_writable(), texts.kind("reason-closed"));
    }
    Ok(io::stdout())
}

/// Refuses a place where a file stands that this run reads: what was made of it would be all that is left.
fn not_lost(inputs: &Inputs, path: &Path, place: Place, wrong: &Wrong<'_>) -> anyhow::Result<()> {
    if place != Place::Own && inputs.hold(path) {
        anyhow::bail!(harmless(&wrong.texts.output_is_input(shown_path(path))));
    }
    Ok(())
}

/// Makes a folder, with those above it, where there is none.
pub fn make_folder(session: &Session<'_>, folder: &Path) -> anyhow::Result<()> {
    let made = session.disk.allow(folder).and_then(|()| fs::create_dir_all(folder));
    made.map_err(|error| anyhow::anyhow!(session.not_writable(folder, &reason(&error))))
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

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.unseen.take().is_some_and(|inputs| inputs.hold_standard()) {
            return Err(io::Error::other(self.wrong.texts.stdout_is_input()));
        }
        let written = match &mut self.to {
            To::Page(stream) => stream.write(bytes),
            To::Data(stream) => stream.write(bytes),
            To::Device(device) => device.write(bytes),
            To::File(whole) => whole.write(bytes),
        };
        written.map_err(|error| self.wrong.error(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = match &mut self.to {
            To::Page(stream) => stream.flush(),
            To::Data(stream) => stream.flush(),
            To::Device(device) => device.flush(),
            To::File(whole) => whole.file.flush(),
        };
        flushed.map_err(|error| self.wrong.error(error))
    }
}

impl Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(strip) = &mut self.strip else { return self.file.write(bytes) };
        for printable in strip.strip_next(bytes) {
            self.file.write_all(printable)?;
        }
        Ok(bytes.len())
    }
}
