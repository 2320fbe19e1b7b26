"""Small worlds in Turtle files, one defect each, and what the query rules find in them."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from mekgraph.check import house, plausibility
from mekgraph.check.findings import Hit
from mekgraph.check.queries import QueryRule, hits
from mekgraph.graph.build import read_all
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import PREFIXES, shorten
from mekgraph.resources import find_project
from mekgraph.sources.statements import read_document

from ..conftest import ROOT

PROJECT = find_project(ROOT)
WORLDS = ROOT / "tests" / "checks"
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
EXPECTED = "# Expected: "
LAYERS = {"HSE": house, "PLA": plausibility}
# All that the rules ask of the ontology: which properties hold texts, and what is a kind of what.
ASKED = {PREFIXES["rdfs"] + name for name in ("range", "subClassOf")}


@cache
def rules() -> tuple[QueryRule, ...]:
    return (*house.rules(PROJECT), *plausibility.rules(PROJECT))


@cache
def vocabulary() -> tuple[ox.Triple, ...]:
    documents = read_all(PROJECT.ontology_files(), PROJECT)
    return tuple(s.triple for document in documents for s in document.statements if s.predicate.value in ASKED)


def worlds(letters: str) -> list[Path]:
    """The files of the rules whose ids begin with some letters."""
    return sorted(WORLDS.glob(f"{letters}-*/*.ttl"))


def name_of(file: Path) -> str:
    return file.relative_to(WORLDS).as_posix()


def expected(file: Path) -> set[tuple[str, str]]:
    """Rule and focus of each finding, as the comment on top of the file says."""
    line = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(EXPECTED))
    told = line.removeprefix(EXPECTED)
    return set() if told == "nothing" else {(file.parent.name, focus) for focus in told.split()}


def found_in(triples: list[ox.Triple], asked: tuple[QueryRule, ...] | None = None) -> list[Hit]:
    """What the rules (all, unless some are given) find in a few statements."""
    engine = OxigraphEngine.of([*vocabulary(), *triples])
    return [hit for rule in asked or rules() for hit in hits(rule, engine)]


def found_in_file(file: Path) -> list[Hit]:
    return found_in([statement.triple for statement in read_document(file).statements])


def found_in_text(turtle: str, rule: str) -> list[Hit]:
    """What one rule finds in Turtle without prefixes."""
    triples = [quad.triple for quad in ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)]
    return found_in(triples, tuple(one for one in rules() if one.rule.id == rule))


def keys(found: list[Hit]) -> set[tuple[str, str]]:
    return {(hit.rule.id, shorten(hit.focus.value)) for hit in found}  # type: ignore[union-attr]
