#!/usr/bin/env python3
"""Runs a command on a file through a pipe and says how long it took and how much memory it held at most.

In: a file of JSON lines and a command that reads standard input. Out: one line a run, then the medians. Needs
Python 3 on Linux or macOS and nothing else.

    ./measure.py --runs 3 areas.ndjson -- avtalsform batch --input ndjson --format ndjson -
"""

import argparse
import os
import statistics
import subprocess
import sys
import time


def run(path, command):
    """Seconds, seconds of all cores together, and the most memory in MB of one run of the command."""
    begun = time.monotonic()
    # A pipe, as between two programs: the command cannot see that there is a file behind it.
    feeder = subprocess.Popen(["cat", path], stdout=subprocess.PIPE)
    child = subprocess.Popen(command, stdin=feeder.stdout, stdout=subprocess.PIPE)
    feeder.stdout.close()
    sink = subprocess.Popen(["wc", "-l"], stdin=child.stdout, stdout=subprocess.PIPE, text=True)
    child.stdout.close()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - begun
    lines = int(sink.communicate()[0])
    feeder.wait()
    if status != 0:
        sys.exit(f"the command ended with status {os.waitstatus_to_exitcode(status)}")
    # Linux counts in kibibytes, macOS in bytes.
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    return lines, seconds, usage.ru_utime + usage.ru_stime, memory


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("input", metavar="FILE")
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    runs = []
    for _ in range(arguments.runs):
        lines, seconds, cores, memory = run(arguments.input, arguments.command)
        runs.append((lines / seconds, cores / seconds, memory))
        print(f"{lines} results, {seconds:.1f} s, {lines / seconds:.0f} a second, {cores:.1f} s of all cores, "
              f"{memory:.0f} MB at most", flush=True)
    speed, cores, memory = (statistics.median(values) for values in zip(*runs))
    print(f"median of {len(runs)}: {speed:.0f} a second on {cores:.2f} cores, {memory:.0f} MB at most")


if __name__ == "__main__":
    main()
