"""An endpoint on another machine: the same answers as here, and one sentence for everything that goes wrong."""

import gc
import http.server
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.errors import UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.remote import RemoteEngine
from mekgraph.messages import LANGUAGES
from mekgraph.sources.statements import read_document

from ..conftest import PREFIXES, SMALL_WORLD
from ..endpoint import answering, free_port, sends, served

MORE = """
actor:alfa mek:note "Ташкент ʻ😀\\n\\"x\\""@uz-Cyrl, 1.50, true, <https://example.org/a?b=c#d> .
actor:beta mek:note [ mek:note "" ] .
"""
JSON = "application/sparql-results+json"
QUERY = "SELECT ?s WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("remote") / "world.ttl"
    file.write_text(PREFIXES + SMALL_WORLD + MORE)
    return file


@pytest.fixture(scope="module")
def remote(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteEngine]:
    with served([file], tmp_path_factory.mktemp("store") / "store") as url:
        yield RemoteEngine(url, timeout=20)


@pytest.fixture(scope="module")
def local(file: Path) -> OxigraphEngine:
    return OxigraphEngine.of(statement.triple for statement in read_document(file).statements)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) } ORDER BY ?s ?p ?o",
        "SELECT ?actor ?missing WHERE { ?actor a mek:NonGovernmentalOrganization OPTIONAL { ?actor mek:none ?missing } } ORDER BY ?actor",
        "SELECT ?nothing WHERE { ?nothing mek:none 1 }",
        "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }",
        "SELECT * WHERE { actor:alfa mek:note ?note } ORDER BY STR(?note)",
    ],
)
def test_a_select_gives_what_the_embedded_engine_gives(remote: RemoteEngine, local: OxigraphEngine, query: str) -> None:
    assert remote.select(query) == local.select(query)


def test_terms_of_every_kind_come_through(remote: RemoteEngine) -> None:
    rows = remote.select("SELECT ?o WHERE { ?s mek:note ?o }").rows
    kinds = {type(row[0]) for row in rows}
    assert kinds == {ox.NamedNode, ox.BlankNode, ox.Literal}
    assert (ox.Literal('Ташкент ʻ😀\n"x"', language="uz-cyrl"),) in rows or (
        ox.Literal('Ташкент ʻ😀\n"x"', language="uz-Cyrl"),
    ) in rows


def test_an_ask_and_a_construct(remote: RemoteEngine, local: OxigraphEngine) -> None:
    assert remote.ask("ASK { actor:alfa a mek:NonGovernmentalOrganization }") is True
    assert remote.ask("ASK { actor:gamma ?p ?o }") is False
    query = "CONSTRUCT { ?s skos:prefLabel ?o } WHERE { ?s skos:prefLabel ?o }"
    assert set(remote.construct(query)) == set(local.construct(query))


def test_a_long_query_is_no_problem(remote: RemoteEngine) -> None:
    names = " ".join(f"actor:n{number}" for number in range(5000))
    assert remote.select(f"SELECT ?a WHERE {{ VALUES ?a {{ {names} actor:alfa }} ?a a ?c }}").rows == [
        (ox.NamedNode("https://w3id.org/mekgraph/id/actor/alfa"),)
    ]


def test_queries_from_several_threads(remote: RemoteEngine) -> None:
    queries = [f"SELECT ?n WHERE {{ BIND({number} AS ?n) }}" for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(remote.select, queries))
    assert [int(rows.rows[0][0].value) for rows in found] == list(range(20))  # type: ignore[union-attr]


def said(run: Callable[[], object], key: str) -> list[str]:
    """The one sentence in three languages."""
    with pytest.raises(UsageError) as caught:
        run()
    assert caught.value.key == key
    texts = [caught.value.text(language) for language in LANGUAGES]
    assert len(set(texts)) == len(LANGUAGES)
    assert all("\n" not in text and len(text) < 500 for text in texts)
    return texts


def test_a_query_of_another_form_is_a_usage_error(remote: RemoteEngine) -> None:
    said(lambda: remote.select("ASK { ?s ?p ?o }"), "usage.query_form")
    said(lambda: remote.ask(QUERY), "usage.query_form")


def test_a_query_that_the_endpoint_cannot_read(remote: RemoteEngine) -> None:
    assert all("error" in text for text in said(lambda: remote.select("SELECT nonsense"), "usage.endpoint_refused"))


def test_an_address_that_is_none() -> None:
    for url in ("", "localhost:7878", "file:///etc/passwd", "ftp://127.0.0.1/"):
        assert all(f"{url}" in text for text in said(lambda url=url: RemoteEngine(url), "usage.endpoint_url"))  # type: ignore[misc]


