"""SERVICE asks the hosts that were named, a real second server here, and reaches nobody else."""

import http.server
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from mekgraph.graph.federation.hosts import Host
from mekgraph.graph.worker.pool import Limits
from mekgraph.resources import Project

from .conftest import Client, Reply, serving

pytestmark = pytest.mark.slow

STATES = "?s a mek:State ; skos:prefLabel ?name . FILTER(LANG(?name) = 'en')"
JSON = "application/sparql-results+json"
PART = 64 * 1024
Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Canary:
    """Listens, and counts those who come."""

    def __init__(self) -> None:
        self.hits = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.socket.settimeout(0.1)

    def check(self) -> None:
        """Nobody has come."""
        with pytest.raises(TimeoutError):
            self.socket.accept()


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    made.check()
    made.socket.close()


@contextmanager
def endpoint(answer: Answer) -> Iterator[int]:
    """The port of a server that answers each POST in its own way."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.query = self.rfile.read(int(self.headers["Content-Length"])).decode()  # type: ignore[attr-defined]
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sends(body: bytes, kind: str = JSON, status: int = 200, length: int | None = None, **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(length or len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def rows(*values: dict[str, object]) -> bytes:
    return json.dumps({"head": {"vars": ["v"]}, "results": {"bindings": [{"v": value} for value in values]}}).encode()


@contextmanager
def allowing(project: Project, *hosts: str, seconds: float = 10, **more: object) -> Iterator[Client]:
    services = tuple(Host.of(host) for host in hosts)
    with serving(project, limits=Limits(seconds=seconds, services=services), count=2, **more) as client:
        yield client


def ask(client: Client, query: str, accept: str = JSON) -> Reply:
    return client(f"/sparql?query={quote(query)}", Accept=accept)


def values(client: Client, query: str) -> list[str]:
    reply = ask(client, query)
    assert reply.status == 200, reply.text
    return [row["v"]["value"] if "v" in row else "" for row in json.loads(reply.body)["results"]["bindings"]]


def test_two_servers_answer_one_question(client: Client, project: Project) -> None:
    there = f"<http://127.0.0.1:{client.port}/sparql>"
    with allowing(project, f"127.0.0.1:{client.port}") as near:
        alone = ask(near, f"SELECT ?s ?name WHERE {{ {STATES} }} ORDER BY ?s ?name")
        both = ask(near, f"SELECT ?s ?name WHERE {{ SERVICE {there} {{ {STATES} }} }} ORDER BY ?s ?name")
        assert both.body == alone.body
        joined = f"SELECT (COUNT(*) AS ?v) WHERE {{ ?s a mek:State . SERVICE {there} {{ {STATES} }} }}"
        named = f"PREFIX far: <http://127.0.0.1:{client.port}/> {joined.replace(there, 'far:sparql')}"
        based = f"BASE <http://127.0.0.1:{client.port}/> {joined.replace(there, '<sparql>')}"
        counts = [values(near, query) for query in (joined, named, based)]
        assert counts == [[str(len(json.loads(alone.body)["results"]["bindings"]))]] * 3
        optional = f"ASK {{ OPTIONAL {{ SERVICE {there} {{ ?x a mek:Nothing }} }} FILTER(!BOUND(?x)) }}"
        assert json.loads(ask(near, optional).body)["boolean"]
        described = ask(near, "ASK {}").status, near("/sparql", Accept="text/turtle").text
        assert "BasicFederatedQuery" in described[1]


def test_no_service_without_a_host_that_was_named(client: Client, canary: Canary) -> None:
    for silent in ("", "SILENT"):
        reply = ask(client, f"ASK {{ SERVICE {silent} <http://127.0.0.1:{canary.port}/> {{ ?s ?p ?o }} }}")
        assert reply.status == 400
    assert "BasicFederatedQuery" not in client("/sparql", Accept="text/turtle").text


@pytest.mark.parametrize(
    "written",
    [
        "<http://127.0.0.1:{evil}/>",
        "<http://localhost:{evil}/>",
        "<http://127.0.0.1:{good}@127.0.0.1:{evil}/>",
        "<HTTP://127.0.0.1:{evil}/>",
        "<http://127.1:{evil}/>",
        "<http://127.0.0.1.:{evil}/>",
        "<http://[::ffff:127.0.0.1]:{evil}/>",
        "<http://0x7f000001:{evil}/>",
        "<http://\\u0031\\u0032\\u0037.0.0.1:{evil}/>",
        "# <http://127.0.0.1:{good}/>\n <http://127.0.0.1:{evil}/>",
        "?where",
        "evil:sparql",
        "<sparql>",
        "undeclared:sparql",
    ],
)
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_nobody_else_is_reached(project: Project, canary: Canary, written: str, silent: str) -> None:
    with allowing(project, "127.0.0.1:9") as near:
        place = written.format(good=9, evil=canary.port)
        base = f"http://127.0.0.1:{canary.port}/"
        query = f"BASE <{base}> PREFIX evil: <{base}> ASK {{ BIND(<{base}> AS ?where) SERVICE {silent}{place} {{ }} }}"
        assert ask(near, query).status == 400


def test_a_service_in_a_service_is_not_passed_on(project: Project, canary: Canary) -> None:
    with endpoint(sends(rows())) as port, allowing(project, f"127.0.0.1:{port}") as near:
        evil = f"SERVICE <http://127.0.0.1:{canary.port}/> {{ }}"
        assert ask(near, f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ {evil} }} }}").status == 400


def test_a_redirect_is_not_followed(project: Project, canary: Canary) -> None:
    for status in (301, 302, 303, 307, 308):
        away = sends(b"", status=status, Location=f"http://127.0.0.1:{canary.port}/")
        with endpoint(away) as port, allowing(project, f"127.0.0.1:{port}") as near:
            reply = ask(near, f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ }} }}")
            assert (reply.status, "127.0.0.1" in reply.text) == (502, True)


def test_a_name_that_leads_into_the_own_network(
    project: Project, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", canary.port))]
    with allowing(project, f"rebound.example:{canary.port}") as near:
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, *a, **k: answer if host == "rebound.example" else real(host, *a, **k)
        )
        for silent in ("", "SILENT"):
            query = f"ASK {{ SERVICE {silent} <http://rebound.example:{canary.port}/> {{ }} }}"
            assert ask(near, query).status == 400


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (sends(b"<html>Hello</html>", "text/html"), 502),
        (sends(rows({"type": "uri", "value": "http://x/"})[:-9]), 502),
        (sends(b"{}", length=100), 502),
        (sends(b"no", status=500), 502),
        (sends(b'{"head": {}, "boolean": true}'), 502),
        (sends(rows({"type": "uri", "value": "http://x/> } SERVICE <http://evil.example/> { ?a ?b <http://y/"})), 502),
        (sends(rows({"type": "literal", "value": "x", "xml:lang": "en . } SERVICE <http://evil.example/> {"})), 502),
        (sends(rows({"type": "literal", "value": "x", "datatype": "http://x/> <y"})), 502),
        (sends(b"x" * 100, "text/csv"), 502),
    ],
)
def test_answers_that_are_none(project: Project, answer: Answer, status: int) -> None:
    with endpoint(answer) as port, allowing(project, f"127.0.0.1:{port}") as near:
        part = f"<http://127.0.0.1:{port}/> {{ ?s ?p ?v }}"
        reply = ask(near, f"SELECT ?v {{ SERVICE {part} }}")
        assert (reply.status, f"127.0.0.1:{port}" in reply.text) == (status, True)
        assert values(near, f"SELECT ?v {{ SERVICE SILENT {part} }}") == [""]


def test_terms_come_as_they_are(project: Project) -> None:
    given = [
        {"type": "uri", "value": "http://x/\u044f"},
        {"type": "literal", "value": 'a "b"\n\\ } SERVICE <http://evil.example/> { \u044f'},
        {"type": "literal", "value": "a", "xml:lang": "uz-cyrl"},
        {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        {"type": "bnode", "value": "b0"},
    ]
    with endpoint(sends(rows(*given))) as port, allowing(project, f"127.0.0.1:{port}") as near:
        reply = ask(near, f"SELECT ?v {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?v }} }}")
        found = [row["v"] for row in json.loads(reply.body)["results"]["bindings"]]
        assert found[:4] == given[:4]
        assert found[4]["value"].startswith("https://w3id.org/mekgraph/.well-known/genid/")


def test_a_service_that_is_slow_or_endless_ends(project: Project) -> None:
    def dripping(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        for _ in range(100):
            time.sleep(0.05)
            try:
                handler.wfile.write(b"X-More: 1\r\n")
            except OSError:
                return

    with endpoint(dripping) as port, allowing(project, f"127.0.0.1:{port}", seconds=1) as near:
        before = time.monotonic()
        assert ask(near, f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ }} }}").status == 502
        assert time.monotonic() - before < 3


def test_what_is_fetched_and_what_is_done_with_it_have_one_time(project: Project) -> None:
    def late(handler: http.server.BaseHTTPRequestHandler) -> None:
        time.sleep(2.5)
        sends(rows({"type": "literal", "value": "x"}))(handler)

    with endpoint(late) as port, allowing(project, f"127.0.0.1:{port}", seconds=3) as near:
        endless = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) < STR(?i)) }"
        before = time.monotonic()
        found = ask(near, f"SELECT (COUNT(*) AS ?n) {{ SERVICE <http://127.0.0.1:{port}/> {{ ?x ?y ?v }} {endless} }}")
        assert found.status == 503
        assert 2.5 < time.monotonic() - before < 4.5


def test_a_service_that_says_too_much_is_cut_off(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mekgraph.graph.federation.inlining.SIZE", 2 * PART)
    with endpoint(sends(b" " * 10 * PART)) as port, allowing(project, f"127.0.0.1:{port}") as near:
        assert ask(near, f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ }} }}").status == 502


def test_a_service_that_is_waited_for_stops_nobody_else(project: Project) -> None:
    def late(handler: http.server.BaseHTTPRequestHandler) -> None:
        time.sleep(1.5)
        sends(rows())(handler)

    with endpoint(late) as port, allowing(project, f"127.0.0.1:{port}", waiting=4) as near:
        query = f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ }} }}"
        statuses: list[int] = []
        threads = [threading.Thread(target=lambda: statuses.append(ask(near, query).status)) for _ in range(6)]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        before = time.monotonic()
        assert ask(near, "ASK {}").status == 200
        assert time.monotonic() - before < 1
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [200, 200, 200, 503, 503, 503]


def test_who_hangs_up_is_not_waited_for(project: Project) -> None:
    came, left = threading.Event(), threading.Event()

    def hangs(handler: http.server.BaseHTTPRequestHandler) -> None:
        came.set()
        handler.rfile.read(1)
        left.set()

    with endpoint(hangs) as port, allowing(project, f"127.0.0.1:{port}", seconds=60) as near:
        query = quote(f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ }} }}")
        with socket.create_connection(("127.0.0.1", near.port)) as line:
            line.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: 127.0.0.1:{near.port}\r\n\r\n".encode())
            assert came.wait(10)
            assert not left.is_set()
        assert left.wait(5)


def test_an_error_behind_a_service_is_on_its_line(project: Project) -> None:
    with endpoint(sends(rows())) as port, allowing(project, f"127.0.0.1:{port}") as near:
        query = f"SELECT *\n{{ SERVICE\n<http://127.0.0.1:{port}/>\n{{ ?s ?p ?v }}\n}} LIMIT x"
        assert "5" in ask(near, query).text.partition("\n")[0]


def test_the_engine_reads_what_is_put_in() -> None:
    """Many rows at once are no deeper or slower to read than few."""
    many = " ".join(f'(<http://x/{n}> "{n}")' for n in range(100_000))
    before = time.monotonic()
    found = ox.Store().query(f"SELECT (COUNT(*) AS ?n) {{ VALUES (?a ?b) {{ {many} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    assert next(found)["n"] == ox.Literal(100_000)
    assert time.monotonic() - before < 10
