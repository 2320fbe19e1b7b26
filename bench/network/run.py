"""Network measures with several libraries: on the network of the shipped data, and on one of 20,000 nodes.

Run it from the project's folder: `python -m bench.network.run`. Every measurement has a process of its own. networkit
and igraph are measured where they are installed; mekgraph needs neither.
"""

import argparse
import json
import sys
from functools import partial
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.measure import Measured, line
from bench.measure import measure as measure_task
from bench.network.jobs import PIVOTS, run

ROUNDS = 3
SHIPPED, GENERATED = (0, 0), (20_000, 80_000)
NEAR = 2e-6
# By measure, the libraries that have it.
LIBRARIES = {
    "betweenness": ("networkx", "mekgraph", "rustworkx", "networkit", "igraph"),
    "constraint": ("networkx", "mekgraph", "igraph"),
    "core": ("networkx", "mekgraph", "rustworkx", "networkit", "igraph"),
    "community": ("networkx", "mekgraph"),
    "brokerage": ("mekgraph",),
}
# Divisions into communities differ by method and seed; brokerage has no second library.
COMPARED = ("betweenness", "constraint", "core")
# With the large network: what is measured from some of the nodes only, and what is left out.
SAMPLED = {("betweenness", "networkx"): "pivots"}
TOO_LONG = {("constraint", "networkx")}
measure = partial(measure_task, "bench.network.run")


def main() -> int:
    """Print a table for each network; 1 if two libraries find different values."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--job", help=argparse.SUPPRESS)
    parser.add_argument("--small", action="store_true", help="only the network of the shipped data")
    options = parser.parse_args()
    if options.job:
        print(json.dumps(run(json.loads(options.job))))
        return 0
    same = True
    for size in (SHIPPED,) if options.small else (SHIPPED, GENERATED):
        with TemporaryDirectory() as place:
            same &= compare(size, place)
    return 0 if same else 1


def compare(size: tuple[int, int], place: str) -> bool:
    """The table of one network; whether all libraries found the same in it."""
    job = {"nodes": size[0], "edges": size[1], "place": place}
    rows = [
        (name, library, done)
        for name, libraries in LIBRARIES.items()
        for library in libraries
        if (done := measured(name, library, job)) is not None
    ]
    nodes, pairs = rows[0][2]["size"]
    line(f"{nodes} nodes, {pairs} pairs: CPU / wall s", "library", "cost", "same")
    line("---", "---", "---:", "---")
    first: dict[str, list[Any]] = {}
    all_same = True
    for name, library, done in rows:
        cost = " / ".join(f"{part:.3f}" for part in done["cost"])
        if done["estimated"] or name not in COMPARED:
            line(name, library, f"about {cost}" if done["estimated"] else cost, "not compared")
            continue
        same = alike(first.setdefault(name, done["found"]), done["found"])
        line(name, library, cost, "yes" if same else "NO")
        all_same &= same
    print()
    return all_same


def measured(name: str, library: str, job: dict[str, Any]) -> Measured | None:
    """One measure by one library: the median cost of some runs, with the large network one run or an estimate.

    None where the library is not installed, or would take too long.
    """
    large = bool(job["nodes"])
    if large and (name, library) in TOO_LONG:
        return None
    sampled = large and (name, library) in SAMPLED
    task = SAMPLED[name, library] if sampled else name
    done = [measure("measure", measure=task, library=library, **job) for _ in range(1 if large else ROUNDS)]
    if "absent" in done[0]:
        return None
    times = job["nodes"] / PIVOTS if sampled else 1
    cost = [times * median(one["cost"][part] for one in done) for part in (0, 1)]
    return {**done[0], "cost": cost, "estimated": sampled}


def alike(one: list[Any], two: list[Any]) -> bool:
    """Whether two libraries found the same, but for the last digit."""
    pairs = zip(one, two, strict=True)
    return all(a == b or (a is not None and b is not None and abs(a - b) <= NEAR) for a, b in pairs)


if __name__ == "__main__":
    sys.exit(main())
