"""What one process of the bench does: draw with mekgraph or with another, or run the command, and say what it cost."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from bench.draw.labels import boxes, overlapping, sampled, stretched, text_size, through
from bench.draw.rivals import RIVALS, read
from bench.jobs import ROOT, Cost, peak, timed

from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.drawing import Drawing, draw
from mekgraph.diagram.formats.writing import document_of, written
from mekgraph.diagram.sheet.cards import SIZE
from mekgraph.diagram.sheet.paper import SIZES
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

# No page of the tool has room for 5,000 cards; this one is four times as wide as A2, and as high.
LARGE = ("4A0", (2378.0, 1682.0))
WHOLE = {"whole": True, "persons": True, "collapse": "none", "layout": "force"}
ACTORS = {"whole": True, "events": False, "collapse": "none", "most": 500}
COMMAND = [sys.executable, "-m", "mekgraph", "--quiet", "draw", "overview"]


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
    seen: list[tuple[float, float]] = []

    def note(_: str) -> None:
        seen.append(now())

    drawing = draw(graph, diagram, progress=note)
    begun, composed, ended = *seen, now()
    return drawing, {"scene": since(begun, composed), "layout": since(composed, ended)}


def now() -> tuple[float, float]:
    """CPU and wall seconds."""
    from time import perf_counter, process_time

    return process_time(), perf_counter()
