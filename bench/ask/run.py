"""Asking through mekgraph beside its engine, beside rdflib, and `mekgraph serve` beside other SPARQL servers: one run.

Run it from the project's folder: `python -m bench.ask.run`. Every measurement has a process of its own (this module
with a hidden argument, see jobs.py), so that its memory is its own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bench.ask.jobs import report
from bench.ask.servers import SERVERS, AbsentError
from bench.jobs import Cost
from bench.measure import Measured, line
from bench.measure import measure as measure_task

measure = partial(measure_task, "bench.ask.run")
RATIO_WANTED, SLOWEST_WANTED, P99_WANTED = 1.5, 5.0, 2.0
# rdflib-endpoint works at one query at a time; behind one of those that it cannot finish, all others wait.
SINGLE, QUICK_FOR_RDFLIB = "rdflib-endpoint", 1.0
OURS = "mekgraph serve"


@dataclass(frozen=True)
class Size:
    """How much is measured: copies of the data, runs of a question, the load's seconds and clients, rdflib's limit."""

    copies: int
    runs: int
    seconds: float
    clients: int
    limit: float


FULL, QUICK = Size(38, 3, 60, 50, 5), Size(2, 1, 3, 50, 0.5)


def cell(cost: Cost) -> str:
    """CPU and wall milliseconds."""
    digits = 1 if max(cost) < 0.1 else 0
    return " / ".join(f"{1000 * part:.{digits}f}" for part in cost)


def times(theirs: Cost, ours: Cost) -> float:
    """How many times the CPU seconds of ``ours`` ``theirs`` takes."""
    return theirs[0] / ours[0]


def questions(size: Size) -> tuple[bool, dict[str, Measured]]:
    """Part A: print the questions' table; whether all rows are the engine's, and what rdflib did."""
    data = measure("prepare", copies=size.copies)
    asked = measure("embedded", root=data["root"], runs=size.runs)
    wide = measure("wide", root=data["root"])["answers"]
    slices = {engine: measure("sliced", engine=engine, limit=size.limit)["answers"] for engine in ("disk", "rdflib")}
    print(f"\n{data['triples']} triples, embedded; rdflib on the shipped data alone, stopped at {size.limit:g} s\n")
    line("CPU / wall ms", "rows", "engine", "evaluate", "x", "ask", "x", "slice: evaluate", "rdflib", "x", "same rows")
    line("---", *["---:"] * 9, "---")
    ratios: list[tuple[float, float]] = []
    for name, one in asked["answers"].items():
        small, theirs = slices["disk"][name], slices["rdflib"][name]
        ratios.append((times(one["evaluate"], one["engine"]), times(one["ask"], one["engine"])))
        stopped = theirs["rows"] is None
        same = "not compared" if stopped else "yes" if theirs["rows"] == small["rows"] else "rdflib differs"
        line(
            name,
            one["rows"],
            cell(one["engine"]),
            cell(one["evaluate"]),
            f"{ratios[-1][0]:.2f}",
            cell(one["ask"]),
            f"{ratios[-1][1]:.2f}",
            cell(small["cost"]),
            f"> {size.limit:g} s" if stopped else cell(theirs["cost"]),
            ("> " if stopped else "") + f"{times(theirs['cost'], small['cost']):.0f}",
            same if one["same"] else "NO",
        )
    middles = [median(column) for column in zip(*ratios, strict=True)]
    rival = median(times(slices["rdflib"][name]["cost"], slices["disk"][name]["cost"]) for name in slices["disk"])
    line("median question", "", "", "", f"{middles[0]:.2f}", "", f"{middles[1]:.2f}", "", "", f"{rival:.0f}", "")
    slowest = max(asked["answers"], key=lambda name: max(asked["answers"][name]["ask"]))
    widest = max(wide, key=lambda name: max(wide[name]["cost"]))
    longest = asked["answers"][slowest]["ask"]
    print(
        f"\nmedian question at most {RATIO_WANTED}x the engine: {said(middles[0] <= RATIO_WANTED)} "
        f"(the same query {middles[0]:.2f}x; with names and labels {middles[1]:.2f}x)\n"
        f"none over {SLOWEST_WANTED:g} s: {said(max(longest) <= SLOWEST_WANTED)} ({slowest}: {cell(longest)} ms)\n"
        f"asked about everything, without the values that may be left out, the slowest is {widest}: "
        f"{cell(wide[widest]['cost'])} ms, {wide[widest]['rows']} rows\n"
        f"opening the graph: {cell(data['opening'])} ms; the first question of a process: "
        f"{cell(asked['first'])} ms; peak {asked['peak']:.0f} MB"
    )
    return all(one["same"] for one in asked["answers"].values()), slices["rdflib"]


def servers(size: Size, rdflib: dict[str, Measured]) -> None:
    """Part B: print the servers' table."""
    print(f"\n{size.clients} clients for {size.seconds:g} s over HTTP, the shipped data, all questions in turn\n")
    line("", "answers", "a second", "p50 ms", "p99 ms", "longest ms", "errors", "right rows", "client CPU")
    line("---", *["---:"] * 8)
    quick = [name for name, one in rdflib.items() if one["rows"] is not None and one["cost"][0] < QUICK_FOR_RDFLIB]
    results: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory() as folder:
        shipped = measure("shipped", place=folder)
        for name, server in SERVERS.items():
            only = quick if name == SINGLE and quick else None
            title = f"{name}, {len(quick)} questions" if only else name
            job = {"place": folder, "clients": size.clients, "seconds": size.seconds, "only": only}
            try:
                with server(Path(shipped["file"]), Path(folder)) as url:
                    results[name] = measure("load", url=url, **job)
            except AbsentError as error:
                line(title, f"absent ({error})", *[""] * 7)
            except (OSError, RuntimeError, subprocess.SubprocessError) as error:
                line(title, f"failed ({type(error).__name__})", *[""] * 7)
            else:
                line(title, *cells(results[name]))
    ours = results.get(OURS)
    met = ours is not None and not ours["errors"] and ours["p99"] is not None and ours["p99"] < P99_WANTED
    print(f"\n{OURS}: no error, p99 under {P99_WANTED:g} s: {said(met)}")


def cells(done: Measured) -> list[str]:
    """What a server did under load."""
    waits = [f"{1000 * done[key]:.0f}" if done[key] is not None else "" for key in ("p50", "p99", "longest")]
    errors = ", ".join(f"{count} {kind}" for kind, count in sorted(done["errors"].items())) or "0"
    right = f"{done['same']['right']} of {done['same']['answered']}"
    share = f"{100 * done['client'][0] / done['seconds']:.0f} %"
    return [str(done["answers"]), f"{done['answers'] / done['seconds']:.1f}", *waits, errors, right, share]


def said(met: bool) -> str:
    """Whether a goal is met."""
    return "yes" if met else "NO"


def main() -> int:
    """Run both parts, one of them, or one job; 1 if mekgraph's rows are not the engine's."""
    parser = argparse.ArgumentParser(description="Compare asking through mekgraph with its engine and with others.")
    parser.add_argument("--quick", action="store_true", help="a small world and a few seconds, to see that it works")
    parser.add_argument("--part", choices=("questions", "servers", "both"), default="both", help="(default: both)")
    parser.add_argument("--job", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job:
        print(json.dumps(report(json.loads(arguments.job))))
        return 0
    size = QUICK if arguments.quick else FULL
    same, rdflib = True, {}
    if arguments.part != "servers":
        same, rdflib = questions(size)
    if arguments.part != "questions":
        servers(size, rdflib)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
