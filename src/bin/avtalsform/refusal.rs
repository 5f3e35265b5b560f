//! What is said when the command line is not understood, or asks for help.
//!
//! The library that reads the command line has no languages: what it says stands in its code, in English, and of all it
//! says only the kind of error and the words at fault can be had from outside. So each kind has a text here.
//!
//! In: an error of the library. Out: the same in the language and manner of the tool. What no argument can come to has no
//! words here, and would be said in the library's own.

use std::error::Error as _;
use std::io::Write;
use std::path::Path;

use avtalsform::load::nearest;
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Error};

use super::args::{Check, Cli, Compare, Diff, Test};
use super::format::{Format, Writes};
use super::language;
use super::output::stdout;
use super::session::End;

/// Says it, and tells how the run ended.
pub fn show(texts: &Texts, error: &Error) -> anyhow::Result<End> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            anstream::AutoStream::auto(stdout(texts)?).write_all(help(texts, error).as_bytes())?;
            return Ok(End::Done);
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say(&help(texts, error));
        }
        _ => say(&Refusal { texts, error }.text()),
    }
    Ok(End::Failed)
}

/// Says it on standard error; that nobody hears it changes nothing.
fn say(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// The help of a command.
fn help(texts: &Texts, error: &Error) -> String {
    let text = language::usage(&error.render().ansi().to_string(), texts);
    format!("{}\n", text.trim_end())
}

/// The commands that write a format which only findings have; none where it is no such format.
fn writing_findings(name: &str) -> Option<String> {
    let format =
        [Format::Github, Format::Sarif, Format::Junit].into_iter().find(|format| format.name() == name)?;
    let commands = [
        ("diff", Diff::MORE),
        ("test", Test::MORE),
        ("rules check", Check::MORE),
        ("rules compare", Compare::MORE),
    ];
    let writing = commands.into_iter().filter(|(_, formats)| formats.contains(&format));
    Some(writing.map(|(command, _)| command).collect::<Vec<_>>().join(", "))
}

struct Refusal<'a> {
    texts: &'a Texts,
    error: &'a Error,
}

