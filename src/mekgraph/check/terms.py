"""The second layer: terms of our namespaces that nobody declared, ids that nobody describes, prefixes gone astray.

RDF allows any term anywhere, so a misspelt ``mek:organised`` would pass in silence; here it is a violation.
"""

import difflib
import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset, Source
from mekgraph.check.findings import Finding, Hit, Place, Severity
from mekgraph.check.syntax import sentence_rule
from mekgraph.graph.engine import Engine
from mekgraph.iris import PREFIXES, shorten
from mekgraph.sources.positions import line_text
from mekgraph.sparql import own_query

UNDECLARED, UNDESCRIBED, ASTRAY = "TRM-001", "TRM-002", "TRM-003"
FORM = re.compile(r"^https?://(www\.)?|[#/]+$")


def undeclared(engine: Engine, declared: set[str]) -> list[ox.NamedNode]:
    """The terms in use that are not among those declared."""
    return _terms(engine, "terms-in-use", declared)


def undescribed(engine: Engine) -> list[ox.NamedNode]:
    """The ids in use that nothing describes."""
    return _terms(engine, "undescribed", set())


def _terms(engine: Engine, query: str, without: set[str]) -> list[ox.NamedNode]:
    found = {row[0] for row in engine.select(own_query(query)).rows}
    terms = [term for term in found if isinstance(term, ox.NamedNode) and term.value not in without]
    return sorted(terms, key=lambda term: term.value)


def declared_terms(dataset: Dataset) -> set[str]:
    """Every IRI that the ontology says something of."""
    graphs = [source.graph for name, source in dataset.sources.items() if name not in dataset.data]
    quads = (quad for graph in graphs for quad in dataset.store.quads_for_pattern(None, None, None, graph))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def described_things(dataset: Dataset) -> set[str]:
    """Every id that has a class."""
    kind = ox.NamedNode(PREFIXES["rdf"] + "type")
    quads = dataset.store.quads_for_pattern(None, kind, None, None)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def hits(dataset: Dataset) -> Iterator[Hit]:
    """TRM-001 and TRM-002: a hit for every statement of the data that uses such a term."""
    declared = declared_terms(dataset)
    wrong = undescribed(dataset.engine)
    described = described_things(dataset) if wrong else set()
    for name, terms, known in (
        (UNDECLARED, undeclared(dataset.engine, declared), declared),
        (UNDESCRIBED, wrong, described),
    ):
        names = sorted(map(shorten, known)) if terms else []
        for term in terms:
            values = {"term": shorten(term.value), "near": nearest(term.value, names)}
            for quad in _uses(dataset, term):
                yield Hit(
                    sentence_rule(name, f"rules.{name}", "terms"),
                    Severity.VIOLATION,
                    quad.subject,
                    quad.predicate,
                    quad.object if quad.predicate != term else None,
                    values,
                )


def _uses(dataset: Dataset, term: ox.NamedNode) -> Iterator[ox.Quad]:
    graphs = [dataset.sources[name].graph for name in sorted(dataset.data)]
    for graph in graphs:
        found = {
            *dataset.store.quads_for_pattern(None, term, None, graph),
            *dataset.store.quads_for_pattern(None, None, term, graph),
        }
        yield from sorted(found, key=str)


def nearest(iri: str, names: Iterable[str]) -> str:
    """The known short names most like the one of ``iri``, of the same prefix; "-" where none is.

    >>> nearest("https://w3id.org/mekgraph/def/organised", ["mek:organized", "mek:note", "actor:organised"])
    'mek:organized'
    """
    wanted = shorten(iri)
    same_kind = [name for name in names if name.partition(":")[0] == wanted.partition(":")[0]]
    return ", ".join(difflib.get_close_matches(wanted, same_kind, n=3, cutoff=0.6)) or "-"


def astray(source: Source) -> Iterator[Finding]:
    """TRM-003: prefixes of a file that stand for another namespace than ours, or for one spelt a little differently."""
    for prefix, space in sorted(source.prefixes.items()):
        alike = {_form(ours): ours for ours in PREFIXES.values()}.get(_form(space))
        expected = PREFIXES.get(prefix) or alike
        if expected and expected != space and space not in PREFIXES.values():
            rule = sentence_rule(ASTRAY, f"rules.{ASTRAY}", "terms")
            values = {"term": prefix, "found": space, "expected": expected}
            yield Finding(rule, Severity.VIOLATION, _declaration(source, prefix), f"{prefix}:", "", space, values)


def _form(space: str) -> str:
    """A namespace without what is often written differently by mistake: http or https, # or /, letter case."""
    return FORM.sub("", space).casefold()


def _declaration(source: Source, prefix: str) -> Place:
    declaration = re.compile(rf"^[ \t]*@?prefix[ \t]+{re.escape(prefix)}:[ \t]*(<[^>]*>)", re.IGNORECASE | re.MULTILINE)
    match = declaration.search(source.text)
    if not match:
        return Place(source.shown, 1, 1, 1, line_text(source.text, 1))
    start = match.start(1)
    line = source.text.count("\n", 0, start) + 1
    column = start - source.text.rfind("\n", 0, start)
    return Place(source.shown, line, column, len(match.group(1)), line_text(source.text, line))
