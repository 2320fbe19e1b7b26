"""What fetches or is too deep never reaches the engine; harmless uses of the words do."""

import pytest

from mekgraph.errors import UsageError
from mekgraph.graph.guard import DEEPEST, LONGEST, MOST_OPERATORS, guard

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
    "PREFIX :<http://127.0.0.1/> SELECT * { FILTER(1<2)SERVICE:q#>\n{?s ?p ?o} }",
    "SELECT * { ?s ?p 1.SERVICE<http://127.0.0.1/>{} }",
    "SELECT * { ?s ?p 'a'@en.SERVICE<http://127.0.0.1/>{} }",
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
    guard("SELECT * " + bracket * DEEPEST)
    with pytest.raises(UsageError) as caught:
        guard("SELECT * " + bracket * (DEEPEST + 1))
    assert caught.value.key == "usage.query_deep"


def test_length_is_limited() -> None:
    with pytest.raises(UsageError) as caught:
        guard("#" * (LONGEST + 1))
    assert caught.value.key == "usage.query_long"


@pytest.mark.parametrize("operator", ["1+", "!", "mek:a/", "{} UNION ", "1||"])
def test_operators_are_limited(operator: str) -> None:
    with pytest.raises(UsageError) as caught:
        guard("SELECT * { FILTER(" + operator * (MOST_OPERATORS + 1))
    assert caught.value.key == "usage.query_deep"


TOKENS = [
    "?a",
    "mek:a",
    ":",
    "a:b.c",
    "<http://a>",
    '"x"',
    "'x'@en",
    "1",
    "1.5",
    "1e5",
    "true",
    "a",
    "(",
    ")",
    "{",
    "}",
    "*",
    "=",
    "!=",
    "^",
    ";",
]


@pytest.mark.parametrize("token", TOKENS)
def test_nothing_hides_behind_the_token_before_it(token: str) -> None:
    for gap in ("", " ", "\n", "#x\n", ".", ". "):
        glued = gap == "" and (token[-1].isalnum() or token == ":")
        if glued or (gap == "." and token in (":", "mek:a", "a:b.c", "a", "?a", "1", "1.5", "1e5", "true", "'x'@en")):
            continue  # one longer name or number, not two tokens
        with pytest.raises(UsageError):
            guard(f"SELECT * {{ {token}{gap}SERVICE <http://127.0.0.1/> {{ }}")
