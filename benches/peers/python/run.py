"""The engines of Python: the same areas, checked and measured.

In: the folder with plan, areas and expected results; --quick to measure only as long as it takes to see that it works.
Out: a line of JSON for each engine on standard output. Fails when an engine says something else of any area.
"""

import json
import platform
import statistics
import sys
import time
from pathlib import Path

import numpy_peer

TOLERANCE = 1e-9


def agrees(said, expected, texts):
    scores = all(abs(one - two) <= TOLERANCE for one, two in zip(said["scores"], expected["scores"], strict=True))
    reasons = said["reasons"] == [texts[at] for at in expected["reasons"]]
    return scores and reasons and said["outcome"] == expected["outcome"] and said["excluded"] == expected["excluded"]


def seconds(run, quick):
    """The median of repeated passes, after a warm-up."""
    run()
    passes = []
    until = time.perf_counter() + (0 if quick else 2)
    while len(passes) < (3 if quick else 10) or time.perf_counter() < until:
        begun = time.perf_counter()
        run()
        passes.append(time.perf_counter() - begun)
    return statistics.median(passes)


def main():
    folder, quick = Path(sys.argv[1]), "--quick" in sys.argv
    plan, mixes, expected = (json.loads((folder / f"{name}.json").read_text()) for name in ("plan", "areas", "expected"))
    for engine in numpy_peer.engines(plan):
        rates = []
        for mix, wanted in zip(mixes, expected["mixes"], strict=True):
            given = engine.input(mix["areas"])
            for number, said in enumerate(engine.said(engine.run(given))):
                if not agrees(said, wanted[number], expected["texts"]):
                    sys.exit(f"{engine.name}, {mix['mix']}, area {number}: {said}, not {wanted[number]}")
            rates.append(len(mix["areas"]) / seconds(lambda: engine.run(given), quick))
        language = f"Python {platform.python_version()}"
        card = {"name": engine.name, "version": engine.version, "language": language, "how": engine.how, "rates": rates}
        print(json.dumps(card), flush=True)


main()
