"""`mekgraph check` beside pySHACL and beside queries written by hand: the same shapes, the same data, one run.

Run it from the project's folder: `python -m bench.check.run`. Every measurement has a process of its own (this module
with a hidden argument, see jobs.py), so that its memory is the engine's alone.
"""

import argparse
import json
import sys
from functools import partial
from statistics import median

from bench.check.findings import seed_of
from bench.check.jobs import SHAPES, report
from bench.jobs import Cost, middle
from bench.measure import Measured, line
from bench.measure import measure as measure_task

ENGINES = ("pySHACL", "hand", "mekgraph")
PYSHACL_MOST = 500_000  # triples; at 2M pySHACL would take a quarter of an hour for each run
ROUNDS, LONG = 3, 30.0  # runs of which the median counts; a run over LONG CPU seconds is the only one
CHECKS = 5
UNITS = {"k": 1_000, "M": 1_000_000}
measure = partial(measure_task, "bench.check.run")


def measured(engines: list[str], shapes: str, data: str) -> dict[str, Measured]:
    """For each engine the medians of some runs, engine by engine in turn, and what the first of them found."""
    runs: dict[str, list[Measured]] = {engine: [] for engine in engines}
    for _ in range(ROUNDS):
        for engine, before in runs.items():
            if not before or added(before[0]["load"], before[0]["validate"])[0] < LONG:
                before.append(measure(engine, shapes=shapes, data=data))
    return {engine: medians(done) for engine, done in runs.items()}


def medians(runs: list[Measured]) -> Measured:
    """The median costs and memory of some runs, and the findings of the first."""
    costs = {part: middle([run[part] for run in runs]) for part in ("load", "validate")}
    both = middle([added(run["load"], run["validate"]) for run in runs])
    return {**costs, "both": both, "peak": median(run["peak"] for run in runs), "found": set(runs[0]["found"])}


def added(one: Cost, other: Cost) -> Cost:
    """Both costs together."""
    return one[0] + other[0], one[1] + other[1]


def cell(cost: Cost) -> str:
    """CPU and wall seconds."""
    return " / ".join(f"{part:.2f}" for part in cost)


def compare(size: str) -> bool:
    """Measure one size and print its tables; whether all engines found the same."""
    triples = round(float(size[:-1]) * UNITS[size[-1]])
    made = measure("generate", triples=triples)
    engines = [engine for engine in ENGINES if engine != "pySHACL" or triples <= PYSHACL_MOST]
    results: dict[tuple[str, str], Measured] = {}
    all_same = True
    line(f"{size}: CPU / wall s", "load", "validate", "both", "peak MB", "findings", "seeded", "same")
    line("---", *["---:"] * 6, "---")
    for shapes in SHAPES:
        wanted = [one for one in made["seeded"] if shapes == "full" or one[1] != "sparql"]
        for engine, one in measured(engines, shapes, made["data"]).items():
            results[engine, shapes] = one
            differ = one["found"] ^ results[engines[0], shapes]["found"]
            met = {seed_of(found) for found in one["found"]}
            seeds = sum(tuple(seed) in met for seed in wanted)
            all_same &= not differ and seeds == len(wanted)
            costs = [cell(one[part]) for part in ("load", "validate", "both")]
            same = f"NO ({len(differ)} differ)" if differ else "yes"
            line(f"{engine}, {shapes}", *costs, f"{one['peak']:.0f}", len(one["found"]), f"{seeds}/{len(wanted)}", same)
            for text in sorted(differ)[:10]:
                print("   ", "only here:" if text in one["found"] else "not here:", text, file=sys.stderr)
    print()
    ratios(results, engines)
    return all_same


def ratios(results: dict[tuple[str, str], Measured], engines: list[str]) -> None:
    """How many times the CPU seconds, wall seconds and memory of mekgraph the others take."""
    line("times mekgraph's", "CPU, validate", "CPU, both", "wall, validate", "wall, both", "peak MB")
    line("---", *["---:"] * 5)
    for shapes in SHAPES:
        ours = results["mekgraph", shapes]
        for engine in engines:
            if engine != "mekgraph":
                theirs = results[engine, shapes]
                found = [theirs[part][clock] / ours[part][clock] for clock in (0, 1) for part in ("validate", "both")]
                line(f"{engine}, {shapes}", *(f"{x:.2f}" for x in (*found, theirs["peak"] / ours["peak"])))
    print()


def main() -> int:
    """Run the comparison, or one job of it; 1 if engines found different things."""
    parser = argparse.ArgumentParser(description="Compare mekgraph's check with pySHACL and with hand-written queries.")
    parser.add_argument("--sizes", default="20k,200k,2M", help="triples, such as 20k,200k,2M (default: these three)")
    parser.add_argument("--job", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job:
        print(json.dumps(report(json.loads(arguments.job))))
        return 0
    same = [compare(size) for size in arguments.sizes.split(",")]
    runs = [measure("shipped") for _ in range(CHECKS)]
    cost, peak = middle([run["cost"] for run in runs]), median(run["peak"] for run in runs)
    print(f"mekgraph check on the shipped data, median of {CHECKS}: {cell(cost)} s (CPU / wall), peak {peak:.0f} MB")
    cost = middle([measure("edited")["cost"] for _ in range(CHECKS)])
    print(f"the same again after an edit of its largest file, median of {CHECKS}: {cell(cost)} s (CPU / wall)")
    print(f"All engines found the same, and every seeded defect: {'yes' if all(same) else 'NO'}")
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
