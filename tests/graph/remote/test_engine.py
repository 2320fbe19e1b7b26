"""An endpoint on another machine: the same answers as here, and one sentence for everything that goes wrong."""

import gc
import http.server
import json
import time
import urllib.parse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from mekgraph.errors import UsageError
from mekgraph.graph.engine import OxigraphEngine, Rows
from mekgraph.graph.remote.engine import RemoteEngine
from mekgraph.graph.remote.forms import asked
from mekgraph.graph.remote.results import DEEPEST, results
from mekgraph.graph.remote.transport import Bounds, Transport
from mekgraph.iris import PREFIXES as SPACES
from mekgraph.messages import LANGUAGES
from mekgraph.sources.statements import read_document

from ...conftest import PREFIXES, SMALL_WORLD
from ...endpoint import answering, free_port, sends, served

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


def engine(url: str, **bounds: Any) -> RemoteEngine:
    return RemoteEngine(url, transport=Transport(bounds=Bounds(**bounds)))


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
    for url in (
        "",
        "localhost:7878",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://[x/",
        "http://",
    ):
        assert all(f"{url}" in text for text in said(lambda url=url: RemoteEngine(url), "usage.endpoint_url"))  # type: ignore[misc]


def test_an_address_where_nobody_answers() -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    assert all(url in text for text in said(lambda: RemoteEngine(url).select(QUERY), "usage.endpoint_silent"))


def test_an_address_that_leads_nowhere() -> None:
    said(lambda: RemoteEngine("http://name.invalid/query", timeout=5).select(QUERY), "usage.endpoint_name")


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


@pytest.mark.parametrize("status", [400, 401, 403, 404, 414, 429, 500, 502, 503, 504])
def test_an_endpoint_that_refuses(status: int) -> None:
    body = "Only <b>members</b>\u202e\x1b[31m may ask.\nПароль?".encode()
    key = {401: "access", 403: "access", 429: "busy", 502: "busy", 503: "busy", 504: "busy"}.get(status, "refused")
    with answering(sends(status, "text/html", body)) as url:
        texts = said(lambda: engine(url, delays=()).select(QUERY), f"usage.endpoint_{key}")
    assert all(url in text and f"HTTP {status}" in text for text in texts)


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
            said(lambda url=url: RemoteEngine(url).select(QUERY), "usage.endpoint_broken")  # type: ignore[misc]


def test_rows_that_the_endpoint_has_cut_off_are_not_taken_for_all() -> None:
    body = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "a"}}]}}'
    with answering(sends(200, JSON, body, **{"X-SPARQL-MaxRows": "1"})) as url:
        rows = RemoteEngine(url).evaluate(QUERY)
        assert isinstance(rows, Rows)
        assert rows.truncated
        assert "1" in rows.truncated.text("ru")
        said(lambda: RemoteEngine(url).select(QUERY), "usage.endpoint_cut")


def test_an_answer_that_is_nested_without_end() -> None:
    term, node = '{"type": "uri", "value": "urn:a"}', '{"type": "uri", "value": "urn:a"}'
    for _ in range(20_000):
        term = f'{{"type": "triple", "value": {{"subject": {node}, "predicate": {node}, "object": {term}}}}}'
    body = f'{{"head": {{"vars": ["s"]}}, "results": {{"bindings": [{{"s": {term}}}]}}}}'
    with answering(sends(200, JSON, body.encode())) as url:
        said(lambda: RemoteEngine(url).select(QUERY), "usage.endpoint")
    body = "<urn:a> <urn:a> " + "<<( <urn:a> <urn:a> " * 20_000 + "<urn:a>" + " )>>" * 20_000 + " ."
    with answering(sends(200, "text/turtle", body.encode())) as url:
        said(lambda: RemoteEngine(url).construct("CONSTRUCT WHERE { ?s ?p ?o }"), "usage.endpoint")


@pytest.mark.parametrize("pairs", [('{"a": %s}', "[%s]"), ("[%s]", "[%s]")])
def test_how_deep_an_answer_may_be(pairs: tuple[str, str]) -> None:
    def answer(levels: int) -> bytes:
        inner = "1"
        for level in range(levels - 1):  # the whole is one level too
            inner = pairs[level % 2] % inner
        return f'{{"head": {{}}, "boolean": true, "more": {inner}}}'.encode()

    assert results(answer(DEEPEST))
    with pytest.raises(ValueError, match=str(DEEPEST)):
        results(answer(DEEPEST + 1))


def test_truth_values_are_the_same_from_every_endpoint() -> None:
    kind = {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}
    rows = [{"b": {**kind, "value": value}} for value in ("1", "0")]
    body = json.dumps({"head": {"vars": ["b"]}, "results": {"bindings": rows}})
    with answering(sends(200, JSON, body.encode())) as url:
        assert RemoteEngine(url).select(QUERY).rows == [(ox.Literal(True),), (ox.Literal(False),)]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "SELECT ?s { ?s ?p ?o } ; drop graph <urn:a>",
        'ASK { ?s ?p "\\u0022 } ; CLEAR ALL #" }',
        "DEFINE get:soft 'replace' SELECT ?s FROM <http://127.0.0.1/> { ?s ?p ?o }",
        "MOVE <urn:a> TO <urn:b>",
    ],
)
def test_what_would_write_is_never_sent(text: str) -> None:
    seen: list[str] = []
    with answering(lambda request: seen.append(request.path)) as url:
        said(lambda: RemoteEngine(url).evaluate(text), "usage.query_writes")
    assert seen == []


def test_words_of_the_update_language_may_be_names() -> None:
    text = 'SELECT ?insert { ?insert a mek:Delete ; mek:note "drop it", <urn:load> } # CLEAR ALL'
    assert asked(text) == ("SELECT", f"PREFIX mek: <{SPACES['mek']}> {text}")


def test_what_is_no_query_is_not_sent() -> None:
    said(lambda: RemoteEngine("http://127.0.0.1:9/").evaluate("hello"), "usage.query_form")


def test_a_prefix_of_ones_own_wins() -> None:
    text = "PREFIX mek: <urn:mine> SELECT ?s { ?s a mek:A, skos:Concept }"
    assert asked(text).text == f"PREFIX skos: <{SPACES['skos']}> {text}"


def test_several_graphs_are_asked_as_one() -> None:
    seen: list[bytes] = []

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        seen.append(request.sent)  # type: ignore[attr-defined]
        sends(200, JSON, b'{"head": {}, "boolean": true}')(request)

    with answering(answer) as url:
        RemoteEngine(url, graphs=["urn:a", "urn:b"]).ask("ASK { ?s ?p ?o }")
    fields = urllib.parse.parse_qs(seen[0].decode())
    assert fields["default-graph-uri"] == fields["named-graph-uri"] == ["urn:a", "urn:b"]
    assert fields["query"] == ["ASK { ?s ?p ?o }"]


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
