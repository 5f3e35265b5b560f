//! The command line: arguments in, bytes and an exit status out.

mod args;
mod batch;
mod check;
mod compare;
mod complete;
mod console;
mod diff;
mod emit;
mod files;
mod fmt;
mod format;
mod gather;
mod git;
mod inputs;
mod interview;
mod jobs;
mod language;
mod lookup;
mod man;
mod memo;
mod new;
mod open;
mod output;
mod paths;
mod pending;
mod plan;
mod progress;
mod recommend;
mod refusal;
mod rules;
mod schema;
mod session;
mod signals;
mod spool;
mod start;
mod suggest;
mod test;
mod typed;
mod update;
mod welcome;
mod what_if;

use std::env;
use std::io::{self, Write};
use std::num::NonZero;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

use avtalsform::load::{Disk, reason, shown_path};
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;

use args::{Command, Global, RulesCommand};
use session::{End, Said, Session};
use spool::NoRoom;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let code = ended();
    if let Ok(texts) = Texts::load(language::wanted()) {
        console::stay(&texts);
    }
    code
}

fn ended() -> ExitCode {
    match run() {
        Ok(end) => end.into(),
        Err(error) if error.is::<Said>() => End::Failed.into(),
        Err(error) => {
            // What was not heard was perhaps what mattered: that is no good end, but nothing to say either.
            if is_closed_pipe(&error) {
                return End::Failed.into();
            }
            if let Ok(texts) = Texts::load(language::wanted()) {
                // Nothing is left to do if even this cannot be written.
                let _ = writeln!(anstream::stderr(), "{}: {}", texts.error(), said(&texts, &error));
            }
            End::Failed.into()
        }
    }
}

/// Whether the reader of standard output has gone before all was said.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}

/// What went wrong; what the system says of itself is said of standard output, where it has no other words.
fn said(texts: &Texts, error: &anyhow::Error) -> String {
    if let Some(NoRoom(error)) = error.downcast_ref() {
        let folder = harmless(&texts.not_writable(shown_path(&env::temp_dir())));
        return format!("{folder}: {}", texts.kind(&reason(error)));
    }
    match error.downcast_ref::<std::io::Error>() {
        Some(io) if io.raw_os_error().is_some() => {
            format!("{}: {}", texts.result_not_writable(), texts.kind(&reason(io)))
        }
        _ => error.to_string(),
    }
}

/// Takes all cores, or what there is: a system can allow no more threads than the one that runs. Whether that is so.
fn threads() -> anyhow::Result<bool> {
    // As many at once as will be wanted, tried out: what makes the pool cannot try twice.
    let gate = Mutex::new(());
    let enough = thread::scope(|scope| {
        let _closed = gate.lock();
        let wanted = thread::available_parallelism().map_or(1, NonZero::get);
        (0..=wanted).all(|_| thread::Builder::new().spawn_scoped(scope, || drop(gate.lock())).is_ok())
    });
    if !enough {
        rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global()?;
    }
    Ok(!enough)
}

/// What may be read: everything, or what lies in the checkout that one stands in.
fn disk(global: &Global) -> io::Result<Disk> {
    let disk = Disk::new(git::tracked);
    if !global.untrusted {
        return Ok(disk);
    }
    let here = env::current_dir()?;
    let checkout = here.ancestors().find(|folder| folder.join(".git").exists());
    disk.within(checkout.unwrap_or(&here))
}

fn run() -> anyhow::Result<End> {
    if complete::answer()? {
        return Ok(End::Done);
    }
    let texts = Texts::load(language::wanted())?;
    if let Some(unknown) = language::unknown() {
        anyhow::bail!(texts.no_such_language(&unknown));
    }
    let cli = match args::parse(&texts) {
        Ok(cli) => cli,
        Err(error) => return refusal::show(&texts, &error),
    };
    let Ok(disk) = disk(&cli.global) else { anyhow::bail!(texts.nowhere()) };
    let session = Session::new(&texts, &cli.global, disk, threads()?);
    let Some(command) = &cli.command else { return welcome::run(&session) };
    match command {
        Command::Recommend(args) => recommend::run(&session, args),
        Command::Memo(args) => memo::run(&session, args),
        Command::Batch(args) => batch::run(&session, args),
        Command::Plan(args) => plan::run(&session, args),
        Command::Diff(args) => diff::run(&session, args),
        Command::Interview(args) => interview::run(&session, args),
        Command::New(args) => new::run(&session, args),
        Command::Fmt(args) => fmt::run(&session, args),
        Command::Test(args) => test::run(&session, args),
        Command::Rules { command: RulesCommand::List(args) } => rules::list(&session, args),
        Command::Rules { command: RulesCommand::Show(args) } => rules::show(&session, args),
        Command::Rules { command: RulesCommand::Export(args) } => rules::export(&session, args),
        Command::Rules { command: RulesCommand::New(args) } => rules::new(&session, args),
        Command::Rules { command: RulesCommand::Check(args) } => check::run(&session, args),
        Command::Rules { command: RulesCommand::Compare(args) } => compare::run(&session, args),
        Command::WhatIf(args) => what_if::run(&session, args),
        Command::Schema(args) => schema::run(&session, args),
        Command::Explain(args) => lookup::run(&session, args),
        Command::Completions(args) => complete::script(&session, args),
        Command::Man(args) => man::run(&session, args),
    }
}
