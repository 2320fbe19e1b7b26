"""What fetches or is too deep never reaches the engine; harmless uses of the words do."""

from importlib import resources

import pytest

from mekgraph.errors import UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.guard import (
    DEEPEST,
    LONGEST,
    MOST_GRAPHS,
    MOST_OPERATORS,
    MOST_PATTERNS,
    guard,
    reach_of,
    refused_line,
)
from mekgraph.resources import Project

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
IRI = "<http://127.0.0.1/>"
# An engine takes a keyword where another word touches it, ends a name before its second dot, reads escapes in an IRI
# and a comparison where an IRI could be: nothing of that hides a SERVICE.
HIDDEN = [
    "SERVICE:q { ?s ?p ?o }",
    "SERVICEex:q { ?s ?p ?o }",
    "sErViCeex:q # comment\n { ?s ?p ?o }",
    f"SERVICESILENT{IRI} {{ ?s ?p ?o }}",
    "SERVICESILENT:q{ }",
    f"?s ?p falseSERVICE{IRI} {{ ?s ?p ?o }}",
    f"?s ?p trueSERVICE{IRI} {{ ?s ?p ?o }}",
    "?s ?p falseSERVICE:q { ?s ?p ?o }",
    f"?s ?p 1SERVICE{IRI} {{ }}",
    f"?s ?p ex:a.b.SERVICE{IRI} {{ }}",
    "?s ?p ex:a.b.SERVICE:q { }",
    f"?s ?p <http://x/\\u0061'''> . SERVICE{IRI} {{ }} ?s ?p <http://x/'''>",
    f"FILTER(?a<'x'#>'''\n) SERVICE {IRI} {{}} #'''\n",
    f"FILTER(?a<ex:b#>'''\n) SERVICE {IRI} {{}} #'''\n",
    f"FILTER(?a<<urn:b#>'''\n) SERVICE {IRI} {{}} #'''\n",
    f"VALUES ?a {{ '''a' }} SERVICE {IRI} {{}} #\\q'''",
    f"?s ?p ex:x\u3001\\''' . SERVICE{IRI} {{}} ?s ?p ex:x\u3001\\'''",
    f"{{}}SERVICE{IRI}{{}}",
    f"?s ?p (1ex:x\\''') . SERVICE {IRI} {{}} ?s ?p (1ex:x\\''')",
]
ALLOWED = [
    'SELECT ?service ?load WHERE { ?service ?load "service, from, load" }',
    "SELECT * { ?s ?p <http://example.org/service> } # SERVICE <http://127.0.0.1/>",
    "SELECT * { ?s ex:service ex:load ; service:load from:here }",
    "SELECT * { ?s ?p '''SERVICE <http://127.0.0.1/>''' }",
    'SELECT * { ?s ?p "a # b" }',
    "SELECT * { FILTER(?a < 3 && ?b > 2) }",
    "SELECT * { FILTER((?a<2)&&(?b>5)) FILTER(?a<3&&?b>2) }",
    "SELECT * { VALUES (?a ?b) { (<urn:uuid:1-2> <mailto:a@b>) (<http://a#b> <http://c'd>) } }",
    "SELECT * { ?s ex:a.service ?o . FILTER(?o IN (<urn:a#b>, <urn:c#d>)) GRAPH service:g { ?s ?p ?o } }",
    "SELECT * { ?s service:at 'service' ; ?p '''it's a \"service\"''' }",
]


@pytest.mark.parametrize("query", REFUSED)
def test_fetching_is_refused(query: str) -> None:
    with pytest.raises(UsageError) as caught:
        guard(query)
    assert caught.value.key == "usage.fetching"


@pytest.mark.parametrize("pattern", HIDDEN)
def test_nothing_hides_a_service(pattern: str) -> None:
    with pytest.raises(UsageError) as caught:
        guard(f"SELECT * {{ {pattern} }}")
    assert caught.value.key in ("usage.fetching", "usage.query_unclear")


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


