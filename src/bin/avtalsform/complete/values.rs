//! What an argument can become: rule sets, profiles, criteria, answers, and all that has a name.
//!
//! In: what has been typed of it, and the rest of the line. Out: candidates. Reads the rule set on the line, no other file.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use avtalsform::load::{self, Disk, EMBEDDED};
use avtalsform::lookup::{self, Thing};
use avtalsform::model::{Choice, Criterion, Lang, Profile, RuleSet};
use avtalsform::say::words::key;
use avtalsform::texts::Texts;
use clap::{Arg, Command, CommandFactory};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter};

use super::super::args::{Cli, DEFAULT_RULES};
use super::super::language;
use super::joined;

/// Gives every argument that has live values the way to them.
pub fn completing(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = command.mut_args(|arg| match values(&arg) {
        Some(completer) => arg.add(completer),
        None => arg,
    });
    names.iter().fold(command, |command, name| command.mut_subcommand(name, completing))
}

/// What an argument can be, by its id, whatever the command.
fn values(arg: &Arg) -> Option<ArgValueCompleter> {
    Some(match arg.get_id().as_str() {
        "rules" | "from" | "to" | "named" | "old" | "new" => ArgValueCompleter::new(rule_sets),
        "profile" => ArgValueCompleter::new(profiles),
        "target" => ArgValueCompleter::new(outcomes),
        "set" => ArgValueCompleter::new(settings),
        "unset" | "keep" => ArgValueCompleter::new(criteria),
        "about" => ArgValueCompleter::new(things),
        "page" => ArgValueCompleter::new(commands),
        "files" | "file" => ArgValueCompleter::new(slashed(PathCompleter::any().stdio())),
        "template" => ArgValueCompleter::new(slashed(PathCompleter::any().filter(is_template))),
        "suggest" => ArgValueCompleter::new(slashed(PathCompleter::dir())),
        _ => return None,
    })
}

/// Paths with `/`, which every shell leaves as it stands; bash on Windows does not leave a `\`.
fn slashed(paths: PathCompleter) -> impl Fn(&OsStr) -> Vec<CompletionCandidate> {
    let slashed = |found: CompletionCandidate| match found.get_value().to_str() {
        Some(path) if cfg!(windows) && path.contains('\\') => {
            candidate(load::with_slashes(path.into(), '\\'), "")
        }
        _ => found,
    };
    move |typed| paths.complete(typed).into_iter().map(slashed).collect()
}

