"""networkx's spring layout drawn by matplotlib, in an environment of its own that has both: `spring.py JOB`.

It prints what it cost and where the nodes are; it knows nothing of mekgraph.
"""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt
import networkx as nx

INCH = 25.4
NODE, LINE, SEED = 12, 0.4, 1


def main() -> None:
    """Lay out and draw the network of a job."""
    job = json.loads(sys.argv[1])
    network = json.loads(Path(job["network"]).read_text(encoding="utf-8"))
    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(network["labels"])))
    graph.add_edges_from(network["links"])
    points, laying = timed(lambda: nx.spring_layout(graph, seed=SEED))
    _, drawing = timed(lambda: draw(graph, points, network, job["file"]))
    print(
        json.dumps(
            {
                "layout": laying,
                "picture": drawing,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10,
                "points": [list(map(float, points[node])) for node in graph],
            }
        )
    )


def draw(graph: Any, points: Any, network: dict[str, Any], file: str) -> None:
    """The picture, as large as our page, its labels as large as ours, texts as texts."""
    mpl.rcParams["svg.fonttype"] = "none"
    figure, axes = plt.subplots(figsize=[length / INCH for length in network["paper"]])
    nx.draw_networkx(
        graph,
        points,
        ax=axes,
        labels=dict(enumerate(network["labels"])),
        font_size=network["points"],
        node_size=NODE,
        width=LINE,
    )
    figure.savefig(file, format="svg")


def timed(work: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    """What ``work`` returns, and its CPU and wall seconds."""
    cpu, wall = process_time(), perf_counter()
    result = work()
    return result, (process_time() - cpu, perf_counter() - wall)


if __name__ == "__main__":
    main()
