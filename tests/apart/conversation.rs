//! Interviews as people hold them: typed lines over a pipe, and a list to choose from in a real pseudo-terminal.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::{self, Run, run};
use avtalsform::load;
use avtalsform::model::{Answers, Area, RuleSet};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

mod rest;

const ILLUSTRATION: &str = "examples/illustrations/daglig-verksamhet.yaml";

/// An empty folder of its own.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("conversation").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs the tool in a folder of its own.
fn run_in(folder: &Path, args: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_avtalsform"))
        .args(args)
        .current_dir(folder)
        .env_remove("AVTALSFORM_LANG")
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The tool may end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// An interview that has begun, and waits for lines.
fn begun(path: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_avtalsform"))
        .args(["interview", path.to_str().unwrap()])
        .env_remove("AVTALSFORM_LANG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Holds an interview by typed lines.
fn talk(folder: &Path, args: &[&str], lines: &str) -> Run {
    run_in(folder, &[&["interview", "omrade.yaml"], args].concat(), lines)
}

fn written(folder: &Path) -> String {
    fs::read_to_string(folder.join("omrade.yaml")).unwrap()
}

fn area(text: &str, rules: &RuleSet) -> Area {
    let loaded = load::areas("a.yaml", text.as_bytes().to_vec(), rules);
    assert!(loaded.faults.is_empty(), "{:#?}", loaded.faults);
    loaded.areas.into_iter().next().unwrap()
}

fn illustrated(rules: &RuleSet) -> Answers {
    area(&fs::read_to_string(support::root().join(ILLUSTRATION)).unwrap(), rules).answers
}

#[test]
fn a_conversation_by_lines() {
    for lang in ["sv", "en"] {
        for format in ["text", "plain"] {
            let folder = folder(&format!("lines-{lang}-{format}"));
            let lines = if lang == "sv" {
                "Daglig verksamhet\nn\nxyz\nhjälp\nja Fyra utförare lämnade anbud: \"2025\" # inget\nhoppa\nångra\n\
                 hoppa Frågan är ställd till förvaltningen\nDELVIS – prisbilden är osäker\nsluta\n"
            } else {
                "Day centre\nn\nxyz\nhelp\nyes Four providers tendered: \"2025\" # none\nskip\nundo\n\
                 skip The question has been put to the board\nPARTLY – prices are uncertain\nquit\n"
            };
            let run = talk(&folder, &["--lang", lang, "--format", format, "--width", "80"], lines);
            assert_eq!(run.status, 0, "{}", run.stderr);
            insta::assert_snapshot!(
                format!("talk-{lang}-{format}"),
                format!("{}---\n{}", run.stdout, run.stderr)
            );
            if format == "text" {
                for line in run.stdout.lines() {
                    assert!(line.chars().count() <= 80, "{line}");
                }
                insta::assert_snapshot!(format!("written-{lang}"), written(&folder));
            }
        }
    }
}

/// What could be two answers is no answer, as in files, and is asked about.
#[test]
fn what_could_be_two_answers_is_asked_again() {
    for (lang, lines) in [
        (
            "sv",
            "ja/delvis\nja, delvis\nja?\nja.\nnej vet ej\nnej (vet ej)\nvet ej\n?!\nja/nej\ntill viss del\n”ja”\n\
             okänt ja\nsluta\n",
        ),
        (
            "en",
            "yes/partly\nyes, partly\nyes?\nyes.\nno don't know\nn/a\nyes/no\nto some extent\n“yes”\n\
             unknown yes\nquit\n",
        ),
    ] {
        let folder = folder(&format!("strict-{lang}"));
        fs::write(folder.join("omrade.yaml"), "area: Ett område\n").unwrap();
        let run = talk(&folder, &["--lang", lang], lines);
        assert_eq!(run.status, 0, "{}", run.stderr);
        insta::assert_snapshot!(format!("strict-{lang}"), run.stdout);
        assert_eq!(written(&folder), "area: Ett område\n");
    }
}

/// *Vet inte än* is not *vet inte* with a note.
#[test]
fn not_known_yet_leaves_a_question_open() {
    for (lang, line) in
        [("sv", "vet inte än\nsluta\n"), ("sv", "Vet inte\nsluta\n"), ("en", "not known yet\nquit\n")]
    {
        let folder = folder(&format!("unknown-{}", line.len()));
        fs::write(folder.join("omrade.yaml"), "area: Ett område\n").unwrap();
        let run = talk(&folder, &["--lang", lang], line);
        assert_eq!((run.status, written(&folder).as_str()), (0, "area: Ett område\n"), "{}", run.stdout);
    }
}

/// An area's name that cannot be read, typed or as an argument, makes no file.
#[test]
fn a_name_that_cannot_be_read_is_refused() {
    let folder = folder("unreadable");
    let run = run_in(&folder, &["interview"], "V\u{fffd}rd\n");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("har tecken som inte går att läsa"), "{}", run.stderr);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn going_on_later_asks_what_is_left() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let folder = folder("later");
    let truth = illustrated(&rules);
    let mut run = talk(&folder, &[], "Daglig verksamhet\n");
    let mut asked: Vec<String> = Vec::new();
    // One question a session, and each session the next one.
    while let Some(name) = question(&run.stdout) {
        assert!(!asked.contains(&name), "{name} asked again");
        let (key, criterion) =
            rules.criteria.iter().find(|(_, criterion)| criterion.name.sv == name).unwrap();
        let before = written(&folder);
        run = talk(&folder, &[], &format!("{}\n", criterion.answer_id(truth.get(key).unwrap())));
        assert_eq!(run.status, 0, "{}", run.stderr);
        let after = written(&folder);
        // Every comment but the question's own empty line is still there.
        let lost: Vec<&str> =
            before.lines().filter(|line| !after.lines().any(|other| other == *line)).collect();
        assert!(lost.iter().all(|line| line.contains(&criterion.alias)), "{lost:?}");
        asked.push(name);
        run = talk(&folder, &[], "");
    }
    assert!(asked.len() > 6, "{asked:?}");
    assert!(run.stdout.contains("Rekommendationen står fast."), "{}", run.stdout);
    same_as_illustrated(&folder.join("omrade.yaml"));
}

/// The name of the last question on a page.
fn question(page: &str) -> Option<String> {
    let line = page.lines().rev().find(|line| line.starts_with("Fråga "))?;
    Some(line.split_once(", ")?.1.trim().to_owned())
}

fn same_as_illustrated(file: &Path) {
    let result = |file: &str| -> serde_json::Value {
        let run = run(&["recommend", "--format", "json", file]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        serde_json::from_str(&run.stdout).unwrap()
    };
    let (ours, full) = (result(file.to_str().unwrap()), result(ILLUSTRATION));
    assert_eq!(ours["firmness"], "firm");
    assert_eq!(ours["outcome"]["id"], full["outcome"]["id"]);
}

#[test]
fn keeps_what_someone_else_writes_meanwhile() {
    let folder = folder("meanwhile");
    let path = folder.join("omrade.yaml");
    fs::write(&path, "area: Ett område\nanswers:\n  market_exists: ja   # säkert\n").unwrap();
    let mut child = begun(&path);
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "nej").unwrap();
    wait(|| fs::read_to_string(&path).unwrap().contains("nej"));
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("# Mellanord\n{text}notes: Skrivet vid sidan om\n")).unwrap();
    writeln!(stdin, "nej\nsluta").unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("ändrats utanför intervjun"), "{said}");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# Mellanord\n") && text.contains("Skrivet vid sidan om"), "{text}");
    assert!(text.contains("market_exists: ja   # säkert"), "{text}");
    assert_eq!(text.matches(": nej").count(), 2, "{text}");
}

