"""The query operation of the SPARQL 1.1 Protocol, asked over real HTTP."""

import gzip
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from mekgraph.serve.negotiation import GRAPHS, RESULTS, wanted

from .conftest import Client, Reply

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
SELECT = "SELECT ?s WHERE { ?s a mek:State } ORDER BY ?s LIMIT 2"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(STR(?b) < STR(?f)) }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
GRAPH = "https://w3id.org/mekgraph/graph/"


def get(client: Client, query: str, accept: str = "", more: str = "") -> tuple[int, str, str]:
    reply = client(f"/sparql?query={quote(query)}{more}", **({"Accept": accept} if accept else {}))
    return reply.status, reply.kind, reply.text


def test_the_three_ways_to_ask_give_the_same(client: Client) -> None:
    replies = [
        client(f"/sparql?query={quote(SELECT)}"),
        client("/sparql", "POST", urlencode({"query": SELECT}).encode(), Content_Type=FORM),
        client("/sparql", "POST", SELECT.encode(), Content_Type=DIRECT),
        client("/sparql", "POST", SELECT.encode(), Content_Type=f"{DIRECT}; charset=UTF-8"),
    ]
    assert [reply.status for reply in replies] == [200] * 4
    assert len({reply.body for reply in replies}) == 1
    assert len(json.loads(replies[0].body)["results"]["bindings"]) == 2


@pytest.mark.parametrize("kind", RESULTS)
def test_results_in_each_form(client: Client, kind: str) -> None:
    status, found, text = get(client, SELECT, kind)
    assert (status, found.partition(";")[0]) == (200, kind)
    assert text.count("https://w3id.org/mekgraph/id/actor/") == 2


@pytest.mark.parametrize("kind", GRAPHS)
def test_graphs_in_each_form(client: Client, kind: str) -> None:
    status, found, text = get(client, "CONSTRUCT { ?s a mek:State } WHERE { ?s a mek:State }", kind)
    assert (status, found.partition(";")[0]) == (200, kind)
    assert len(list(ox.parse(text.encode(), format=ox.RdfFormat.from_media_type(kind)))) > 10


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv, application/sparql-results+xml;q=0.9", "text/csv"),
        ("application/json", "application/sparql-results+json"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/turtle, text/tab-separated-values;q=0.1", "text/tab-separated-values"),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_the_form_that_is_wanted_most(client: Client, accept: str, kind: str) -> None:
    status, found, _ = get(client, SELECT, accept)
    assert (status, found.partition(";")[0]) == (200, kind)


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "text/csv;q=0", "application/sparql-results+jsonx"])
def test_a_form_that_the_answer_cannot_have(client: Client, accept: str) -> None:
    assert get(client, SELECT, accept)[0] == 406


def test_without_any_query_the_endpoint_describes_itself(client: Client) -> None:
    reply = client("/sparql", Accept="text/turtle")
    terms = {quad.object for quad in ox.parse(reply.body, format=ox.RdfFormat.TURTLE)}
    assert ox.NamedNode("http://www.w3.org/ns/sparql-service-description#Service") in terms
    assert ox.NamedNode(f"{GRAPH}data") in terms
    assert client("/sparql", Accept="image/png").status == 406


@pytest.mark.parametrize(
    ("path", "method", "body", "kind", "status"),
    [
        ("/sparql?quer=x", "GET", None, "", 400),
        (f"/sparql?query={quote(COUNT)}&query={quote(COUNT)}", "GET", None, "", 400),
        ("/sparql?query=SELECT", "GET", None, "", 400),
        ("/sparql?query=", "GET", None, "", 400),
        ("/sparql?update=CLEAR%20ALL", "GET", None, "", 400),
        (f"/sparql?query={quote('INSERT DATA { <urn:a> <urn:b> 1 }')}", "GET", None, "", 400),
        (f"/sparql?query={quote('SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }')}", "GET", None, "", 400),
        ("/sparql", "POST", b"update=CLEAR+ALL", FORM, 400),
        ("/sparql", "POST", b"", FORM, 400),
        ("/sparql", "POST", b"CLEAR ALL", "application/sparql-update", 415),
        ("/sparql", "POST", COUNT.encode(), "text/plain", 415),
        ("/sparql", "POST", COUNT.encode(), "", 415),
        ("/sparql", "POST", COUNT.encode(), f"{DIRECT}; charset=iso-8859-1", 415),
        ("/sparql", "POST", b"SELECT \xff", DIRECT, 400),
        ("/sparql?query=ASK%7B%7D%20%23%E9", "GET", None, "", 400),
        ("/sparql", "POST", b"query=ASK%7B%7D%20%23%E9", FORM, 400),
        ("/sparql", "PUT", b"x", DIRECT, 405),
        ("/sparql", "DELETE", None, "", 405),
        ("/nowhere", "GET", None, "", 404),
    ],
)  # fmt: skip
def test_what_is_no_proper_request(
    client: Client, path: str, method: str, body: bytes | None, kind: str, status: int
) -> None:
    reply = client(path, method, body, **({"Content_Type": kind} if kind else {}))
    assert reply.status == status
    assert b"Traceback" not in reply.body
    assert client("/healthz").status == 200


