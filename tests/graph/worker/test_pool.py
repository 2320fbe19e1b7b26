"""Queries that must not stop the program: each ends with a reason, and the next one is answered."""

import gc
import http.server
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.errors import FormatError, LimitError, MekgraphError, UsageError
from mekgraph.graph.engine import OxigraphEngine, Rows
from mekgraph.graph.guard import Reach
from mekgraph.graph.worker.pool import MEBIBYTE, Limits, Workers
from mekgraph.messages import LANGUAGES

from ...apart.full import no_room
from ...apart.held import MEMORY_HELD, SOCKETS_HELD

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
THINGS = 400
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h FILTER(STR(?b) < STR(?h)) }"
HUNGRY = "SELECT ?a WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY ?b ?d ?f"


def stored(folder: Path, things: int = THINGS) -> Path:
    store = ox.Store(str(folder))
    space = "https://example.org/"
    store.extend(
        ox.Quad(
            ox.NamedNode(f"{space}{n}"), ox.NamedNode(f"{space}p"), ox.Literal(f"thing {n}"), ox.NamedNode(f"{space}g")
        )
        for n in range(things)
    )
    store.flush()
    del store
    gc.collect()
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("store") / "store")


@pytest.fixture
def workers(folder: Path) -> Iterator[Workers]:
    with Workers(folder, Limits(seconds=1, memory=700 * MEBIBYTE, size=MEBIBYTE), count=2, waiting=1) as workers:
        yield workers


def refused(workers: Workers, query: str) -> MekgraphError:
    """The error for a query; in three languages, and the next query is answered."""
    with pytest.raises(MekgraphError) as caught:
        workers.run(query)
    assert len({caught.value.text(language) for language in LANGUAGES}) == len(LANGUAGES)
    assert counted(workers) == THINGS
    return caught.value


def counted(workers: Workers) -> int:
    rows = workers.evaluate(COUNT)
    assert isinstance(rows, Rows)
    return int(rows.rows[0][0].value)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 5",
        "SELECT ?s ?none WHERE { ?s ?p 'thing 7' }",
        "ASK { ?s ?p 'thing 7' }",
        "ASK { ?s ?p 'thing' }",
        "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s ?p ?o FILTER(?o = 'thing 7') }",
        "SELECT ?service WHERE { ?service ?load 'thing 7' } # SERVICE",
    ],
)
def test_the_answer_is_that_of_the_embedded_engine(workers: Workers, folder: Path, query: str) -> None:
    assert workers.evaluate(query) == OxigraphEngine.open(folder).evaluate(query)


def test_a_query_that_takes_too_long_is_stopped(workers: Workers) -> None:
    before = time.monotonic()
    error = refused(workers, ENDLESS)
    assert (type(error), error.key) == (LimitError, "limit.time")
    assert time.monotonic() - before < 5


def test_planning_counts(folder: Path) -> None:
    groups = "GRAPH ?g {} " * 4000
    with Workers(folder, Limits(seconds=1)) as workers:
        assert refused(workers, f"ASK {{ {groups} }}").key == "limit.time"


@pytest.mark.skipif(not MEMORY_HELD, reason="this system does not bound the memory of a process")
def test_a_query_that_needs_too_much_memory_is_stopped(folder: Path) -> None:
    with Workers(folder, Limits(seconds=60, memory=700 * MEBIBYTE)) as workers:
        assert refused(workers, HUNGRY).key == "limit.memory"


def test_a_graph_that_is_too_long_is_refused(workers: Workers) -> None:
    """A part of it would be taken for the whole."""
    assert refused(workers, "CONSTRUCT { ?a ?p ?d } WHERE { ?a ?p ?b . ?c ?q ?d }").key == "limit.size"


def test_a_query_that_breaks_the_engine_breaks_only_its_worker(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mekgraph.graph.worker.pool.reach_of", lambda *_: Reach())
    assert refused(workers, "SELECT * WHERE " + "{" * 300_000 + "}" * 300_000).key == "limit.depth"


def test_wrong_queries_are_told_as_ever(workers: Workers) -> None:
    error = refused(workers, "SELECT ?s WHERE {\n ?s ?p }")
    assert (error.key, error.values["line"]) == ("usage.query", 2)
    assert refused(workers, "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }").key == "usage.fetching"
    assert refused(workers, "INSERT DATA { <https://example.org/x> a <https://example.org/X> }").key == "usage.query"


@pytest.mark.skipif(not SOCKETS_HELD, reason="this system does not let a process give up sockets")
def test_no_connection_can_be_made(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second wall: even a query that the guard let through reaches no host."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.path)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr("mekgraph.graph.worker.pool.reach_of", lambda *_: Reach())
    try:
        error = refused(
            workers, f"SELECT * WHERE {{ SERVICE <http://127.0.0.1:{server.server_port}/> {{ ?s ?p ?o }} }}"
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert (error.key, seen) == ("usage.failed", [])


def test_formats(workers: Workers) -> None:
    select, ask, construct = "SELECT ?s WHERE { ?s ?p 'thing 7' }", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"
    assert workers.run(select, ["text/turtle", "text/csv"]).content == b"s\r\nhttps://example.org/7\r\n"
    graph = workers.run(construct, ["text/csv", "text/turtle"])
    assert (graph.format, graph.content.count(b"thing")) == ("text/turtle", THINGS)
    for query, kind in ((select, "text/turtle"), (ask, "text/csv"), (construct, "text/csv")):
        with pytest.raises(FormatError):
            workers.run(query, [kind])


def test_the_graphs_of_the_dataset(workers: Workers) -> None:
    def rows(**graphs: list[str]) -> int:
        return len(workers.run("SELECT ?s WHERE { ?s ?p ?o }", ["text/csv"], **graphs).content.split()) - 1

    assert rows() == rows(default=["https://example.org/g"]) == THINGS
    assert rows(default=["https://example.org/none"]) == rows(named=["https://example.org/g"]) == 0
    assert b"true" in workers.run("ASK { GRAPH ?g { ?s ?p ?o } }", named=["https://example.org/g"]).content
    assert b"false" in workers.run("ASK { GRAPH ?g { ?s ?p ?o } }", default=["https://example.org/g"]).content


def test_too_many_at_once_are_turned_away_and_the_others_answered(workers: Workers) -> None:
    def ask(_: int) -> str:
        try:
            workers.run(ENDLESS)
        except LimitError as error:
            return error.key
        return "answered"

    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(ask, range(8)))
    assert keys.count("limit.busy") >= 1
    assert keys.count("limit.time") >= 2 + 1
    assert counted(workers) == THINGS


def test_another_store_takes_over_without_a_lost_answer(workers: Workers, tmp_path: Path) -> None:
    other = stored(tmp_path / "other", THINGS + 1)
    found: list[int] = []

    def ask() -> None:
        for _ in range(40):
            found.append(counted(workers))

    thread = threading.Thread(target=ask)
    thread.start()
    while thread.is_alive() and len(found) < 5:
        time.sleep(0.01)
    workers.move(other)
    thread.join()
    assert set(found) == {THINGS, THINGS + 1}
    assert found == sorted(found)


@pytest.mark.parametrize("seconds", [0, 0.5, 301, -1])
def test_limits_have_limits(seconds: float) -> None:
    with pytest.raises(UsageError):
        Limits(seconds=seconds)


def test_no_room_for_another_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workers(folder) as workers:
        with monkeypatch.context() as full:
            no_room(full)
            with pytest.raises(LimitError) as caught:
                workers.run(COUNT)
        assert caught.value.key == "limit.start"
        assert counted(workers) == THINGS
