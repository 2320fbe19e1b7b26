"""A built graph to ask: whole or as of a date, directly or through workers that can be lost."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from mekgraph.graph.asof import Axes
from mekgraph.graph.build import Build, Progress, build
from mekgraph.graph.engine import OxigraphEngine, Rows
from mekgraph.graph.view import view
from mekgraph.graph.worker.pool import Limits, Workers
from mekgraph.resources import Project

WHOLE = Axes()


@dataclass(frozen=True)
class Graph:
    """The graph of a project as it was built, and the way in which it was."""

    project: Project
    built: Build
    progress: Progress = lambda _: None

    @classmethod
    def open(cls, project: Project, progress: Progress = lambda _: None) -> "Graph":
        """The graph of a project; it is built first if its files have changed. Raises InputError as ``build`` does."""
        return cls(project, build(project, progress), progress)

    @cached_property
    def engine(self) -> OxigraphEngine:
        """The whole graph, for queries of our own."""
        return OxigraphEngine.open(self.built.folder)

    def folder(self, axes: Axes = WHOLE, certain: bool = False) -> Path:
        """The store with what holds as of the dates: possibly, or even certainly."""
        return view(self.project, self.built, axes, certain, self.progress)

    def evaluate(self, query: str, axes: Axes = WHOLE, certain: bool = False) -> Rows | bool | list[ox.Triple]:
        """The answer of a query that can be trusted, such as that of a ready question."""
        engine = OxigraphEngine.open(self.folder(axes, certain)) if axes else self.engine
        return engine.evaluate(query)

    def evaluate_apart(
        self, query: str, limits: Limits, axes: Axes = WHOLE, certain: bool = False
    ) -> Rows | bool | list[ox.Triple]:
        """The answer of a query from outside, by a worker. Raises UsageError and LimitError as ``Workers.run``."""
        with Workers(self.folder(axes, certain), limits, count=1) as workers:
            return workers.evaluate(query)