def test_a_body_that_is_too_long(client: Client) -> None:
    reply = client("/sparql", "POST", b"x" * 1_100_000, Content_Type=DIRECT)
    assert reply.status == 413
    assert client("/healthz").status == 200


def test_errors_are_said_in_the_language_of_the_reader(client: Client) -> None:
    texts = {client("/sparql?query=SELECT", Accept_Language=language).text for language in ("en", "ru", "uz, en;q=0.5")}
    assert len(texts) == 3


def test_the_graphs_of_the_dataset(client: Client) -> None:
    def count(more: str) -> int:
        return int(json.loads(get(client, COUNT, more=more)[2])["results"]["bindings"][0]["n"]["value"])

    whole, data = count(""), count(f"&default-graph-uri={quote(GRAPH)}data")
    both = count(f"&default-graph-uri={quote(GRAPH)}data&default-graph-uri={quote(GRAPH)}ontology")
    assert 0 < data < both < whole
    assert count(f"&named-graph-uri={quote(GRAPH)}data") == 0


def test_the_head_of_an_answer(client: Client) -> None:
    reply = client(f"/sparql?query={quote(SELECT)}", "HEAD")
    assert (reply.status, reply.body) == (200, b"")
    assert reply.kind == "application/sparql-results+json"


def test_a_query_that_takes_too_long_stops_nobody_else(client: Client) -> None:
    slow: list[int] = []
    threads = [threading.Thread(target=lambda: slow.append(get(client, ENDLESS)[0])) for _ in range(3)]
    for thread in threads:
        thread.start()
    answered = 0
    while any(thread.is_alive() for thread in threads):
        before = time.monotonic()
        assert get(client, SELECT)[0] == 200
        assert time.monotonic() - before < 5
        answered += 1
    assert slow == [503] * 3
    assert answered > 1


def test_many_at_once_are_answered_or_turned_away(client: Client) -> None:
    with ThreadPoolExecutor(60) as pool:
        statuses = list(pool.map(lambda _: get(client, SELECT)[0], range(200)))
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) > 20
    assert get(client, SELECT)[0] == 200


def test_our_own_order_counts_among_equals() -> None:
    assert wanted(None, RESULTS) == list(RESULTS)
    assert wanted("text/csv, text/tab-separated-values", RESULTS) == ["text/csv", "text/tab-separated-values"]


def truth(client: Client, query: str, *graphs: tuple[str, str], post: bool = False, accept: str = "") -> bool:
    headers = {"Accept": accept} if accept else {}
    if post:
        reply = client(f"/sparql?{urlencode(graphs)}", "POST", query.encode(), Content_Type=DIRECT, **headers)
    else:
        reply = client(f"/sparql?{urlencode([('query', query), *graphs])}", **headers)
    assert reply.status == 200, reply.text
    answer = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.from_media_type(reply.kind))
    assert isinstance(answer, ox.QueryBoolean)
    return bool(answer)


def test_the_dataset_of_a_request_wins_over_that_of_the_query(client: Client) -> None:
    data, ontology = f"{GRAPH}data", f"{GRAPH}ontology"
    state, term = "?s a mek:State", "?c a owl:Class"
    for post in (False, True):
        ask = lambda query, *graphs, post=post: truth(client, query, *graphs, post=post)  # noqa: E731
        assert ask(f"ASK {{ {state} . {term} }}", ("default-graph-uri", data), ("default-graph-uri", ontology))
        assert not ask(f"ASK {{ {term} }}", ("default-graph-uri", data))
        assert ask(f"ASK {{ GRAPH ?g {{ {state} }} }}", ("named-graph-uri", data))
        assert not ask(f"ASK {{ GRAPH ?g {{ {term} }} }}", ("named-graph-uri", data))
        full = (("default-graph-uri", ontology), ("named-graph-uri", data))
        assert ask(f"ASK {{ {term} . GRAPH ?g {{ {state} }} }}", *full)
        assert not ask(f"ASK {{ {state} }}", *full)
        assert ask(f"ASK FROM <{ontology}> {{ GRAPH ?g {{ {state} }} }}", ("named-graph-uri", data))
        assert not ask(f"ASK FROM <{ontology}> {{ {term} }}", ("named-graph-uri", data))
        # What the query names does not count then, so it may be anything.
        assert ask(f"ASK FROM <{GRAPH}nothing> {{ {state} }}", ("default-graph-uri", data))


