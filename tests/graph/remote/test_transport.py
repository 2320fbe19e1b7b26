"""Requests hold to their bounds, come back when a server is only busy, and tell nobody who asks but whom they should."""

import base64
import http.server
import re
import time
from collections.abc import Callable
from itertools import chain, repeat

import pytest

from mekgraph.errors import EndpointError
from mekgraph.graph.remote.credentials import Credentials
from mekgraph.graph.remote.engine import RemoteEngine
from mekgraph.graph.remote.transport import Bounds, Transport

from ...endpoint import answering, sends

ASK = "ASK { ?s ?p ?o }"
JSON = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'
Request = http.server.BaseHTTPRequestHandler
USER = Credentials("анна", "p:s?", "")


def engine(url: str, who: Credentials | None = None, **bounds: object) -> RemoteEngine:
    return RemoteEngine(url, transport=Transport(who, Bounds(**bounds)))  # type: ignore[arg-type]


def in_turn(*answers: Callable[[Request], None]) -> Callable[[Request], None]:
    """Answers one after the other; the last one again and again."""
    coming = chain(answers, repeat(answers[-1]))
    return lambda request: next(coming)(request)


@pytest.mark.parametrize("where", ["status", "headers", "body"])
def test_a_server_that_sends_a_byte_now_and_then_is_left_in_time(where: str) -> None:
    def slowly(request: Request) -> None:
        head = b"HTTP/1.0 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n"
        sent = {"status": 0, "headers": 25, "body": len(head)}[where]
        request.wfile.write((head + YES)[:sent])
        for byte in (head + YES * 100)[sent:]:
            request.wfile.write(bytes([byte]))
            request.wfile.flush()
            time.sleep(0.05)

    with answering(slowly) as url:
        before = time.monotonic()
        with pytest.raises(EndpointError, match="within 1 seconds"):
            engine(url, seconds=1).ask(ASK)
        assert time.monotonic() - before < 2


