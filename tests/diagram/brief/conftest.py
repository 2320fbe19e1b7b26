"""The ready diagrams as drawings and briefs."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from mekgraph.diagram.brief.briefing import brief
from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import draw
from mekgraph.graph.opening import Graph

READY = ("council", "funding", "overview", "repatriation", "un-around-council", "working-group-meeting")
Briefed = Callable[..., Brief]


@pytest.fixture(scope="session")
def briefed(graph: Graph) -> Briefed:
    """The brief of a ready diagram, in a language, perhaps with other keys; each is made once."""

    @cache
    def made(name: str, language: str = "en", **chosen: str) -> Brief:
        diagram = read_diagram(find_diagram(graph.project, name), graph)
        return brief(draw(graph, replace(diagram, **chosen), language), graph)  # type: ignore[arg-type]

    return made
