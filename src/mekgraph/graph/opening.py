"""A graph to ask, wherever it is: built here from the files of a project, or on a server; whole or as of a date."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from mekgraph.graph.asof import Axes
from mekgraph.graph.build import Build, Progress, build, read_all
from mekgraph.graph.engine import Evaluating, OxigraphEngine, Rows
from mekgraph.graph.fingerprint import fingerprint
from mekgraph.graph.view import view
from mekgraph.graph.worker.pool import Limits, Reply, Workers
from mekgraph.resources import Project

WHOLE = Axes()


class Graph(ABC):
    """The graph of a project: what it is asked with, and what can be said of it."""

    def __init__(self, project: Project, progress: Progress) -> None:
        self.project = project
        self.progress = progress

    @staticmethod
    def open(project: Project, progress: Progress = lambda _: None, endpoint: str | None = None) -> "Graph":
        """The graph behind a SPARQL endpoint, or else that of the project's files, which is built if they have changed.

        Raises EndpointError for an endpoint that cannot be asked, and InputError as ``build`` does.
        """
        if endpoint:
            # The client of endpoints takes long to load, and few need it.
            remote: Graph = import_module("mekgraph.graph.remote.graph").RemoteGraph.at(endpoint, project, progress)
            return remote
        return BuiltGraph(project, progress)

    @property
    @abstractmethod
    def engine(self) -> Evaluating:
        """The whole graph, for queries of our own."""

    @property
    @abstractmethod
    def built(self) -> Build:
        """The graph as a store on this machine."""

    @property
    @abstractmethod
    def version(self) -> str:
        """The version of the data."""

    @property
    @abstractmethod
    def engine_name(self) -> str:
        """What answers the queries about the whole graph."""

    @property
    def endpoint(self) -> str:
        """The address of the endpoint; empty for a graph on this machine."""
        return ""

    @abstractmethod
    def data(self) -> Iterable[ox.Triple]:
        """The statements of the data, without ontology and derived edges."""

    @cached_property
    def fetched(self) -> OxigraphEngine:
        """The whole graph for questions that only the engine of this program is known to answer rightly."""
        return OxigraphEngine.open(self.built.folder)

    @property
    def digest(self) -> str:
        """One number for all that the graph says (RDFC-1.0)."""
        return fingerprint(self.built.folder)

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

    @contextmanager
    def apart(self, limits: Limits) -> Iterator[Callable[[str], Rows | bool | list[ox.Triple]]]:
        """A way to ask several queries from outside about the whole graph; see ``evaluate_apart``."""
        with Workers(self.folder(), limits, count=1) as workers:
            yield workers.evaluate

    def content(self, query: str, kind: str, limits: Limits, axes: Axes = WHOLE) -> Reply:
        """The answer of a query from outside in a media type, just as the engine writes it.

        Raises FormatError where the answer has no such form, and what ``evaluate_apart`` raises.
        """
        with Workers(self.folder(axes), limits, count=1) as workers:
            return workers.run(query, [kind])


def stated(project: Project) -> Iterable[ox.Triple]:
    """The statements of the data files of a project, literals as they are written there.

    Raises InputErrors that name every file that cannot be read.
    """
    documents = read_all(project.data_files(), project)
    return (statement.triple for document in documents for statement in document.statements)


class BuiltGraph(Graph):
    """The graph of a project's files, built if they have changed."""

    def __init__(self, project: Project, progress: Progress) -> None:
        super().__init__(project, progress)
        self._built = build(project, progress)

    @property
    def engine(self) -> OxigraphEngine:
        """See Graph."""
        return self.fetched

    @property
    def built(self) -> Build:
        """See Graph."""
        return self._built

    @property
    def version(self) -> str:
        """See Graph."""
        return self.built.version

    @property
    def engine_name(self) -> str:
        """See Graph."""
        return f"pyoxigraph {version('pyoxigraph')}"

    def data(self) -> Iterable[ox.Triple]:
        """See Graph; from the text files, so that literals keep the text they were written with."""
        return stated(self.project)
