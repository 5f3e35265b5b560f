//! The command line: arguments in, bytes and an exit status out.

mod args;
mod language;
mod output;
mod recommend;
mod rules;
mod schema;
mod session;

use std::io::Write;
use std::process::ExitCode;

use avtalsform::texts::Texts;

use args::{Command, RulesCommand};
use session::{End, Session};

fn main() -> ExitCode {
    match run() {
        Ok(end) => end.into(),
        Err(error) => {
            let broken_pipe = error
                .downcast_ref::<std::io::Error>()
                .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe);
            if broken_pipe {
                return End::Done.into();
            }
            // Nothing is left to do if even this cannot be written.
            let _ = writeln!(anstream::stderr(), "{error:#}");
            End::Failed.into()
        }
    }
}

fn run() -> anyhow::Result<End> {
    let texts = Texts::load(language::wanted())?;
    let cli = args::parse(&texts)?;
    let session = Session::new(&texts, &cli.global);
    match &cli.command {
        Command::Recommend(args) => recommend::run(&session, args),
        Command::Rules { command: RulesCommand::List } => rules::list(&session),
        Command::Rules { command: RulesCommand::Show(args) } => rules::show(&session, args),
        Command::Rules { command: RulesCommand::Export(args) } => rules::export(&session, args),
        Command::Schema(args) => schema::run(&session, args),
    }
}
