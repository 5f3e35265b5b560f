"""NumPy: all areas at once, as columns of a matrix of small integers.

In: the plan, from which the matrices are made. Out: a code for the outcome of each area, scores, excluded forms, and
the reasons as a matrix of booleans, a row for each thing that can be said; in the second engine as lists of texts too.
"""

import numpy as np

# So many areas at a time stay in the cache.
CHUNK = 4096


class Matrices:
    """Outcome, scores, excluded forms and reasons as arrays."""

    name = "NumPy"
    version = np.__version__
    how = "all areas at once; reasons as a matrix of booleans"

    def __init__(self, plan):
        self.plan = plan
        self.names = plan["outcomes"]["single"] + plan["outcomes"]["mixed"][1:]
        # Yes, partly, no and open are worth 2, 1, 0 and 1 halves: |2 - position|.
        halves = np.abs(2 - np.arange(4))
        used = sorted({part["criterion"] for part in plan["points"]})
        self.used = np.array(used)
        self.weights = np.zeros((3, len(used)), np.float32)
        self.start = np.zeros((3, 1), np.float32)
        for part in plan["points"]:
            points = np.array(part["by_answer"])
            unit = points[0] // 2 if points[0] else -points[2] // 2
            start = 0 if points[0] else points[2]
            assert (points == start + unit * halves).all(), part
            self.weights[part["form"], used.index(part["criterion"])] = unit
            self.start[part["form"]] += start
        self.rows = [
            (slot, text, [at for at, other in enumerate(slot["reasons"]) if other == text])
            for slot in plan["slots"]
            for text in dict.fromkeys(text for text in slot["reasons"] if text is not None)
        ]

    def input(self, areas):
        """A column for each area, a row for each criterion."""
        return np.ascontiguousarray(np.array(areas, np.int8).T)

    def holds(self, answers, criterion, named, out=None):
        """Whether a criterion has one of these answers, by area."""
        row, count = answers[criterion], len(self.plan["criteria"][criterion]["answers"])
        if len(named) == 1:
            return np.equal(row, named[0], out=out)
        others = [at for at in range(count) if at not in named]
        if len(others) == 1:
            return np.not_equal(row, others[0], out=out)
        if named == list(range(len(named))):
            return np.less(row, len(named), out=out)
        return np.isin(row, named) if out is None else np.copyto(out, np.isin(row, named))

    def test(self, answers, test):
        return self.holds(answers, test["criterion"], test["answers"])

    def any(self, answers, tests):
        return np.logical_or.reduce([self.test(answers, test) for test in tests])

    def run(self, answers):
        return [self.chunk(answers[:, at : at + CHUNK]) for at in range(0, answers.shape[1], CHUNK)]

    def chunk(self, answers):
        plan = self.plan
        halves = np.abs(2 - answers[self.used]).astype(np.float32)
        points = self.weights @ halves + self.start
        vu, one, two = points
        excluded = np.stack(
            [
                self.any(answers, [gate["when"] for gate in plan["gates"] if form in gate["excludes"]])
                for form in (1, 2)
            ]
        )
        mix = self.any(answers, plan["mix"])
        one, two = np.where(excluded, -1, points[1:])
        first = one >= two
        top = np.maximum(one, two)
        ahead = top > vu
        near = (vu > 0) & (top > 0) & (np.abs(vu - top) <= plan["reach"])
        # Positions among the outcomes: each form alone, then the mixes.
        form = np.where(first, np.int8(1), np.int8(2))
        outcome = np.where(near | (ahead & mix), form + np.int8(2), np.where(ahead, form, np.int8(0)))
        outcome[top < 0] = 0
        reasons = np.empty((len(self.rows), answers.shape[1]), bool)
        for row, (slot, _, named) in zip(reasons, self.rows):
            self.holds(answers, slot["criterion"], named, out=row)
            if slot["only_form"] is not None:
                row &= (outcome == slot["only_form"]) | (outcome == slot["only_form"] + 2)
            if slot["only_if"] is not None:
                row &= self.test(answers, slot["only_if"])
        return outcome, excluded, points / np.float64(plan["whole"]), reasons

    def said(self, chunks):
        for chunk in chunks:
            outcome, excluded, scores, reasons = chunk[:4]
            for at, code in enumerate(outcome):
                yield {
                    "outcome": self.names[code],
                    "excluded": excluded[:, at].tolist(),
                    "scores": scores[:, at].tolist(),
                    "reasons": self.reasons(chunk, at),
                }

    def reasons(self, chunk, at):
        return [self.rows[row][1] for row in np.flatnonzero(chunk[3][:, at])]


class Lists(Matrices):
    """The same, and the reasons of each area as a list of texts."""

    name = "NumPy, lists"
    how = "all areas at once; reasons as lists of texts"

    def __init__(self, plan):
        super().__init__(plan)
        self.texts = np.array([text for _, text, _ in self.rows], object)

    def chunk(self, answers):
        parts = super().chunk(answers)
        reasons = np.ascontiguousarray(parts[3].T)
        ends = np.cumsum(np.count_nonzero(reasons, axis=1)).tolist()
        flat = self.texts[np.nonzero(reasons)[1]].tolist()
        return *parts, [flat[begin:end] for begin, end in zip([0, *ends[:-1]], ends)]

    def reasons(self, chunk, at):
        return chunk[4][at]


def engines(plan):
    return [Matrices(plan), Lists(plan)]
