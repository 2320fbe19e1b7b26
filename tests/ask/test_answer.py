"""An answer as a frame and as a network."""

import sys
from types import SimpleNamespace

import networkx as nx
import pyoxigraph as ox
import pytest

from mekgraph.ask.answer import Answer, Cell
from mekgraph.ask.asking import ask
from mekgraph.ask.catalogue import read_catalogue
from mekgraph.errors import UsageError
from mekgraph.graph.opening import Graph
from mekgraph.iris import expand

ROWS = """SELECT ?kind ?who ?body ?count ?source ?text WHERE { VALUES (?kind ?who ?body ?count ?source ?text) {
  (kind:memberOf actor:unoct actor:rec 3 source:src-un-jpoa UNDEF)
  (kind:memberOf actor:unoct actor:rec 4 UNDEF "again")
  (kind:memberOf actor:icrc UNDEF 5 UNDEF UNDEF)
} }"""


def answered(graph: Graph, query: str) -> Answer:
    found = ask(graph, query)
    assert isinstance(found, Answer)
    return found


def test_each_row_is_an_edge_between_the_first_two_things(graph: Graph) -> None:
    network = answered(graph, ROWS).to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    unoct, rec, icrc = (expand(f"actor:{name}") for name in ("unoct", "rec", "icrc"))
    assert set(network) == {unoct, rec, icrc}
    assert network.nodes[unoct] == {
        "label": "United Nations Office of Counter-Terrorism",
        "short": "UNOCT",
        "id": "actor:unoct",
        "kind": "actor",
    }
    first, second = (data for _, _, data in network.edges(data=True))
    assert [(start, end) for start, end in network.edges()] == [(unoct, rec)] * 2
    assert (first["kind"], first["kind_id"], first["count"], first["source_id"]) == (
        "membership",
        "kind:memberOf",
        3,
        "source:src-un-jpoa",
    )
    assert "text" not in first
    assert (second["count"], second["text"]) == (4, "again")
    assert {"who", "who_id", "body", "source"}.isdisjoint(second)


@pytest.mark.parametrize(("type_", "written"), [("integer", "9" * 30), ("integer", "9" * 5000), ("double", "1e400")])
def test_a_number_that_is_too_large_for_other_programs_stays_a_text(type_: str, written: str) -> None:
    literal = ox.Literal(written, datatype=ox.NamedNode(expand(f"xsd:{type_}")))
    assert Cell(literal, written, written).value == written


def test_it_can_be_written_as_graphml(graph: Graph) -> None:
    assert "UNOCT" in "\n".join(nx.generate_graphml(answered(graph, ROWS).to_networkx()))


def test_the_columns_may_be_named(graph: Graph) -> None:
    answer = answered(graph, ROWS)
    assert next(iter(answer.to_networkx("body", "who").edges())) == (expand("actor:rec"), expand("actor:unoct"))
    assert list(answer.to_networkx(end="source").edges()) == [
        (expand("actor:unoct"), expand("source:src-un-jpoa")),
    ]


def test_an_answer_without_rows_is_an_empty_network(graph: Graph) -> None:
    assert len(answered(graph, "SELECT ?a ?b { ?a mek:parent ?b . ?b mek:parent actor:nobody }").to_networkx()) == 0


ONE = "SELECT ?kind ?who ?number { VALUES (?kind ?who ?number) { (kind:memberOf actor:rec 1) } }"


def test_one_named_column_of_anything_and_one_of_actors_will_do(graph: Graph) -> None:
    assert list(answered(graph, ONE).to_networkx("kind").edges()) == [(expand("kind:memberOf"), expand("actor:rec"))]


@pytest.mark.parametrize("ends", [{}, {"start": "who"}, {"start": "who", "end": "nobody"}, {"end": "number"}])
def test_an_answer_that_is_no_network(graph: Graph, ends: dict[str, str]) -> None:
    answer = answered(graph, ONE)
    with pytest.raises(UsageError) as caught:
        answer.to_networkx(**ends)
    assert (caught.value.key, caught.value.values["found"]) == ("usage.no_network", "who")


@pytest.mark.parametrize(
    ("package", "more"), [("pandas", {}), ("polars", {"infer_schema_length": None})], ids=["pandas", "polars"]
)
def test_frames_get_one_record_per_row(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, package: str, more: dict[str, object]
) -> None:
    """What the packages are handed; they themselves need not be installed."""
    frame = SimpleNamespace(DataFrame=lambda records, **given: (records, given))
    monkeypatch.setitem(sys.modules, package, frame)  # type: ignore[arg-type]
    records, given = getattr(answered(graph, ROWS), f"to_{package}")()
    assert given == more
    assert [record["count"] for record in records] == [3, 4, 5]
    assert records[2] == {
        "kind": "membership",
        "kind_id": "kind:memberOf",
        "who": "International Committee of the Red Cross",
        "who_id": "actor:icrc",
        "body": None,
        "body_id": None,
        "count": 5,
        "source": None,
        "source_id": None,
        "text": None,
    }


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_every_ready_question_gives_a_frame(graph: Graph, package: str) -> None:
    pytest.importorskip(package, reason=f"{package} is not installed; continuous integration has it")
    for question in read_catalogue(graph.project).values():
        values = {parameter.name: parameter.example for parameter in question.parameters if parameter.example}
        answer = ask(graph, question.id, values)
        assert isinstance(answer, Answer)
        frame = getattr(answer, f"to_{package}")()
        assert (frame.shape[0], [*frame.columns]) == (len(answer), [*answer.records()[0]]), question.id
