"""The embedded engine (pyoxigraph) beside rdflib alone: the same data, the same questions, one run.

``memory`` is an Oxigraph store in memory, ``disk`` the store that mekgraph builds and opens read-only, ``rdflib``
one rdflib Graph. Every measurement runs in a process of its own (this file with a hidden argument, see jobs.py), so
that its memory is the engine's alone; for the same reason this process holds no engine and no data.
"""

import argparse
import json
import sys
import tempfile
from functools import partial
from statistics import median

from bench.jobs import LIMIT, TASKS, Cost, middle, peak
from bench.measure import line
from bench.measure import measure as measure_task

ENGINES = ("memory", "disk", "rdflib")
ROUNDS = 3
LOAD_WANTED, QUESTION_WANTED = 8, 10
measure = partial(measure_task, "bench.engines")


def cell(cost: Cost) -> str:
    """CPU and wall milliseconds, or that the limit stopped it."""
    digits = 2 if max(cost) < 0.01 else 0
    return f"> {LIMIT:.0f} s" if cost[1] >= LIMIT else " / ".join(f"{1000 * part:.{digits}f}" for part in cost)


def times(ours: Cost, theirs: Cost) -> float:
    """How many times the CPU seconds of ours theirs takes, or took until it was stopped."""
    return theirs[0] / ours[0]


def compare(copies: int, place: str) -> bool:
    """Measure, print the table, and say whether all answers that could be compared are the same."""
    data = measure("prepare", place=place, copies=copies)
    rounds = [{engine: measure("load", engine=engine, **data) for engine in ENGINES} for _ in range(ROUNDS)]
    opened = [measure("open", **data) for _ in range(ROUNDS)]
    asked = {engine: measure("ask", engine=engine, **data) for engine in ENGINES}

    line("CPU / wall ms", "rows", *ENGINES, "memory x", "disk x", "same rows")
    line("---", *["---:"] * 6, "---")
    loads = {engine: middle([round_[engine]["cost"] for round_ in rounds]) for engine in ENGINES}
    load_times = [times(loads[engine], loads["rdflib"]) for engine in ENGINES[:2]]
    line("load", data["triples"], *map(cell, loads.values()), *(f"{x:.1f}" for x in load_times), "")
    for key, title in (("build", "build"), ("bare", "open the store"), ("whole", "open as mekgraph does")):
        cost = middle([one[key] for one in opened])
        line(title, "", "", cell(cost), cell(loads["rdflib"]), "", f"{times(cost, loads['rdflib']):.1f}", "")
    ratios: list[list[float]] = []
    differ = 0
    for question in asked["rdflib"]["answers"]:
        ours, disk, theirs = (asked[engine]["answers"][question] for engine in ENGINES)
        same = ours["rows"] == disk["rows"] and theirs["rows"] in (None, ours["rows"])
        differ += not same
        stopped = theirs["rows"] is None
        verdict = ("not compared" if stopped else "yes") if same else "NO"
        ratios.append([times(one["cost"], theirs["cost"]) for one in (ours, disk)])
        signs = [("> " if stopped else "") + f"{x:.0f}" for x in ratios[-1]]
        title = question + (" (*)" if "unordered" in theirs else "")
        line(title, len(ours["rows"]), *(cell(one["cost"]) for one in (ours, disk, theirs)), *signs, verdict)
    middles = [median(column) for column in zip(*ratios, strict=True)]
    line("median question", *[""] * 4, *(f"{x:.0f}" for x in middles), "")
    for title, peaks in (
        ("peak MB, load", [median(r[engine]["peak"] for r in rounds) for engine in ENGINES]),
        ("peak MB, all questions", [asked[engine]["peak"] for engine in ENGINES]),
    ):
        line(title, "", *(f"{x:.0f}" for x in peaks), *(f"{peaks[2] / x:.1f}" for x in peaks[:2]), "")
    said = [
        ", ".join(
            f"{'yes' if x >= wanted else 'no'} ({name} {x:.1f}x)" for name, x in zip(ENGINES[:2], found, strict=True)
        )
        for wanted, found in ((LOAD_WANTED, load_times), (QUESTION_WANTED, middles))
    ]
    print(f"\nload {LOAD_WANTED}x or better: {said[0]}; median question {QUESTION_WANTED}x or better: {said[1]}")
    print(f"(*) rdflib was asked without the last ORDER BY. Answers that differ: {differ}")
    return not differ


def main() -> int:
    """Run the comparison, or one job of it; 1 if answers differ."""
    parser = argparse.ArgumentParser(description="Compare the embedded engine with rdflib on mekgraph's own data.")
    parser.add_argument("--copies", type=int, default=1, help="grow the data to this many copies (default 1)")
    parser.add_argument("--job", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job:
        job = json.loads(arguments.job)
        print(json.dumps({**TASKS[job["task"]](job), "peak": peak()}))
        return 0
    with tempfile.TemporaryDirectory() as place:
        return 0 if compare(arguments.copies, place) else 1


if __name__ == "__main__":
    sys.exit(main())