def test_the_graphs_that_a_query_names(client: Client) -> None:
    data, ontology = f"<{GRAPH}data>", f"<{GRAPH}ontology>"
    assert truth(client, f"ASK FROM {data} {{ ?s a mek:State }}")
    assert truth(client, "ASK FROM graph:data { ?s a mek:State }")
    assert truth(client, f"BASE <{GRAPH}> ASK FROM <data> {{ ?s a mek:State }}")
    assert not truth(client, f"ASK FROM {data} {{ ?s a owl:Class }}")
    assert truth(client, f"ASK FROM {data} FROM {ontology} {{ ?s a mek:State . ?c a owl:Class }}")
    assert truth(client, f"ASK FROM NAMED {data} {{ GRAPH {data} {{ ?s a mek:State }} }}")
    assert not truth(client, f"ASK FROM NAMED {data} {{ ?s a mek:State }}")


def in_each_way(client: Client, graph: str) -> list[Reply]:
    """The answers where a graph is the dataset: by FROM, FROM NAMED, and by a parameter of the request."""
    everything = "{ ?s ?p ?o }"
    asked = [(f"ASK FROM <{graph}> {everything}", ""), (f"ASK FROM NAMED <{graph}> {{ GRAPH ?g {everything} }}", "")]
    asked.append((f"ASK {everything}", f"&default-graph-uri={quote(graph)}"))
    asked.append((f"ASK {{ GRAPH ?g {everything} }}", f"&named-graph-uri={quote(graph)}"))
    return [client(f"/sparql?query={quote(query)}{more}") for query, more in asked]


@pytest.mark.parametrize("graph", ["http://127.0.0.1:1/", "http://example.org/data0.rdf", "urn:none"])
def test_a_graph_of_others_that_is_not_here_is_empty(client: Client, graph: str) -> None:
    """However it is named; nothing is fetched."""
    for reply in in_each_way(client, graph):
        assert (reply.status, json.loads(reply.body)["boolean"]) == (200, False)


@pytest.mark.parametrize(
    "graph",
    [
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        f"{GRAPH}nothing",
        f"{GRAPH}dta",
        "http://w3id.org/mekgraph/graph/data",
        "https://w3id.org/mekgrah/graph/data",
    ],
)
def test_a_slip_in_the_name_of_a_graph_is_told(client: Client, graph: str) -> None:
    for reply in in_each_way(client, graph):
        assert (reply.status, graph in reply.text) == (400, True)


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("value", ["data", "", '<>"{', "http://example.org/a b", "?graph"])
def test_what_is_no_iri_is_told_with_its_parameter(client: Client, parameter: str, value: str) -> None:
    status, _, text = get(client, "ASK {}", more=f"&{parameter}={quote(value)}")
    assert (status, parameter in text) == (400, True)


@pytest.mark.parametrize("value", ['<>"{', "data", "", "http://example.org/a b"])
def test_a_graph_to_read_is_named_by_an_iri(client: Client, value: str) -> None:
    assert client(f"/graphs?graph={quote(value)}").status == 400
    assert client("/graphs?graph=http%3A%2F%2Fexample.org%2F").status == 404


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "x-gzip", "identity, gzip", "GZIP", "nonsense"])
def test_a_body_that_is_packed_is_not_unpacked(client: Client, coding: str) -> None:
    for kind, body in ((DIRECT, b"ASK {}"), (FORM, b"query=ASK+%7B%7D"), (DIRECT, gzip.compress(b"ASK {}"))):
        reply = client("/sparql", "POST", body, Content_Type=kind, Content_Encoding=coding)
        assert (reply.status, reply.headers["accept-encoding"]) == (415, "identity")
        assert coding in reply.text
    for plain in ("identity", "Identity", ""):
        assert client("/sparql", "POST", b"ASK {}", Content_Type=DIRECT, Content_Encoding=plain).status == 200


