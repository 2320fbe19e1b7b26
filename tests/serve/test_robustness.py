"""Clients that are slow, rude, many or gone: each gets an answer that fits, and the server goes on."""

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from mekgraph.graph.build import build
from mekgraph.graph.worker.pool import Limits
from mekgraph.resources import Project
from mekgraph.serve import running
from mekgraph.serve.framing import HEAD
from mekgraph.serve.pages import Pages
from mekgraph.serve.patience import PatientProtocol

from .conftest import Client, serving
from .test_protocol import COUNT, DIRECT, ENDLESS, SELECT

pytestmark = pytest.mark.slow

EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


def request(path: str, method: str = "GET", body: bytes = b"", **headers: str) -> bytes:
    """The bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def asking(query: str) -> bytes:
    return request(f"/sparql?query={quote(query)}")


@contextlib.contextmanager
def line(client: Client, *parts: bytes) -> Iterator[socket.socket]:
    """A connection over which some bytes have been sent."""
    with socket.create_connection(("127.0.0.1", client.port), timeout=20) as connection:
        for part in parts:
            connection.sendall(part)
        yield connection


def received(connection: socket.socket) -> bytes:
    """All that comes until the server hangs up, or the client loses patience."""
    parts = []
    with contextlib.suppress(OSError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def exchanged(client: Client, *parts: bytes) -> bytes:
    with line(client, *parts) as connection:
        connection.settimeout(5)
        return received(connection)


def is_well(client: Client) -> bool:
    return client("/healthz").status == client(f"/sparql?query={quote(SELECT)}").status == 200


@pytest.fixture
def single(project: Project) -> Iterator[Client]:
    """A server with one worker."""
    with serving(project, limits=Limits(seconds=20), count=1, waiting=4) as made:
        yield made


def test_200_clients_at_once(client: Client) -> None:
    connections = [socket.create_connection(("127.0.0.1", client.port), timeout=30) for _ in range(200)]
    try:
        for connection in connections:
            connection.sendall(asking(SELECT).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        answers = [received(connection) for connection in connections]
    finally:
        for connection in connections:
            connection.close()
    statuses = [answer[9:12] for answer in answers]
    assert set(statuses) <= {b"200", b"503"}
    assert statuses.count(b"200") >= 20
    assert all(b"retry-after" in answer.lower() for answer in answers if answer[9:12] == b"503")
    assert is_well(client)


def test_the_worker_of_a_client_that_left_is_free(single: Client) -> None:
    for _ in range(3):
        with line(single, asking(ENDLESS)):
            time.sleep(0.4)
    before = time.monotonic()
    assert single(f"/sparql?query={quote(SELECT)}").status == 200
    assert time.monotonic() - before < 5


def test_who_leaves_while_waiting_waits_no_more(single: Client) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(line(single, asking(ENDLESS)))
        time.sleep(0.5)
        assert single(f"/sparql?query={quote(SELECT)}").status == 503
    before = time.monotonic()
    while single(f"/sparql?query={quote(SELECT)}").status != 200:
        assert time.monotonic() - before < 5
        time.sleep(0.1)


def test_who_only_holds_connections_keeps_out_nobody(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST", 20)
    with serving(project, limits=Limits(seconds=3), count=2) as few, contextlib.ExitStack() as stack:
        working = stack.enter_context(line(few, asking(ENDLESS)))
        time.sleep(0.5)
        idle = [stack.enter_context(line(few, b"GET /")) for _ in range(60)]
        assert is_well(few)
        first = received(idle[0])
        assert (first[9:12], b"retry-after" in first.lower()) == (b"503", True)
        assert working.recv(65536)[9:12] == b"503"  # after its time, and not sooner
        assert is_well(few)


def test_who_holds_connections_at_rest_keeps_out_nobody(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST", 20)
    with serving(project) as few, contextlib.ExitStack() as stack:
        for _ in range(40):
            connection = stack.enter_context(line(few, request("/healthz")))
            assert connection.recv(12) == b"HTTP/1.1 200"
        assert is_well(few)


def test_a_body_that_comes_together_with_another_request_has_to_arrive(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PatientProtocol, "arrival", 1.0)
    half = request("/sparql", "POST", b"ASK", Content_Type=DIRECT, Content_Length="1000")
    with line(client, request("/healthz") + half) as connection:
        answers, until = b"", time.monotonic() + 15
        connection.settimeout(0.2)
        with contextlib.suppress(ConnectionError):  # it has been hung up on
            while time.monotonic() < until and b" 408 " not in answers:
                connection.sendall(b" ")
                with contextlib.suppress(TimeoutError):
                    answers += connection.recv(65536)
    assert b" 408 " in answers


def test_a_body_of_a_request_that_needs_none_is_bounded_too(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    head = request(f"/sparql?query={quote(SELECT)}", Transfer_Encoding="chunked", Connection="close")
    long = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    assert exchanged(client, head, long * 17 + b"0\r\n\r\n").startswith(b"HTTP/1.1 413")
    assert [record.getMessage() for record in caplog.records if record.name in ("asyncio", "uvicorn.error")] == []
    assert exchanged(client, head, b"0\r\n\r\n").startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("ends", [socket.SHUT_WR, socket.SHUT_RDWR])
@pytest.mark.parametrize("kind", [DIRECT, "application/x-www-form-urlencoded"])
def test_a_body_that_breaks_off(client: Client, ends: int, kind: str) -> None:
    with line(client, request("/sparql", "POST", b"query=ASK", Content_Type=kind, Content_Length="1000")) as connection:
        connection.shutdown(ends)
        assert b"200 OK" not in received(connection)
    assert is_well(client)


def test_a_body_in_chunks(client: Client) -> None:
    head = request("/sparql", "POST", Content_Type=DIRECT, Transfer_Encoding="chunked", Connection="close")
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (b"ASK", b" { ", b"}")) + b"0\r\n\r\n"
    assert exchanged(client, head, body).startswith(b"HTTP/1.1 200")
    long = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    answer = b""
    with line(client, head) as connection, contextlib.suppress(OSError):
        for _ in range(40):
            connection.sendall(long)
        connection.sendall(b"0\r\n\r\n")
        answer = received(connection)
    assert b"200 OK" not in answer
    assert exchanged(client, head, b"zz\r\nASK {}\r\n0\r\n\r\n")[9:12] == b"400"
    assert is_well(client)


def test_several_requests_over_one_connection(client: Client) -> None:
    last = request("/healthz", Connection="close")
    answers = exchanged(client, asking("ASK {}") + request("/nowhere") + last)
    assert [part[:3] for part in answers.split(b"HTTP/1.1 ")[1:]] == [b"200", b"404", b"200"]
    assert answers.index(b'"boolean":true') < answers.index(b"404 Not Found") < answers.index(b"ok ")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        b"GET /healthz\r\n\r\n",
        b"GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"\n" * 1000 + b"\xff" * 1000 + b"\r\n\r\n",
        request("/sparql?query=" + "x" * 2 * HEAD),
        request("/healthz", X="x" * 2 * HEAD),
        request("/healthz", **{f"X{n}": "x" * 100 for n in range(2000)}),
    ],
)
def test_what_is_no_request(client: Client, sent: bytes) -> None:
    answer = exchanged(client, sent)
    assert answer[9:12] in (b"400", b"414", b"421", b"431")
    assert b"Traceback" not in answer
    assert is_well(client)


def test_a_long_query_fits_into_an_address(client: Client) -> None:
    assert client(f"/sparql?query={quote(SELECT)}%23{'x' * 40_000}").status == 200


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET /heal", b"GET /healthz HTTP/1.1\r\nHost: loc", request("/sparql", "POST", b"ASK", Content_Type=DIRECT, Content_Length="9")],
)  # fmt: skip
def test_a_request_that_does_not_arrive(client: Client, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientProtocol, "arrival", 0.5)
    before = time.monotonic()
    with line(client, sent) as connection:
        for _ in range(4):
            time.sleep(0.1)
            with contextlib.suppress(OSError):
                connection.sendall(b"x" if sent else b"")
        assert received(connection)[9:12] == b"408"
    assert time.monotonic() - before < 3
    assert is_well(client)


def test_who_asks_slowly_but_wholly_is_answered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientProtocol, "arrival", 0.5)
    with line(client) as connection:
        for _ in range(3):  # each request has its own time, and the answer takes none of it
            for part in (b"GET /healthz HTTP/1.1\r\n", b"Host: localhost\r\n\r\n"):
                connection.sendall(part)
                time.sleep(0.2)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        connection.sendall(asking(ENDLESS))
        assert connection.recv(65536).startswith(b"HTTP/1.1 503")


def test_an_answer_that_is_not_taken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientProtocol, "stall", 0.5)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", client.port))
    with connection:
        connection.sendall(asking(EVERYTHING))
        time.sleep(3)
        connection.settimeout(5)
        assert len(received(connection)) < 8_000_000
    whole = client(f"/sparql?query={quote(EVERYTHING)}")
    assert len(json.loads(whole.body)["results"]["bindings"]) > 1000


@pytest.mark.parametrize("path", ["/style.css", f"/sparql?query={quote(EVERYTHING)}", "/graphs?default"])
def test_nothing_is_written_for_who_has_left(
    client: Client, path: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Else each part that is still sent is complained of, in the log."""
    monkeypatch.setattr(Pages, "style", "x" * 20_000_000)
    for pause in (0, 0.01, 0.05, 0.2):
        with line(client, request(path)) as connection:
            time.sleep(pause)
            connection.recv(10)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert is_well(client)
    time.sleep(0.5)
    assert [record.getMessage() for record in caplog.records if record.name in ("asyncio", "uvicorn.error")] == []


