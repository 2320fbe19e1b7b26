"""The pieces of SPARQL: each is used, all queries are SPARQL 1.1, and the forms of datatypes are those of XML Schema."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from mekgraph.shacl.fragments import Fragment, lexical_form
from mekgraph.shacl.validation import compile_for

from .forms import FORMS
from .sides import PREFIXES, as_written, shapes_of, triples_of
from .test_components import CASES, PROPERTY_WRAPPERS, WRAPPERS, Case, data_of
from .test_paths import PATHS
from .test_prebinding import FORMS as QUERIES
from .test_prebinding import IN_PROPERTY_SHAPES, SHAPE, TARGETS, escaped

TABLE: dict[str, dict[str, object]] = tomllib.loads(
    resources.files("mekgraph.shacl").joinpath("fragments.toml").read_text(encoding="utf-8")
)
XSD = PREFIXES["xsd"]
# These fill blanks of other forms.
PIECES = {"year", "leap_year", "zone", "day_of_month", "months", "hours", "clock"}
IN_SHAPES = ("not not", "xone", "or with another")
IN_PROPERTIES = ("value in node", "qualified at least")


def shapes_of_case(case: Case, wrappers: tuple[str, ...], properties: tuple[str, ...]) -> str:
    """A constraint in many places."""
    inner = f"[ sh:property [ sh:path ex:p ; {case.constraint} ] ]"
    said = [f"[] sh:targetClass ex:C ; sh:path {path} ; {case.constraint} ." for path in ("ex:p", "( ex:p ex:q )")]
    said.append(f"[] sh:targetNode ex:a ; sh:property [ sh:path ex:p ; {case.constraint} ] .")
    said += [f"[] a sh:NodeShape ; sh:targetObjectsOf ex:p ; {case.constraint} ."] if case.on_node else []
    said += [f"[] sh:targetSubjectsOf ex:p ; {WRAPPERS[name][0].replace('W', inner)} ." for name in wrappers]
    said += [f"[] sh:targetClass ex:T ; {PROPERTY_WRAPPERS[name][0].replace('W', inner)} ." for name in properties]
    return "\n".join(said)


REST = """
[] sh:targetClass ex:C ; sh:closed true . [] sh:targetClass ex:T ; sh:path ex:p ; sh:closed true .
[] sh:targetNode ex:a ; sh:node [ sh:closed true ; sh:ignoredProperties ( ex:p ) ] .
[] a sh:NodeShape ; sh:targetClass ex:C ; sh:equals ex:p ; sh:disjoint ex:p ; sh:hasValue ex:a .
[] sh:targetNode ex:a ; sh:not [ sh:equals ex:p ; sh:disjoint ex:p ; sh:hasValue ex:a ] .
[] sh:targetClass ex:T ; sh:path ex:p ; sh:class ex:T ; sh:property [ sh:path ex:q ; sh:maxCount 1 ] .
"""
DATA = "ex:C rdfs:subClassOf ex:T . ex:a a ex:C ; ex:p 1 ."


def datatypes() -> str:
    """A shape for each datatype."""
    return "\n".join(f"[] sh:targetObjectsOf ex:p ; sh:datatype xsd:{name} ." for name in (*FORMS, "string", "anyURI"))


def queries_of(shapes: str, data: str = DATA) -> list[str]:
    made = compile_for(shapes_of(shapes), as_written(triples_of(data)))
    assert made.left == {}
    return [query.text for query in made.queries]


def texts() -> Iterator[str]:
    """Queries of every kind."""
    for case in CASES:
        yield from queries_of(shapes_of_case(case, IN_SHAPES, IN_PROPERTIES), data_of(case) + DATA)
    for path, _, _ in PATHS:
        yield from queries_of(f"[] sh:targetNode ex:a ; sh:path {path} ; sh:minCount 1 ; sh:maxCount 1 ; sh:in () .")
    yield from queries_of(REST)
    yield from queries_of(datatypes())
    for query, _ in QUERIES:
        yield from queries_of(SHAPE.format(target=TARGETS["classes"], path="", query=escaped(query)))
    for query, _ in IN_PROPERTY_SHAPES:
        yield from queries_of(SHAPE.format(target=TARGETS["nodes"], path="sh:path ex:p ;", query=escaped(query)))


@pytest.fixture(scope="module")
def every_query() -> list[str]:
    return sorted(set(texts()))


def test_every_piece_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()
    fill = Fragment.substitute

    def seen(self: Fragment, *args: object, **values: object) -> str:
        used.add(self.template)
        return fill(self, *args, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(Fragment, "substitute", seen)
    lexical_form.cache_clear()
    assert list(texts())
    pieces = {
        f"{section}.{name}": str(text)
        for section in TABLE
        for name, text in TABLE[section].items()
        if section != "range" and name not in PIECES
    }
    assert {name for name, text in pieces.items() if text not in used} == set()
    filled = " ".join(str(text) for section in TABLE.values() for text in section.values())
    assert {name for name in PIECES if f"%{{{name}}}" not in filled} == set()


def test_every_query_is_one_for_the_engine(every_query: list[str]) -> None:
    store = ox.Store()
    assert len(every_query) > 400
    for query in every_query:
        assert isinstance(store.query(query), ox.QuerySolutions)


@pytest.mark.slow
def test_every_query_is_standard_sparql(every_query: list[str]) -> None:
    """rdflib reads SPARQL 1.1 to the letter; one query of each form is enough, whatever IRIs it names."""
    forms = {re.sub(r"<[a-z]+:[^<>\s]*>", "<>", query): query for query in every_query}
    assert len(forms) > 100
    for query in forms.values():
        translateQuery(parseQuery(query))


def test_no_query_has_a_blank_left(every_query: list[str]) -> None:
    assert [query for query in every_query if "%{" in query] == []


def test_datatypes_are_all_looked_at() -> None:
    assert {*TABLE["form"], *TABLE["range"]} - PIECES == set(FORMS)


@pytest.mark.parametrize("datatype", FORMS)
def test_the_form_of_a_datatype(datatype: str) -> None:
    valid, invalid = FORMS[datatype]
    assert valid
    assert len(invalid) > 5
    assert set(valid).isdisjoint(invalid)
    test = lexical_form(XSD + datatype, "?v")
    assert test
    store = ox.Store()

    def fits(text: str) -> bool:
        query = f"SELECT ?v {{ BIND({ox.Literal(text)} AS ?v) FILTER({test}) }}"
        return len(list(store.query(query))) == 1  # type: ignore[arg-type]

    assert [text for text in valid if not fits(text)] == []
    assert [text for text in invalid if fits(text)] == []


@pytest.mark.parametrize("datatype", ["string", "anyURI", "token", "language", "Name"])
def test_some_datatypes_take_any_text(datatype: str) -> None:
    assert lexical_form(XSD + datatype, "?v") == ""


def test_only_datatypes_of_xml_schema_have_a_form() -> None:
    assert lexical_form("http://example.org/integer", "?v") == ""
