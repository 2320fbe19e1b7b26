"""SERVICE on real servers that fail in every way: told in our own words, in time, and to no one's cost but the asker's."""

import gc
import http.server
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.apart.process import Stop
from mekgraph.errors import EndpointError, LimitError, MekgraphError, UsageError
from mekgraph.graph.engine import Rows
from mekgraph.graph.federation import inlining
from mekgraph.graph.federation.hosts import Host
from mekgraph.graph.worker.pool import Limits, Workers

from ...apart.full import no_room
from ...endpoint import answering, free_port, sends, talking
from ..remote.test_failures import HEAD, JSON, Talk, nested, receive, said, silent, then

pytestmark = pytest.mark.slow

XML = "application/sparql-results+xml"
EMPTY = b'{"head": {"vars": ["v"]}, "results": {"bindings": []}}'
Request = http.server.BaseHTTPRequestHandler


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store."""
    path = tmp_path_factory.mktemp("store") / "store"
    ox.Store(str(path)).flush()
    gc.collect()
    return path


@contextmanager
def asking(folder: Path, *places: str, seconds: float = 5, waiting: int = 16) -> Iterator[Workers]:
    """Workers that may ask some hosts."""
    limits = Limits(seconds=seconds, services=tuple(map(Host.of, places)))
    with Workers(folder, limits, count=2, waiting=waiting) as workers:
        yield workers


def query(place: str, group: str = "{ ?s ?p ?v }", silently: str = "", scheme: str = "http") -> str:
    return f"SELECT ?v {{ SERVICE {silently} <{scheme}://{place}/> {group} }}"


def failing(workers: Workers, text: str) -> str:
    """The key of the error that the remote is to blame for."""
    with pytest.raises(EndpointError) as caught:
        workers.run(text)
    return said(caught.value)


def at(url: str) -> str:
    """Host and port of an address."""
    return url.split("/")[2]


def solutions(columns: list[str], rows: list[str]) -> bytes:
    head = json.dumps({"vars": columns})
    return f'{{"head": {head}, "results": {{"bindings": [{", ".join(rows)}]}}}}'.encode()


XML_HEAD = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="v"/></head>'
)
XML_TRIPLES = b"<triple><subject><uri>urn:a</uri></subject><predicate><uri>urn:a</uri></predicate><object>" * 20_000


def answer(content: bytes, kind: str = JSON, status: int = 200, **headers: str) -> Talk:
    lines = {"Content-Type": kind, "Content-Length": str(len(content)), **headers}
    head = f"HTTP/1.1 {status} No\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return then(f"{head}\r\n".encode() + content)


@pytest.mark.parametrize(
    ("talk", "key"),
    [
        (then(b""), "usage.endpoint_broken"),
        (then(HEAD + b"Content-Length: 100\r\n\r\n{"), "usage.endpoint_broken"),
        (then(b"SSH-2.0-OpenSSH\r\n"), "usage.endpoint_strange"),
        (answer(b"<html>Hello</html>", "text/html"), "usage.endpoint"),
        (answer(EMPTY[:-2]), "usage.endpoint"),
        (answer(b'{"head": {}, "boolean": true}'), "usage.endpoint"),
        (answer(nested("triple")), "usage.endpoint"),
        (answer(nested(r"\u0074riple")), "usage.endpoint"),
        (answer(XML_HEAD + b"<results>", XML), "usage.endpoint"),
        (answer(XML_HEAD + b"<results><result>", XML), "usage.endpoint"),
        (answer(XML_HEAD + b"<results></results>", XML), "usage.endpoint"),
        (answer(XML_HEAD + b"<results></result></sparql>", XML), "usage.endpoint"),
        (answer(XML_HEAD + b'<results><result><binding name="v">' + XML_TRIPLES, XML), "usage.endpoint"),
        (answer(b"", status=302, Location="http://127.0.0.1/"), "usage.endpoint_moved"),
        (answer(b"", status=401), "service.access"),
        (answer(b"", status=404), "usage.endpoint_refused"),
        (answer(b"", status=503), "usage.endpoint_busy"),
        (answer(b'"' + b"\\" * 17_000_000), "service.large"),
        (answer(b'"' + b"\\" * 4_194_000), "usage.endpoint"),
        (answer(solutions(["v"], ["{}"] * 1_000_001)), "service.terms"),
        (answer(solutions([f"v{n}" for n in range(2_000)], ["{}"] * 501)), "service.terms"),
    ],
)
def test_each_failure_is_told_and_may_be_passed_over(folder: Path, talk: Talk, key: str) -> None:
    with talking(talk) as place, asking(folder, place, seconds=60) as workers:
        assert failing(workers, query(place)) == key
        rows = workers.evaluate(query(place, silently="SILENT"))
        assert isinstance(rows, Rows)
        assert rows.rows == [(None,)]


@pytest.mark.parametrize("end", ["</sparql>", "</sparql >\n", "</sparql><!-- the end -->\n"])
def test_results_in_xml(folder: Path, end: str) -> None:
    row = "<result><binding name='v'><literal xml:lang='en'>a &lt;triple></literal></binding></result>"
    body = XML_HEAD + f"<results>{row}</results>{end}".encode()
    with talking(answer(body, XML)) as place, asking(folder, place) as workers:
        rows = workers.evaluate(query(place))
        assert isinstance(rows, Rows)
        assert rows.rows == [(ox.Literal("a <triple>", language="en"),)]


def test_nobody_is_there(folder: Path) -> None:
    place = f"127.0.0.1:{free_port()}"
    with asking(folder, place, f"name.invalid:{free_port()}", "name.invalid") as workers:
        assert failing(workers, query(place)) == "usage.endpoint_silent"
        assert failing(workers, query("name.invalid")) == "usage.endpoint_name"


def test_all_answers_together_have_one_bound(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inlining, "SIZE", 1024 * 1024)
    body = EMPTY.ljust(600_000)
    with answering(sends(200, JSON, body)) as url, asking(folder, at(url)) as workers:
        one = f"SERVICE <{url}> {{ ?s ?p ?v }}"
        assert workers.run(f"SELECT ?v {{ {one} }}").content
        assert failing(workers, f"SELECT ?v {{ {one} {one} }}") == "service.large"


def test_no_room_for_the_process_that_reads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_room(monkeypatch)
    with (
        answering(sends(200, JSON, EMPTY)) as url,
        asking(folder, at(url)) as workers,
        pytest.raises(LimitError) as caught,
    ):
        workers.run(f"SELECT ?v {{ SERVICE SILENT <{url}> {{ ?s ?p ?v }} }}")
    assert caught.value.key == "limit.busy"


def drips(line: socket.socket) -> None:
    receive(line)
    line.sendall(HEAD)
    for byte in b"X-More: 1\r\n" * 100:
        line.sendall(bytes([byte]))
        time.sleep(0.05)


@pytest.mark.parametrize(("talk", "scheme"), [(drips, "http"), (silent, "http"), (silent, "https")])
def test_what_is_fetched_takes_no_longer_than_the_query_may(folder: Path, talk: Talk, scheme: str) -> None:
    with talking(talk) as place, asking(folder, place, seconds=1) as workers:
        before = time.monotonic()
        assert failing(workers, query(place, scheme=scheme)) == "service.slow"
        assert time.monotonic() - before < 4


def test_an_answer_that_takes_long_to_read_is_left_in_time(folder: Path) -> None:
    body = solutions([f"v{n}" for n in range(340_000)], [])
    with talking(answer(body)) as place, asking(folder, place, seconds=2) as workers:
        before = time.monotonic()
        assert failing(workers, query(place)) == "service.slow"
        assert time.monotonic() - before < 4


def test_several_that_are_slow_have_one_clock(folder: Path) -> None:
    def late(request: Request) -> None:
        time.sleep(0.7)
        sends(200, JSON, EMPTY)(request)

    with answering(late) as url, asking(folder, at(url), seconds=1) as workers:
        before = time.monotonic()
        assert failing(workers, f"SELECT ?v {{ {f'SERVICE <{url}> {{ ?s ?p ?v }} ' * 4} }}") == "service.slow"
        assert time.monotonic() - before < 4


@pytest.mark.parametrize("silently", ["", "SILENT"])
def test_who_leaves_keeps_no_place_and_no_connection(folder: Path, silently: str) -> None:
    left = threading.Event()

    def hangs(line: socket.socket) -> None:
        silent(line)
        left.set()

    with talking(hangs) as place, asking(folder, place, seconds=60) as workers:
        stop = Stop()
        threading.Timer(0.3, stop.set).start()
        before = time.monotonic()
        with pytest.raises(LimitError):
            workers.run(query(place, silently=silently), stop=stop)
        assert time.monotonic() - before < 4
        assert left.wait(4)


@pytest.mark.parametrize(
    "group",
    [
        "{ ?s ?p }",
        "{ ?s ?p ?v . . }",
        "{ SELECT ?v { ?s ?p ?v } LIMIT }",
        "{ ?s ?p ?v FILTER( }",
        "{ ?s ?p ?v FILTER(?v = ) }",
        r"{ ?s ?p ?v \u007D LIMIT 1 \u007B }",
        r'{ ?s ?p "\u0022 } ; DROP ALL # " }',
        r'{ ?s ?p "\u0022 . SERVICE <http://evil.example/> { } . ?s ?p \u0022" }',
        r'{ ?s ?p "\u0022 } UNION { ?s ?p \u0022" }',
        r"{ ?s ?p <urn:a\u003E> } UNION { ?s ?p <\u003Curn:a> }",
        "{" * 90 + "?s ?p" + "}" * 90,
    ],
)
def test_nothing_is_sent_that_is_not_one_group(folder: Path, group: str) -> None:
    came: list[str] = []

    def hears(request: Request) -> None:
        came.append(request.path)
        sends(200, JSON, EMPTY)(request)

    with answering(hears) as url, asking(folder, at(url)) as workers:
        place = at(url)
        for silently in ("", "SILENT"):
            with pytest.raises(UsageError) as caught:
                workers.run("\n" + query(place, group, silently))
            assert not isinstance(caught.value, EndpointError)
            assert caught.value.values.get("line") == 2
        assert came == []
        assert workers.run(query(place, "{ ?s ?p ?v }")).content
    assert came == ["/"]


def test_a_group_is_sent_as_it_is(folder: Path) -> None:
    groups = [
        "{ ?s a mek:State ; ?p ?v . FILTER(?v < 3 && ?v > 2) } ",
        r"{ ?s ?p 'a\u0441\U0001F600' , \"\"\" } \"\"\" . # }" "\n }".replace('\\"', '"'),
        "{ SELECT ?v { ?s ?p ?v } LIMIT 3 }",
        "{ { ?s ?p ?v } UNION { ?s wdt:P31 ?v } }",
        "{ }",
    ]
    came: list[str] = []

    def hears(request: Request) -> None:
        came.append(request.sent.decode())  # type: ignore[attr-defined]
        sends(200, JSON, EMPTY)(request)

    with answering(hears) as url, asking(folder, at(url)) as workers:
        for group in groups:
            assert workers.run(f"PREFIX wdt: <urn:x> {query(at(url), group)}").content
    assert [text.partition("SELECT * ")[2] for text in came] == [group.strip() for group in groups]
    assert all(text.count("PREFIX wdt: <urn:x>") == 1 for text in came)


def in_background(pool: ThreadPoolExecutor, workers: Workers, text: str, stop: Stop) -> Callable[[], str]:
    """The key of the error of a query, once it has ended; "" if it has none."""

    def run() -> str:
        try:
            assert workers.run(text, stop=stop).content
        except MekgraphError as error:
            return error.key
        return ""

    return pool.submit(run).result


def test_a_host_that_hangs_blocks_no_other_host_and_no_other_query(folder: Path) -> None:
    came = threading.Semaphore(0)

    def hangs(line: socket.socket) -> None:
        came.release()
        silent(line)

    stop = Stop()
    with (
        talking(hangs) as bad,
        answering(sends(200, JSON, EMPTY)) as url,
        asking(folder, bad, at(url), seconds=60, waiting=6) as workers,
        ThreadPoolExecutor(8) as pool,
    ):
        stops = [Stop() for _ in range(2)]
        under_way = [in_background(pool, workers, query(bad), stop) for stop in stops]  # its half of the places
        for _ in stops:
            assert came.acquire(timeout=5)
        assert in_background(pool, workers, query(bad), stop)() == "limit.busy"
        assert in_background(pool, workers, query(bad, silently="SILENT"), stop)() == "limit.busy"
        for _ in range(5):
            assert in_background(pool, workers, query(at(url)), stop)() == ""
        assert in_background(pool, workers, "ASK { }", stop)() == ""
        for one in stops:
            one.set()
        assert [end() for end in under_way] == ["limit.busy"] * 2
        again = Stop()
        threading.Timer(0.3, again.set).start()
        in_background(pool, workers, query(bad), again)()
        assert came.acquire(timeout=0), "the places are free again"


def test_as_many_wait_as_there_are_places(folder: Path) -> None:
    """Waiting is cheap: more queries than workers may wait for endpoints."""
    gate = threading.Barrier(5)

    def together(request: Request) -> None:
        gate.wait(5)
        sends(200, JSON, EMPTY)(request)

    with (
        answering(together) as url,
        asking(folder, at(url), waiting=8) as workers,
        ThreadPoolExecutor(8) as pool,
    ):
        ends = [in_background(pool, workers, query(at(url)), Stop()) for _ in range(5)]
        assert [end() for end in ends] == [""] * 5
