"""Core constraints of the shapes, by pySHACL.

pySHACL works on rdflib graphs. rdflib is handed the triples that our own parser read, never a file, and literals
keep the text they were written with.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from mekgraph.check.findings import Finding, Places, Severity, shown
from mekgraph.check.shapes import SEVERITIES, Rule, Shapes


def to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """The triples as an rdflib graph."""
    graph = rdflib.Graph()
    for triple in triples:
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


def _node(term: object) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError(term)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == str(rdflib.XSD.string) else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def _term(node: object) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return (
            ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
        )
    return None


def check_core(shapes: Shapes, triples: Iterable[ox.Triple], places: Places) -> Iterator[Finding]:
    """The findings of all core constraints over ``triples`` (ontology and data together)."""
    _, report, _ = pyshacl.validate(
        to_rdflib(triples), shacl_graph=to_rdflib(shapes.core), inference="none", advanced=False, meta_shacl=False
    )
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, path, value = (_term(report.value(result, name)) for name in (SH.focusNode, SH.resultPath, SH.value))
        shape = str(report.value(result, SH.sourceShape))
        severity = SEVERITIES.get(str(report.value(result, SH.resultSeverity)), Severity.VIOLATION)
        rule = shapes.rules.get(shape, Rule(shape, severity, {"en": str(report.value(result, SH.resultMessage))}))
        file, line = places.of(focus, path, value)
        yield Finding(rule.id, rule.severity, file, line, shown(focus), shown(path), shown(value), rule.texts)
