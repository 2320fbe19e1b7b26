"""Whatever goes wrong between us and a server is told in our own words, in time, and with what can be done."""

import re
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mekgraph.apart.process import Stop
from mekgraph.errors import EndpointError
from mekgraph.graph.remote.engine import RemoteEngine
from mekgraph.graph.remote.transport import Bounds, Transport
from mekgraph.messages import LANGUAGES

from ...endpoint import answering, free_port, sends, talking

ASK = "ASK { ?s ?p ?o }"
JSON = "application/sparql-results+json"
HEAD = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\n".encode()
# Words of the libraries and of the system, which say nothing to people.
LIBRARY = re.compile(
    r"errno|error\b|exception|traceback|\bssl\b|incompleteread|reset by peer|refused\b|remote end|chunk|b['\"]|\w+Error|"
    r"object|parser|expected|column [0-9]",
    re.IGNORECASE,
)
Talk = Callable[[socket.socket], None]


def said(error: EndpointError) -> str:
    """The key of an error that is well told."""
    texts = [error.text(language) for language in LANGUAGES]
    assert len(set(texts)) == len(LANGUAGES)
    for text in texts:
        assert not LIBRARY.search(text), text
        assert text.count(". ") >= 1, text  # what it is, and what to do
    return error.key


def failing(url: str, query: str = ASK, seconds: float = 5) -> str:
    """The key of the error that asking an endpoint gives."""
    with pytest.raises(EndpointError) as caught:
        RemoteEngine(url, transport=Transport(bounds=Bounds(seconds, delays=()))).evaluate(query)
    return said(caught.value)


def receive(line: socket.socket) -> None:
    """Read a request whole: what is left unread would reset the connection."""
    with line.makefile("rb") as lines:
        length = 0
        while header := lines.readline().strip():
            name, _, value = header.lower().partition(b": ")
            length = int(value) if name == b"content-length" else length
        lines.read(length)


def then(answer: bytes) -> Talk:
    """Reads the request and answers with some bytes."""

    def talk(line: socket.socket) -> None:
        receive(line)
        line.sendall(answer)

    return talk


