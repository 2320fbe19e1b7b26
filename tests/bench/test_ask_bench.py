"""The bench of asking: its data grow as they say, and its clients count what a server does."""

import http.server
import json
import threading
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from bench.ask.jobs import at, compared, digest
from bench.ask.load import Load, run
from bench.growth import Growth

from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import sparql_prefixes
from mekgraph.resources import Project

from ..endpoint import answering, sends

JSON = "application/sparql-results+json"
WORLD = """
actor:a a mek:State ; skos:prefLabel "A"@en .
actor:b a mek:UNBody ; skos:prefLabel "B"@en ; mek:describedIn source:s .
event:e a mek:Event ; skos:prefLabel "E"@en .
source:s a mek:Source ; mek:title "S"@en .
link:ab a mek:Link ; mek:kind kind:supports ; mek:subject actor:a ; mek:object actor:b ; mek:evidence evidence:ab .
link:ae a mek:Link ; mek:kind kind:hosted ; mek:subject actor:a ; mek:object event:e ; mek:evidence evidence:ae .
evidence:ab a mek:Evidence ; mek:source source:s .
evidence:ae a mek:Evidence ; mek:source source:s .
"""


@pytest.fixture(scope="module")
def growth() -> Growth:
    return Growth([quad.triple for quad in ox.parse(sparql_prefixes() + WORLD, format=ox.RdfFormat.TURTLE)])


def grown(growth: Growth, copies: int) -> OxigraphEngine:
    more = [triple for number in range(2, copies + 1) for triple in growth.copy(number)]
    return OxigraphEngine.of([*growth.triples, *more])


def test_the_same_copy_says_the_same(growth: Growth) -> None:
    assert list(growth.copy(2)) == list(growth.copy(2))
    assert not set(growth.copy(2)) & set(growth.copy(3))
    assert not set(growth.copy(2)) & set(growth.triples)


def test_what_the_world_has_few_of_is_not_copied(growth: Growth) -> None:
    engine = grown(growth, 4)
    counts = "SELECT ?type (COUNT(*) AS ?n) { ?thing a ?type } GROUP BY ?type"
    found = {str(kind.value).rsplit("/", 1)[-1]: int(n.value) for kind, n in engine.select(counts).rows}
    # The link between two things that stay is one link with more evidence.
    assert found == {"State": 1, "UNBody": 1, "Event": 4, "Source": 4, "Link": 5, "Evidence": 8}
    assert engine.ask("ASK { link:ab mek:evidence evidence:ab-4 . actor:b mek:describedIn source:s-3 }")


def test_a_copy_has_names_of_its_own(growth: Growth) -> None:
    names = grown(growth, 3).select("SELECT ?name { ?event a mek:Event ; skos:prefLabel ?name } ORDER BY ?name").rows
    assert [name.value for (name,) in names] == ["E", "E 2", "E 3"]


def test_the_examples_of_all_questions_are_settled_or_of_the_first_copy(project: Project) -> None:
    turtle = ox.RdfFormat.TURTLE
    real = Growth([quad.triple for file in project.data_files() for quad in ox.parse(path=str(file), format=turtle)])
    assert 100 < len(real.settled) < len({triple.subject for triple in real.triples}) / 10


def body(rows: int) -> bytes:
    bindings = [{"x": {"type": "literal", "value": str(number)}} for number in range(rows)]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}}).encode()


def test_clients_count_answers_and_keep_the_first() -> None:
    with answering(sends(200, JSON, body(2))) as url:
        done = run(Load(url, ("SELECT 1", "SELECT 2"), clients=3, seconds=0.2))
    assert len(done.times) >= 3
    assert not done.errors
    assert done.bodies == {0: body(2), 1: body(2)}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(sends(503, "text/plain", b"busy"), "503"), (lambda request: request.connection.close(), "ConnectionResetError")],
)
def test_clients_count_what_goes_wrong(answer: Callable[[http.server.BaseHTTPRequestHandler], None], kind: str) -> None:
    with answering(answer) as url:
        done = run(Load(url, ("SELECT 1",), clients=2, seconds=0.2))
    assert done.times == []
    assert set(done.errors) <= {kind, "RemoteProtocolError"}
    assert done.errors.total() >= 2


def test_a_client_does_not_wait_for_ever() -> None:
    held = threading.Event()
    with answering(lambda _: held.wait(10) and None) as url:
        done = run(Load(url, ("SELECT 1",), clients=1, seconds=0.1, patience=0.1))
        held.set()
    assert set(done.errors) == {"TimeoutError"}


def test_rows_are_compared_whatever_their_order_and_numbers_by_value() -> None:
    one, two = (ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")) for text in "12")
    also = ox.Literal("1.0", datatype=one.datatype)
    assert digest([(one, None), (two, None)]) == digest([(two, None), (also, None)])
    assert digest([(one,)]) != digest([(two,)])
    assert compared({0: body(2), 1: body(1)}, [digest([(ox.Literal("1"),), (ox.Literal("0"),)]), "another"]) == {
        "answered": 2,
        "right": 1,
    }


def test_shares_of_times() -> None:
    times = [float(number) for number in range(1, 101)]
    assert (at(times, 0.5), at(times, 0.99), at(times, 1), at([], 0.5)) == (51, 100, 100, None)
