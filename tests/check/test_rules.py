"""Every rule has a passing file and failing ones, and finds what the table says: no less, no more.

All files are checked in one pass: the names in each get a suffix of their own, so the small worlds stay apart.
"""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from mekgraph.check.core import check_core, to_rdflib
from mekgraph.check.findings import Finding, Places
from mekgraph.check.shapes import Shapes, read_shapes
from mekgraph.check.sparql import check_sparql
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import PREFIXES, shorten
from mekgraph.resources import find_project
from mekgraph.sources.statements import read_document

from ..conftest import ROOT

FIXTURES = ROOT / "tests" / "shapes"
FILES = sorted(FIXTURES.glob("*/*.ttl"))
PROJECT = find_project(ROOT)
OURS = "https://w3id.org/mekgraph/"
MARK = "--in-"
Key = tuple[str, str]


def expected() -> dict[Key, tuple[set[str], int]]:
    """Focus ids and number of findings by rule and file."""
    with (FIXTURES / "expected.csv").open(encoding="utf-8", newline="") as stream:
        return {
            (row["rule"], row["file"]): (set(row["focus"].split()), int(row["count"])) for row in csv.DictReader(stream)
        }


EXPECTED = expected()
ONTOLOGY = [
    statement.triple for document in read_all(PROJECT.ontology_files(), PROJECT) for statement in document.statements
]
DECLARED = {triple.subject for triple in ONTOLOGY}


def name_of(file: Path) -> str:
    return file.relative_to(FIXTURES).as_posix()


def world(file: Path, suffix: str) -> list[ox.Triple]:
    """The statements of a file, its own names ending in ``suffix``."""

    def renamed(term: object) -> object:
        if isinstance(term, ox.NamedNode) and term.value.startswith(OURS) and term not in DECLARED:
            own = "/id/" in term.value or term in subjects
            return ox.NamedNode(term.value + suffix) if own else term
        return ox.BlankNode(term.value + suffix.replace("-", "")) if isinstance(term, ox.BlankNode) else term

    statements = read_document(file).statements
    subjects = {statement.subject for statement in statements}
    return [ox.Triple(renamed(s.subject), renamed(s.predicate), renamed(s.object)) for s in statements]  # type: ignore[arg-type]


def suffix_of(file: Path) -> str:
    return MARK + str(FILES.index(file))


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return read_shapes(read_all(PROJECT.shape_files(), PROJECT))


@pytest.fixture(scope="module")
def found(shapes: Shapes) -> dict[str, list[Finding]]:
    """The findings of every file."""
    triples = ONTOLOGY + [triple for file in FILES for triple in world(file, suffix_of(file))]
    places = Places([], PROJECT)
    findings = {*check_sparql(shapes, OxigraphEngine.of(triples), places), *check_core(shapes, triples, places)}
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        name, mark, number = finding.focus.partition(MARK)
        assert mark, finding
        if finding.value.partition(MARK)[2] not in ("", number):
            continue  # a pair of things from two files, which are no neighbours
        by_file[name_of(FILES[int(number)])].append(finding)
        assert name
    return by_file


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_gives_exactly_what_is_expected(file: Path, found: dict[str, list[Finding]]) -> None:
    rule = file.parent.name
    focus, count = EXPECTED.get((rule, name_of(file)), (set(), 0))
    findings = found[name_of(file)]
    assert Counter(finding.rule for finding in findings) == Counter({rule: count} if count else {})
    assert {finding.focus.partition(MARK)[0] for finding in findings} == focus


def test_every_rule_has_passing_and_failing_files_and_every_file_a_row(shapes: Shapes) -> None:
    rules = {rule.id for rule in shapes.rules.values()}
    assert {file.parent.name for file in FILES if file.name == "pass.ttl"} == rules
    assert {rule for rule, _ in EXPECTED} == rules
    assert {name for _, name in EXPECTED} == {name_of(file) for file in FILES if file.name != "pass.ttl"}


def test_rules_have_ids_severities_and_three_languages(shapes: Shapes) -> None:
    ids = Counter(rule.id for rule in shapes.rules.values())
    assert max(ids.values()) == 1
    assert all(set(rule.texts) == {"en", "ru", "uz"} for rule in shapes.rules.values())


def test_every_property_shape_is_named_and_has_a_rule(shapes: Shapes) -> None:
    path = ox.NamedNode(PREFIXES["sh"] + "path")
    property_shape = ox.NamedNode(PREFIXES["sh"] + "PropertyShape")
    declared = {t.subject for t in shapes.all if t.object == property_shape}
    ruled = set(shapes.rules)
    nameless = [
        t
        for t in shapes.all
        if t.predicate == path and isinstance(t.subject, ox.NamedNode) and t.subject not in declared
    ]
    assert nameless == []
    assert {shorten(node.value) for node in declared} <= {shorten(iri) for iri in ruled}  # type: ignore[union-attr]


def test_every_class_has_a_node_shape(shapes: Shapes) -> None:
    target = ox.NamedNode(PREFIXES["sh"] + "targetClass")
    owl_class = ox.NamedNode(PREFIXES["owl"] + "Class")
    classes = {triple.subject for triple in ONTOLOGY if triple.object == owl_class}
    assert classes <= {triple.object for triple in shapes.all if triple.predicate == target}


def test_constraints_over_the_whole_graph_find_what_pyshacl_finds(shapes: Shapes) -> None:
    """The same SELECTs, run by pySHACL once per focus node, as SHACL prescribes."""
    for constraint in shapes.sparql:
        rule = shapes.rules[constraint.iri].id
        files = [file for file in FILES if file.parent.name == rule]
        triples = ONTOLOGY + [triple for file in files for triple in world(file, suffix_of(file))]
        kept = {constraint.iri, constraint.shape}
        only = [
            t
            for t in shapes.all
            if getattr(t.subject, "value", "") in kept and not t.predicate.value.endswith("#property")
        ]
        only += [t for t in ONTOLOGY if t.predicate.value.startswith(PREFIXES["sh"])]
        only = [
            t
            for t in only
            if not (t.predicate.value.endswith("#closed") or t.predicate.value.endswith("#ignoredProperties"))
        ]
        sparql = ox.NamedNode(PREFIXES["sh"] + "sparql")
        only = [t for t in only if t.predicate != sparql or t.object.value == constraint.iri]  # type: ignore[union-attr]
        _, report, _ = pyshacl.validate(to_rdflib(triples), shacl_graph=to_rdflib(only), inference="none")
        theirs = Counter(shorten(str(focus)) for focus in report.objects(None, rdflib.SH.focusNode))
        one = Shapes([], [], shapes.rules, [constraint])
        mine = {*check_sparql(one, OxigraphEngine.of(triples), Places([], PROJECT))}
        assert Counter(finding.focus for finding in mine) == theirs, rule
