"""The tree of a query, the token that does not fit; as the engine reads queries, and in no time whatever the text is."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mekgraph.errors import UsageError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.syntax.grammar import grammar
from mekgraph.graph.syntax.parsing import Node, parse

from ...conftest import ROOT

QUERIES = sorted(
    [*ROOT.glob("queries/**/*.rq"), *ROOT.glob("src/mekgraph/sparql/*.rq"), *ROOT.glob("ontology/**/*.rq")]
)
EMPTY = OxigraphEngine.of([])
# What queries are made of; nothing that goes beyond SPARQL 1.1, which the engine does.
WORDS = [
    token.text
    for token in parse(
        "SELECT * DISTINCT ?a ?b ?c WHERE { } ( ) [ ] . ; , a mek:kind kind:hosted actor:eu <https://example.org/> 'x' @en"
        " ^^ xsd:integer 1 -2 2.5 true + - / | ^ ! = != < > <= >= && || OPTIONAL UNION MINUS FILTER BIND AS VALUES UNDEF"
        " GRAPH EXISTS NOT IN COUNT SUM GROUP_CONCAT SEPARATOR STR LANG IF COALESCE BOUND REGEX CONCAT () [] _:b ORDER BY"
        " GROUP HAVING DESC LIMIT OFFSET 10 ASK CONSTRUCT DESCRIBE PREFIX x: BASE <https://example.org/x#>"
    ).tokens
]
TEMPLATES = [
    "SELECT ?a (COUNT(?b) AS ?n) WHERE { ?a mek:kind ?b ; a mek:Link . OPTIONAL { ?a mek:note ?c } FILTER(?b != 1) }"
    " GROUP BY ?a HAVING(COUNT(?b) > 1) ORDER BY DESC(?n) ?a LIMIT 5 OFFSET 2",
    "PREFIX x: <https://example.org/> CONSTRUCT { ?a x:b [ x:c ?b , 1 ] } WHERE { { ?a x:p|^x:q/x:r* ?b } UNION { VALUES"
    " (?a ?b) { (x:a UNDEF) (x:b 'c'@en) } } MINUS { ?a !(x:z|^a) ( ?b 1 ) } BIND(IF(BOUND(?b), -?b, 1) AS ?c) }",
    "ASK { GRAPH ?g { ?a ?b ?c } FILTER NOT EXISTS { ?c ?b ?a . } FILTER(?a IN (1, 2) || REGEX(STR(?b), 'x', 'i')) }",
    "DESCRIBE ?a <https://example.org/a> { { SELECT DISTINCT * { ?a a ?b } LIMIT 1 } } VALUES ?a { 1 2.0 3e4 true }",
]


def accepted(query: str) -> bool:
    try:
        EMPTY.evaluate(query)
    except UsageError:
        return False
    except RuntimeError:  # a function that the engine does not know: found when the query is run
        return True
    return True


def test_one_token_tells_how_every_rule_goes_on() -> None:
    rules = grammar()
    assert len(rules.ways) > 100
    assert {"SELECT", "WHERE", "ENCODE_FOR_URI", "UNDEF"} <= rules.keywords


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_every_query_of_the_project_can_be_read(file: Path) -> None:
    assert parse(file.read_text(encoding="utf-8")).fault is None


def test_the_tree_says_what_stands_in_what() -> None:
    text = "SELECT ?a { ?a mek:kind ?b FILTER(?b = 1) OPTIONAL { ?a mek:note ?c } }"
    tree = parse(text).tree
    assert tree
    (select,) = tree.nodes("SelectQuery")
    (group,) = select.nodes("Group")
    assert [text[node.start : node.end] for node in group.nodes()] == [
        "?a mek:kind ?b",
        "FILTER(?b = 1)",
        "OPTIONAL { ?a mek:note ?c }",
    ]
    assert [token.text for token in group.tokens(without=("Filter", "Optional"))] == ["{", "?a", "mek:kind", "?b", "}"]
    assert [node.name for node in tree.within("Triples")] == ["Triples", "Triples"]


@pytest.mark.parametrize(
    ("query", "found", "wanted"),
    [
        ("SELCT ?a { }", "SELCT", "SELECT"),
        ("SELECT ?a, ?b { }", ",", "{"),
        ("SELECT ?a { ?a ?b ?c ?d ?e ?f }", "?d", "."),
        ("SELECT ?a { ?a ?b ?c", "", "}"),
        ("SELECT ?a { ?a ?b 'c }", "'c }", "STRING"),
        ("SELECT ?a { ?a ?b ?c } }", "}", "END"),
        ("", "", "SELECT"),
    ],
)
def test_the_first_token_that_does_not_fit_is_named(query: str, found: str, wanted: str) -> None:
    fault = parse(query).fault
    assert fault
    assert fault.token.text == found
    assert wanted in fault.wanted


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(TEMPLATES),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 2), st.sampled_from(WORDS)), max_size=3),
)
def test_what_the_engine_takes_can_be_read(template: str, changes: list[tuple[int, int, str]]) -> None:
    tokens = [token.text for token in parse(template).tokens]
    for place, taken, put in changes:
        at = place % len(tokens)
        tokens[at : at + taken] = [put]
    parsed = parse(" ".join(tokens))
    if parsed.fault is not None:
        before = parsed.tokens[parsed.fault.number - 1].text
        # The engine takes a blank between a sign and its number.
        assert {before, parsed.fault.token.text} & {"+", "-"} or not accepted(parsed.text)


@given(st.text(st.characters() | st.sampled_from("{}()[]<>?$\"'\\.:;,#@^|/+-*=! \n"), max_size=200))
def test_any_text_is_read_to_its_end_or_to_a_fault(text: str) -> None:
    parsed = parse(text)
    assert (parsed.tree is None) == (parsed.fault is not None)
    assert all(text[token.start : token.end] == token.text for token in parsed.tokens)
    assert [token.start for token in parsed.tokens] == sorted(token.start for token in parsed.tokens)


@pytest.mark.parametrize(
    "part", ["(", "{", "a.", "a:b.", '"', "<", "{?s a ", "a.b-c", "( ", "[", "?a", "@a-", "a:%41..", "!", "{{}}", "-1"]
)
def test_time_grows_with_the_length_alone(part: str) -> None:
    started = time.process_time()
    parse("SELECT * { FILTER(" + part * (100_000 // len(part)))
    assert time.process_time() - started < 5


def test_nesting_has_no_bound() -> None:
    depth = 20_000
    tree = parse("SELECT * " + "{" * depth + "}" * depth).tree
    assert isinstance(tree, Node)
    assert (tree.start, tree.end) == (0, 9 + 2 * depth)
