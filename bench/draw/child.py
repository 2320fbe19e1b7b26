"""Runs one command and prints what it took: `child.py JOB`. Its own process is small.

A process on Linux counts as its own peak what the one it was started from held at that moment.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter


def main() -> None:
    """Run the command of a job, from and to files."""
    job = json.loads(sys.argv[1])
    begun = perf_counter()
    with Path(job["input"]).open("rb") as given, Path(job["output"]).open("wb") as taken:
        done = subprocess.run(job["command"], stdin=given, stdout=taken, stderr=subprocess.PIPE, check=False)
    wall, spent = perf_counter() - begun, os.times()
    cost = (spent.children_user + spent.children_system, wall)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    told = done.stderr.decode(errors="replace")
    print(json.dumps({"code": done.returncode, "all": cost, "peak": peak, "told": told}))


if __name__ == "__main__":
    main()
