//! What a shell is told when someone asks it to complete a command line.
//!
//! In: the words of the line, from the script that `completions` writes. Out: what the word can become. Never says
//! anything else, and does nothing where no shell asks.

mod values;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use avtalsform::texts::Texts;
use clap::{Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::engine::complete;
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

use super::args::{Cli, Completions, ShellArg};
use super::language;
use super::output::Output;
use super::session::{End, Session};
use values::{Line, completing};

/// What a script sets to the name of its shell.
pub const VARIABLE: &str = "AVTALSFORM_COMPLETE";
const NAME: &str = "avtalsform";

const SHELLS: [&dyn EnvCompleter; 5] = [&Bash, &Zsh, &Fish, &Powershell, &Elvish];

/// Answers a shell that asks; `false` where none does.
pub fn answer() -> anyhow::Result<bool> {
    if std::env::var_os(VARIABLE).is_none() {
        return Ok(false);
    }
    let texts = Texts::load(Line::read().lang)?;
    let command = || completing(language::localise(Cli::command(), &texts));
    let environment = CompleteEnv::with_factory(command).var(VARIABLE).bin(NAME).completer(NAME);
    let folder = std::env::current_dir().ok();
    Ok(environment.shells(Shells(&SHELLS)).try_complete(std::env::args_os(), folder.as_deref())?)
}

/// `completions SHELL`: the script that makes a shell ask.
pub fn script(session: &Session<'_>, args: &Completions) -> anyhow::Result<End> {
    let shell: &dyn EnvCompleter = match args.shell {
        ShellArg::Bash => &Bash,
        ShellArg::Zsh => &Zsh,
        ShellArg::Fish => &Fish,
        ShellArg::Powershell => &Powershell,
        ShellArg::Elvish => &Elvish,
    };
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, NAME, NAME, NAME, &mut script)?;
    let mut script = String::from_utf8(script)?;
    if args.shell == ShellArg::Zsh {
        script = ZSH.iter().fold(script, |script, (found, wanted)| script.replace(found, wanted));
    }
    let mut output = Output::data(session, None)?;
    writeln!(output, "{}", script.trim())?;
    output.finish()?;
    Ok(End::Done)
}

/// The library's script for zsh puts a blank after what goes on, such as `pricing=`, and does nothing the first time
/// where it is read as a file of functions.
const ZSH: [(&str, &str); 4] = [
    ("        local -a other=()\n", "        local -a other=()\n        local -a open=()\n"),
    (
        "            else\n                other+=",
        "            elif [[ \"$value\" == *= ]]; then\n                open+=(\"$completion\")\n            else\n                other+=",
    ),
    (
        "        [[ -n $other ]] &&",
        "        [[ -n $open ]] && _describe -V 'values' open -S ''\n        [[ -n $other ]] &&",
    ),
    (
        "\ncompdef _clap_dynamic_completer_avtalsform avtalsform",
        "\nif [[ \"$funcstack[1]\" == \"_avtalsform\" ]]; then\n    _clap_dynamic_completer_avtalsform \"$@\"\nelse\n    compdef _clap_dynamic_completer_avtalsform avtalsform\nfi",
    ),
];

/// Bash cuts words at `=`; the library's own adapter does not put them together again.
struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == self.name()
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(
            buf,
            r#"_{name}() {{
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        [[ -e $line ]] && printf -v line %q "$line"
        COMPREPLY+=("$line")
    done < <({var}=bash {completer} -- "${{COMP_WORDS[@]:0:COMP_CWORD+1}}" 2>/dev/null)
    if [[ ${{#COMPREPLY[@]}} == 1 && ${{COMPREPLY[0]}} == *[=/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}}
complete -o bashdefault -o nosort -F _{name} {bin} 2>/dev/null || complete -o bashdefault -F _{name} {bin}"#
        )
    }

    fn write_complete(
        &self,
        command: &mut Command,
        args: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let words = joined(args);
        let typed = words.last().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
        // Bash itself keeps what stands before the last `=`.
        let kept = typed.rfind('=').map_or(0, |at| at + 1);
        let last = words.len().saturating_sub(1);
        for candidate in complete(command, words, last, folder)? {
            let value = candidate.get_value().to_string_lossy();
            writeln!(buf, "{}", value.get(kept..).unwrap_or(&value))?;
        }
        Ok(())
    }
}

/// Words as they were typed, before bash cut them at `=`.
fn joined(words: Vec<OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    let mut open = false;
    for word in words {
        let is_mark = word == "=";
        match joined.last_mut().filter(|_| is_mark || open) {
            Some(last) => last.push(&word),
            None => joined.push(word),
        }
        open = is_mark;
    }
    joined
}
