//! How far a long run has come, on standard error, for people at a terminal alone.

use std::cell::{Cell, OnceCell};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use avtalsform::load::Input;
use avtalsform::say::numbers::grouped;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::session::Session;

/// Most runs are over before this, and need no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// A bar where the number of files is known, a count where it is not; nothing when standard error is no terminal.
pub struct Progress<'a> {
    session: &'a Session<'a>,
    begun: Instant,
    done: Cell<u64>,
    length: Option<u64>,
    bar: OnceCell<ProgressBar>,
}

impl<'a> Progress<'a> {
    pub fn new(session: &'a Session<'a>, files: &[PathBuf], input: Option<Input>) -> Self {
        let lines = |path: &PathBuf| input.unwrap_or_else(|| Input::of(path)) == Input::Ndjson;
        let streamed = files.iter().any(|path| path == Path::new("-") || lines(path));
        let length = if streamed { None } else { u64::try_from(files.len()).ok() };
        Self { session, begun: Instant::now(), done: Cell::new(0), length, bar: OnceCell::new() }
    }

    /// One more is done.
    pub fn step(&self) {
        self.done.set(self.done.get() + 1);
        if self.session.quiet || self.begun.elapsed() < PATIENCE {
            return;
        }
        self.bar.get_or_init(|| self.draw()).set_position(self.done.get());
    }

    fn draw(&self) -> ProgressBar {
        // Hidden of itself when standard error is no terminal.
        let bar = ProgressBar::with_draw_target(self.length, ProgressDrawTarget::stderr_with_hz(5));
        let texts = self.session.texts;
        let form = match self.length {
            None => texts.progress_count("{done}", "{rate}", "{spinner}"),
            Some(_) => texts.progress_bar("{all}", "{done}", "{left}"),
        };
        match ProgressStyle::with_template(&form) {
            Ok(style) => bar.with_style(self.numbers(style)),
            Err(_) => bar,
        }
    }

    /// Numbers as they are written in the language of the reader.
    fn numbers(&self, style: ProgressStyle) -> ProgressStyle {
        let number = |of: fn(&ProgressState) -> u128| {
            let texts = self.session.texts.clone();
            move |state: &ProgressState, out: &mut dyn Write| {
                // A bar that cannot be drawn is no reason to stop.
                let _ = out.write_str(&grouped(&texts, of(state)));
            }
        };
        style
            .with_key("done", number(|state| state.pos().into()))
            .with_key("all", number(|state| state.len().unwrap_or_default().into()))
            .with_key("left", number(|state| state.eta().as_secs().into()))
            .with_key("rate", number(|state| state.per_sec().round().max(0.0) as u128))
    }

    /// Says something without the bar in the way.
    pub fn aside(&self, say: impl FnOnce()) {
        match self.bar.get() {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