def test_iris_without_a_beginning_begin_with_ours(client: Client) -> None:
    assert truth(client, "ASK { <id/actor/unoct> a mek:UNBody }")
    status, kind, text = get(client, "CONSTRUCT { <s> <p> 1 } WHERE {}", "application/n-triples")
    assert (status, kind) == (200, "application/n-triples")
    assert text.startswith("<https://w3id.org/mekgraph/s> <https://w3id.org/mekgraph/p> ")


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT (1 AS ?value) {}", RESULTS),
        ("ASK {}", RESULTS[:2]),
        ("DESCRIBE <http://example.org/>", GRAPHS),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } WHERE {}", GRAPHS),
    ],
)
def test_without_a_wish_the_form_fits_the_query(client: Client, query: str, kinds: tuple[str, ...]) -> None:
    for graphs in ("", "&default-graph-uri=http%3A%2F%2Fexample.org%2Fdata0"):
        status, kind, _ = get(client, query, more=graphs)
        assert (status, kind.partition(";")[0] in kinds) == (200, True)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("charset", ["", "; charset=UTF-16", "; Charset=utf-16", '; charset="utf-16"'])
def test_only_utf_8_is_read(client: Client, encoding: str, charset: str) -> None:
    body = "ASK {}".encode(encoding)
    assert client("/sparql", "POST", body, Content_Type=DIRECT + charset).status in (400, 415)
    form = "query=ASK%20%7B%7D".encode(encoding)
    assert client("/sparql", "POST", form, Content_Type=FORM + charset).status in (400, 415)


@pytest.mark.parametrize(
    "kind", [f"{DIRECT}; charset=UTF-8", f'{DIRECT};charset="utf-8"', DIRECT.upper(), f"{DIRECT}; x=y"]
)
def test_a_content_type_in_its_ways_of_writing(client: Client, kind: str) -> None:
    assert client("/sparql", "POST", b"ASK {}", Content_Type=kind).status == 200


@pytest.mark.parametrize(
    "body", ["query=ASK+{}&query=ASK+{}", "query=ASK+{}&update=CLEAR+ALL", "quer=ASK+{}", "ASK {}"]
)
def test_a_form_with_something_else_than_one_query(client: Client, body: str) -> None:
    assert client("/sparql", "POST", body.encode(), Content_Type=FORM).status == 400
    assert client("/sparql?query=ASK+{}", "POST", b"ASK {}", Content_Type=DIRECT).status == 400


def test_the_service_description_is_what_the_standard_wants(client: Client) -> None:
    """It is RDF, it names this very endpoint, and it keeps to the vocabulary."""
    space = "http://www.w3.org/ns/sparql-service-description#"
    for kind in GRAPHS:
        reply = client("/sparql", Accept=kind)
        quads = list(ox.parse(reply.body, format=ox.RdfFormat.from_media_type(kind)))
        endpoint = ox.NamedNode(f"http://127.0.0.1:{client.port}/sparql")
        assert [quad.object for quad in quads if quad.predicate == ox.NamedNode(space + "endpoint")] == [endpoint]
        known = {
            "endpoint",
            "supportedLanguage",
            "feature",
            "resultFormat",
            "defaultDataset",
            "namedGraph",
            "name",
            "graph",
        }
        used = {quad.predicate.value.removeprefix(space) for quad in quads if quad.predicate.value.startswith(space)}
        assert used == known


@pytest.mark.parametrize("path", ["/sparql", "/", "/healthz"])
@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "TRACE", "PATCH", "NONSENSE"])
def test_other_methods_are_told_which_there_are(client: Client, path: str, method: str) -> None:
    reply = client(path, method, Accept_Language="ru")
    allowed = "GET, HEAD, POST" if path == "/sparql" else "GET, HEAD"
    assert (reply.status, reply.headers["allow"], reply.headers["content-language"]) == (405, allowed, "ru")
    assert allowed in reply.text
    assert method in reply.text


def test_an_address_that_is_none_is_told_in_the_language_of_the_reader(client: Client) -> None:
    said = {client("/nowhere", Accept_Language=language).text for language in ("en", "ru", "uz")}
    assert len(said) == 3
    assert all("/nowhere" in words for words in said)


def test_very_long_wishes_and_forms_keep_nobody_waiting(client: Client) -> None:
    form = "&".join(["query=ASK+%7B%7D", *["default-graph-uri=urn:x"] * 40_000]).encode()
    before = time.monotonic()
    assert client("/sparql", "POST", form, Content_Type=FORM).status == 400
    assert client("/sparql?" + "a&" * 1000 + "query=ASK%7B%7D").status == 400
    assert client("/sparql?" + "a&" * 999 + "query=ASK%7B%7D").status == 200
    for wish in ("Accept", "Accept_Language"):
        status = client("/sparql?query=ASK%7B%7D", **{wish: ",".join(["a/b;q=0.1"] * 6000)}).status
        assert status == (406 if wish == "Accept" else 200)
    assert time.monotonic() - before < 2