def test_an_answer_without_an_end_is_not_read_to_its_end() -> None:
    def endless(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Type", JSON)
        request.end_headers()
        for _ in range(1000):
            request.wfile.write(b" " * 65536)

    with answering(endless) as url, pytest.raises(EndpointError, match="more than 2 MiB"):
        engine(url, size=2 * 1024 * 1024, seconds=20).ask(ASK)


def test_an_answer_of_just_the_size_is_read() -> None:
    with answering(sends(200, JSON, YES.ljust(200_000))) as url:
        assert engine(url, size=200_000).ask(ASK)
        with pytest.raises(EndpointError):
            engine(url, size=199_999).ask(ASK)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    said: list[str] = []
    busy = sends(status, "text/html", b"<h1>Busy</h1>")
    with answering(in_turn(busy, busy, sends(200, JSON, YES))) as url:
        transport = Transport(bounds=Bounds(delays=(0.01, 0.02, 0.04)), progress=said.append)
        assert RemoteEngine(url, transport=transport).ask(ASK)
    assert said == ["remote.again", "remote.again"]


def test_it_is_not_asked_for_ever_nor_beyond_the_time() -> None:
    seen: list[int] = []

    def busy(request: Request) -> None:
        seen.append(1)
        sends(503, "text/plain", b"")(request)

    with answering(busy) as url:
        with pytest.raises(EndpointError, match="HTTP 503"):
            engine(url, delays=(0.01, 0.01)).ask(ASK)
        assert len(seen) == 3
        with pytest.raises(EndpointError, match="HTTP 503"):
            engine(url, seconds=0.5, delays=(60,)).ask(ASK)
        assert len(seen) == 4


def test_other_refusals_are_final() -> None:
    with (
        answering(in_turn(sends(500, "text/plain", b"no"), sends(200, JSON, YES))) as url,
        pytest.raises(EndpointError, match="HTTP 500 Internal Server Error no"),
    ):
        engine(url).ask(ASK)


def test_an_update_is_sent_once() -> None:
    with answering(in_turn(sends(503, "text/plain", b""), sends(200, "text/plain", b""))) as url:
        with pytest.raises(EndpointError, match="HTTP 503"):
            engine(url, delays=(0.01,)).update("CLEAR ALL")
        engine(url).update("CLEAR ALL")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    seen: list[str] = []
    with (
        answering(lambda request: seen.append(request.path)) as other,
        answering(sends(status, "text/html", b"", Location=other + "?key=1")) as url,
    ):
        with pytest.raises(EndpointError, match=re.escape(other)) as caught:
            engine(url, Credentials(token="secret")).ask(ASK)
        assert caught.value.key == "usage.endpoint_moved"
        assert "key=1" not in str(caught.value)
    assert seen == []


def wanting(scheme: str, seen: list[str | None]) -> Callable[[Request], None]:
    """Lets in only who says who he is; notes what is said."""

    def answer(request: Request) -> None:
        given = request.headers["Authorization"]
        seen.append(given)
        if given is None:
            sends(401, "text/plain", b"Who?", **{"WWW-Authenticate": scheme})(request)
        else:
            sends(200, JSON, YES)(request)

    return answer


def test_user_and_password_are_told_only_to_who_asks_for_them() -> None:
    seen: list[str | None] = []
    with answering(wanting('Basic realm="here"', seen)) as url:
        asked = engine(url, USER)
        assert asked.ask(ASK)
        assert asked.ask(ASK)
    told = "Basic " + base64.b64encode("анна:p:s?".encode()).decode()
    assert seen == [None, told, told]
    seen.clear()
    with answering(lambda request: (seen.append(request.headers["Authorization"]), sends(200, JSON, YES)(request))) as url:  # type: ignore[func-returns-value]  # fmt: skip
        assert engine(url, USER).ask(ASK)
    assert seen == [None]


def test_a_digest_is_told_in_the_place_of_the_password() -> None:
    seen: list[str | None] = []
    with answering(
        wanting('Digest realm="here", nonce="n", qop="auth", algorithm=MD5, Basic realm="here"', seen)
    ) as url:
        asked = engine(url, Credentials("anna", "sesame"))
        assert asked.ask(ASK)
        assert asked.ask(ASK)
    assert seen[0] is None
    assert all('username="anna"' in str(told) and "sesame" not in str(told) for told in seen[1:])
    assert [str(told).partition("nc=")[2][:8] for told in seen[1:]] == ["00000001", "00000002"]


def test_a_token_is_told_at_once() -> None:
    seen: list[str | None] = []
    with answering(wanting("Bearer", seen)) as url:
        assert engine(url, Credentials(token="abc")).ask(ASK)
    assert seen == ["Bearer abc"]


@pytest.mark.parametrize("challenge", ["Basic realm=x", "Digest realm=x, nonce=y, algorithm=other", "Negotiate", ""])
def test_who_is_not_let_in_is_told_so_and_no_secret_is_shown(challenge: str) -> None:
    headers = {"WWW-Authenticate": challenge} if challenge else {}
    with answering(sends(401, "text/plain", b"no", **headers)) as url:
        asked = engine(f"{url}?apikey=hidden", Credentials("anna", "sesame"))
        with pytest.raises(EndpointError) as caught:
            asked.ask(ASK)
    assert caught.value.key == "usage.endpoint_access"
    for language in ("en", "ru", "uz"):
        text = caught.value.text(language)
        assert "MEKGRAPH_ENDPOINT_USER" in text
        assert "sesame" not in text
        assert "hidden" not in text
    assert not {"sesame", "abc"} & set(re.findall(r"\w+", repr(Credentials("anna", "sesame", "abc"))))


def test_secrets_of_the_environment_belong_to_one_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEKGRAPH_ENDPOINT_USER", "anna")
    monkeypatch.setenv("MEKGRAPH_ENDPOINT_PASSWORD", "sesame")
    assert Credentials.for_endpoint("http://a.example/query") == Credentials("anna", "sesame")
    monkeypatch.setenv("MEKGRAPH_ENDPOINT", "http://A.example/sparql")
    assert Credentials.for_endpoint("http://a.example/query") == Credentials("anna", "sesame")
    for other in ("http://b.example/query", "https://a.example/query", "http://a.example:81/query", "http://[x"):
        assert Credentials.for_endpoint(other) == Credentials()


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    for url in ("http://anna:sesame@a.example/query", "HTTPS://sesame@a.example/"):
        with pytest.raises(EndpointError) as caught:
            engine(url)
        assert caught.value.key == "usage.endpoint_user"
        assert "sesame" not in str(caught.value)
