"""Answers in rows end after a whole row, are well formed in every format, and say that they go on."""

import csv
import io
import json
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.errors import FormatError, LimitError
from mekgraph.graph.engine import OxigraphEngine, Rows, Truncated
from mekgraph.graph.worker.pool import MEBIBYTE, Limits, Workers
from mekgraph.graph.worker.solutions import RESULTS
from mekgraph.messages import LANGUAGES

from .test_pool import THINGS, stored

PAIRS = "SELECT ?a ?b WHERE { ?a ?p ?c . ?b ?q ?d }"
# No engine comes to the end of it.
ENDLESS_ROWS = "SELECT * WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }"
ALL_SORTS = [
    "SELECT * WHERE { }",
    "SELECT ?x WHERE { }",
    "SELECT ?x WHERE { FILTER(false) }",
    "SELECT * WHERE { FILTER(false) }",
    "SELECT ?x WHERE { VALUES ?x { UNDEF 1 UNDEF } }",
    "SELECT ?x ?y WHERE { VALUES (?x ?y) { (UNDEF UNDEF) (1 UNDEF) (UNDEF 'a') } }",
    r"""SELECT ?x WHERE { VALUES ?x { "a\tb" "a\nb\r" 'a"b' "a\\b" "" " " "a,b" "Toʻlqin 😀" "<a>&amp;" "]]>" "}},{" } }""",
    "SELECT ?x WHERE { VALUES ?x { 1 01 1.0 1.5e0 -5 true 'TRUE'^^xsd:boolean 'x'^^xsd:integer ''@en 'a'@en-GB } }",
    "SELECT (1e400 AS ?a) (xsd:double('NaN') AS ?b) ('x'^^<http://example.org/t> AS ?c) ('a'@en--rtl AS ?d) WHERE { }",
    "SELECT (IRI('http://example.org/%20é') AS ?x) (<urn:x> AS ?y) WHERE { }",
    """SELECT (<<( <urn:s> <urn:p> "a\\tb"@en )>> AS ?x) (<<( <urn:s> <urn:p> <<( <urn:s> <urn:p> 1 )>> )>> AS ?y)
       WHERE { }""",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("store") / "store")


@pytest.mark.parametrize("query", ALL_SORTS)
def test_a_whole_answer_is_what_the_engine_itself_would_write(folder: Path, query: str) -> None:
    engine = OxigraphEngine.open(folder)
    with Workers(folder, Limits(seconds=10), count=1) as workers:
        for kind, form in RESULTS.items():
            reply = workers.run(query, [kind])
            assert (reply.content, reply.truncated) == (_by_engine(engine, query, form), None)
        assert workers.evaluate(query) == engine.evaluate(query)


def _by_engine(engine: OxigraphEngine, query: str, form: ox.QueryResultsFormat) -> bytes:
    xsd = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
    result = engine.store.query(xsd + query)
    assert isinstance(result, ox.QuerySolutions)
    return result.serialize(format=form)


def rows_in(content: bytes, kind: str) -> int:
    """How many rows a well-formed answer holds, as programs other than the engine read it."""
    text = content.decode()
    match kind.rpartition("/")[2]:
        case "sparql-results+json":
            return len(json.loads(text)["results"]["bindings"])
        case "sparql-results+xml":
            return sum(1 for element in ET.fromstring(text).iter() if element.tag.endswith("}result"))
        case "csv":
            assert text.endswith("\r\n")
            return len(list(csv.reader(io.StringIO(text, newline="")))) - 1
        case _:
            assert text.endswith("\n")
            return len(text.splitlines()) - 1


@pytest.mark.parametrize("kind", RESULTS)
def test_an_answer_of_too_many_rows_ends_after_the_last_allowed_one(folder: Path, kind: str) -> None:
    with Workers(folder, Limits(rows=1000), count=1) as workers:
        whole, cut = workers.run(f"{PAIRS} LIMIT 1000", [kind]), workers.run(PAIRS, [kind])
    assert (whole.truncated, rows_in(whole.content, kind)) == (None, 1000)
    assert (cut.truncated, rows_in(cut.content, kind)) == (Truncated(1000, "limit.cut_rows"), 1000)


@pytest.mark.parametrize("kind", RESULTS)
def test_an_answer_of_too_many_bytes_ends_after_a_whole_row(folder: Path, kind: str) -> None:
    with Workers(folder, Limits(size=MEBIBYTE), count=1) as workers:
        cut = workers.run(PAIRS, [kind])
    rows = rows_in(cut.content, kind)
    assert cut.truncated == Truncated(rows, "limit.cut_size", 1)
    assert 0 < rows < THINGS**2
    assert MEBIBYTE // 4 < len(cut.content) <= MEBIBYTE


@pytest.mark.slow
def test_an_answer_that_goes_on_for_ever_is_there_at_once(folder: Path) -> None:
    with Workers(folder, Limits(seconds=10), count=1) as workers:
        before = time.monotonic()
        found = workers.evaluate(ENDLESS_ROWS)
    assert isinstance(found, Rows)
    assert (len(found.rows), found.truncated) == (100_000, Truncated(100_000, "limit.cut_rows"))
    assert time.monotonic() - before < 10


def test_a_single_row_that_is_too_long_is_refused(folder: Path) -> None:
    doubled = "SELECT (COUNT(*) AS ?n) (GROUP_CONCAT(STR(?b)) AS ?x) WHERE { ?a ?p ?b . ?c ?q ?d }"
    with Workers(folder, Limits(size=MEBIBYTE), count=1) as workers, pytest.raises(LimitError) as caught:
        workers.run(doubled)
    assert caught.value.key == "limit.size"


def test_the_reader_is_told_in_three_languages() -> None:
    for cut in (Truncated(1000, "limit.cut_rows"), Truncated(1000, "limit.cut_size", 64)):
        texts = {cut.text(language) for language in LANGUAGES}
        assert len(texts) == len(LANGUAGES)
        assert all("1000" in text for text in texts)


@pytest.mark.parametrize("sign", ["\\u0001", "\\u0000", "\\u001F", "\\uFFFE", "\\uFFFF"])
def test_xml_that_nobody_could_read_is_not_given(folder: Path, sign: str) -> None:
    select, construct = f'SELECT ("a{sign}b" AS ?x) {{ }}', f'CONSTRUCT {{ <urn:s> <urn:p> "a{sign}b" }} WHERE {{ }}'
    with Workers(folder, Limits(seconds=10), count=1) as workers:
        for query, kind, other in (
            (select, "application/sparql-results+xml", "application/sparql-results+json"),
            (construct, "application/rdf+xml", "text/turtle"),
        ):
            with pytest.raises(FormatError) as caught:
                workers.run(query, [kind])
            assert other in str(caught.value)
            assert kind not in str(caught.value)
            given = workers.run(query, [other])
            assert (given.format, b"a" in given.content) == (other, True)