@pytest.mark.parametrize(
    ("start", "pattern"),
    [
        ("{", "?s ?p ?o . "),
        ("{ ?s", " ?p ?o ;"),
        ("{ ?s ?p", " ?o ,"),
        ("{ ?s a", "/ex:a"),
        ("{ ?s ?p", " [ ?q ?o ] ,"),
        ("{", "VALUES ?x { 1 } "),
        ("{", "{ SELECT ?s { ?s ?p 'x'@en-US } GROUP BY ?s } "),
    ],
)
def test_patterns_are_limited(start: str, pattern: str) -> None:
    guard("SELECT * " + start + pattern * (MOST_PATTERNS // 2 - 1))
    with pytest.raises(UsageError) as caught:
        guard("SELECT * " + start + pattern * (MOST_PATTERNS + 1))
    assert caught.value.key == "usage.query_patterns"


def test_the_limit_of_patterns_is_exact() -> None:
    guard("SELECT * { " + "?s ?p ?o . " * MOST_PATTERNS + "}")
    with pytest.raises(UsageError):
        guard("SELECT * { " + "?s ?p ?o . " * (MOST_PATTERNS + 1) + "}")


def test_what_is_no_pattern_does_not_count() -> None:
    rows = "(1 'a') (<urn:b> UNDEF) " * 500
    guard("CONSTRUCT { " + "?s ?p ?o . " * 500 + "} { VALUES (?s ?o) { " + rows + "} ?s ?p ?o FILTER(?o IN (1, 2)) }")
    guard("SELECT " + "(1 AS ?x) " * 200 + "{ " + "BIND(ex:f(1, 2) AS ?y) " * 200 + "}")


def test_no_query_of_ours_meets_a_limit(project: Project) -> None:
    own = [file for file in resources.files("mekgraph.sparql").iterdir() if file.name.endswith(".rq")]
    assert len(own) > 20
    for file in [*project.question_files(), *project.rule_files(), *own]:
        guard(file.read_text(encoding="utf-8"))


def test_a_text_without_an_end_is_refused_at_once() -> None:
    for text in ("'''", '"""a', "'''\\" * 50_000):
        with pytest.raises(UsageError) as caught:
            guard("SELECT * { ?s ?p " + text)
        assert caught.value.key == "usage.query_unclear"


def test_the_line_that_is_refused() -> None:
    assert refused_line("SELECT *\n{ ?s ?p '''a\nb\nc''' .\n SERVICE <http://127.0.0.1/> {} }") == 5
    assert refused_line("SELECT *\n{\n" + "?s ?p ?o .\n" * (MOST_PATTERNS + 1)) == MOST_PATTERNS + 3


def test_what_a_query_reads_beside_its_dataset() -> None:
    reach = reach_of(
        "BASE <http://a.example/> PREFIX g: <http://g.example/>\n"
        "SELECT * FROM <x> FROM NAMED g:y WHERE { SERVICE SILENT <sparql> { ?s ?p '}' { } } ?s ?p ?o }"
    )
    assert [reach.resolved(graph.text) for graph in reach.graphs] == ["http://a.example/x", "http://g.example/y"]
    (service,) = reach.services
    assert reach.resolved(service.endpoint) == "http://a.example/sparql"
    assert (service.pattern, service.silent) == ("{ ?s ?p '}' { } }", True)
    for unknown in ("_:b", "nowhere:x", "?g"):
        with pytest.raises(UsageError) as caught:
            reach.resolved(unknown)
        assert caught.value.key == "usage.iri_written"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * DEEPEST + "?s ?p ?o" + "}" * DEEPEST,
        "SELECT * { FILTER(" + "(" * (DEEPEST - 2) + "1" + ")" * (DEEPEST - 2) + ") }",
        "SELECT * { ?s ?p " + "[ <urn:p> " * (DEEPEST - 1) + "1" + "]" * (DEEPEST - 1) + "}",
        "SELECT ?s { {} " + "UNION {} " * MOST_OPERATORS + "}",
        "SELECT (1" + "+1" * MOST_OPERATORS + " AS ?x) {}",
        "SELECT (" + "!" * MOST_OPERATORS + "true AS ?x) {}",
        "SELECT (1" + "||1" * MOST_OPERATORS + " AS ?x) {}",
        "SELECT * { ?s <urn:p>" + "/<urn:p>" * (MOST_PATTERNS - 1) + " ?o }",
        "SELECT ?s { ?s <urn:p>" + "|<urn:p>" * (MOST_OPERATORS - 1) + " ?o }",
        "SELECT * { " + "".join(f"?s <urn:{n}> ?o{n} . " for n in range(MOST_PATTERNS)) + "}",
        "SELECT * { " + "".join(f"?s{n} ?p{n} ?s{n + 1} . " for n in range(MOST_PATTERNS)) + "}",
    ],
    ids=["groups", "brackets", "blanks", "unions", "sums", "negations", "or", "steps", "ways", "star", "chain"],
)
def test_what_is_just_within_the_limits_can_be_asked(query: str) -> None:
    """The engine takes it on a usual stack already; workers have a larger one."""
    guard(query)
    OxigraphEngine.of([]).evaluate(query)


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


def test_graphs_are_counted() -> None:
    """Each is looked up with all prefixes of the query."""
    assert len(reach_of("SELECT * " + "FROM <urn:g> " * MOST_GRAPHS + "{}").graphs) == MOST_GRAPHS
    with pytest.raises(UsageError) as caught:
        reach_of("SELECT * " + "FROM <urn:g> " * MOST_GRAPHS + "FROM NAMED <urn:h> {}")
    assert caught.value.key == "usage.query_graphs"
