//! What is put right when the system asks a run to end: the terminal, and files that are not whole yet; and what is said.
//!
//! A run that is killed outright cannot put anything right; on Linux it leaves no file behind even so.

use std::path::PathBuf;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// The files of this run that have a name before they are whole.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// What a person who stops this run with Ctrl-C is told.
static PARTING: Mutex<Option<String>> = Mutex::new(None);

/// Notes what to tell who stops this run with Ctrl-C.
pub fn parting(words: String) {
    *PARTING.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
    attend();
}

/// Notes a file that is of no use to anybody until it is whole.
pub fn unfinished(path: PathBuf) {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(path);
    attend();
}

/// Waits for the signals that end a run, beside it; where there can be no second thread, they end it as they always do.
#[cfg(unix)]
pub fn attend() {
    use std::io::Write;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    static ATTENDED: AtomicBool = AtomicBool::new(false);
    if ATTENDED.swap(true, Ordering::Relaxed) {
        return;
    }
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    let handle = signals.handle();
    let attend = move || {
        for signal in signals.forever() {
            let _ = crossterm::terminal::disable_raw_mode();
            let _ = crossterm::execute!(std::io::stderr(), crossterm::cursor::Show);
            for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
                let _ = std::fs::remove_file(path);
            }
            let parting = PARTING.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(words) = parting.filter(|_| signal == SIGINT) {
                // Standard output is held by whoever waits for a line. The terminal stands behind the prompt.
                let _ = writeln!(std::io::stderr(), "\n{}", words.trim_end());
            }
            let _ = emulate_default_handler(signal);
        }
    };
    if std::thread::Builder::new().spawn(attend).is_err() {
        handle.close();
    }
}

#[cfg(not(unix))]
pub fn attend() {}