#[test]
fn what_cannot_be_gone_on_with_is_said() {
    let folder = folder("refused");
    let file = |name: &str, text: &str| {
        fs::write(folder.join(name), text).unwrap();
        name.to_owned()
    };
    let several = file("flera.yaml", "area: Ett\nid: ett\n---\narea: Två\nid: tva\n");
    let faulty = file("fel.yaml", "area: Ett\nanswers:\n  marknad_fins: ja\n");
    let workbook = file("bok.xlsx", "");
    let cases: Vec<Vec<&str>> = vec![
        vec!["-"],
        vec![&several],
        vec![&several, "--area", "tre"],
        vec![&faulty],
        vec![&workbook],
        vec!["."],
        vec!["nytt.yaml"],
        vec!["--rules", "finns-inte"],
    ];
    let mut said = String::new();
    for case in cases {
        let mut args = vec!["interview"];
        args.extend(&case);
        let run = run_in(&folder, &args, "");
        assert_eq!(run.status, 2, "{case:?}: {}", run.stdout);
        said.push_str(&format!("{case:?}\n{}\n", run.stderr));
    }
    assert!(!folder.join("nytt.yaml").exists());
    insta::assert_snapshot!("refused", said);
    let run = run_in(&folder, &["interview", &several, "--area", "tva"], "nej\n");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = fs::read_to_string(folder.join(&several)).unwrap();
    assert!(text.starts_with("area: Ett\nid: ett\n---\narea: Två\nid: tva\n"), "{text}");
    assert_eq!(text.matches(": nej").count(), 1, "{text}");
}

