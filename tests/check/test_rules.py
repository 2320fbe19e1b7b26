"""Every rule of the shapes has a passing file and failing ones, and finds what the table says: no less, no more.

All files are checked in one pass: the names in each get a suffix of their own, so the small worlds stay apart.
"""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from mekgraph.check.details import shown
from mekgraph.check.findings import Hit
from mekgraph.check.shapes import CODE, RULE_ID, Rules, hits_of, read_rules
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import OxigraphEngine, Term
from mekgraph.iris import PREFIXES
from mekgraph.resources import find_project
from mekgraph.shacl.validation import compile_for, results_of
from mekgraph.shacl.written import keep
from mekgraph.sources.statements import read_document

from ..conftest import ROOT
from .merged import MARK, apart, number_of

FIXTURES = ROOT / "tests" / "shapes"
FILES = sorted(FIXTURES.glob("*/*.ttl"))
PROJECT = find_project(ROOT)
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


def name_of(file: Path) -> str:
    return file.relative_to(FIXTURES).as_posix()


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules(PROJECT)


@pytest.fixture(scope="module")
def found(rules: Rules) -> dict[str, list[Hit]]:
    """What is found in every file; pairs of things from two files are no neighbours and are left out."""
    worlds = (apart([s.triple for s in read_document(file).statements], number) for number, file in enumerate(FILES))
    triples = ONTOLOGY + [triple for world in worlds for triple in world]
    values, written = OxigraphEngine.of(triples), OxigraphEngine.of(map(as_written, triples))
    by_file: dict[str, list[Hit]] = defaultdict(list)
    compiled = compile_for(rules.shapes, written)
    assert compiled.left == {}
    for query in compiled.queries:
        for hit in hits_of(rules, query.constraint, results_of(query, values if query.on_values else written)):
            number = number_of(hit.focus)
            assert number is not None, hit
            if number_of(hit.value) in (None, number):
                by_file[name_of(FILES[number])].append(hit)
    return {name: list(dict.fromkeys(hits)) for name, hits in by_file.items()}


def as_written(triple: ox.Triple) -> ox.Triple:
    return ox.Triple(triple.subject, triple.predicate, keep(triple.object))


def focus_of(term: Term | None) -> str:
    return shown(term).partition(MARK)[0]


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_gives_exactly_what_is_expected(file: Path, found: dict[str, list[Hit]]) -> None:
    rule = file.parent.name
    focus, count = EXPECTED.get((rule, name_of(file)), (set(), 0))
    hits = found.get(name_of(file), [])
    assert Counter(hit.rule.id for hit in hits) == Counter({rule: count} if count else {})
    assert {focus_of(hit.focus) for hit in hits} == focus


def test_every_rule_has_passing_and_failing_files_and_every_file_a_row(rules: Rules) -> None:
    ids = {rule.id for rule in rules.all()}
    assert len(FILES) > 500
    assert {file.parent.name for file in FILES if file.name == "pass.ttl"} == ids
    assert {rule for rule, _ in EXPECTED} == ids
    assert {name for _, name in EXPECTED} == {name_of(file) for file in FILES if file.name != "pass.ttl"}


def test_rules_have_ids_severities_and_three_languages(rules: Rules) -> None:
    ids = Counter(rule.id for rule in rules.all())
    assert max(ids.values()) == 1
    for rule in rules.all():
        for texts in (rule.problem, rule.remedy):
            assert set(texts) == {"en", "ru", "uz"}, rule.id
            assert not [text for text in texts.values() if text[0].islower() and not CODE.match(text)], rule.id
            assert all(text.endswith(".") for text in texts.values()), rule.id


def test_every_property_shape_is_named_and_has_a_rule(rules: Rules) -> None:
    graph = rules.shapes.graph
    property_shape = ox.NamedNode(PREFIXES["sh"] + "PropertyShape")
    declared = {triple.subject for triple in graph.triples if triple.object == property_shape}
    with_path = {node for node in graph.subjects if isinstance(node, ox.NamedNode) and graph.sh(node, "path")}
    assert with_path == declared
    assert [node for node in declared if not graph.values(node, RULE_ID)] == []  # type: ignore[arg-type]


def test_every_class_has_a_node_shape(rules: Rules) -> None:
    owl_class = ox.NamedNode(PREFIXES["owl"] + "Class")
    classes = {triple.subject for triple in ONTOLOGY if triple.object == owl_class}
    targets = {target.node for shape in rules.shapes.shapes.values() for target in shape.targets}
    assert classes <= targets
