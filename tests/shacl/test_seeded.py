"""Compiled queries and pySHACL find the same: in generated data with seeded defects, and in all fixtures of our shapes."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from bench.check.generator import generate

from mekgraph.check.shapes import Rules
from mekgraph.graph.build import read_all
from mekgraph.iris import shorten
from mekgraph.resources import find_project
from mekgraph.shacl.reading import read_shapes
from mekgraph.sources.statements import Document, Statement, read_document

from ..check.merged import apart
from ..conftest import ROOT
from .sides import lines, ours, theirs

PROJECT = find_project(ROOT)
FIXTURES = sorted((ROOT / "tests" / "shapes").glob("*/*.ttl"))
KINDS = 30
SH = "http://www.w3.org/ns/shacl#"


@cache
def shape_documents() -> list[Document]:
    """All shapes, and the prefixes that their queries use."""
    return [read_document(file) for file in (*PROJECT.shape_files(), PROJECT.ontology / "prefixes.ttl")]


@cache
def ontology() -> list[ox.Triple]:
    documents = read_all(PROJECT.ontology_files(), PROJECT)
    return [statement.triple for document in documents for statement in document.statements]


def worlds(files: list[Path]) -> list[ox.Triple]:
    """The statements of some fixtures, their names kept apart."""
    return [
        triple
        for number, file in enumerate(files)
        for triple in apart((statement.triple for statement in read_document(file).statements), number)
    ]


def without(documents: list[Document], unwanted: Callable[[Statement], bool]) -> list[Document]:
    return [replace(d, statements=[s for s in d.statements if not unwanted(s)]) for d in documents]


CONSTRAINTS = sorted(
    statement.object.value  # type: ignore[union-attr]
    for document in shape_documents()
    for statement in document.statements
    if statement.predicate.value == SH + "sparql"
)


@pytest.mark.slow
def test_seeded_defects_of_every_kind_are_found_by_both(tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    seeded = generate(file, 4_000, rate=0.2)
    shapes = read_shapes([read_document(path) for path in sorted((ROOT / "bench" / "check" / "shapes").glob("*.ttl"))])
    triples = [statement.triple for statement in read_document(file).statements]
    found = ours(shapes, triples)
    assert lines(found) == lines(theirs(shapes, triples))
    assert len({defect.kind for defect in seeded}) >= KINDS
    focuses = {getattr(result.focus, "value", "") for result in found}
    assert {defect.focus for defect in seeded} <= focuses


@pytest.mark.slow
def test_core_constraints_over_every_fixture_give_the_same_with_both() -> None:
    shapes = read_shapes(without(shape_documents(), lambda statement: statement.predicate.value == SH + "sparql"))
    triples = [*ontology(), *worlds(FIXTURES)]
    found = lines(ours(shapes, triples))
    assert found == lines(theirs(shapes, triples))
    assert len(found) > len(FIXTURES) / 3


@pytest.mark.slow
@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=shorten)
def test_a_sparql_constraint_over_its_fixtures_gives_the_same_with_both(constraint: str) -> None:
    """Each alone: pySHACL asks them once per node, and takes minutes for all of them together."""

    def of_others(statement: Statement) -> bool:
        name = statement.predicate.value.removeprefix(SH)
        other = name == "sparql" and statement.object.value != constraint  # type: ignore[union-attr]
        return other or name in ("property", "closed", "ignoredProperties")

    shapes = read_shapes(without(shape_documents(), of_others))
    rule = Rules(shapes).of(ox.NamedNode(constraint)).id
    files = [file for file in FIXTURES if file.parent.name == rule]
    triples = [*ontology(), *worlds(files)]
    found = lines(ours(shapes, triples))
    assert found == lines(theirs(shapes, triples))
    assert found
