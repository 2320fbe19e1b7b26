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
from mekgraph.iris import PREFIXES, expand, shorten
from mekgraph.sources.positions import Lines
from mekgraph.sparql import own_query

UNDECLARED, UNDESCRIBED, ASTRAY = "TRM-001", "TRM-002", "TRM-003"
# Looking for similar names takes time, and behind hundreds of unknown terms there is one cause, not a slip in each.
MOST_SUGGESTED = 50
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
    """TRM-001 and TRM-002: a hit for every statement of the data that uses such a term.

    Where something is said of an id that nobody described, that is the place to mend: one hit, without a statement.
    """
    declared = declared_terms(dataset)
    wrong = undescribed(dataset.engine)
    described = described_things(dataset) - {term.value for term in wrong} if wrong else set()
    for name, terms, known in (
        (UNDECLARED, undeclared(dataset.engine, declared), declared),
        (UNDESCRIBED, wrong, described),
    ):
        names = sorted(map(shorten, known)) if terms else []
        for number, term in enumerate(terms):
            near = nearest(term.value, names) if number < MOST_SUGGESTED else "-"
            values = {"term": shorten(term.value), "near": near}
            rule = sentence_rule(name, f"rules.{name}", "terms")
            if name == UNDESCRIBED and any(_about(dataset, term)):
                yield Hit(rule, Severity.VIOLATION, term, values=values)
                continue
            for quad in _uses(dataset, term):
                value = quad.object if quad.predicate != term else None
                yield Hit(rule, Severity.VIOLATION, quad.subject, quad.predicate, value, values)


def without_consequences(hits: Iterable[Hit], unknown: Iterable[Hit]) -> list[Hit]:
    """The hits of later layers without those on a statement whose term is ``unknown``: that is what has to be mended.

    A misspelt id is of no class, fits no list and no kind; and a thing of a misspelt class is not what all others take
    it for. Saying so as well would only hide the one thing to do.
    """
    kind = ox.NamedNode(PREFIXES["rdf"] + "type")
    statements = {(hit.focus, hit.path, hit.value) for hit in unknown if hit.path is not None}
    unclear = {hit.focus for hit in unknown if hit.path is None or hit.path == kind}

    def follows(hit: Hit) -> bool:
        if hit.value is not None and (hit.value in unclear or (hit.focus, hit.path, hit.value) in statements):
            return True
        return hit.path is not None and (hit.focus, hit.path, None) in statements

    return [hit for hit in hits if not follows(hit)]


def _graphs(dataset: Dataset) -> list[ox.NamedNode]:
    return [dataset.sources[name].graph for name in sorted(dataset.data)]


def _about(dataset: Dataset, term: ox.NamedNode) -> Iterator[ox.Quad]:
    for graph in _graphs(dataset):
        yield from dataset.store.quads_for_pattern(term, None, None, graph)


def _uses(dataset: Dataset, term: ox.NamedNode) -> Iterator[ox.Quad]:
    for graph in _graphs(dataset):
        found = {
            *dataset.store.quads_for_pattern(None, term, None, graph),
            *dataset.store.quads_for_pattern(None, None, term, graph),
        }
        yield from sorted(found, key=str)


def nearest(iri: str, names: Iterable[str]) -> str:
    """The known short names most like the one of ``iri``; "-" where none is.

    Of the same prefix, else of the same name under another prefix; for an IRI without a short form, those that differ
    from it in a few signs.

    >>> nearest("https://w3id.org/mekgraph/def/organised", ["mek:organized", "mek:note", "actor:organised"])
    'mek:organized'
    >>> nearest("https://w3id.org/mekgraph/vocab/link-kind/Meeting", ["kind:hosted", "eventkind:Meeting"])
    'eventkind:Meeting'
    >>> nearest("http://w3id.org/mekgraph/id/actor/unoct", ["actor:unoct", "event:ev-rec-1"])
    'actor:unoct'
    """
    prefix, _, local = shorten(iri).partition(":")
    known = [name for name in names if name.partition(":")[0] in PREFIXES]
    if prefix not in PREFIXES:
        full = {expand(name): name for name in known}
        found = [full[near] for near in difflib.get_close_matches(iri, full, n=3, cutoff=0.9)]
    else:
        beside = [name.partition(":")[2] for name in known if name.startswith(prefix + ":")]
        found = [f"{prefix}:{near}" for near in difflib.get_close_matches(local, beside, n=3, cutoff=0.6)]
        found = found or [name for name in known if name.partition(":")[2] == local][:3]
    return ", ".join(found) or "-"


def astray(source: Source) -> Iterator[Finding]:
    """TRM-003: prefixes of a file that stand for another namespace than ours, or for one spelt a little differently."""
    for prefix, space in sorted(source.prefixes.items()):
        ours = space in PREFIXES.values()
        alike = None if ours else {_form(known): known for known in PREFIXES.values()}.get(_form(space))
        expected = PREFIXES.get(prefix) or alike
        if expected and expected != space:
            rule = sentence_rule(ASTRAY, f"rules.{ASTRAY}", "terms")
            values = {"term": prefix, "found": space, "expected": expected}
            yield Finding(
                rule, Severity.VIOLATION, _declaration(source, prefix, space), f"{prefix}:", "", space, values
            )


def _form(space: str) -> str:
    """A namespace without what is often written differently by mistake: http or https, # or /, letter case."""
    return FORM.sub("", space).casefold()


def _declaration(source: Source, prefix: str, space: str) -> Place:
    """Where a file says what a prefix stands for; its first line if that cannot be found."""
    text, name, value = source.text, re.escape(prefix), re.escape(space)
    turtle = rf"^[ \t]*@?prefix[ \t]+{name}:[ \t]*(<{value}>)"
    others = rf"""\bxmlns:{name}\s*=\s*(["']{value}["'])|"{name}"\s*:\s*("{value}")"""
    match = re.search(rf"{turtle}|{others}", text, re.IGNORECASE | re.MULTILINE)
    group = next((number for number in (1, 2, 3) if match and match[number]), 0)
    start, end = match.span(group) if match else (0, 1)
    lines = Lines(text)
    spot = lines.spot(start, end)
    return Place(source.shown, *spot, lines.line(spot.line))