def test_an_address_where_nobody_answers() -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    assert all(url in text for text in said(lambda: RemoteEngine(url).select(QUERY), "usage.endpoint_silent"))


@pytest.mark.parametrize("url", ["http://name.invalid/query", "http://127.0.0.1:99999/", "http://[x/", "http://"])
def test_an_address_that_leads_nowhere(url: str) -> None:
    said(lambda: RemoteEngine(url, timeout=5).select(QUERY), "usage.endpoint_silent")


def test_a_page_that_is_not_there(remote: RemoteEngine) -> None:
    url = remote.url.replace("/query", "/nothing")
    said(lambda: RemoteEngine(url).select(QUERY), "usage.endpoint_refused")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", "<html><body>Вход</body></html>".encode()),
        ("text/html", b""),
        (JSON, b"<html>"),
        (JSON, b""),
        (JSON, b"{}"),
        (JSON, b"[]"),
        (JSON, b"null"),
        (JSON, b"\xff\xfe"),
        (JSON, b'{"head": {"vars": ["s"]}}'),
        (JSON, b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "a b"}}]}}'),
        (JSON, b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "?", "value": "a"}}]}}'),
        (JSON, b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"t": {"type": "literal", "value": "a"}}]}}'),
        (JSON, b'{"head": {"vars": ["s"]}, "results": {"bindings": ['),
        ("text/csv", b"s\r\na\r\n"),
        ("application/sparql-results+xml", b"<sparql/>"),
    ],
)
def test_an_answer_that_is_no_result(kind: str, body: bytes) -> None:
    with answering(sends(200, kind, body)) as url:
        said(lambda: RemoteEngine(url).select(QUERY), "usage.endpoint")


def test_an_answer_that_breaks_off_does_not_linger() -> None:
    """An error that outlives its thread lets nothing of the engine's go in another one, which would be reported."""
    body = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "a"}}, {"s": 1'
    with answering(sends(200, JSON, body)) as url, ThreadPoolExecutor(1) as pool:
        errors = [pool.submit(RemoteEngine(url).select, QUERY).exception() for _ in range(3)]
    assert all(isinstance(error, UsageError) for error in errors)
    del errors
    gc.collect()


def test_a_construct_that_is_no_turtle() -> None:
    with answering(sends(200, "text/html", b"<html><body>")) as url:
        said(lambda: RemoteEngine(url).construct("CONSTRUCT WHERE { ?s ?p ?o }"), "usage.endpoint")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 414, 429, 500, 502, 503])
def test_an_endpoint_that_refuses(status: int) -> None:
    body = "Only <b>members</b>\u202e\x1b[31m may ask.\nПароль?".encode()
    with answering(sends(status, "text/html", body)) as url:
        assert all(url in text for text in said(lambda: RemoteEngine(url).select(QUERY), "usage.endpoint_refused"))


def test_an_endpoint_that_sends_elsewhere_for_ever() -> None:
    with answering(sends(302, "text/html", b"", Location="/query")) as url:
        said(lambda: RemoteEngine(url).select(QUERY), "usage.endpoint_refused")


def test_an_endpoint_that_takes_too_long() -> None:
    def late(request: http.server.BaseHTTPRequestHandler) -> None:
        time.sleep(3)
        sends(200, JSON, b"{}")(request)

    def in_the_middle(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b'{"head":')
        request.wfile.flush()
        time.sleep(3)

    for answer in (late, in_the_middle):
        with answering(answer) as url:
            before = time.monotonic()
            assert all("1" in text for text in said(lambda url=url: RemoteEngine(url, timeout=1).select(QUERY), "usage.endpoint_slow"))  # type: ignore[misc]  # fmt: skip
            assert time.monotonic() - before < 3


def test_an_endpoint_that_hangs_up() -> None:
    def nothing(request: http.server.BaseHTTPRequestHandler) -> None:
        request.close_connection = True

    def half(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"{")

    for answer in (nothing, half):
        with answering(answer) as url:
            said(lambda url=url: RemoteEngine(url).select(QUERY), "usage.endpoint_silent")  # type: ignore[misc]


def test_what_is_asked_for_is_sent_as_the_protocol_says() -> None:
    seen: list[tuple[str, str | None, str | None]] = []

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        seen.append((request.command, request.headers["Content-Type"], request.headers["Accept"]))
        sends(200, JSON, b'{"head": {}, "boolean": true}')(request)

    with answering(answer) as url:
        assert RemoteEngine(url).ask("ASK { ?s ?p ?o }") is True
    ((command, sent, wanted),) = seen
    assert (command, sent) == ("POST", "application/x-www-form-urlencoded")
    assert JSON in (wanted or "")