/// Whether a file can be the template of a Word file.
fn is_template(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    ["docx", "dotx"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// The words on the line that say what else there can be.
pub struct Line {
    words: Vec<String>,
    pub lang: Lang,
}

impl Line {
    /// The line as the shell gives it: after `--`.
    pub fn read() -> Self {
        let args = std::env::args_os().skip_while(|arg| arg != "--").skip(1).collect();
        let words: Vec<String> =
            joined(args).into_iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let lang = language::named(words.iter().cloned());
        Self { words, lang }
    }

    /// The value of an option, the last where there are several.
    fn option(&self, name: &str) -> Option<&str> {
        let value = |(position, word): (usize, &String)| match word.strip_prefix(name)? {
            "" => self.words.get(position + 1).map(String::as_str),
            rest => self.words.get(position)?.get(word.len() - rest.len()..)?.strip_prefix('='),
        };
        // The last word is the one being typed.
        self.words.iter().enumerate().filter_map(value).next_back()
    }

    /// The rule set on the line: an option's, or what stands after `rules show` and its like; else the default.
    fn rules(&self) -> Option<RuleSet> {
        let after = self.words.iter().skip_while(|word| *word != "rules").skip(2);
        let positional = after.take(self.words.len()).find(|word| {
            load::embedded(word).is_some() || (!word.starts_with('-') && Path::new(word.as_str()).is_file())
        });
        let named = self.option("--rules").or_else(|| self.option("--to"));
        let name = named.or(positional.map(String::as_str)).unwrap_or(DEFAULT_RULES);
        if load::embedded(name).is_some() {
            return load::built_in(name);
        }
        let disk = Disk::default();
        let read = |path: &Path| disk.read_plain(path);
        load::rules(name, read(Path::new(name)).ok()?, &read).rules
    }
}

/// A value with a word on what it is.
fn candidate(value: impl Into<OsString>, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help((!help.is_empty()).then(|| help.to_owned().into()))
}

/// Those that go on from what has been typed.
fn beginning(typed: &OsStr, all: impl IntoIterator<Item = (String, String)>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    let all = all.into_iter().filter(|(value, _)| value.starts_with(&typed));
    all.map(|(value, help)| candidate(value, &help)).collect()
}

/// The built-in rule sets, and files.
fn rule_sets(typed: &OsStr) -> Vec<CompletionCandidate> {
    let lang = Line::read().lang;
    let named = EMBEDDED.iter().map(|(id, _)| {
        let rules = load::built_in(id);
        ((*id).to_owned(), rules.map(|rules| rules.name.get(lang).to_owned()).unwrap_or_default())
    });
    let mut found = beginning(typed, named);
    found.extend(slashed(PathCompleter::any())(typed));
    found
}

fn profiles(typed: &OsStr) -> Vec<CompletionCandidate> {
    let line = Line::read();
    let Some(rules) = line.rules() else { return Vec::new() };
    let named = |profile: &Profile| (profile.id.clone(), profile.name.get(line.lang).to_owned());
    beginning(typed, rules.profiles.iter().map(named))
}

fn outcomes(typed: &OsStr) -> Vec<CompletionCandidate> {
    let line = Line::read();
    let Some(rules) = line.rules() else { return Vec::new() };
    let named = |outcome| (rules.outcome_id(outcome), rules.outcome_title(outcome).get(line.lang).to_owned());
    beginning(typed, rules.outcomes().map(named))
}

/// The criteria under the names of the language, or the other where only that goes on from what has been typed.
fn criteria(typed: &OsStr) -> Vec<CompletionCandidate> {
    named_criteria(typed, "")
}

fn named_criteria(typed: &OsStr, end: &str) -> Vec<CompletionCandidate> {
    let line = Line::read();
    let Some(rules) = line.rules() else { return Vec::new() };
    let other = if line.lang == Lang::Sv { Lang::En } else { Lang::Sv };
    let of = |lang: Lang| {
        let named = |criterion: &Criterion| {
            (format!("{}{end}", key(criterion, lang)), criterion.name.get(line.lang).to_owned())
        };
        beginning(typed, rules.criteria.entries().iter().map(named))
    };
    let found = of(line.lang);
    if found.is_empty() { of(other) } else { found }
}

/// `criterion=`, then `criterion=answer`.
fn settings(typed: &OsStr) -> Vec<CompletionCandidate> {
    let text = typed.to_string_lossy();
    let line = Line::read();
    let rules = line.rules();
    let Some((name, rules)) = text.split_once('=').map(|(name, _)| name).zip(rules) else {
        return named_criteria(typed, "=");
    };
    let Some(found) = rules.criterion_named(name) else { return Vec::new() };
    let criterion = rules.criteria.at(found);
    let of = |lang: Lang| {
        let named = |choice: &Choice| {
            let word = choice.alias.as_ref().filter(|_| lang == Lang::Sv).unwrap_or(&choice.id);
            (format!("{name}={word}"), choice.name.get(line.lang).to_owned())
        };
        beginning(typed, criterion.choices.iter().map(named))
    };
    let found = of(line.lang);
    if found.is_empty() { of(if line.lang == Lang::Sv { Lang::En } else { Lang::Sv }) } else { found }
}

/// What `explain` explains: criteria under the names of the language.
fn things(typed: &OsStr) -> Vec<CompletionCandidate> {
    let line = Line::read();
    let Some(rules) = line.rules() else { return Vec::new() };
    let texts = Texts::load(line.lang).ok();
    let others = lookup::things(&rules).into_iter().filter_map(|thing| {
        let name = match thing {
            Thing::Criterion(_) => return None,
            Thing::Finding(code) => texts.as_ref()?.finding(code).map(|said| said.name.as_str()),
            thing => thing.name(&rules, line.lang),
        };
        Some((thing.id(&rules), name.unwrap_or_default().to_owned()))
    });
    let mut found = criteria(typed);
    found.extend(beginning(typed, others));
    found
}

/// The commands that have a manual page, after those that have been named.
fn commands(typed: &OsStr) -> Vec<CompletionCandidate> {
    let line = Line::read();
    let command = Cli::command();
    let mut named = line.words.iter().skip_while(|word| *word != "man").skip(1);
    let first = named.next().filter(|_| named.next().is_some());
    let within = match first {
        Some(name) => command.find_subcommand(name),
        None => Some(&command),
    };
    let names =
        within.map(|within| within.get_subcommands().map(|sub| (sub.get_name().to_owned(), String::new())));
    names.map(|names| beginning(typed, names)).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use clap_complete::engine::complete;

    use super::*;

    /// What the last word can become after a command whose arguments have these ids.
    fn completed(words: &[&str]) -> Vec<String> {
        let option = |id: &'static str| Arg::new(id).long(id);
        let command = Command::new("avtalsform")
            .args(["set", "unset", "keep", "target"].map(option))
            .arg(Arg::new("about"));
        let words: Vec<OsString> = std::iter::once(&"avtalsform").chain(words).map(OsString::from).collect();
        let last = words.len() - 1;
        let found = complete(&mut completing(command), words, last, None).unwrap();
        found.iter().map(|candidate| candidate.get_value().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn criteria_then_answers() {
        assert_eq!(completed(&["--set", "marknad"]), ["marknad_finns="]);
        assert_eq!(
            completed(&["--set=market"]),
            ["--set=market_exists="],
            "the other language where none is left"
        );
        let answers = ["ja", "delvis", "nej"].map(|answer| format!("marknad_finns={answer}"));
        assert_eq!(completed(&["--set", "marknad_finns="]), answers);
        assert_eq!(completed(&["--set", "market_exists=y"]), ["market_exists=yes"]);
        assert_eq!(completed(&["--set", "lagrum=s"]), ["lagrum=sol"]);
        assert!(completed(&["--set", "no_such="]).is_empty());
        assert_eq!(completed(&["--unset", "brukar"]), ["brukarval"]);
        assert_eq!(completed(&["--keep", "brukar"]), ["brukarval"]);
        assert_eq!(completed(&["--set", ""]).len(), 29);
    }

    #[test]
    fn services_and_documents_are_explained() {
        assert_eq!(completed(&["hemtj"]), ["hemtjanst", "hemtjanst-2020"]);
    }

    #[test]
    fn outcomes_of_the_rules() {
        assert_eq!(completed(&["--target", "lov"]), ["lov", "lov+verksamhetsuppdrag"]);
        assert_eq!(completed(&["--target", ""]).len(), 5);
    }

    /// Bash gives `--set a=b` as four words, and keeps what stands before the last `=`.
    #[test]
    fn bash_cuts_words() {
        let join = |words: &[&str]| {
            let words = words.iter().map(OsString::from).collect();
            joined(words).into_iter().map(|word| word.into_string().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(join(&["x", "--set", "a", "=", "b"]), ["x", "--set", "a=b"]);
        assert_eq!(join(&["x", "--set", "a", "="]), ["x", "--set", "a="]);
        assert_eq!(join(&["x", "--set", "=", "a", "=", "b"]), ["x", "--set=a=b"]);
        assert_eq!(join(&["x", "a", "b"]), ["x", "a", "b"]);
    }
}
