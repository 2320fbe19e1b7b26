"""What one process of the bench does: draw with mekgraph or with another, or run the command, and say what it cost."""

import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from bench.draw.labels import boxes, overlapping, sampled, stretched, text_size, through
from bench.draw.rivals import POINT, RIVALS, child, read
from bench.jobs import ROOT, Cost, peak, timed

from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.drawing import Drawing, draw
from mekgraph.diagram.formats.writing import document_of, written
from mekgraph.diagram.sheet.cards import SIZE
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

# 5,000 cards need the largest page.
LARGEST = "4A0"
MOST_ON_PAPER = 1000
WHOLE: dict[str, Any] = {"whole": True, "persons": True, "collapse": "none", "layout": "force"}
ACTORS: dict[str, Any] = {"whole": True, "events": False, "collapse": "none", "most": 500}
COMMAND = [sys.executable, "-m", "mekgraph", "draw", "overview", "--quiet"]


def prepare(job: dict[str, Any]) -> dict[str, Any]:
    """The project with its data grown to some copies, and its graph."""
    if job["copies"] > 1:
        from bench.ask.jobs import prepare as grown

        return {"root": grown(job)["root"]}
    opened(ROOT)
    return {"root": str(ROOT)}


def opened(root: Path | str) -> Graph:
    """The graph of a project, built if it is not, and open."""
    graph = Graph.open(Project(Path(root), Path(root) / "out"))
    graph.engine  # noqa: B018 - opens it
    return graph


def drawn(graph: Graph, diagram: Diagram) -> tuple[Drawing, dict[str, Cost]]:
    """The drawing, and what it cost in parts: up to the scene, and its arrangement on the page."""
    seen = [clocks()]
    drawing = draw(graph, diagram, progress=lambda _: seen.append(clocks()))
    begun, _, composed = seen
    return drawing, {"scene": between(begun, composed), "layout": between(composed, clocks())}


def clocks() -> Cost:
    """CPU and wall seconds since some time or other."""
    return process_time(), perf_counter()


def between(begun: Cost, ended: Cost) -> Cost:
    """What was spent from one time to another."""
    return ended[0] - begun[0], ended[1] - begun[1]


def together(costs: Iterable[Cost]) -> Cost:
    """All costs as one."""
    cpu, wall = zip(*costs, strict=True)
    return sum(cpu), sum(wall)


def mekgraph(job: dict[str, Any]) -> dict[str, Any]:
    """Our picture of the best connected nodes; what is drawn is left in a file for the others."""
    page = LARGEST if job["most"] > MOST_ON_PAPER else ""
    drawing, cost = drawn(opened(job["root"]), Diagram(name="", most=job["most"], page=page, **WHOLE))
    placed = drawing.arrangement
    Path(job["network"]).write_text(json.dumps(network_of(drawing)), encoding="utf-8")
    counts = {"nodes": len(placed.cards), "links": len(drawing.scene.edges), "paper": placed.paper.name}
    try:
        with limited(job["limit"]):
            svg, cost["picture"] = timed(lambda: written(drawing, "svg"))
    except TimeoutError:
        return {**cost, **counts, "body": body(drawing), "peak": peak(), "stopped": job["limit"]}
    highest = peak()
    ids = {id_: place for place, id_ in enumerate(placed.cards)}
    labels = boxes(
        np.array([placed.middles[id_] for id_ in ids]), np.array([(c.width, c.height) for c in placed.cards.values()])
    )
    lines = document_of(drawing).pages[0].connectors
    ways = [(ids[line.start], ids[line.end], sampled(line.path)) for line in lines]
    return {
        **cost,
        "all": together(cost.values()),
        "peak": highest,
        "bytes": len(svg.encode() if isinstance(svg, str) else svg),
        **counts,
        "body": body(drawing),
        "overlapping": overlapping(labels),
        "through": through(ways, labels),
        "lines": len(ways),
    }


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """TimeoutError in what is done after so many seconds."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def body(drawing: Drawing) -> tuple[float, float]:
    """The width and height of where the diagram is on its page."""
    region = drawing.arrangement.paper.body
    return region.width, region.height


def network_of(drawing: Drawing) -> dict[str, Any]:
    """What others need to draw the same: labels in the same lines, links by the places of their ends, sizes."""
    placed, scene = drawing.arrangement, drawing.scene
    ids = {id_: place for place, id_ in enumerate(placed.cards)}
    area = placed.paper.body
    return {
        "labels": ["\n".join(card.lines) for card in placed.cards.values()],
        "cards": [(card.width, card.height) for card in placed.cards.values()],
        "links": [(ids[edge.source], ids[edge.target]) for edge in scene.edges],
        "area": (area.x, area.y, area.right, area.bottom),
        "paper": placed.paper.size,
        "points": SIZE,
    }


def rival(job: dict[str, Any]) -> dict[str, Any]:
    """What another makes of the same, and how readable that is on a page as large as ours."""
    done = RIVALS[job["rival"]](job)
    points = done.pop("points", None)
    if "layout" in done:
        done["all"] = together((done["layout"], done["picture"]))
    if points is None:
        return done
    network = read(job["network"])
    sizes = np.array([text_size(label.split("\n")) for label in network["labels"]])
    middles = stretched(np.array(points), sizes, network["area"])
    labels = boxes(middles, sizes)
    if "page" in done:
        done["own"] = overlapping(boxes(np.array(points) * POINT, sizes))
    pairs = sorted({(min(pair), max(pair)) for pair in map(tuple, network["links"])})
    ways = [(one, two, middles[[one, two]]) for one, two in pairs]
    return {**done, "overlapping": overlapping(labels), "through": through(ways, labels), "lines": len(ways)}


def overview(job: dict[str, Any]) -> dict[str, Any]:
    """All actors, from the open graph to a picture and to a page for the browser."""
    drawing, cost = drawn(opened(ROOT), Diagram(name="", **{**ACTORS, "persons": job["persons"]}))
    for form in ("svg", "html"):
        _, cost[form] = timed(lambda form=form: written(drawing, form))
    made = together((cost["scene"], cost["layout"]))
    counts = {"nodes": len(drawing.scene.nodes), "links": len(drawing.scene.edges)}
    return {
        **cost,
        **counts,
        **{f"to {form}": together((made, cost[form])) for form in ("svg", "html")},
        "peak": peak(),
    }


def command(_job: dict[str, Any]) -> dict[str, Any]:
    """`mekgraph draw overview` from the command to its last line, in a copy of the project whose graph is built."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("ontology", "data", "queries", "diagrams"):
            shutil.copytree(ROOT / name, root / name)
        opened(root)
        done = child(COMMAND, Path(os.devnull), root / "told.txt", root)
        if done["code"]:
            raise SystemExit(done["told"])
        files = {file.suffix[1:]: file.stat().st_size for file in sorted((root / "out" / "diagrams").iterdir())}
    return {"all": done["all"], "peak": done["peak"], "files": files}


TASKS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "prepare": prepare,
    "mekgraph": mekgraph,
    "rival": rival,
    "overview": overview,
    "command": command,
}


if __name__ == "__main__":
    job = json.loads(sys.argv[sys.argv.index("--job") + 1])
    print(json.dumps(TASKS[job["task"]](job)))
