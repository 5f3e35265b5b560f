//! What every command needs: texts, width, and a way to say what is wrong.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use avtalsform::load::{Diagnostic, Disk, Files, SourceText, shown_path};
use avtalsform::say::files::left_out;
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;
use avtalsform::write::ci::Root;
use avtalsform::write::faults::{broken, faults};

use super::args::Global;
use super::format::{Format, PAGE};
use super::inputs::Inputs;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// All done.
    Done,
    /// A gate that the user set has tripped.
    Tripped,
    /// Something could not be read, parsed or run.
    Failed,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Done => Self::SUCCESS,
            End::Tripped => Self::from(1),
            End::Failed => Self::from(2),
        }
    }
}

/// Something is wrong, and that has been said.
#[derive(Debug, thiserror::Error)]
#[error("said")]
pub struct Said;

/// Columns when the output is not a terminal.
const DEFAULT_WIDTH: usize = 80;
/// Lines longer than this are hard to read.
const MOST_WIDTH: usize = 110;

/// One run of the tool.
pub struct Session<'a> {
    /// The texts in the language asked for.
    pub texts: &'a Texts,
    /// When to use colour.
    pub color: anstream::ColorChoice,
    /// Whether to say nothing but errors.
    pub quiet: bool,
    /// Columns of text.
    pub width: usize,
    /// Whether there is no thread but this one.
    pub alone: bool,
    /// What may be read.
    pub disk: Disk,
    /// What is read.
    pub inputs: Arc<Inputs>,
    /// The files that this run writes, so that none takes the place of another.
    pub outputs: Inputs,
    /// Whether faults are said in words alone.
    plain: AtomicBool,
    /// Columns of messages, where somebody reads them on a terminal or has asked for a width; in logs they stay whole.
    messages: Option<usize>,
}

impl<'a> Session<'a> {
    pub fn new(texts: &'a Texts, global: &Global, disk: Disk, alone: bool) -> Self {
        let terminal =
            || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(MOST_WIDTH));
        let width = global.width.map(usize::from).or_else(terminal).unwrap_or(DEFAULT_WIDTH);
        let is_read = global.width.is_some() || std::io::stderr().is_terminal();
        let inputs = Arc::default();
        let messages = is_read.then_some(width);
        Self {
            texts,
            color: global.color,
            quiet: global.quiet,
            width,
            alone,
            disk,
            inputs,
            outputs: Inputs::default(),
            plain: AtomicBool::new(false),
            messages,
        }
    }

    /// Says something on standard error; that it cannot be said is no reason to stop.
    pub fn say(&self, text: &str) {
        let mut stream = anstream::AutoStream::new(std::io::stderr(), self.color);
        let text = self.messages.map_or_else(|| text.to_owned(), |width| broken(text, width));
        let _ = writeln!(stream, "{text}");
    }

    /// Says something that helps but is no error, unless asked to be quiet.
    pub fn hint(&self, text: &str) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// Says that something is wrong; what comes from outside does no harm there.
    pub fn error(&self, message: impl AsRef<str>) -> Said {
        self.fail(&harmless(message.as_ref()))
    }

    /// Says what to do about what is wrong, unless asked to be quiet.
    pub fn advise(&self, advice: impl AsRef<str>) {
        self.hint(&self.helped(&harmless(advice.as_ref())));
    }

    /// What to do about something, as it is said.
    pub fn helped(&self, advice: &str) -> String {
        format!("{}: {advice}", self.texts.help())
    }

    /// Says that something is wrong in words that are ready.
    pub fn fail(&self, message: &str) -> Said {
        let style = anstyle::AnsiColor::Red.on_default().bold();
        let label = self.texts.error();
        self.say(&format!("{style}{label}{style:#}: {message}"));
        Said
    }

    /// Takes note of how the result is written: where that is for those who hear it, faults are, too.
    pub fn writes(&self, format: Format) {
        self.plain.store(format == Format::Plain, Ordering::Relaxed);
    }

    /// From where services count the paths of files.
    pub fn root(&self) -> Root {
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        Root::new(&here.unwrap_or_default())
    }

    /// Shows every fault of a file.
    pub fn faults(&self, source: &SourceText, found: &[Diagnostic]) {
        let plain = self.plain.load(Ordering::Relaxed).then(|| self.texts.plain());
        let text = faults(plain.as_ref().unwrap_or(self.texts), source, found, self.width);
        self.say(text.trim_end());
    }

    /// Says what is only to be known of a file, unless asked to be quiet.
    pub fn notes(&self, source: &SourceText, notes: &[Diagnostic]) {
        if !self.quiet && !notes.is_empty() {
            self.faults(source, notes);
            self.say("");
        }
    }

    /// Says what was left out, where the result itself has no room for it.
    pub fn files(&self, format: Format, files: &Files) {
        if !PAGE.contains(&format) {
            self.passed_over(files);
        }
    }

    /// Says what was left out.
    pub fn passed_over(&self, files: &Files) {
        if let Some(said) = left_out(self.texts, files) {
            self.hint(&harmless(&said));
        }
    }

    /// That a file cannot be read, and why.
    pub fn not_readable(&self, path: &str, reason: &str) -> String {
        harmless(&self.texts.not_readable(path, self.texts.kind(reason)))
    }

    /// That a file cannot be written, and why.
    pub fn not_writable(&self, path: &Path, reason: &str) -> String {
        let wrong = harmless(&self.texts.not_writable(shown_path(path)));
        format!("{wrong}: {}", self.texts.kind(reason))
    }
}

/// A word as it is typed: in quotation marks where a shell would cut it in two or read something else in it.
pub fn word(text: &str) -> String {
    let text = harmless(text);
    // What begins with a hyphen would be read as an option.
    let text = if text.starts_with('-') { format!("./{text}") } else { text };
    let is_plain = |letter: char| letter.is_alphanumeric() || "._-+/\\:~".contains(letter);
    if text.chars().all(is_plain) {
        text
    } else if text.contains(['"', '$', '`', '!']) {
        format!("'{}'", text.replace('\'', r"'\''"))
    } else {
        format!("\"{text}\"")
    }
}
