"""The graph to a server, where it takes the place of the one before: all of it at once, or not at all.

Every graph goes under another name first and is counted there. Then one update, which servers with transactions carry
out as one, puts all of them in their places. What goes wrong before leaves the old graphs as they were.

On the way, properties are called by numbers. Where a server takes all its graphs for one, queries would meet the new
statements beside the old ones; so they ask for none of them.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.errors import EndpointError
from mekgraph.graph.build import Build, Progress
from mekgraph.graph.remote.addresses import Addresses
from mekgraph.graph.remote.credentials import Credentials
from mekgraph.graph.remote.engine import RemoteEngine
from mekgraph.graph.remote.loaded import ABOUT, STAGING, Loaded, counts, loaded, staged
from mekgraph.graph.remote.store import GraphStore
from mekgraph.graph.remote.transport import Bounds, Transport
from mekgraph.iris import GRAPH, shorten
from mekgraph.sparql import own_update

# Loading and moving graphs takes longer than a query may.
SECONDS = 600
PROPERTY = STAGING + "property/"
Triples = list[ox.Triple]


@dataclass(frozen=True)
class Pushed:
    """What a server holds after a push, counted there: statements by the name of the graph; and the data version."""

    address: str
    version: str
    counts: Mapping[str, int]


def push(
    built: Build, addresses: Addresses, progress: Progress = lambda _: None, bounds: Bounds | None = None
) -> Pushed:
    """Load a built graph into a server; graphs there that are not of an earlier push stay as they are.

    Raises EndpointError where the server cannot be reached, refuses, or does not hold in the end what was sent to it.
    """
    transport = Transport(Credentials.for_endpoint(addresses.query), bounds or Bounds(SECONDS), progress)
    return _Push(built, addresses, transport, progress).run()


class _Push:
    """One push; its staging graphs bear the version in their names."""

    def __init__(self, built: Build, addresses: Addresses, transport: Transport, progress: Progress) -> None:
        self.built = built
        self.progress = progress
        self.engine = RemoteEngine(addresses.query, transport=transport)
        self.updates = RemoteEngine(addresses.update, transport=transport)
        self.graphs = GraphStore(addresses.store, transport)
        self.names = _Names()

    def run(self) -> Pushed:
        content = _content(self.built)
        wanted = {graph: len(triples) for graph, triples in content.items()}
        before = loaded(self.engine)
        for graph in staged(self.engine):  # of a push that broke off
            self.graphs.drop(graph)
        try:
            self._stage(content)
            self._swap(wanted, [graph for graph in before.graphs if graph not in wanted])
        finally:
            self._clear(wanted)
        return Pushed(self.engine.url.partition("?")[0], self.built.version, wanted)

    def _stage(self, content: Mapping[str, Triples]) -> None:
        """Send the graphs under other names, and count what has arrived."""
        self.progress("remote.staging")
        for graph, triples in content.items():
            self.graphs.put(_staging(graph), map(self.names.staged, triples))
        self.progress("remote.checking")
        self._counted({_staging(graph): len(triples) for graph, triples in content.items()}, "usage.push_counts")

    def _swap(self, wanted: Mapping[str, int], old: Sequence[str]) -> None:
        """Move the graphs into their places, remove those that are no more, and count what is there then."""
        self.progress("remote.swapping")
        steps = [f"DROP SILENT GRAPH <{graph}>" for graph in old]
        steps += [
            own_update("put-in-place", place=graph, staging=_staging(graph), names=self.names) for graph in wanted
        ]
        failure: EndpointError | None = None
        try:
            self.updates.update(" ;\n".join(steps))
        except EndpointError as error:
            # The answer may have been lost on its way, and everything be done all the same.
            failure = error
        self.progress("remote.checking")
        try:
            if failure and counts(self.engine, [_staging(graph) for graph in wanted]):
                raise failure
            self._counted(wanted, "usage.push_after")
        except EndpointError:
            if failure:
                raise failure from None
            raise

    def _counted(self, wanted: Mapping[str, int], key: str) -> None:
        """Raise EndpointError for the first graph that does not hold as many statements as it should."""
        found = counts(self.engine, list(wanted))
        for graph, count in wanted.items():
            if found.get(graph, 0) != count:
                values = {"graph": shorten(graph), "found": found.get(graph, 0), "count": count}
                raise EndpointError(key, url=self.engine.url.partition("?")[0], **values)

    def _clear(self, wanted: Mapping[str, int]) -> None:
        """Remove what is left of the staging graphs; a server that fails here has failed before, and said why."""
        with contextlib.suppress(EndpointError):
            left = counts(self.engine, [_staging(graph) for graph in wanted])
            for graph in left:
                self.graphs.drop(graph)


class _Names:
    """The numbers by which properties are called in staging graphs."""

    def __init__(self) -> None:
        self._numbers: dict[ox.NamedNode, int] = {}

    def staged(self, triple: ox.Triple) -> ox.Triple:
        """A statement with the number of its property."""
        number = self._numbers.setdefault(triple.predicate, len(self._numbers))
        return ox.Triple(triple.subject, ox.NamedNode(f"{PROPERTY}{number}"), triple.object)

    def __str__(self) -> str:
        return " ".join(f"(<{PROPERTY}{number}> {name})" for name, number in self._numbers.items())


def _content(built: Build) -> dict[str, Triples]:
    """The statements by graph, and what they are in a graph of their own."""
    content: dict[str, Triples] = {}
    for quad in ox.Store.read_only(str(built.folder)):
        content.setdefault(str(getattr(quad.graph_name, "value", "")), []).append(quad.triple)
    content = dict(sorted(content.items()))
    return {**content, ABOUT: Loaded(built.version, tuple(content)).statements()}


def _staging(graph: str) -> str:
    return STAGING + graph.removeprefix(GRAPH)
