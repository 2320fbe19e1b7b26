"""The engine answers each form of query, and explains a wrong one."""

import pyoxigraph as ox
import pytest

from mekgraph.errors import UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import expand


@pytest.fixture
def small() -> OxigraphEngine:
    node = ox.NamedNode(expand("actor:a"))
    return OxigraphEngine.of([ox.Triple(node, ox.NamedNode(expand("mek:acronym")), ox.Literal("A", language="en"))])


def test_the_three_forms(small: OxigraphEngine) -> None:
    assert small.select("SELECT ?a WHERE { actor:a mek:acronym ?a }").rows == [(ox.Literal("A", language="en"),)]
    assert small.ask("ASK { actor:a ?p ?o }")
    assert len(small.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == 1


def test_a_prefix_of_the_query_wins(small: OxigraphEngine) -> None:
    assert not small.ask("PREFIX actor: <http://other/>\nASK { actor:a ?p ?o }")


def test_a_wrong_query_is_shown_with_line_and_column(small: OxigraphEngine) -> None:
    with pytest.raises(UsageError) as caught:
        small.select("SELECT ?a\nWHERE { ?a mek:kind ]")
    assert (caught.value.values["line"], caught.value.values["column"]) == (2, 21)
    assert "WHERE { ?a mek:kind ]" in caught.value.text()


@pytest.mark.parametrize("form", ["select", "ask", "construct"])
def test_the_wrong_form_is_a_usage_error(small: OxigraphEngine, form: str) -> None:
    query = "ASK { ?s ?p ?o }" if form != "ask" else "SELECT * { ?s ?p ?o }"
    with pytest.raises(UsageError):
        getattr(small, form)(query)