def resets(line: socket.socket) -> None:
    receive(line)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    ("talk", "key"),
    [
        (resets, "usage.endpoint_broken"),
        (then(b""), "usage.endpoint_broken"),
        (then(HEAD + b"Content-Length: 100\r\n\r\n{"), "usage.endpoint_broken"),
        (then(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{"), "usage.endpoint_broken"),
        (then(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"), "usage.endpoint_broken"),
        (then(HEAD + b"Content-Length: -1\r\n\r\n{"), "usage.endpoint"),
        (then(HEAD + b"Content-Length: one\r\n\r\n{"), "usage.endpoint"),
        (then(HEAD), "usage.endpoint"),
        (then(b"SSH-2.0-OpenSSH\r\n"), "usage.endpoint_strange"),
        (then(b"\x15\x03\x03\x00\x02\x02\x28"), "usage.endpoint_strange"),
        (then(b"HTTP/1.1 abc OK\r\n\r\n"), "usage.endpoint_strange"),
        (then(HEAD + b"X: 1\r\n" * 200 + b"\r\n"), "usage.endpoint_strange"),
        (then(HEAD + b"X: " + b"1" * 100_000 + b"\r\n\r\n"), "usage.endpoint_strange"),
        (then(HEAD + b'\r\n{"head": {"vars": ["s"]}, "results": {"bind'), "usage.endpoint"),
    ],
)
def test_what_comes_is_no_answer(talk: Talk, key: str) -> None:
    with talking(talk) as place:
        assert failing(f"http://{place}/") == key


def test_nobody_is_there() -> None:
    assert failing(f"http://127.0.0.1:{free_port()}/") == "usage.endpoint_silent"
    assert failing("http://name.invalid/") == "usage.endpoint_name"


def test_an_address_that_cannot_be_sent() -> None:
    for url in ("http://127.0.0.1/a b", "http://127.0.0.1/\u044f", f"http://{'a' * 70}.example/"):
        assert failing(url) == "usage.endpoint_url"


def test_what_a_server_says_steers_no_terminal() -> None:
    with answering(sends(500, "text/plain", "no\x1b[2J\u202e \x00way".encode())) as url:
        with pytest.raises(EndpointError) as caught:
            RemoteEngine(url).ask(ASK)
        assert str(caught.value.values["reason"]).endswith("no [2J way")
    with talking(then(b"HTTP/1.1 500 no\x1b[2J way\r\nContent-Length: 0\r\n\r\n")) as place:
        with pytest.raises(EndpointError) as caught:
            RemoteEngine(f"http://{place}/").ask(ASK)
        assert caught.value.values["reason"] == "HTTP 500 no [2J way"


def test_a_number_that_is_none_ends_nobody() -> None:
    with answering(sends(200, JSON, b"{}", **{"X-SPARQL-MaxRows": "many"})) as url:
        reply = RemoteEngine(url).content(ASK, JSON)
    assert reply.truncated


def nested(kind: str) -> bytes:
    node = '{"type": "uri", "value": "urn:a"}'
    opening = f'{{"type": "{kind}", "value": {{"subject": {node}, "predicate": {node}, "object": '
    term = opening * 20_000 + node + "}}" * 20_000
    return f'{{"head": {{"vars": ["s"]}}, "results": {{"bindings": [{{"s": {term}}}]}}}}'.encode()


def test_nesting_that_is_hidden_ends_nobody() -> None:
    with answering(sends(200, JSON, nested(r"\u0074riple"))) as url:
        assert failing(url, "SELECT ?s { ?s ?p ?o }") == "usage.endpoint"


def test_many_statements_about_statements_are_read() -> None:
    node = '{"type": "uri", "value": "urn:a"}'
    term = f'{{"type": "triple", "value": {{"subject": {node}, "predicate": {node}, "object": {node}}}}}'
    rows = ", ".join([f'{{"s": {term}}}'] * 2_000)
    body = f'{{"head": {{"vars": ["s"]}}, "results": {{"bindings": [{rows}]}}}}'
    with answering(sends(200, JSON, body.encode())) as url:
        assert len(RemoteEngine(url).select("SELECT ?s { ?s ?p ?o }").rows) == 2_000


def silent(line: socket.socket) -> None:
    while line.recv(65536):
        pass


def greets_in_drops(line: socket.socket) -> None:
    for byte in b"\x16\x03\x03\x40\x00" + b"\x02" * 1000:
        line.sendall(bytes([byte]))
        time.sleep(0.05)


@pytest.mark.parametrize("talk", [silent, greets_in_drops])
def test_encryption_that_does_not_come_about_takes_no_longer_than_it_may(talk: Talk) -> None:
    with talking(talk) as place:
        before = time.monotonic()
        assert failing(f"https://{place}/", seconds=0.5) == "usage.endpoint_slow"
        assert time.monotonic() - before < 4


def test_a_plain_answer_where_encryption_was_asked_for() -> None:
    def plainly(line: socket.socket) -> None:
        line.recv(65536)
        line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with talking(plainly) as place:
        assert failing(f"https://{place}/") == "usage.endpoint_encryption"


@pytest.fixture
def self_signed(tmp_path: Path) -> Path:
    """A file with a certificate that nobody vouches for, and its key."""
    command = shutil.which("openssl")
    if command is None:
        pytest.skip("openssl is not here")
    file = tmp_path / "own.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"]
    subprocess.run([command, *made, "-keyout", file, "-out", tmp_path / "certificate"], check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + (tmp_path / "certificate").read_bytes())
    return file


def test_a_certificate_that_nobody_vouches_for(self_signed: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed)

    def encrypted(line: socket.socket) -> None:
        context.wrap_socket(line, server_side=True)

    with talking(encrypted) as place:
        assert failing(f"https://{place}/") == "usage.endpoint_certificate"


@pytest.fixture
def full() -> Iterator[str]:
    """An address that takes no more connections and does not say so."""
    waiting: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        for _ in range(4):
            waiting.append(socket.socket())
            waiting[-1].setblocking(False)
            waiting[-1].connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        for line in waiting:
            line.close()


def test_a_connection_that_does_not_come_about_takes_no_longer_than_it_may(full: str) -> None:
    before = time.monotonic()
    assert failing(full, seconds=0.5) == "usage.endpoint_slow"
    assert time.monotonic() - before < 4


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An address of which the system does not know in time where it is."""
    done, real = threading.Event(), socket.getaddrinfo

    def late(host: str, *where: object, **how: object) -> object:
        if host == "late.example":
            done.wait(20)
            raise socket.gaierror
        return real(host, *where, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", late)
    yield "http://late.example/"
    done.set()


def test_a_name_that_is_not_found_takes_no_longer_than_it_may(lost: str) -> None:
    before = time.monotonic()
    assert failing(lost, seconds=0.5) == "usage.endpoint_slow"
    assert time.monotonic() - before < 4


@pytest.mark.parametrize("where", ["name", "connection", "head", "body"])
def test_who_does_not_wait_any_more_keeps_nobody_waiting(where: str, lost: str, full: str) -> None:
    begun = HEAD + b"Content-Length: 100\r\n\r\n{" if where == "body" else b"HTTP/1.1 2"

    def hangs(line: socket.socket) -> None:
        then(begun)(line)
        silent(line)

    with talking(hangs) as place:
        url = {"name": lost, "connection": full}.get(where, f"http://{place}/")
        stop = Stop()
        timer = threading.Timer(0.3, stop.set)
        timer.start()
        before = time.monotonic()
        with pytest.raises(EndpointError):
            RemoteEngine(url, transport=Transport(bounds=Bounds(20, delays=()), stop=stop)).ask(ASK)
        assert time.monotonic() - before < 5
        timer.join()
