//! Which language is wanted, and the help in that language.

use avtalsform::model::Lang;
use avtalsform::texts::{Texts, fill};
use clap::{Arg, ArgAction, Command};

use super::args::DIFF_USAGE;
use super::format::explained;

/// Columns of help at most.
const MOST_WIDTH: usize = 80;
/// Below this width there is no room for what an argument means beside it.
const NARROW: usize = 80;

/// The language that the environment asks for; set but empty asks for nothing.
fn from_environment() -> Option<String> {
    let value = std::env::var_os("AVTALSFORM_LANG")?.to_string_lossy().into_owned();
    Some(value).filter(|value| !value.is_empty())
}

/// The language that the environment asks for, if there is no such language.
pub fn unknown() -> Option<String> {
    from_environment().filter(|value| value != "sv" && value != "en")
}

/// The language asked for, read before the arguments so that their help is in it.
pub fn wanted() -> Lang {
    named(std::env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned()))
}

/// The language that the words of a command line ask for, or else the environment.
pub fn named(mut words: impl Iterator<Item = String>) -> Lang {
    let mut lang = from_environment();
    while let Some(word) = words.next() {
        if word == "--" {
            break;
        } else if word == "--lang" {
            lang = words.next().or(lang);
        } else if let Some(value) = word.strip_prefix("--lang=") {
            lang = Some(value.to_owned());
        }
    }
    if lang.as_deref() == Some("en") { Lang::En } else { Lang::Sv }
}

/// The width asked for or of the terminal, read before the arguments so that their help fits; what is no width is refused later.
fn width() -> Option<usize> {
    let mut args = std::env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned());
    let mut width = None;
    while let Some(arg) = args.next() {
        if arg == "--" {
            break;
        } else if arg == "--width" {
            width = args.next();
        } else if let Some(value) = arg.strip_prefix("--width=") {
            width = Some(value.to_owned());
        }
    }
    let asked = width.and_then(|width| width.parse().ok()).filter(|width| (40..=1000).contains(width));
    asked.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
}

/// Gives every command and argument its help text.
pub fn localise(command: Command, texts: &Texts) -> Command {
    let help = |name: &str| texts.help_of(name).unwrap_or_default().to_owned();
    let width = width().unwrap_or(MOST_WIDTH).min(MOST_WIDTH);
    let command = command
        .term_width(width)
        .next_line_help(width < NARROW)
        .about(help("about"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(Arg::new("help").short('h').long("help").global(true).action(ArgAction::Help))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version));
    within(command, "", texts)
}

/// The same for a command and all below it; `path` is its name with those above it.
fn within(command: Command, path: &str, texts: &Texts) -> Command {
    let heading = |name: &str| texts.help_of(name).unwrap_or_default().to_owned();
    let usage = heading("heading-usage");
    let mut command = command
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(heading("heading-commands"))
        .subcommand_value_name(value_name("COMMAND", texts))
        .after_help(examples(path, texts))
        .mut_args(|arg| {
            let id = arg.get_id().to_string();
            let own = texts.help_of(&join(path, &id)).or_else(|| texts.help_of(&join("global", &id)));
            let kind = if arg.is_positional() { "heading-arguments" } else { "heading-options" };
            let arg = arg.help_heading(heading(kind));
            let own = own.map(|own| match own.contains("{formats}") {
                true => fill(own, &[("formats", &explained(&arg, texts))]),
                false => own.to_owned(),
            });
            let arg = match arg.get_value_names() {
                Some(names) if arg.get_action().takes_values() => {
                    let names: Vec<String> = names.iter().map(|name| value_name(name, texts)).collect();
                    arg.value_names(names).hide_possible_values(true)
                }
                _ => arg,
            };
            match own {
                Some(text) => arg.help(text),
                None => arg,
            }
        });
    if path == "diff" {
        command = command.override_usage(value_name(DIFF_USAGE, texts));
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let path = join(path, &name);
        command = command.mut_subcommand(&name, |sub| {
            let about = texts.help_of(&path).unwrap_or_default().to_owned();
            within(sub.about(about).disable_help_flag(true).disable_help_subcommand(true), &path, texts)
        });
    }
    command
}

/// What ends the help of a command: its examples, each indented under a line on what it does.
fn examples(path: &str, texts: &Texts) -> String {
    let Some(lines) = texts.help_of(&join(path, "examples")) else { return String::new() };
    let indented = lines.lines().map(|line| format!("  {line}"));
    let title = format!("{}:", texts.help_of("heading-examples").unwrap_or_default());
    std::iter::once(title).chain(indented).collect::<Vec<_>>().join("\n")
}

/// What stands for a value in the language of the reader: `ID|FILE` is `ID|FIL`. What is not in capitals is the value
/// itself.
fn value_name(name: &str, texts: &Texts) -> String {
    let mut said = String::new();
    let mut rest = name;
    while let Some(letter) = rest.chars().next() {
        let word: String = rest.chars().take_while(char::is_ascii_uppercase).collect();
        let taken = if word.is_empty() { letter.len_utf8() } else { word.len() };
        match texts.help_of(&join("value", &word)) {
            Some(own) if !word.is_empty() => said.push_str(own),
            _ if word.is_empty() => said.push(letter),
            _ => said.push_str(&word),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    said
}

/// How a command is used, in the language of the reader: what the library says of options is not.
pub fn usage(text: &str, texts: &Texts) -> String {
    text.replace("[OPTIONS]", &format!("[{}]", value_name("OPTIONS", texts)))
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
