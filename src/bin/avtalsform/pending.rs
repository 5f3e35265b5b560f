//! A file that is written whole or not at all: what is written has no place of its own until all of it is there.
//!
//! In: bytes. Out: a file in its place, or an error and nothing changed.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use avtalsform::load::patiently;

use super::signals;

/// Names of files that are not whole yet begin so; one that a run left behind is read by no other.
const PREFIX: &str = ".avtalsform-";

/// A file to be.
pub struct Pending {
    writer: BufWriter<File>,
    /// Its name until it is whole; where the system can do without, a run that is killed leaves nothing behind.
    name: Option<tempfile::TempPath>,
    path: PathBuf,
}

impl Pending {
    /// A file that will stand at this path, with the rights of the one that stands there, else those that the system
    /// gives to new files.
    ///
    /// # Errors
    /// When no file can be made beside it, or the one that stands there may not be written or is somebody else's.
    pub fn new(path: PathBuf) -> io::Result<Self> {
        let before = match fs::metadata(&path) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if let Some(before) = &before {
            // Another file could be put in the place of one that must not be written to.
            if before.permissions().readonly() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            patiently(|| OpenOptions::new().write(true).open(&path))?;
        }
        let (file, name) = match nameless(folder(&path)) {
            Some(file) => (file, None),
            None => {
                let mut builder = tempfile::Builder::new();
                #[cfg(unix)]
                builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(NEW));
                let (file, name) = builder.prefix(PREFIX).tempfile_in(folder(&path))?.into_parts();
                signals::unfinished(name.to_path_buf());
                (file, Some(name))
            }
        };
        if let Some(before) = before {
            become_like(&file, &before)?;
            keep_list(&file, &path)?;
        }
        Ok(Self { writer: BufWriter::new(file), name, path })
    }

    /// Puts the file in its place, which must be empty if asked.
    ///
    /// # Errors
    /// When it cannot be written; `AlreadyExists` where the place is not empty and must be.
    pub fn finish(self, must_be_new: bool) -> io::Result<()> {
        let Self { writer, name, path } = self;
        let mut file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        kept(&file)?;
        let put = match name {
            Some(name) if must_be_new => name.persist_noclobber(&path).map_err(|error| error.error),
            Some(name) => put(name, &path),
            None if must_be_new => link(&file, &path),
            None => {
                let mut builder = tempfile::Builder::new();
                let named = builder.prefix(PREFIX).make_in(folder(&path), |name| link(&file, name))?;
                named.into_temp_path().persist(&path).map_err(|error| error.error)
            }
        };
        match put {
            // A file that is mounted by itself keeps its place: it is written where it stands.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices) =>
            {
                file.rewind()?;
                let mut there = OpenOptions::new().write(true).truncate(true).open(&path)?;
                io::copy(&mut file, &mut there)?;
                kept(&there)
            }
            put => put,
        }
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Gives a file its name. Windows says that it may not be done where another program holds the file that stands there, which
/// could be opened before.
fn put(name: tempfile::TempPath, path: &Path) -> io::Result<()> {
    let mut name = Some(name);
    patiently(|| match name.take().map(|name| name.persist(path)) {
        None | Some(Ok(())) => Ok(()),
        Some(Err(failed)) => {
            name = Some(failed.path);
            let is_held = cfg!(windows) && failed.error.kind() == io::ErrorKind::PermissionDenied;
            Err(if is_held { io::Error::from_raw_os_error(SHARING_VIOLATION) } else { failed.error })
        }
    })
}

/// What Windows says of a file that another program holds.
const SHARING_VIOLATION: i32 = 32;

/// The rights of a new file, of which the system takes away what the user has told it to.
#[cfg(unix)]
const NEW: u32 = 0o666;

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file without a name, where the system has such files and can give one a name later.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = open(folder, flags, Mode::from_raw_mode(NEW)).ok()?;
    Path::new("/proc/self/fd").exists().then(|| File::from(file))
}

#[cfg(not(target_os = "linux"))]
fn nameless(_: &Path) -> Option<File> {
    None
}

/// Gives a file without a name one that nothing has yet.
#[cfg(target_os = "linux")]
fn link(file: &File, name: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd;
    let file = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, &file, CWD, name, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn link(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Gives a file the owner and the rights of the one whose place it takes.
#[cfg(unix)]
fn become_like(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let ours = file.metadata()?;
    if ours.uid() != before.uid() {
        fchown(file, Some(before.uid()), Some(before.gid()))?;
    } else if ours.gid() != before.gid() {
        // Not everybody may give a file to every group: it then belongs to the group that new files do.
        let _ = fchown(file, None, Some(before.gid()));
    }
    file.set_permissions(before.permissions())
}

#[cfg(not(unix))]
fn become_like(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Gives a file the access list of the one whose place it takes: without it the mode could let in those whom it keeps out.
#[cfg(target_os = "linux")]
fn keep_list(file: &File, before: &Path) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr};
    const LIST: &str = "system.posix_acl_access";
    let mut list = vec![0_u8; 1 << 16];
    // Most files have none, and some file systems know of none.
    let Ok(length) = getxattr(before, LIST, &mut list) else { return Ok(()) };
    list.truncate(length);
    Ok(fsetxattr(file, LIST, &list, XattrFlags::empty())?)
}

#[cfg(not(target_os = "linux"))]
fn keep_list(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Waits until a file is on its disk: put in another's place before, it could be empty after a power cut.
fn kept(file: &File) -> io::Result<()> {
    match file.sync_all() {
        // There are file systems that cannot say.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        done => done,
    }
}
