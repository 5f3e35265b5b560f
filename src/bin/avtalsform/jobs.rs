//! The work to do, a piece at a time: a file, or a line of a file of JSON lines.
//!
//! In: files. Out: pieces in order, so few at a time that memory stays flat on files of any length.

use std::collections::VecDeque;
use std::io::{BufRead, Read};
use std::path::PathBuf;

use avtalsform::load::{Disk, Input, MAX_FILE_BYTES, MAX_TEXT_BYTES, reason, shown_path};

use super::git::Given;

/// A piece of work.
pub enum Job {
    /// A file to read.
    File { path: PathBuf, input: Option<Input> },
    /// A line that has been read.
    Line { path: String, number: usize, bytes: Vec<u8> },
    /// What stands in a file that is not on disk, or not as it is there.
    Given { path: String, bytes: Vec<u8> },
    /// Lines that could not be read, and why.
    Unreadable { path: String, reason: String },
}

/// The most pieces at a time.
const CHUNK: usize = 512;
/// The most bytes of lines at a time, but for the last of them.
const CHUNK_BYTES: usize = 4 * 1024 * 1024;

/// All the work.
pub struct Jobs {
    given: VecDeque<Job>,
    files: VecDeque<PathBuf>,
    input: Option<Input>,
    lines: Option<Lines>,
    disk: Disk,
}

struct Lines {
    reader: Box<dyn BufRead + Send>,
    path: String,
    number: usize,
}

impl Jobs {
    pub fn new(files: Vec<PathBuf>, input: Option<Input>, disk: Disk) -> Self {
        Self { given: VecDeque::new(), files: files.into(), input, lines: None, disk }
    }

    /// The work in files whose bytes are there already.
    pub fn given(files: Vec<Given>) -> Self {
        let mut given = VecDeque::new();
        for (path, input, bytes) in files {
            let path = shown_path(&path);
            if input != Input::Ndjson {
                given.push_back(Job::Given { path, bytes });
                continue;
            }
            let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).zip(1..);
            for (line, number) in lines.filter(|(line, _)| !line.is_empty()) {
                given.push_back(Job::Line { path: path.clone(), number, bytes: line.to_vec() });
            }
        }
        Self { given, files: VecDeque::new(), input: None, lines: None, disk: Disk::default() }
    }

    /// The next pieces; none when all is done.
    pub fn chunk(&mut self) -> Vec<Job> {
        let (mut chunk, mut bytes) = (Vec::new(), 0);
        while chunk.len() < CHUNK && bytes < CHUNK_BYTES {
            let Some(job) = self.next() else { break };
            if let Job::Line { bytes: line, .. } = &job {
                bytes += line.len();
            }
            chunk.push(job);
        }
        chunk
    }

    fn next(&mut self) -> Option<Job> {
        if let Some(job) = self.given.pop_front() {
            return Some(job);
        }
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(job) => {
                        if matches!(job, Job::Unreadable { .. }) {
                            self.lines = None;
                        }
                        return Some(job);
                    }
                    None => self.lines = None,
                }
            }
            let path = self.files.pop_front()?;
            if self.input.unwrap_or_else(|| Input::of(&path)) != Input::Ndjson {
                return Some(Job::File { path, input: self.input });
            }
            match self.disk.open(&path) {
                Ok(reader) => {
                    self.lines = Some(Lines { reader, path: shown_path(&path), number: 0 });
                }
                Err(error) => {
                    return Some(Job::Unreadable { path: shown_path(&path), reason: reason(&error) });
                }
            }
        }
    }
}

impl Lines {
    /// The next line that holds anything; of one that is too long only so much that it shows.
    fn next(&mut self) -> Option<Job> {
        loop {
            let mut bytes = Vec::new();
            let limit = MAX_TEXT_BYTES as u64 + 2;
            let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes);
            let path = self.path.clone();
            match read {
                Err(error) => return Some(Job::Unreadable { path, reason: reason(&error) }),
                Ok(0) => return None,
                Ok(_) => {}
            }
            self.number += 1;
            if bytes.last() != Some(&b'\n') && bytes.len() as u64 == limit {
                match self.reader.by_ref().take(MAX_FILE_BYTES).skip_until(b'\n') {
                    Err(error) => return Some(Job::Unreadable { path, reason: reason(&error) }),
                    // A device can go on without a line break for ever.
                    Ok(skipped) if skipped as u64 == MAX_FILE_BYTES => {
                        return Some(Job::Unreadable { path, reason: "reason-long-line".to_owned() });
                    }
                    Ok(_) => {}
                }
            }
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            if !bytes.trim_ascii().is_empty() {
                return Some(Job::Line { path, number: self.number, bytes });
            }
        }
    }
}