def test_an_answer_that_is_taken_slowly_comes_whole(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientProtocol, "stall", 1)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    connection.connect(("127.0.0.1", client.port))
    with connection:
        connection.settimeout(20)
        connection.sendall(asking(EVERYTHING))
        head, _, body = connection.recv(65536).partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        before, length = time.monotonic(), int(lengths[0].split(b":")[1])
        got = len(body)
        while got < length and (part := connection.recv(65536)):
            got += len(part)
            time.sleep(0.02)
    assert got == length
    assert time.monotonic() - before > PatientProtocol.stall


def test_health_is_told_at_once_while_others_run_away(client: Client) -> None:
    threads = [threading.Thread(target=client, args=(f"/sparql?query={quote(ENDLESS)}",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    spent = []
    while any(thread.is_alive() for thread in threads):
        before = time.monotonic()
        assert client("/healthz").status == 200
        spent.append(time.monotonic() - before)
        time.sleep(0.02)
    assert len(spent) > 10
    assert sorted(spent)[len(spent) // 2] < 0.2


def test_long_hostile_texts_keep_nobody_waiting(client: Client) -> None:
    hostile = [
        "'''\\" * 65_000,
        "a." * 131_000,
        "SELECT * { " + "(?a<(1)" * 37_000,
        "a" * 262_000,
        "SELECT ?" + "{" * 250_000,
    ]
    with ThreadPoolExecutor(10) as pool:
        sent = [pool.submit(client, "/sparql", "POST", text.encode(), Content_Type=DIRECT) for text in hostile * 4]
        spent = []
        while not all(one.done() for one in sent):
            before = time.monotonic()
            assert client("/healthz").status == 200
            spent.append(time.monotonic() - before)
        assert {one.result().status for one in sent} == {400}
    assert sorted(spent)[len(spent) // 2] < 0.2


def test_rebuilding_while_serving_fails_no_request(new_project: Callable[[], Project]) -> None:
    project = new_project()
    data = project.data / "all.ttl"
    text = data.read_text(encoding="utf-8")
    done = threading.Event()
    statuses: list[int] = []
    with serving(project, count=2) as client:

        def keep_asking() -> None:
            while not done.is_set():
                statuses.append(client(f"/sparql?query={quote(COUNT)}").status)
                statuses.append(client("/id/actor/beta", Accept="text/html").status)

        threads = [threading.Thread(target=keep_asking) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(4):
            data.write_text(text.replace('"Beta"@en', f'"Beta {number}"@en'), encoding="utf-8")
            build(project)
            time.sleep(0.2)
            assert client.served.refresh()
        time.sleep(0.3)
        done.set()
        for thread in threads:
            thread.join()
        assert "Beta 3" in client("/id/actor/beta", Accept="text/html").text
    assert len(statuses) > 20
    assert set(statuses) == {200}
