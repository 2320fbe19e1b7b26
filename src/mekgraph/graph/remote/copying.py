"""A graph on a server, fetched whole: every statement, or an error.

Servers cut long answers off, and some do not say so (Virtuoso, for graphs). So the statements are counted there, and
where they are not all in one answer, they are asked for a few hundred things at a time.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from mekgraph.errors import EndpointError, InputError
from mekgraph.graph.build import VERSION_LENGTH, Build, Progress, write_store
from mekgraph.graph.derive import DERIVED
from mekgraph.graph.lock import locked
from mekgraph.graph.remote.engine import RemoteEngine
from mekgraph.iris import GRAPH, shorten
from mekgraph.sparql import own_query

DATA = GRAPH + "data"


def statements(engine: RemoteEngine, graph: str = "") -> list[ox.Triple]:
    """All statements of a graph, or of what the endpoint takes for its default graph.

    Raises EndpointError where they are not as many as the endpoint counts, and what the engine raises.
    """
    part = engine.over([graph]) if graph else engine
    count = int(getattr(part.select(own_query("statement-count")).rows[0][0], "value", 0))
    found = set(_at_once(part))
    if len(found) != count:
        found = {*_blank(part), *_by_things(part)}
    if len(found) != count:
        named = shorten(graph) or "-"
        raise EndpointError("usage.endpoint_half", url=engine.url, graph=named, found=len(found), count=count)
    return sorted(found, key=str)


def _at_once(engine: RemoteEngine) -> list[ox.Triple]:
    try:
        return engine.construct(own_query("everything"))
    except EndpointError as error:
        if error.key != "usage.endpoint_large":
            raise
        return []


def _blank(engine: RemoteEngine) -> Iterator[ox.Triple]:
    """What is said with blank nodes, in one answer: another one would give them other labels."""
    rows = engine.select(own_query("blank-statements")).rows
    return (ox.Triple(*row) for row in rows)  # type: ignore[arg-type]


def _by_things(engine: RemoteEngine) -> Iterator[ox.Triple]:
    """What is said of things with an IRI and without blank nodes, a few things at a time."""
    after = ""
    while True:
        rows = engine.select(own_query("subjects-after", after=[ox.Literal(after)])).rows
        things = [thing for (thing,) in rows if isinstance(thing, ox.NamedNode)]
        if not things:
            return
        yield from _said_of(engine, things)
        after = things[-1].value


def _said_of(engine: RemoteEngine, things: Sequence[ox.NamedNode]) -> Iterator[ox.Triple]:
    try:
        rows = engine.select(own_query("descriptions", thing=things)).rows
    except EndpointError as error:
        if error.key != "usage.endpoint_cut" or len(things) == 1:
            raise
        middle = len(things) // 2
        yield from _said_of(engine, things[:middle])
        yield from _said_of(engine, things[middle:])
        return
    for subject, predicate, value in rows:
        if not isinstance(value, ox.BlankNode):
            yield ox.Triple(subject, predicate, value)  # type: ignore[arg-type]


def copy(engine: RemoteEngine, graphs: Sequence[str], place: Path, version: str, progress: Progress) -> Build:
    """The graphs of an endpoint (all it has, if none are named) as a store below ``place``, named by what it holds.

    An older copy there is removed. Raises InputError where the store cannot be written, and what ``statements`` raises.
    """
    progress("remote.copying")
    memory = ox.Store()
    for graph in graphs or ("",):
        name = ox.NamedNode(graph or DATA)
        memory.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, name) for t in statements(engine, graph))
    digest = hashlib.sha256("\n".join(sorted(map(str, memory))).encode()).hexdigest()[:VERSION_LENGTH]
    try:
        _store(memory, place, digest)
    except OSError as error:
        raise InputError("input.unwritable", file=str(place), reason=error.strerror or str(error)) from None
    derived = sum(quad.graph_name.value.startswith(DERIVED) for quad in memory)
    return Build(version or digest, place / digest / "store", len(memory) - derived, derived)


def _store(memory: ox.Store, place: Path, name: str) -> None:
    place.mkdir(parents=True, exist_ok=True)
    with locked(place / "lock"):
        if (place / name).is_dir():
            return
        for old in filter(Path.is_dir, place.iterdir()):
            shutil.rmtree(old, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(dir=place, prefix=".copying-"))
        write_store(memory, folder / "store")
        folder.replace(place / name)
