"""The query operation of the SPARQL 1.1 Protocol, asked over real HTTP."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from mekgraph.serve.negotiation import GRAPHS, RESULTS, wanted

from .conftest import Client

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
