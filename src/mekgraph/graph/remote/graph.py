"""The graph behind an endpoint: asked there, and fetched from there where it has to be here."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from mekgraph.errors import EndpointError
from mekgraph.graph.asof import Axes
from mekgraph.graph.build import Build, Progress
from mekgraph.graph.engine import Rows
from mekgraph.graph.guard import guard
from mekgraph.graph.opening import WHOLE, Graph
from mekgraph.graph.remote.copying import DATA, copy
from mekgraph.graph.remote.credentials import Credentials
from mekgraph.graph.remote.engine import RemoteEngine
from mekgraph.graph.remote.loaded import Loaded, present
from mekgraph.graph.remote.transport import Bounds, Transport
from mekgraph.graph.worker.pool import Limits, Reply
from mekgraph.resources import Project

PLACE = "remote"


class RemoteGraph(Graph):
    """The graph behind an endpoint, where it holds what ``found`` tells.

    Queries go there: over the graphs by name, so that nothing else has a part in the answer; but where all graphs make
    up the default graph, over that, since Virtuoso 7 loses rows when several graphs are named. Dates, digests and
    checks need all statements, so these are fetched once, to a store of which ``built`` tells.
    """

    def __init__(self, project: Project, progress: Progress, engine: RemoteEngine, found: Loaded) -> None:
        super().__init__(project, progress)
        self._engine = engine if found.merged else engine.over(found.graphs)
        self._found = found

    @classmethod
    def at(cls, endpoint: str, project: Project, progress: Progress) -> "RemoteGraph":
        """The graph at the address ``endpoint``; see ``Graph.open``."""
        transport = Transport(Credentials.for_endpoint(endpoint), progress=progress)
        engine = RemoteEngine(endpoint, transport=transport)
        found = present(engine, project)
        return cls(project, progress, engine, found)

    @property
    def engine(self) -> RemoteEngine:
        """See Graph."""
        return self._engine

    @cached_property
    def built(self) -> Build:
        """See Graph; all statements of the endpoint as they were when this was first asked for."""
        found, place = self._found, self.project.out / PLACE
        return copy(self._engine, found.graphs, place, found.version, self.progress)

    @property
    def version(self) -> str:
        """See Graph; what the push that loaded it has told, or else a digest of what is there."""
        return self._found.version or self.built.version

    @property
    def engine_name(self) -> str:
        """See Graph; the address of the endpoint."""
        return self.endpoint

    @property
    def endpoint(self) -> str:
        """See Graph."""
        return self._engine.url.partition("?")[0]

    def data(self) -> Iterable[ox.Triple]:
        """See Graph; all there is, if it is not in graphs of ours."""
        return (quad.triple for quad in self.fetched.store.quads_for_pattern(None, None, None, ox.NamedNode(DATA)))

    def folder(self, axes: Axes = WHOLE, certain: bool = False) -> Path:
        """See Graph. Raises EndpointError where derived edges cannot be told from others."""
        if axes and DATA not in self._found.graphs:
            raise EndpointError("usage.endpoint_dates", url=self.engine_name)
        return super().folder(axes, certain)

    def evaluate_apart(
        self, query: str, limits: Limits, axes: Axes = WHOLE, certain: bool = False
    ) -> Rows | bool | list[ox.Triple]:
        """See Graph; without dates by the endpoint, within the same limits of time and size."""
        if axes:
            return super().evaluate_apart(query, limits, axes, certain)
        guard(query)
        return self._bounded(limits).evaluate(query)

    @contextmanager
    def apart(self, limits: Limits) -> Iterator[Callable[[str], Rows | bool | list[ox.Triple]]]:
        """See Graph; by the endpoint."""
        yield lambda query: self.evaluate_apart(query, limits)

    def content(self, query: str, kind: str, limits: Limits, axes: Axes = WHOLE) -> Reply:
        """See Graph; without dates just as the endpoint writes it."""
        if axes:
            return super().content(query, kind, limits, axes)
        guard(query)
        return self._bounded(limits).content(query, kind)

    def _bounded(self, limits: Limits) -> RemoteEngine:
        return self._engine.bounded(Bounds(limits.seconds, limits.size))
