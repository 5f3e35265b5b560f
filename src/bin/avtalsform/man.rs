//! `man`: the manual, a page a command.
//!
//! In: the commands with their help in one language. Out: pages in the language of man, on standard output or in a
//! folder.

use std::io::Write;
use std::path::Path;

use avtalsform::load;
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;
use clap::{Command, CommandFactory};
use clap_mangen::roff::{Roff, roman};

use super::args::{Cli, Man};
use super::language;
use super::output::{Output, make_folder};
use super::paths;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &Man) -> anyhow::Result<End> {
    let mut command = language::localise(Cli::command(), session.texts);
    command.build();
    if let Some(folder) = &args.output {
        return folder_of_pages(session, &command, folder);
    }
    let mut found = &command;
    for name in &args.page {
        let Some(sub) = found.find_subcommand(name) else {
            session.error(session.texts.arg_no_command(args.page.join(" ")));
            let names: Vec<&str> = found.get_subcommands().map(Command::get_name).collect();
            session.advise(session.texts.arg_commands(names.join(", ")));
            return Ok(End::Failed);
        };
        found = sub;
    }
    let mut output = Output::data(session, None)?;
    output.write_all(&page(found, &args.page, session.texts)?)?;
    output.finish()?;
    Ok(End::Done)
}

fn folder_of_pages(session: &Session<'_>, command: &Command, folder: &Path) -> anyhow::Result<End> {
    let shown = load::shown_path(folder);
    if let Some(wrong) = paths::not_folder(session, folder) {
        anyhow::bail!(wrong);
    }
    make_folder(session, folder)?;
    let mut pages = Vec::new();
    gather(command, &mut Vec::new(), &mut pages);
    for (path, command) in &pages {
        let file = folder.join(format!("{}.1", name(path)));
        let mut output = Output::data(session, Some(&file))?;
        output.write_all(&page(command, path, session.texts)?)?;
        output.finish()?;
    }
    session.hint(&session.texts.man_written(pages.len(), harmless(&shown)));
    Ok(End::Done)
}

/// A command and all below it, each with the words that name it.
fn gather<'a>(command: &'a Command, above: &mut Vec<String>, pages: &mut Vec<(Vec<String>, &'a Command)>) {
    pages.push((above.clone(), command));
    for sub in command.get_subcommands() {
        above.push(sub.get_name().to_owned());
        gather(sub, above, pages);
        above.pop();
    }
}

/// What a page is called: `avtalsform-rules-check`.
fn name(path: &[String]) -> String {
    std::iter::once("avtalsform").chain(path.iter().map(String::as_str)).collect::<Vec<_>>().join("-")
}

/// One page.
fn page(command: &Command, path: &[String], texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let usage = command.clone().render_usage().to_string();
    let usage = language::usage(usage.trim_start_matches("Usage:").trim(), texts);
    let shown = name(path);
    // The page is of the command alone; the name within it is the one that is typed.
    let command = command.clone().override_usage(usage).display_name(shown.clone());
    let man = clap_mangen::Man::new(command.clone());
    let help = |key: &str| texts.help_of(key).unwrap_or_default();
    // The library leaves the date out instead of empty, so that what follows it would be taken for it.
    let version = env!("CARGO_PKG_VERSION");
    let mut bytes = format!(
        "{QUOTES}.TH {} 1 \"\" \"avtalsform {version}\" \"{}\"\n",
        shown.to_uppercase(),
        help("man-manual")
    )
    .into_bytes();
    let mut section = |heading: &str, render: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
        let mut part = Vec::new();
        render(&mut part)?;
        bytes.extend(headed(&String::from_utf8_lossy(&part), help(heading)).into_bytes());
        Ok::<(), std::io::Error>(())
    };
    section("man-name", &|mut part| man.render_name_section(&mut part))?;
    section("man-synopsis", &|mut part| man.render_synopsis_section(&mut part))?;
    section("man-description", &|mut part| man.render_description_section(&mut part))?;
    // These stand under the headings of the help.
    section("", &|mut part| man.render_options_section(&mut part))?;
    if command.has_subcommands() {
        section("man-commands", &|mut part| man.render_subcommands_section(&mut part))?;
    }
    bytes.extend(headed(&told(path, texts).to_roff(), "").into_bytes());
    Ok(bytes)
}

/// How quotation marks are set where the program that shows the page is not groff.
const QUOTES: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

/// A section under a heading, where one is given: the library has English ones only.
fn headed(part: &str, heading: &str) -> String {
    let lines = part.trim_end().lines().filter(|line| !QUOTES.lines().any(|quotes| quotes == *line));
    let lines = lines.map(|line| match line.strip_prefix(".SH ") {
        Some(_) if !heading.is_empty() => format!(".SH {heading}\n"),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

/// Examples, exit status, environment: what every page ends with.
fn told(path: &[String], texts: &Texts) -> Roff {
    let help = |key: &str| texts.help_of(key).unwrap_or_default();
    let mut roff = Roff::new();
    let key = if path.is_empty() { "examples".to_owned() } else { format!("{}.examples", path.join(".")) };
    if let Some(examples) = texts.help_of(&key) {
        roff.control("SH", [help("man-examples")]);
        for (number, line) in examples.lines().enumerate() {
            match line.strip_prefix("  ") {
                // Indented is what is typed.
                Some(typed) => roff
                    .control("RS", ["4"])
                    .control("nf", [])
                    .text([roman(typed)])
                    .control("fi", [])
                    .control("RE", []),
                None if number == 0 => roff.text([roman(line)]),
                None => roff.control("PP", []).text([roman(line)]),
            };
        }
    }
    roff.control("SH", [help("man-status")]);
    for line in help("man-status-text").lines() {
        let (status, meaning) = line.split_once(' ').unwrap_or((line, ""));
        roff.control("TP", []).text([roman(status)]).text([roman(meaning)]);
    }
    roff.control("SH", [help("man-environment")]);
    for line in help("man-environment-text").lines() {
        let (variable, meaning) = line.split_once(' ').unwrap_or((line, ""));
        roff.control("TP", []).text([roman(variable)]).text([roman(meaning)]);
    }
    roff
}
