//! A run of a command that is watched: it must end in time, and how much memory it took is measured.

use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Run;

/// What no command of these tests may take, on however busy a machine.
pub const LONG: Duration = Duration::from_secs(60);

/// A run, with the most memory it had at a time in KiB as far as the system tells (0 where it does not).
pub struct Watched {
    pub run: Run,
    pub peak: u64,
}

/// Runs a command, and fails where it does not end. Standard output and error are taken unless they lead elsewhere, as
/// `stdout` and `stderr` say.
pub fn watched(command: &mut Command, stdout: Option<Stdio>, stderr: Option<Stdio>) -> Watched {
    let mut child = command
        .stdout(stdout.unwrap_or_else(Stdio::piped))
        .stderr(stderr.unwrap_or_else(Stdio::piped))
        .spawn()
        .unwrap();
    let (out, err) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let (started, mut peak) = (Instant::now(), 0);
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        peak = memory(child.id()).unwrap_or(peak);
        if started.elapsed() > LONG {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("does not end: {command:?}");
        }
        thread::sleep(Duration::from_millis(5));
    };
    let text = |from: thread::JoinHandle<Vec<u8>>| String::from_utf8(from.join().unwrap()).unwrap();
    Watched { run: Run { status: status.code().unwrap_or(-1), stdout: text(out), stderr: text(err) }, peak }
}

/// Reads to the end without keeping the command waiting.
fn reader(from: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut from) = from {
            from.read_to_end(&mut bytes).unwrap();
        }
        bytes
    })
}

/// The most memory that a process has had at a time, in KiB.
fn memory(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
