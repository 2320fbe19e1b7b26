"""TRM-001 in the rules themselves: a shape for ``mek:Lnk`` or a query for ``mek:subjct`` never finds anything."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mekgraph.check.dataset import Dataset
from mekgraph.check.findings import Finding, Hit, Place, Rule
from mekgraph.check.nearest import said_of
from mekgraph.check.ownrules import own_rule
from mekgraph.check.places import findings_of
from mekgraph.check.queries import QueryRule
from mekgraph.check.shapes import Rules
from mekgraph.check.terms import UNDECLARED
from mekgraph.graph.tokens import tokens
from mekgraph.iris import BASE, DEF, PREFIXES, expand, shorten
from mekgraph.resources import Project
from mekgraph.sources.lines import Lines

SPACES = (DEF, BASE + "vocab/")
QUERIES = {ox.NamedNode(PREFIXES["sh"] + name) for name in ("select", "ask", "construct")}


def in_shapes(project: Project, rules: Rules, declared: set[str]) -> list[Finding]:
    """A finding for every statement of the shapes files with a term of ours that is not ``declared``."""
    if not any(_unknown(triple, declared) for triple in rules.shapes.graph.triples):
        return []
    shapes = Dataset()
    for file in project.shape_files():
        shapes.load(file, project.shown(file), is_data=True)
    quads = sorted(set(shapes.store), key=str)
    hits = (hit for quad in quads for hit in _hits(quad.triple, declared))
    return findings_of(hits, shapes)


def in_queries(project: Project, queries: Iterable[QueryRule], declared: set[str]) -> list[Finding]:
    """A finding for every place in rules that are queries where such a term stands."""
    return [finding for query in queries for finding in _in_query(project, query, declared)]


def _in_query(project: Project, query: QueryRule, declared: set[str]) -> Iterator[Finding]:
    for iri, span in _terms_of(query.query):
        if iri not in declared:
            rule, values = _rule(iri, declared)
            lines = Lines(query.query)
            spot = lines.spot(*span)
            place = Place(project.shown(query.file), *spot, lines.line(spot.line))
            yield Finding(rule, rule.severity, place, query.rule.id, values=values)


def _hits(triple: ox.Triple, declared: set[str]) -> Iterator[Hit]:
    for iri in sorted(_unknown(triple, declared)):
        rule, values = _rule(iri, declared)
        value = None if triple.predicate.value == iri else triple.object
        yield Hit(rule, rule.severity, triple.subject, triple.predicate, value, values)


def _rule(iri: str, declared: set[str]) -> tuple[Rule, dict[str, str]]:
    key, values = said_of(iri, sorted(map(shorten, declared)), f"rules.{UNDECLARED}")
    return own_rule(UNDECLARED, key), values


def _unknown(triple: ox.Triple, declared: set[str]) -> set[str]:
    """The terms of ours in a statement of a shape, also in the query that it holds, that are not declared."""
    terms = (triple.predicate, triple.object)
    used = {term.value for term in terms if isinstance(term, ox.NamedNode) and _is_ours(term.value)}
    if triple.predicate in QUERIES and isinstance(triple.object, ox.Literal):
        used |= {iri for iri, _ in _terms_of(triple.object.value)}
    return used - declared


def _terms_of(query: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The terms of our namespaces in a query, with the place of each."""
    for token in tokens(query):
        text = token.text
        named = token.kind == "name" and text.partition(":")[0] in PREFIXES
        iri = text[1:-1] if token.kind == "iri" else expand(text) if named else ""
        if _is_ours(iri):
            yield iri, (token.start, token.end)


def _is_ours(iri: str) -> bool:
    return iri.startswith(SPACES) and iri not in SPACES