impl Refusal<'_> {
    /// What is wrong, what was perhaps meant, how the command is used.
    fn text(&self) -> String {
        let Some(message) = self.message() else { return self.error.render().ansi().to_string() };
        let style = anstyle::AnsiColor::Red.on_default().bold();
        let mut lines = vec![format!("{style}{}{style:#}: {message}", self.texts.error())];
        let help = self.texts.help();
        lines.extend(self.advice().into_iter().map(|advice| format!("{help}: {advice}")));
        if let Some(usage) = self.usage() {
            let heading = self.texts.help_of("heading-usage").unwrap_or_default();
            lines.push(format!("\n{heading}: {}", language::usage(&usage, self.texts)));
        }
        let (_, command) = typed(&Cli::command());
        lines.push(self.texts.arg_see_help(format!("{command} --help")));
        lines.join("\n") + "\n"
    }

    /// What is wrong; `None` where there are no words for it.
    fn message(&self) -> Option<String> {
        let texts = self.texts;
        let one = |kind| self.one(kind).map(|word| harmless(&word));
        let argument = || one(ContextKind::InvalidArg);
        let value = one(ContextKind::InvalidValue);
        Some(match self.error.kind() {
            ErrorKind::UnknownArgument => texts.arg_unknown(argument()?),
            ErrorKind::InvalidSubcommand => texts.arg_no_command(one(ContextKind::InvalidSubcommand)?),
            ErrorKind::MissingRequiredArgument => {
                let missing = self.list(ContextKind::InvalidArg);
                let missing: Vec<String> = missing.iter().map(|one| self.alternatives(one)).collect();
                texts.arg_missing(harmless(&missing.join(", ")))
            }
            ErrorKind::ArgumentConflict => {
                let (others, argument) =
                    (self.list(ContextKind::PriorArg), self.one(ContextKind::InvalidArg)?);
                if others == [argument.as_str()] {
                    return Some(texts.arg_repeated(harmless(&argument)));
                }
                texts.arg_conflict(harmless(&argument), harmless(&self.quoted(&others)))
            }
            ErrorKind::InvalidValue if value.as_deref() == Some("") => texts.arg_no_value(argument()?),
            ErrorKind::InvalidValue => texts.arg_wrong_value(argument()?, value?),
            ErrorKind::ValueValidation => texts.arg_refused(argument()?, value?, harmless(&self.reason()?)),
            ErrorKind::TooManyValues => texts.arg_too_many(argument()?, value?),
            ErrorKind::InvalidUtf8 => texts.arg_not_text().to_owned(),
            _ => return None,
        })
    }

    /// What to do about it.
    fn advice(&self) -> Vec<String> {
        let mut advice = Vec::new();
        let suggested =
            [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
        let near: Vec<String> = suggested.into_iter().flat_map(|kind| self.list(kind)).take(1).collect();
        for name in near.iter().chain(self.near_command().iter().filter(|_| near.is_empty())) {
            advice.push(self.texts.did_you_mean(name));
        }
        let values = self.list(ContextKind::ValidValue);
        if !values.is_empty() {
            advice.push(self.texts.arg_values(values.join(", ")));
        }
        let value = self.one(ContextKind::InvalidValue).unwrap_or_default();
        if let Some(commands) = writing_findings(&value).filter(|_| !values.is_empty()) {
            advice.push(self.texts.arg_findings(commands, value));
        }
        let commands = self.list(ContextKind::ValidSubcommand);
        if !commands.is_empty() {
            advice.push(self.texts.arg_commands(commands.join(", ")));
        }
        if let Some(ContextValue::StyledStrs(more)) = self.error.get(ContextKind::Suggested) {
            advice.extend(more.iter().filter_map(|more| self.more(&more.to_string())));
        }
        advice.extend(self.meant_command());
        advice
    }

    /// A command that a slip of the hand makes of the word that is none.
    fn near_command(&self) -> Option<String> {
        let found = self.one(ContextKind::InvalidSubcommand)?;
        if self.error.kind() != ErrorKind::InvalidSubcommand {
            return None;
        }
        let command = Cli::command();
        let (within, _) = typed(&command);
        nearest(&found, within.get_subcommands().map(Command::get_name))
    }

    /// What to run with a file or folder that stands where a command should.
    fn meant_command(&self) -> Option<String> {
        let found = self.one(ContextKind::InvalidSubcommand)?;
        let path = Path::new(&found);
        let name = match (path.is_dir(), path.is_file()) {
            (true, _) => "batch",
            (_, true) => "recommend",
            _ => return None,
        };
        let command = format!("avtalsform {name} {}", super::session::word(&harmless(&found)));
        Some(self.texts.run_instead(&command))
    }

    /// The two things that the library says in words only.
    fn more(&self, said: &str) -> Option<String> {
        if let Some(found) = said.strip_prefix('\'').and_then(|said| said.strip_suffix("' exists")) {
            return Some(self.texts.did_you_mean(harmless(found)));
        }
        let found = self.one(ContextKind::InvalidArg)?;
        // A slip in an option is likelier, unless there is such a file.
        let escaped = said.ends_with(&format!("-- {found}'")) && Path::new(&found).exists();
        escaped.then(|| self.texts.arg_escape(harmless(&found)))
    }

    /// Why a value was refused, where that can be told.
    fn reason(&self) -> Option<String> {
        let source = self.error.source()?;
        let said = source.to_string();
        if let Some((from, to)) =
            said.rsplit_once(" is not in ").and_then(|(_, range)| range.split_once("..="))
        {
            return Some(self.texts.arg_range(from, to));
        }
        if source.is::<std::num::ParseIntError>() {
            return Some(self.texts.arg_whole().to_owned());
        }
        Some(said)
    }

    /// How the command is used, without the heading.
    fn usage(&self) -> Option<String> {
        let Some(ContextValue::StyledStr(usage)) = self.error.get(ContextKind::Usage) else { return None };
        let usage = usage.to_string();
        Some(usage.strip_prefix("Usage:").unwrap_or(&usage).trim().to_owned())
    }

    fn one(&self, kind: ContextKind) -> Option<String> {
        match self.error.get(kind)? {
            ContextValue::String(one) => Some(one.clone()),
            _ => None,
        }
    }

    fn list(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(one)) => vec![one.clone()],
            Some(ContextValue::Strings(all)) => all.clone(),
            _ => Vec::new(),
        }
    }

    /// Something that is missing; of a group, `<--from <FILE>|--baseline <FILE>>`, each that would do.
    fn alternatives(&self, one: &str) -> String {
        let group = one.strip_prefix('<').filter(|group| group.starts_with("--"));
        let Some(group) = group.and_then(|group| group.strip_suffix('>')) else { return format!("`{one}`") };
        let all = group.split("|--").map(|option| format!("`--{}`", option.trim_start_matches("--")));
        all.collect::<Vec<_>>().join(self.texts.or())
    }

    fn quoted(&self, names: &[String]) -> String {
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    }
}

/// The command that the words of the line name, and its name.
fn typed(command: &Command) -> (&Command, String) {
    let mut found = (command, command.get_name().to_owned());
    for word in std::env::args_os().skip(1).take_while(|word| word != "--") {
        if let Some(sub) = found.0.find_subcommand(word) {
            found = (sub, format!("{} {}", found.1, sub.get_name()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use clap::ArgAction;

    use super::*;

    /// There are no words for what no argument can come to: several values at once, an equals sign that must be, or a
    /// command that goes on and shows no help where nothing follows.
    #[test]
    fn arguments_need_no_other_words() {
        fn check(command: &Command) {
            for arg in command.get_arguments() {
                let most = arg.get_num_args().map_or(1, |range| range.max_values());
                assert!(most <= 1 || arg.is_positional(), "{arg}");
                assert!(!arg.is_require_equals_set(), "{arg}");
                assert!(!matches!(arg.get_action(), ArgAction::Count), "{arg}");
            }
            assert!(!command.is_subcommand_required_set() || command.is_arg_required_else_help_set());
            command.get_subcommands().for_each(check);
        }
        let mut command = Cli::command();
        command.build();
        check(&command);
    }
}
