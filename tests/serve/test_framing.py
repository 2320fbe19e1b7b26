"""What comes over the line: where a request ends, and what is said of what is none."""

import re

import pytest

from mekgraph.serve.framing import HEAD

from .conftest import Client
from .test_protocol import DIRECT
from .test_robustness import exchanged, is_well, request

CHUNKED = b"6\r\nASK {}\r\n0\r\n\r\n"
NEXT = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def line(text: str, *headers: str) -> bytes:
    return "\r\n".join([text, "Host: localhost", *headers, "", ""]).encode("latin-1")


def post(*headers: str, version: str = "1.1") -> bytes:
    return line(f"POST /sparql HTTP/{version}", f"Content-Type: {DIRECT}", *headers)


def statuses(answer: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


@pytest.mark.parametrize(
    "sent",
    [
        post("Content-Length: 6", "Transfer-Encoding: chunked") + CHUNKED,
        post("Transfer-Encoding: chunked", "Content-Length: 21") + CHUNKED,
        post("Transfer-Encoding: Chunked", "Content-Length: 0") + CHUNKED,
        post("Transfer-Encoding: chunked", version="1.0") + CHUNKED,
        post("Content-Length: 6", "Content-Length: 7") + b"ASK {} ",
        post("Content-Length: 6, 7") + b"ASK {} ",
        post("Content-Length: +6") + b"ASK {}",
        post("Content-Length: 0x6") + b"ASK {}",
        post("Transfer-Encoding: gzip, chunked") + CHUNKED,
        post("Transfer-Encoding: chunked", "Transfer-Encoding: identity") + CHUNKED,
        post("Transfer-Encoding: identity", "Content-Length: 6") + b"ASK {}",
        post("Transfer-Encoding : chunked", "Content-Length: 6") + CHUNKED,
        post("Transfer-Encoding:\x0bchunked", "Content-Length: 6") + CHUNKED,
        post("Transfer-Encoding: chunked") + CHUNKED.replace(b"6\r", b"-6\r"),
        post("Transfer-Encoding: chunked") + CHUNKED.replace(b"6\r", b"3\r"),
        post("Transfer-Encoding: chunked") + CHUNKED.replace(b"6\r\n", b"6;\n\r\n"),
    ],
)
def test_where_a_request_ends_is_never_in_doubt(client: Client, sent: bytes) -> None:
    """It is refused, and what follows it over the same connection is no request of anybody."""
    answer = exchanged(client, sent + NEXT)
    assert statuses(answer) in ([400], [501])
    assert b"connection: close" in answer.lower()
    assert is_well(client)


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400, "first line"),
        (b"GET /healthz\r\n\r\n", 400, "first line"),
        (b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "first line"),
        (b"GET / HTTP/9\r\nHost: localhost\r\n\r\n", 400, "first line"),
        (b"GET /healthz HTTP/1.1\r\n\r\n", 400, "host"),
        (line("GET /healthz HTTP/2.0"), 400, "first line"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "first line"),
        (line("GET /healthz HTTP/1.1", "Host: localhost"), 400, "host"),
        (line("GET /healthz HTTP/1.1", "No colon"), 400, "header"),
        (line("GET /healthz HTTP/1.1", "X: a\x00b"), 400, "header"),
        (line("GET /healthz HTTP/1.1", "Host : localhost"), 400, "header"),
        (line("GET /healthz HTTP/1.1", "Content-Length : 1"), 400, "header"),
        (post("Content-Length: x"), 400, "Content-Length"),
        (post("Content-Length: 1", "Content-Length: 2") + b"ab", 400, "Content-Length"),
        (post("Content-Length: 6", "Transfer-Encoding: chunked") + CHUNKED, 400, "Content-Length"),
        (post("Transfer-Encoding: gzip") + CHUNKED, 501, "chunked"),
        (post("Transfer-Encoding: chunked") + b"zz\r\nASK {}\r\n0\r\n\r\n", 400, "body"),
        (request("/sparql?query=" + "x" * (HEAD + 1)), 414, "POST"),
        (request("/sparql?query=" + "x" * 4 * HEAD), 414, "POST"),
        (b"GET /" + b"x" * 2 * HEAD, 414, "POST"),
        (request("/healthz", X="x" * HEAD), 431, "headers"),
        (request("/healthz", X="x" * 4 * HEAD), 431, "headers"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 2 * HEAD, 431, "headers"),
        (request("/healthz", **{f"X{n}": "x" * 100 for n in range(2000)}), 431, "headers"),
        (request("/healthz", **{f"X{n}": "" for n in range(300)}), 431, "headers"),
        (post("Transfer-Encoding: chunked") + b"1\r\n#\r\n" * 20_000 + b"0\r\n\r\n", 400, "body"),
    ],
)
def test_what_is_wrong_with_a_request_is_told(client: Client, sent: bytes, status: int, words: str) -> None:
    answer = exchanged(client, sent)
    assert statuses(answer) == [status]
    assert words.encode() in answer.partition(b"\r\n\r\n")[2]
    assert is_well(client)


def test_it_is_told_in_the_language_of_the_reader(client: Client) -> None:
    faulty = ("No colon", "Content-Length: x")
    for fault in faulty:
        said = {
            exchanged(client, line("GET / HTTP/1.1", f"Accept-Language: {one}", fault)) for one in ("en", "ru", "uz")
        }
        assert len({answer.partition(b"\r\n\r\n")[2] for answer in said}) == 3
        assert all(f"content-language: {one}".encode() in b"".join(said) for one in ("en", "ru", "uz"))
    assert statuses(exchanged(client, line("GET / HTTP/1.1", "Accept-Language: \xff\xfe;q=z", faulty[0]))) == [400]


def test_the_host_of_a_whole_address_counts(client: Client) -> None:
    """As a proxy would send it; whatever the header says beside it."""

    def asked(target: str, host: str) -> list[int]:
        head = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        return statuses(exchanged(client, head.encode()))

    assert asked(f"http://127.0.0.1:{client.port}/healthz", "localhost") == [200]
    assert asked(f"HTTP://localhost:{client.port}/sparql?query=ASK%7B%7D", "evil.example") == [200]
    assert asked(f"http://localhost:{client.port}", "localhost") == [200]
    assert asked("http://localhost?x", "localhost") == [200]
    for evil in ("evil.example", "localhost@evil.example", "evil.example@localhost", "", "localhost:80:80"):
        assert asked(f"http://{evil}/healthz", "localhost") == [421]


@pytest.mark.parametrize("before", [b"\r\n", b"\r\n\r\n", b"\n"])
def test_empty_lines_before_a_request_are_nothing(client: Client, before: bytes) -> None:
    assert statuses(exchanged(client, before + NEXT)) == [200]
    assert statuses(exchanged(client, post("Content-Length: 6", "Connection: close") + b"ASK {}")) == [200]


@pytest.mark.parametrize("protocol", ["websocket", "h2c"])
def test_nothing_but_http_is_spoken(client: Client, protocol: str, caplog: pytest.LogCaptureFixture) -> None:
    upgrade = ("Connection: Upgrade, close", f"Upgrade: {protocol}", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
    assert statuses(exchanged(client, line("GET /healthz HTTP/1.1", *upgrade))) == [200]
    assert not caplog.records