fn wait(mut done: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(60), "waited too long");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A terminal with someone at it.
struct Terminal {
    screen: Arc<Mutex<vt100::Parser>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    master: Arc<Mutex<Box<dyn portable_pty::MasterPty + Send>>>,
}

impl Terminal {
    fn new(folder: &Path, args: &[&str]) -> Self {
        let size = PtySize { rows: 30, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_avtalsform"));
        command.args(args);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env_remove("AVTALSFORM_LANG");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen =
            Arc::new(Mutex::new(vt100::Parser::new(NonZero::new(30).unwrap(), NonZero::new(80).unwrap(), 0)));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let shown = Arc::clone(&screen);
        let master = Arc::new(Mutex::new(pair.master));
        // The terminal is open as long as it is read.
        let open = Arc::clone(&master);
        std::thread::spawn(move || {
            let _open = open;
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                shown.lock().unwrap().process(&bytes[..read]);
            }
        });
        Self { screen, keys, child, master }
    }

    /// How the terminal is set: whether it shows what is typed, and waits for whole lines.
    #[cfg(unix)]
    fn settings(&self) -> String {
        format!("{:?}", self.master.lock().unwrap().get_termios())
    }

    fn page(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn wait(&self, shown: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let page = self.page();
            if shown(&page) {
                return page;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "waited too long:\n{page}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }
}

const LIST: &str = "Pil upp och ned väljer";
const NOTE: &str = "Enter utan text";
const END: &str = "Läs rekommendationen";

#[test]
fn a_whole_area_in_a_terminal() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let truth = illustrated(&rules);
    let folder = folder("terminal");
    let file = folder.join("omrade.yaml");
    let mut terminal = Terminal::new(&folder, &["interview", "omrade.yaml"]);
    terminal.wait(|page| page.contains("Vad heter verksamhetsområdet?"));
    terminal.press("Daglig verksamhet på orten\r");
    let mut asked: Vec<String> = Vec::new();
    loop {
        let page = terminal.wait(|page| {
            page.contains(END)
                || page.contains("> Sluta, svaren är sparade")
                || (page.contains(LIST) && question(page).is_some_and(|name| !asked.contains(&name)))
        });
        if page.contains("> Sluta, svaren är sparade") && !page.contains(END) {
            terminal.press("\r");
            terminal.wait(|page| page.contains(END));
            break;
        }
        if page.contains(END) {
            break;
        }
        let name = question(&page).unwrap();
        let (key, _) = rules.criteria.iter().find(|(_, criterion)| criterion.name.sv == name).unwrap();
        if asked.is_empty() {
            insta::assert_snapshot!("terminal-question", page);
        }
        terminal.press(&"\u{1b}[B".repeat(usize::from(truth.get(key).unwrap())));
        terminal.press("\r");
        terminal.wait(|page| page.contains(NOTE));
        terminal.press(if asked.is_empty() { "Enligt nämndens beslut å ä ö\r" } else { "\r" });
        asked.push(name);
    }
    let page = terminal.wait(|page| page.contains("avtalsform recommend"));
    assert!(terminal.child.wait().unwrap().success());
    assert!(page.contains("Rekommendationen står fast."), "{page}");
    assert!(page.contains("Marknadsmix: LOV och verksamhetsuppdrag"), "{page}");
    same_as_illustrated(&file);
    let area = area(&written(&folder), &rules);
    assert_eq!(area.name, "Daglig verksamhet på orten");
    for (key, criterion) in rules.criteria.iter() {
        let expected = if asked.contains(&criterion.name.sv) { truth.get(key) } else { None };
        assert_eq!(area.answers.get(key), expected, "{}", criterion.id);
    }
    let noted: Vec<&str> =
        rules.criteria.keys().filter_map(|key| area.evidence.at(key).as_ref()?.note.as_deref()).collect();
    assert_eq!(noted, ["Enligt nämndens beslut å ä ö"]);
}

#[test]
fn a_terminal_takes_back_skips_and_stops() {
    let folder = folder("terminal-keys");
    let file = folder.join("omrade.yaml");
    fs::write(file, "area: Ett område\n").unwrap();
    let mut terminal = Terminal::new(&folder, &["interview", "omrade.yaml"]);
    let first = question(&terminal.wait(|page| page.contains(LIST))).unwrap();
    // The first question has no answer before it to take back: skip is last but one.
    terminal.press("\u{1b}[A\u{1b}[A\r");
    let page = terminal.wait(|page| page.contains(LIST) && question(page).is_some_and(|name| name != first));
    assert!(page.contains("Ta tillbaka"), "{page}");
    // Back to it by the list; then an answer, of which Esc at the note changes the mind; then Esc stops.
    terminal.press("\u{1b}[A\u{1b}[A\r");
    terminal.wait(|page| page.contains(LIST) && question(page).is_some_and(|name| name == first));
    terminal.press("\r");
    terminal.wait(|page| page.contains(NOTE));
    terminal.press("\u{1b}");
    terminal.wait(|page| page.contains(LIST) && !page.contains(NOTE));
    terminal.press("\u{1b}");
    let page = terminal.wait(|page| page.contains("avtalsform interview"));
    assert!(page.contains("<avbrutet>") && !page.contains("<canceled>"), "{page}");
    assert!(terminal.child.wait().unwrap().success());
    assert_eq!(written(&folder), "area: Ett område\n");
}

/// Ended by the system in the middle of a question, the tool leaves the terminal as it was.
#[cfg(unix)]
#[test]
fn a_terminal_is_left_as_it_was() {
    for signal in ["TERM", "HUP", "INT"] {
        let folder = folder(&format!("signal-{signal}"));
        fs::write(folder.join("omrade.yaml"), "area: Daglig verksamhet\n").unwrap();
        let mut plain = Terminal::new(&folder, &["--version"]);
        plain.child.wait().unwrap();
        let mut terminal = Terminal::new(&folder, &["interview", "omrade.yaml"]);
        terminal.wait(|page| page.contains(LIST));
        assert_ne!(terminal.settings(), plain.settings(), "a list takes keys and no lines");
        let id = terminal.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        let ended = terminal.child.wait().unwrap();
        assert!(!ended.success(), "{signal}: {ended:?}");
        assert_eq!(terminal.settings(), plain.settings(), "{signal}");
        assert!(!terminal.screen.lock().unwrap().screen().hide_cursor(), "{signal}");
    }
}

/// Stopped with Ctrl-C, as a signal or as a key, a person is told in the language of the run what is saved and how to go on.
#[cfg(unix)]
#[test]
fn ctrl_c_says_what_is_saved() {
    for (lang, list, said) in [
        (
            "sv",
            LIST,
            "Intervjun avbröts. Alla svar hittills är sparade i omrade.yaml.\n\
             Fortsätt: avtalsform interview omrade.yaml",
        ),
        (
            "en",
            "Arrow keys choose",
            "The interview was stopped. Every answer so far is saved in omrade.yaml.\n\
             Go on: avtalsform interview omrade.yaml",
        ),
    ] {
        let folder = folder(&format!("ctrl-c-{lang}"));
        let begun = |args: &[&str], shown: &str| {
            fs::write(folder.join("omrade.yaml"), "area: Ett område\n").unwrap();
            let all = [&["interview", "omrade.yaml", "--lang", lang], args].concat();
            let terminal = Terminal::new(&folder, &all);
            terminal.wait(|page| page.contains(shown));
            terminal
        };
        let told = |terminal: &Terminal| {
            let page = terminal.wait(|page| page.contains(said));
            assert!(page.lines().any(|line| said.lines().next() == Some(line)), "{page}");
        };
        // A key that a list reads.
        let mut terminal = begun(&[], list);
        terminal.press("\u{3}");
        assert!(terminal.child.wait().unwrap().success());
        told(&terminal);
        // At the note what was answered stays answered.
        let mut terminal = begun(&[], list);
        terminal.press("\r");
        terminal.wait(|page| page.contains("Enter utan text") || page.contains("Enter without a text"));
        terminal.press("\u{3}");
        assert!(terminal.child.wait().unwrap().success());
        told(&terminal);
        assert!(written(&folder).contains("answers:"), "{}", written(&folder));
        // Where lines are typed the terminal makes a signal of it, which ends the run as ever.
        let mut terminal = begun(&["--format", "plain"], if lang == "sv" { "Svar:" } else { "Answer:" });
        terminal.press("\u{3}");
        let ended = terminal.child.wait().unwrap();
        assert_eq!(ended.signal(), Some("Interrupt"), "{ended:?}");
        told(&terminal);
        // And so it does from outside, where a list is shown.
        let mut terminal = begun(&[], list);
        let id = terminal.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", "INT", &id]).status().unwrap().success());
        let ended = terminal.child.wait().unwrap();
        assert_eq!(ended.signal(), Some("Interrupt"), "{ended:?}");
        told(&terminal);
    }
}

/// Before anybody has answered anything, nothing is said of where the recommendation leans; what law answers is no
/// answer of theirs.
#[test]
fn no_leaning_before_there_is_one() {
    for (file, left) in [("area: Ett\n", "24"), ("area: Ett\nservice: ledsagarservice-lss\n", "22")] {
        for (lang, quit, expected) in [
            (
                "sv",
                "sluta",
                "Högst {left} frågor kvar.\nAllt som är besvarat är sparat i omrade.yaml.\n\
                 Fortsätt: avtalsform interview omrade.yaml\n\
                 Läs rekommendationen med alla skäl: avtalsform recommend omrade.yaml\n",
            ),
            (
                "en",
                "quit",
                "At most {left} questions left.\nEverything answered is saved in omrade.yaml.\n\
                 Go on: avtalsform interview omrade.yaml\n\
                 Read the recommendation with all its reasons: avtalsform recommend omrade.yaml\n",
            ),
        ] {
            let folder = folder(&format!("no-leaning-{lang}"));
            fs::write(folder.join("omrade.yaml"), file).unwrap();
            let run = talk(&folder, &["--lang", lang, "--width", "80"], &format!("{quit}\n"));
            assert_eq!(run.status, 0, "{}", run.stderr);
            let (_, ending) =
                run.stdout.split_once(if lang == "sv" { "Svar:\n" } else { "Answer:\n" }).unwrap();
            assert_eq!(ending, format!("\n{}", expected.replace("{left}", left)));
        }
    }
}

/// What a colleague answers meanwhile is shown and asked about, and stays unless one says that it is to go.
#[test]
fn an_answer_of_somebody_else_is_not_written_over() {
    for (reply, expected) in [("nej", "delvis"), ("", "delvis"), ("ja", "nej")] {
        let folder = folder(&format!("colleague-{reply}"));
        let path = folder.join("omrade.yaml");
        fs::write(&path, "area: Ett område\n").unwrap();
        let mut child = begun(&path);
        let mut stdin = child.stdin.take().unwrap();
        // The first question shows which criterion it is.
        writeln!(stdin, "hoppa\nångra").unwrap();
        let first = run_in(&folder, &["recommend", "omrade.yaml", "--format", "json"], "");
        let first: serde_json::Value = serde_json::from_str(&first.stdout).unwrap();
        let key = first["next_questions"][0]["criterion"].as_str().unwrap().to_owned();
        // Asked again, and the file as it was: what comes now is written meanwhile.
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.split_once("Taget tillbaka").is_some_and(|(_, after)| after.contains("Svar:")) {
            assert!(stdout.read_line(&mut said).unwrap() > 0, "{said}");
        }
        let theirs =
            format!("area: Ett område\nanswers:\n  {key}: {{ answer: delvis, note: Från kollegan }}\n");
        fs::write(&path, &theirs).unwrap();
        writeln!(stdin, "nej Mitt underlag").unwrap();
        if reply.is_empty() {
            drop(stdin);
        } else {
            writeln!(stdin, "{reply}\nsluta").unwrap();
            drop(stdin);
        }
        stdout.read_to_string(&mut said).unwrap();
        assert!(child.wait().unwrap().success(), "{said}");
        assert!(
            said.contains("Någon annan har under tiden ändrat svaret") && said.contains("Från kollegan"),
            "{said}"
        );
        assert!(!said.contains("Ändringarna är kvar"), "{said}");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(&format!("answer: {expected}")) && text.contains("Från kollegan"), "{text}");
        assert_eq!(text.contains("Mitt underlag"), expected == "nej", "{text}");
    }
}

/// Undo reaches every answer of the file: before the interview ends, and after it was left; notes stay.
#[test]
fn every_answer_can_be_taken_back() {
    let rules = support::shipped("linkoping-vard-omsorg");
    for (lang, undo, quit) in [("sv", "ångra", "sluta"), ("en", "undo", "quit")] {
        let folder = folder(&format!("taken-back-{lang}"));
        let file = "area: Ett område\nanswers:\n  market_exists: ja\n  user_choice:\n    answer: nej\n    note: Enligt beslut\n";
        fs::write(folder.join("omrade.yaml"), file).unwrap();
        let run = talk(&folder, &["--lang", lang], &format!("{undo}\n{undo}\n{undo}\n{quit}\n"));
        assert_eq!(run.status, 0, "{}", run.stderr);
        let left = area(&written(&folder), &rules);
        assert!(left.answers.iter().all(|(_, answer)| answer.is_none()), "{}", written(&folder));
        assert!(written(&folder).contains("Enligt beslut"), "{}", written(&folder));
        // An area without an open question asks once, and goes on where an answer is taken back.
        let whole = fs::read_to_string(support::root().join(ILLUSTRATION)).unwrap();
        fs::write(folder.join("omrade.yaml"), &whole).unwrap();
        let kept = talk(&folder, &["--lang", lang, "--width", "80"], "\n");
        assert_eq!((kept.status, written(&folder)), (0, whole.clone()), "{}", kept.stderr);
        insta::assert_snapshot!(format!("nothing-left-{lang}"), kept.stdout);
        let taken = talk(&folder, &["--lang", lang], &format!("xyz\n{undo}\n{quit}\n"));
        assert_eq!(taken.status, 0, "{}", taken.stderr);
        let answered =
            |text: &str| area(text, &rules).answers.iter().filter(|(_, answer)| answer.is_some()).count();
        assert_eq!(answered(&written(&folder)) + 1, answered(&whole), "{}", taken.stdout);
    }
}

/// Two interviews on one file at once, each answering another question over and over: no answer is lost.
#[test]
fn two_interviews_lose_no_answer() {
    let folder = folder("two");
    let path = folder.join("omrade.yaml");
    fs::write(&path, "area: Ett område\n").unwrap();
    let talk = |answer: &'static str| {
        let (folder, lines) = (folder.clone(), format!("{answer}\n").repeat(12));
        std::thread::spawn(move || talk(&folder, &[], &lines))
    };
    let (one, other) = (talk("ja Den ena"), talk("delvis Den andra"));
    let said = [one.join().unwrap(), other.join().unwrap()];
    let text = written(&folder);
    for (run, note) in said.iter().zip(["Den ena", "Den andra"]) {
        assert_eq!(run.status, 0, "{}", run.stderr);
        // What was acknowledged and not given up stands in the file.
        let acknowledged = run.stdout.matches(&format!("Underlag: {note}")).count();
        let kept = run.stdout.matches("Någon annan har under tiden").count();
        assert_eq!(text.matches(note).count() + kept, acknowledged, "{text}\n{}", run.stdout);
    }
}
