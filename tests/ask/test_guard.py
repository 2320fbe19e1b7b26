"""What fetches or is too deep never reaches the engine; harmless uses of the words do."""

import pytest

from mekgraph.ask.guard import guard
from mekgraph.errors import UsageError

REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { service <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }",
    "SELECT * { SERVICE # comment\n <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { SERVICE # comment\r <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT ex:a { ?s ?p ?o } }",
    "SELECT * { SERVICE ?where { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a" . SERVICE <http://127.0.0.1/> { } }',
    'SELECT * { ?s ?p "\\"" . SERVICE <http://127.0.0.1/> { } }',
    "SELECT * { ?s ?p '''it's''' . SERVICE <http://127.0.0.1/> { } }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1/> { } } } }",
    "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1/> { } } }",
    "LOAD <http://127.0.0.1/>",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1/> { ?s ?p ?o }",
]
ALLOWED = [
    'SELECT ?service ?load WHERE { ?service ?load "service, from, load" }',
    "SELECT * { ?s ?p <http://example.org/service> } # SERVICE <http://127.0.0.1/>",
    "SELECT * { ?s ex:service ex:load ; service:load from:here }",
    "SELECT * { ?s ?p '''SERVICE <http://127.0.0.1/>''' }",
    'SELECT * { ?s ?p "a # b" }',
    "SELECT * { FILTER(?a < 3 && ?b > 2) }",
]


@pytest.mark.parametrize("query", REFUSED)
def test_fetching_is_refused(query: str) -> None:
    with pytest.raises(UsageError) as caught:
        guard(query)
    assert caught.value.key == "usage.fetching"


@pytest.mark.parametrize("query", ALLOWED)
def test_harmless_uses_are_free(query: str) -> None:
    guard(query)


@pytest.mark.parametrize("bracket", ["{", "(", "["])
def test_depth_is_limited(bracket: str) -> None:
    guard("SELECT * " + bracket * 100)
    with pytest.raises(UsageError) as caught:
        guard("SELECT * " + bracket * 101)
    assert caught.value.key == "usage.query_deep"


def test_length_is_limited() -> None:
    with pytest.raises(UsageError) as caught:
        guard("#" * (256 * 1024 + 1))
    assert caught.value.key == "usage.query_long"
