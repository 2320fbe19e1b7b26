"""Queries made to bring a server down: none does, none is felt by others, and each ends with a reason.

Requirements 14 to 18 of the threats: what takes too long is gone a second after its time, the program itself grows by
no more than 100 MB, and a simple query beside three of them is answered in half a second (three times that where tests
run).
"""

import gc
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.errors import LimitError, MekgraphError, UsageError
from mekgraph.graph.worker.pool import MEBIBYTE, Limits, Reply, Workers

from ...apart.held import MEMORY_HELD

SIMPLE = "SELECT ?o WHERE { <https://example.org/7> <https://example.org/p> ?o }"
CLIQUE = 70
SECONDS = 1
PLACES = [f"?a{n} ?p{n} ?b{n}" for n in range(7)]
CROWD = " . ".join(PLACES)
TIMES = 3  # slower than a desk

# Refused before anything is run.
REFUSED = {
    "deep groups": "SELECT * WHERE " + "{" * 2_200 + "}" * 2_200,
    "deep sub-selects": "SELECT * WHERE { " + "{ SELECT * WHERE { " * 1_200 + "} }" * 1_200 + " }",
    "deep brackets": "SELECT * WHERE { FILTER(" + "(" * 4_000 + "1" + ")" * 4_000 + ") }",
    "deep lists": "SELECT * WHERE { ?s ?p " + "(" * 4_000 + ")" * 4_000 + " }",
    "deep triple terms": "SELECT * WHERE { ?s ?p " + "<<( ?s ?p " * 4_000 + "1" + " )>>" * 4_000 + " }",
    "deep functions": "SELECT (" + "STR(" * 4_000 + "1" + ")" * 4_000 + " AS ?x) WHERE { }",
    "a long chain of !": "SELECT * WHERE { FILTER(" + "!" * 50_000 + "true) }",
    "a long chain of +": "SELECT (1" + "+1" * 50_000 + " AS ?x) WHERE { }",
    "many unions": "SELECT * WHERE { " + " UNION ".join(["{ ?s ?p ?o }"] * 3_000) + " }",
    "a long path": "SELECT * WHERE { ?s " + "/".join(["<https://example.org/q>"] * 3_000) + " ?o }",
    "a long text": "SELECT * WHERE { ?s ?p ?o } #" + "x" * 300_000,
    "fetching": "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
}
# Stopped on the way, or ended before its end.
STOPPED = {
    "planning": "ASK { " + " . ".join(f"?s{n} ?p{n} ?s{n + 1}" for n in range(400)) + " }",
    "counting": f"SELECT (COUNT(*) AS ?n) WHERE {{ {CROWD} }}",
    "sorting": f"SELECT * WHERE {{ {CROWD} }} ORDER BY ?b3 ?b1",
    "grouping": f"SELECT ?b1 ?b2 ?b3 (COUNT(*) AS ?n) WHERE {{ {CROWD} }} GROUP BY ?b1 ?b2 ?b3",
    "sorting out": f"SELECT (COUNT(DISTINCT CONCAT(STR(?b1), STR(?b2), STR(?b3))) AS ?n) WHERE {{ {CROWD} }}",
    "yes or no": f"ASK {{ {CROWD} FILTER(STR(?b1) < STR(?b6) && STR(?b6) < STR(?b1)) }}",
    "everything": f"SELECT * WHERE {{ {CROWD} }}",
    "a graph of everything": f"CONSTRUCT {{ ?a0 ?p1 ?b2 }} WHERE {{ {CROWD} }}",
    "doubling": "SELECT (STRLEN(?x31) AS ?n) WHERE { BIND('0123456789' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(31))
    + " }",
    "joining texts": f"SELECT (GROUP_CONCAT(STR(?b1)) AS ?x) WHERE {{ {CROWD} }}",
    "paths of paths": "SELECT (COUNT(*) AS ?n) WHERE { ?s (((<https://example.org/q>*)*)*)* ?o }",
    "paths of steps": f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s {'/'.join(['<https://example.org/q>'] * 6)} ?o }}",
    "patterns in a filter": f"SELECT * WHERE {{ ?s ?p ?o FILTER NOT EXISTS {{ {CROWD} FILTER(STR(?b1) < STR(?o) && STR(?b6) < STR(?b1) && STR(?o) < STR(?b6)) }} }}",
    "what is not there": f"SELECT * WHERE {{ ?s ?p ?o MINUS {{ ?s ?q ?x . {CROWD} FILTER(STR(?b1) < STR(?b6) && STR(?b6) < STR(?b1)) }} }}",
}
# Dangerous to other engines.
ANSWERED = {
    "a pattern that goes back": "SELECT ?m WHERE { BIND(REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$') AS ?m) }",
    "a pattern of patterns": "SELECT ?m WHERE { BIND(REGEX('a', '((((a{999}){999}){999}){999})') AS ?m) }",
    "a number of many digits": f"SELECT ({'9' * 10_000} + 1 AS ?n) WHERE {{ }}",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with some things, and some that are all linked with each other."""
    place = tmp_path_factory.mktemp("bombs") / "store"
    store = ox.Store(str(place))
    space = "https://example.org/"
    things = [ox.NamedNode(f"{space}{n}") for n in range(400)]
    store.extend(ox.Quad(thing, ox.NamedNode(f"{space}p"), ox.Literal(f"thing {n}")) for n, thing in enumerate(things))
    linked = things[:CLIQUE]
    store.extend(ox.Quad(one, ox.NamedNode(f"{space}q"), other) for one in linked for other in linked)
    store.flush()
    del store
    gc.collect()
    return place


@pytest.fixture(scope="module")
def workers(folder: Path) -> Iterator[Workers]:
    with Workers(folder, Limits(SECONDS, memory=300 * MEBIBYTE, size=MEBIBYTE), count=4, waiting=40) as workers:
        yield workers


def memory() -> int:
    """What this process holds in memory, in MB; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 1_000_000
    except OSError:
        return 0


def outcome(workers: Workers, query: str) -> Reply | MekgraphError:
    try:
        reply = workers.run(query)
    except (UsageError, LimitError) as error:
        return error
    reply.body.close()
    return reply


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_too_deep_or_too_long_is_refused_at_once(workers: Workers, name: str) -> None:
    before = time.monotonic()
    assert isinstance(outcome(workers, REFUSED[name]), UsageError)
    assert time.monotonic() - before < SECONDS * TIMES


@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_dangerous_to_others_is_answered(workers: Workers, name: str) -> None:
    assert isinstance(outcome(workers, ANSWERED[name]), Reply)


@pytest.mark.slow
@pytest.mark.skipif(not MEMORY_HELD, reason="this system does not bound the memory of a process")
def test_three_at_a_time_stop_nobody_else(workers: Workers) -> None:
    before = memory()
    took: dict[str, float] = {}

    def bomb(name: str) -> tuple[str, Reply | MekgraphError]:
        began = time.monotonic()
        found = outcome(workers, STOPPED[name])
        took[name] = time.monotonic() - began
        return name, found

    beside = _Beside(workers)
    with ThreadPoolExecutor(3) as pool:
        found = dict(pool.map(bomb, STOPPED))
    waits = beside.stop()
    survived = {name for name, end in found.items() if isinstance(end, Reply) and not end.truncated}
    assert survived == set()
    assert {name for name, seconds in took.items() if seconds > (SECONDS + 1) * TIMES} == set()
    assert len(waits) > 50
    assert waits[int(len(waits) * 0.95)] < 0.5 * TIMES
    assert memory() - before <= 100
    assert b"thing 7" in workers.run(SIMPLE).content


@pytest.mark.slow
def test_more_than_there_are_workers_stop_nobody_else(folder: Path) -> None:
    """Twelve who ask long questions again and again, a moment after they are told anything."""
    end = time.monotonic() + 10

    def bomb(_: int) -> set[str]:
        keys = set()
        while time.monotonic() < end:
            found = outcome(workers, STOPPED["what is not there"])
            assert isinstance(found, LimitError)
            keys.add(found.key)
            time.sleep(0.1)
        return keys

    with Workers(folder, Limits(4, memory=300 * MEBIBYTE), count=4, waiting=40) as workers:
        beside = _Beside(workers)
        with ThreadPoolExecutor(12) as pool:
            keys = set().union(*pool.map(bomb, range(12)))
        waits = beside.stop()
    assert keys == {"limit.time", "limit.crowded"}
    assert len(waits) > 50
    assert waits[int(len(waits) * 0.95)] < 0.5 * TIMES


class _Beside:
    """Somebody who asks something simple again and again, and how long each answer took."""

    def __init__(self, workers: Workers) -> None:
        self.workers = workers
        self.waits: list[float] = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._ask)
        self.thread.start()

    def _ask(self) -> None:
        while not self.ended.wait(0.02):
            before = time.monotonic()
            assert b"thing 7" in self.workers.run(SIMPLE).content
            self.waits.append(time.monotonic() - before)

    def stop(self) -> list[float]:
        """The times in order."""
        self.ended.set()
        self.thread.join()
        return sorted(self.waits)
