"""Pictures of 50, 500 and 5,000 nodes by mekgraph and by others: what they cost, and how readable they are; one run.

Run it from the project's folder: `python -m bench.draw.run`. Every measurement has a process of its own (jobs.py), so
that its memory is its own; for the same reason this process holds no engine and no data.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.draw.rivals import RIVALS
from bench.jobs import Cost, middle
from bench.measure import Measured, line
from bench.measure import measure as measure_task

measure = partial(measure_task, "bench.draw.jobs")
COSTS = ("scene", "layout", "picture", "svg", "html", "to svg", "to html", "all")
OVERVIEW_WANTED = 3.0  # seconds
LONG = 30.0  # a run over so many CPU seconds is the only one
LIMIT = 600.0  # seconds after which what draws is stopped
MEGA = 2**20


@dataclass(frozen=True)
class Size:
    """How many nodes are drawn, of how many copies of the data."""

    nodes: int
    copies: int


@dataclass(frozen=True)
class Extent:
    """What is measured: sizes, runs of which the median counts, whether what others need may be installed, seconds."""

    sizes: Sequence[Size]
    runs: int
    install: bool
    limit: float


FULL = Extent((Size(50, 1), Size(500, 1), Size(5000, 12)), 3, install=True, limit=LIMIT)
QUICK = Extent((Size(50, 1),), 1, install=False, limit=LIMIT)


def medians(done: Sequence[Measured]) -> Measured:
    """What the first of some runs told, with the median costs and memory of all."""
    costs = {part: middle([one[part] for one in done]) for part in COSTS if part in done[0]}
    return {**done[0], **costs, **({"peak": median(one["peak"] for one in done)} if "peak" in done[0] else {})}


def measured(size: Size, extent: Extent) -> dict[str, Measured]:
    """What ours and each rival do, tool by tool in turn: the first to draw leaves to the others what is drawn."""
    done: dict[str, list[Measured]] = {name: [] for name in ("mekgraph", *RIVALS)}
    with tempfile.TemporaryDirectory() as place:
        job: dict[str, Any] = {"network": str(Path(place) / "network.json"), "limit": extent.limit}
        root = measure("prepare", copies=size.copies)["root"]
        for _ in range(extent.runs):
            for name, before in done.items():
                if before and (long(before[0]) or "absent" in before[0] or "stopped" in before[0]):
                    continue
                if name in RIVALS:
                    before.append(measure("rival", rival=name, install=extent.install, **job))
                else:
                    before.append(measure(name, root=root, most=size.nodes, **job))
    return {name: medians(runs) for name, runs in done.items()}


def long(done: Measured) -> bool:
    """Whether a run took so long that it is not repeated."""
    cost: Cost = done.get("all") or done.get("picture") or (0.0, 0.0)
    return cost[0] > LONG


def compare(size: Size, extent: Extent) -> Measured:
    """Print the table of one size; what ours did."""
    results = measured(size, extent)
    ours = results["mekgraph"]
    print(f"\n{ours['nodes']} nodes, {ours['links']} links; our page: {ours['paper']}\n")
    told = (
        "scene",
        "layout",
        "picture",
        "all",
        "x",
        "peak MB",
        "file MB",
        "labels that overlap",
        "lines through labels",
    )
    line("CPU / wall s", *told)
    line("---", *["---:"] * len(told))
    drawing = ours["layout"][0] + (ours["picture"][0] if "picture" in ours else extent.limit)
    bound = "< " if "stopped" in ours else ""
    for name, one in results.items():
        if "absent" in one:
            line(name, f"absent ({one['absent']})", *[""] * (len(told) - 1))
        elif "stopped" in one:
            parts = (cell(one.get(part)) for part in ("scene", "layout"))
            line(name, *parts, f"> {one['stopped']:g} s", *[""] * (len(told) - 3))
        else:
            whole = one.get("all") or one["picture"]
            times = f"{bound}{whole[0] / drawing:.2g}" if name in RIVALS else ""
            line(
                name,
                *(cell(one.get(part)) for part in ("scene", "layout", "picture")),
                cell(whole),
                times,
                f"{one['peak']:.0f}",
                f"{one['bytes'] / MEGA:.2f}",
                *readable(one, ours["nodes"]),
            )
    graphviz = results["Graphviz sfdp"]
    if "page" in graphviz:
        (wide, high), (width, height) = graphviz["page"], ours["body"]
        print(f"\nGraphviz's own page has {wide * high / (width * height):.1f} times the area of our diagram", end="")
        print(f" ({wide:.0f} x {high:.0f} mm); labels that overlap there: {graphviz['own']}")
    return ours


def readable(done: Measured, nodes: int) -> tuple[str, str]:
    """How many labels overlap, and how many lines run through labels."""
    if "overlapping" not in done:
        return "left to the browser", "left to the browser"
    return f"{done['overlapping']} of {nodes}", f"{done['through']} of {done['lines']}"


def cell(cost: Cost | None) -> str:
    """CPU and wall seconds."""
    return " / ".join(f"{part:.2f}" for part in cost) if cost else ""


def overviews(runs: int) -> bool:
    """Print what the overview of all actors takes; whether that is as quick as is wanted."""
    print("\nthe shipped data, from the open graph; all actors that have links\n")
    line("CPU / wall s", "nodes", "links", "scene", "layout", "SVG", "HTML", "to SVG", "to HTML", "peak MB")
    line("---", *["---:"] * 9)
    parts = ("scene", "layout", "svg", "html", "to svg", "to html")
    met = True
    for name, persons in (("without persons", False), ("with persons", True)):
        done = medians([measure("overview", persons=persons) for _ in range(runs)])
        line(name, done["nodes"], done["links"], *(cell(done[part]) for part in parts), f"{done['peak']:.0f}")
        met &= max(done["to svg"][1], done["to html"][1]) < OVERVIEW_WANTED
    cold = medians([measure("command") for _ in range(runs)])
    files = ", ".join(f"{name} {size / MEGA:.2f} MB" for name, size in cold["files"].items())
    print(f"\nunder {OVERVIEW_WANTED:g} s by the clock, to SVG and to HTML: {said(met)}")
    print(f"mekgraph draw overview, cold: {cell(cold['all'])} s, peak {cold['peak']:.0f} MB ({files})")
    return met


def said(met: bool) -> str:
    """Whether a goal is met."""
    return "yes" if met else "NO"


def main() -> int:
    """Run all; 1 if labels of ours overlap."""
    parser = argparse.ArgumentParser(description="Compare pictures by mekgraph with those by others.")
    parser.add_argument("--quick", action="store_true", help="50 nodes, once, nothing installed: to see that it works")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds after which what draws is stopped (600)")
    arguments = parser.parse_args()
    extent = replace(QUICK if arguments.quick else FULL, limit=arguments.limit)
    ours = [compare(size, extent) for size in extent.sizes]
    overviews(extent.runs)
    overlap = sum(one.get("overlapping", 0) for one in ours)
    print(f"no labels of ours overlap: {said(not overlap)}")
    return 1 if overlap else 0


if __name__ == "__main__":
    sys.exit(main())
