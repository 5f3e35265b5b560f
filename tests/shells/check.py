#!/usr/bin/env python3
"""Completion in real shells: each is started in a terminal of its own, the script of `completions` is read, a line is
typed with TAB after it, and what must then stand on the screen is looked for.

    check.py FOLDER-OF-THE-BINARY [SHELL…]
"""
import fcntl
import os
import pty
import re
import select
import shutil
import struct
import sys
import tempfile
import termios
import time

# What is typed, what must then be on the screen, and what must not.
CASES = [
    ("avtalsform recom", "recommend ", ""),
    ("avtalsform rules che", "rules check ", ""),
    ("avtalsform recommend x.yaml --profile pre", "preparedness-first", ""),
    ("avtalsform recommend x.yaml --rules egna.yaml --profile pers", "personalen-forst", ""),
    ("avtalsform recommend x.yaml --rules=linkoping-ov", "--rules=linkoping-ovriga-namnder", ""),
    ("avtalsform diff omraden --from linkoping-v", "linkoping-vard-omsorg", ""),
    ("avtalsform explain marknad_f", "marknad_finns", "market"),
    ("avtalsform --lang en explain market_e", "market_exists", ""),
    ("avtalsform explain no-mark", "no-market", ""),
    ("avtalsform what-if x.yaml --set marknad_f", "marknad_finns=", ""),
    ("avtalsform what-if x.yaml --set marknad_finns=de", "marknad_finns=delvis", ""),
    ("avtalsform what-if x.yaml --target lou+", "lou+verksamhetsuppdrag", ""),
    ("avtalsform what-if x.yaml --unset brukar", "brukarval", ""),
    ("avtalsform batch omraden --format xl", "xlsx", ""),
    ("avtalsform batch oms", "omsorg.yaml", ""),
]
STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source <(avtalsform completions bash)"),
    "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit && compinit -u -d .dump; source <(avtalsform completions zsh)"),
    "fish": (["fish", "--no-config", "-i"], "avtalsform completions fish | source"),
}
MARKS = re.compile(rb"\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[\[()][0-9;?<>=]*[ -/]*[@-~]|\x1b[=>]|[\r\x07\x08]")


class Terminal:
    """A shell in a terminal."""

    def __init__(self, command, folder, path):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            keep = {"PATH": path, "HOME": folder, "TERM": "dumb", "LANG": "C.UTF-8", "PS1": "$ "}
            os.execvpe(command[0], command, keep)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
        self.seen = b""

    def read(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.fd], [], [], 0.05)[0]:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    return
                # Fish asks the terminal who it is before it goes on.
                if b"\x1b[c" in data:
                    os.write(self.fd, b"\x1b[?62;c")
                self.seen += data

    def wait(self, text, seconds=10.0):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.2)
            if text in self.screen():
                return True
        return False

    def screen(self):
        return MARKS.sub(b"", self.seen).decode("utf-8", "replace")

    def type(self, text):
        os.write(self.fd, text.encode())

    def close(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def check(shell, folder, path):
    command, begin = STARTS[shell]
    terminal = Terminal(command, folder, path)
    terminal.read(1.0)
    terminal.type(begin + "; echo rea''dy\n")
    assert terminal.wait("ready"), f"{shell}: {terminal.screen()}"
    for line, wanted, unwanted in CASES:
        terminal.seen = b""
        terminal.type(line)
        terminal.read(0.3)
        terminal.type("\t")
        # What was typed is on the screen already: the rest of it must follow.
        found = terminal.wait(wanted, 5.0)
        screen = terminal.screen()
        assert found, f"{shell}: {line!r} should give {wanted!r}:\n{screen}"
        assert not unwanted or unwanted not in screen.replace(line, ""), f"{shell}: {line!r}: {unwanted!r}\n{screen}"
        terminal.type("\x03")
        terminal.read(0.3)
    terminal.close()


def main():
    binaries, *shells = sys.argv[1:]
    path = f"{os.path.abspath(binaries)}:{os.environ['PATH']}"
    for shell in shells or STARTS:
        assert shutil.which(shell), f"{shell} is not installed"
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(f"{folder}/omraden")
            open(f"{folder}/omsorg.yaml", "w").close()
            shutil.copy(f"{os.path.dirname(__file__)}/../rules/exempelkommun.yaml", f"{folder}/egna.yaml")
            check(shell, folder, path)
        print(f"{shell}: {len(CASES)} lines completed")


main()
