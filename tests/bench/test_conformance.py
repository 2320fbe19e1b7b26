"""The runner of the W3C's suite: a small suite of its own, asked of the engine and of a server."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from bench.conformance.answers import constructed, csv_rows, solved
from bench.conformance.asking import Direct, OverHttp, outcome
from bench.conformance.run import files
from bench.conformance.serving import serving, stored
from bench.conformance.suite import MANIFESTS, Suite

PREFIXES = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix : <http://example.org/tests#> .
"""
CASES = """
<> a mf:Manifest ; mf:entries ( :right :wrong :syntax :bad ) .
:right a mf:QueryEvaluationTest ; mf:action [ qt:query <q.rq> ; qt:data <d.ttl> ] ; mf:result <right.srj> .
:wrong a mf:QueryEvaluationTest ; mf:action [ qt:query <q.rq> ; qt:data <d.ttl> ] ; mf:result <wrong.srj> .
:syntax a mf:PositiveSyntaxTest11 ; mf:action <q.rq> .
:bad a mf:NegativeSyntaxTest11 ; mf:action <q.rq> .
"""


def results(*values: str) -> str:
    rows = ",".join(f'{{"o": {{"type": "literal", "value": "{value}"}}}}' for value in values)
    return f'{{"head": {{"vars": ["o"]}}, "results": {{"bindings": [{rows}]}}}}'


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    for name in MANIFESTS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.ttl").write_text(PREFIXES + "<> a mf:Manifest ; mf:entries () .")
    place = tmp_path / MANIFESTS[0]
    (place / "manifest.ttl").write_text(PREFIXES + CASES)
    (place / "q.rq").write_text("SELECT ?o { <s> ?p ?o }")
    (place / "d.ttl").write_text('<s> <p> "a", "b" .')
    (place / "right.srj").write_text(results("b", "a"))
    (place / "wrong.srj").write_text(results("a", "a"))
    return Suite(tmp_path)


def test_a_suite_is_asked_both_ways(suite: Suite, tmp_path: Path) -> None:
    cases = list(suite.cases())
    assert [case.kind for case in cases] == ["evaluation", "evaluation", "right", "wrong"]
    with serving(stored(tmp_path / "store", files(suite, cases))) as port:
        for ask in (Direct(suite), OverHttp(port)):
            assert [outcome(suite, case, ask) for case in cases] == ["pass", "another answer", "pass", "answered"]


def test_answers_are_the_same_whatever_their_order_and_names() -> None:
    def answer(*rows: str) -> object:
        store = ox.Store()
        return solved(store.query("SELECT ?a ?b { VALUES (?a ?b) { " + " ".join(rows) + " } }"))  # type: ignore[arg-type]

    assert answer("(1 'x')", "(UNDEF 2)") == answer(
        "(UNDEF '02'^^<http://www.w3.org/2001/XMLSchema#integer>)", "(1 'x')"
    )
    assert answer("(1 1)", "(1 1)") != answer("(1 1)")
    assert csv_rows(b"a,b\r\n1,_:x\r\n2,3\r\n") == csv_rows(b"b,a\n3,2\n_:y,1\n")
    node = ox.NamedNode("urn:p")
    assert constructed([ox.Triple(ox.BlankNode("x"), node, node)]) == constructed(
        [ox.Triple(ox.BlankNode("y"), node, node)]
    )
